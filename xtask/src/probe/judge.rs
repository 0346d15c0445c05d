//! What an answer says of the document.

use std::collections::BTreeMap;
use std::fmt;

use super::answer::Answer;
use super::questions::{Call, words};
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

/// A call, what was answered, and what that says of the document.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) call: Call,
    pub(super) answer: Answer,
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

/// What was heard before.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The words that were said otherwise, by the places where the document has them: they are told once, and known from then on.
    words: BTreeMap<String, String>,
    /// What each question was told; nothing if the answer isn't of what it asks.
    told: BTreeMap<String, Vec<Option<String>>>,
}

impl Heard {
    /// Whether one of the answers to a question was in these words; also if it wasn't answered.
    fn may_be(&self, question: &str, text: &str) -> bool {
        let told = self.told.get(question).map_or(&[][..], Vec::as_slice);
        told.is_empty() || told.iter().any(|told| told.as_deref().is_none_or(|told| told == text))
    }
}

/// Holds an answer against the document, and against what was heard before.
pub(super) fn judge(document: &Document, call: &Call, answer: &Answer, heard: &mut Heard) -> Verdict {
    let verdict = verdict(document, call, answer, heard);
    let text = answer.text();
    // Of a proof any words are the guard's: it has no other fault.
    let is_named = call.is_proof() || call.expects.names.as_ref().is_none_or(|name| text.contains(name.as_str()));
    let of_it = is_named && call.expects.status.contains(&answer.status);
    heard.told.entry(call.question.clone()).or_default().push(of_it.then(|| text.to_owned()));
    verdict
}

fn verdict(document: &Document, call: &Call, answer: &Answer, heard: &mut Heard) -> Verdict {
    let (expects, text) = (&call.expects, answer.text());
    if !expects.status.contains(&answer.status) {
        let wanted: Vec<String> = expects.status.iter().map(u16::to_string).collect();
        return Verdict::Refuted(format!("it is {}, not {}: {text:?}", answer.status, wanted.join(" or ")));
    }
    if let Some(wanted) = &expects.keys {
        let mut keys: Vec<&String> = answer.body.as_object().into_iter().flatten().map(|(key, _)| key).collect();
        let mut wanted: Vec<&String> = wanted.iter().collect();
        keys.sort();
        wanted.sort();
        if keys != wanted {
            return Verdict::Refuted(format!("its fields are {keys:?}, not {wanted:?}"));
        }
    }
    let is_guard = call.guard.as_ref().is_some_and(|proof| !call.is_proof() && heard.may_be(proof, text));
    match (&call.passes, is_guard) {
        // That the guard alone is named says something only if the fault would have been named before it.
        (Some(other), true) if !heard.may_be(other, text) => return Verdict::Confirmed,
        (Some(_), false) => return Verdict::Refuted(format!("it doesn't pass: {text:?}")),
        (_, true) => return Verdict::Silent,
        (None, false) => {}
    }
    let is_said =
        |place: &String| words(document, place) == Some(text) || heard.words.get(place).is_some_and(|it| it == text);
    if expects.says.iter().any(is_said) {
        return Verdict::Confirmed;
    }
    if let Some(name) = expects.names.as_ref().filter(|name| !text.contains(name.as_str())) {
        return Verdict::Refuted(format!("it doesn't name {name}: {text:?}"));
    }
    let Some(says) = expects.says.iter().find_map(|place| words(document, place)) else { return Verdict::Confirmed };
    if let [place] = expects.says.as_slice() {
        heard.words.insert(place.clone(), text.to_owned());
    }
    Verdict::NewText { says: says.to_owned(), said: text.to_owned() }
}
