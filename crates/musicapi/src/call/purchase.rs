//! A paid call, from the budget to the last entry in the journal.
//!
//! Until the client begins to write the intent, the caller may stop waiting: nothing was sent, and the credits and the turn go to the
//! next call. From then on the call is a task of the runtime, and runs to its end even if the caller stops waiting: it is sent, its
//! answer is read, and budget, journal and observer learn the outcome. If the runtime ends before that, the intent is the last entry,
//! which means *outcome unknown*. With a journal, no paid call is sent before its intent is recorded.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use musicapi_facts::{BalanceKind, Operation};
use tokio::sync::OwnedMutexGuard;
use tracing::Instrument as _;

use crate::call::answer::Answer;
use crate::call::budget::{Fate, SetAside, over, unpriced};
use crate::call::rate_limiter::Turn;
use crate::call::response::Raw;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::journal::intent::Plan;
use crate::journal::{Claim, Entry};

/// How long it may take to record a paid call's intent. A reader that sees the intent much later takes the call for abandoned, and must
/// be right.
///
/// It is measured by the date of the client's clock, as a reader of the journal measures. On a clock that runs a thousand times as fast
/// both times are a thousandth; that a call wasn't sent in time is then a passing error like any other.
const LONGEST_WRITE: Duration = Duration::from_secs(10);

/// What a paid call has until it is sent: the credits set aside for it, and its turn.
pub(crate) struct Leave {
    pub(crate) credits: SetAside,
    pub(crate) turn: Option<Turn>,
}

/// While this exists, no other call that shares the journal buys the same.
pub(crate) struct Only {
    pub(crate) _claim: Claim,
    pub(crate) _here: OwnedMutexGuard<()>,
}

/// A paid call that is finished even if its caller stops waiting.
pub(crate) struct Purchase {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) plan: Plan,
    pub(crate) call: Box<dyn Fn() -> Pin<Box<dyn Future<Output = Raw> + Send>> + Send + Sync>,
    /// Held to the end: a caller that wants to buy the same at the same time waits for this answer.
    pub(crate) only: Option<Only>,
}

impl Purchase {
    /// Sets the price aside, waits for a turn, and then finishes the call as a task of its own.
    pub(crate) async fn make(mut self) -> Result<Answer, Error> {
        let credits = self.client.shared().budget.set_aside(self.operation, self.plan.price())?;
        let turn = self.client.paid_turn(self.operation, 1).await?;
        self.plan.begin(self.client.clock().date());
        let quiet = self.client.shared().traffic.quiet();
        let is_in_balance = self.plan.price().is_none_or(|price| price.purse == BalanceKind::Credits);
        if self.client.policy().read_balance && is_in_balance {
            self.plan.set_balance(self.client.balance().await?);
        }
        let leave = Leave { credits, turn: Some(turn) };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return self.finish(leave, quiet).await };
        // The intent stays here too, so that the error names it if the runtime ends.
        let (operation, intent) = (self.operation, self.client.journal().map(|_| self.plan.intent().clone()));
        match runtime.spawn(self.finish(leave, quiet).in_current_span()).await {
            Ok(result) => result,
            Err(broken) if broken.is_panic() => std::panic::resume_unwind(broken.into_panic()),
            Err(broken) => {
                let error = Error::new(ErrorKind::OutcomeUnknown, "the runtime ended before an answer came");
                let error = error.of(operation).because(broken);
                Err(intent.iter().fold(error, Error::with_intent))
            }
        }
    }

    /// Writes the intent, sends the call, and writes the outcome.
    async fn finish(self, mut leave: Leave, quiet: Option<u64>) -> Result<Answer, Error> {
        let Self { client, operation, plan, call, only } = self;
        let begun = client.clock().date();
        client.intend(operation, &plan).await?;
        if client.journal().is_some() && client.clock().date() > begun + LONGEST_WRITE {
            let text = "this program stood still before it could be sent; nothing was sent";
            let error = Error::new(ErrorKind::Connect, text).of(operation).with_intent(plan.intent());
            let result = Err(error);
            client.record(|| client.entry(&plan.intent().id, &result)).await?;
            return result;
        }

        let traffic = &client.shared().traffic;
        let trip = traffic.depart(quiet, || &plan.intent().id);
        let result = client.attempts(operation, &*call, Some(&mut leave)).await;
        let Leave { mut credits, turn } = leave;
        drop(turn);
        match &result {
            Ok(answer) => {
                trip.end();
                credits.set(Fate::Accepted);
                if answer.task.is_some() {
                    traffic.start_task();
                }
                tracing::info!(target: "musicapi", task = answer.task.as_ref().map(tracing::field::display), "accepted");
            }
            Err(error) if error.is_outcome_unknown() => {
                // The credits are booked as in doubt before the call is, so that a settlement of the call finds them.
                drop(credits);
                drop(trip);
                tracing::warn!(target: "musicapi", intent = plan.intent().id, "outcome unknown");
            }
            Err(_) => {
                trip.end();
                credits.set(Fate::NotSent);
            }
        }
        let recorded = client.record(|| client.entry(&plan.intent().id, &result)).await;
        drop(only);
        match (result, recorded) {
            (Ok(answer), Ok(())) => Ok(Answer { price: plan.price(), ..answer }),
            // The task was paid for, so the error must carry it.
            (Ok(answer), Err(error)) => {
                let error = error.of(operation).with_intent(plan.intent()).with_body(&answer.body.to_string());
                Err(answer.task.iter().fold(error, |error, task| error.with_task(task)))
            }
            (Err(error), Ok(())) => Err(error.with_intent(plan.intent())),
            (Err(error), Err(unrecorded)) => Err(error.with_intent(plan.intent()).and(&unrecorded.to_string())),
        }
    }
}

impl Client {
    /// Writes the intent, if the named budget allows it.
    async fn intend(&self, operation: &'static Operation, plan: &Plan) -> Result<(), Error> {
        let Some(budget) = self.named_budget() else {
            let recorded = self.record(|| Entry::Intent(plan.intent().clone())).await;
            return recorded.map_err(|error| error.of(operation).with_intent(plan.intent()));
        };
        let price = plan.price().ok_or_else(|| unpriced(operation, budget.credits))?;
        let journal = self
            .journal()
            .ok_or_else(|| Error::config("a budget with a name needs a journal, which counts it").of(operation))?;
        let recorded = journal.record_within(plan.intent(), budget).await.map_err(|error| {
            let error = Error::new(ErrorKind::Journal, "the journal could not be written").because(error);
            error.of(operation).with_intent(plan.intent())
        })?;
        match recorded {
            None => Ok(()),
            Some(spent) => Err(over(operation, price, spent, budget.credits, Some(&budget.name))),
        }
    }
}
