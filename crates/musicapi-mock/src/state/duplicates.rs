//! The same create, accepted twice within a while: what was perhaps charged twice.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::fingerprint::Fingerprint;
use crate::state::account::Balance;
use crate::state::ledger::{Ledger, Row};

/// Two debits of the same account for the same, by different calls within the window that was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Suspect {
    /// The earlier one.
    pub first: Row,
    /// The later one.
    pub second: Row,
}

/// Looks for them.
#[derive(Debug)]
pub(crate) struct Watch {
    window: Duration,
    limit: usize,
    /// The last debit for each request of an account, and the order in which they came.
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

    /// Takes notice of a debit, unless it is of nothing.
    pub(crate) fn note(&mut self, account: usize, row: Row) {
        if row.amount == Balance::default() {
            return;
        }
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
        // Who puts a song into a batch twice wants it twice.
        let before = self.recent.insert((account, row.fingerprint), row.clone());
        if let Some(first) = before.filter(|first| first.call != row.call) {
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

/// What is watched, as a snapshot keeps it: the rows themselves are in the ledger.
#[derive(Serialize, Deserialize)]
pub(crate) struct SavedWatch {
    /// The account and the row of the last debit for each request.
    recent: Vec<(usize, u64)>,
    found: VecDeque<Suspect>,
    count: u64,
}

impl Watch {
    pub(crate) fn save(&self) -> SavedWatch {
        let mut recent: Vec<_> = self.recent.iter().map(|((account, _), row)| (*account, row.number)).collect();
        recent.sort_unstable_by_key(|(_, number)| *number);
        SavedWatch { recent, found: self.found.clone(), count: self.count }
    }

    /// Takes over what was watched. A row that the ledger no longer has is watched no more.
    pub(crate) fn restore(&mut self, saved: SavedWatch, ledger: &Ledger) {
        let SavedWatch { recent, found, count } = saved;
        let rows: HashMap<u64, &Row> = ledger.rows().map(|row| (row.number, row)).collect();
        for (account, number) in recent {
            if let Some(&row) = rows.get(&number) {
                self.recent.insert((account, row.fingerprint), row.clone());
                self.order.push_back((account, row.fingerprint, number));
            }
        }
        let surplus = found.len().saturating_sub(self.limit);
        (self.found, self.count) = (found.into_iter().skip(surplus).collect(), count);
    }
}
