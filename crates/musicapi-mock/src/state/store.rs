//! The store: everything that one lock guards, and what is forgotten first.
//!
//! A task is found by each of its ids. Of too many tasks the one goes that has been over for longest, or if none is over, the oldest; its
//! ids go with it, and what it would have been refunded is refunded at once. Refunds are due at the time at which their task fails, and are
//! made before the next look at the store.

mod snapshot;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::state::account::Balance;
use crate::state::duplicates::DuplicateFinder;
use crate::state::id::Id;
use crate::state::ledger::{Ledger, Paid};
use crate::state::lifecycles::Lifecycles;
use crate::state::task::{Name, Task};
pub(crate) use snapshot::{ReadStore, SavedStore};

/// What is kept under one lock.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) ledger: Ledger,
    pub(crate) watch: DuplicateFinder,
    /// Where each id leads: a task, and one of its clips.
    names: HashMap<(Name, Id), (Arc<Task>, u32)>,
    /// The tasks that the document tells of.
    documented: Vec<Arc<Task>>,
    /// The tasks, by their number.
    tasks: BTreeMap<u64, Kept>,
    /// Those that end at a time, by that time and their number.
    ending: BTreeSet<(Duration, u64)>,
    /// Debits of tasks that will fail, by when and the task's number.
    refunds: BTreeMap<(Duration, u64), Paid>,
    /// What becomes of tasks that are still to come.
    pub(crate) lives: Lifecycles,
    /// When each account last had a create accepted.
    pub(crate) last_create: Vec<Option<Duration>>,
    /// How many tasks are kept.
    limit: usize,
    /// Paid calls that were accepted.
    pub(crate) accepted: u64,
    /// Tasks that were begun.
    pub(crate) begun: u64,
    /// Tasks that take their time, also those that are no longer kept.
    pub(crate) started: u64,
    forgotten: u64,
}

/// A task that is kept.
#[derive(Debug)]
struct Kept {
    task: Arc<Task>,
    /// The number of its family.
    family: u16,
    /// When it ends, if that is known.
    ends: Option<Duration>,
}

/// How many tasks there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Tasks {
    /// Those that are kept, whether they are over or not. What was there at once, such as a persona, counts too.
    pub kept: u64,
    /// Those that are no longer kept, and so not found.
    pub forgotten: u64,
}

impl Store {
    pub(crate) fn new(ledger: Ledger, watch: DuplicateFinder, limit: usize) -> Self {
        let last_create = vec![None; ledger.accounts().len()];
        let (names, documented, tasks, ending, refunds, lives) = Default::default();
        let (accepted, begun, started, forgotten) = (0, 0, 0, 0);
        Self {
            ledger,
            watch,
            names,
            documented,
            tasks,
            ending,
            refunds,
            lives,
            last_create,
            limit,
            accepted,
            begun,
            started,
            forgotten,
        }
    }

    /// Gives back what has failed by now.
    pub(crate) fn settle(&mut self, now: Duration) {
        while let Some(next) = self.refunds.first_entry().filter(|next| next.key().0 <= now) {
            let ((at, _), paid) = next.remove_entry();
            self.ledger.refund(paid, at);
        }
    }

    /// Keeps a task that the document tells of, for ever.
    pub(crate) fn know(&mut self, task: &Arc<Task>, family: u16) {
        // Of two with the same id only the first can be asked for.
        if !self.names.contains_key(&(Name::Task(family), task.id.clone())) {
            self.documented.push(Arc::clone(task));
        }
        self.name(task, family);
    }

    /// Lets the ids of a task lead to it.
    fn name(&mut self, task: &Arc<Task>, family: u16) {
        for (name, id, index) in task.names(family) {
            self.names.entry((name, id.clone())).or_insert_with(|| (Arc::clone(task), index));
        }
    }

    /// Keeps a task, and forgets another if there are too many: the one that is over for longest, or if none is, the oldest.
    pub(crate) fn insert(&mut self, task: &Arc<Task>, family: u16, paid: Option<Paid>, now: Duration) {
        self.name(task, family);
        let (number, ends) = (task.number, task.ends_at());
        self.tasks.insert(number, Kept { task: Arc::clone(task), family, ends });
        if let Some(at) = ends {
            self.ending.insert((at, number));
            if let Some(paid) = paid.filter(|_| task.will_fail()) {
                self.refunds.insert((at, number), paid);
            }
        }
        self.settle(now);
        while self.tasks.len() > self.limit {
            self.forget_one(now);
        }
    }

    /// Takes notice that a task is over which ended by a look.
    pub(crate) fn ended(&mut self, task: &Task, now: Duration) {
        if let Some(kept) = self.tasks.get_mut(&task.number).filter(|kept| kept.ends.is_none()) {
            kept.ends = Some(now);
            self.ending.insert((now, task.number));
        }
    }

    fn forget_one(&mut self, now: Duration) {
        let over = self.ending.first().filter(|(at, _)| *at <= now).map(|(_, number)| *number);
        let Some(number) = over.or_else(|| self.tasks.keys().next().copied()) else { return };
        let Some(Kept { task, family, ends }) = self.tasks.remove(&number) else { return };
        if let Some(at) = ends {
            self.ending.remove(&(at, number));
            // What it would have got back when it fails isn't lost with it.
            if let Some(paid) = self.refunds.remove(&(at, number)) {
                self.ledger.refund(paid, now);
            }
        }
        for (name, id, _) in task.names(family) {
            let key = (name, id.clone());
            if self.names.get(&key).is_some_and(|(known, _)| Arc::ptr_eq(known, &task)) {
                self.names.remove(&key);
            }
        }
        self.forgotten += 1;
    }

    /// What has this id, if the account may know it.
    pub(crate) fn find(&self, name: Name, id: &Id, account: usize) -> Option<(&Arc<Task>, u32)> {
        let (task, index) = self.names.get(&(name, id.clone()))?;
        task.owner.is_none_or(|owner| owner == account).then_some((task, *index))
    }

    /// Adds an account, and gives its number.
    pub(crate) fn add_account(&mut self, key: &str, start: Balance) -> usize {
        self.last_create.push(None);
        self.ledger.add(key, start)
    }

    /// The tasks that are kept with numbers between these, the newest first.
    pub(crate) fn newest(&self, since: u64, before: Option<u64>) -> impl Iterator<Item = &Arc<Task>> {
        let end = before.unwrap_or(u64::MAX).max(since + 1);
        self.tasks.range(since + 1..end).rev().map(|(_, kept)| &kept.task)
    }

    /// The clip with this id, whoever it belongs to.
    pub(crate) fn clip(&self, id: &str) -> Option<(Arc<Task>, usize)> {
        let (task, index) = self.names.get(&(Name::Clip, Id::of(id)))?;
        Some((Arc::clone(task), *index as usize))
    }

    /// What has this id, whoever it belongs to.
    pub(crate) fn known_as(&self, id: &Id) -> Option<(Name, Option<usize>)> {
        self.names.iter().find(|((_, known), _)| known == id).map(|((name, _), (task, _))| (*name, task.owner))
    }

    pub(crate) fn tasks(&self) -> Tasks {
        Tasks { kept: self.tasks.len() as u64, forgotten: self.forgotten }
    }
}
