//! What an answer says of the document.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::answer::Answer;
use super::questions::Call;
use crate::document::Document;

/// What an answer says of the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// It is as the document says.
    Confirmed,
    /// It isn't.
    Refuted(String),
    /// The status is right, and the words are others.
    NewText { says: String, said: String },
    /// Only the guard was named, so that nothing was learnt.
    Silent,
}

impl Verdict {
    /// Whether the document must change.
    pub(super) fn is_finding(&self) -> bool {
        matches!(self, Self::Refuted(_) | Self::NewText { .. })
    }
}

/// A call, and what its answer says of the document.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) call: Call,
    pub(super) verdict: Verdict,
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.call.name;
        match &self.verdict {
            Verdict::Confirmed | Verdict::Silent => write!(out, "{name}"),
            Verdict::Refuted(why) => write!(out, "{name}: {why} (at {})", self.call.place),
            Verdict::NewText { says, said } => {
                write!(out, "{name}: it says {said:?}, not {says:?} (at {})", self.call.place)
            }
        }
    }
}

/// The words at a place of the document; of those by edition the newest.
pub(super) fn words<'d>(document: &'d Document, place: &str) -> Option<&'d str> {
    let message = document.value.pointer(place)?;
    message.as_str().or_else(|| message.pointer("/0/text")?.as_str())
}

/// The words of a refusal, in any of its shapes.
fn text(body: &Value) -> &str {
    let said = ["error", "message"].iter().find_map(|key| body[key].as_str());
    said.or(body.as_str()).unwrap_or_default()
}

/// The words that were said otherwise, by the places where the document has them: they are told once, and known from then on.
pub(super) type Heard = BTreeMap<String, String>;

/// Holds an answer against the document, and against what was heard before.
pub(super) fn judge(document: &Document, call: &Call, answer: &Answer, heard: &mut Heard) -> Verdict {
    let expects = &call.expects;
    let body = answer.value();
    let text = text(&body);
    if !expects.status.contains(&answer.status) {
        let wanted: Vec<String> = expects.status.iter().map(u16::to_string).collect();
        return Verdict::Refuted(format!("it is {}, not {}: {text:?}", answer.status, wanted.join(" or ")));
    }
    if let Some(wanted) = &expects.keys {
        let mut keys: Vec<&String> = body.as_object().into_iter().flatten().map(|(key, _)| key).collect();
        let mut wanted: Vec<&String> = wanted.iter().collect();
        keys.sort();
        wanted.sort();
        if keys != wanted {
            return Verdict::Refuted(format!("its fields are {keys:?}, not {wanted:?}"));
        }
    }
    let is_said =
        |place: &String| words(document, place) == Some(text) || heard.get(place).is_some_and(|it| it == text);
    if expects.says.iter().any(is_said) {
        return Verdict::Confirmed;
    }
    if call.guard.as_ref().is_some_and(is_said) {
        return Verdict::Silent;
    }
    if let Some(name) = expects.names.as_ref().filter(|name| !text.contains(name.as_str())) {
        return Verdict::Refuted(format!("it doesn't name {name}: {text:?}"));
    }
    let Some(says) = expects.says.iter().find_map(|place| words(document, place)) else { return Verdict::Confirmed };
    if let [place] = expects.says.as_slice() {
        heard.insert(place.clone(), text.to_owned());
    }
    Verdict::NewText { says: says.to_owned(), said: text.to_owned() }
}
