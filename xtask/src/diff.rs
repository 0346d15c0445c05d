//! What changed between two versions of the document, from the view of a client.

mod schema;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::document::{Document, escape, operations, resolve};
use schema::Direction;

/// What a change means to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only words.
    Editorial,
    /// There is more than there was.
    Additive,
    /// What worked may no longer work, or cost more.
    Breaking,
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Editorial => "editorial",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub class: Class,
    /// JSON pointer to the place, in the version that has it.
    pub pointer: String,
    pub text: String,
}

/// Everything that changed, the worst first.
pub fn diff(old: &Value, new: &Value) -> Vec<Change> {
    let mut comparison = Comparison { old, new, changes: BTreeSet::new(), seen: BTreeSet::new() };
    comparison.operations();
    if comparison.changes.is_empty() && old != new {
        comparison.tell(
            Class::Editorial,
            "",
            "words, examples or sources changed, and nothing that a client sees".to_owned(),
        );
    }
    let mut changes: Vec<Change> = comparison.changes.into_iter().collect();
    changes.sort_by(|one, other| other.class.cmp(&one.class).then_with(|| one.cmp(other)));
    changes
}

/// The changes as text or JSON, and the exit code: 0 for none or words only, 2 for additions, 3 for what breaks.
pub fn report(changes: &[Change], as_json: bool) -> (String, u8) {
    let worst = changes.iter().map(|change| change.class).max();
    let code = match worst {
        None | Some(Class::Editorial) => 0,
        Some(Class::Additive) => 2,
        Some(Class::Breaking) => 3,
    };
    if as_json {
        let rows = changes.iter().map(
            |Change { class, pointer, text }| json!({"class": class.to_string(), "pointer": pointer, "text": text}),
        );
        let worst = worst.map(|worst| worst.to_string());
        return (format!("{}\n", json!({"worst": worst, "changes": rows.collect::<Vec<_>>()})), code);
    }
    if changes.is_empty() {
        return ("nothing changed\n".to_owned(), code);
    }
    let rows = changes.iter().map(|Change { class, pointer, text }| {
        let place = if pointer.is_empty() { "/" } else { pointer };
        format!("{class:9}  {place}: {text}\n")
    });
    (rows.collect(), code)
}

/// A version of the document: a file, or a git revision of `path`.
pub fn version(root: &Path, path: &Path, name: &str) -> Result<Document> {
    if Path::new(name).is_file() {
        return Document::load(Path::new(name));
    }
    let relative = path.strip_prefix(root).unwrap_or(path).display().to_string();
    let shown = Command::new("git").arg("-C").arg(root).args(["show", &format!("{name}:{relative}")]).output();
    let shown = shown.context("git can't be run")?;
    let why = String::from_utf8_lossy(&shown.stderr).trim().to_owned();
    ensure!(shown.status.success(), "{name} is neither a file nor a git revision that has {relative}: {why}");
    let text = String::from_utf8(shown.stdout).context("the old version isn't text")?;
    Document::parse(&text).with_context(|| format!("{relative} of {name} is not a document"))
}

struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    changes: BTreeSet<Change>,
    /// Pairs of components that were compared, by direction: schemas may be circular.
    seen: BTreeSet<(String, String, Direction)>,
}

impl Comparison<'_> {
    fn tell(&mut self, class: Class, pointer: &str, text: String) {
        self.changes.insert(Change { class, pointer: pointer.to_owned(), text });
    }

    fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let by_place = |root| -> BTreeMap<String, &Value> {
            operations(root)
                .map(|(path, method, operation)| (format!("/paths/{}/{method}", escape(path)), operation))
                .collect()
        };
        let (before, after) = (by_place(old), by_place(new));
        for (place, operation) in &before {
            if !after.contains_key(place) {
                self.tell(Class::Breaking, place, format!("{} was removed", name(operation)));
            }
        }
        for (place, operation) in &after {
            match before.get(place) {
                Some(old) => self.operation(place, old, operation),
                None => self.tell(Class::Additive, place, format!("{} is new", name(operation))),
            }
        }
    }

    fn operation(&mut self, place: &str, old: &Value, new: &Value) {
        if old["operationId"] != new["operationId"] {
            self.tell(Class::Breaking, place, format!("{} is now called {}", name(old), name(new)));
        }
        self.words(place, old, new);
        self.price(place, &old["x-price"], &new["x-price"]);
        self.task(place, &old["x-task"], &new["x-task"]);
        if old["deprecated"] != new["deprecated"] && new["deprecated"] == true {
            self.tell(Class::Additive, place, format!("{} is deprecated", name(new)));
        }
        self.parameters(place, old, new);
        self.request(place, old, new);
        self.answers(place, old, new);
    }

    fn parameters(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |root, operation: &Value| -> BTreeMap<String, Value> {
            let parameters =
                operation["parameters"].as_array().into_iter().flatten().map(|parameter| resolve(root, parameter));
            parameters
                .map(|parameter| {
                    (format!("{} parameter {}", text(&parameter["in"]), text(&parameter["name"])), parameter.clone())
                })
                .collect()
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        let place = format!("{place}/parameters");
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.tell(Class::Breaking, &place, format!("the {name} was removed"));
        }
        for (name, parameter) in &after {
            match before.get(name) {
                Some(old) => {
                    if old["required"] != true && parameter["required"] == true {
                        self.tell(Class::Breaking, &place, format!("the {name} is now required"));
                    }
                    self.schema(&place, &old["schema"], &parameter["schema"], Direction::Request);
                }
                None if parameter["required"] == true => {
                    self.tell(Class::Breaking, &place, format!("the {name} is new and required"))
                }
                None => self.tell(Class::Additive, &place, format!("the {name} is new")),
            }
        }
    }

    fn request(&mut self, place: &str, old: &Value, new: &Value) {
        let place = format!("{place}/requestBody");
        match (old.get("requestBody"), new.get("requestBody")) {
            (Some(before), Some(after)) => {
                let (before, after) = (resolve(self.old, before), resolve(self.new, after));
                self.content(&place, before, after, Direction::Request);
            }
            (Some(_), None) => self.tell(Class::Breaking, &place, "the request body was removed".to_owned()),
            (None, Some(_)) => self.tell(Class::Breaking, &place, "a request body is now taken".to_owned()),
            (None, None) => {}
        }
    }

    fn answers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |operation: &Value| operation["responses"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for status in before.keys().filter(|status| !after.contains_key(*status)) {
            self.tell(
                Class::Breaking,
                &format!("{place}/responses/{status}"),
                format!("the answer {status} was removed"),
            );
        }
        for (status, response) in &after {
            let place = format!("{place}/responses/{status}");
            match before.get(status) {
                Some(old) => {
                    let (old, new) = (resolve(self.old, old), resolve(self.new, response));
                    self.words(&place, old, new);
                    self.content(&place, old, new, Direction::Answer);
                }
                None => self.tell(Class::Additive, &place, format!("the answer {status} is new")),
            }
        }
    }

    fn content(&mut self, place: &str, old: &Value, new: &Value, direction: Direction) {
        let media = |body: &Value| body["content"].as_object().cloned().unwrap_or_default();
        let (before, after) = (media(old), media(new));
        for kind in before.keys().filter(|kind| !after.contains_key(*kind)) {
            self.tell(Class::Breaking, place, format!("it is no longer written as {kind}"));
        }
        for (kind, new) in &after {
            let place = format!("{place}/content/{}", escape(kind));
            match before.get(kind) {
                Some(old) => {
                    self.schema(&format!("{place}/schema"), &old["schema"], &new["schema"], direction);
                    if old["examples"] != new["examples"] {
                        self.tell(Class::Editorial, &format!("{place}/examples"), "examples changed".to_owned());
                    }
                }
                None => self.tell(Class::Additive, &place, format!("it can be written as {kind}")),
            }
        }
    }

    fn price(&mut self, place: &str, old: &Value, new: &Value) {
        if (&old["credits"], &old["purse"]) == (&new["credits"], &new["purse"]) {
            return;
        }
        let told = |price: &Value| match price["credits"].as_u64() {
            Some(credits) => format!("{credits} {}", text(&price["purse"]).replace('_', " ")),
            None => "nothing that is known".to_owned(),
        };
        let dearer = new["credits"].as_u64() > old["credits"].as_u64() || old["purse"] != new["purse"];
        let class = if dearer { Class::Breaking } else { Class::Additive };
        self.tell(class, place, format!("the price was {}, and is {}", told(old), told(new)));
    }

    fn task(&mut self, place: &str, old: &Value, new: &Value) {
        if old != new {
            // A client that reads the state in the old way may wait for ever.
            let class = if old.is_null() { Class::Additive } else { Class::Breaking };
            self.tell(
                class,
                &format!("{place}/x-task"),
                "how the answer tells the state of the task changed".to_owned(),
            );
        }
    }

    /// Descriptions and the like.
    fn words(&mut self, place: &str, old: &Value, new: &Value) {
        for key in ["summary", "description", "x-source", "x-status", "x-messages"] {
            if old.get(key) != new.get(key) {
                self.tell(Class::Editorial, &format!("{place}/{key}"), format!("{key} changed"));
            }
        }
    }
}

fn name(operation: &Value) -> &str {
    operation["operationId"].as_str().unwrap_or("an operation without a name")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
