//! Building an error, one known fact after the other, and sealing it: no secret that a service echoes leaves this crate in an error.

use std::error::Error as StdError;
use std::time::Duration;

use musicapi_facts::Operation;
use serde_json::Value;

use super::{Error, ErrorKind, GENERAL, Inner, SHOWN};
use crate::call::validate::Violation;
use crate::display::{self, SECRET, SECRET_MASK};
use crate::journal::intent::Intent;
use crate::task::TaskRef;

/// How many characters of an answer's body an error keeps: all of most, since a paid answer may be in it.
const BODY_KEPT: usize = 1024 * 1024;

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
}
