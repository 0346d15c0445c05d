//! The work on a single job: sent once, and then [followed](super::follow).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use musicapi::{Entry, Error as ClientError, ErrorKind as Kind, Policy, Retry, Task, TaskRef, facts};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::ledger::{Claimed, Taken};
use crate::model::call::Due;
use crate::model::scope::Scope;
use crate::model::secret;
use crate::worker::event::{Event, StopReason};
use crate::worker::follow::Revived;
use crate::worker::gate::{closed, stopped};
use crate::worker::intent::OfJob;
use crate::worker::shared::{Fate, Worker};

/// The pause before a single job is sent again that the service takes later, if it doesn't say when; it doubles.
const FIRST_TURN: Duration = Duration::from_secs(4);

/// How long the sending of a single job is put off in all.
const LONGEST_TURN: Duration = Duration::from_secs(5 * 60);

/// The shortest wait for another process that is told.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// What became of sending.
enum Sent {
    Task(Task<Value>),
    Not(Fate),
}

impl Worker {
    pub(crate) async fn work(&self, taken: Taken) -> Result<Fate, Error> {
        let task = if taken.due == Due::Send {
            match self.revived(&taken).await? {
                Revived::Task(task) => task,
                Revived::Unknown(fate) => return Ok(fate),
                Revived::None => match self.send_in_turn(&taken).await? {
                    Sent::Task(task) => task,
                    Sent::Not(fate) => return Ok(fate),
                },
            }
        } else {
            let task = self.ledger.show(taken.id).await?.task;
            let gone = || Error::new(ErrorKind::Damaged, format!("job {} has no task to wait for", taken.id));
            self.client.task(task.ok_or_else(gone)?)
        };
        self.follow(taken.id, &task).await
    }

    /// Waits until the account of this key has its turn, whatever process had the one before; false if nothing is sent any more.
    async fn has_turn(&self, taken: &Taken) -> Result<bool, Error> {
        let (mut stop, mut open) = (self.stop.clone(), self.closed.subscribe());
        let ledger = &self.ledger;
        loop {
            let left = ledger.turn(self.client.account_digest(), self.client.policy().paid_gap).await?;
            let is_first = !self.has_turned.load(Ordering::Relaxed);
            if is_first && (left.is_zero() || left >= WORTH_TELLING) {
                self.has_turned.store(true, Ordering::Relaxed);
            }
            if left.is_zero() {
                return Ok(true);
            }
            if is_first && left >= WORTH_TELLING {
                self.tell(Event::Turn { pause: left }).await;
            }
            tokio::select! {
                biased;
                () = stopped(&mut stop) => return Ok(false),
                () = closed(&mut open, &taken.batch) => return Ok(false),
                () = ledger.clock().sleep(left) => {}
            }
        }
    }

    /// Sends a job. A single one that the service takes later is sent again then, under another intent: who makes one call waits for
    /// it, up to minutes. A batch pauses as a whole.
    async fn send_in_turn(&self, taken: &Taken) -> Result<Sent, Error> {
        let (mut waited, mut usual) = (Duration::ZERO, FIRST_TURN);
        loop {
            let sent = self.send(taken).await?;
            let Sent::Not(Fate::Again(error)) = sent else { return Ok(sent) };
            let is_single = matches!(self.options.scope, Scope::Job(_));
            let pause = error.retry_after().unwrap_or(usual);
            waited = waited.saturating_add(pause);
            if !is_single || !error.is_rate_limited() || waited > LONGEST_TURN {
                return Ok(Sent::Not(Fate::Again(error)));
            }
            usual = usual.saturating_mul(2);
            self.tell(Event::Paused { pause, error }).await;
            if self.unless_stopped(self.ledger.clock().sleep(pause)).await.is_none() {
                return Ok(Sent::Not(Fate::Left));
            }
        }
    }

    /// Sends a job, once.
    async fn send(&self, taken: &Taken) -> Result<Sent, Error> {
        let Some(operation) = facts::operation(&taken.operation) else {
            let text = format!("this version knows no operation {}", taken.operation);
            self.ledger.rest(&self.claim, taken.id, &text).await?;
            return Ok(Sent::Not(self.ended(taken.id, None).await?));
        };
        let Some(request) = secret::put_back(&taken.request, self.options.webhook_secret.as_deref()) else {
            let text = "its webhook secret is in no file; make the call again, with the secret";
            self.ledger.rest(&self.claim, taken.id, text).await?;
            return Ok(Sent::Not(self.ended(taken.id, None).await?));
        };
        if !self.has_turn(taken).await? {
            return Ok(Sent::Not(Fate::Left));
        }
        let gap = self.client.policy().paid_gap;
        let mark = Arc::default();
        let claimed = Claimed { job: taken.id, holder: self.claim.holder.clone(), gap, mark };
        let journal = Arc::new(OfJob::new(Arc::clone(&self.ledger), claimed));
        // The journal knows whether this job was sent; that another asked for the same is its own affair.
        // Nor is it sent again under the same intent, which another process may have settled during the pause.
        let retry = Retry { attempts: 1, ..self.client.policy().retry };
        let policy = Policy { once: false, retry, ..*self.client.policy() };
        let client = self.client.with(policy).with_journal(Arc::clone(&journal) as Arc<_>);
        let mut call = Box::pin(client.call(operation, &[], Some(request)));
        let (mut stop, mut open) = (self.stop.clone(), self.closed.subscribe());
        let called = tokio::select! {
            biased;
            // Asked first, so that a turn that comes at the same moment isn't used.
            () = async { tokio::select! { () = stopped(&mut stop) => {} () = closed(&mut open, &taken.batch) => {} } } =>
                // Once its intent is written down, the answer is worth waiting for.
                if journal.take_back() { return Ok(Sent::Not(Fate::Left)) } else { call.await },
            called = &mut call => called,
        };
        let error = match called {
            Ok(called) => return self.accepted(taken, called.task.map(|task| task.reference().clone())).await,
            Err(error) => error,
        };
        if let Some(trouble) = journal.take_error() {
            return self.unwritten(taken, error, trouble).await;
        }
        let fate = match error.kind() {
            Kind::OutcomeUnknown => self.ended(taken.id, Some(error)).await?,
            Kind::Config | Kind::OverBudget => self.close(None, StopReason::Error(error)).await,
            _ if error.is_transient() || error.is_rate_limited() => Fate::Again(error),
            _ if error.is_auth() || error.is_out_of_credits() => self.close(None, StopReason::Error(error)).await,
            _ => {
                self.ledger.rest(&self.claim, taken.id, &error.to_string()).await?;
                self.ended(taken.id, Some(error)).await?
            }
        };
        Ok(Sent::Not(fate))
    }

    /// The file couldn't be written, before the call or after it.
    async fn unwritten(&self, taken: &Taken, error: ClientError, trouble: Error) -> Result<Sent, Error> {
        // Of an accepted call the client keeps all that came: its task, or an answer that is all that was paid for.
        let accepted = match (error.kind(), error.intent(), error.body()) {
            (Kind::Journal, Some(intent), Some(body)) => Some(Entry::Accepted {
                intent: intent.id.clone(),
                task: error.task().cloned(),
                answer: serde_json::from_str(body).unwrap_or_else(|_| body.into()),
            }),
            _ => None,
        };
        let Some(entry) = accepted else {
            return match trouble.kind() {
                ErrorKind::OverBudget => {
                    let why = StopReason::Budget { batch: taken.batch.clone(), text: trouble.to_string() };
                    Ok(Sent::Not(self.close(Some(&taken.batch), why).await))
                }
                // Another process was faster: it is no longer this one's, or not its turn.
                ErrorKind::NotOurs | ErrorKind::NotYet => Ok(Sent::Not(Fate::Left)),
                _ => Err(trouble),
            };
        };
        // It is paid for. A disk may be full, and a file locked, for a moment only.
        for pause in [1, 2, 4, 8].map(Duration::from_secs) {
            self.ledger.clock().sleep(pause).await;
            if self.ledger.record(&entry).await.is_ok() {
                return self.accepted(taken, error.task().cloned()).await;
            }
        }
        match (error.task(), error.body()) {
            (None, Some(answer)) => {
                Err(Error::new(trouble.kind(), format!("{trouble}; it was paid for, and this is its answer: {answer}")))
            }
            (task, _) => Err(trouble.with_task(task)),
        }
    }

    /// Reports a call that was accepted. Without a task its answer is all there is, and the job is over.
    async fn accepted(&self, taken: &Taken, task: Option<TaskRef>) -> Result<Sent, Error> {
        let credits = Self::credits_of(taken);
        self.tell(Event::Accepted { job: taken.id, task: task.clone(), credits }).await;
        Ok(match task {
            Some(task) => Sent::Task(self.client.task(task)),
            None => Sent::Not(self.ended(taken.id, None).await?),
        })
    }
}
