//! What a run tells when it went well.

use std::io::Write as _;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::output::shown;

/// The result of a run: for people, and for programs.
#[derive(Debug)]
pub(crate) struct Report {
    text: String,
    json: Value,
    code: u8,
}

impl Report {
    /// A text that ends in a line break if it is not empty, and an object.
    pub(crate) fn new(text: impl Into<String>, object: Value) -> Self {
        Self { text: text.into(), json: json!({"version": 1}), code: 0 }.and("", object)
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
    pub(crate) fn with(self, other: Self) -> Self {
        self.and(&other.text, other.json)
    }

    /// What the service answered, if it is told.
    pub(crate) fn answer(&self) -> &Value {
        &self.json["answer"]
    }

    /// With another text.
    pub(crate) fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// With the exit code of something that it tells of.
    pub(crate) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Prints it on standard output.
    pub(crate) fn tell(&self, json: bool) -> ExitCode {
        let written = if json { print(&self.json) } else { write(&self.text) };
        if self.code == 0 { written } else { ExitCode::from(self.code) }
    }
}

/// Prints a JSON object on a line of its own.
pub(crate) fn print(value: &Value) -> ExitCode {
    send(&format!("{}\n", shown::json(value)))
}

fn write(text: &str) -> ExitCode {
    send(&shown::dressed(text, console::colors_enabled()))
}

/// A reader that has gone away is no failure.
fn send(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            crate::output::failure::tell(&format!("error: standard output can't be written: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
