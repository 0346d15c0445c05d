//! `cargo xtask drift`: compares the document with another description of the same service, such as the vendor's.
//!
//! Two authors name schemas, operations and path parameters differently, so [`normalize`] first brings both into one form; then `diff`
//! compares them. [`KNOWN`] lists the differences that are understood, each with its reason. The command reports all other differences, and
//! reasons that no longer explain any.

mod normalize;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::diff::{self, Change, Class};
use crate::document::Document;

/// The file with the known differences.
const KNOWN: &str = "openapi/drift.yaml";

/// The script that fetches the vendor's description, and prints its path.
const VENDOR: &str = "xtask/conformance/vendor_description.py";

/// A known difference, or several with the same reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownDifference {
    /// The place or one of its parents; any place if absent.
    place: Option<String>,
    /// The beginning of the message; any if absent.
    says: Option<String>,
    /// Why the document is right, or why the difference doesn't matter.
    why: String,
}

/// The known differences of each description, by its title.
type KnownDifferences = std::collections::BTreeMap<String, Vec<KnownDifference>>;

impl KnownDifference {
    fn explains(&self, change: &Change) -> bool {
        let is_below = |place: &str| {
            change.pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.place.as_deref().is_none_or(is_below)
            && self.says.as_deref().is_none_or(|says| change.text.starts_with(says))
    }
}

/// The result of a comparison.
#[derive(Debug, Default)]
struct Drift {
    /// Differences without a reason.
    unexplained: Vec<Change>,
    /// The number of differences with a reason.
    explained: usize,
    /// Reasons that explain no difference.
    unused: Vec<String>,
}

/// Compares the document with a file, or with the vendor's description. Returns the report, and whether everything is explained.
pub fn run(root: &Path, document: &Document, file: Option<PathBuf>) -> Result<(String, bool)> {
    let file = file.map_or_else(|| fetch_vendor(root), Ok)?;
    let other = Document::load_of_others(&file)?;
    let version = &other.value["openapi"];
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    ensure!(version.starts_with("3."), "{}: it must say `openapi: 3.…`, and says {version}", file.display());
    ensure!(other.value["paths"].is_object(), "{}: its `paths` must be a mapping", file.display());
    let text = std::fs::read_to_string(root.join(KNOWN)).with_context(|| format!("can't read {KNOWN}"))?;
    let book = Document::parse(&text).with_context(|| format!("{KNOWN} can't be read"))?;
    let mut book: KnownDifferences =
        serde_json::from_value(book.value).with_context(|| format!("{KNOWN} is not of its form"))?;
    let title = other.value.pointer("/info/title").and_then(Value::as_str).unwrap_or_default();
    let known = book.remove(title).unwrap_or_default();
    let drift = compare(&document.value, &other.value, &known);
    Ok((report(&drift, title, &file), drift.unexplained.is_empty() && drift.unused.is_empty()))
}

/// Fetches the vendor's description from its source package.
fn fetch_vendor(root: &Path) -> Result<PathBuf> {
    let output = Command::new("python3").arg(root.join(VENDOR)).arg(root.join("target/conformance")).output();
    let output = output.context("python3 can't be run; name a FILE instead")?;
    let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    ensure!(output.status.success(), "the vendor's description can't be fetched: {why}");
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

fn compare(document: &Value, other: &Value, known: &[KnownDifference]) -> Drift {
    let (document, other) = normalize::pair(document, other);
    let mut drift = Drift::default();
    let mut is_used = vec![false; known.len()];
    // Editorial changes, such as another order, are no drift.
    for change in diff::diff(&document, &other).into_iter().filter(|change| change.class != Class::Editorial) {
        let reasons: Vec<usize> = (0..known.len()).filter(|index| known[*index].explains(&change)).collect();
        reasons.iter().for_each(|index| is_used[*index] = true);
        match reasons.is_empty() {
            true => drift.unexplained.push(change),
            false => drift.explained += 1,
        }
    }
    let unused = known.iter().zip(is_used).filter(|(_, is_used)| !is_used).map(|(known, _)| known.why.clone());
    drift.unused = unused.collect();
    drift
}

fn report(drift: &Drift, title: &str, file: &Path) -> String {
    let Drift { unexplained, explained, unused } = drift;
    let mut text = match unexplained.is_empty() {
        true => String::new(),
        false => {
            format!("if {} were the document ({title:?}):\n{}", file.display(), diff::report(unexplained, false).0)
        }
    };
    text.extend(unused.iter().map(|why| format!("nothing is explained any more by: {why}; take it out of {KNOWN}\n")));
    text + &format!(
        "{} explained in {KNOWN}, {} not\n",
        crate::wording::counted(*explained, "difference"),
        crate::wording::counted(unexplained.len(), "difference")
    )
}
