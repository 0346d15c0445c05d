//! `cargo xtask drift`: what another description of the service has that the document doesn't, or has otherwise.
//!
//! Both are first written [`plain`]ly, since two people who describe the same service name schemas, operations and path parameters
//! differently; then `diff` compares them, from the document to the other one. What differs and is understood stands in
//! [`KNOWN`] with its reason; whatever doesn't is told, and so is a reason that explains nothing any more.

mod plain;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::diff::{self, Change, Class};
use crate::document::Document;

/// The differences that are known.
const KNOWN: &str = "openapi/drift.yaml";

/// What fetches the vendor's own description: it prints where it is.
const VENDOR: &str = "xtask/conformance/vendor_description.py";

/// A difference that is known, or several that have one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// The place, or one above it; everywhere if it isn't said.
    place: Option<String>,
    /// The words it is told in, or their beginning; any if they aren't said.
    says: Option<String>,
    /// Why the document is right, or can't be told from the other.
    why: String,
}

/// Where the known differences of a description stand: under its title.
type Book = std::collections::BTreeMap<String, Vec<Known>>;

impl Known {
    fn explains(&self, change: &Change) -> bool {
        let is_below = |place: &str| {
            change.pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.place.as_deref().is_none_or(is_below)
            && self.says.as_deref().is_none_or(|says| change.text.starts_with(says))
    }
}

/// What was found.
#[derive(Debug, Default)]
struct Drift {
    /// Differences without a reason.
    open: Vec<Change>,
    /// How many have one.
    explained: usize,
    /// Reasons that explain nothing.
    idle: Vec<String>,
}

/// Compares the document with another description; with the vendor's own if no file is named. Tells what it found, and whether nothing is
/// left to explain.
pub fn run(root: &Path, document: &Document, file: Option<PathBuf>) -> Result<(String, bool)> {
    let file = file.map_or_else(|| fetched(root), Ok)?;
    let other = Document::load_of_others(&file)?;
    let version = &other.value["openapi"];
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    ensure!(version.starts_with("3."), "{}: it must say `openapi: 3.…`, and says {version}", file.display());
    ensure!(other.value["paths"].is_object(), "{}: its `paths` must be a mapping", file.display());
    let text = std::fs::read_to_string(root.join(KNOWN)).with_context(|| format!("can't read {KNOWN}"))?;
    let book = Document::parse(&text).with_context(|| format!("{KNOWN} can't be read"))?;
    let mut book: Book = serde_json::from_value(book.value).with_context(|| format!("{KNOWN} is not of its form"))?;
    let title = other.value.pointer("/info/title").and_then(Value::as_str).unwrap_or_default();
    let known = book.remove(title).unwrap_or_default();
    let drift = compare(&document.value, &other.value, &known);
    Ok((told(&drift, title, &file), drift.open.is_empty() && drift.idle.is_empty()))
}

/// Fetches the vendor's own description out of its source package.
fn fetched(root: &Path) -> Result<PathBuf> {
    let output = Command::new("python3").arg(root.join(VENDOR)).arg(root.join("target/conformance")).output();
    let output = output.context("python3 can't be run; name a FILE instead")?;
    let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    ensure!(output.status.success(), "the vendor's description can't be fetched: {why}");
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

fn compare(document: &Value, other: &Value, known: &[Known]) -> Drift {
    let (document, other) = plain::pair(document, other);
    let mut drift = Drift::default();
    let mut is_used = vec![false; known.len()];
    // In which order things stand is nobody's fact.
    for change in diff::diff(&document, &other).into_iter().filter(|change| change.class != Class::Editorial) {
        let reasons: Vec<usize> = (0..known.len()).filter(|index| known[*index].explains(&change)).collect();
        reasons.iter().for_each(|index| is_used[*index] = true);
        match reasons.is_empty() {
            true => drift.open.push(change),
            false => drift.explained += 1,
        }
    }
    let idle = known.iter().zip(is_used).filter(|(_, is_used)| !is_used).map(|(known, _)| known.why.clone());
    drift.idle = idle.collect();
    drift
}

fn told(drift: &Drift, title: &str, file: &Path) -> String {
    let Drift { open, explained, idle } = drift;
    let mut text = match open.is_empty() {
        true => String::new(),
        false => format!("if {} were the document ({title:?}):\n{}", file.display(), diff::report(open, false).0),
    };
    text.extend(idle.iter().map(|why| format!("nothing is explained any more by: {why}; take it out of {KNOWN}\n")));
    text + &format!(
        "{} explained in {KNOWN}, {} not\n",
        crate::wording::counted(*explained, "difference"),
        crate::wording::counted(open.len(), "difference")
    )
}
