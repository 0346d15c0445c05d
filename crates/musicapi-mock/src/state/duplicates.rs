//! The same create, accepted twice: what was perhaps charged twice.
//!
//! Two are suspected if they come within a window, which is of real time: on a clock that runs sixty times as fast it is sixty times as
//! long. A client whose call was accepted and whose answer was lost hasn't got what it paid for, so that buying the same again is a
//! mistake however much later it comes.

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
    /// The last debit for each request whose answer was lost.
    lost: HashMap<(usize, Fingerprint), Row>,
    found: VecDeque<Suspect>,
    count: u64,
}

impl Watch {
    pub(crate) fn new(window: Duration, limit: usize) -> Self {
        let (recent, order, lost, found) = Default::default();
        Self { window, limit, recent, order, lost, found, count: 0 }
    }

    /// Takes notice of a debit, unless it is of nothing, on a clock that runs so many times as fast as the machine's.
    pub(crate) fn note(&mut self, account: usize, row: Row, speed: f64) {
        if row.amount == Balance::default() {
            return;
        }
        let window = self.window.mul_f64(speed.clamp(1.0, 1e6));
        let is_old = |at: Duration| row.at.saturating_sub(at) > window;
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
        let lost = self.lost.remove(&(account, row.fingerprint));
        let before = before.or(lost);
        if let Some(first) = before.filter(|first| first.call != row.call) {
            self.count += 1;
            if self.found.len() >= self.limit {
                self.found.pop_front();
            }
            self.found.push_back(Suspect { first, second: row });
        }
    }

    /// Takes notice that the answer to a paid call was lost.
    pub(crate) fn lost(&mut self, account: usize, call: u64) {
        let paid: Vec<_> = self.recent.iter().filter(|((of, _), row)| *of == account && row.call == call).collect();
        let paid: Vec<_> = paid.into_iter().map(|(key, row)| (*key, row.clone())).collect();
        let room = self.limit.saturating_sub(self.lost.len());
        self.lost.extend(paid.into_iter().take(room));
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
    /// The same of those whose answer was lost.
    #[serde(default)]
    lost: Vec<(usize, u64)>,
    found: VecDeque<Suspect>,
    count: u64,
}

impl Watch {
    pub(crate) fn save(&self) -> SavedWatch {
        let saved = |rows: &HashMap<(usize, Fingerprint), Row>| {
            let mut rows: Vec<_> = rows.iter().map(|((account, _), row)| (*account, row.number)).collect();
            rows.sort_unstable_by_key(|(_, number)| *number);
            rows
        };
        let (recent, lost) = (saved(&self.recent), saved(&self.lost));
        SavedWatch { recent, lost, found: self.found.clone(), count: self.count }
    }

    /// Takes over what was watched. A row that the ledger no longer has is watched no more.
    pub(crate) fn restore(&mut self, saved: SavedWatch, ledger: &Ledger) {
        let SavedWatch { recent, lost, found, count } = saved;
        let rows: HashMap<u64, &Row> = ledger.rows().map(|row| (row.number, row)).collect();
        for (account, number) in recent {
            if let Some(&row) = rows.get(&number) {
                self.recent.insert((account, row.fingerprint), row.clone());
                self.order.push_back((account, row.fingerprint, number));
            }
        }
        for (account, number) in lost {
            let row = rows.get(&number).map(|&row| ((account, row.fingerprint), row.clone()));
            self.lost.extend(row);
        }
        let surplus = found.len().saturating_sub(self.limit);
        (self.found, self.count) = (found.into_iter().skip(surplus).collect(), count);
    }
}
