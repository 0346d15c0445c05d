//! Records calls and answers in a file, which the contract tests can replay: tests/recordings.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::Value;

use super::ask::Findings;
use super::judge::Exchange;

/// A recording.
#[derive(Debug, Serialize)]
struct Record {
    /// Who answered: the service or a mock. A mock's answers prove nothing about the service.
    of: &'static str,
    address: String,
    /// The time in seconds since 1970.
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

/// Headers that identify a user.
const PRIVATE: [&str; 3] = ["set-cookie", "authorization", "cookie"];

impl Record {
    /// Builds a record. The key is already masked in answers and address.
    fn of(findings: &Findings, address: &str, is_here: bool, at: u64) -> Self {
        let exchanges = findings.found.iter().map(|Exchange { call, answer, .. }| {
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
                    headers: headers.cloned().collect(),
                    body: answer.body.clone(),
                },
            }
        });
        let of = if is_here { "a mock" } else { "the service" };
        Self { of, address: address.to_owned(), at, exchanges: exchanges.collect() }
    }
}

/// The file of this probe's record, which is rewritten after each answer.
#[derive(Debug)]
pub(super) struct RecordFile {
    /// The path of the file.
    pub(super) path: PathBuf,
    address: String,
    is_here: bool,
    at: u64,
}

impl RecordFile {
    /// Creates a file named after the time, with a number if another probe began in the same second.
    pub(super) fn create(folder: &Path, address: &str, is_here: bool) -> Result<Self> {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        std::fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
        let names = std::iter::once(format!("{at}.json")).chain((2..100).map(|number| format!("{at}-{number}.json")));
        for path in names.map(|name| folder.join(name)) {
            match File::create_new(&path) {
                Ok(_) => {
                    let file = Self { path, address: address.to_owned(), is_here, at };
                    file.write(&Findings::default())?;
                    return Ok(file);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| format!("can't write {}", path.display())),
            }
        }
        bail!("{} has all the records of this second that it can", folder.display())
    }

    /// Replaces the record atomically.
    pub(super) fn write(&self, findings: &Findings) -> Result<()> {
        let record = Record::of(findings, &self.address, self.is_here, self.at);
        let text = serde_json::to_string_pretty(&record).context("the record can't be written as JSON")?;
        let part = self.path.with_extension("part");
        let written = std::fs::write(&part, text + "\n").and_then(|()| std::fs::rename(&part, &self.path));
        written.with_context(|| format!("can't write {}", self.path.display()))
    }
}
