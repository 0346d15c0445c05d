//! The client: what all of its clones share (`Shared`), and the way in which each makes its calls (`Way`). `builder` sets it up.
//!
//! Key, budget and rate limiters are shared, so limits hold for all clones together. Everything that comes from the service is freed of the
//! key and of webhook secrets before it reaches a caller, an error, a log or a journal.

mod builder;

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::OnceCell;

use crate::call::answer::Answer;
use crate::call::budget::{Budget, Spend};
use crate::call::observer::{Drift, Observer, Pause, PauseReason, Unknowns};
use crate::call::rate_limiter::Pacer;
use crate::call::transport::{self, Transport};
use crate::clock::Clock;
use crate::display::{self, SECRET, SECRET_MASK};
use crate::error::Error;
use crate::generated::raw;
use crate::journal::traffic::Traffic;
use crate::journal::{Journal, NamedBudget};
use crate::policy::Policy;
use crate::task::TaskRef;

pub use builder::Builder;

/// A client of MusicAPI. Clones are cheap, and share everything but policy and journal.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    way: Arc<Way>,
    journal: Option<Arc<dyn Journal>>,
}

/// How a client makes its calls; each clone may have another way.
#[derive(Clone)]
struct Way {
    policy: Policy,
    /// The task that the client's calls are about.
    about: Option<TaskRef>,
    /// Fields that are sent beside those of the request.
    extra: Option<Map<String, Value>>,
}

/// What all clones of a client share.
pub(crate) struct Shared {
    base_url: String,
    is_local: bool,
    transport: Transport,
    /// Made at the first call.
    raw: OnceCell<raw::Client>,
    account: String,
    files: OnceCell<reqwest::Client>,
    clock: Arc<dyn Clock>,
    random: Mutex<fastrand::Rng>,
    key: String,
    /// The last webhook secrets that were sent.
    secrets: Mutex<VecDeque<String>>,
    callback: Option<String>,
    observer: Option<Arc<dyn Observer>>,
    unknowns: Unknowns,
    pub(crate) budget: Arc<Budget>,
    named_budget: Option<NamedBudget>,
    pub(crate) traffic: Traffic,
    /// The rate limiter of paid calls.
    pub(crate) paid_turns: Pacer,
    /// The rate limiter of polls, for all tasks together.
    pub(crate) poll_turns: Pacer,
}

/// How many secrets are remembered: most programs have one.
const SECRETS_KEPT: usize = 32;

/// The shortest secret that is searched for in a successful answer. Real keys are longer by far.
const SHORTEST_SECRET: usize = 8;

impl Shared {
    pub(crate) fn callback(&self) -> Option<&str> {
        self.callback.as_deref()
    }

    pub(crate) fn observer(&self) -> Option<&dyn Observer> {
        self.observer.as_deref()
    }

    pub(crate) fn random(&self) -> u64 {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).u64(..)
    }

    /// From 0 to 1.
    pub(crate) fn random_fraction(&self) -> f64 {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).f64()
    }

    /// A text without the key, and without the secrets of webhooks.
    pub(crate) fn without_key(&self, text: &str) -> String {
        let text = display::without_field(SECRET, SECRET_MASK, text);
        self.secrets().iter().fold(text, |text, (secret, mask)| display::without(secret, mask, &text))
    }

    /// The secrets, each with its mask.
    fn secrets(&self) -> Vec<(String, &'static str)> {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let secrets = secrets.iter().map(|secret| (secret.clone(), SECRET_MASK));
        std::iter::once((self.key.clone(), "[key]")).chain(secrets).collect()
    }

    /// Remembers the secrets of a request, since an answer may echo them.
    pub(crate) fn learn_secrets(&self, request: &Value) {
        let told = display::secrets(request).into_iter().filter_map(Value::as_str);
        for secret in told.filter(|secret| !secret.is_empty()) {
            let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
            if !secrets.iter().any(|known| known == secret) {
                secrets.truncate(SECRETS_KEPT - 1);
                secrets.push_front(secret.to_owned());
            }
        }
    }

    /// Masks the key and secrets that an answer echoes, before the answer can be printed, written down, used as a file's name or sent to a
    /// host of files. A short secret is left, since it may stand there by chance.
    pub(crate) fn leave_out_secrets(&self, answer: &mut Value) {
        display::leave_out_field(answer, SECRET, SECRET_MASK);
        for (secret, mask) in self.secrets().iter().filter(|(secret, _)| secret.chars().count() >= SHORTEST_SECRET) {
            display::leave_out(answer, secret, mask);
        }
    }

    /// Counts what the document doesn't know in an answer.
    pub(crate) fn survey(&self, answer: &Answer) {
        self.unknowns.survey(answer.operation.id, &answer.body, self.observer());
    }
}

impl Client {
    /// A client with the key in `MUSICAPI_KEY`, and the address in `MUSICAPI_BASE_URL` if that is set.
    ///
    /// The key goes to that address, even [over plain `http`](Builder::base_url).
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if there is no key, if the address isn't one, or if either variable is empty:
    /// an empty variable never means the real service.
    pub fn from_env() -> Result<Self, Error> {
        Builder::from_env()?.build()
    }

    /// A builder, to set up a client step by step.
    ///
    /// ```
    /// # fn main() -> Result<(), musicapi::Error> {
    /// let client = musicapi::Client::builder("my key").base_url("http://127.0.0.1:4010/api/v1").build()?;
    /// assert!(!format!("{client:?}").contains("my key"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(key: impl Into<String>) -> Builder {
        Builder::new(key.into())
    }

    /// The address to which calls go.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// The same client with another policy, for a single call for example.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client) -> Result<(), musicapi::Error> {
    /// use musicapi::{Policy, Retry};
    ///
    /// let once = Policy { retry: Retry::NEVER, ..*client.policy() };
    /// let left = client.with(once).account().get_credits().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with(&self, policy: Policy) -> Self {
        self.in_way(Way { policy, ..(*self.way).clone() })
    }

    /// The same client with another journal, such as one that knows for which of many pieces of work a call is made.
    ///
    /// ```no_run
    /// # fn example(client: musicapi::Client, of_a_song: musicapi::FileJournal) {
    /// let client = client.with_journal(std::sync::Arc::new(of_a_song));
    /// # }
    /// ```
    #[must_use]
    pub fn with_journal(&self, journal: Arc<dyn Journal>) -> Self {
        Self { journal: Some(journal), ..self.clone() }
    }

    /// The same client, whose paid calls send these fields beside those of their requests.
    ///
    /// This is for what the service takes and this crate doesn't know yet. A field replaces the request's own of the same name. The price of
    /// such a call isn't documented, so a [limit](Builder::max_credits) refuses it.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client, song: musicapi::types::SonicCreateMusic) -> Result<(), musicapi::Error> {
    /// let fields = [("mood".to_owned(), serde_json::json!("calm"))];
    /// let task = client.with_extra(fields).sonic().create(song).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_extra(&self, fields: impl IntoIterator<Item = (String, Value)>) -> Self {
        self.in_way(Way { extra: Some(fields.into_iter().collect()), ..(*self.way).clone() })
    }

    pub(crate) fn extra_fields(&self) -> Option<&Map<String, Value>> {
        self.way.extra.as_ref()
    }

    /// The client's policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.way.policy
    }

    /// What this client and its clones have spent, by the documented prices.
    #[must_use]
    pub fn spent(&self) -> Spend {
        self.shared.budget.spend()
    }

    /// The parts of answers that the document doesn't know, and how often each was seen: worth a report to its maintainers. At most a
    /// thousand different ones are kept.
    #[must_use]
    pub fn unknowns(&self) -> Vec<(Drift, u64)> {
        self.shared.unknowns.list()
    }

    /// A digest of the key, which tells this client's account from others and doesn't reveal the key.
    #[must_use]
    pub fn account_digest(&self) -> &str {
        &self.shared.account
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) fn journal(&self) -> Option<&Arc<dyn Journal>> {
        self.journal.as_ref()
    }

    fn in_way(&self, way: Way) -> Self {
        Self { way: Arc::new(way), ..self.clone() }
    }

    /// The same client, whose calls are about this task, which the observer is told.
    pub(crate) fn about(&self, task: &TaskRef) -> Self {
        self.in_way(Way { about: Some(task.clone()), ..(*self.way).clone() })
    }

    /// The task that the client's calls are about.
    pub(crate) fn task_of_calls(&self) -> Option<&TaskRef> {
        self.way.about.as_ref()
    }

    pub(crate) fn named_budget(&self) -> Option<&NamedBudget> {
        self.shared.named_budget.as_ref()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    /// The HTTP client of the generated calls.
    pub(crate) async fn raw(&self) -> Result<&raw::Client, Error> {
        let shared = &*self.shared;
        let make = || async {
            let is_local = shared.is_local;
            let http = transport::beside_runtime(move || transport::api(is_local)).await?;
            Ok(raw::Client::new_with_client(&shared.base_url, http, shared.transport.clone()))
        };
        shared.raw.get_or_try_init(make).await
    }

    /// The HTTP client for files.
    pub(crate) async fn files(&self) -> Result<&reqwest::Client, Error> {
        let is_local = self.shared.is_local;
        let make = || transport::beside_runtime(move || transport::files(is_local));
        self.shared.files.get_or_try_init(make).await
    }

    /// Tells the observer that a pause begins.
    pub(crate) fn tell_pause(&self, pause: &Pause<'_>) {
        if let Some(observer) = self.shared.observer() {
            observer.pause(pause);
        }
    }

    /// Waits for an answer; if it doesn't come soon, the observer is told.
    pub(crate) async fn awaited<T>(&self, answer: impl Future<Output = T>) -> T {
        /// How long a person waits without wondering.
        const SOON: Duration = Duration::from_secs(2);
        let mut answer = pin!(answer);
        if let Ok(answer) = tokio::time::timeout(SOON, &mut answer).await {
            return answer;
        }
        self.tell_pause(&Pause { task: self.task_of_calls(), ..Pause::new(PauseReason::Answer, SOON) });
        answer.await
    }

    /// An error without secrets: a service may echo what it was sent, and an error may end up in a log.
    pub(crate) fn sealed(&self, error: Error) -> Error {
        error.sealed(&self.shared.secrets())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
