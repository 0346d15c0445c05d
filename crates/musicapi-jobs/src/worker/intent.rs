//! The journal of the paid call of a single job: the same table as that of whoever buys without jobs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use musicapi::{Entry, Intent, Journal, JournalFuture, Submission};

use crate::error::{Error, ErrorKind};
use crate::ledger::{Begun, Claimed, Ledger};

/// How long an intent waits here for the turn of its account: a balance that was read before it soon says nothing. Then its job is
/// given back, and is tried again in turn.
const LONGEST_TURN: Duration = Duration::from_secs(4);

/// The journal of the paid call for a single job: two jobs that ask for the same are two.
pub(crate) struct OfJob {
    ledger: Arc<dyn Ledger>,
    claimed: Claimed,
    /// Why the file was not written.
    failed: Mutex<Option<Error>>,
}

impl OfJob {
    pub(crate) fn new(ledger: Arc<dyn Ledger>, claimed: Claimed) -> Self {
        Self { ledger, claimed, failed: Mutex::default() }
    }

    /// Takes the call back; false if its intent is, or may be, written down, so that it may be under way.
    pub(crate) fn take_back(&self) -> bool {
        self.claimed.mark.take_back()
    }

    /// Why the file was not written, in its own words: the client's error tells it as text alone.
    pub(crate) fn take_error(&self) -> Option<Error> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Writes the intent down once its account has its turn: the client keeps the pace in this process, and the ledger among all.
    async fn begin(&self, intent: &Intent) -> Result<(), Error> {
        let mut waited = Duration::ZERO;
        loop {
            let Begun::Later(left) = self.ledger.begin(intent, Some(&self.claimed)).await? else { return Ok(()) };
            waited = waited.saturating_add(left);
            if !self.claimed.mark.put_off() || waited > LONGEST_TURN {
                return Err(Error::new(ErrorKind::NotYet, "others have their turn first; nothing was sent"));
            }
            self.ledger.clock().sleep(left).await;
        }
    }
}

impl Journal for OfJob {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        Box::pin(async move {
            let recorded = match entry {
                Entry::Intent(intent) => self.begin(intent).await,
                entry => self.ledger.record(entry).await,
            };
            recorded.map_err(|error| {
                let text = error.to_string();
                *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                Error::new(ErrorKind::Other, text).into()
            })
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>> {
        Box::pin(async { Ok(self.ledger.find(Some(self.claimed.job), fingerprint).await?) })
    }
}
