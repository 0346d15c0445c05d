//! What an observer sees of a client: each attempt of a call, each pause out of the ordinary, and drift, which is what answers have and
//! the document doesn't know.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use musicapi_facts::Shape;
use serde_json::Value;

use crate::call::mend::is_of;
use crate::error::{Error, ErrorKind};
use crate::task::TaskRef;

/// Observes what a client does, for metrics; set by [`Builder::observer`](crate::Builder::observer).
///
/// The client calls it in the middle of its own calls, so it should be quick.
pub trait Observer: Send + Sync + 'static {
    /// Called after each attempt of a call.
    fn attempt(&self, attempt: &Attempt<'_>);

    /// Called for each part of an answer that the document doesn't know.
    fn unknown(&self, unknown: &Drift) {
        let _ = unknown;
    }

    /// Called before the client waits for something that isn't as it should be.
    fn pause(&self, pause: &Pause<'_>) {
        let _ = pause;
    }
}

/// A pause that a client begins because something is in the way. The usual time between two polls isn't one.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Pause<'a> {
    /// What the client waits for.
    pub reason: PauseReason,
    /// The length of the pause; for an [answer](PauseReason::Answer) that doesn't come, how long the client has waited for it.
    pub time: Duration,
    /// The task that the pause is about, if any.
    pub task: Option<&'a TaskRef>,
    /// The error before the pause, if any.
    pub error: Option<&'a Error>,
}

/// What a client waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PauseReason {
    /// The service has asked for a pause, or refuses more requests for now.
    Service,
    /// The service can't be reached, or fails.
    Network,
    /// A host of files doesn't have the file yet, fails, or can't be reached.
    File,
    /// The service doesn't know the task yet.
    Task,
    /// The service, or a host of files, doesn't answer: two seconds after it was asked, by the runtime's time.
    Answer,
}

impl<'a> Pause<'a> {
    pub(crate) fn new(reason: PauseReason, time: Duration) -> Self {
        Self { reason, time, task: None, error: None }
    }

    /// The pause after a call that failed.
    pub(crate) fn after(error: &'a Error, time: Duration) -> Self {
        let asked = error.is_rate_limited() || error.retry_after().is_some();
        let reason = if asked { PauseReason::Service } else { PauseReason::Network };
        Self { task: error.task(), ..Self::new(reason, time).because(error) }
    }

    pub(crate) fn because(self, error: &'a Error) -> Self {
        Self { error: Some(error), ..self }
    }
}

/// An attempt of a call.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The `operationId`.
    pub operation: &'static str,
    /// The task that the call asked about, or started.
    pub task: Option<&'a TaskRef>,
    /// The number of the attempt, 1 for the first.
    pub number: u32,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What went wrong, if anything did.
    pub error: Option<ErrorKind>,
    /// The service's id of the request.
    pub request_id: Option<&'a str>,
    /// The time from sending to the end of the answer.
    pub took: Duration,
    /// The pause before the next attempt, if one follows.
    pub again_after: Option<Duration>,
}

/// A part of an answer that the document doesn't know. The client keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drift {
    /// The `operationId`.
    pub operation: &'static str,
    /// The JSON pointer to the part, with `*` for any item of a list.
    pub pointer: String,
    /// In what way the part is unknown.
    pub what: DriftKind,
}

/// In what way a part of an answer is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the document doesn't name.
    Field,
    /// A word that is not in its list, such as a new state or model.
    Word(String),
    /// A value of another kind than the document says, such as a number as text.
    Kind,
}

impl fmt::Display for Drift {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, pointer, what } = self;
        match what {
            DriftKind::Field => write!(out, "{operation}: {pointer} is a field that the document doesn't know"),
            DriftKind::Word(word) => write!(out, "{operation}: {pointer} has the unknown word {word:?}"),
            DriftKind::Kind => write!(out, "{operation}: {pointer} is of another kind than the document says"),
        }
    }
}

/// How often each unknown was seen.
#[derive(Default)]
pub(crate) struct Unknowns(Mutex<BTreeMap<Drift, u64>>);

/// How many different unknowns are counted: a service that answers with ids as keys must not fill the memory.
const KINDS: usize = 1000;

/// How much of an unknown word is kept, in characters.
const WORD: usize = 80;

impl Unknowns {
    pub(crate) fn list(&self) -> Vec<(Drift, u64)> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().map(|(unknown, times)| (unknown.clone(), *times)).collect()
    }

    fn count(&self, unknown: Drift) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() < KINDS || seen.contains_key(&unknown) {
            *seen.entry(unknown).or_default() += 1;
        }
    }

    /// Counts the unknown parts of an answer, and tells the observer of each.
    pub(crate) fn survey(&self, operation: &'static str, body: &Value, observer: Option<&dyn Observer>) {
        survey(body, musicapi_facts::answer(operation), "", &mut |pointer, what| {
            let unknown = Drift { operation, pointer, what };
            tracing::debug!(target: "musicapi", "{unknown}");
            if let Some(observer) = observer {
                observer.unknown(&unknown);
            }
            self.count(unknown);
        });
    }
}

fn survey(value: &Value, shape: &Shape, pointer: &str, tell: &mut dyn FnMut(String, DriftKind)) {
    // Null means that a value is absent, everywhere.
    if !is_of(value, shape.kind) && !value.is_null() {
        return tell(pointer.to_owned(), DriftKind::Kind);
    }
    match value {
        Value::String(word) if !shape.words.is_empty() && !shape.words.contains(&word.as_str()) => {
            tell(pointer.to_owned(), DriftKind::Word(word.chars().take(WORD).collect()));
        }
        Value::Object(fields) if !shape.fields.is_empty() => {
            for (name, value) in fields {
                let known = shape.fields.iter().find(|(known, _)| known == name);
                match known {
                    // The pointer is only built where something may be reported.
                    Some((_, shape)) if is_plain(value, shape) => {}
                    Some((_, shape)) => survey(value, shape, &format!("{pointer}/{name}"), tell),
                    None => tell(format!("{pointer}/{name}"), DriftKind::Field),
                }
            }
        }
        Value::Array(items) => {
            if let Some(shape) = shape.items {
                let pointer = format!("{pointer}/*");
                items.iter().for_each(|item| survey(item, shape, &pointer, tell));
            }
        }
        _ => {}
    }
}

/// Whether a value has nothing to report.
fn is_plain(value: &Value, shape: &Shape) -> bool {
    value.is_null()
        || is_of(value, shape.kind) && shape.words.is_empty() && !matches!(value, Value::Object(_) | Value::Array(_))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(body: Value) -> Vec<String> {
        let unknowns = Unknowns::default();
        unknowns.survey("get_sonic_task", &body, None);
        unknowns.list().into_iter().map(|(unknown, times)| format!("{times}x {unknown}")).collect()
    }

    #[test]
    fn what_the_document_doesnt_know_is_counted() {
        let clip =
            |state: &str| json!({"clip_id": "a", "state": state, "no_such_field": "calm", "title": null, "tags": 7});
        assert_eq!(
            told(json!({"code": 200, "data": [clip("no_such_word"), clip("running")], "message": "success"})),
            [
                "2x get_sonic_task: /data/*/no_such_field is a field that the document doesn't know",
                "1x get_sonic_task: /data/*/state has the unknown word \"no_such_word\"",
                "2x get_sonic_task: /data/*/tags is of another kind than the document says",
            ]
        );
        assert_eq!(told(json!({"type": "not_ready", "error": "wait"})), Vec::<String>::new());
    }

    #[test]
    fn a_flood_of_new_keys_is_bounded() {
        let unknowns = Unknowns::default();
        for number in 0..2 * KINDS {
            unknowns.survey("get_credits", &json!({number.to_string(): 1}), None);
        }
        assert_eq!(unknowns.list().len(), KINDS);
    }
}
