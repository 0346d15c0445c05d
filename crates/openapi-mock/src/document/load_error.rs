//! A fault of a document: where it is, and what is wrong there.

use std::fmt;

/// A fault in a document: why it, or a part of it, can't be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadError {
    /// The JSON pointer to the place of the fault; empty for the whole document.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
    /// The line of the place, if the document was loaded from text.
    pub line: Option<usize>,
    /// The document's other faults.
    pub others: Vec<LoadError>,
}

impl LoadError {
    pub(crate) fn new(pointer: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), message: message.into(), line: None, others: Vec::new() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, message, line, others } = self;
        match (line, pointer.as_str()) {
            (_, "") => f.write_str(message)?,
            (None, _) => write!(f, "at {pointer}: {message}")?,
            (Some(line), _) => write!(f, "line {line}, at {pointer}: {message}")?,
        }
        others.iter().try_for_each(|other| write!(f, "\n{other}"))
    }
}

impl std::error::Error for LoadError {}
