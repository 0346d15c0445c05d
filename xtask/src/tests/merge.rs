//! Branches that change different parts of the document: their generated files merge without conflicts, and equal those of the merged
//! document.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::{document, made};
use crate::document::{Document, component, request_schema};

/// The changes of the branches, independent of each other.
type Edit = fn(&mut Value);

const EDITS: &[(&str, Edit)] = &[
    ("an optional field", |root| {
        let request = body_of(root, |operation| operation.get("links").is_none());
        root["components"]["schemas"][request]["properties"]["merged_field"] =
            json!({"type": "string", "description": "A field of the one branch.", "maxLength": 40});
    }),
    ("a word of a list", |root| {
        let (_, list) = schemas(root).find(|(_, schema)| schema["enum"].is_array()).unwrap();
        list["enum"].as_array_mut().unwrap().insert(1, json!("merged word"));
    }),
    ("an operation at the end of the first family", |root| twin(root, 0)),
    ("an operation at the end of the last family", |root| twin(root, usize::MAX)),
    ("the words of a description", |root| {
        root["tags"][1]["description"] = json!("Said in other words by one branch.");
    }),
    ("a source", |root| {
        let paths = root["paths"].as_object_mut().unwrap();
        let operation = paths.values_mut().nth(4).unwrap().as_object_mut().unwrap().values_mut().next().unwrap();
        operation["x-source"].as_array_mut().unwrap().push(json!("observed: by one branch"));
    }),
    ("a price", |root| {
        let (_, priced) = schemas(root).find(|(_, schema)| schema.get("x-price").is_some()).unwrap();
        priced["x-price"]["credits"] = json!(77);
    }),
];

/// The first request schema that is an object, of an operation that matches.
fn body_of(root: &Value, of_this_sort: impl Fn(&Value) -> bool) -> String {
    let bodies = crate::document::operations(root).filter(|(_, _, operation)| of_this_sort(operation));
    let mut names = bodies.filter_map(|(_, _, operation)| component(request_schema(root, operation)?));
    names.find(|name| root["components"]["schemas"][name]["properties"].is_object()).unwrap().to_owned()
}

fn schemas(root: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    root["components"]["schemas"].as_object_mut().unwrap().iter_mut()
}

/// Adds a copy of the last operation of a family.
fn twin(root: &mut Value, family: usize) {
    let tags = root["tags"].as_array().unwrap();
    let family = tags[family.min(tags.len() - 1)]["name"].clone();
    let of_family = |(_, item): &(&String, &Value)| {
        item.as_object().unwrap().values().any(|operation| operation["tags"][0] == family)
    };
    let paths = root["paths"].as_object_mut().unwrap();
    let mut from_behind = paths.iter().enumerate().rev();
    let (at, (path, item)) = from_behind.find(|(_, entry)| of_family(entry)).unwrap();
    let (path, mut item) = (path.clone(), item.clone());
    for operation in item.as_object_mut().unwrap().values_mut() {
        let id = format!("{}_twin", operation["operationId"].as_str().unwrap());
        operation["operationId"] = json!(id);
    }
    paths.shift_insert(at + 1, format!("/twin{path}"), item);
}

#[test]
fn branches_that_change_different_things_merge_without_a_conflict() {
    let place = Scratch::new();
    let of = |edits: &[Edit]| {
        let mut value = document().value;
        edits.iter().for_each(|edit| edit(&mut value));
        made(&Document::of(value))
    };
    let base = of(&[]);
    // Merge one branch after the other.
    let mut merged = base.clone();
    for (what, edit) in EDITS {
        let branch = of(&[*edit]);
        assert!(branch != base, "{what} changes nothing");
        for (file, (name, base)) in base.iter().enumerate() {
            let (ours, theirs) = (&merged[file].1, &branch[file].1);
            let both = place.merge(base, ours, theirs);
            merged[file].1 = both.unwrap_or_else(|conflict| panic!("{what}: a conflict in {name}\n{conflict}"));
        }
    }
    // Each branch has files of its own in docs/changes.
    let mut names = BTreeSet::new();
    for (what, edit) in EDITS {
        let (old, mut new) = (document().value, document().value);
        edit(&mut new);
        let files = crate::diff::unreleased::files(&old, &new);
        assert!(!files.is_empty(), "{what} means nothing");
        for (name, _) in files {
            assert!(names.insert(name.clone()), "{what}, and another: a conflict in {name}");
        }
    }
    let all: Vec<Edit> = EDITS.iter().map(|(_, edit)| *edit).collect();
    for ((name, merged), (_, made)) in merged.iter().zip(of(&all)) {
        assert!(*merged == made, "{name} isn't what is made of the document with all changes");
    }
}

#[test]
fn a_changed_comment_changes_no_generated_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = std::fs::read_to_string(root.join("openapi/musicapi.yaml")).unwrap();
    let commented = Document::parse(&format!("# A comment.\n{text}")).unwrap();
    assert!(made(&commented) == made(&document()));
}

/// A temporary directory for `git merge-file`.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let place = std::env::temp_dir().join(format!("xtask-merge-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        Self(place)
    }

    /// Merges two versions; an error holds the conflicts.
    fn merge(&self, base: &str, ours: &str, theirs: &str) -> Result<String, String> {
        let files = ["ours", "base", "theirs"].map(|name| self.0.join(name));
        for (file, text) in files.iter().zip([ours, base, theirs]) {
            std::fs::write(file, text).unwrap();
        }
        let merged = Command::new("git").args(["merge-file", "-p"]).args(&files).output().unwrap();
        let text = String::from_utf8(merged.stdout).unwrap();
        if merged.status.success() {
            return Ok(text);
        }
        let lines = text.split_inclusive('\n').skip_while(|line| !line.starts_with("<<<<<<<"));
        Err(lines.take(40).collect())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
