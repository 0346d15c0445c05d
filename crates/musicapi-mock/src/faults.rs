//! Faults: failures that a test asks for, each with the calls it is used at, what it does to the answer, and whether the service acts
//! first.
//!
//! A `Fault` is plain data. `answer` is an answer in the service's place, `change` a change of the service's own answer; what happens on
//! the connection is a `Wire` of the engine. `text` writes a fault as a line and reads it, `written` does so in files and control calls,
//! `check` looks up what a fault names in the document. `layer` uses faults at calls.

mod answer;
mod change;
mod check;
mod layer;
mod text;
mod written;

use std::time::Duration;

use openapi_mock::Wire;
use serde::Serialize;

use crate::contract::refusal::ErrorShape;
use answer::Answer;
pub use answer::RetryAfter;
use change::Change;
pub use layer::{FaultError, FaultState, Faults};

/// Something that goes wrong: at which calls, what becomes of the answer, and whether the service acted.
///
/// What is said of the answer adds up: `.status(502).delay(..).cut(10)` is a late 502 that breaks off. Without a word
/// about calls it is the next one.
///
/// **Before or after?** Of a fault [`before`](Self::before) the service knows nothing: no credits are taken, no task is
/// started. [`after`](Self::after) means that it acted, and took its price, and that only the answer is lost or spoilt.
/// Without a word it is *before* where the answer isn't the service's own ([`status`](Self::status), [`html`](Self::html)
/// and their like) or where there is none ([`close`](Self::close), [`reset`](Self::reset), [`silence`](Self::silence)), and
/// *after* where the service's own answer is changed, cut, stalled or delayed.
///
/// A fault that finds nothing to spoil (no state in the answer, no more bytes than it is to be cut after) isn't used at that
/// call, and the answer is as it was.
///
/// A fault is plain data, and is written as a text too, in which each word is the name of a method:
///
/// ```
/// use musicapi_mock::Fault;
///
/// let fault = Fault::on("create_sonic").nth(1).after().reset();
/// assert_eq!(fault.to_string(), "create_sonic:1:after:reset");
/// assert_eq!("create_sonic:1:after:reset".parse(), Ok(fault));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
#[must_use = "it is to be given to a mock"]
pub struct Fault {
    target: Target,
    key: Option<String>,
    calls: Calls,
    after: Option<bool>,
    answer: Option<Answer>,
    changes: Vec<Change>,
    wire: Wire,
    delay: Duration,
}

/// What is called.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Operation(String),
    Any,
    Media,
}

/// Which of the calls that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calls {
    Nth(u64),
    Next(u64),
    Every,
}

impl Fault {
    fn of(target: Target) -> Self {
        Self {
            target,
            key: None,
            calls: Calls::Next(1),
            after: None,
            answer: None,
            changes: Vec::new(),
            wire: Wire::Intact,
            delay: Duration::ZERO,
        }
    }

    /// At calls of the operation with this `operationId`.
    pub fn on(operation: impl Into<String>) -> Self {
        Self::of(Target::Operation(operation.into()))
    }

    /// At calls of any operation.
    pub fn on_any() -> Self {
        Self::of(Target::Any)
    }

    /// At requests for a file, such as the audio of a clip.
    pub fn on_media() -> Self {
        Self::of(Target::Media)
    }

    /// At calls with this key alone. A file is fetched without one.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// At the nth call that fits, from 1. Each is counted, also one that another fault is used at.
    pub fn nth(mut self, n: u64) -> Self {
        self.calls = Calls::Nth(n);
        self
    }

    /// At the next so many calls that fit and that no earlier fault is used at.
    pub fn next(mut self, calls: u64) -> Self {
        self.calls = Calls::Next(calls);
        self
    }

    /// At every call that fits and that no earlier fault is used at.
    pub fn every(mut self) -> Self {
        self.calls = Calls::Every;
        self
    }

    /// Before the service acts: it never hears of the call.
    pub fn before(mut self) -> Self {
        self.after = Some(false);
        self
    }

    /// After the service acted: what it did is done, and paid for.
    pub fn after(mut self) -> Self {
        self.after = Some(true);
        self
    }

    /// Answers by this status, and by the first example that the document has for it. Where it has none, the text is the
    /// mock's own, in the mock's [`ErrorShape`].
    pub fn status(mut self, status: u16) -> Self {
        self.answer().status = Some(status);
        self
    }

    /// Answers by the example of this name, of the status that was said or else of any.
    pub fn example(mut self, name: impl Into<String>) -> Self {
        self.answer().example = Some(name.into());
        self
    }

    /// Answers by the words of the document, but in this shape.
    pub fn shape(mut self, shape: ErrorShape) -> Self {
        self.answer().shape = Some(shape);
        self
    }

    /// Answers by 429, or by another status that was said, and says when to come back.
    pub fn retry_after(mut self, when: RetryAfter) -> Self {
        self.answer().retry_after = Some(when);
        self
    }

    /// Answers by this status and by the HTML page of a proxy.
    pub fn html(mut self, status: u16) -> Self {
        let answer = self.answer();
        (answer.status, answer.html) = (Some(status), true);
        self
    }

    fn answer(&mut self) -> &mut Answer {
        self.answer.get_or_insert_default()
    }

    /// Empties the body.
    pub fn empty(self) -> Self {
        self.changed(Change::Empty)
    }

    /// Takes the last byte off the body, so that JSON is none any more.
    pub fn malformed(self) -> Self {
        self.changed(Change::Malformed)
    }

    /// Says another content type than the body is of.
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        self.changed(Change::ContentType(media_type.into()))
    }

    /// Adds a field that isn't documented to each object of the body.
    pub fn unknown_field(self) -> Self {
        self.changed(Change::UnknownField)
    }

    /// Puts this word in the place of each state in a report on a task.
    pub fn state(self, word: impl Into<String>) -> Self {
        self.changed(Change::State(word.into()))
    }

    /// Puts null in the place of each value under this name.
    pub fn null(self, field: impl Into<String>) -> Self {
        self.changed(Change::Null(field.into()))
    }

    /// Writes each number as a text.
    pub fn numbers_as_text(self) -> Self {
        self.changed(Change::NumbersAsText)
    }

    fn changed(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Closes the connection without an answer.
    pub fn close(self) -> Self {
        self.wire(Wire::Close)
    }

    /// Resets the connection without an answer.
    pub fn reset(self) -> Self {
        self.wire(Wire::Reset)
    }

    /// Never answers: the connection stays open until the caller or the mock ends it.
    pub fn silence(self) -> Self {
        self.wire(Wire::Silence)
    }

    /// Closes the connection after this many bytes of the body, of which the headers promise all.
    pub fn cut(self, bytes: usize) -> Self {
        self.wire(Wire::CutAfter(bytes))
    }

    /// Resets the connection after this many bytes of the body, of which the headers promise all.
    pub fn reset_after(self, bytes: usize) -> Self {
        self.wire(Wire::ResetAfter(bytes))
    }

    /// Sends no more after this many bytes of the body, until the caller or the mock ends the connection.
    pub fn stall(self, bytes: usize) -> Self {
        self.wire(Wire::StallAfter(bytes))
    }

    /// Sends the body in pieces of so many bytes, with this pause between two, in real time.
    pub fn trickle(self, bytes: usize, pause: Duration) -> Self {
        self.wire(Wire::Trickle { bytes, pause })
    }

    /// Says this Content-Length instead of the true one, and closes the connection after the body.
    pub fn length(self, bytes: u64) -> Self {
        self.wire(Wire::Length(bytes))
    }

    fn wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    /// Answers so much later, on the mock's clock: if that is moved by hand, once it is moved. The service acts, if it does, when
    /// the call comes in.
    pub fn delay(mut self, time: Duration) -> Self {
        self.delay = time;
        self
    }

    /// Whether the service acts.
    fn is_after(&self) -> bool {
        let unanswered = matches!(self.wire, Wire::Close | Wire::Reset | Wire::Silence);
        self.after.unwrap_or(self.answer.is_none() && !unanswered)
    }

    /// Says other keys in the place of those that it names.
    pub(crate) fn rename_keys(&mut self, names: &[(String, String)]) {
        let own = names.iter().find(|(name, _)| self.key.as_ref() == Some(name));
        self.key = own.map(|(_, own)| own.clone()).or(self.key.take());
    }

    /// Whether the client can't read from the answer what it was told, or hasn't got it in time.
    fn loses_answer(&self) -> bool {
        let is_whole = matches!(self.wire, Wire::Intact | Wire::Trickle { .. } | Wire::Length(_));
        self.answer.is_some() || !is_whole || !self.delay.is_zero() || self.changes.iter().any(Change::loses_answer)
    }

    /// Whether wiremock can't do it.
    fn needs_hyper(&self) -> bool {
        self.wire != Wire::Intact || !self.delay.is_zero()
    }

    /// Why it is no fault, if it isn't, whatever the document says.
    fn flaw(&self) -> Option<&'static str> {
        let unanswered = matches!(self.wire, Wire::Close | Wire::Reset | Wire::Silence);
        let own = self.answer.is_none() && !unanswered;
        match () {
            () if matches!(self.calls, Calls::Nth(0) | Calls::Next(0)) => {
                Some("calls are counted from 1; there is no call 0")
            }
            () if own && self.changes.is_empty() && self.wire == Wire::Intact && self.delay.is_zero() => {
                Some("nothing goes wrong; say what, such as `reset` or `status=503`")
            }
            () if own && self.after == Some(false) => Some(
                "before the service acts there is no answer of its own to spoil; say `after`, or an answer such as `status=503`",
            ),
            () if unanswered && (self.answer.is_some() || !self.changes.is_empty()) => {
                Some("`close`, `reset` and `silence` leave no answer; say either that, or what is answered")
            }
            () if matches!(self.wire, Wire::Trickle { bytes: 0, .. }) => {
                Some("a piece has a byte at least; say `trickle=1/TIME`")
            }
            () if self.target == Target::Media
                && self.answer.is_none()
                && self.changes.iter().any(Change::is_of_json) =>
            {
                Some("a file isn't JSON; say `empty`, `malformed`, `content-type`, or how it breaks off")
            }
            () if self.target == Target::Media && self.key.is_some() => {
                Some("a file is fetched without a key; leave `key` out")
            }
            () => self.answer.as_ref().and_then(Answer::flaw),
        }
    }
}

#[cfg(test)]
mod tests;
