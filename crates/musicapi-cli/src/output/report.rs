//! What a run tells when it went well.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use musicapi_jobs::{Error, Job, Jobs};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::output::shown;
use crate::output::streams::{ended, print, send};

/// The result of a run: for people, and for programs.
#[derive(Debug)]
pub(crate) struct Report {
    text: String,
    json: Value,
    lists: Vec<(&'static str, List)>,
    code: u8,
}

/// Jobs for programs. They are read while they are printed: there is no bound to how many there are, and each may be long.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) jobs: Jobs,
    pub(crate) ids: Vec<i64>,
    pub(crate) tell: fn(&Job) -> Value,
    // The folder of the file, held for its drop.
    pub(crate) _folder: Option<Arc<TempDir>>,
}

/// How many jobs are held in memory where there may be many.
pub(crate) const AT_A_TIME: usize = 256;

impl Report {
    /// A text that ends in a line break if it is not empty, and an object.
    pub(crate) fn new(text: impl Into<String>, object: Value) -> Self {
        Self { text: text.into(), json: json!({"version": 1}), lists: Vec::new(), code: 0 }.and("", object)
    }

    /// With more text and more fields.
    pub(crate) fn and(mut self, text: &str, object: Value) -> Self {
        self.text.push_str(text);
        if let (Value::Object(all), Value::Object(fields)) = (&mut self.json, object) {
            all.extend(fields);
        }
        self
    }

    /// With another one behind it.
    pub(crate) fn with(mut self, other: Self) -> Self {
        self.lists.extend(other.lists);
        self.and(&other.text, other.json)
    }

    /// With a field of jobs.
    pub(crate) fn listing(mut self, field: &'static str, list: List) -> Self {
        self.lists.push((field, list));
        self.and("", json!({field: null}))
    }

    /// What the service answered, if it is told.
    pub(crate) fn answer(&self) -> &Value {
        &self.json["answer"]
    }

    /// A field of text.
    #[cfg(test)]
    pub(crate) fn answer_of(&self, field: &str) -> &str {
        self.json[field].as_str().unwrap_or_default()
    }

    /// With another text.
    pub(crate) fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// With the exit code of something that it tells of.
    pub(crate) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Prints it on standard output. An error leaves a line of JSON cut off.
    pub(crate) async fn tell(self, json: bool) -> Result<ExitCode, Error> {
        let written = match json {
            true if self.lists.is_empty() => print(&self.json),
            true => ended(self.print().await.inspect_err(|_| drop(send("\n")))?),
            false => ended(send(&shown::dressed(&self.text, console::colors_enabled()))),
        };
        Ok(if self.code == 0 { written } else { ExitCode::from(self.code) })
    }

    /// What [`print`] prints, bit by bit.
    async fn print(&self) -> Result<io::Result<()>, Error> {
        let mut text = String::new();
        for (number, (name, value)) in self.json.as_object().into_iter().flatten().enumerate() {
            text.push_str(&format!("{}{}:", if number == 0 { '{' } else { ',' }, json!(name)));
            let Some((_, list)) = self.lists.iter().find(|(field, _)| field == name) else {
                text.push_str(&shown::json(value));
                continue;
            };
            let mut before = "[";
            // Some are given in the order of their numbers.
            for ids in list.ids.chunk_by(|one, next| one < next).flat_map(|ids| ids.chunks(AT_A_TIME)) {
                for job in list.jobs.some(ids).await? {
                    text.push_str(std::mem::replace(&mut before, ","));
                    text.push_str(&shown::json(&(list.tell)(&job)));
                }
                let some = std::mem::take(&mut text);
                // Whoever reads it may take a while.
                let sent = tokio::task::spawn_blocking(move || send(&some)).await;
                if let Err(error) = sent.map_err(io::Error::other).flatten() {
                    return Ok(Err(error));
                }
            }
            text.push_str(if before == "[" { "[]" } else { "]" });
        }
        text.push_str("}\n");
        Ok(send(&text))
    }
}
