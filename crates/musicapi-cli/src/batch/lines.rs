//! The lines of a file of rows, as text.

use std::fmt;
use std::io::{self, BufRead as _, Read as _};

use serde_json::Value;

/// The longest row: a hundred times what any request may hold.
pub(crate) const LONGEST: u64 = 16 * 1024 * 1024;

/// Where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u64,
    /// Where one line may hold many rows.
    pub(crate) column: Option<u64>,
}

impl From<u64> for Place {
    fn from(line: u64) -> Self {
        Self { line, column: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(out, "{}:{column}", self.line),
            None => write!(out, "{}", self.line),
        }
    }
}

/// A row as it stands in the file, or why it can't be read.
pub(crate) type Raw = (Place, Result<Value, String>);

/// Reads up to the end of a line, which may be missing at the end of the file. None at that end; an error if it is too long.
pub(crate) fn line(reader: &mut impl io::BufRead, into: &mut Vec<u8>) -> io::Result<Option<()>> {
    let before = into.len() as u64;
    let count = reader.take((LONGEST + 1).saturating_sub(before)).read_until(b'\n', into)?;
    if into.len() as u64 > LONGEST {
        let text = format!("a row is longer than {} MiB", LONGEST / 1024 / 1024);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok((count > 0).then_some(()))
}

/// As text, or why it is none.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it isn't text in UTF-8; save the file as UTF-8".to_owned())
}
