//! Writes `docs/changes/`: what has changed since the last release. Each changed operation or component has a file of its own, so that
//! reviewers see changes of the contract, and branches merge.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::comparison::{Change, Class};
use super::diff;
use crate::document::{Document, operations};

/// The last released version of the document.
pub const RELEASED: &str = "openapi/released.yaml";

/// The folder of the files.
const FOLDER: &str = "docs/changes/unreleased";

/// The files: one for each changed operation and component, and one for the rest.
pub fn files(old: &Value, new: &Value) -> BTreeMap<String, String> {
    let mut by_file: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for change in diff(old, new) {
        by_file.entry(subject(old, new, &change.pointer)).or_default().push(change);
    }
    let written = |(subject, changes): (String, Vec<Change>)| {
        (format!("{}.md", subject.replace(['/', ' '], "-")), page(&subject, &changes))
    };
    by_file.into_iter().map(written).collect()
}

fn page(subject: &str, changes: &[Change]) -> String {
    let rows = changes.iter().map(|Change { class, pointer, text }| {
        let place = if pointer.is_empty() { "/" } else { pointer };
        format!("- **{class}** `{place}`: {}\n", text.replace('\n', " "))
    });
    format!(
        "# {subject}\n\n<!-- Made by `cargo xtask changes` from openapi/. Edits are lost. -->\n\n{}",
        rows.collect::<String>()
    )
}

/// The operation or component that a place belongs to, or the document.
fn subject(old: &Value, new: &Value, pointer: &str) -> String {
    let mut keys = pointer.split('/').skip(1);
    match (keys.next(), keys.next(), keys.next()) {
        (Some("paths"), Some(path), Some(method)) => {
            let place = format!("{}/{method}", path.replace("~1", "/").replace("~0", "~"));
            let named = |root| {
                let mut all = operations(root);
                all.find(|(path, method, _)| format!("{path}/{method}") == place)?.2["operationId"].as_str()
            };
            format!("operation {}", named(new).or(named(old)).unwrap_or(&place))
        }
        (Some("components"), Some(kind), Some(name)) => format!("{} {name}", kind.trim_end_matches('s')),
        _ => "document".to_owned(),
    }
}

/// Writes the files, and removes obsolete ones. With `check` it changes nothing, and fails if a file is stale.
pub fn write(root: &Path, new: &Document, check: bool) -> Result<()> {
    let wanted = files(&Document::load(&root.join(RELEASED))?.value, &new.value);
    let folder = root.join(FOLDER);
    let mut stale = Vec::new();
    for name in existing(&folder)?.into_iter().filter(|name| !wanted.contains_key(name)) {
        if !check {
            std::fs::remove_file(folder.join(&name)).with_context(|| format!("can't remove {name}"))?;
            println!("removed {FOLDER}/{name}");
        }
        stale.push(name);
    }
    for (name, text) in &wanted {
        let path = folder.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if !check {
            std::fs::create_dir_all(&folder).with_context(|| format!("can't make {FOLDER}"))?;
            std::fs::write(&path, text).with_context(|| format!("can't write {name}"))?;
            println!("wrote {FOLDER}/{name}");
        }
        stale.push(name.clone());
    }
    if check && !stale.is_empty() {
        bail!("stale in {FOLDER}: {}; run `cargo xtask changes`, and look at what it says", stale.join(", "));
    }
    Ok(())
}

/// Releases a version: writes its page of changes, and makes the current document the released one.
pub fn release(root: &Path, path: &Path, new: &Document, version: &str) -> Result<()> {
    let is_name =
        !version.is_empty() && version.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-".contains(letter));
    ensure!(is_name, "{version:?} is no version, such as 0.2.0");
    write(root, new, true)?;
    let folder = root.join(FOLDER);
    let mut page = format!("# {version}\n");
    for (class, head) in [
        (Class::Breaking, "Breaking"),
        (Class::Other, "Other"),
        (Class::Additive, "Additive"),
        (Class::Editorial, "Editorial"),
    ] {
        let old = Document::load(&root.join(RELEASED))?;
        let rows: Vec<String> = diff(&old.value, &new.value)
            .into_iter()
            .filter(|change| change.class == class)
            .map(|change| format!("- `{}`: {}\n", change.pointer, change.text.replace('\n', " ")))
            .collect();
        if !rows.is_empty() {
            page += &format!("\n## {head}\n\n{}", rows.concat());
        }
    }
    std::fs::write(root.join(format!("docs/changes/{version}.md")), page)
        .context("can't write the page of the version")?;
    std::fs::copy(path, root.join(RELEASED)).with_context(|| format!("can't write {RELEASED}"))?;
    for name in existing(&folder)? {
        std::fs::remove_file(folder.join(&name)).with_context(|| format!("can't remove {name}"))?;
    }
    println!("wrote docs/changes/{version}.md and {RELEASED}");
    Ok(())
}

fn existing(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("can't read {}", folder.display())),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.context("can't read the folder of changes")?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
