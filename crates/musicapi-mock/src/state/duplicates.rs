//! Creates that were accepted twice, and so perhaps paid for twice.
//!
//! Two equal creates of an account are suspected within a window of real time: on a clock that runs sixty times as fast the window is sixty
//! times as long. A create whose answer was lost is suspected however much later the second comes, since the client hasn't got what it paid
//! for; until the client learns of the task after all, by a callback that it took or by polling.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::fingerprint::Fingerprint;
use crate::state::account::Balance;
use crate::state::id::Id;
use crate::state::ledger::{Ledger, LedgerRow};

/// Two debits of the same account for the same, by different calls within the window that was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "Suspect")]
pub struct Duplicate {
    /// The earlier one.
    pub first: LedgerRow,
    /// The later one.
    pub second: LedgerRow,
}

/// An account and what it asked for.
type Key = (usize, Fingerprint);

/// The last debit for each request of an account, and the order in which they came.
#[derive(Debug, Default)]
struct Last {
    rows: HashMap<Key, LedgerRow>,
    order: VecDeque<(Key, u64)>,
}

impl Last {
    /// Takes one up, and gives the one before it.
    fn put(&mut self, account: usize, row: LedgerRow) -> Option<LedgerRow> {
        let key = (account, row.fingerprint);
        self.order.push_back((key, row.number));
        self.rows.insert(key, row)
    }

    /// Forgets those that are old, and the oldest ones until there is room for another.
    fn make_room(&mut self, limit: usize, is_old: impl Fn(&LedgerRow) -> bool) {
        while let Some((key, number)) = self.order.front() {
            let last = self.rows.get(key).filter(|last| last.number == *number);
            if last.is_some_and(|last| !is_old(last)) && self.order.len() < limit {
                break;
            }
            if last.is_some() {
                self.rows.remove(key);
            }
            self.order.pop_front();
        }
    }

    /// Those of a call, the newest first. Calls are counted in the order in which they pay.
    fn of_call(&self, call: u64) -> impl Iterator<Item = (usize, &LedgerRow)> {
        let newest = self.order.iter().rev();
        let rows =
            newest.filter_map(|(key, number)| Some((key.0, self.rows.get(key)?)).filter(|it| it.1.number == *number));
        rows.take_while(move |(_, row)| row.call >= call).filter(move |(_, row)| row.call == call)
    }
}

/// Looks for them.
#[derive(Debug)]
pub(crate) struct DuplicateFinder {
    window: Duration,
    limit: usize,
    recent: Last,
    /// Those whose answer was lost, and of whose task the client doesn't know yet.
    lost: Last,
    found: VecDeque<Duplicate>,
    count: u64,
}

impl DuplicateFinder {
    pub(crate) fn new(window: Duration, limit: usize) -> Self {
        let (recent, lost, found) = Default::default();
        Self { window, limit, recent, lost, found, count: 0 }
    }

    /// Takes notice of a debit, unless it is of nothing, on a clock that runs so many times as fast as the machine's. `is_told` says
    /// whether the client took a callback of a task.
    pub(crate) fn note(&mut self, account: usize, row: LedgerRow, speed: f64, is_told: impl Fn(&str) -> bool) {
        if row.amount == Balance::default() {
            return;
        }
        let window = self.window.mul_f64(speed.clamp(1.0, 1e6));
        self.recent.make_room(self.limit, |last| row.at.saturating_sub(last.at) > window);
        // Who puts a song into a batch twice wants it twice.
        let before = self.recent.put(account, row.clone());
        let lost = self.lost.rows.remove(&(account, row.fingerprint));
        let lost = lost.filter(|lost| !lost.task.as_deref().is_some_and(is_told));
        let before = before.or(lost);
        if let Some(first) = before.filter(|first| first.call != row.call) {
            self.count += 1;
            if self.found.len() >= self.limit {
                self.found.pop_front();
            }
            self.found.push_back(Duplicate { first, second: row });
        }
    }

    /// Takes notice that the answer to a paid call was lost.
    pub(crate) fn lost(&mut self, account: usize, call: u64) {
        let paid: Vec<LedgerRow> =
            self.recent.of_call(call).filter(|(of, _)| *of == account).map(|(_, row)| row.clone()).collect();
        for row in paid.into_iter().rev() {
            self.lost.make_room(self.limit, |_| false);
            self.lost.put(account, row);
        }
    }

    /// Takes notice that a task was asked about: whoever knows its id has lost nothing.
    pub(crate) fn learned(&mut self, task: &Id) {
        if !self.lost.rows.is_empty() {
            let task = task.to_string();
            self.lost.rows.retain(|_, row| row.task.as_ref() != Some(&task));
        }
    }

    /// Those that are kept, oldest first.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Duplicate> {
        self.found.iter()
    }

    /// How many there were in all.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}

/// What is watched, as a snapshot keeps it: the rows themselves are in the ledger.
#[derive(Serialize, Deserialize)]
pub(crate) struct SavedFinder {
    /// The account and the row of the last debit for each request.
    recent: Vec<(usize, u64)>,
    /// The same of those whose answer was lost.
    #[serde(default)]
    lost: Vec<(usize, u64)>,
    found: VecDeque<Duplicate>,
    count: u64,
}

impl DuplicateFinder {
    pub(crate) fn save(&self) -> SavedFinder {
        let saved = |last: &Last| {
            let mut rows: Vec<_> = last.rows.iter().map(|((account, _), row)| (*account, row.number)).collect();
            rows.sort_unstable_by_key(|(_, number)| *number);
            rows
        };
        let (recent, lost) = (saved(&self.recent), saved(&self.lost));
        SavedFinder { recent, lost, found: self.found.clone(), count: self.count }
    }

    /// Takes over what was watched. A row that the ledger no longer has is watched no more.
    pub(crate) fn restore(&mut self, saved: SavedFinder, ledger: &Ledger) {
        let SavedFinder { recent, lost, found, count } = saved;
        let rows: HashMap<u64, &LedgerRow> = ledger.rows().map(|row| (row.number, row)).collect();
        for (last, saved) in [(&mut self.recent, recent), (&mut self.lost, lost)] {
            for (account, number) in saved {
                if let Some(&row) = rows.get(&number) {
                    last.put(account, row.clone());
                }
            }
        }
        let surplus = found.len().saturating_sub(self.limit);
        (self.found, self.count) = (found.into_iter().skip(surplus).collect(), count);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Map;

    use super::*;
    use crate::contract::catalog::Catalog;
    use crate::contract::told_apart;
    use crate::state::ledger::Cause;

    /// The debit with this number, for a song of this many, at this second.
    fn row(number: u64, song: u64, at: u64) -> LedgerRow {
        let prepared = Catalog::get().unwrap().prepared(told_apart::SONG).unwrap();
        let fields = Map::from_iter([("prompt".to_owned(), song.into())]);
        LedgerRow {
            number,
            at: Duration::from_secs(at),
            call: number,
            key: Arc::from("key"),
            operation: told_apart::SONG,
            task: Some(format!("task {number}")),
            cause: Cause::Accepted,
            amount: Balance { credits: 1, ..Balance::default() },
            fingerprint: Fingerprint::of(prepared, &fields),
        }
    }

    /// Notes a debit of the first account, of which no callback came, and gives how many suspects there are.
    fn note(watch: &mut DuplicateFinder, row: LedgerRow) -> u64 {
        watch.note(0, row, 1.0, |_| false);
        watch.count()
    }

    #[test]
    fn what_is_lost_is_forgotten_once_its_task_is_known_or_there_is_no_room() {
        let mut watch = DuplicateFinder::new(Duration::from_secs(10), 3);
        for number in 1..=4 {
            note(&mut watch, row(number, number, number));
            watch.lost(0, number);
            // Of another account there is no such call.
            watch.lost(1, number);
        }
        assert_eq!(watch.lost.rows.len(), 3, "the oldest made room for the newest");
        watch.learned(&Id::of("task 2"));
        assert_eq!(note(&mut watch, row(5, 2, 1000)), 0, "it was asked about");
        watch.note(0, row(6, 3, 1000), 1.0, |task| task == "task 3");
        assert_eq!(watch.count(), 0, "a callback told of it");
        assert_eq!(note(&mut watch, row(7, 1, 1000)), 0);
        assert_eq!(note(&mut watch, row(8, 4, 2000)), 1);
        assert_eq!((watch.found().next().unwrap().first.number, watch.lost.rows.len()), (4, 0));
    }
}
