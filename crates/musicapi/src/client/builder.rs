//! How a client is set up.

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

    /// With the key of `MUSICAPI_KEY`, and the address of `MUSICAPI_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if there is no key, or if either variable is set to nothing.
    pub fn from_env() -> Result<Self, Error> {
        let key = variable("MUSICAPI_KEY", "set it to your API key")?;
        let key = key.ok_or_else(|| Error::config("MUSICAPI_KEY is not set; set it to your API key"))?;
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
