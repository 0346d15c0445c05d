//! The one path that every call takes: check, send, read, and send again only where that is safe. `purchase` has what a paid call needs
//! besides.
//!
//! A paid call is sent again only if it is certain that it was not accepted; [`may_be_sent_again`] alone decides that, and nothing below
//! repeats a request (`transport`). Before each attempt the credits of the call are marked as sent, so a caller that is dropped at any
//! point leaves them in doubt rather than free.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use musicapi_facts::{Operation, Price};
use serde::Serialize;
use serde_json::Value;
use tracing::Instrument as _;

use crate::call::answer::Answer;
use crate::call::budget::Fate;
use crate::call::observer::{Attempt, Pause, PauseReason};
use crate::call::purchase::{Leave, Only, Purchase};
use crate::call::rate_limiter::Turn;
use crate::call::response::{Raw, read};
use crate::call::single_flight;
use crate::call::validate::{Violation, check};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::generated::raw;
use crate::journal::Entry;
use crate::journal::intent::{Intent, Plan};
use crate::journal::verdict::Verdict;
use crate::policy::UnknownInput;
use crate::task::{Task, TaskRef};

/// A call that can be sent, and sent again.
pub(crate) type Call<'a, 'c> = &'a (dyn Fn() -> Pin<Box<dyn Future<Output = Raw> + Send + 'c>> + Send + Sync + 'a);

/// A call that sends a request's bytes.
type PaidCall = Box<dyn Fn(raw::Client, Bytes) -> Pin<Box<dyn Future<Output = Raw> + Send>> + Send + Sync>;

/// A request that breaks no rule, with its price.
pub(crate) struct Checked {
    pub(crate) request: Value,
    pub(crate) price: Option<Price>,
}

/// The longest pause that the answer to one paid call can impose on all others.
const LONGEST_HOLD: Duration = Duration::from_secs(60 * 60);

/// The field of a request with the address that receives the task's events.
const WEBHOOK_URL: &str = "webhook_url";

impl Client {
    /// Sends a free call, and reads its answer.
    pub(crate) async fn ask<'c, F>(
        &'c self,
        operation: &'static Operation,
        call: impl Fn(&'c raw::Client) -> F + Send + Sync,
    ) -> Result<Answer, Error>
    where
        F: Future<Output = Raw> + Send + 'c,
    {
        let raw = self.raw().await?;
        let call = || -> Pin<Box<dyn Future<Output = Raw> + Send + 'c>> { Box::pin(call(raw)) };
        let span = span(operation, self.task_of_calls());
        Box::pin(self.attempts(operation, &call, None).instrument(span)).await
    }

    /// Checks a paid call, sends it, and reads its answer. The request is written once, as JSON: that is checked, kept in the plan, and
    /// turned into the bytes that are sent.
    pub(crate) async fn send<B, F>(
        &self,
        operation: &'static Operation,
        body: B,
        call: impl Fn(raw::Client, Bytes) -> F + Send + Sync + 'static,
    ) -> Result<Answer, Error>
    where
        B: Serialize,
        F: Future<Output = Raw> + Send + 'static,
    {
        let request = serde_json::to_value(&body).map_err(|error| unwritable(operation, error));
        drop(body);
        let mut request = request?;
        self.add_extra_fields(&mut request);
        let price = self.allowed(operation, &request)?;
        self.buy(operation, Checked { request, price }, Box::new(move |raw, bytes| Box::pin(call(raw, bytes)))).await
    }

    /// Sends a paid call whose request is checked already, and reads its answer.
    pub(crate) async fn send_checked<F>(
        &self,
        operation: &'static Operation,
        mut checked: Checked,
        call: impl Fn(raw::Client, Bytes) -> F + Send + Sync + 'static,
    ) -> Result<Answer, Error>
    where
        F: Future<Output = Raw> + Send + 'static,
    {
        self.add_extra_fields(&mut checked.request);
        self.buy(operation, checked, Box::new(move |raw, bytes| Box::pin(call(raw, bytes)))).await
    }

    fn add_extra_fields(&self, request: &mut Value) {
        if let (Some(extra), Some(fields)) = (self.extra_fields(), request.as_object_mut()) {
            fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    /// Plans a purchase and makes it, unless it was made before.
    async fn buy(
        &self,
        operation: &'static Operation,
        Checked { request, price }: Checked,
        call: PaidCall,
    ) -> Result<Answer, Error> {
        self.shared().learn_secrets(&request);
        let (date, random) = (self.clock().date(), self.shared().random());
        let plan = Plan::new(operation, request, price, date, random).with_account(self.account_digest());
        let mut only = None;
        if self.policy().once {
            only = Some(self.only(operation, plan.intent()).await?);
            if let Some(answer) = self.answer_from_then(operation, plan.intent()).await? {
                return Ok(answer);
            }
        }
        let raw = self.raw().await?.clone();
        let with_callback = self.with_callback(operation, &plan);
        let whole = with_callback.as_ref().unwrap_or(plan.request());
        let bytes = Bytes::from(serde_json::to_vec(whole).map_err(|error| unwritable(operation, error))?);
        let call = Box::new(move || call(raw.clone(), bytes.clone()));
        let span = span(operation, self.task_of_calls());
        let purchase = Purchase { client: self.clone(), operation, plan, call, only };
        Box::pin(purchase.make().instrument(span)).await
    }

    /// What the call costs, unless it breaks a rule. What is merely not known here is sent if the policy says so, or it was given as an
    /// extra field; what that costs isn't documented.
    pub(crate) fn allowed(&self, operation: &Operation, request: &Value) -> Result<Option<Price>, Error> {
        let (form, violations) = check(operation, request);
        let is_extra = |it: &Violation| {
            it.rule == "unknown" && self.extra_fields().is_some_and(|extra| extra.contains_key(&it.field))
        };
        let new_things = self.policy().new_things;
        let (news, wrong): (Vec<_>, Vec<_>) = violations
            .into_iter()
            .partition(|it| is_extra(it) || it.is_unknown() && new_things != UnknownInput::Refuse);
        if !wrong.is_empty() {
            return Err(Error::invalid(operation, wrong));
        }
        if news.is_empty() {
            return Ok(form.and_then(|form| form.price));
        }
        if new_things != UnknownInput::Allow {
            for new in news.iter().filter(|new| !is_extra(new)) {
                tracing::warn!(target: "musicapi", operation = operation.id, field = new.field, "sent though it isn't known here: {new}");
            }
        }
        Ok(None)
    }

    /// Waits until no other call that shares the journal is buying the same.
    async fn only(&self, operation: &'static Operation, intent: &Intent) -> Result<Only, Error> {
        let journal =
            self.journal().ok_or_else(|| Error::config("a call can only be made once with a journal").of(operation))?;
        let here = single_flight::turn(journal, &intent.fingerprint).await;
        let claim = journal.claim(&intent.fingerprint).await.map_err(|error| unread(operation, error))?;
        Ok(Only { _claim: claim, _here: here })
    }

    /// The answer of the same call, if it was made before.
    async fn answer_from_then(&self, operation: &'static Operation, intent: &Intent) -> Result<Option<Answer>, Error> {
        let about = |error: Error| error.of(operation);
        let Some(journal) = self.journal() else { return Ok(None) };
        let found = journal.find(&intent.fingerprint).await.map_err(|error| unread(operation, error))?;
        let Some(before) = found else { return Ok(None) };
        match before.outcome {
            // That answer had no result yet, so the call is made again.
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

    /// Sends a call, retrying only while it is certain that it was not accepted.
    pub(crate) async fn attempts(
        &self,
        operation: &'static Operation,
        call: Call<'_, '_>,
        mut paid: Option<&mut Leave>,
    ) -> Result<Answer, Error> {
        let (clock, policy) = (self.clock(), self.policy());
        let mut number = 0;
        loop {
            number += 1;
            if let Some(paid) = &mut paid {
                paid.credits.set(Fate::Sent);
                paid.turn.take().into_iter().for_each(|turn| turn.take(policy.paid_gap, clock));
            }
            let sent = clock.now();
            // Errors are sealed before they are logged: a service may echo the key, even in an id.
            let result =
                read(operation, self.awaited(call()).await, clock.date()).await.map_err(|error| self.sealed(error));
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
            if let (Some(pause), Some(_)) = (again.or(error.retry_after()), &paid) {
                // Other paid calls would be refused for the same reason.
                self.shared().paid_turns.hold(clock.now().saturating_add(pause.min(LONGEST_HOLD)));
            }
            let Some(pause) = again else { return Err(error) };
            self.tell_pause(&Pause::after(&error, pause));
            if let Some(paid) = &mut paid {
                paid.credits.set(Fate::NotSent);
                paid.turn = Some(self.paid_turn(operation, number + 1).await?);
            } else {
                clock.sleep(pause).await;
            }
        }
    }

    /// Waits for the turn of a paid call, unless the service has asked for a longer pause than this client is ready to make.
    pub(crate) async fn paid_turn(&self, operation: &'static Operation, attempt: u32) -> Result<Turn, Error> {
        let (policy, turns) = (self.policy(), &self.shared().paid_turns);
        // The pause that the client makes is longer by a random part.
        let longest = policy.retry.cap.saturating_add(policy.retry.base);
        let held = turns.held_for(self.clock());
        if attempt == 1 && !held.is_zero() && held <= longest {
            self.tell_pause(&Pause::new(PauseReason::Service, held));
        }
        let turn = match attempt {
            1 => turns.turn(longest, self.clock()).await,
            _ => turns.again(longest, self.clock()).await,
        };
        turn.map_err(|left| {
            let text = "the service has asked for a pause that isn't over; nothing was sent";
            Error::new(ErrorKind::Refused, text).of(operation).with_status(429).with_retry_after(Some(left))
        })
    }

    /// Reports an attempt to the span, the log and the observer.
    fn tell(
        &self,
        operation: &'static Operation,
        number: u32,
        took: Duration,
        result: Result<&Answer, (&Error, Option<Duration>)>,
    ) {
        let (status, request_id, error, again_after, started) = match result {
            Ok(answer) => (Some(answer.status), answer.request_id.as_deref(), None, None, answer.task.as_ref()),
            Err((error, again)) => (error.status(), error.request_id(), Some(error.kind()), again, error.task()),
        };
        let task = started.or(self.task_of_calls());
        let span = tracing::Span::current();
        span.record("attempt", number).record("http.request.resend_count", number - 1);
        span.record("status", status).record("http.response.status_code", status);
        span.record("request_id", request_id).record("task", task.map(tracing::field::display));
        span.record("error.type", error.map(tracing::field::debug));
        match error {
            None => tracing::debug!(target: "musicapi", attempt = number, status, request_id, ?took, "answered"),
            // The service's words may repeat lyrics; its class and status don't.
            Some(kind) => {
                tracing::warn!(target: "musicapi", attempt = number, status, request_id, ?took, ?kind, ?again_after, "failed");
            }
        }
        if let Some(observer) = self.shared().observer() {
            let operation = operation.id;
            observer.attempt(&Attempt { operation, task, number, status, error, request_id, took, again_after });
        }
    }

    /// The request with the client's callback as the address for events, if there is one and the request takes one and has none.
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
        // Only the check knows whether this form takes the field.
        (self.allowed(operation, &request).ok()? == plan.price()).then_some(request)
    }

    /// The journal entry for the outcome of a call, without the key, which a service may echo.
    pub(crate) fn entry(&self, intent: &str, result: &Result<Answer, Error>) -> Entry {
        match Entry::of(intent, result) {
            Entry::Accepted { intent, task, answer } => {
                let clean = serde_json::from_str(&self.shared().without_key(&answer.to_string()));
                Entry::Accepted { intent, task, answer: clean.unwrap_or(answer) }
            }
            other => other,
        }
    }

    /// Records an entry, if there is a journal; without one the entry isn't even built.
    pub(crate) async fn record(&self, entry: impl FnOnce() -> Entry) -> Result<(), Error> {
        let Some(journal) = self.journal() else { return Ok(()) };
        let failed = |error| Error::new(ErrorKind::Journal, "the journal could not be written").because(error);
        journal.record_at(&entry(), self.clock().date()).await.map_err(failed)
    }

    /// The balance of all credits that can buy a song.
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

    /// The documented price of a call, or why it would not be sent. Nothing is sent.
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

/// The span of a call: what is known at its start, and room for what an attempt adds. Beside this crate's own names stand those of
/// OpenTelemetry for HTTP.
fn span(operation: &'static Operation, task: Option<&TaskRef>) -> tracing::Span {
    use tracing::field::Empty;

    tracing::info_span!(
        target: "musicapi",
        "call",
        otel.kind = "client",
        operation = operation.id,
        task = task.map(tracing::field::display),
        attempt = Empty,
        status = Empty,
        request_id = Empty,
        http.request.method = operation.method,
        url.template = operation.path,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

/// What the call costs, unless it breaks a rule.
fn checked(operation: &Operation, request: &Value) -> Result<Option<Price>, Error> {
    match check(operation, request) {
        (form, violations) if violations.is_empty() => Ok(form.and_then(|form| form.price)),
        (_, violations) => Err(Error::invalid(operation, violations)),
    }
}

/// Whether it is certain that sending a call again can't be charged twice, and it may help.
///
/// Without a connection no byte of the request left, and 429 means that nothing was accepted: a paid call may then be sent again, and
/// in no other case.
fn may_be_sent_again(operation: &Operation, error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connect => true,
        _ if error.means(429) => true,
        // An answer that broke off had a status of success.
        ErrorKind::Interrupted => {
            let passes = |status| [408, 500, 502, 503, 504].contains(&status) || (200..300).contains(&status);
            !operation.is_paid() && error.status().is_none_or(passes)
        }
        _ => false,
    }
}

fn unread(operation: &Operation, error: Box<dyn StdError + Send + Sync>) -> Error {
    Error::new(ErrorKind::Journal, "the journal could not be read").of(operation).because(error)
}

fn unwritable(operation: &Operation, error: serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidRequest, "the request can't be written as JSON").of(operation).because(error)
}
