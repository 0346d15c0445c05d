//! Reconcile: find out from the balance whether a call whose outcome is unknown was charged.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use musicapi_facts::Purse;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::journal::Entry;
use crate::journal::evidence::{self, Paid};
use crate::journal::intent::Intent;
use crate::task::TaskRef;
use crate::task::status::{ClipState, Look};

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
    /// Finds out from the balance whether a call whose outcome is unknown was charged, and records the verdict in the journal.
    ///
    /// It needs the balance from before the call ([`Policy::read_balance`](crate::Policy::read_balance)) and a documented price. If the
    /// journal [knows](crate::Journal::paid_calls) the other paid calls of the account, as [`FileJournal`](crate::FileJournal) does,
    /// [these rules](crate::evidence) decide. Otherwise the verdict is [`Undetermined`](Verdict::Undetermined) if this client made other
    /// paid calls meanwhile, or makes one now; and that nothing was charged is only said if this client has started no task that may give
    /// credits back. In either case that is never said before three minutes after the call, since the service may be slow to charge (how
    /// slow isn't known). **The verdict proves nothing if the account was used meanwhile by anyone who doesn't write into the same
    /// journal**: only you can know that.
    ///
    /// The other way to find out is a [callback](crate::Builder::callback), whose address names the intent.
    ///
    /// # Errors
    /// If the balance can't be read, or the journal not be read or written.
    ///
    /// # Cancel safety
    /// Dropping the future leaves either no verdict, or one that is recorded.
    pub async fn reconcile(&self, intent: &Intent) -> Result<Verdict, Error> {
        let unread = |error| Error::new(ErrorKind::Journal, "the journal could not be read").because(error);
        if let Some(journal) = self.journal() {
            let known = journal.find(&intent.fingerprint).await.map_err(unread)?;
            // The task was learned otherwise, by a receiver of callbacks for example.
            if known.is_some_and(|known| known.intent.id == intent.id && known.task().is_some()) {
                return Ok(Verdict::Charged);
            }
        }
        let (Some(before), Some(price)) = (intent.balance, intent.price()) else { return Ok(Verdict::Undetermined) };
        let is_ours = intent.account.as_deref().is_none_or(|account| account == self.account_digest());
        if !is_ours || price.purse != Purse::Credits {
            return Ok(Verdict::Undetermined);
        }
        let read_at = milliseconds(self.clock().date());
        let quiet = self.shared().traffic.is_alone(&intent.id);
        let now = self.balance().await?;
        let calls = match self.journal() {
            // Read after the balance, so that the calls in flight meanwhile are among them.
            Some(journal) => journal.paid_calls(self.account_digest()).await.map_err(unread)?,
            None => None,
        };
        let place = |calls: &[(String, Paid)]| calls.iter().position(|(id, _)| *id == intent.id);
        let verdict = match calls.and_then(|calls| Some((place(&calls)?, calls))) {
            Some((doubt, calls)) => {
                let calls: Vec<Paid> = calls.into_iter().map(|(_, paid)| abandoned(paid, read_at)).collect();
                let began_meanwhile = calls.iter().any(|call| call.at > read_at);
                let said = match began_meanwhile {
                    true => Err("another call began meanwhile"),
                    false => evidence::verdict(&calls, doubt, (read_at, now)),
                };
                if let Err(why) = said {
                    tracing::debug!(target: "musicapi", intent = intent.id, why, "undetermined");
                }
                said.unwrap_or(Verdict::Undetermined)
            }
            None => {
                let traffic = &self.shared().traffic;
                let late = self.clock().date() > intent.date() + Verdict::NOT_BEFORE;
                let (gone, near) = (before - now, |one: f64, other: f64| (one - other).abs() < 0.001);
                match () {
                    () if !quiet || !traffic.is_alone(&intent.id) => Verdict::Undetermined,
                    () if near(gone, 0.0) && late && !traffic.has_tasks() => Verdict::NotCharged,
                    () if near(gone, f64::from(price.credits)) => Verdict::Charged,
                    () => Verdict::Undetermined,
                }
            }
        };
        if verdict != Verdict::Undetermined {
            self.record(|| Entry::Reconciled { intent: intent.id.clone(), verdict }).await?;
            if self.shared().traffic.settle(&intent.id) {
                self.shared().budget.settle(price, verdict == Verdict::Charged);
            }
        }
        Ok(verdict)
    }

    /// Records that a task has ended: from then on it is known what of its price may have come back.
    pub(crate) async fn note_end(&self, task: &TaskRef, is_whole: bool) {
        let Some(journal) = self.journal() else { return };
        if let Err(error) = journal.ended(task, is_whole, self.clock().date()).await {
            tracing::warn!(target: "musicapi", %error, "the end of a task could not be written down");
        }
    }
}

/// Whether every clip succeeded, if each is final; a task that failed as a whole has no clips.
pub(crate) fn end_of<C>(look: &Result<Option<Look<C>>, Error>) -> Option<bool> {
    match look {
        Ok(Some(look)) if look.is_done() => Some(look.clips.iter().all(|clip| clip.state == ClipState::Succeeded)),
        Ok(None) => Some(false),
        Err(error) if error.kind() == ErrorKind::TaskFailed => Some(false),
        _ => None,
    }
}

/// How long a call without another entry may be in flight, in whatever process. A choice of this crate: longer than any time-out that it
/// sets by itself.
const GIVEN_UP: i64 = 15 * 60 * 1000;

/// Counts a call as ended that no process can be waiting for any more, even if none has recorded its end.
fn abandoned(call: Paid, now: i64) -> Paid {
    let given_up = call.at.saturating_add(GIVEN_UP);
    Paid { answered: call.answered.or_else(|| (now > given_up).then_some(given_up)), ..call }
}

/// Since 1970.
pub(crate) fn milliseconds(date: SystemTime) -> i64 {
    let since = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
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
