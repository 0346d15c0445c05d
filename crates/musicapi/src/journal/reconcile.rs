//! Whether a call whose outcome is unknown was charged.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::journal::Entry;
use crate::journal::intent::Intent;

/// What the balance says of a call whose outcome was unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its price is gone. The task id isn't known; a callback or the service's support may tell it.
    Charged,
    /// Nothing is gone. It may be sent again.
    NotCharged,
    /// That can't be said.
    Undetermined,
}

impl Verdict {
    /// How long nobody can say that a call wasn't charged: a service may be slow to charge for one whose answer was lost, and one that was
    /// taken for lost may be under way. A choice of this crate, since how long it may take isn't known.
    pub const NOT_BEFORE: Duration = Duration::from_secs(3 * 60);
}

impl Client {
    /// Compares the balance with that before a call whose outcome is unknown, and records a verdict in the journal.
    ///
    /// It needs the balance from before ([`Policy::read_balance`](crate::Policy::read_balance)) and a documented price. It is
    /// [`Undetermined`](Verdict::Undetermined) if this client made other paid calls meanwhile, or makes one now. That nothing was
    /// charged is only said three minutes after the call, since a service may be slow (how slow isn't known), and if this client has
    /// started no task that may give credits back. **It proves nothing if anyone else, or another process, used the account
    /// meanwhile, or has a task that fails**: only you can know that. `musicapi-jobs` knows of other processes, and of what became of tasks.
    ///
    /// The other way to know is a [callback](crate::Builder::callback), whose address names the intent.
    ///
    /// # Errors
    /// If the balance can't be read, or the journal not be written.
    pub async fn reconcile(&self, intent: &Intent) -> Result<Verdict, Error> {
        if let Some(journal) = self.journal() {
            let unread = |error| Error::new(ErrorKind::Journal, "the journal could not be read").because(error);
            let known = journal.find(&intent.fingerprint).await.map_err(unread)?;
            // Somebody has learnt it otherwise, such as a receiver of callbacks.
            if known.is_some_and(|known| known.intent.id == intent.id && known.task().is_some()) {
                return Ok(Verdict::Charged);
            }
        }
        let (Some(before), Some(price)) = (intent.balance, intent.credits) else { return Ok(Verdict::Undetermined) };
        if intent.account.as_deref().is_some_and(|account| account != self.account_digest()) {
            return Ok(Verdict::Undetermined);
        }
        let is_settled =
            self.clock().date() > intent.date() + Verdict::NOT_BEFORE && !self.shared().traffic.has_tasks();
        let still_alone = || self.shared().traffic.is_alone(&intent.id);
        if !still_alone() {
            return Ok(Verdict::Undetermined);
        }
        let gone = before - self.balance().await?;
        let near = |amount: f64| (gone - amount).abs() < 0.001;
        let verdict = match () {
            () if !still_alone() => Verdict::Undetermined,
            () if near(0.0) && is_settled => Verdict::NotCharged,
            () if near(f64::from(price)) => Verdict::Charged,
            () => Verdict::Undetermined,
        };
        if verdict != Verdict::Undetermined {
            self.record(|| Entry::Reconciled { intent: intent.id.clone(), verdict }).await?;
            if self.shared().traffic.settle(&intent.id) {
                self.shared().budget.settle(price, verdict == Verdict::Charged);
            }
        }
        Ok(verdict)
    }
}

/// The paid calls of a client and its clones, counted: whether a change of the balance can have only one cause.
#[derive(Debug, Default)]
pub(crate) struct Traffic(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    sent: u64,
    returned: u64,
    in_doubt: HashMap<String, Doubt>,
    has_tasks: bool,
}

/// A call of this client in doubt.
#[derive(Debug)]
struct Doubt {
    /// The count of calls with it, if none was under way beside it.
    alone: Option<u64>,
    is_settled: bool,
}

/// A paid call is under way until this is dropped. Its intent is then in doubt, unless it was ended before.
pub(crate) struct Trip<'t, I: Fn() -> &'t str> {
    traffic: &'t Traffic,
    alone: Option<u64>,
    /// Asked for only if it is needed.
    intent: Option<I>,
}

impl Traffic {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The count of calls, if none is under way.
    pub(crate) fn quiet(&self) -> Option<u64> {
        let counts = self.counts();
        (counts.sent == counts.returned).then_some(counts.sent)
    }

    /// A call is sent after this quiet moment.
    pub(crate) fn depart<'t, I: Fn() -> &'t str>(&'t self, quiet: Option<u64>, intent: I) -> Trip<'t, I> {
        let mut counts = self.counts();
        counts.sent += 1;
        let alone = quiet.map(|sent| sent + 1).filter(|sent| counts.sent == *sent);
        Trip { traffic: self, alone, intent: Some(intent) }
    }

    /// It is known what became of a call in doubt; whether it was one of this client, of which that wasn't known before.
    fn settle(&self, intent: &str) -> bool {
        self.counts().in_doubt.get_mut(intent).is_some_and(|doubt| !std::mem::replace(&mut doubt.is_settled, true))
    }

    /// A task was started, which may give its credits back.
    pub(crate) fn start_task(&self) {
        self.counts().has_tasks = true;
    }

    fn has_tasks(&self) -> bool {
        self.counts().has_tasks
    }

    /// Whether it isn't under way itself, and no other call of this client can have changed the balance since. Of another process it
    /// isn't known.
    fn is_alone(&self, intent: &str) -> bool {
        let counts = self.counts();
        let is_quiet = counts.sent == counts.returned;
        is_quiet && counts.in_doubt.get(intent).map_or(Some(0), |doubt| doubt.alone) == Some(counts.sent)
    }
}

impl<'t, I: Fn() -> &'t str> Trip<'t, I> {
    /// It is known what became of the call.
    pub(crate) fn end(mut self) {
        self.intent = None;
    }
}

impl<'t, I: Fn() -> &'t str> Drop for Trip<'t, I> {
    fn drop(&mut self) {
        let in_doubt = self.intent.take().map(|intent| intent().to_owned());
        let mut counts = self.traffic.counts();
        counts.returned += 1;
        counts.in_doubt.extend(in_doubt.map(|intent| (intent, Doubt { alone: self.alone, is_settled: false })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_without_company_is_alone() {
        let traffic = Traffic::default();
        assert!(traffic.is_alone("of another process"));
        // It isn't told from the others while it is under way.
        let first = traffic.depart(traffic.quiet(), || "first");
        assert!(!traffic.is_alone("first") && !traffic.is_alone("of another process"));
        // Nobody waited for its answer.
        drop(first);
        assert!(traffic.is_alone("first"));
        assert!(!traffic.is_alone("of another process"), "it may have been sent before that one was bought");

        // Another one is under way when the balance is read.
        let other = traffic.depart(traffic.quiet(), || "other");
        drop(traffic.depart(traffic.quiet(), || "second"));
        other.end();
        assert!(!traffic.is_alone("second"));
        assert!(!traffic.is_alone("first"), "others came after it");

        // Another one leaves between the balance and the call.
        let quiet = traffic.quiet();
        traffic.depart(traffic.quiet(), || "another").end();
        drop(traffic.depart(quiet, || "third"));
        assert!(!traffic.is_alone("third"));
        drop(traffic.depart(traffic.quiet(), || "fourth"));
        assert!(traffic.is_alone("fourth"));
    }
}
