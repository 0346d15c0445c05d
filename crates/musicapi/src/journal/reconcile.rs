//! Reconcile: find out from the balance whether a call whose outcome is unknown was charged.

use musicapi_facts::BalanceKind;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::journal::Entry;
use crate::journal::evidence::{self, Paid};
use crate::journal::intent::Intent;
use crate::journal::verdict::{Verdict, milliseconds};
use crate::task::TaskRef;
use crate::task::status::{ClipState, TaskStatus};

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
        if !is_ours || price.purse != BalanceKind::Credits {
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
                let calls: Vec<Paid> = calls.into_iter().map(|(_, paid)| paid.given_up(read_at)).collect();
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
                let gone = before - now;
                match () {
                    () if !quiet || !traffic.is_alone(&intent.id) => Verdict::Undetermined,
                    () if evidence::near(gone, 0.0) && late && !traffic.has_tasks() => Verdict::NotCharged,
                    () if evidence::near(gone, f64::from(price.credits)) => Verdict::Charged,
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
pub(crate) fn end_of<C>(status: &Result<Option<TaskStatus<C>>, Error>) -> Option<bool> {
    match status {
        Ok(Some(status)) if status.is_done() => {
            Some(status.clips.iter().all(|clip| clip.state == ClipState::Succeeded))
        }
        Ok(None) => Some(false),
        Err(error) if error.kind() == ErrorKind::TaskFailed => Some(false),
        _ => None,
    }
}
