//! The file as the journal of a client that buys without jobs.

use musicapi::{Entry, Journal, JournalFuture, Submission};

use crate::jobs::Jobs;

impl Journal for Jobs {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        Box::pin(async move {
            match entry {
                Entry::Intent(intent) => drop(self.ledger().begin(intent, None).await?),
                entry => self.ledger().record(entry).await?,
            }
            Ok(())
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>> {
        Box::pin(async { Ok(self.ledger().find(None, fingerprint).await?) })
    }
}
