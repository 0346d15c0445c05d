//! The recorded requests: the newest ones in full, and counts over all of them.
//!
//! Requests are numbered as they are answered. An entry doesn't change once it is written, and is shared: a reader takes all entries under
//! the lock and reads them without it, so a long report holds no request up.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::state::seconds;
use crate::state::sent::Body;
use crate::state::serde_util::{self, Fixed};

/// A request, and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "Asked")]
pub struct RecordedRequest {
    /// Counts up from 1.
    pub number: u64,
    /// When, on the mock's clock.
    #[serde(with = "seconds")]
    #[schemars(with = "f64")]
    pub at: Duration,
    /// The number of the account, if the key is one that the mock knows; 0 is the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<usize>,
    /// The beginning of the key, if it is one that the mock knows: no key is kept in full.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key: Option<String>,
    /// What tells the key from others that the mock doesn't know either: the beginning of a hash.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unknown_key: Option<String>,
    /// The method.
    pub method: Cow<'static, str>,
    /// The path as it was sent, cut off after 300 bytes.
    pub path: String,
    /// What followed the `?`, as it was sent, cut off after 300 bytes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub query: Option<String>,
    /// Its body, if it had one, as far as it is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub body: Option<Body>,
    /// The `operationId`; none if the path isn't of the API.
    #[serde(
        deserialize_with = "serde_util::operation::option::deserialize",
        skip_serializing_if = "Option::is_none",
        default
    )]
    pub operation: Option<Fixed>,
    /// The status that was answered, if there was an answer.
    pub status: u16,
    /// What became of it.
    pub verdict: Verdict,
    /// The rules of the document that it broke, in words.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub violations: Vec<String>,
    /// The fields of its body that the document doesn't have for what it asks.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unknown_fields: Vec<String>,
    /// The values of its body that the document replaces by others, such as models.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub replaced: Vec<String>,
    /// The task that it started or asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub task: Option<String>,
    /// The id of the task that it asked about, where there is no such task.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unknown_task: Option<String>,
    /// The number of the paid call that it was, if one was accepted: the rows of the ledger have it too.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub call: Option<u64>,
    /// Whether it looked at a task, and found it over.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub found_over: bool,
    /// The operation that it comes nearest to and why it isn't that, if it was for none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nearest: Option<String>,
    /// The fault that was used at it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
    /// How long the answer asked to wait before the next call.
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "Option<f64>")]
    pub retry_after: Option<Duration>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// It was done.
    Done,
    /// It broke rules of the document.
    Invalid,
    /// It had no key, or none that is known.
    Unauthorized,
    /// It fitted the document, and was refused for another reason, such as a lack of credits.
    Refused,
    /// It asked for what is retired.
    Retired,
    /// It was for no operation.
    Unmatched,
    /// It asked for a documented answer by `Prefer`, and got it.
    Preferred,
    /// A fault was used at it.
    Faulted,
}

impl Verdict {
    /// Of an answer with this status, where nothing else decides.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized,
            410 => Self::Retired,
            400.. => Self::Refused,
            _ => Self::Done,
        }
    }
}

/// A documented answer: the operation, the status, the name of the example.
pub(crate) type Answered = (&'static str, u16, Option<&'static str>);

/// The newest requests, and how many there were in all.
#[derive(Debug)]
pub(crate) struct RequestLog {
    /// Shared, so that who reads all of them doesn't hold up who writes.
    entries: VecDeque<Arc<RecordedRequest>>,
    limit: usize,
    count: u64,
    /// How often each documented answer was given, over all requests.
    answered: BTreeMap<Answered, u64>,
}

impl RequestLog {
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), limit, count: 0, answered: BTreeMap::new() }
    }

    /// Writes an entry, and gives the one that is forgotten for it.
    pub(crate) fn write(
        &mut self,
        mut asked: RecordedRequest,
        answered: Option<Answered>,
    ) -> Option<Arc<RecordedRequest>> {
        self.count += 1;
        asked.number = self.count;
        if let Some(answered) = answered {
            *self.answered.entry(answered).or_default() += 1;
        }
        let forgotten = if self.entries.len() >= self.limit { self.entries.pop_front() } else { None };
        if self.limit > 0 {
            self.entries.push_back(Arc::new(asked));
        }
        forgotten
    }

    /// As it was when these were the newest.
    pub(crate) fn restore(&mut self, entries: Vec<RecordedRequest>, count: u64, answered: BTreeMap<Answered, u64>) {
        let surplus = entries.len().saturating_sub(self.limit);
        self.entries = entries.into_iter().skip(surplus).map(Arc::new).collect();
        (self.count, self.answered) = (count, answered);
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &RecordedRequest> {
        self.entries.iter().map(Arc::as_ref)
    }

    /// All entries as they are now, to be read without the lock.
    pub(crate) fn shared(&self) -> Vec<Arc<RecordedRequest>> {
        self.entries.iter().map(Arc::clone).collect()
    }

    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn answered(&self) -> &BTreeMap<Answered, u64> {
        &self.answered
    }
}

/// The longest path that is kept.
const PATH: usize = 300;

/// The path as it is kept.
pub(crate) fn short(path: &str) -> String {
    let end = (0..=PATH.min(path.len())).rev().find(|end| path.is_char_boundary(*end));
    path[..end.unwrap_or_default()].to_owned()
}

/// The beginning of a key: enough to tell keys apart, too little to use one.
pub(crate) fn redacted(key: &str) -> String {
    let shown: String = key.chars().take((key.chars().count() / 2).min(4)).collect();
    format!("{shown}…")
}

/// A word that tells a key from others, and from which nobody learns it.
pub(crate) fn hashed(key: &str) -> String {
    Sha256::digest(key).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_kept_in_full() {
        for (key, shown) in [("mock-key", "mock…"), ("k", "…"), ("", "…"), ("ключ", "кл…")] {
            assert_eq!(redacted(key), shown);
        }
    }

    #[test]
    fn a_path_is_cut_between_characters() {
        assert_eq!(short("/a"), "/a");
        let cut = short(&"ы".repeat(200));
        assert_eq!(cut, "ы".repeat(150));
        assert_eq!(short(&format!("/{}", "ы".repeat(200))).len(), 299);
    }
}
