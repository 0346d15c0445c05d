//! The same create, accepted twice within a while: what was perhaps charged twice.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::ledger::Row;

/// The last debits as a list: each tells for which request it was.
mod by_request {
    use serde::{Deserializer, Serializer};

    use super::*;

    type Recent = HashMap<(usize, Fingerprint), Row>;

    pub(super) fn serialize<S: Serializer>(recent: &Recent, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(recent.iter().map(|((account, _), row)| (account, row)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Recent, D::Error> {
        let rows = Vec::<(usize, Row)>::deserialize(deserializer)?;
        Ok(rows.into_iter().map(|(account, row)| ((account, row.fingerprint), row)).collect())
    }
}

/// Two debits of the same account for the same request, within the window that was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Suspect {
    /// The earlier one.
    pub first: Row,
    /// The later one.
    pub second: Row,
}

/// Looks for them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Watch {
    #[serde(skip)]
    window: Duration,
    #[serde(skip)]
    limit: usize,
    /// The last debit for each request of an account, and the order in which they came.
    #[serde(with = "by_request")]
    recent: HashMap<(usize, Fingerprint), Row>,
    order: VecDeque<(usize, Fingerprint, u64)>,
    found: VecDeque<Suspect>,
    count: u64,
}

impl Watch {
    pub(crate) fn new(window: Duration, limit: usize) -> Self {
        let (recent, order, found) = Default::default();
        Self { window, limit, recent, order, found, count: 0 }
    }

    /// The same with another window and limit.
    pub(crate) fn limited(self, window: Duration, limit: usize) -> Self {
        Self { window, limit, ..self }
    }

    /// Takes notice of a debit.
    pub(crate) fn note(&mut self, account: usize, row: Row) {
        let is_old = |at: Duration| row.at.saturating_sub(at) > self.window;
        while let Some(&(of, fingerprint, number)) = self.order.front() {
            let key = (of, fingerprint);
            let last = self.recent.get(&key).filter(|last| last.number == number);
            if last.is_some_and(|last| !is_old(last.at)) && self.order.len() < self.limit {
                break;
            }
            if last.is_some() {
                self.recent.remove(&key);
            }
            self.order.pop_front();
        }
        self.order.push_back((account, row.fingerprint, row.number));
        if let Some(first) = self.recent.insert((account, row.fingerprint), row.clone()) {
            self.count += 1;
            if self.found.len() >= self.limit {
                self.found.pop_front();
            }
            self.found.push_back(Suspect { first, second: row });
        }
    }

    /// Those that are kept, oldest first.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Suspect> {
        self.found.iter()
    }

    /// How many there were in all.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}
