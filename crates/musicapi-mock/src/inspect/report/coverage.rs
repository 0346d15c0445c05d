//! Coverage: which operations, answers and examples of the document a client has met.

use std::collections::{BTreeMap, BTreeSet};

use openapi_mock::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::state::request_log::Answered;

/// How much of the document was tried. What a fault answered in the service's place doesn't count.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Coverage {
    /// Operations that were called.
    pub operations: Share,
    /// Statuses that were answered, operation by operation.
    pub answers: Share,
    /// Documented examples that were answered.
    pub examples: Share,
}

/// Some of many.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Share {
    /// How many there were.
    pub seen: usize,
    /// How many there are.
    pub all: usize,
    /// Those that there weren't.
    pub missing: Vec<String>,
}

/// The least coverage that is enough, in percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Minimum {
    /// Of operations.
    #[schemars(range(min = 0, max = 100))]
    pub operations: f64,
    /// Of answers.
    #[schemars(range(min = 0, max = 100))]
    pub answers: f64,
    /// Of examples.
    #[schemars(range(min = 0, max = 100))]
    pub examples: f64,
}

impl Minimum {
    pub(super) fn of(&self, name: &str) -> f64 {
        match name {
            "answers" => self.answers,
            "examples" => self.examples,
            _ => self.operations,
        }
    }
}

impl Coverage {
    pub(super) fn of(document: &Document, answered: &BTreeMap<Answered, u64>) -> Self {
        let operations = document.operations().map(|operation| operation.id().to_owned());
        let every = || {
            document.operations().flat_map(|operation| operation.answers().map(move |answer| (operation.id(), answer)))
        };
        let answer = |id: &str, status: u16| format!("{id} {status}");
        let example = |id: &str, status: u16, name: Option<&str>| match name {
            Some(name) => format!("{id} {status} {name}"),
            None => answer(id, status),
        };
        let answers = every().map(|(id, it)| answer(id, it.status.as_u16()));
        let examples = every().map(|(id, it)| example(id, it.status.as_u16(), it.example));
        let seen = || answered.keys();
        Self {
            operations: Share::new(operations, seen().map(|(id, _, _)| (*id).to_owned())),
            answers: Share::new(answers, seen().map(|(id, status, _)| answer(id, *status))),
            examples: Share::new(examples, seen().map(|(id, status, name)| example(id, *status, *name))),
        }
    }

    /// What was tried by one or the other.
    pub(super) fn plus(self, other: &Self) -> Self {
        Self {
            operations: self.operations.plus(&other.operations),
            answers: self.answers.plus(&other.answers),
            examples: self.examples.plus(&other.examples),
        }
    }

    /// Each, by its name.
    #[must_use]
    pub fn shares(&self) -> [(&'static str, &Share); 3] {
        [("operations", &self.operations), ("answers", &self.answers), ("examples", &self.examples)]
    }
}

impl Share {
    fn new(all: impl Iterator<Item = String>, seen: impl Iterator<Item = String>) -> Self {
        let (all, seen): (BTreeSet<_>, BTreeSet<_>) = (all.collect(), seen.collect());
        let missing: Vec<_> = all.difference(&seen).cloned().collect();
        Self { seen: all.len() - missing.len(), all: all.len(), missing }
    }

    fn plus(mut self, other: &Self) -> Self {
        self.missing.retain(|name| other.missing.contains(name));
        self.seen = self.all - self.missing.len();
        self
    }

    /// In percent; all of nothing is a hundred.
    #[must_use]
    pub fn percent(&self) -> f64 {
        if self.all == 0 { 100.0 } else { 100.0 * self.seen as f64 / self.all as f64 }
    }

    pub(super) fn shortfall(&self, name: &str, minimum: f64) -> Option<String> {
        let Self { seen, all, .. } = self;
        let is_short = self.percent() < minimum;
        is_short.then(|| format!("{seen} of {all} {name} were tried, {:.1} % and not {minimum} %", self.percent()))
    }
}
