//! Read an answer of any status and shape.
//!
//! Status, headers and body come in unread; an [`Answer`] or an error with all that is known comes out. An answer takes no more memory
//! than a few times [`ANSWER_LIMIT`]. A body that breaks off is still read, since the part that came may have the task id.

use std::fmt;
use std::time::SystemTime;

use musicapi_facts::{AnswerBody, Operation};
use progenitor_client::{ByteStream, ResponseValue};
use reqwest::header::{HeaderMap, HeaderName};
use serde_json::Value;

use crate::call::answer::{Answer, NOT_YET, meaning, settled};
use crate::call::refusal::{is_failure, may_be};
use crate::call::retry_after::retry_after;
use crate::error::{Error, ErrorKind};

/// The longest answer that is read, in bytes; far above any that is known.
const ANSWER_LIMIT: usize = 8 * 1024 * 1024;

/// The most values that an answer is parsed with: parsed, each takes some hundred bytes, however short it is written.
const VALUES_LIMIT: usize = 200_000;

/// How much of an answer that isn't parsed is kept in its error.
const TEXT_KEPT: usize = 64 * 1024;

/// The result of a generated call: status, headers, and the body unread, whatever the status.
pub(crate) type Raw = Result<ResponseValue<ByteStream>, progenitor_client::Error<ByteStream>>;

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
    // Nothing uses the hint of a success.
    let hint = (!response.status().is_success()).then(|| retry_after(response.headers(), now)).flatten();
    let about = |error: Error| error.of(operation).with_status(status).with_request_id(request_id.clone());
    let (bytes, broke_off) = collect(response.into_inner()).await;
    if (200..300).contains(&status)
        && let AnswerBody::Bytes(_) = operation.answer
    {
        return match broke_off {
            Some(cause) => Err(about(Error::new(lost, cause.to_string()))),
            None => Ok(Answer { status, request_id: request_id.clone(), bytes, ..Answer::of(operation, Value::Null) }),
        };
    }
    // An answer that is too long is not parsed, so that none takes more memory than a few times the limit.
    let too_much = match &broke_off {
        Some(cause @ BrokeOff::TooLong) => Some(cause.to_string()),
        _ => has_too_many(&bytes).then(|| format!("the answer has more than {VALUES_LIMIT} values")),
    };
    if let Some(cause) = too_much {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(TEXT_KEPT)]);
        return Err(about(Error::new(lost, cause).with_body(&start)));
    }
    let broke_off = broke_off.map(|cause| cause.to_string());
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let json = serde_json::from_str(text);
    // The part that came before the connection broke may be whole JSON, with a task id for example.
    if let (Some(cause), true) = (broke_off, json.is_err()) {
        return Err(about(Error::new(lost, cause).with_body(text)));
    }
    if !(200..300).contains(&status) {
        return Err(about(meaning(operation, status, text)).with_retry_after(hint));
    }
    let body = match json {
        // The operation answers with nothing, so the body doesn't matter: the status says that it succeeded.
        _ if operation.answer == AnswerBody::Nothing => Value::Null,
        // The status alone says that there is no result yet; the bodies of some such answers aren't documented.
        Err(_) if status == NOT_YET && operation.starts.is_none() => Value::Object(serde_json::Map::new()),
        json => json.map_err(|error| {
            let kind = if paid { ErrorKind::OutcomeUnknown } else { ErrorKind::Unreadable };
            about(Error::new(kind, "the answer isn't JSON").with_body(text).because(error))
        })?,
    };
    let mut answer = Answer { status, request_id: request_id.clone(), ..Answer::of(operation, body) };
    answer.task = answer.find_task()?;
    // Only under 200: for 202 a class is documented that means "not yet".
    if status == 200 && answer.task.is_none() && may_be(&answer.body) {
        let error = Error::answered(ErrorKind::OutcomeUnknown, operation, status, &answer.body.to_string());
        let error = settled(error, &answer.body);
        let is_failure = match error.kind() {
            // A report may say this of its task, except what is about the key.
            ErrorKind::Refused => operation.report.is_none() || error.means(401),
            _ => paid && is_failure(&answer.body),
        };
        if is_failure {
            return Err(about(error));
        }
    }
    Ok(answer)
}

/// Whether a text has more values than an answer has: a comma, a colon or a bracket stands before each.
fn has_too_many(text: &[u8]) -> bool {
    text.len() > VALUES_LIMIT && text.iter().filter(|byte| b",:[{".contains(byte)).count() > VALUES_LIMIT
}

/// Why an answer wasn't read to its end.
enum BrokeOff {
    TooLong,
    Connection(reqwest::Error),
}

impl fmt::Display for BrokeOff {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "the answer is longer than {ANSWER_LIMIT} bytes"),
            Self::Connection(error) => write!(out, "the answer broke off: {error}"),
        }
    }
}

/// All bytes that could be read, and why these aren't all.
async fn collect(stream: ByteStream) -> (Vec<u8>, Option<BrokeOff>) {
    let mut stream = stream.into_inner();
    let mut bytes = Vec::new();
    while let Some(chunk) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await {
        match chunk {
            Ok(chunk) if bytes.len() + chunk.len() > ANSWER_LIMIT => {
                return (bytes, Some(BrokeOff::TooLong));
            }
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(error) => return (bytes, Some(BrokeOff::Connection(error.without_url()))),
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
