//! Why no body can be made from a schema.

use std::fmt;

/// Why no body can be made from a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MakeError {
    /// The JSON pointer to the schema in the document that stands in the way.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no body can be made from the schema at {}: {}; give the answer an example",
            self.pointer, self.message
        )
    }
}

impl std::error::Error for MakeError {}
