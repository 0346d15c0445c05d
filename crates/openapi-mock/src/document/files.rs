//! Put a document together that is spread over files.
//!
//! Each part of another file that a reference names is copied below `components` once, and every reference to it is rewritten to lead
//! there; a list or map, which has no section there, is copied in place of its reference. Only files in the document's folder and below
//! are read, and nothing is fetched. Examples are put together in the same way: references within them, and `externalValue`. A reference that can't be followed is kept with the reason beside it, and reported like any other
//! reference that leads nowhere.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::document::grammar::Kind;
use crate::document::text;

/// The member beside a reference that says why it couldn't be followed.
pub(crate) const WHY: &str = "x-not-followed";
/// How deep values that are copied in place of references may be nested.
const DEEPEST: usize = 100;
/// How many references in examples are followed, so that a few that lead to one another don't grow without end.
const MOST: usize = 10_000;

/// Puts a document together, and returns it with the files that were read.
///
/// # Errors
/// If the document's own path can't be resolved.
pub(crate) fn bundle(document: Value, path: &Path) -> Result<(Value, Vec<PathBuf>), String> {
    let path = path.canonicalize().map_err(|error| error.to_string())?;
    let folder = path.parent().unwrap_or(&path).to_owned();
    let mut bundle = Bundle {
        root: path.clone(),
        folder,
        files: HashMap::new(),
        read: vec![path.clone()],
        names: HashMap::new(),
        taken: HashSet::new(),
        parts: Vec::new(),
        followed: 0,
    };
    let mut document = bundle.copy(&document, Some(Kind::Document), &path, 0);
    for (section, name, part) in bundle.parts {
        let components = document.as_object_mut().map(|it| it.entry("components").or_insert_with(|| json!({})));
        let section_of =
            components.and_then(Value::as_object_mut).map(|it| it.entry(section).or_insert_with(|| json!({})));
        if let Some(all) = section_of.and_then(Value::as_object_mut) {
            all.insert(name, part);
        }
    }
    Ok((document, bundle.read))
}

struct Bundle {
    root: PathBuf,
    folder: PathBuf,
    /// Every file that was read, or why it couldn't be.
    files: HashMap<PathBuf, Result<Arc<Value>, String>>,
    read: Vec<PathBuf>,
    /// The names of the parts that are copied, by file, pointer and section.
    names: HashMap<(PathBuf, String, &'static str), String>,
    /// The names in use, with their section.
    taken: HashSet<(&'static str, String)>,
    /// The copied parts: section, name and value.
    parts: Vec<(&'static str, String, Value)>,
    /// How many references in examples were followed.
    followed: usize,
}

impl Bundle {
    /// A copy of a value with its references to other files rewritten.
    fn copy(&mut self, value: &Value, kind: Option<Kind>, file: &Path, depth: usize) -> Value {
        match value {
            Value::Object(members) => {
                let refers =
                    kind.is_some_and(|kind| kind.may_refer() || matches!(kind, Kind::Each(_) | Kind::Components));
                let reference = members.get("$ref").and_then(Value::as_str).filter(|_| refers);
                let mut copied = Map::new();
                if let (Some(kind), Some(reference)) = (kind, reference) {
                    match self.follow(kind, reference, file, depth) {
                        Ok(Followed::Part(reference)) => _ = copied.insert("$ref".to_owned(), reference.into()),
                        Ok(Followed::Value(value)) => return value,
                        Err(why) => {
                            copied.insert("$ref".to_owned(), reference.into());
                            copied.insert(WHY.to_owned(), why.into());
                        }
                    }
                }
                for (key, value) in members {
                    if copied.contains_key(key) {
                        continue;
                    }
                    let copy = match (kind, key.as_str()) {
                        (Some(Kind::Schema), "discriminator") => self.discriminator(value, file, depth),
                        (Some(Kind::Media | Kind::Parameter | Kind::Schema), "example")
                        | (Some(Kind::Leaf), "value" | "dataValue") => self.example(value, file, depth),
                        _ => self.copy(value, kind.and_then(|kind| kind.child(key)), file, depth),
                    };
                    copied.insert(key.clone(), copy);
                }
                if kind == Some(Kind::Leaf)
                    && !copied.contains_key("value")
                    && let Some(value) = copied.get("externalValue").and_then(|it| self.external(it.as_str()?, file))
                {
                    copied.insert("value".to_owned(), value);
                }
                Value::Object(copied)
            }
            Value::Array(items) => {
                let below = kind.and_then(|kind| kind.child("0"));
                items.iter().map(|item| self.copy(item, below, file, depth)).collect()
            }
            scalar => scalar.clone(),
        }
    }

    /// A copy of an example with its references followed. By the specification they are part of the example; but people write them, and
    /// other tools follow them. One that leads nowhere is kept.
    fn example(&mut self, value: &Value, file: &Path, depth: usize) -> Value {
        match value {
            Value::Object(members) => {
                let reference = members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .filter(|_| members.len() == 1 && depth < DEEPEST && self.followed < MOST);
                if let Some((found, path)) = reference.and_then(|reference| self.target(reference, file)) {
                    self.followed += 1;
                    return self.example(&found, &path, depth + 1);
                }
                members.iter().map(|(key, value)| (key.clone(), self.example(value, file, depth))).collect()
            }
            Value::Array(items) => items.iter().map(|item| self.example(item, file, depth)).collect(),
            scalar => scalar.clone(),
        }
    }

    /// What a reference in an example leads to, and the file in which that stands. Of an example object it is the value.
    fn target(&mut self, reference: &str, file: &Path) -> Option<(Value, PathBuf)> {
        let (place, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = if place.is_empty() { file.to_owned() } else { self.locate(place, file).ok()? };
        let pointer = percent_decode_str(fragment).decode_utf8().ok()?;
        let whole = self.open(&path).ok()?;
        let mut found = whole.pointer(&pointer)?;
        if pointer.starts_with("/components/examples/") && pointer.split('/').count() == 4 {
            found = found.get("value").unwrap_or(found);
        }
        Some((found.clone(), path))
    }

    /// The content of a file that an example names; `None` if it can't be read.
    fn external(&mut self, place: &str, file: &Path) -> Option<Value> {
        let path = self.locate(place, file).ok()?;
        let is_data = path
            .extension()
            .is_some_and(|it| ["json", "yaml", "yml"].iter().any(|known| it.eq_ignore_ascii_case(known)));
        if is_data {
            return self.open(&path).ok().map(|value| (*value).clone());
        }
        let text = fs::read_to_string(&path).ok()?;
        self.read.push(path);
        Some(text.into())
    }

    fn discriminator(&mut self, value: &Value, file: &Path, depth: usize) -> Value {
        let mut copied = value.clone();
        for target in copied.get_mut("mapping").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            let reference = target.as_str().filter(|it| it.contains('#') || it.contains('.') || it.contains('/'));
            let followed = reference.map(|reference| self.follow(Kind::Schema, reference, file, depth));
            if let Some(Ok(Followed::Part(reference))) = followed {
                *target = reference.into();
            }
        }
        copied
    }

    fn follow(&mut self, kind: Kind, reference: &str, file: &Path, depth: usize) -> Result<Followed, String> {
        let (place, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if place.contains("://") {
            return Err(
                "leads to another host, and nothing is fetched; keep a copy in a file beside the document".to_owned()
            );
        }
        let path = if place.is_empty() { file.to_owned() } else { self.locate(place, file)? };
        let own = path == self.root;
        let pointer = percent_decode_str(fragment).decode_utf8().map_err(|error| error.to_string())?.into_owned();
        let section = section(kind);
        if let (true, Some(_)) = (own, section) {
            return Ok(Followed::Part(format!("#{fragment}")));
        }
        let known = section
            .and_then(|section| self.names.get(&(path.clone(), pointer.clone(), section)).map(|name| (section, name)));
        if let Some((section, name)) = known {
            return Ok(Followed::Part(format!("#/components/{section}/{name}")));
        }
        let whole = self.open(&path)?;
        let value = whole.pointer(&pointer);
        let value = value.ok_or_else(|| format!("leads nowhere: {} has no {pointer}", self.shown(&path)))?;
        let Some(section) = section else {
            if depth > DEEPEST {
                return Err("leads back to itself without an end".to_owned());
            }
            return Ok(Followed::Value(self.copy(value, Some(kind), &path, depth + 1)));
        };
        let name = self.name(&path, &pointer, section);
        // The name is entered before the part is copied, so a part that refers to itself finds its name instead of an endless copy.
        self.names.insert((path.clone(), pointer, section), name.clone());
        let copied = self.copy(value, Some(kind), &path, depth);
        self.parts.push((section, name.clone(), copied));
        Ok(Followed::Part(format!("#/components/{section}/{name}")))
    }

    /// The file that a reference names; it must lie in the document's folder or below.
    ///
    /// Both paths are canonical, so neither `..` nor a symbolic link leads out of the folder.
    fn locate(&self, place: &str, file: &Path) -> Result<PathBuf, String> {
        let place = percent_decode_str(place).decode_utf8().map_err(|error| error.to_string())?;
        let path = file.parent().unwrap_or(file).join(&*place);
        let path = path.canonicalize().map_err(|error| format!("leads to {place}, which can't be read: {error}"))?;
        if !path.starts_with(&self.folder) {
            return Err(format!("leads to {place}, which lies outside of the document's folder; move it there"));
        }
        Ok(path)
    }

    fn open(&mut self, path: &Path) -> Result<Arc<Value>, String> {
        if let Some(known) = self.files.get(path) {
            return known.clone();
        }
        let read = fs::read_to_string(path).map_err(|error| error.to_string());
        let read = read.and_then(|text| text::parse(&text));
        let read =
            read.map(Arc::new).map_err(|error| format!("leads to {}, which can't be read: {error}", self.shown(path)));
        self.read.push(path.to_owned());
        self.files.insert(path.to_owned(), read.clone());
        read
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap_or(path).display().to_string()
    }

    /// A free name for a part, made from its file and its pointer.
    fn name(&mut self, path: &Path, pointer: &str, section: &'static str) -> String {
        let place = format!("{}{pointer}", self.shown(path));
        let letters = place
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '-' });
        let name: String = letters.collect();
        let mut free = name.clone();
        let mut number = 1;
        while !self.taken.insert((section, free.clone())) {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    }
}

enum Followed {
    /// A part of the document: the reference to it.
    Part(String),
    /// The value to put in place of the reference.
    Value(Value),
}

/// The section below `components` for parts of a kind; `None` if they replace their references.
fn section(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Schema => "schemas",
        Kind::Parameter => "parameters",
        Kind::Body => "requestBodies",
        Kind::Response => "responses",
        Kind::PathItem => "pathItems",
        Kind::Leaf => "examples",
        Kind::Operation => "x-operations",
        Kind::Media => "x-media",
        Kind::Document | Kind::Components | Kind::Each(_) => return None,
    })
}
