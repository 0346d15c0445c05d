//! What was asked and answered, as a file that the contract tests can be given: tests/recordings.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;

use super::answer::Exchange;
use super::ask::Findings;

/// A recording.
#[derive(Debug, Serialize)]
pub(super) struct Record {
    /// Who answered: the service, or a mock on this machine, whose answers prove nothing of the service.
    of: &'static str,
    address: String,
    /// When, in seconds since 1970.
    at: u64,
    exchanges: Vec<Recorded>,
}

#[derive(Debug, Serialize)]
struct Recorded {
    question: String,
    operation: Option<String>,
    method: String,
    path: String,
    key: String,
    body: Option<Value>,
    answer: RecordedAnswer,
}

#[derive(Debug, Serialize)]
struct RecordedAnswer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Value,
}

/// Headers that name somebody, or only this one answer's way.
const PRIVATE: [&str; 3] = ["set-cookie", "authorization", "cookie"];

impl Record {
    /// What was asked, without the key wherever it stands.
    pub(super) fn of(findings: &Findings, address: &str, is_here: bool, key: &str) -> Self {
        let without = |text: &str| text.replace(key, "[key]");
        let exchanges = findings.exchanges.iter().map(|Exchange { call, answer }| {
            let headers = answer.headers.iter().filter(|(name, _)| !PRIVATE.contains(&name.to_lowercase().as_str()));
            Recorded {
                question: call.name.clone(),
                operation: call.operation.clone(),
                method: call.method.clone(),
                path: call.path.clone(),
                key: format!("{:?}", call.key).to_lowercase(),
                body: call.body.clone(),
                answer: RecordedAnswer {
                    status: answer.status,
                    headers: headers.map(|(name, value)| (name.clone(), without(value))).collect(),
                    body: without_key(answer.value(), key),
                },
            }
        });
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let of = if is_here { "a mock" } else { "the service" };
        Self { of, address: without(address), at, exchanges: exchanges.collect() }
    }
}

fn without_key(value: Value, key: &str) -> Value {
    match value {
        Value::String(text) => text.replace(key, "[key]").into(),
        Value::Array(items) => items.into_iter().map(|item| without_key(item, key)).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(name, value)| (name.replace(key, "[key]"), without_key(value, key)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        other => other,
    }
}

/// Writes it into a folder, under its time.
pub(super) fn write(folder: &Path, record: &Record) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
    let path = folder.join(format!("{}.json", record.at));
    let text = serde_json::to_string_pretty(record).context("the record can't be written as JSON")?;
    std::fs::write(&path, text + "\n").with_context(|| format!("can't write {}", path.display()))?;
    Ok(path)
}
