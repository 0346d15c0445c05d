//! Lines and positions in a file of rows.

use std::fmt;
use std::io::{self, BufRead as _, Read as _};

use serde_json::Value;

/// The longest row in bytes, a hundred times any real request.
pub(crate) const MAX_ROW_BYTES: u64 = 16 * 1024 * 1024;

/// Where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: u64,
    /// Given where one line may hold many rows.
    pub(crate) column: Option<u64>,
}

impl From<u64> for Position {
    fn from(line: u64) -> Self {
        Self { line, column: None }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(out, "{}:{column}", self.line),
            None => write!(out, "{}", self.line),
        }
    }
}

/// A row as it is in the file, or why it can't be read.
pub(crate) type RawRow = (Position, Result<Value, String>);

/// Reads up to the end of a line or of the file. None at the end of the file; an error if the line is too long.
pub(crate) fn line(reader: &mut impl io::BufRead, into: &mut Vec<u8>) -> io::Result<Option<()>> {
    let before = into.len() as u64;
    let count = reader.take((MAX_ROW_BYTES + 1).saturating_sub(before)).read_until(b'\n', into)?;
    if into.len() as u64 > MAX_ROW_BYTES {
        let text = format!("a row is longer than {} MiB", MAX_ROW_BYTES / 1024 / 1024);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok((count > 0).then_some(()))
}

/// Decodes UTF-8.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it isn't text in UTF-8; save the file as UTF-8".to_owned())
}
