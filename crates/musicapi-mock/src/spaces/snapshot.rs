//! Snapshots: the whole state of a space as JSON, to be put back later or in another mock.
//!
//! A snapshot is a state that existed at one moment: all locks are taken together, and held only while what changes is copied; tasks are
//! shared and written to JSON afterwards. A snapshot is read completely and checked before anything is replaced, so one that doesn't fit
//! changes nothing.

use std::fmt;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::contract::catalog;
use crate::faults::FaultState;
use crate::service::seed;
use crate::spaces::space::Space;
use crate::state::accounts::Accounts;
use crate::state::request_log::{RecordedRequest, RequestLog};
use crate::state::store::{ReadStore, SavedStore};
use crate::webhook::SavedCallbacks;

/// The form of snapshots. It grows with each change that an older mock couldn't read, or this one of an older mock.
const VERSION: u32 = 3;

/// The edition of the document that tasks and answers are of.
static EDITION: LazyLock<String> =
    LazyLock::new(|| Sha256::digest(catalog::DOCUMENT).iter().take(8).map(|byte| format!("{byte:02x}")).collect());

/// What it is a snapshot of.
#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    #[serde(default)]
    document: String,
}

/// A snapshot as it is written: all that was known at a moment. It holds no lock, so that others go on while it is written.
#[derive(Serialize)]
pub(crate) struct Written {
    #[serde(flatten)]
    head: Head,
    clock: SavedClock,
    accounts: Vec<(String, bool)>,
    store: SavedStore,
    journal: SavedJournal<Vec<Shared>>,
    faults: Vec<FaultState>,
    callbacks: SavedCallbacks,
}

/// The same as it is read.
#[derive(Deserialize)]
struct Read {
    clock: SavedClock,
    accounts: Vec<(String, bool)>,
    store: ReadStore,
    journal: SavedJournal<Vec<RecordedRequest>>,
    faults: Vec<FaultState>,
    callbacks: SavedCallbacks,
}

#[derive(Serialize, Deserialize)]
struct SavedClock {
    began: String,
    now: Duration,
    speed: f64,
}

#[derive(Serialize, Deserialize)]
struct SavedJournal<E> {
    entries: E,
    count: u64,
    answered: Vec<(String, u16, Option<String>, u64)>,
}

/// An entry of the journal, which may be read elsewhere meanwhile.
struct Shared(Arc<RecordedRequest>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Why a snapshot can't be put back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotError {
    /// It was made by another version of the mock, or with another edition of the document.
    OtherVersion(String),
    /// It is no snapshot, or not all of one.
    Damaged(String),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherVersion(what) => {
                write!(f, "the snapshot is of another version: {what}; make it again with this mock")
            }
            Self::Damaged(what) => write!(f, "it is no snapshot, or not all of one: {what}"),
        }
    }
}

impl std::error::Error for SnapshotError {}

impl Space {
    /// All that it knows, as JSON.
    ///
    /// # Errors
    /// If it can't be written, for which there is no known reason.
    pub(crate) fn snapshot(&self) -> serde_json::Result<String> {
        serde_json::to_string(&self.known())
    }

    /// All that it knows now.
    pub(crate) fn known(&self) -> Written {
        let service = &self.service;
        let clock = &service.settings.clock;
        // One after the other in the order in which they are locked elsewhere, so that they belong together.
        let accounts = service.accounts();
        let store = service.settled();
        let journal = service.written();
        let answered = journal.answered().iter();
        let answered =
            answered.map(|((id, status, name), times)| ((*id).to_owned(), *status, name.map(str::to_owned), *times));
        Written {
            head: Head { version: VERSION, document: EDITION.clone() },
            clock: SavedClock { began: clock.began().to_string(), now: clock.now(), speed: clock.speed() },
            accounts: accounts.all().map(|account| (account.key.to_string(), account.subscribed)).collect(),
            store: store.save(),
            journal: SavedJournal {
                entries: journal.shared().into_iter().map(Shared).collect(),
                count: journal.count(),
                answered: answered.collect(),
            },
            faults: self.faults.states(),
            callbacks: service.callbacks.save(),
        }
    }

    /// Puts back all that a snapshot knows, time included. `allow` may refuse its keys.
    ///
    /// # Errors
    /// If it is of another version or damaged, and then nothing has changed; what `allow` says.
    pub(crate) fn restore<E: From<SnapshotError>>(
        &self,
        snapshot: &[u8],
        allow: impl FnOnce(&[(String, bool)]) -> Result<(), E>,
    ) -> Result<(), E> {
        let damaged = |error: String| E::from(SnapshotError::Damaged(error));
        let head: Head = serde_json::from_slice(snapshot).map_err(|error| damaged(error.to_string()))?;
        if head.version != VERSION {
            let what = format!("it has {}, and this mock has {VERSION}", head.version);
            return Err(SnapshotError::OtherVersion(what).into());
        }
        if head.document != *EDITION {
            return Err(SnapshotError::OtherVersion("the document has changed since".to_owned()).into());
        }
        let read: Read = serde_json::from_slice(snapshot).map_err(|error| damaged(error.to_string()))?;
        let Read { clock: saved_clock, accounts, store, journal, faults, callbacks } = read;
        allow(&accounts)?;
        let service = &self.service;
        let settings = &service.settings;
        let began: Timestamp = saved_clock.began.parse().map_err(|error: jiff::Error| damaged(error.to_string()))?;
        let store = store.restore(settings, service.catalog, accounts.len(), seed::know_all).map_err(damaged)?;
        let mut written = RequestLog::new(settings.bounds.requests);
        let known = |(id, status, name, times): (String, u16, Option<String>, u64)| {
            let operation = service.catalog.document.operation(&id)?;
            let id = musicapi_facts::operation(&id)?.id;
            let name = name.and_then(|name| operation.answer(Some(status), Some(&name))?.example);
            Some(((id, status, name), times))
        };
        written.restore(journal.entries, journal.count, journal.answered.into_iter().filter_map(known).collect());
        let accounts = Accounts::new(accounts.iter().map(|(key, subscribed)| (&**key, *subscribed)));
        service.callbacks.run().map_err(|error| damaged(format!("there is no thread for its callbacks: {error}")))?;
        self.faults.replace(faults).map_err(|error| damaged(error.to_string()))?;
        // From here on nothing can fail. The clock comes first, so that nothing is due too early.
        settings.clock.restore(began, saved_clock.now, saved_clock.speed);
        service.put(accounts, store, written);
        service.callbacks.restore(callbacks);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
