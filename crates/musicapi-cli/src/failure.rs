//! Failures: what happened, what to do next, and the exit code.

use std::process::ExitCode;

use musicapi::{Error, ErrorKind, TaskRef};
use serde_json::{Value, json};

const LOOK_FIRST: &str =
    "it may have been accepted and paid for: compare `musicapi credits` with what you had before you send it again";

/// A failed run.
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
    details: Value,
}

impl Failure {
    /// Something outside of the API.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 1, details: json!({}) }
    }

    /// The request or the command line is wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: 2, ..Self::plain(message) }
    }

    /// Ctrl-C after a task was started.
    pub(crate) fn interrupted(task: &TaskRef) -> Self {
        Self {
            hint: Some(format!("wait for it again with:\nmusicapi task wait {task}")),
            code: 130,
            details: json!({"task": task}),
            ..Self::plain(format!("interrupted; {task} goes on"))
        }
    }

    /// Ctrl-C twice, before the answer to a paid request.
    pub(crate) fn given_up() -> Self {
        Self {
            hint: Some(LOOK_FIRST.to_owned()),
            code: 6,
            ..Self::plain("interrupted before the answer to a paid request came")
        }
    }

    /// What happened to a task that was paid for: whatever it is, the task can be waited for again.
    pub(crate) fn of_task(self, task: &TaskRef, resume: &str) -> Self {
        let mut details = self.details;
        details["task"] = json!(task);
        // Where the task itself failed there is nothing left to wait for.
        let hint = if self.code == 5 { self.hint } else { Some(resume.to_owned()) };
        Self { details, hint, ..self }
    }

    /// Prints it: for people on standard error, and as JSON on standard output if that is asked for.
    pub(crate) fn tell(self, json: bool) -> ExitCode {
        let Self { message, hint, code, mut details } = self;
        eprintln!("error: {message}");
        if let Some(hint) = &hint {
            eprintln!("  {}", hint.replace('\n', "\n  "));
        }
        if json {
            details["message"] = json!(message);
            details["hint"] = json!(hint);
            details["exit_code"] = json!(code);
            crate::report::print(&json!({"version": 1, "error": details}));
        }
        ExitCode::from(code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let refunded = match error.is_refunded() {
            Some(false) => "the service says that the credits were not given back: ask its support",
            _ => "the service gives the credits back; `musicapi credits` shows it",
        };
        let (code, hint): (u8, &str) = match error.kind() {
            _ if error.is_auth() => (3, "check MUSICAPI_KEY; keys are made in the dashboard of the service"),
            _ if error.is_out_of_credits() => {
                (4, "`musicapi credits` shows what is left; credits are bought in the dashboard of the service")
            }
            ErrorKind::Config if std::env::var_os("MUSICAPI_KEY").is_none_or(|key| key.is_empty()) => {
                (3, "put your API key into MUSICAPI_KEY, or try it without one: musicapi --mock …")
            }
            ErrorKind::Config | ErrorKind::InvalidRequest => (2, "nothing was sent"),
            ErrorKind::TaskFailed => (5, refunded),
            ErrorKind::OutcomeUnknown => (6, LOOK_FIRST),
            ErrorKind::Connect => (
                7,
                "check the network, and the address that --base-url or MUSICAPI_BASE_URL names; nothing was charged",
            ),
            ErrorKind::Interrupted | ErrorKind::Unreadable => (7, "try again; it costs nothing"),
            ErrorKind::WaitedTooLong => (8, ""),
            _ if error.is_rate_limited() => (1, "wait a few seconds and try again; nothing was charged"),
            ErrorKind::Refused => (1, "nothing was charged"),
            _ => (1, ""),
        };
        let violations: Vec<Value> = error
            .violations()
            .iter()
            .map(|violation| json!({"field": violation.field, "rule": violation.rule, "message": violation.message}))
            .collect();
        let message = match violations.len() {
            0 | 1 => error.to_string(),
            _ => {
                let lines = error.violations().iter().map(|violation| format!("\n  - {violation}"));
                format!("the request breaks {} rules:{}", violations.len(), lines.collect::<String>())
            }
        };
        let details = json!({
            "kind": format!("{:?}", error.kind()),
            "operation": error.operation(),
            "status": error.status(),
            "code": error.code(),
            "request_id": error.request_id(),
            "task": error.task(),
            "refunded": error.is_refunded(),
            "retry_after_s": error.retry_after().map(|wait| wait.as_secs()),
            "violations": violations,
        });
        Self { message, hint: (!hint.is_empty()).then(|| hint.to_owned()), code, details }
    }
}
