//! The format of the file: a head, and then a line of JSON for each entry.

use std::io;

use serde::{Deserialize, Serialize};

use crate::journal::verdict::Verdict;
use crate::journal::{Entry, Standing};

/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// The bytes that every journal begins with.
pub(super) const HEAD: &[u8] = b"{\"musicapi_journal\":";

/// The mark that is written after a line that was cut short.
pub(super) const TORN: &[u8] = b"\n{\"torn\":true}\n";

/// An entry with what only the file knows of it.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    #[serde(flatten)]
    pub(super) entry: &'a Entry,
    /// When the entry was written, in milliseconds since 1970.
    pub(super) written: i64,
    /// The name of the budget that an intent is counted on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) budget: Option<&'a str>,
}

impl Written<'_> {
    /// The entry as a line.
    pub(super) fn line(&self) -> serde_json::Result<Vec<u8>> {
        let mut line = serde_json::to_vec(self)?;
        line.push(b'\n');
        Ok(line)
    }
}

/// The parts of any line that the index needs: requests and answers are skipped.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Line {
    pub(super) musicapi_journal: Option<u32>,
    /// The line before was cut short.
    pub(super) torn: Option<bool>,
    entry: Option<Kind>,
    id: Option<String>,
    intent: Option<String>,
    operation: Option<String>,
    fingerprint: Option<String>,
    at: Option<u64>,
    credits: Option<u32>,
    balance: Option<f64>,
    account: Option<String>,
    task: Option<String>,
    verdict: Option<Verdict>,
    is_whole: bool,
    budget: Option<String>,
    written: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Intent,
    Accepted,
    NotAccepted,
    OutcomeUnknown,
    Reconciled,
    Ended,
}

/// What a line says, for the index.
pub(super) enum Said {
    Intent(Begun),
    /// What became of an intent.
    Of {
        intent: String,
        standing: Option<Standing>,
        task: Option<String>,
        written: Option<i64>,
        ended: Option<bool>,
    },
}

/// What an index keeps of an intent.
pub(super) struct Begun {
    pub(super) id: String,
    pub(super) operation: String,
    pub(super) fingerprint: String,
    pub(super) at: i64,
    pub(super) credits: Option<u32>,
    pub(super) balance: Option<f64>,
    pub(super) account: Option<String>,
    pub(super) budget: Option<String>,
}

impl Line {
    /// What the line says; `None` if it is no entry.
    pub(super) fn said(self) -> Option<Said> {
        let Self { id, intent, operation, fingerprint, at, credits, balance, account, budget, written, task, .. } =
            self;
        let kind = self.entry?;
        if kind == Kind::Intent {
            let (id, operation, fingerprint) = (id?, operation?, fingerprint?);
            let at = i64::try_from(at?).unwrap_or(i64::MAX);
            return Some(Said::Intent(Begun { id, operation, fingerprint, at, credits, balance, account, budget }));
        }
        let standing = match (kind, self.verdict) {
            (Kind::Accepted, _) if task.is_some() => Some(Standing::Started),
            (Kind::Accepted, _) => Some(Standing::Accepted),
            (Kind::NotAccepted, _) => Some(Standing::NotAccepted),
            (Kind::OutcomeUnknown, _) => Some(Standing::Unknown),
            (Kind::Reconciled, Some(Verdict::Charged)) => Some(Standing::Charged),
            (Kind::Reconciled, Some(Verdict::NotCharged)) => Some(Standing::NotCharged),
            (Kind::Reconciled, None) => return None,
            _ => None,
        };
        let ended = (kind == Kind::Ended).then_some(self.is_whole);
        Some(Said::Of { intent: intent?, standing, task, written, ended })
    }
}

/// The error of a line that isn't one of a journal.
pub(super) fn not_of_a_journal(number: usize) -> io::Error {
    let text = format!("line {} is not one of a journal; it was left as it is", number + 1);
    io::Error::new(io::ErrorKind::InvalidData, text)
}
