//! What is written down about paid calls, so that none is lost whatever dies in between.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::response::{Answer, NOT_YET};
use crate::error::Error;
use crate::journal::intent::Intent;
use crate::journal::reconcile::Verdict;
use crate::task::TaskRef;

mod file;
pub(crate) mod intent;
pub(crate) mod reconcile;

pub use file::FileJournal;

/// Where a client writes down what it buys. [`Builder::journal`](crate::Builder::journal) sets it; [`FileJournal`] is one.
///
/// An [`Entry::Intent`] is recorded before the request leaves, and one entry for it after the answer. An intent without another
/// entry was cut off: whether the service accepted it is not known. Whoever learns more of an intent later, such as a receiver
/// of callbacks, records an [`Entry::Accepted`], which nothing undoes; of other entries the last one counts.
pub trait Journal: Send + Sync + 'static {
    /// Records an entry. When it returns, the entry must survive a crash of the machine.
    ///
    /// # Errors
    /// If it can't be recorded. The client then sends nothing, or, after the answer, returns an error that holds the task.
    fn record<'a>(&'a self, entry: &'a Entry) -> Journaling<'a, ()>;

    /// The last paid call with this [fingerprint](Intent::fingerprint), for [`Policy::once`](crate::Policy::once). Calls that were
    /// not accepted don't count.
    ///
    /// # Errors
    /// If the journal can't be read. The client then sends nothing.
    fn find<'a>(&'a self, fingerprint: &'a str) -> Journaling<'a, Option<Submission>>;
}

/// The future of a journal at work.
pub type Journaling<'a, T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// An entry of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Entry {
    /// A paid call is about to be sent.
    Intent(Intent),
    /// The service accepted it.
    Accepted {
        /// The id of the intent.
        intent: String,
        /// The task that it started; none if the answer itself is what was paid for.
        task: Option<TaskRef>,
        /// The answer; null if it had nothing yet, or somebody else told of it.
        answer: Value,
    },
    /// The service didn't accept it, and charged nothing.
    NotAccepted {
        /// The id of the intent.
        intent: String,
        /// Why.
        error: String,
    },
    /// Whether the service accepted it is not known.
    OutcomeUnknown {
        /// The id of the intent.
        intent: String,
        /// Why.
        error: String,
        /// What came back, if anything did.
        answer: Option<String>,
    },
    /// The outcome was unknown, and the balance told it.
    Reconciled {
        /// The id of the intent.
        intent: String,
        /// What it told.
        verdict: Verdict,
    },
}

impl Entry {
    /// The id of the intent that it is about.
    #[must_use]
    pub fn intent(&self) -> &str {
        match self {
            Self::Intent(intent) => &intent.id,
            Self::Accepted { intent, .. }
            | Self::NotAccepted { intent, .. }
            | Self::OutcomeUnknown { intent, .. }
            | Self::Reconciled { intent, .. } => intent,
        }
    }

    /// The entry for what became of a call.
    pub(crate) fn of(intent: &str, result: &Result<Answer, Error>) -> Self {
        let intent = intent.to_owned();
        match result {
            // It has nothing yet: whoever asks once more must not be given that.
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

/// A paid call, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// What was about to be sent.
    pub intent: Intent,
    /// What is known of it by all that was written about it; none if it was cut off, so that its outcome is unknown.
    pub outcome: Option<Entry>,
}

impl Submission {
    /// Each intent of these entries, in the order of time, with what is known of it.
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

    /// Takes a later entry for what is known, unless more is known already: nothing undoes that it was accepted, whichever of an
    /// answer, a callback and a balance comes last, and its task is never forgotten.
    fn learn(&mut self, later: Entry) {
        let keeps = match (&self.outcome, &later) {
            (Some(Entry::Accepted { task, .. }), Entry::Accepted { task: other, .. }) => {
                task.is_some() && other.is_none()
            }
            (Some(Entry::Accepted { .. }), _) | (_, Entry::Reconciled { verdict: Verdict::Undetermined, .. }) => true,
            _ => false,
        };
        if !keeps {
            self.outcome = Some(later);
        }
    }

    /// The task that it started.
    #[must_use]
    pub fn task(&self) -> Option<&TaskRef> {
        match &self.outcome {
            Some(Entry::Accepted { task, .. }) => task.as_ref(),
            _ => None,
        }
    }

    /// Whether it is certain that nothing was charged, so that it may be sent again.
    #[must_use]
    pub fn is_not_accepted(&self) -> bool {
        matches!(self.outcome, Some(Entry::NotAccepted { .. } | Entry::Reconciled { verdict: Verdict::NotCharged, .. }))
    }

    /// Whether it may have been charged without an answer that could be read. Don't send it again before it is
    /// [reconciled](crate::Client::reconcile).
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self.outcome, None | Some(Entry::OutcomeUnknown { .. }))
    }
}
