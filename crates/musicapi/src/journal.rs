//! The journal of paid calls: it is written before each one leaves and after its answer, so that none is lost whatever dies in between.
//!
//! The entries of one intent have an order of strength, whichever comes last: that a call was accepted, and its task, is never undone. An
//! intent without another entry has an unknown outcome, until a callback, a person or the balance settles it. `intent` is what is written
//! before a call; `reconcile` finds out from the balance whether a call was charged, by the rules in `evidence`; `file` is a journal in a
//! file.

use std::any::Any;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::answer::{Answer, NOT_YET};
use crate::error::Error;
use crate::journal::intent::Intent;
use crate::journal::verdict::Verdict;
use crate::task::TaskRef;

pub mod evidence;
mod file;
pub(crate) mod intent;
pub(crate) mod reconcile;
pub(crate) mod traffic;
pub(crate) mod verdict;

pub use file::FileJournal;

/// Records what a client buys; set by [`Builder::journal`](crate::Builder::journal). [`FileJournal`] is one.
///
/// The client records an [`Entry::Intent`] before the request leaves, and another entry for it after the answer. An intent without
/// another entry was cut off: whether the service accepted it is not known. A program that learns of an outcome later, such as a
/// receiver of callbacks, records an [`Entry::Accepted`], which nothing undoes; of other entries the last one counts.
pub trait Journal: Send + Sync + 'static {
    /// Records an entry. When it returns, the entry must survive a crash of the machine.
    ///
    /// # Errors
    /// If the entry can't be recorded. The client then sends nothing, or, after the answer, returns an error that has the task.
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()>;

    /// Records an entry with the date of the client's clock, for a journal that keeps dates. The client calls this method; by default it
    /// calls [`record`](Self::record).
    ///
    /// # Errors
    /// As [`record`](Self::record).
    fn record_at<'a>(&'a self, entry: &'a Entry, date: SystemTime) -> JournalFuture<'a, ()> {
        let _ = date;
        self.record(entry)
    }

    /// The last paid call with this [fingerprint](Intent::fingerprint), for [`Policy::once`](crate::Policy::once). Calls that were
    /// not accepted don't count.
    ///
    /// # Errors
    /// If the journal can't be read. The client then sends nothing.
    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>>;

    /// Waits until no other process that shares the journal is buying what has this fingerprint, for
    /// [`Policy::once`](crate::Policy::once); none starts until the claim is dropped.
    ///
    /// Within a process the client itself sees to that. So a journal that only one process writes needs no claim, which is the default.
    ///
    /// # Errors
    /// If the claim can't be taken. The client then sends nothing.
    fn claim<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Claim> {
        let _ = fingerprint;
        Box::pin(ready(Ok(Claim::default())))
    }

    /// Records an intent, unless the named budget would then be exceeded; returns the credits that are spent, if it would.
    ///
    /// The budget counts all that is recorded under its name and may have been charged. The check must hold whoever else records at the
    /// same time.
    ///
    /// # Errors
    /// As [`record`](Self::record); by default that this journal counts no budgets.
    fn record_within<'a>(&'a self, intent: &'a Intent, budget: &'a NamedBudget) -> JournalFuture<'a, Option<u64>> {
        let _ = (intent, budget);
        Box::pin(ready(Err("this journal counts no budgets".into())))
    }

    /// All paid calls of an account that may have moved its balance, each with the id of its intent, in the order in which they were
    /// recorded; `None` if this journal doesn't know enough of them. [`Client::reconcile`](crate::Client::reconcile) judges them by
    /// [these rules](evidence).
    /// # Errors
    /// If the journal can't be read.
    fn paid_calls<'a>(&'a self, account: &'a str) -> JournalFuture<'a, Option<Vec<(String, evidence::Paid)>>> {
        let _ = account;
        Box::pin(ready(Ok(None)))
    }

    /// Records that a task has ended: every clip is final, and either all succeeded or part of its price may have come back. Does nothing
    /// by default.
    ///
    /// # Errors
    /// If the end can't be recorded, which the client then logs.
    fn ended<'a>(&'a self, task: &'a TaskRef, is_whole: bool, date: SystemTime) -> JournalFuture<'a, ()> {
        let _ = (task, is_whole, date);
        Box::pin(ready(Ok(())))
    }
}

/// The exclusive right to buy something, until it is dropped.
#[derive(Default)]
pub struct Claim(Option<Box<dyn Any + Send>>);

impl Claim {
    /// A claim that keeps a value until the claim is dropped.
    pub fn until_dropped(held: impl Any + Send) -> Self {
        Self(Some(Box::new(held)))
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Claim").field(&self.0.is_some()).finish()
    }
}

/// A budget that a journal counts under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBudget {
    /// The name.
    pub name: String,
    /// How much of each balance may be spent, in credits.
    pub credits: u64,
}

/// The future that a journal's methods return.
pub type JournalFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// An entry of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Entry {
    /// A paid call is about to be sent.
    Intent(Intent),
    /// The service accepted the call.
    Accepted {
        /// The id of the intent.
        intent: String,
        /// The task that the call started; `None` if the answer itself is what was paid for.
        task: Option<TaskRef>,
        /// The answer; null if it had no result yet, or if the outcome was learned otherwise.
        answer: Value,
    },
    /// The service didn't accept the call, and charged nothing.
    NotAccepted {
        /// The id of the intent.
        intent: String,
        /// Why.
        error: String,
    },
    /// Whether the service accepted the call is not known.
    OutcomeUnknown {
        /// The id of the intent.
        intent: String,
        /// Why.
        error: String,
        /// The answer that came back, if any.
        answer: Option<String>,
    },
    /// The outcome was unknown, and the balance or a person settled it.
    Reconciled {
        /// The id of the intent.
        intent: String,
        /// What was found out.
        verdict: Verdict,
    },
    /// Every clip of the task that the call started is final.
    Ended {
        /// The id of the intent.
        intent: String,
        /// Whether all clips succeeded; else part of the price may have come back.
        is_whole: bool,
    },
}

impl Entry {
    /// The id of the intent that the entry is about.
    #[must_use]
    pub fn intent(&self) -> &str {
        match self {
            Self::Intent(intent) => &intent.id,
            Self::Accepted { intent, .. }
            | Self::NotAccepted { intent, .. }
            | Self::OutcomeUnknown { intent, .. }
            | Self::Reconciled { intent, .. }
            | Self::Ended { intent, .. } => intent,
        }
    }

    /// The entry for the outcome of a call.
    pub(crate) fn of(intent: &str, result: &Result<Answer, Error>) -> Self {
        let intent = intent.to_owned();
        match result {
            // There is no result yet, and a later call must not be given this answer.
            Ok(answer) if answer.task.is_none() && answer.status == NOT_YET => {
                Self::Accepted { intent, task: None, answer: Value::Null }
            }
            Ok(answer) => Self::Accepted { intent, task: answer.task.clone(), answer: answer.body.clone() },
            Err(error) if error.is_outcome_unknown() => {
                Self::OutcomeUnknown { intent, error: error.to_string(), answer: error.body().map(str::to_owned) }
            }
            Err(error) => Self::NotAccepted { intent, error: error.to_string() },
        }
    }
}

/// A paid call, and what is known of its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The call, as it was about to be sent.
    pub intent: Intent,
    /// What is known of the call by all its entries; `None` if it was cut off, so that its outcome is unknown.
    pub outcome: Option<Entry>,
}

impl Submission {
    /// The intents among these entries, in the order of time, each with what is known of it.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Vec<Self> {
        let (mut submissions, mut places) = (Vec::<Self>::new(), BTreeMap::new());
        for entry in entries {
            match entry {
                Entry::Intent(intent) => {
                    places.insert(intent.id.clone(), submissions.len());
                    submissions.push(Self { intent, outcome: None });
                }
                other => {
                    let place: Option<&usize> = places.get(other.intent());
                    if let Some(submission) = place.and_then(|place| submissions.get_mut(*place)) {
                        submission.learn(other);
                    }
                }
            }
        }
        submissions
    }

    /// Takes a later entry as the outcome, unless more is known already.
    fn learn(&mut self, later: Entry) {
        if Standing::of(&later).is_some_and(|later| later.is_news(self.outcome.as_ref().and_then(Standing::of))) {
            self.outcome = Some(later);
        }
    }

    /// The task that the call started.
    #[must_use]
    pub fn task(&self) -> Option<&TaskRef> {
        match &self.outcome {
            Some(Entry::Accepted { task, .. }) => task.as_ref(),
            _ => None,
        }
    }

    /// Whether it is certain that nothing was charged, so that the call may be sent again.
    #[must_use]
    pub fn is_not_accepted(&self) -> bool {
        matches!(self.outcome, Some(Entry::NotAccepted { .. } | Entry::Reconciled { verdict: Verdict::NotCharged, .. }))
    }

    /// Whether the call may have been charged and no readable answer came. Don't send it again before it is
    /// [reconciled](crate::Client::reconcile).
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self.outcome, None | Some(Entry::OutcomeUnknown { .. }))
    }
}

/// What an entry says of a paid call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It was accepted, and started no task, or one that isn't known.
    Accepted,
    /// It was accepted and started a task.
    Started,
    NotAccepted,
    Unknown,
    Charged,
    NotCharged,
}

impl Standing {
    /// The standing by an entry; `None` if the entry says nothing of it.
    fn of(entry: &Entry) -> Option<Self> {
        Some(match entry {
            Entry::Accepted { task: Some(_), .. } => Self::Started,
            Entry::Accepted { task: None, .. } => Self::Accepted,
            Entry::NotAccepted { .. } => Self::NotAccepted,
            Entry::OutcomeUnknown { .. } => Self::Unknown,
            Entry::Reconciled { verdict: Verdict::Charged, .. } => Self::Charged,
            Entry::Reconciled { verdict: Verdict::NotCharged, .. } => Self::NotCharged,
            Entry::Intent(_) | Entry::Ended { .. } | Entry::Reconciled { verdict: Verdict::Undetermined, .. } => {
                return None;
            }
        })
    }

    /// Whether this counts after what was known before. That a call was accepted is never undone, and its task is never forgotten, in
    /// whichever order an answer, a callback and a balance come.
    fn is_news(self, before: Option<Self>) -> bool {
        match before {
            Some(Self::Started) => self == Self::Started,
            Some(Self::Accepted) => matches!(self, Self::Accepted | Self::Started),
            _ => true,
        }
    }

    /// Whether it is certain that nothing was charged.
    fn is_free(self) -> bool {
        matches!(self, Self::NotAccepted | Self::NotCharged)
    }
}
