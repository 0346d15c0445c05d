//! A job as it is seen from outside.

use std::fmt;
use std::path::PathBuf;

use musicapi::{Clip, Intent, TaskRef};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::call::{CallState, Due};

/// What is wanted: a paid call.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What it is called within its batch, such as the number of a line: the same one is added once.
    pub key: String,
    /// The `operationId`, such as `create_sonic`.
    pub operation: String,
    /// The body of the call.
    pub request: Value,
    /// The caller's own, such as where files are to lie. It is kept beside the job.
    pub note: Value,
    /// Whether the request names a model (`mv`) only because the caller filled in a default of its own. Such work is the same as
    /// work that was sent with another model: a new default makes nothing be paid for again.
    pub any_model: bool,
}

/// A job, and what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Job {
    /// Its number in the file.
    pub id: i64,
    /// The batch it belongs to.
    pub batch: String,
    /// What it is called within the batch.
    pub key: String,
    /// The `operationId`.
    pub operation: String,
    /// The body of the call.
    pub request: Value,
    /// The caller's own.
    pub note: Value,
    /// How far it is.
    pub state: State,
    /// The task that it started.
    pub task: Option<TaskRef>,
    /// The price, by the documentation; none if there is none.
    pub credits: Option<u32>,
    /// What the last look showed, in words.
    pub seen: Option<String>,
    /// Whether its batch was [set](crate::Jobs::set) without it since: what it cost stays in the bill, and it isn't sent again by itself.
    pub is_withdrawn: bool,
    /// Whether the service is done with it: of one that is still running only the files are missing.
    pub is_made: bool,
    /// Why it isn't further.
    pub error: Option<String>,
    /// What the call itself answered.
    pub answer: Option<Value>,
    /// What came instead of an answer that can be read, if it was sent and its task isn't known: there may be a task id in it.
    pub unread: Option<String>,
    /// Its clips, once it is done.
    pub clips: Vec<Made>,
    /// How many of them failed: the others are there.
    pub failed_clips: u32,
    /// The last paid call that was made, or was about to be made, for it.
    #[serde(skip)]
    pub intent: Option<Intent>,
}

/// How a task ended: with its clips and their files, or with what the service said.
pub type Ended<'e> = Result<&'e [(Clip<Value>, Option<Kept>)], &'e musicapi::Error>;

/// A clip that was made, or failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Made {
    /// The clip's id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its state, in the service's word.
    pub state: String,
    /// How long it is, in seconds, as it says.
    pub seconds: Option<f64>,
    /// The model that made it.
    pub model: Option<String>,
    /// Its file; none if it failed, has no audio, or wasn't wanted.
    pub file: Option<Kept>,
}

impl Made {
    pub(crate) fn of((clip, file): &(Clip<Value>, Option<Kept>)) -> Self {
        Self {
            id: clip.id().map(str::to_owned),
            title: clip.title().map(str::to_owned),
            state: clip.word.clone(),
            seconds: clip.duration().map(|length| length.as_secs_f64()),
            model: clip.model().map(str::to_owned),
            file: file.clone(),
        }
    }
}

/// A file that is there, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: Option<String>,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// It isn't sent yet.
    Waiting,
    /// It is being sent.
    Sending,
    /// The service took it, and it isn't over yet.
    Running,
    /// It is over, and its files are there.
    Done,
    /// The task failed. The service gives the credits back.
    Failed,
    /// The service refused it and charged nothing.
    Refused,
    /// It was sent, and whether it was accepted isn't known. It isn't sent again before somebody has found out.
    InDoubt,
    /// It was charged, and its task isn't known.
    Charged,
    /// Nobody wants it any more.
    Forgotten,
}

impl State {
    /// Each of them.
    pub const ALL: &[Self] = &[
        Self::Waiting,
        Self::Sending,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Refused,
        Self::InDoubt,
        Self::Charged,
        Self::Forgotten,
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::InDoubt => "in doubt",
            Self::Charged => "charged",
            Self::Forgotten => "forgotten",
        }
    }

    /// Of a job with the state of its last paid call, and what is to be done about it. Who sends something holds it: else the process
    /// that did is gone.
    pub(crate) fn of(call: Option<CallState>, due: Due, forgotten: bool, is_held: bool) -> Self {
        match (call, due) {
            _ if forgotten => Self::Forgotten,
            (_, Due::Send) => Self::Waiting,
            (Some(CallState::Intended), _) if is_held => Self::Sending,
            (Some(CallState::Accepted), _) => Self::Running,
            (Some(CallState::Complete), _) => Self::Done,
            (Some(CallState::Failed), _) => Self::Failed,
            (Some(CallState::Unknown | CallState::Intended), _) => Self::InDoubt,
            (Some(CallState::Charged), _) => Self::Charged,
            (Some(CallState::NotAccepted | CallState::NotCharged) | None, _) => Self::Refused,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Padded where a table asks for it.
        out.pad(self.word())
    }
}
