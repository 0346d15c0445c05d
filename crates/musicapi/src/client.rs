//! The client, and the one way on which every call goes.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use musicapi_facts::{Operation, Price, SERVER};
use progenitor_client::{ByteStream, ResponseValue};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check::check;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, ErrorKind};
use crate::generated;
use crate::task::{Task, TaskRef};
use crate::transport::{self, Transport};

/// The largest answer that is read.
const ANSWER_LIMIT: usize = 16 * 1024 * 1024;

/// For calls without a body.
pub(crate) const NO_BODY: Option<&()> = None;

/// What a raw call gives: status, headers, and the body unread, whatever the status.
type Raw = Result<ResponseValue<ByteStream>, progenitor_client::Error<ByteStream>>;

/// A client of MusicAPI. Clones share everything and cost nothing.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    raw: generated::Client,
    files: reqwest::Client,
    clock: Arc<dyn Clock>,
    key: String,
}

impl Client {
    /// With the key of `MUSICAPI_KEY`, and the address of `MUSICAPI_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] if there is no key or the address isn't one.
    pub fn from_env() -> Result<Self, Error> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let key =
            set("MUSICAPI_KEY").ok_or_else(|| Error::config("MUSICAPI_KEY is not set; put your API key there"))?;
        let builder = Self::builder(key);
        match set("MUSICAPI_BASE_URL") {
            Some(url) => builder.base_url(url).build(),
            None => builder.build(),
        }
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
        Builder { key: key.into(), base_url: SERVER.to_owned(), clock: None }
    }

    /// The address that calls go to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.raw.baseurl
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    ///
    /// `C` is the type of its clips, such as [`SonicClip`](crate::types::SonicClip), or [`serde_json::Value`] for a task of any
    /// family.
    #[must_use]
    pub fn task<C>(&self, reference: TaskRef) -> Task<C> {
        Task::new(self.clone(), reference)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    pub(crate) fn files(&self) -> &reqwest::Client {
        &self.shared.files
    }

    /// Checks a call, sends it once, and reads its answer.
    pub(crate) async fn send<'c, B, F>(
        &'c self,
        operation: &'static Operation,
        body: Option<&B>,
        call: impl FnOnce(&'c generated::Client) -> F,
    ) -> Result<Answer, Error>
    where
        B: Serialize,
        F: Future<Output = Raw>,
    {
        let price = self.checked(operation, body)?;
        let mut answer =
            self.read(operation, call(&self.shared.raw).await).await.map_err(|error| self.sealed(error))?;
        answer.price = price;
        Ok(answer)
    }

    /// What the call costs, unless it breaks a rule.
    fn checked(&self, operation: &'static Operation, body: Option<&impl Serialize>) -> Result<Option<Price>, Error> {
        let Some(body) = body else { return Ok(None) };
        let body = serde_json::to_value(body).map_err(|error| {
            Error::new(ErrorKind::InvalidRequest, "the request can't be written as JSON").of(operation).because(error)
        })?;
        match check(operation, &body) {
            (form, violations) if violations.is_empty() => Ok(form.and_then(|form| form.price)),
            (_, violations) => Err(Error::invalid(operation, violations)),
        }
    }

    /// Reads an answer of any status. What a failure means depends on whether the call was paid.
    async fn read(&self, operation: &'static Operation, raw: Raw) -> Result<Answer, Error> {
        let paid = operation.is_paid();
        let lost = if paid { ErrorKind::OutcomeUnknown } else { ErrorKind::Interrupted };
        let response = match raw {
            Ok(response) | Err(progenitor_client::Error::ErrorResponse(response)) => response,
            Err(progenitor_client::Error::CommunicationError(error)) => {
                let (kind, message) = match (error.is_connect(), error.is_builder()) {
                    (_, true) => (ErrorKind::Config, "the request can't be built"),
                    (true, _) => (ErrorKind::Connect, "no connection to the service"),
                    _ if error.is_timeout() => (lost, "no answer in time"),
                    _ => (lost, "the connection broke before an answer came"),
                };
                return Err(Error::new(kind, message).of(operation).because(error.without_url()));
            }
            // The other variants belong to answers that progenitor reads, and it reads none here.
            Err(other) => return Err(Error::new(lost, other.to_string()).of(operation)),
        };
        let status = response.status().as_u16();
        let request_id = request_id(response.headers());
        let retry_after = retry_after(response.headers());
        let about = |error: Error| error.of(operation).with_status(status).with_request_id(request_id.clone());
        let (bytes, broke_off) = collect(response.into_inner()).await;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}');
        let json = serde_json::from_str(text);
        // What was read before the end was cut off may be all that matters: a task id, say.
        if let (Some(cause), true) = (broke_off, json.is_err()) {
            return Err(about(Error::new(lost, cause).with_body(text)));
        }
        if !(200..300).contains(&status) {
            // A gateway that gave up, or a service that fell over, may have accepted the call before.
            let undecided = status >= 500 || status == 408 || status < 400;
            let error = Error::answered(ErrorKind::Refused, operation, status, text);
            let kind = if undecided && error.is_refunded() != Some(true) { lost } else { ErrorKind::Refused };
            return Err(about(error.with_kind(kind)).with_retry_after(retry_after));
        }
        match json {
            Ok(body) => Ok(Answer { client: self.clone(), operation, status, request_id, body, price: None }),
            Err(error) => {
                let kind = if paid { ErrorKind::OutcomeUnknown } else { ErrorKind::Unreadable };
                Err(about(Error::new(kind, "the answer isn't JSON").with_body(text).because(error)))
            }
        }
    }

    /// A service may echo what it was sent, and an error may end in a log.
    pub(crate) fn sealed(&self, error: Error) -> Error {
        error.sealed(&self.shared.key)
    }

    /// The task that an accepted call started.
    pub(crate) fn started<C>(&self, operation: &'static Operation, answer: Answer) -> Result<Task<C>, Error> {
        let id = operation.starts.and_then(|starts| match answer.body.pointer(starts.task_id)? {
            Value::String(id) if !id.is_empty() => Some((starts, id.clone())),
            Value::Number(id) => Some((starts, id.to_string())),
            _ => None,
        });
        match id.and_then(|(starts, id)| Some((musicapi_facts::operation(starts.operation)?, id))) {
            Some((report, id)) => Ok(Task::new(self.clone(), TaskRef::of(report, id)).begun_now(answer.price)),
            None => {
                // A failure under status 200 has a text; else the answer is a riddle that may have cost something.
                let body = answer.body.to_string();
                let error = Error::answered(ErrorKind::OutcomeUnknown, operation, answer.status, &body);
                Err(self.sealed(error.with_request_id(answer.request_id)))
            }
        }
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
    clock: Option<Arc<dyn Clock>>,
}

impl Builder {
    /// The address that calls go to, such as that of a mock.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Another clock than the machine's, for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] if the key can't stand in a header, the address isn't one, or TLS can't be set up.
    pub fn build(self) -> Result<Client, Error> {
        let Self { key, base_url, clock } = self;
        let url = reqwest::Url::parse(base_url.trim())
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let bare = |url: &reqwest::Url| {
            url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
        };
        let Some(url) = url.filter(bare) else {
            // What was given may hold a password.
            let given = if base_url.contains('@') { "the base URL".to_owned() } else { format!("{base_url:?}") };
            let wanted = format!("such as {SERVER}, without user, query or fragment");
            return Err(Error::config(format!("{given} is not an address {wanted}")));
        };
        // A proxy of the environment is for the world outside, not for a mock on this machine.
        let is_local = matches!(url.host_str(), Some("localhost" | "[::1]"))
            || url.host_str().is_some_and(|host| host.starts_with("127."));
        let key = key.trim().to_owned();
        let transport = Transport::new(&key).filter(|_| !key.is_empty());
        let transport =
            transport.ok_or_else(|| Error::config("the API key is empty or holds characters that no key has"))?;
        let raw = generated::Client::new_with_client(
            url.as_str().trim_end_matches('/'),
            transport::api(is_local)?,
            transport,
        );
        let clock = clock.unwrap_or_else(|| Arc::new(SystemClock::default()));
        Ok(Client { shared: Arc::new(Shared { raw, files: transport::files(is_local)?, clock, key }) })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// A successful answer, parsed once.
#[derive(Debug)]
pub(crate) struct Answer {
    client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Value,
    pub(crate) price: Option<Price>,
}

impl Answer {
    /// The answer as its type.
    pub(crate) fn decode<T: DeserializeOwned>(self) -> Result<T, Error> {
        T::deserialize(&self.body).map_err(|error| self.client.sealed(self.unreadable(error)))
    }

    /// It isn't of its type.
    pub(crate) fn unreadable(&self, error: serde_json::Error) -> Error {
        self.riddle("it isn't of its documented form").because(error.to_string())
    }

    /// It isn't understood, for this reason.
    pub(crate) fn riddle(&self, why: &str) -> Error {
        let error = Error::new(ErrorKind::Unreadable, format!("the answer can't be read: {why}"));
        error
            .of(self.operation)
            .with_status(self.status)
            .with_request_id(self.request_id.clone())
            .with_body(&self.body.to_string())
    }
}

/// All that could be read, and why it was not more.
async fn collect(stream: ByteStream) -> (Vec<u8>, Option<String>) {
    let mut stream = stream.into_inner();
    let mut bytes = Vec::new();
    while let Some(chunk) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await {
        match chunk {
            Ok(chunk) if bytes.len() + chunk.len() > ANSWER_LIMIT => {
                return (bytes, Some(format!("the answer is longer than {ANSWER_LIMIT} bytes")));
            }
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(error) => return (bytes, Some(format!("the answer broke off: {}", error.without_url()))),
        }
    }
    (bytes, None)
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    let names = ["x-request-id", "x-vercel-id", "cf-ray"];
    names.iter().find_map(|name| headers.get(*name)?.to_str().ok()).map(str::to_owned)
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}
