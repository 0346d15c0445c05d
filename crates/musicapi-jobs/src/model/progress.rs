//! How far many jobs are, and what they cost.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::job::State;

/// How far many jobs are, and what they cost by the documented prices, in credits of either purse.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// How many jobs are in each state.
    pub jobs: BTreeMap<State, u64>,
    /// What was accepted, and has not failed.
    pub spent: u64,
    /// What tasks cost that failed: the service gives it back.
    pub given_back: u64,
    /// What may have been charged.
    pub in_doubt: u64,
    /// What the jobs that wait will cost.
    pub to_come: u64,
    /// Calls that were or may have been accepted, and whose price isn't documented.
    pub unpriced: u64,
    /// Clips whose files are there.
    pub files: u64,
}

impl Progress {
    /// How many jobs are in this state.
    #[must_use]
    pub fn count(&self, state: State) -> u64 {
        self.jobs.get(&state).copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.jobs.values().sum()
    }
}
