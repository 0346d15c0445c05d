//! The result of a command that succeeded: text for people and a JSON object for programs.
//!
//! A list of jobs may be longer than memory, so a report holds only their ids; the jobs are read in chunks while they are printed.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use musicapi_jobs::{Error, Job, Jobs};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::output::sanitize;
use crate::output::streams::{exit_code, print_json, write_stdout};

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Report {
    text: String,
    json: Value,
    lists: Vec<(&'static str, List)>,
    code: u8,
}

/// Jobs for programs, read while they are printed.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) jobs: Jobs,
    pub(crate) ids: Vec<i64>,
    pub(crate) to_json: fn(&Job) -> Value,
    // The folder of a temporary store, held for its drop.
    pub(crate) _folder: Option<Arc<TempDir>>,
}

/// The number of jobs that are read into memory at a time.
pub(crate) const AT_A_TIME: usize = 256;

impl Report {
    /// A text that ends in a line break if it is not empty, and an object.
    pub(crate) fn new(text: impl Into<String>, object: Value) -> Self {
        Self { text: text.into(), json: json!({"version": 1}), lists: Vec::new(), code: 0 }.and("", object)
    }

    /// Adds text and fields.
    pub(crate) fn and(mut self, text: &str, object: Value) -> Self {
        self.text.push_str(text);
        if let (Value::Object(all), Value::Object(fields)) = (&mut self.json, object) {
            all.extend(fields);
        }
        self
    }

    /// Appends another report.
    pub(crate) fn with(mut self, other: Self) -> Self {
        self.lists.extend(other.lists);
        self.and(&other.text, other.json)
    }

    /// Adds a field with a list of jobs.
    pub(crate) fn listing(mut self, field: &'static str, list: List) -> Self {
        self.lists.push((field, list));
        self.and("", json!({field: null}))
    }

    /// The answer of the service, if the report holds it.
    pub(crate) fn answer(&self) -> &Value {
        &self.json["answer"]
    }

    /// A field of text.
    #[cfg(test)]
    pub(crate) fn answer_of(&self, field: &str) -> &str {
        self.json[field].as_str().unwrap_or_default()
    }

    /// Replaces the text.
    pub(crate) fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// Sets the exit code.
    pub(crate) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Prints the report on standard output. If a job can't be read, the JSON ends early.
    pub(crate) async fn print(self, json: bool) -> Result<ExitCode, Error> {
        let written = match json {
            true if self.lists.is_empty() => print_json(&self.json),
            true => exit_code(self.stream_json().await.inspect_err(|_| drop(write_stdout("\n")))?),
            false => exit_code(write_stdout(&sanitize::render(&self.text, console::colors_enabled()))),
        };
        Ok(if self.code == 0 { written } else { ExitCode::from(self.code) })
    }

    /// Prints the JSON in chunks, for reports with lists.
    async fn stream_json(&self) -> Result<io::Result<()>, Error> {
        let mut text = String::new();
        for (number, (name, value)) in self.json.as_object().into_iter().flatten().enumerate() {
            text.push_str(&format!("{}{}:", if number == 0 { '{' } else { ',' }, json!(name)));
            let Some((_, list)) = self.lists.iter().find(|(field, _)| field == name) else {
                text.push_str(&sanitize::json(value));
                continue;
            };
            let mut before = "[";
            // Ascending ids can be read together.
            for ids in list.ids.chunk_by(|one, next| one < next).flat_map(|ids| ids.chunks(AT_A_TIME)) {
                for job in list.jobs.some(ids).await? {
                    text.push_str(std::mem::replace(&mut before, ","));
                    text.push_str(&sanitize::json(&(list.to_json)(&job)));
                }
                let some = std::mem::take(&mut text);
                // The reader of a pipe may be slow.
                let sent = tokio::task::spawn_blocking(move || write_stdout(&some)).await;
                if let Err(error) = sent.map_err(io::Error::other).flatten() {
                    return Ok(Err(error));
                }
            }
            text.push_str(if before == "[" { "[]" } else { "]" });
        }
        text.push_str("}\n");
        Ok(write_stdout(&text))
    }
}
