//! The client, and how it is set up.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use musicapi_facts::{Operation, SERVER};
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

use crate::base_url::BaseUrl;
use crate::call::answer::Answer;
use crate::call::budget::{Budget, Spend};
use crate::call::observer::{Observer, Pause, PauseReason, Unknown, Unknowns};
use crate::call::rate_limiter::Pacer;
use crate::call::transport::{self, Headers, Middleware, Timeouts, Transport};
use crate::clock::{Clock, SystemClock};
use crate::display::{self, SECRET, SECRET_MASK};
use crate::error::Error;
use crate::generated::raw;
use crate::journal::intent::digest;
use crate::journal::reconcile::Traffic;
use crate::journal::{Journal, NamedBudget};
use crate::policy::Policy;
use crate::task::{Task, TaskRef};

/// A client of MusicAPI. Clones share everything but policy and journal, and cost nothing.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    way: Arc<Way>,
    journal: Option<Arc<dyn Journal>>,
}

/// How a client makes its calls, which its clones may do in other ways.
#[derive(Clone)]
struct Way {
    policy: Policy,
    /// The task that its calls are about.
    about: Option<TaskRef>,
    /// Fields that are sent beside those of the request.
    extra: Option<Map<String, Value>>,
}

/// What all clones of a client have together.
pub(crate) struct Shared {
    base_url: String,
    is_local: bool,
    transport: Transport,
    /// Made for the first call.
    raw: OnceCell<raw::Client>,
    account: String,
    files: OnceCell<reqwest::Client>,
    clock: Arc<dyn Clock>,
    random: Mutex<fastrand::Rng>,
    key: String,
    /// The secrets of webhooks that were sent, the last ones.
    secrets: Mutex<VecDeque<String>>,
    callback: Option<String>,
    observer: Option<Arc<dyn Observer>>,
    unknowns: Unknowns,
    pub(crate) budget: Arc<Budget>,
    named_budget: Option<NamedBudget>,
    pub(crate) traffic: Traffic,
    /// For paid calls, one after the other.
    pub(crate) paid_turns: Pacer,
    /// For looks at tasks, of all who wait.
    pub(crate) look_turns: Pacer,
}

/// How many secrets are kept in mind: most programs have one.
const SECRETS_KEPT: usize = 32;

/// The shortest secret that is looked for in an answer that is a success. Real keys are longer by far.
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

    /// What must not be told, each with what stands there instead.
    fn secrets(&self) -> Vec<(String, &'static str)> {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let secrets = secrets.iter().map(|secret| (secret.clone(), SECRET_MASK));
        std::iter::once((self.key.clone(), "[key]")).chain(secrets).collect()
    }

    /// Keeps the secrets of a request in mind: an answer may echo them.
    pub(crate) fn learn_secrets(&self, request: &Value) {
        match request {
            Value::Object(fields) => {
                if let Some(secret) = fields.get(SECRET).and_then(Value::as_str).filter(|secret| !secret.is_empty()) {
                    let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
                    if !secrets.iter().any(|known| known == secret) {
                        secrets.truncate(SECRETS_KEPT - 1);
                        secrets.push_front(secret.to_owned());
                    }
                }
                fields.values().for_each(|value| self.learn_secrets(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_secrets(item)),
            _ => {}
        }
    }

    /// Takes out of an answer what the service echoes of the key and of secrets, before anybody can print it, write it down, name a
    /// file by it or send it to a host of files. A short one may stand there by chance.
    pub(crate) fn leave_out_secrets(&self, answer: &mut Value) {
        display::leave_out_field(answer, SECRET, SECRET_MASK);
        for (secret, mask) in self.secrets().iter().filter(|(secret, _)| secret.chars().count() >= SHORTEST_SECRET) {
            display::leave_out(answer, secret, mask);
        }
    }

    /// Counts what the document doesn't know of an answer.
    pub(crate) fn survey(&self, answer: &Answer) {
        self.unknowns.survey(answer.operation.id, &answer.body, self.observer());
    }
}

impl Client {
    /// With the key of `MUSICAPI_KEY`, and the address of `MUSICAPI_BASE_URL` if that is set. The key goes to that address, [in
    /// whatever way](Builder::base_url).
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if there is no key, if the address isn't one, or if either variable is set to
    /// nothing: the real service is never what an empty variable means.
    pub fn from_env() -> Result<Self, Error> {
        Builder::from_env()?.build()
    }

    /// To set things one by one.
    ///
    /// ```
    /// # fn main() -> Result<(), musicapi::Error> {
    /// let client = musicapi::Client::builder("my key").base_url("http://127.0.0.1:4010/api/v1").build()?;
    /// assert!(!format!("{client:?}").contains("my key"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(key: impl Into<String>) -> Builder {
        Builder {
            key: key.into(),
            base_url: SERVER.to_owned(),
            policy: Policy::default(),
            timeouts: Timeouts::default(),
            headers: None,
            middleware: Vec::new(),
            http: None,
            files: None,
            clock: None,
            seed: None,
            max_credits: None,
            budget: None,
            callback: None,
            journal: None,
            observer: None,
        }
    }

    /// The address that calls go to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    ///
    /// `C` is the type of its clips, such as [`SonicClip`](crate::types::SonicClip), or [`serde_json::Value`] for a task of any
    /// family.
    #[must_use]
    pub fn task<C>(&self, reference: TaskRef) -> Task<C> {
        Task::new(self.clone(), reference)
    }

    /// The same client with another policy, say for a single call.
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

    /// The same client with another journal, say one that knows for which work of many a call is made.
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

    /// The same client, whose paid calls send these fields beside those of their requests: for what the service takes and this crate
    /// doesn't know yet. They stand beside the request's own and replace those of the same name. What such a call costs isn't documented,
    /// so that a [limit](Builder::max_credits) refuses it.
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

    /// How it sends.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.way.policy
    }

    /// What this client and its clones have spent, by the documented prices.
    #[must_use]
    pub fn spent(&self) -> Spend {
        self.shared.budget.spend()
    }

    /// What answers held that the document doesn't know, and how often: worth telling whoever maintains it. At most a thousand
    /// different ones are kept.
    #[must_use]
    pub fn unknowns(&self) -> Vec<(Unknown, u64)> {
        self.shared.unknowns.list()
    }

    /// Tells this client's account from others: a digest of its key, which doesn't tell the key.
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

    /// The same client, whose calls are about this task: who looks from outside is told.
    pub(crate) fn about(&self, task: &TaskRef) -> Self {
        self.in_way(Way { about: Some(task.clone()), ..(*self.way).clone() })
    }

    /// The task that its calls are about.
    pub(crate) fn task_of_calls(&self) -> Option<&TaskRef> {
        self.way.about.as_ref()
    }

    pub(crate) fn named_budget(&self) -> Option<&NamedBudget> {
        self.shared.named_budget.as_ref()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    /// What the generated calls are made with.
    pub(crate) async fn raw(&self) -> Result<&raw::Client, Error> {
        let shared = &*self.shared;
        let make = || async {
            let is_local = shared.is_local;
            let http = transport::beside_runtime(move || transport::api(is_local)).await?;
            Ok(raw::Client::new_with_client(&shared.base_url, http, shared.transport.clone()))
        };
        shared.raw.get_or_try_init(make).await
    }

    /// What files are fetched with.
    pub(crate) async fn files(&self) -> Result<&reqwest::Client, Error> {
        let is_local = self.shared.is_local;
        let make = || transport::beside_runtime(move || transport::files(is_local));
        self.shared.files.get_or_try_init(make).await
    }

    /// Tells whoever looks from outside that a pause begins.
    pub(crate) fn tell_pause(&self, pause: &Pause<'_>) {
        if let Some(observer) = self.shared.observer() {
            observer.pause(pause);
        }
    }

    /// Waits for an answer. One that doesn't come soon is told of, to whoever looks from outside.
    pub(crate) async fn awaited<T>(&self, answer: impl Future<Output = T>) -> T {
        /// As long as nobody is kept waiting without a word.
        const SOON: Duration = Duration::from_secs(2);
        let mut answer = pin!(answer);
        if let Ok(answer) = tokio::time::timeout(SOON, &mut answer).await {
            return answer;
        }
        self.tell_pause(&Pause { task: self.task_of_calls(), ..Pause::new(PauseReason::Answer, SOON) });
        answer.await
    }

    /// A service may echo what it was sent, and an error may end in a log.
    pub(crate) fn sealed(&self, error: Error) -> Error {
        error.sealed(&self.shared.secrets())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

/// Sets a client up.
#[must_use]
pub struct Builder {
    key: String,
    base_url: String,
    policy: Policy,
    timeouts: Timeouts,
    headers: Option<Headers>,
    middleware: Vec<Arc<dyn Middleware>>,
    http: Option<reqwest::Client>,
    files: Option<reqwest::Client>,
    clock: Option<Arc<dyn Clock>>,
    seed: Option<u64>,
    max_credits: Option<u64>,
    budget: Option<NamedBudget>,
    callback: Option<String>,
    journal: Option<Arc<dyn Journal>>,
    observer: Option<Arc<dyn Observer>>,
}

impl Builder {
    /// With the key of `MUSICAPI_KEY`, and the address of `MUSICAPI_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if there is no key, or if either variable is set to nothing.
    pub fn from_env() -> Result<Self, Error> {
        let key = variable("MUSICAPI_KEY", "put your API key there")?;
        let key = key.ok_or_else(|| Error::config("MUSICAPI_KEY is not set; put your API key there"))?;
        let url = variable("MUSICAPI_BASE_URL", "put an address there, or unset it for the service itself")?;
        Ok(url.into_iter().fold(Client::builder(key), Self::base_url))
    }

    /// The address that calls go to, such as that of a mock.
    ///
    /// **The key goes there**, since it stands beside it; also over plain `http`, where whoever is between can read it, a proxy of the
    /// environment too. To refuse that, ask [`BaseUrl::is_encrypted`] and [`BaseUrl::is_local`] first. It goes nowhere else: neither
    /// to where an answer redirects to, nor to the hosts of files.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How often, how fast, and when to give up.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// How long a call may take, from the first byte to the last. A paid call that takes longer ends as *outcome unknown*.
    ///
    /// Unless it is set, it is a minute, and ten for the operations that fetch a recording before they answer, such as
    /// [`upload_clip`](crate::Sonic::upload_clip): these are documented to take minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.all = Some(timeout);
        self
    }

    /// How long the calls of one operation may take, whatever [`timeout`](Self::timeout) says.
    ///
    /// ```
    /// use std::time::Duration;
    /// use musicapi::{Client, facts::UPLOAD_SONIC_CLIP};
    ///
    /// let builder = Client::builder("key").timeout_of(&UPLOAD_SONIC_CLIP, Duration::from_secs(300));
    /// ```
    pub fn timeout_of(mut self, operation: &'static Operation, timeout: Duration) -> Self {
        self.timeouts.of.push((operation.id, timeout));
        self
    }

    /// Adds headers to each request of the API when it leaves, such as `traceparent`; the operation is named. It is called within the span
    /// of the call. The key's header is set after it.
    pub fn headers(mut self, add: impl Fn(&str, &mut reqwest::header::HeaderMap) + Send + Sync + 'static) -> Self {
        self.headers = Some(Arc::new(add));
        self
    }

    /// Puts something between the client and the network; what is put there first is outermost.
    pub fn middleware(mut self, middleware: Arc<dyn Middleware>) -> Self {
        self.middleware.push(middleware);
        self
    }

    /// Writes every paid call down, before it is sent and after its answer, so that none is lost whatever dies in between.
    pub fn journal(mut self, journal: Arc<dyn Journal>) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Refuses to send what would let this client and its clones spend more than this, by the documented prices. It counts from this
    /// client's beginning to its end: a program that is run again begins at nothing. [`budget`](Self::budget) goes on where it was.
    ///
    /// The limit holds for each balance by itself: for ordinary credits, and for lyrics credits. A call whose price isn't documented is
    /// refused too.
    pub fn max_credits(mut self, credits: u64) -> Self {
        self.max_credits = Some(credits);
        self
    }

    /// Refuses to send what would let a budget be exceeded that the [journal](Self::journal) counts under this name: all that was ever
    /// bought with it and may have been charged, by whichever client, process or run. It needs a journal that counts, such as
    /// [`FileJournal`](crate::FileJournal). The limit holds for each balance by itself.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let journal = std::sync::Arc::new(musicapi::FileJournal::open("songs.journal")?);
    /// let client = musicapi::Builder::from_env()?.journal(journal).budget("album", 300).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn budget(mut self, name: impl Into<String>, credits: u64) -> Self {
        self.budget = Some(NamedBudget { name: name.into(), credits });
        self
    }

    /// Asks for word of each task at this address, where its operation can send it and the request names no other. The query
    /// parameter `intent` is added, with the id of the [`Intent`](crate::Intent): word of a task whose answer was lost then says
    /// which one it is, and whoever takes it writes that down.
    ///
    /// ```no_run
    /// use musicapi::{FileJournal, webhook::{Event, intent_of}};
    ///
    /// async fn learn(journal: &FileJournal, address: &str, event: &Event) -> Result<(), musicapi::Error> {
    ///     if let (Some(intent), Some(task)) = (intent_of(address), &event.task) {
    ///         journal.adopt(&intent, task).await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn callback(mut self, address: impl Into<String>) -> Self {
        self.callback = Some(address.into());
        self
    }

    /// Is told of each attempt of each call, for metrics.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Calls the API through this HTTP client instead of one of its own, say one with a proxy or certificates of one's own.
    ///
    /// **It must neither follow redirects nor repeat requests**: either could pay for a create twice. One that is made by
    /// [`http_builder`](crate::http_builder) doesn't. [`timeout`](Self::timeout) holds for its calls. For files there is
    /// [`files_http`](Self::files_http).
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let proxy = musicapi::reqwest::Proxy::all("http://proxy.example:3128")?;
    /// let http = musicapi::http_builder()?.proxy(proxy).build()?;
    /// let client = musicapi::Builder::from_env()?.http(http).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Fetches files through this HTTP client instead of one of its own. It should follow redirects, which are usual there, and send no
    /// header to strangers that they needn't know; the key is never given to it.
    pub fn files_http(mut self, client: reqwest::Client) -> Self {
        self.files = Some(client);
        self
    }

    /// Another clock than the machine's, for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Draws pauses and ids from this seed, for tests that repeat themselves.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the key can't stand in a header, or the address isn't one. That TLS can't be set up is
    /// said by the first call, which reads the certificates of the system beside the runtime.
    pub fn build(self) -> Result<Client, Error> {
        let Self {
            key,
            base_url,
            policy,
            timeouts,
            headers,
            middleware,
            http,
            files,
            clock,
            seed,
            max_credits,
            budget,
            callback,
            journal,
            observer,
        } = self;
        let base_url: BaseUrl = base_url.parse()?;
        // A proxy of the environment is for the world outside, not for a mock on this machine.
        let is_local = base_url.is_local();
        let key = key.trim().to_owned();
        let transport = Transport::new(&key, timeouts, headers, middleware).filter(|_| !key.is_empty());
        let transport =
            transport.ok_or_else(|| Error::config("the API key is empty or holds characters that no key has"))?;
        if let Some(callback) = &callback
            && !(reqwest::Url::parse(callback).is_ok_and(|url| url.has_host() && url.fragment().is_none()))
        {
            let given = display::address(callback);
            return Err(Error::config(format!("the callback {given:?} is not an address without fragment")));
        }
        let base_url = base_url.as_str().to_owned();
        let raw = http.map(|http| raw::Client::new_with_client(&base_url, http, transport.clone()));
        let account = digest(&key);
        let shared = Shared {
            base_url,
            is_local,
            transport,
            raw: OnceCell::new_with(raw),
            account,
            files: OnceCell::new_with(files),
            clock: clock.unwrap_or_else(|| Arc::new(SystemClock::default())),
            random: Mutex::new(seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed)),
            key,
            secrets: Mutex::default(),
            callback,
            observer,
            unknowns: Unknowns::default(),
            budget: Arc::new(Budget::new(max_credits)),
            named_budget: budget,
            traffic: Traffic::default(),
            paid_turns: Pacer::default(),
            look_turns: Pacer::default(),
        };
        let way = Way { policy, about: None, extra: None };
        Ok(Client { shared: Arc::new(shared), way: Arc::new(way), journal })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder").field("base_url", &display::address(&self.base_url)).finish_non_exhaustive()
    }
}

/// A variable of the environment, if it is set. One that is set to nothing, or can't be read, isn't taken for one that isn't set.
fn variable(name: &str, step: &str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(value) if value.trim().is_empty() => Err(Error::config(format!("{name} is empty; {step}"))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::config(format!("{name} isn't UTF-8; {step}"))),
    }
}
