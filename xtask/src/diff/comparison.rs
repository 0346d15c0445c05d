//! The model of a diff: a change with its class, and the comparison in which rules record changes.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// What a change means to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only prose or the source of a fact changed.
    Editorial,
    /// Something was added.
    Additive,
    /// A change that can't be classified; its author must explain it.
    Other,
    /// Existing clients may fail, or pay more.
    Breaking,
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Editorial => "editorial",
            Self::Additive => "additive",
            Self::Other => "other",
            Self::Breaking => "breaking",
        })
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub class: Class,
    /// JSON pointer, in the version that has the place.
    pub pointer: String,
    pub text: String,
}

/// Who writes the data that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// The client; it breaks if the service accepts less.
    Request,
    /// The service; clients break if it promises less.
    Answer,
}

/// Two versions, and the changes found so far. Each module adds the rules for a kind of object.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Value,
    pub(super) new: &'a Value,
    pub(super) changes: BTreeSet<Change>,
    /// Pairs of components that were compared, by direction, since schemas may be circular.
    pub(super) seen: BTreeSet<(String, String, Direction)>,
    /// Pointers to the components that were compared.
    pub(super) reached: BTreeSet<String>,
}

impl Comparison<'_> {
    pub(super) fn record(&mut self, class: Class, pointer: &str, text: String) {
        self.changes.insert(Change { class, pointer: pointer.to_owned(), text });
    }
}

pub(super) fn name(operation: &Value) -> &str {
    operation["operationId"].as_str().unwrap_or("an operation without a name")
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
