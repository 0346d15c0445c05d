//! Whether a call whose outcome is unknown was charged.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::error::Error;
use crate::intent::Intent;
use crate::journal::Entry;

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
    /// started no task that may give credits back. **It proves nothing if anyone else, or another process, used the account meanwhile, or has a task that fails**:
    /// only you can know that. `musicapi-jobs` knows of other processes, and of what became of tasks.
    ///
    /// The other way to know is a [callback](crate::Builder::callback), whose address names the intent.
    ///
    /// # Errors
    /// If the balance can't be read, or the journal not be written.
    pub async fn reconcile(&self, intent: &Intent) -> Result<Verdict, Error> {
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
    /// For each intent in doubt the count of calls with it, if none was under way beside it.
    in_doubt: HashMap<String, Option<u64>>,
    has_tasks: bool,
}

/// A paid call is under way until this is dropped.
pub(crate) struct Trip<'t>(&'t Traffic);

impl Traffic {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The count of calls, if none is under way.
    pub(crate) fn quiet(&self) -> Option<u64> {
        let counts = self.counts();
        (counts.sent == counts.returned).then_some(counts.sent)
    }

    pub(crate) fn depart(&self) -> Trip<'_> {
        self.counts().sent += 1;
        Trip(self)
    }

    /// A call is in doubt that was sent after this quiet moment.
    pub(crate) fn remember(&self, intent: &str, quiet: Option<u64>) {
        let mut counts = self.counts();
        let alone = quiet.map(|sent| sent + 1).filter(|sent| counts.sent == *sent);
        counts.in_doubt.insert(intent.to_owned(), alone);
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
        is_quiet && counts.in_doubt.get(intent).is_none_or(|alone| *alone == Some(counts.sent))
    }
}

impl Drop for Trip<'_> {
    fn drop(&mut self) {
        self.0.counts().returned += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_without_company_is_alone() {
        let traffic = Traffic::default();
        let quiet = traffic.quiet();
        drop(traffic.depart());
        traffic.remember("first", quiet);
        assert!(traffic.is_alone("first"));

        // Another one is under way when the balance is read.
        let other = traffic.depart();
        let quiet = traffic.quiet();
        drop(traffic.depart());
        traffic.remember("second", quiet);
        drop(other);
        assert!(!traffic.is_alone("second"));
        assert!(!traffic.is_alone("first"), "others came after it");

        // Another one leaves between the balance and the call.
        let quiet = traffic.quiet();
        drop(traffic.depart());
        drop(traffic.depart());
        traffic.remember("third", quiet);
        assert!(!traffic.is_alone("third"));
        assert!(traffic.is_alone("of another process"));

        // One that the journal knows, and that is still waiting for its answer.
        let trip = traffic.depart();
        assert!(!traffic.is_alone("under way"));
        drop(trip);
        assert!(traffic.is_alone("under way"));
    }
}
