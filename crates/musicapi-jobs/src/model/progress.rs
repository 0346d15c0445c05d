//! The progress of many jobs: counts by state, and sums of credits.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::job::State;

/// How many jobs are in each state, and what they cost by the documented prices, in credits of either balance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// How many jobs are in each state.
    pub jobs: BTreeMap<State, u64>,
    /// The credits of calls that were accepted and have not failed.
    pub spent: u64,
    /// The credits of tasks that failed, which the service gives back.
    pub given_back: u64,
    /// The credits of calls that may have been charged.
    pub in_doubt: u64,
    /// The credits that the waiting jobs will cost.
    pub to_come: u64,
    /// The number of calls that were or may have been accepted, and whose price isn't documented.
    pub unpriced: u64,
    /// The number of clips whose files are there.
    pub files: u64,
}

impl Progress {
    /// How many jobs are in this state.
    #[must_use]
    pub fn count(&self, state: State) -> u64 {
        self.jobs.get(&state).copied().unwrap_or_default()
    }

    /// The number of all jobs.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.jobs.values().sum()
    }
}
