//! The store as a snapshot writes it.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Kept, Store};
use crate::contract::catalog::Catalog;
use crate::setup::settings::Settings;
use crate::state::duplicates::{DuplicateFinder, SavedFinder};
use crate::state::ledger::{Ledger, Paid};
use crate::state::lifecycles::Lifecycles;
use crate::state::task::{Held, Saved, Task};

/// What is kept, as it is at a moment. It holds no lock, and of the tasks it has no copies yet.
#[derive(Serialize)]
pub(crate) struct SavedStore {
    ledger: Ledger,
    watch: SavedFinder,
    tasks: Vec<(Held, Option<Duration>)>,
    /// What has changed of what the document tells of: the clips of a task whose words were asked for.
    aligned: Vec<(String, u32)>,
    refunds: Vec<(Duration, u64, Paid)>,
    lives: Lifecycles,
    last_create: Vec<Option<Duration>>,
    counts: Counts,
}

/// The same as it is read.
#[derive(Deserialize)]
pub(crate) struct ReadStore {
    ledger: Ledger,
    watch: SavedFinder,
    tasks: Vec<(Saved, Option<Duration>)>,
    aligned: Vec<(String, u32)>,
    refunds: Vec<(Duration, u64, Paid)>,
    lives: Lifecycles,
    last_create: Vec<Option<Duration>>,
    counts: Counts,
}

#[derive(Serialize, Deserialize)]
struct Counts {
    accepted: u64,
    begun: u64,
    started: u64,
    forgotten: u64,
}

impl Store {
    pub(crate) fn save(&self) -> SavedStore {
        let Self { ledger, watch, documented, tasks, refunds, lives, last_create, .. } = self;
        let Self { accepted, begun, started, forgotten, .. } = *self;
        let aligned = documented.iter().filter_map(|task| Some((task.id.to_string(), task.aligned()?)));
        SavedStore {
            ledger: ledger.clone(),
            watch: watch.save(),
            tasks: tasks.values().map(|kept| (kept.task.hold(), kept.ends)).collect(),
            aligned: aligned.collect(),
            refunds: refunds.iter().map(|((at, number), paid)| (*at, *number, paid.written())).collect(),
            lives: lives.clone(),
            last_create: last_create.clone(),
            counts: Counts { accepted, begun, started, forgotten },
        }
    }
}

impl ReadStore {
    /// A store with all of it, as the settings bound it. `know_all` tells it first of what the document tells of.
    ///
    /// # Errors
    /// If it isn't of so many accounts, or names what there isn't.
    pub(crate) fn restore(
        self,
        settings: &Settings,
        catalog: &Catalog,
        accounts: usize,
        know_all: fn(&mut Store, u64),
    ) -> Result<Store, String> {
        let Self { ledger, watch, tasks, aligned, refunds, lives, last_create, counts } = self;
        if (ledger.accounts().len(), last_create.len()) != (accounts, accounts) {
            return Err("its accounts and its ledger don't go together".to_owned());
        }
        lives.check(catalog)?;
        let bounds = settings.bounds;
        let ledger = ledger.limited(bounds.rows);
        let mut watching = DuplicateFinder::new(settings.suspicion, bounds.rows);
        watching.restore(watch, &ledger);
        let mut store = Store::new(ledger, watching, bounds.tasks);
        know_all(&mut store, settings.seed);
        for (id, clips) in aligned {
            let same = store.documented.iter().filter(|task| task.id.to_string() == id);
            same.for_each(|task| task.restore_aligned(clips));
        }
        for (saved, ends) in tasks {
            let task = Arc::new(Task::restore(saved).ok_or("it has a task of an operation that there isn't")?);
            let family =
                catalog.prepared(task.create.id).ok_or("it has a task of an operation that there isn't")?.family;
            store.name(&task, family);
            store.ending.extend(ends.map(|at| (at, task.number)));
            store.tasks.insert(task.number, Kept { task, family, ends });
        }
        store.refunds = refunds.into_iter().map(|(at, number, paid)| ((at, number), paid)).collect();
        (store.lives, store.last_create) = (lives, last_create);
        let Counts { accepted, begun, started, forgotten } = counts;
        (store.accepted, store.begun, store.started, store.forgotten) = (accepted, begun, started, forgotten);
        Ok(store)
    }
}
