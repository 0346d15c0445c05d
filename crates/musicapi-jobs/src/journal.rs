//! The client's journal: the same table, for a job or for whoever buys without one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use musicapi::{Entry, Journal, Journaling, Submission};

use crate::error::{Error, ErrorKind};
use crate::jobs::Jobs;
use crate::sqlite::connection::Store;
use crate::sqlite::submissions::{self, Scope};

/// The file as the journal of a client that buys without jobs.
impl Journal for Jobs {
    fn record<'a>(&'a self, entry: &'a Entry) -> Journaling<'a, ()> {
        Box::pin(async { Ok(submissions::record(self.store(), None, entry).await?) })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> Journaling<'a, Option<Submission>> {
        Box::pin(async { Ok(submissions::find(self.store(), None, fingerprint).await?) })
    }
}

/// The journal of the paid call for a single job: two jobs that ask for the same are two.
pub(crate) struct OfJob {
    store: Store,
    scope: Scope,
    /// Whether the intent is, or may be, written down, so that the call may be under way.
    begun: AtomicBool,
    /// Why the file was not written.
    failed: Mutex<Option<Error>>,
}

impl OfJob {
    pub(crate) fn new(store: Store, scope: Scope) -> Self {
        Self { store, scope, begun: AtomicBool::new(false), failed: Mutex::default() }
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.begun.load(Ordering::SeqCst)
    }

    /// Why the file was not written, in its own words: the client's error tells it as text alone.
    pub(crate) fn take_error(&self) -> Option<Error> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Journal for OfJob {
    fn record<'a>(&'a self, entry: &'a Entry) -> Journaling<'a, ()> {
        Box::pin(async move {
            self.begun.store(true, Ordering::SeqCst);
            submissions::record(&self.store, Some(&self.scope), entry).await.map_err(|error| {
                let text = error.to_string();
                *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                Error::new(ErrorKind::Other, text).into()
            })
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> Journaling<'a, Option<Submission>> {
        Box::pin(async { Ok(submissions::find(&self.store, Some(self.scope.job), fingerprint).await?) })
    }
}
