//! An answer, and what it means for money: accepted, refused, or unknown.
//!
//! [`meaning`] judges statuses that are no success, [`settled`] bodies that are no success under one that is. A paid call counts as
//! refused only if the answer is certain to mean that nothing was accepted; in any doubt its outcome is unknown.

use std::ops::Deref;

use musicapi_facts::{Operation, Price};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::mend::mended;
use crate::call::refusal;
use crate::error::{Error, ErrorKind};
use crate::task::TaskRef;

/// The status of an answer without a result yet: ask again later.
pub(crate) const NOT_YET: u16 = 202;

/// A successful answer, parsed once.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// The JSON; null if the operation answers with nothing, or with bytes.
    pub(crate) body: Value,
    /// The bytes, if the operation answers with bytes.
    pub(crate) bytes: Vec<u8>,
    pub(crate) price: Option<Price>,
    /// The task that the call started.
    pub(crate) task: Option<TaskRef>,
    /// Whether it is the answer of an earlier call, taken from a journal.
    pub(crate) is_of_then: bool,
}

/// The answer of a paid call that starts no task. It derefs to the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Paid<T> {
    /// The answer.
    pub answer: T,
    /// The documented price of the call; `None` if the document has none.
    pub price: Option<Price>,
    /// The service's id of the request.
    pub request_id: Option<String>,
}

impl<T> Deref for Paid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.answer
    }
}

impl Answer {
    /// An answer of an operation with this body, under status 200.
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

    /// Decodes the answer into its type. If that fails, it first coerces values of another kind than documented: an answer must not be
    /// lost because a number came as text.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        T::deserialize(&self.body)
            .or_else(|error| T::deserialize(&self.mended().body).map_err(|_| self.unreadable(error)))
    }

    /// Decodes the answer of a paid call, with its price.
    pub(crate) fn paid<T: DeserializeOwned>(self) -> Result<Paid<T>, Error> {
        let answer = self.decode()?;
        Ok(Paid { answer, price: self.price, request_id: self.request_id })
    }

    /// A copy of the answer with every value coerced to its documented kind.
    pub(crate) fn mended(&self) -> Self {
        let body = mended(&self.body, musicapi_facts::answer(self.operation.id));
        Self { body, bytes: Vec::new(), request_id: self.request_id.clone(), task: self.task.clone(), ..*self }
    }

    /// The error of an answer that isn't of its type.
    pub(crate) fn unreadable(&self, error: serde_json::Error) -> Error {
        self.riddle("it isn't of its documented form").because(error.to_string())
    }

    /// The error of an answer that can't be understood, for this reason.
    pub(crate) fn riddle(&self, why: &str) -> Error {
        let error = Error::new(ErrorKind::Unreadable, format!("the answer can't be read: {why}"));
        error
            .of(self.operation)
            .with_status(self.status)
            .with_request_id(self.request_id.clone())
            .with_body(&self.body.to_string())
    }

    /// The task that the answer says was started; `None` if the operation starts none.
    pub(crate) fn find_task(&self) -> Result<Option<TaskRef>, Error> {
        let Some(starts) = self.operation.starts else { return Ok(None) };
        let id = match self.body.pointer(starts.task_id) {
            Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        let task = musicapi_facts::operation(starts.operation).zip(id).map(|(report, id)| TaskRef::of(report, id));
        // With an id that can't stand in a path, the reference could be written down and not read again.
        match task.filter(|task| TaskRef::is_id(task.id())) {
            Some(task) => Ok(Some(task)),
            None => {
                // A failure under status 200 has a text; any other answer without a task may have cost something.
                let body = self.body.to_string();
                let error = Error::answered(ErrorKind::OutcomeUnknown, self.operation, self.status, &body);
                Err(settled(error, &self.body).with_request_id(self.request_id.clone()))
            }
        }
    }
}

/// The error of an answer whose status is no success.
pub(crate) fn meaning(operation: &'static Operation, status: u16, text: &str) -> Error {
    let lost = if operation.is_paid() { ErrorKind::OutcomeUnknown } else { ErrorKind::Interrupted };
    // A gateway that gave up, or a service that fell over, may have accepted the call before.
    let undecided = status >= 500 || status == 408 || status < 400;
    let error = Error::answered(ErrorKind::Refused, operation, status, text);
    // A web page doesn't come from the service, whatever its status: for a free call it is as if no answer had come. For a paid call the
    // status decides.
    let undecided = undecided || (!operation.is_paid() && status != 401 && is_page(text));
    let kind = if undecided && error.is_refunded() != Some(true) { lost } else { ErrorKind::Refused };
    error.with_kind(kind).if_task_failed(operation)
}

/// The error of an answer that is a success by its status alone: a refusal if it is certain to say that nothing was accepted.
pub(crate) fn settled(error: Error, body: &Value) -> Error {
    match refusal::meant(&error, body) {
        Some(status) => error.with_kind(ErrorKind::Refused).meaning(status),
        None if error.is_refunded() == Some(true) => error.with_kind(ErrorKind::Refused),
        None => error,
    }
}

/// Whether a body is a web page, which the service never sends.
fn is_page(text: &str) -> bool {
    let begins = |tag: &str| text.trim_start().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    ["<!doctype", "<html", "<head", "<body", "<title", "<center", "<h1", "<?xml", "<!--"].iter().any(|tag| begins(tag))
}
