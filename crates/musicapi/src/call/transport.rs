//! The layer between the generated calls and the network: key, headers and time-out of each request, and middleware.
//!
//! Nothing here or below sends a request twice: redirects and retries of the HTTP client are off, and a [`Next`] can be run once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi_facts as facts;
use reqwest::header::{HeaderMap, HeaderValue};

use crate::error::Error;

/// The time-out of a call unless another is set.
const USUAL: Duration = Duration::from_secs(60);

/// The time-out of calls that fetch a recording before they answer, which is documented to take minutes.
const SLOW: Duration = Duration::from_secs(10 * 60);
const SLOW_CALLS: [&str; 3] =
    [facts::UPLOAD_SONIC_CLIP.id, facts::UPLOAD_RIFFUSION_CLIP.id, facts::UPLOAD_PRODUCER_CLIP.id];

/// Adds headers to a request; it gets the operation's id.
pub(crate) type Headers = Arc<dyn Fn(&str, &mut HeaderMap) + Send + Sync>;

/// Handles requests between a client and the network: for tracing, signing, caching, or a recording of the traffic.
///
/// [`Builder::middleware`](crate::Builder::middleware) adds it, for calls of the API and not for files.
///
/// ```
/// use musicapi::{Middleware, Next, SendFuture, reqwest::Request};
///
/// struct Logged;
///
/// impl Middleware for Logged {
///     fn send<'a>(&'a self, request: Request, next: Next<'a>) -> SendFuture<'a> {
///         Box::pin(async move {
///             let operation = next.operation().to_owned();
///             let answer = next.run(request).await;
///             println!("{operation}: {:?}", answer.as_ref().map(|answer| answer.status()));
///             answer
///         })
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Sends a request by [`next`](Next::run), or answers it itself. The key is in the request, marked as sensitive. `next` can be run
    /// once: a request that is sent twice could be charged twice.
    fn send<'a>(&'a self, request: reqwest::Request, next: Next<'a>) -> SendFuture<'a>;
}

/// The future of a request in flight.
pub type SendFuture<'a> = Pin<Box<dyn Future<Output = reqwest::Result<reqwest::Response>> + Send + 'a>>;

/// The rest of the way to the network, after a [`Middleware`].
pub struct Next<'a> {
    operation: &'a str,
    http: &'a reqwest::Client,
    rest: &'a [Arc<dyn Middleware>],
}

impl<'a> Next<'a> {
    pub(super) fn new(operation: &'a str, http: &'a reqwest::Client, rest: &'a [Arc<dyn Middleware>]) -> Self {
        Self { operation, http, rest }
    }

    /// The `operationId` of the call.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// Sends the request through the rest of the middleware.
    #[must_use = "nothing is sent unless it is awaited"]
    pub fn run(self, request: reqwest::Request) -> SendFuture<'a> {
        match self.rest.split_first() {
            Some((first, rest)) => first.send(request, Self { rest, ..self }),
            None => Box::pin(self.http.execute(request)),
        }
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Next").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// The settings that each generated call needs.
#[derive(Clone)]
pub struct Transport {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub(super) authorization: HeaderValue,
    pub(super) timeouts: Timeouts,
    pub(super) headers: Option<Headers>,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
}

/// The time-outs of calls: of all, and of single operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timeouts {
    pub(crate) all: Option<Duration>,
    pub(crate) of: Vec<(&'static str, Duration)>,
}

impl Timeouts {
    pub(super) fn of(&self, operation: &str) -> Duration {
        let own = self.of.iter().rev().find(|(known, _)| *known == operation).map(|(_, time)| *time);
        let usual = || if SLOW_CALLS.contains(&operation) { SLOW } else { USUAL };
        own.or(self.all).unwrap_or_else(usual)
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Transport").field("timeouts", &self.shared.timeouts).finish_non_exhaustive()
    }
}

impl Transport {
    /// The settings of a client; `None` if the key can't stand in a header.
    pub(crate) fn new(
        key: &str,
        timeouts: Timeouts,
        headers: Option<Headers>,
        middleware: Vec<Arc<dyn Middleware>>,
    ) -> Option<Self> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}")).ok()?;
        authorization.set_sensitive(true);
        Some(Self { shared: Arc::new(Shared { authorization, timeouts, headers, middleware }) })
    }
}

/// The builder of the HTTP client for the API, for [one](crate::Builder::http) with a proxy or certificates of your own.
///
/// It follows no redirect (a 307 would repeat a create), and repeats no request.
///
/// # Errors
/// [`ErrorKind::Config`](crate::ErrorKind::Config) if TLS can't be set up.
pub fn http_builder() -> Result<reqwest::ClientBuilder, Error> {
    Ok(common(false)?.redirect(reqwest::redirect::Policy::none()))
}

/// Builds an HTTP client off the runtime's threads, if that takes long: the first one of a process reads the certificates of the system.
pub(crate) async fn beside_runtime(
    make: impl FnOnce() -> Result<reqwest::Client, Error> + Send + 'static,
) -> Result<reqwest::Client, Error> {
    if is_quick() {
        return make();
    }
    let broken = |error| Error::config("the HTTP client can't be set up").because(error);
    tokio::task::spawn_blocking(make).await.map_err(broken)?
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
static TLS: std::sync::OnceLock<rustls::ClientConfig> = std::sync::OnceLock::new();

/// Whether no certificates have to be read, or there is no runtime to keep free.
fn is_quick() -> bool {
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    let is_ready = TLS.get().is_some();
    #[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
    let is_ready = true;
    is_ready || tokio::runtime::Handle::try_current().is_err()
}

/// The HTTP client for calls of the API.
pub(crate) fn api(is_local: bool) -> Result<reqwest::Client, Error> {
    let builder = http_builder()?;
    build(if is_local { builder.no_proxy() } else { builder })
}

/// The HTTP client for files: it follows redirects, which are usual there, and sends neither the key nor the address that led there. The
/// download itself watches for silence.
pub(crate) fn files(is_local: bool) -> Result<reqwest::Client, Error> {
    build(common(is_local)?.referer(false))
}

fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    builder.build().map_err(|error| Error::config("the HTTP client can't be set up").because(error))
}

fn common(is_local: bool) -> Result<reqwest::ClientBuilder, Error> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("musicapi-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(10))
        .retry(reqwest::retry::never());
    let builder = if is_local { builder.no_proxy() } else { builder };
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    let builder = builder.tls_backend_preconfigured(tls()?);
    Ok(builder)
}

/// The TLS configuration of these clients alone: no process-wide default is set. The certificates of the system are read once in a
/// process, since that takes longer than all else that a client needs.
#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
fn tls() -> Result<rustls::ClientConfig, Error> {
    use rustls_platform_verifier::BuilderVerifierExt;

    if let Some(config) = TLS.get() {
        return Ok(config.clone());
    }
    #[cfg(feature = "rustls")]
    use rustls::crypto::aws_lc_rs::default_provider;
    #[cfg(not(feature = "rustls"))]
    use rustls::crypto::ring::default_provider;

    let provider = std::sync::Arc::new(default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier);
    let config = config.map_err(|error| Error::config("TLS can't be set up").because(error))?;
    Ok(TLS.get_or_init(|| config.with_no_client_auth()).clone())
}
