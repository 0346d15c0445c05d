//! The one error of this crate: its kind says what it means for money and work, `predicates` answers the usual questions about it, and
//! `words` recognises refusals by their texts. Secrets are taken out before an error reaches a caller ([`Error::sealed`]).

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use musicapi_facts::Operation;
use serde_json::Value;

use crate::call::validate::Violation;
use crate::display::{self, SECRET, SECRET_MASK, line};
use crate::journal::intent::Intent;
use crate::task::TaskRef;

mod predicates;
mod words;

/// How many characters of an answer's body an error keeps: all of most, since a paid answer may be in it.
const BODY_KEPT: usize = 1024 * 1024;

/// How many characters of a text from outside are shown.
const SHOWN: usize = 300;

/// An error of this crate, with all that is known of it.
///
/// [`kind`](Self::kind) says what it means for money and work; the predicates answer the usual questions.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static str>,
    status: Option<u16>,
    /// The status that the body stands for, if the answer's own status says otherwise.
    meant: Option<u16>,
    code: Option<String>,
    request_id: Option<String>,
    task: Option<TaskRef>,
    refunded: Option<bool>,
    retry_after: Option<Duration>,
    /// Whether a download may succeed if it is tried again.
    passing: bool,
    /// Whether a file may be there later, or at a fresh address.
    pending: bool,
    violations: Vec<Violation>,
    intent: Option<Box<Intent>>,
    seen: Option<String>,
    body: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What an error means for money and work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client isn't set up right; it has no key, for example. Nothing was sent.
    Config,
    /// The request breaks documented rules: see [`Error::violations`]. Nothing was sent.
    InvalidRequest,
    /// The call would exceed [`max_credits`](crate::Builder::max_credits) or a [`budget`](crate::Builder::budget). Nothing was sent.
    OverBudget,
    /// No connection could be made. Nothing was accepted.
    Connect,
    /// The service refused. Nothing was charged.
    Refused,
    /// A paid call was sent, and whether it was accepted is not known. Don't send it again before you have checked the balance.
    OutcomeUnknown,
    /// A free call was cut off, or the service failed. The call can be made again.
    Interrupted,
    /// The answer isn't one of the documented ones. [`Error::body`] has it.
    Unreadable,
    /// The task failed. The service gives the credits back.
    TaskFailed,
    /// Waiting ended at its deadline, and the task goes on. You can wait for it again, see [`Error::task`].
    WaitedTooLong,
    /// A file couldn't be fetched.
    Download,
    /// A file couldn't be written.
    File,
    /// The journal couldn't be read or written. If there is an [`Error::task`], the call was accepted; else nothing was sent.
    Journal,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            status: None,
            meant: None,
            code: None,
            request_id: None,
            task: None,
            refunded: None,
            retry_after: None,
            passing: false,
            pending: false,
            violations: Vec::new(),
            intent: None,
            seen: None,
            body: None,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn invalid(operation: &Operation, violations: Vec<Violation>) -> Self {
        let told = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let mut error = Self::new(ErrorKind::InvalidRequest, told).of(operation);
        error.0.violations = violations;
        error
    }

    pub(crate) fn not_a_report(operation: &Operation) -> Self {
        Self::new(ErrorKind::Config, "it doesn't report on tasks").of(operation)
    }

    /// The error in the body of an answer, in any of its forms.
    pub(crate) fn answered(kind: ErrorKind, operation: &Operation, status: u16, body: &str) -> Self {
        let json: Option<Value> = serde_json::from_str(body).ok();
        let text = |key: &str| json.as_ref()?.get(key)?.as_str().map(str::to_owned);
        let message = text("error").or_else(|| text("message")).unwrap_or_else(|| match body.trim() {
            "" => "the answer is empty".to_owned(),
            page if page.starts_with('<') => "the answer is a web page, perhaps of a proxy".to_owned(),
            plain => plain.to_owned(),
        });
        let mut error = Self::new(kind, message).of(operation).with_status(status).with_body(body);
        error.0.code = text("type").or_else(|| {
            json.as_ref()?.get("code").map(|code| code.as_str().map_or_else(|| code.to_string(), str::to_owned))
        });
        error.0.refunded = ["already_refunded", "refund_processed"]
            .iter()
            .find_map(|key| json.as_ref()?.get(key)?.as_bool())
            .or_else(|| (error.refusal() == Some("timeout")).then_some(true));
        error
    }

    /// Turns an error of a report into [`TaskFailed`](ErrorKind::TaskFailed), if it says that the task failed or that its credits were given
    /// back: a report may do so under an error's status too. An error that is about the caller is not about the task.
    pub(crate) fn if_task_failed(self, operation: &Operation) -> Self {
        let Some(report) = &operation.report else { return self };
        // A task that the service doesn't know, perhaps not yet, hasn't failed.
        if self.is_not_found() {
            return self;
        }
        let of_caller = matches!(self.status(), Some(401 | 402 | 403 | 429));
        // Under a status from 500 on, this word may be about any trouble of the service. For a task that failed, it comes with a refund.
        let of_service = self.status().is_some_and(|status| status >= 500) && self.code() == Some(GENERAL);
        let says_so = report.notice.zip(self.code()).is_some_and(|(notice, word)| notice.failed.contains(&word));
        let says_so = says_so && !of_service;
        if !of_caller && (says_so || self.is_refunded() == Some(true)) {
            return self.with_kind(ErrorKind::TaskFailed);
        }
        self
    }

    pub(crate) fn of(mut self, operation: &Operation) -> Self {
        self.0.operation = Some(operation.id);
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Sets the status that the answer stands for.
    pub(crate) fn meaning(mut self, status: u16) -> Self {
        self.0.meant = Some(status);
        self
    }

    /// Whether the answer stands for this status, by its own status or by its body.
    pub(crate) fn means(&self, status: u16) -> bool {
        self.0.meant.or(self.0.status) == Some(status)
    }

    pub(crate) fn with_body(mut self, body: &str) -> Self {
        self.0.body = Some(body.to_owned());
        self
    }

    pub(crate) fn with_task(mut self, task: &TaskRef) -> Self {
        self.0.task = Some(task.clone());
        self
    }

    pub(crate) fn with_request_id(mut self, id: Option<String>) -> Self {
        self.0.request_id = id;
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_intent(mut self, intent: &Intent) -> Self {
        self.0.intent = Some(Box::new(intent.clone()));
        self
    }

    pub(crate) fn with_seen(mut self, seen: Option<String>) -> Self {
        self.0.seen = seen;
        self
    }

    /// Adds that another thing went wrong afterwards.
    pub(crate) fn and(mut self, other: &str) -> Self {
        self.0.message = format!("{}; and {other}", self.0.message);
        self
    }

    pub(crate) fn passing(mut self) -> Self {
        self.0.passing = true;
        self
    }

    pub(crate) fn pending(mut self) -> Self {
        self.0.pending = true;
        self
    }

    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Replaces secrets by their masks in all text from outside, in any form that they may have there, and then cuts long texts.
    pub(crate) fn sealed(mut self, secrets: &[(String, &str)]) -> Self {
        let inner = &mut *self.0;
        let clean = |text: &str| {
            // Another process may have sent the request; of its secrets only the field's name is known here.
            let text = display::without_field(SECRET, SECRET_MASK, text);
            secrets.iter().fold(text, |text, (secret, mask)| display::without(secret, mask, &text))
        };
        // Written again by this crate, JSON has no other escapes than its own.
        let written = |text: &str| {
            serde_json::from_str::<Value>(text).map_or_else(|_| text.to_owned(), |value| value.to_string())
        };
        inner.message = clean(&inner.message).chars().take(SHOWN.max(inner.violations.len() * SHOWN)).collect();
        inner.code = inner.code.as_deref().map(clean);
        inner.request_id = inner.request_id.as_deref().map(clean);
        inner.body = inner.body.as_deref().map(|body| clean(&written(body)).chars().take(BODY_KEPT).collect());
        inner.source = inner.source.take().map(|source| match source.to_string() {
            text if clean(&text) != text => clean(&text).into(),
            _ => source,
        });
        self
    }

    /// What the error means for money and work.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The text, in the service's own words if it has any. It may contain anything, so pass it through [`display::line`] before you
    /// print it, as `Display` does.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The `operationId`, if the error is about a call.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's word or number for the error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The id of the request, for the service's support: the first of `x-request-id`, `x-vercel-id` and `cf-ray`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The task that the error is about.
    #[must_use]
    pub fn task(&self) -> Option<&TaskRef> {
        self.0.task.as_ref()
    }

    /// Whether the credits were given back; `None` if the service doesn't say.
    #[must_use]
    pub fn is_refunded(&self) -> Option<bool> {
        self.0.refunded
    }

    /// How long the service asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The states of the clips in the last poll before waiting ended.
    #[must_use]
    pub fn seen(&self) -> Option<&str> {
        self.0.seen.as_deref()
    }

    /// The intent of a paid call, which is needed to [find out](crate::Client::reconcile) whether it was charged.
    #[must_use]
    pub fn intent(&self) -> Option<&Intent> {
        self.0.intent.as_deref()
    }

    /// The rules that the request breaks.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The body of the answer, up to the first million characters.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }
}

/// The service's word for failures that aren't the caller's fault.
const GENERAL: &str = "api_error";

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, status, message, request_id, intent, source, .. } = &*self.0;
        if let Some(operation) = operation {
            write!(out, "{operation}: ")?;
        }
        if let Some(status) = status {
            write!(out, "{status}: ")?;
        }
        // The service's words may contain anything, and this text is printed.
        out.write_str(&line(message))?;
        let mut cause = source.as_ref().map(|source| &**source as &(dyn StdError + 'static));
        while let Some(error) = cause {
            write!(out, ": {}", line(&error.to_string()))?;
            cause = error.source();
        }
        if let Some(id) = request_id {
            write!(out, " (request {id})")?;
        }
        if let (ErrorKind::OutcomeUnknown, Some(intent)) = (kind, intent) {
            write!(out, "; it may have been paid for, so don't send it again before you know (intent {})", intent.id)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            message,
            operation,
            status,
            meant,
            code,
            request_id,
            task,
            refunded,
            retry_after,
            passing,
            pending,
            violations,
            intent,
            seen,
            body,
            source,
        } = &*self.0;
        let mut out = out.debug_struct("Error");
        out.field("kind", kind).field("message", message);
        // Only what is known is shown, since a program that ends with this error prints it.
        let mut known = |name: &str, value: Option<&dyn fmt::Debug>| {
            value.into_iter().for_each(|value| {
                out.field(name, value);
            });
        };
        fn shown<T: fmt::Debug>(value: &Option<T>) -> Option<&dyn fmt::Debug> {
            value.as_ref().map(|value| value as &dyn fmt::Debug)
        }
        known("operation", shown(operation));
        known("status", shown(status));
        known("meant", shown(meant));
        known("code", shown(code));
        known("request_id", shown(request_id));
        known("task", shown(task));
        known("refunded", shown(refunded));
        known("retry_after", shown(retry_after));
        known("passing", passing.then_some(passing));
        known("pending", pending.then_some(pending));
        known("violations", (!violations.is_empty()).then_some(violations));
        known("intent", shown(intent));
        known("seen", shown(seen));
        known("body", shown(&body.as_ref().map(|body| body.chars().take(SHOWN).collect::<String>())));
        known("source", shown(source));
        out.finish()
    }
}

/// `Display` has the whole chain, so that no cause is lost where only the outermost text is shown; the source is for programs that ask
/// for the type of the cause.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_SONIC;

    use super::*;

    #[test]
    fn every_shape_of_an_error_body_is_understood() {
        for (body, message, code) in [
            (r#"{"error": "task not found."}"#, "task not found.", None),
            (r#"{"message": "task not found."}"#, "task not found.", None),
            (
                r#"{"type": "validation_error", "error": "task not found."}"#,
                "task not found.",
                Some("validation_error"),
            ),
            (r#"{"code": 400, "message": "task not found."}"#, "task not found.", Some("400")),
            ("task not found.", "task not found.", None),
            ("<html><body>502</body></html>", "the answer is a web page, perhaps of a proxy", None),
            ("", "the answer is empty", None),
            (r#"{"error": 7}"#, r#"{"error": 7}"#, None),
        ] {
            let error = Error::answered(ErrorKind::Refused, &CREATE_SONIC, 400, body);
            assert_eq!((error.message(), error.code()), (message, code), "{body}");
            assert_eq!(error.body(), Some(body));
        }
    }

    #[test]
    fn a_refund_is_known_by_any_of_its_words() {
        for (body, refunded) in [
            (r#"{"type": "api_error", "message": "x", "already_refunded": true}"#, Some(true)),
            (r#"{"type": "forbidden", "message": "Queue is full", "refund_processed": true}"#, Some(true)),
            (r#"{"type": "unauthorized", "message": "x", "refund_processed": false}"#, Some(false)),
            (r#"{"error": "Task failed due to timeout. Credits were previously refunded."}"#, Some(true)),
            (r#"{"error": "Internal Server Error."}"#, None),
        ] {
            assert_eq!(Error::answered(ErrorKind::Refused, &CREATE_SONIC, 504, body).is_refunded(), refunded, "{body}");
        }
    }
}
