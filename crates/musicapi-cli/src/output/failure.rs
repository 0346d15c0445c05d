//! Failures: what happened, what to do next, and the exit code.
//!
//! Errors of the client and of the store convert into a [`Failure`] here, in one place, so that every command explains the same error in
//! the same way. Whatever concerns a paid call also says whether anything was charged.

use std::path::PathBuf;
use std::process::ExitCode;

use musicapi::display;
use musicapi::{BaseUrl, Error, ErrorKind, TaskRef, Violation};
use serde_json::{Value, json};

use crate::output::invocation::in_backticks;
use crate::output::streams::{eprint_error, eprint_line, print_json};

const UNCHARGED: &str = "nothing was charged";

const UNSENT: &str = "nothing was sent";

/// The hint that a failed task is refunded.
fn gives_back() -> String {
    format!("the service gives the credits back; {} shows it", in_backticks("credits"))
}

fn violations_json(violations: &[Violation]) -> Vec<Value> {
    violations
        .iter()
        .map(|violation| json!({"field": violation.field, "rule": violation.rule, "message": violation.message}))
        .collect()
}

/// A failed command.
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
    /// Whether the task, if there is one, continues.
    goes_on: bool,
    /// Whether the hint already says that nothing was charged or sent.
    is_free: bool,
    details: Box<Value>,
}

impl Failure {
    /// A failure outside of the API, with exit code 1.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            code: 1,
            goes_on: true,
            is_free: false,
            details: Box::new(json!({})),
        }
    }

    /// The key is missing or unusable.
    pub(crate) fn of_key(message: impl Into<String>) -> Self {
        Self { code: 3, ..Self::plain(message) }
    }

    /// There is no key for a service.
    pub(crate) fn no_key(service: &BaseUrl) -> Self {
        let hint = format!("set MUSICAPI_KEY, run {}, or try it without one: musicapi --mock …", in_backticks("login"));
        let message = match *service == BaseUrl::default() {
            true => "there is no API key: MUSICAPI_KEY is not set, and none is stored".to_owned(),
            false => format!("there is no API key for {service}: MUSICAPI_KEY is not set, and none is stored for it"),
        };
        Self::of_key(message).and(&hint)
    }

    /// The request or the command line is wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: 2, ..Self::plain(message) }
    }

    /// Ctrl-C during a free call.
    pub(crate) fn cut_off() -> Self {
        Self { code: 130, ..Self::plain("interrupted; nothing was charged") }
    }

    /// Ctrl-C during downloads.
    pub(crate) fn stopped() -> Self {
        Self { code: 130, ..Self::plain("interrupted") }
    }

    /// Adds the addresses of files in an answer, since no task will report them again.
    pub(crate) fn of_files(self, addresses: &[&str]) -> Self {
        Self {
            hint: Some(format!(
                "what was asked for lies at:\n{}",
                addresses.iter().map(|address| display::line(address)).collect::<Vec<_>>().join("\n")
            )),
            ..self
        }
    }

    /// The request breaks rules.
    pub(crate) fn of_request(message: String, operation: &str, violations: &[Violation]) -> Self {
        let details = json!({
            "kind": format!("{:?}", ErrorKind::InvalidRequest), "operation": operation, "violations": violations_json(violations),
        });
        Self { details: Box::new(details), ..Self::usage(message).unsent() }
    }

    /// A task ended, and every clip of it failed.
    pub(crate) fn every_clip_failed() -> Self {
        let details = Box::new(json!({"kind": format!("{:?}", ErrorKind::TaskFailed)}));
        Self { hint: Some(gives_back()), code: 5, goes_on: false, details, ..Self::plain("every clip failed") }
    }

    /// Adds a next step to the hint.
    pub(crate) fn and(self, step: &str) -> Self {
        let hint = self.hint.map_or_else(|| step.to_owned(), |hint| format!("{hint}\n{step}"));
        Self { hint: Some(hint), ..self }
    }

    /// Sets the details of the JSON.
    pub(crate) fn with(mut self, details: Value) -> Self {
        *self.details = details;
        self
    }

    /// Adds that nothing was charged, because the call wasn't sent or was refused.
    pub(crate) fn uncharged(self) -> Self {
        if self.is_free { self } else { Self { is_free: true, ..self.and(UNCHARGED) } }
    }

    /// Adds that nothing was sent.
    pub(crate) fn unsent(self) -> Self {
        Self { is_free: true, ..self.and(UNSENT) }
    }

    /// Ctrl-C after a task was started.
    pub(crate) fn interrupted(task: &TaskRef) -> Self {
        Self {
            code: 130,
            details: Box::new(json!({"task": task})),
            ..Self::plain(format!("interrupted; {task} goes on"))
        }
    }

    /// Ctrl-C twice, before the answer to a paid request.
    pub(crate) fn given_up() -> Self {
        Self {
            hint: Some(format!(
                "it may have been accepted and paid for: compare {} with what you had before you send it again",
                in_backticks("credits")
            )),
            code: 6,
            ..Self::plain("interrupted before the answer to a paid request came")
        }
    }

    /// Adds the task that was paid for, and how to wait for it again unless it has failed.
    pub(crate) fn of_task(self, task: &TaskRef, resume: &str) -> Self {
        let mut details = self.details;
        details["task"] = json!(task);
        let hints = self.hint.into_iter().chain(self.goes_on.then(|| resume.to_owned()));
        let hint = hints.collect::<Vec<_>>().join("\n");
        Self { details, hint: (!hint.is_empty()).then_some(hint), ..self }
    }

    /// Adds the files that were downloaded all the same.
    pub(crate) fn beside(self, files: &[PathBuf]) -> Self {
        let mut details = self.details.clone();
        details["files"] = json!(files);
        let names = files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
        Self { details, ..self.and(&format!("there already: {names}")) }
    }

    /// What happened.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// What happened and what to do next, without the steps that name this command.
    pub(crate) fn in_words_without(&self, command: &str) -> String {
        let steps =
            self.hint.iter().flat_map(|hint| hint.split("; ")).filter(|step| !step.contains(&in_backticks(command)));
        std::iter::once(self.message()).chain(steps).collect::<Vec<_>>().join("\n")
    }

    /// What happened, and what to do next.
    pub(crate) fn in_words(&self) -> String {
        let hint = self.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        format!("{}{hint}", self.message)
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        self.code
    }

    /// Prints the failure: for people on standard error, and with `--json` as JSON on standard output.
    pub(crate) fn print(self, json: bool) -> ExitCode {
        let Self { message, hint, code, goes_on: _, is_free: _, mut details } = self;
        eprint_error(&message);
        if let Some(hint) = &hint {
            eprint_line(&format!("  {}", hint.replace('\n', "\n  ")));
        }
        if json {
            details["message"] = json!(message);
            details["hint"] = json!(hint);
            details["exit_code"] = json!(code);
            print_json(&json!({"version": 1, "error": details}));
        }
        ExitCode::from(code)
    }
}

/// Errors of the store of jobs.
impl From<musicapi_jobs::Error> for Failure {
    fn from(error: musicapi_jobs::Error) -> Self {
        use musicapi_jobs::ErrorKind as Kind;
        let (code, hint) = match error.kind() {
            Kind::NoSuchJob => (2, format!("{} lists them", in_backticks("jobs list"))),
            Kind::Invalid | Kind::WrongState | Kind::MadeElsewhere => (2, String::new()),
            Kind::OtherService => (2, "name another file with --store, or none: each service has its own".to_owned()),
            Kind::Newer => (1, "use the newer version, or another file with --store".to_owned()),
            Kind::Damaged => (1, format!("{} checks it; what is in it is left as it is", in_backticks("doctor"))),
            Kind::NotJobs => (1, "name another file with --store; what is in this one is left as it is".to_owned()),
            Kind::ReadOnly | Kind::Disk => (1, "make room or name another file with --store".to_owned()),
            Kind::Locked => (1, "wait until the other program is done".to_owned()),
            _ => (1, String::new()),
        };
        let is_free =
            matches!(error.kind(), Kind::Invalid | Kind::WrongState | Kind::MadeElsewhere | Kind::OtherService);
        let hint = join_hints([hint, if is_free { UNSENT.to_owned() } else { String::new() }]);
        let details = Box::new(json!({"kind": format!("{:?}", error.kind()), "task": error.task()}));
        Self { hint, code, details, is_free, ..Self::plain(error.to_string()) }
    }
}

/// Joins the steps that aren't empty; none if all are.
fn join_hints(steps: [String; 2]) -> Option<String> {
    let steps: Vec<String> = steps.into_iter().filter(|step| !step.is_empty()).collect();
    (!steps.is_empty()).then(|| steps.join("; "))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let refunded = match error.is_refunded() {
            Some(false) => "the service says that the credits were not given back: ask its support".to_owned(),
            _ => gives_back(),
        };
        let paid =
            error.operation().and_then(musicapi::facts::operation).is_some_and(musicapi::facts::Operation::is_paid);
        let later = match error.retry_after().map(|wait| wait.as_secs()) {
            Some(wait @ 1..) => format!("the service takes more in {wait} s: try again then"),
            _ => "wait a few seconds and try again".to_owned(),
        };
        let (code, hint): (u8, String) = match error.kind() {
            _ if error.is_auth() => (
                3,
                format!("check the key with {}; keys are made in the dashboard of the service", in_backticks("doctor")),
            ),
            _ if error.is_out_of_credits() => (
                4,
                format!(
                    "{} shows what is left; credits are bought in the dashboard of the service",
                    in_backticks("credits")
                ),
            ),
            ErrorKind::Config | ErrorKind::InvalidRequest => (2, UNSENT.to_owned()),
            ErrorKind::TaskFailed => (5, refunded),
            // The message says it, and the caller names the job.
            ErrorKind::OutcomeUnknown => (6, String::new()),
            ErrorKind::Connect => (7, format!("{} tries each step, and says which one fails", in_backticks("doctor"))),
            ErrorKind::Unreadable if paid => {
                (7, "it was accepted and paid for; --json shows the whole answer".to_owned())
            }
            ErrorKind::Interrupted | ErrorKind::Unreadable => (7, "try again; it costs nothing".to_owned()),
            ErrorKind::Download => {
                (1, "its address may have expired; waiting for the task again gives a fresh one".to_owned())
            }
            ErrorKind::WaitedTooLong => (8, String::new()),
            _ if error.is_rate_limited() => (1, later),
            ErrorKind::Refused if !paid => {
                (1, "check what was asked for, and that it was made with this key, at this address".to_owned())
            }
            _ => (1, String::new()),
        };
        // A failed poll of a paid task must not say that nothing was charged, so only paid operations do.
        let is_uncharged =
            paid && (matches!(error.kind(), ErrorKind::Connect | ErrorKind::Refused) || error.is_rate_limited());
        let is_free = is_uncharged || matches!(error.kind(), ErrorKind::Config | ErrorKind::InvalidRequest);
        let hint = join_hints([hint, if is_uncharged { UNCHARGED.to_owned() } else { String::new() }]);
        let violations = violations_json(error.violations());
        let message = match violations.len() {
            0 | 1 => error.to_string(),
            _ => {
                let lines = error.violations().iter().map(|violation| format!("\n  - {violation}"));
                format!("the request breaks {} rules:{}", violations.len(), lines.collect::<String>())
            }
        };
        let details = Box::new(json!({
            "kind": format!("{:?}", error.kind()),
            "operation": error.operation(),
            "status": error.status(),
            "code": error.code(),
            "request_id": error.request_id(),
            "task": error.task(),
            "refunded": error.is_refunded(),
            "body": error.body(),
            "retry_after_s": error.retry_after().map(|wait| wait.as_secs()),
            "violations": violations,
        }));
        let message = match (error.kind(), error.body()) {
            (ErrorKind::OutcomeUnknown | ErrorKind::Unreadable, Some(body)) if !body.trim().is_empty() => {
                format!("{message}\n  the answer was: {}", display::line(&body.chars().take(500).collect::<String>()))
            }
            _ => message,
        };
        let lost = matches!(error.kind(), ErrorKind::TaskFailed | ErrorKind::Refused);
        let goes_on = !lost || error.is_auth() || error.is_rate_limited();
        Self { message, hint, code, goes_on, is_free, details }
    }
}
