//! Set up a client: address, policy, time-outs, journal, budgets, and the HTTP clients it uses.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use musicapi_facts::{Operation, SERVER};
use tokio::sync::OnceCell;

use super::{Client, Shared, Way};
use crate::base_url::BaseUrl;
use crate::call::budget::Budget;
use crate::call::observer::{Observer, Unknowns};
use crate::call::rate_limiter::Pacer;
use crate::call::transport::{Headers, Middleware, Timeouts, Transport};
use crate::clock::{Clock, SystemClock};
use crate::display;
use crate::error::Error;
use crate::generated::raw;
use crate::journal::intent::digest;
use crate::journal::traffic::Traffic;
use crate::journal::{Journal, NamedBudget};
use crate::policy::Policy;

/// Sets up a client, step by step.
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
    pub(super) fn new(key: String) -> Self {
        Self {
            key,
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

    /// A builder with the key in `MUSICAPI_KEY`, and the address in `MUSICAPI_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if there is no key, or if either variable is empty.
    pub fn from_env() -> Result<Self, Error> {
        let key = variable("MUSICAPI_KEY", "set it to your API key")?;
        let key = key.ok_or_else(|| Error::config("MUSICAPI_KEY is not set; set it to your API key"))?;
        let url = variable("MUSICAPI_BASE_URL", "put an address there, or unset it for the service itself")?;
        Ok(url.into_iter().fold(Client::builder(key), Self::base_url))
    }

    /// Sets the address to which calls go, such as that of a mock.
    ///
    /// **The key goes to this address**, even over plain `http`, where anyone in between can read it, a proxy from the environment too.
    /// To refuse that, ask [`BaseUrl::is_encrypted`] and [`BaseUrl::is_local`] first. The key goes nowhere else: neither to where an
    /// answer redirects, nor to the hosts of files.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the policy: how often and how fast to send, and when to give up.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets how long a call may take, from the first byte to the last. A paid call that takes longer ends as *outcome unknown*.
    ///
    /// The default is a minute, and ten minutes for the operations that fetch a recording before they answer, such as
    /// [`upload_clip`](crate::Sonic::upload_clip): these are documented to take minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.all = Some(timeout);
        self
    }

    /// Sets how long the calls of one operation may take, whatever [`timeout`](Self::timeout) is.
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

    /// Adds headers to each request of the API, such as `traceparent`.
    ///
    /// The function gets the operation's id, and is called within the span of the call. The key's header is set after it.
    pub fn headers(mut self, add: impl Fn(&str, &mut reqwest::header::HeaderMap) + Send + Sync + 'static) -> Self {
        self.headers = Some(Arc::new(add));
        self
    }

    /// Adds a middleware between the client and the network; the first one added is outermost.
    pub fn middleware(mut self, middleware: Arc<dyn Middleware>) -> Self {
        self.middleware.push(middleware);
        self
    }

    /// Sets the journal, which records every paid call before it is sent and after its answer, so that none is lost.
    pub fn journal(mut self, journal: Arc<dyn Journal>) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Refuses paid calls that would let this client and its clones spend more than this, by the documented prices.
    ///
    /// The count begins at zero with each client, so also with each run of a program; [`budget`](Self::budget) goes on where it was.
    /// The limit holds for each balance by itself: for ordinary credits, and for lyrics credits. A call without a documented price is
    /// refused too.
    pub fn max_credits(mut self, credits: u64) -> Self {
        self.max_credits = Some(credits);
        self
    }

    /// Refuses paid calls that would exceed a budget that the [journal](Self::journal) counts under this name.
    ///
    /// The budget counts all that was ever bought under the name and may have been charged, by any client, process or run. It needs a
    /// journal that counts, such as [`FileJournal`](crate::FileJournal). The limit holds for each balance by itself.
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

    /// Asks the service to send the events of each task to this address, where its operation can and the request has no address.
    ///
    /// The query parameter `intent` is added, with the id of the [`Intent`](crate::Intent). So an event of a task whose answer was lost
    /// says which call it belongs to, and the receiver can record that.
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

    /// Sets an observer of each attempt of each call, for metrics.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Calls the API through this HTTP client, such as one with a proxy or certificates of your own.
    ///
    /// **It must neither follow redirects nor repeat requests**: either could pay for a create twice. A client from
    /// [`http_builder`](crate::http_builder) does neither. [`timeout`](Self::timeout) holds for its calls. For files there is
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

    /// Fetches files through this HTTP client.
    ///
    /// It should follow redirects, which are usual for files, and send no header that a foreign host needn't know; it never gets the
    /// key.
    pub fn files_http(mut self, client: reqwest::Client) -> Self {
        self.files = Some(client);
        self
    }

    /// Sets another clock than the machine's, for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Draws pauses and ids from this seed, for tests that are the same each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the key can't stand in a header, or if an address isn't one. A fault of TLS
    /// is an error of the first call, which reads the certificates of the system off the runtime's threads.
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
        // A proxy from the environment is for the network, not for a mock on this machine.
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
            poll_turns: Pacer::default(),
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

/// A variable of the environment, if it is set. One that is empty, or can't be read, is an error rather than absent.
fn variable(name: &str, step: &str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(value) if value.trim().is_empty() => Err(Error::config(format!("{name} is empty; {step}"))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::config(format!("{name} isn't UTF-8; {step}"))),
    }
}
