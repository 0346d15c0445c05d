//! Reading an answer, of any status and shape, and what it means for money.

use std::ops::Deref;
use std::time::SystemTime;

use musicapi_facts::{AnswerBody, Operation, Price};
use progenitor_client::{ByteStream, ResponseValue};
use reqwest::header::{HeaderMap, HeaderName};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::observer::mended;
use crate::call::refusal::{self, is_failure, may_be};
use crate::call::retry_after::retry_after;
use crate::error::{Error, ErrorKind};
use crate::task::TaskRef;

/// The largest answer that is read.
const ANSWER_LIMIT: usize = 16 * 1024 * 1024;

/// The status of an answer that has nothing yet: ask again later.
pub(crate) const NOT_YET: u16 = 202;

/// What a raw call gives: status, headers, and the body unread, whatever the status.
pub(crate) type Raw = Result<ResponseValue<ByteStream>, progenitor_client::Error<ByteStream>>;

/// A successful answer, parsed once.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// Its JSON; null where the operation answers with nothing, or with bytes.
    pub(crate) body: Value,
    /// The bytes of an operation that answers with such.
    pub(crate) bytes: Vec<u8>,
    pub(crate) price: Option<Price>,
    /// The task that the call started.
    pub(crate) task: Option<TaskRef>,
    /// Whether it was given before, and is taken from a journal.
    pub(crate) is_of_then: bool,
}

/// What a paid call answered that starts no task. It derefs to the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Paid<T> {
    /// The answer.
    pub answer: T,
    /// What the call cost by the documented prices; none if that isn't documented.
    pub price: Option<Price>,
    /// The service's name for the request.
    pub request_id: Option<String>,
}

impl<T> Deref for Paid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.answer
    }
}

impl Answer {
    /// A body, as if an operation had answered it.
    pub(crate) fn of(operation: &'static Operation, body: Value) -> Self {
        Self {
            operation,
            status: 200,
            request_id: None,
            body,
            bytes: Vec::new(),
            price: None,
            task: None,
            is_of_then: false,
        }
    }

    /// The answer as its type. What is of another kind than documented is mended first if need be: an answer must not be lost
    /// because a number came as text.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        T::deserialize(&self.body)
            .or_else(|error| T::deserialize(&self.mended().body).map_err(|_| self.unreadable(error)))
    }

    /// The answer of a paid call as its type, with what it cost.
    pub(crate) fn paid<T: DeserializeOwned>(self) -> Result<Paid<T>, Error> {
        let answer = self.decode()?;
        Ok(Paid { answer, price: self.price, request_id: self.request_id })
    }

    /// The same answer with every value of its documented kind.
    pub(crate) fn mended(&self) -> Self {
        let body = mended(&self.body, musicapi_facts::answer(self.operation.id));
        Self { body, bytes: Vec::new(), request_id: self.request_id.clone(), task: self.task.clone(), ..*self }
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

    /// The task that the answer says was started; none if it starts none.
    pub(crate) fn find_task(&self) -> Result<Option<TaskRef>, Error> {
        let Some(starts) = self.operation.starts else { return Ok(None) };
        let id = match self.body.pointer(starts.task_id) {
            Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        let task = musicapi_facts::operation(starts.operation).zip(id).map(|(report, id)| TaskRef::of(report, id));
        // What can be written down and can't be read again is no use to anybody.
        match task.filter(|task| TaskRef::is_id(task.id())) {
            Some(task) => Ok(Some(task)),
            None => {
                // A failure under status 200 has a text; else the answer is a riddle that may have cost something.
                let body = self.body.to_string();
                let error = Error::answered(ErrorKind::OutcomeUnknown, self.operation, self.status, &body);
                Err(settled(error, &self.body).with_request_id(self.request_id.clone()))
            }
        }
    }
}

/// Reads an answer of any status. What a failure means depends on whether the call was paid.
pub(crate) async fn read(operation: &'static Operation, raw: Raw, now: SystemTime) -> Result<Answer, Error> {
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
        // A parameter that no header can hold: nothing was sent.
        Err(progenitor_client::Error::InvalidRequest(why)) => {
            return Err(Error::new(ErrorKind::Config, "the request can't be built").of(operation).because(why));
        }
        // The other variants belong to answers that progenitor reads, and it reads none here.
        Err(other) => return Err(Error::new(lost, other.to_string()).of(operation)),
    };
    let status = response.status().as_u16();
    let request_id = request_id(response.headers());
    // A success gives no hint that anybody looks at.
    let hint = (!response.status().is_success()).then(|| retry_after(response.headers(), now)).flatten();
    let about = |error: Error| error.of(operation).with_status(status).with_request_id(request_id.clone());
    let (bytes, broke_off) = collect(response.into_inner()).await;
    if (200..300).contains(&status)
        && let AnswerBody::Bytes(_) = operation.answer
    {
        return match broke_off {
            Some(cause) => Err(about(Error::new(lost, cause))),
            None => Ok(Answer { status, request_id: request_id.clone(), bytes, ..Answer::of(operation, Value::Null) }),
        };
    }
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
        // A page isn't the service's word, whatever its status: of a free call, it is as if no answer had come. What it means for a
        // paid one is left to its status.
        let undecided = undecided || (!paid && status != 401 && is_page(text));
        let kind = if undecided && error.is_refunded() != Some(true) { lost } else { ErrorKind::Refused };
        return Err(about(error.with_kind(kind)).with_retry_after(hint).if_task_failed(operation));
    }
    let body = match json {
        // Whether a body that nobody expects is whole or JSON doesn't matter: the status said that it was done.
        _ if operation.answer == AnswerBody::Nothing => Value::Null,
        // It says by its status alone that there is nothing yet: of some such answers the body isn't known.
        Err(_) if status == NOT_YET && operation.starts.is_none() => Value::Object(serde_json::Map::new()),
        json => json.map_err(|error| {
            let kind = if paid { ErrorKind::OutcomeUnknown } else { ErrorKind::Unreadable };
            about(Error::new(kind, "the answer isn't JSON").with_body(text).because(error))
        })?,
    };
    let mut answer = Answer { status, request_id: request_id.clone(), ..Answer::of(operation, body) };
    answer.task = answer.find_task()?;
    // Under 202 a class is documented that means: not yet.
    if status == 200 && answer.task.is_none() && may_be(&answer.body) {
        let error = Error::answered(ErrorKind::OutcomeUnknown, operation, status, &answer.body.to_string());
        let error = settled(error, &answer.body);
        let is_failure = match error.kind() {
            // A report may say so of its task, but for what is said of the key.
            ErrorKind::Refused => operation.report.is_none() || error.means(401),
            _ => paid && is_failure(&answer.body),
        };
        if is_failure {
            return Err(about(error));
        }
    }
    Ok(answer)
}

/// An error of an answer that is a success by its status alone: it is a refusal if it surely says that nothing was accepted.
fn settled(error: Error, body: &Value) -> Error {
    match refusal::meant(&error, body) {
        Some(status) => error.with_kind(ErrorKind::Refused).meaning(status),
        None if error.is_refunded() == Some(true) => error.with_kind(ErrorKind::Refused),
        None => error,
    }
}

/// Whether a body is a web page, which the service never answers by.
fn is_page(text: &str) -> bool {
    let begins = |tag: &str| text.trim_start().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    ["<!doctype", "<html", "<head", "<body", "<title", "<center", "<h1", "<?xml", "<!--"].iter().any(|tag| begins(tag))
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
    static NAMES: [HeaderName; 3] = [
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("x-vercel-id"),
        HeaderName::from_static("cf-ray"),
    ];
    NAMES.iter().find_map(|name| headers.get(name)?.to_str().ok()).map(str::to_owned)
}
