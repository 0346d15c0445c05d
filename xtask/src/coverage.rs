//! `cargo xtask coverage`: reports which examples of the document the contract tests exercise in the document, the client and the mock.
//!
//! The tests append a line for each example that they exercise to a file; this module compares it with all examples of the document.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::document::{Document, operations, resolve};

/// The rooms that must exercise each example.
const ROOMS: [&str; 3] = ["document", "client", "mock"];

/// The variable with the file to which the tests write lines of room, operation and example.
const RECORD: &str = "CONTRACT_COVERAGE";

/// Runs the contract tests, and returns the file that they wrote.
pub fn run(root: &Path) -> Result<PathBuf> {
    let record = root.join("target/contract-coverage.txt");
    std::fs::create_dir_all(root.join("target")).context("target can't be made")?;
    std::fs::write(&record, "").with_context(|| format!("can't write {}", record.display()))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tests = Command::new(cargo)
        .args(["test", "--quiet", "-p", "contract-tests"])
        .env(RECORD, &record)
        .current_dir(root)
        .output();
    let tests = tests.context("cargo can't be run")?;
    let output = [tests.stdout, tests.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    ensure!(tests.status.success(), "the contract tests fail:\n{output}");
    Ok(record)
}

/// Reports the coverage in a record; an error if an example wasn't exercised.
pub fn report(document: &Document, record: &Path) -> Result<String> {
    let text = std::fs::read_to_string(record).with_context(|| format!("can't read {}", record.display()))?;
    let (report, missing) = compare(&examples(&document.value), &text.lines().collect());
    ensure!(
        missing.is_empty(),
        "{report}{} not exercised:\n  {}",
        crate::wording::counted(missing.len(), "example"),
        missing.join("\n  ")
    );
    Ok(report)
}

/// Each example of the document, as `operation request/name` or `operation status/name`.
fn examples(root: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (_, _, operation) in operations(root) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let mut add = |kind: &str, body: &Value| {
            let named = resolve(root, body).pointer("/content/application~1json/examples").and_then(Value::as_object);
            found.extend(named.into_iter().flatten().map(|(name, _)| (id.to_owned(), format!("{kind}/{name}"))));
        };
        if let Some(body) = operation.get("requestBody") {
            add("request", body);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            add(status, response);
        }
    }
    found
}

/// The table, and the missing examples.
fn compare(examples: &[(String, String)], exercised: &BTreeSet<&str>) -> (String, Vec<String>) {
    let mut missing = Vec::new();
    let mut report = format!("{:28} {:>8} {:>10} {:>8} {:>8}\n", "operation", "examples", ROOMS[0], ROOMS[1], ROOMS[2]);
    let ids: Vec<&String> = examples.iter().map(|(id, _)| id).fold(Vec::new(), |mut ids, id| {
        if !ids.contains(&id) {
            ids.push(id);
        }
        ids
    });
    for id in ids {
        let of: Vec<&String> = examples.iter().filter(|(other, _)| other == id).map(|(_, name)| name).collect();
        let counts = ROOMS.map(|room| {
            let left: Vec<&&String> =
                of.iter().filter(|name| !exercised.contains(format!("{room} {id} {name}").as_str())).collect();
            missing.extend(left.iter().map(|name| format!("{id} {name} through the {room}")));
            of.len() - left.len()
        });
        report += &format!("{id:28} {:>8} {:>10} {:>8} {:>8}\n", of.len(), counts[0], counts[1], counts[2]);
    }
    (report, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_without_a_test_is_named() {
        let examples =
            [("create_song".to_owned(), "request/one".to_owned()), ("create_song".to_owned(), "200/done".to_owned())];
        let all: Vec<String> = ROOMS
            .iter()
            .flat_map(|room| [format!("{room} create_song request/one"), format!("{room} create_song 200/done")])
            .collect();
        let mut exercised: BTreeSet<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(compare(&examples, &exercised).1, Vec::<String>::new());
        exercised.remove("client create_song 200/done");
        let (report, missing) = compare(&examples, &exercised);
        assert_eq!(missing, ["create_song 200/done through the client"]);
        assert!(report.contains("create_song                         2          2        1        2"), "{report}");
    }
}
