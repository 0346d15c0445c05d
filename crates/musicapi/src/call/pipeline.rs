//! The one way on which every call goes: checked, within the budget, written down, in turn, and sent again only where that is
//! safe.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi_facts::{Operation, Price};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Instrument as _;

use crate::call::budget::{Fate, SetAside};
use crate::call::observer::{Attempt, Pause, PauseReason};
use crate::call::response::{Answer, Raw, read};
use crate::call::validate::check;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::generated::raw;
use crate::journal::Entry;
use crate::journal::intent::{Intent, Plan};
use crate::journal::reconcile::Verdict;
use crate::task::Task;

/// A call that can be sent, and sent again.
type Call<'a, 'c> = &'a (dyn Fn() -> Pin<Box<dyn Future<Output = Raw> + Send + 'c>> + Send + Sync + 'a);

/// How long it may take to write a paid call down. Whoever reads of it much later takes it for abandoned, and must be right.
const LONGEST_WRITE: Duration = Duration::from_secs(10);

/// How long an answer to one paid call can keep all others from being sent.
const LONGEST_HOLD: Duration = Duration::from_secs(60 * 60);

/// The field of a request that says where word of the task is sent.
const WEBHOOK_URL: &str = "webhook_url";

impl Client {
    /// Checks a call, sends it, and reads its answer. `()` is the body of a call without one.
    pub(crate) async fn send<'c, B, F>(
        &'c self,
        operation: &'static Operation,
        body: B,
        call: impl Fn(&'c raw::Client, Arc<B>) -> F + Send + Sync,
    ) -> Result<Answer, Error>
    where
        B: Serialize + DeserializeOwned + Send + Sync,
        F: Future<Output = Raw> + Send + 'c,
    {
        let (mut body, mut plan) = (body, None);
        // Held to the end: who wants to buy the same at the same time waits for its answer.
        let mut _only = None;
        if !operation.forms.is_empty() {
            let request = serde_json::to_value(&body).map_err(|error| unwritable(operation, error))?;
            let price = checked(operation, &request)?;
            self.shared().learn_secrets(&request);
            if operation.is_paid() {
                let (date, random) = (self.clock().date(), self.shared().random());
                let made = Plan::new(operation, request, price, date, random).with_account(self.account_digest());
                if self.policy().once {
                    _only = Some(self.shared().alike.turn(&made.intent().fingerprint).await);
                    if let Some(answer) = self.answer_from_then(operation, made.intent()).await? {
                        return Ok(answer);
                    }
                }
                if let Some(request) = self.with_callback(operation, &made) {
                    body = serde_json::from_value(request).map_err(|error| unwritable(operation, error))?;
                }
                plan = Some(made);
            }
        }
        let body = Arc::new(body);
        let call = || -> Pin<Box<dyn Future<Output = Raw> + Send + 'c>> {
            Box::pin(call(self.shared().raw(), Arc::clone(&body)))
        };
        let span = tracing::info_span!(target: "musicapi", "call", operation = operation.id);
        let delivered = async {
            match plan {
                Some(plan) => self.buy(operation, plan, &call).await,
                None => self.attempts(operation, &call, None).await,
            }
        };
        Box::pin(delivered.instrument(span)).await
    }

    /// The answer of the same call from then, if it was made before.
    async fn answer_from_then(&self, operation: &'static Operation, intent: &Intent) -> Result<Option<Answer>, Error> {
        let about = |error: Error| error.of(operation);
        let journal = self.journal();
        let journal = journal.ok_or_else(|| about(Error::config("a call can only be made once with a journal")))?;
        let unread = |error| about(Error::new(ErrorKind::Journal, "the journal could not be read").because(error));
        let Some(before) = journal.find(&intent.fingerprint).await.map_err(unread)? else { return Ok(None) };
        match before.outcome {
            // It had nothing yet, and wants to be asked again.
            Some(Entry::Accepted { task: None, answer: Value::Null, .. }) => Ok(None),
            Some(Entry::Accepted { task, answer, .. }) => {
                tracing::info!(target: "musicapi", intent = before.intent.id, "taken from the journal");
                Ok(Some(Answer { task, is_of_then: true, ..Answer::of(operation, answer) }))
            }
            Some(Entry::Reconciled { verdict: Verdict::Charged, .. }) => {
                let text = "the same was sent before and charged, and its task isn't known; it is not sent again";
                Err(about(Error::new(ErrorKind::OutcomeUnknown, text).with_intent(&before.intent)))
            }
            _ => {
                let text = "the same was sent before, and what became of it is unknown; it is not sent again";
                Err(about(Error::new(ErrorKind::OutcomeUnknown, text).with_intent(&before.intent)))
            }
        }
    }

    /// A paid call: within the budget, written down before and after, and counted.
    async fn buy(&self, operation: &'static Operation, mut plan: Plan, call: Call<'_, '_>) -> Result<Answer, Error> {
        let mut credits = self.shared().budget.set_aside(operation, plan.price())?;
        self.paid_turn(operation, 1).await?;
        plan.begin(self.clock().date());
        let traffic = &self.shared().traffic;
        let quiet = traffic.quiet();
        if self.policy().read_balance {
            plan.set_balance(self.balance().await?);
        }
        let begun = self.clock().date();
        let before = self.record(|| Entry::Intent(plan.intent().clone())).await;
        before.map_err(|error| error.of(operation).with_intent(plan.intent()))?;
        if self.journal().is_some() && self.clock().date() > begun + LONGEST_WRITE {
            let text = "this program stood still before it could be sent; nothing was sent";
            let error = Error::new(ErrorKind::Connect, text).of(operation).with_intent(plan.intent());
            let result = Err(error);
            self.record(|| self.entry(&plan.intent().id, &result)).await?;
            return result;
        }

        let trip = traffic.depart(quiet, || &plan.intent().id);
        let result = self.attempts(operation, call, Some(&mut credits)).await;
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
                // Its credits are in doubt before it is, so that whoever settles it finds them.
                drop(credits);
                drop(trip);
                tracing::warn!(target: "musicapi", intent = plan.intent().id, "outcome unknown");
            }
            Err(_) => {
                trip.end();
                credits.set(Fate::NotSent);
            }
        }
        let recorded = self.record(|| self.entry(&plan.intent().id, &result)).await;
        match (result, recorded) {
            (Ok(answer), Ok(())) => Ok(Answer { price: plan.price(), ..answer }),
            // The task was paid for: whoever gets this error must still learn of it.
            (Ok(answer), Err(error)) => {
                let error = error.of(operation).with_intent(plan.intent()).with_body(&answer.body.to_string());
                Err(answer.task.iter().fold(error, |error, task| error.with_task(task)))
            }
            (Err(error), Ok(())) => Err(error.with_intent(plan.intent())),
            (Err(error), Err(unrecorded)) => Err(error.with_intent(plan.intent()).and(&unrecorded.to_string())),
        }
    }

    /// Sends a call until it is answered, or must not or can't be sent again.
    async fn attempts(
        &self,
        operation: &'static Operation,
        call: Call<'_, '_>,
        mut credits: Option<&mut SetAside<'_>>,
    ) -> Result<Answer, Error> {
        let (clock, policy) = (self.clock(), self.policy());
        let mut number = 0;
        loop {
            number += 1;
            if let Some(credits) = &mut credits {
                credits.set(Fate::Sent);
            }
            let sent = clock.now();
            // Before anything is told of it: a service may echo the key, in an id too.
            let result = read(operation, call().await, clock.date()).await.map_err(|error| self.sealed(error));
            let took = clock.now().saturating_sub(sent);
            let error = match result {
                Ok(mut answer) => {
                    answer.request_id = answer.request_id.map(|id| self.shared().without_key(&id));
                    self.shared().leave_out_secrets(&mut answer.body);
                    self.tell(operation, number, took, Ok(&answer));
                    self.shared().survey(&answer);
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let again = may_be_sent_again(operation, &error)
                .then(|| policy.retry.pause(number, error.retry_after(), self.shared().random_fraction()));
            let again = again.flatten();
            self.tell(operation, number, took, Err((&error, again)));
            if let (Some(pause), Some(_)) = (again.or(error.retry_after()), &credits) {
                // Whoever else wants to buy would be refused for the same reason.
                self.shared().paid_turns.hold(clock.now().saturating_add(pause.min(LONGEST_HOLD)));
            }
            let Some(pause) = again else { return Err(error) };
            self.tell_pause(&Pause::after(&error, pause));
            if let Some(credits) = &mut credits {
                credits.set(Fate::NotSent);
                self.paid_turn(operation, number + 1).await?;
            } else {
                clock.sleep(pause).await;
            }
        }
    }

    /// Waits for the turn of a paid call, unless the service has asked for a longer pause than this client is ready to make.
    async fn paid_turn(&self, operation: &'static Operation, attempt: u32) -> Result<(), Error> {
        let (policy, turns) = (self.policy(), &self.shared().paid_turns);
        // The pause that is made is longer by a random part.
        let longest = policy.retry.cap.saturating_add(policy.retry.base);
        let held = turns.held_for(self.clock());
        if attempt == 1 && !held.is_zero() && held <= longest {
            self.tell_pause(&Pause::new(PauseReason::Service, held));
        }
        let turn = match attempt {
            1 => turns.turn(policy.paid_gap, longest, self.clock()).await,
            _ => turns.again(policy.paid_gap, longest, self.clock()).await,
        };
        turn.map_err(|left| {
            let text = "the service has asked for a pause that isn't over; nothing was sent";
            Error::new(ErrorKind::Refused, text).of(operation).with_status(429).with_retry_after(Some(left))
        })
    }

    /// Tells those who look from outside of an attempt.
    fn tell(
        &self,
        operation: &'static Operation,
        number: u32,
        took: Duration,
        result: Result<&Answer, (&Error, Option<Duration>)>,
    ) {
        let (status, request_id, error, again_after) = match result {
            Ok(answer) => (Some(answer.status), answer.request_id.as_deref(), None, None),
            Err((error, again)) => (error.status(), error.request_id(), Some(error.kind()), again),
        };
        match error {
            None => tracing::debug!(target: "musicapi", attempt = number, status, request_id, ?took, "answered"),
            // The service's words may repeat lyrics; its class and status don't.
            Some(kind) => {
                tracing::warn!(target: "musicapi", attempt = number, status, request_id, ?took, ?kind, ?again_after, "failed");
            }
        }
        if let Some(observer) = self.shared().observer() {
            let operation = operation.id;
            observer.attempt(&Attempt { operation, number, status, error, request_id, took, again_after });
        }
    }

    /// The request with an address for word of its task, where the client has one and the request takes one and names none.
    fn with_callback(&self, operation: &Operation, plan: &Plan) -> Option<Value> {
        let callback = self.shared().callback()?;
        let mut request = plan.request().clone();
        let fields = request.as_object_mut()?;
        let joint = if callback.contains('?') { '&' } else { '?' };
        let address = format!("{callback}{joint}intent={}", plan.intent().id);
        if fields.get(WEBHOOK_URL).is_some_and(|given| !given.is_null()) {
            return None;
        }
        fields.insert(WEBHOOK_URL.to_owned(), Value::from(address));
        // Whether this form takes one is what the check knows.
        (checked(operation, &request).ok()? == plan.price()).then_some(request)
    }

    /// The entry for what became of a call. A service may echo what it was sent.
    fn entry(&self, intent: &str, result: &Result<Answer, Error>) -> Entry {
        match Entry::of(intent, result) {
            Entry::Accepted { intent, task, answer } => {
                let clean = serde_json::from_str(&self.shared().without_key(&answer.to_string()));
                Entry::Accepted { intent, task, answer: clean.unwrap_or(answer) }
            }
            other => other,
        }
    }

    /// Records an entry, if there is a journal; else it isn't even made.
    pub(crate) async fn record(&self, entry: impl FnOnce() -> Entry) -> Result<(), Error> {
        let Some(journal) = self.journal() else { return Ok(()) };
        let failed = |error| Error::new(ErrorKind::Journal, "the journal could not be written").because(error);
        journal.record(&entry()).await.map_err(failed)
    }

    /// All credits that can buy a song.
    pub(crate) fn balance(&self) -> Pin<Box<dyn Future<Output = Result<f64, Error>> + Send + '_>> {
        Box::pin(async {
            let left = self.account().get_credits().await?;
            Ok(left.credits + left.extra_credits)
        })
    }

    /// The task that an accepted call started.
    pub(crate) fn started<C>(&self, answer: Answer) -> Result<Task<C>, Error> {
        let task = answer.task.clone().ok_or_else(|| self.sealed(answer.riddle("it names no task")))?;
        let started = Task::new(self.clone(), task);
        Ok(if answer.is_of_then { started } else { started.begun_now(answer.price, answer.request_id) })
    }

    /// What a call would cost by the documented prices, and whether it would be sent at all. Nothing is sent.
    ///
    /// ```
    /// use musicapi::{Client, facts::CREATE_SONIC, types::{SonicConcatMusic, SonicCreate}};
    ///
    /// let request = SonicCreate::from(SonicConcatMusic::new("26c9c592-0566-46cf-bb71-91ac1deaa7b5"));
    /// let price = Client::estimate(&CREATE_SONIC, &request)?;
    /// assert_eq!(price.map(|price| price.credits), Some(2));
    /// # Ok::<(), musicapi::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] with everything that is wrong with the request.
    pub fn estimate(operation: &Operation, request: &impl Serialize) -> Result<Option<Price>, Error> {
        checked(operation, &serde_json::to_value(request).map_err(|error| unwritable(operation, error))?)
    }
}

/// What the call costs, unless it breaks a rule.
fn checked(operation: &Operation, request: &Value) -> Result<Option<Price>, Error> {
    match check(operation, request) {
        (form, violations) if violations.is_empty() => Ok(form.and_then(|form| form.price)),
        (_, violations) => Err(Error::invalid(operation, violations)),
    }
}

/// Whether it is certain that sending a call again can't be paid for twice, and it may help.
fn may_be_sent_again(operation: &Operation, error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connect => true,
        _ if error.means(429) => true,
        // Of an answer that broke off the status was good.
        ErrorKind::Interrupted => {
            let passes = |status| [408, 500, 502, 503, 504].contains(&status) || (200..300).contains(&status);
            !operation.is_paid() && error.status().is_none_or(passes)
        }
        _ => false,
    }
}

fn unwritable(operation: &Operation, error: serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidRequest, "the request can't be written as JSON").of(operation).because(error)
}
