//! A change, and the comparison that every rule tells changes to.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// What a change means to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only words, or where a fact comes from.
    Editorial,
    /// There is more than there was.
    Additive,
    /// Something that can't be classed: whoever changed it must say what it means.
    Other,
    /// What worked may no longer work, or cost more.
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
    /// JSON pointer to the place, in the version that has it.
    pub pointer: String,
    pub text: String,
}

/// Who writes what the schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// The client, so it breaks when less is taken.
    Request,
    /// The service, so it breaks when less is promised.
    Answer,
}

/// The two versions, and what was found so far. Each kind of thing has a file with the rules for it.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Value,
    pub(super) new: &'a Value,
    pub(super) changes: BTreeSet<Change>,
    /// Pairs of components that were compared, by direction: schemas may be circular.
    pub(super) seen: BTreeSet<(String, String, Direction)>,
    /// Pointers to the components that were compared.
    pub(super) reached: BTreeSet<String>,
}

impl Comparison<'_> {
    pub(super) fn tell(&mut self, class: Class, pointer: &str, text: String) {
        self.changes.insert(Change { class, pointer: pointer.to_owned(), text });
    }
}

pub(super) fn name(operation: &Value) -> &str {
    operation["operationId"].as_str().unwrap_or("an operation without a name")
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
