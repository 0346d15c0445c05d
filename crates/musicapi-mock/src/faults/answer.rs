//! An answer that isn't the service's own: a documented one, or a proxy's page.

use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderName, HeaderValue, StatusCode};
use openapi_mock::{Operation, Reply};
use serde_json::Value;

use crate::clock::Clock;
use crate::contract::refusal::{ErrorShape, Refusal};

/// What is answered in the service's place: in the words of the document, or as a proxy's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: Option<u16>,
    pub(super) example: Option<String>,
    pub(super) shape: Option<ErrorShape>,
    pub(super) html: bool,
    pub(super) retry_after: Option<RetryAfter>,
}

/// How a 429 says when to come back. Which of them the service uses is not known; each occurs in APIs of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// `Retry-After: 30`: in so many seconds.
    Seconds(u64),
    /// `Retry-After` with the date that it is in so many seconds on the mock's clock; `Date` tells what it is now.
    Date(u64),
    /// `retry-after-ms: 500`: in so many milliseconds.
    Millis(u64),
}

impl Answer {
    /// Why it is none, if it isn't, whatever the document says.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        match self.status() {
            Some(status) if !(200..600).contains(&status) => Some("the status of an answer is from 200 to 599"),
            None if self.example.is_none() => {
                Some("a shape needs an answer; say its `status` or the name of its `example`")
            }
            _ if self.html && (self.example.is_some() || self.shape.is_some()) => {
                Some("the page of a proxy isn't documented; leave `example` and `shape` out, or `html`")
            }
            _ => None,
        }
    }

    pub(super) fn status(&self) -> Option<u16> {
        self.status.or(self.retry_after.map(|_| StatusCode::TOO_MANY_REQUESTS.as_u16()))
    }

    /// The reply to a call of the operation; none if the document has no example of that name there. A file has no operation.
    pub(super) fn reply(&self, operation: Option<&Operation>, own_shape: ErrorShape, clock: &Clock) -> Option<Reply> {
        let mut reply = match self.status().filter(|_| self.html) {
            Some(status) => page(StatusCode::from_u16(status).ok()?),
            None => self.documented(operation, own_shape)?,
        };
        if let Some(when) = self.retry_after {
            let (name, value) = when.header(clock);
            reply.headers.remove(RETRY_AFTER);
            reply.headers.insert(name, value);
            if let (RetryAfter::Date(_), Ok(date)) = (when, HeaderValue::try_from(clock.http_date(clock.now()))) {
                reply.headers.insert(DATE, date);
            }
        }
        Some(reply)
    }

    fn documented(&self, operation: Option<&Operation>, own_shape: ErrorShape) -> Option<Reply> {
        let example = self.example.as_deref();
        let answer = operation.and_then(|operation| operation.answer(self.status(), example));
        if answer.is_none() && example.is_some() {
            return None;
        }
        let body = answer.as_ref().and_then(|answer| answer.body);
        if let (Some(answer), Some(_), None) = (&answer, body, self.shape) {
            return Some(answer.reply());
        }
        let status = self.status().and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.or(answer.as_ref().map(|answer| answer.status))?;
        let mut reply = told(status, body).reply(self.shape.unwrap_or(own_shape));
        reply.headers.extend(answer.into_iter().flat_map(|answer| answer.headers));
        Some(reply)
    }
}

/// The words of a documented body. Where there is none, or no word for the kind of error, they are the mock's own.
fn told(status: StatusCode, body: Option<&Value>) -> Refusal {
    let text = |key: &str| body?.get(key)?.as_str();
    let reason = status.canonical_reason().unwrap_or("Unknown Status");
    let word = reason.to_ascii_lowercase().replace([' ', '-', '\''], "_");
    Refusal::new(status, text("type").unwrap_or(&word), text("error").or(text("message")).unwrap_or(reason))
}

impl RetryAfter {
    fn header(self, clock: &Clock) -> (HeaderName, HeaderValue) {
        match self {
            Self::Seconds(seconds) => (RETRY_AFTER, seconds.into()),
            Self::Millis(milliseconds) => (HeaderName::from_static("retry-after-ms"), milliseconds.into()),
            Self::Date(seconds) => {
                let date = clock.http_date(clock.now().saturating_add(Duration::from_secs(seconds)));
                // A date is ASCII, so the other value is never used.
                (RETRY_AFTER, HeaderValue::try_from(date).unwrap_or(HeaderValue::from_static("0")))
            }
        }
    }
}

/// What a proxy says that can't reach the service.
fn page(status: StatusCode) -> Reply {
    let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default());
    let html = format!(
        "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n\
         <p>The proxy got no valid answer from the server behind it.</p>\n</body>\n</html>\n"
    );
    let mut reply = Reply::text(status, html);
    reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    reply
}
