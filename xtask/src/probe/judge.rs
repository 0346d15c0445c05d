//! Compares an answer with the document.

use std::collections::BTreeMap;
use std::fmt;

use super::answer::Answer;
use super::questions::{Call, words};
use crate::document::Document;

/// The result of comparing an answer with the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// The answer is as documented.
    Confirmed,
    /// The answer contradicts the document.
    Refuted(String),
    /// The status is as documented, but the text differs.
    NewText { documented: String, actual: String },
    /// Only the guard was named, so the question stays open.
    Silent,
}

impl Verdict {
    /// Whether the document must change.
    pub(super) fn is_finding(&self) -> bool {
        matches!(self, Self::Refuted(_) | Self::NewText { .. })
    }
}

/// A call with its answer and verdict.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) call: Call,
    pub(super) answer: Answer,
    pub(super) verdict: Verdict,
}

impl fmt::Display for Exchange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.call.name;
        match &self.verdict {
            Verdict::Confirmed | Verdict::Silent => write!(out, "{name}"),
            Verdict::Refuted(why) => write!(out, "{name}: {why} (at {})", self.call.place),
            Verdict::NewText { documented, actual } => {
                write!(out, "{name}: it says {actual:?}, not {documented:?} (at {})", self.call.place)
            }
        }
    }
}

/// What earlier answers have shown.
#[derive(Debug, Default)]
pub(super) struct History {
    /// New texts, by the place of the documented ones. Each is reported once, and counts as known from then on.
    words: BTreeMap<String, String>,
    /// The texts that each question received; none for an answer that isn't about the question.
    texts: BTreeMap<String, Vec<Option<String>>>,
}

impl History {
    /// Whether an answer to the question may have had this text; true if it has no answers.
    fn may_have_been(&self, question: &str, text: &str) -> bool {
        let texts = self.texts.get(question).map_or(&[][..], Vec::as_slice);
        texts.is_empty() || texts.iter().any(|known| known.as_deref().is_none_or(|known| known == text))
    }
}

/// Compares an answer with the document, and with earlier answers.
pub(super) fn judge(document: &Document, call: &Call, answer: &Answer, history: &mut History) -> Verdict {
    let verdict = verdict(document, call, answer, history);
    let text = answer.text();
    // A proof has no fault but its guard, so any text is the guard's.
    let is_named = call.is_proof() || call.expects.names.as_ref().is_none_or(|name| text.contains(name.as_str()));
    let of_it = is_named && call.expects.status.contains(&answer.status);
    history.texts.entry(call.question.clone()).or_default().push(of_it.then(|| text.to_owned()));
    verdict
}

fn verdict(document: &Document, call: &Call, answer: &Answer, history: &mut History) -> Verdict {
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
    let is_guard = call.guard.as_ref().is_some_and(|proof| !call.is_proof() && history.may_have_been(proof, text));
    match (&call.passes, is_guard) {
        // Naming the guard alone is a result only if the service would have named the other fault first.
        (Some(other), true) if !history.may_have_been(other, text) => return Verdict::Confirmed,
        (Some(_), false) => return Verdict::Refuted(format!("it doesn't pass: {text:?}")),
        (_, true) => return Verdict::Silent,
        (None, false) => {}
    }
    let is_said =
        |place: &String| words(document, place) == Some(text) || history.words.get(place).is_some_and(|it| it == text);
    if expects.says.iter().any(is_said) {
        return Verdict::Confirmed;
    }
    if let Some(name) = expects.names.as_ref().filter(|name| !text.contains(name.as_str())) {
        return Verdict::Refuted(format!("it doesn't name {name}: {text:?}"));
    }
    let Some(documented) = expects.says.iter().find_map(|place| words(document, place)) else {
        return Verdict::Confirmed;
    };
    if let [place] = expects.says.as_slice() {
        history.words.insert(place.clone(), text.to_owned());
    }
    Verdict::NewText { documented: documented.to_owned(), actual: text.to_owned() }
}
