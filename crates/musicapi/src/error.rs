//! The one error of this crate: its kind says what it means for money and work. `make` builds errors and takes secrets out of them before
//! they reach a caller, `words` recognises refusals by their texts, and `predicates` answers the usual questions about an error.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::call::validate::Violation;
use crate::display::line;
use crate::journal::intent::Intent;
use crate::task::TaskRef;

mod make;
mod predicates;
mod words;

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
    /// What the error means for money and work.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The text, in the service's own words if it has any. It may contain anything, so pass it through [`display::line`](crate::display::line) before you
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
