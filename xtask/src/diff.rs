//! Compares two versions of the document from the view of a client.
//!
//! [`comparison`] walks both versions in parallel and records [`Change`]s; the other modules add a rule for each kind of object. Whatever
//! no rule knows, `rest` reports as [`Class::Other`], so that no difference is missed. `unreleased` writes `docs/changes/`.

mod answers;
mod callbacks;
mod comparison;
mod content;
mod facts;
mod operation;
mod rest;
mod schema;
#[cfg(test)]
mod tests;
pub(crate) mod unreleased;
mod whole;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::document::Document;
use comparison::Comparison;
pub use comparison::{Change, Class};

/// Lists all changes, the worst first.
pub fn diff(old: &Value, new: &Value) -> Vec<Change> {
    let mut comparison =
        Comparison { old, new, changes: BTreeSet::new(), seen: BTreeSet::new(), reached: BTreeSet::new() };
    comparison.document();
    if comparison.changes.is_empty() && old != new {
        comparison.record(
            Class::Other,
            "",
            "something changed that has no name here; look at the document itself".to_owned(),
        );
    }
    let mut changes: Vec<Change> = comparison.changes.into_iter().collect();
    changes.sort_by(|one, other| other.class.cmp(&one.class).then_with(|| one.cmp(other)));
    changes
}

/// Formats changes as text or JSON, with the exit code: 0 for none or editorial ones, 2 for additive and other ones, 3 for breaking ones.
pub fn report(changes: &[Change], as_json: bool) -> (String, u8) {
    let worst = changes.iter().map(|change| change.class).max();
    let code = match worst {
        None | Some(Class::Editorial) => 0,
        Some(Class::Additive | Class::Other) => 2,
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

/// Loads a version of the document: a file, or a git revision of `path`.
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
