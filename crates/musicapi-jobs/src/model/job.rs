//! Jobs as callers see them: the work that is wanted, the job that does it, its state, and what came of it.

use std::fmt;
use std::path::PathBuf;

use musicapi::{Clip, Intent, TaskRef};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::call::{CallState, Due};

/// Work to be done: a paid call.
#[derive(Debug, Clone, PartialEq)]
pub struct JobSpec {
    /// The key within its batch, such as the number of a line: work with one key is added once.
    pub key: String,
    /// The `operationId`, such as `create_sonic`.
    pub operation: String,
    /// The body of the call.
    pub request: Value,
    /// A note of the caller's own, such as the path for its files. It is kept with the job.
    pub note: Value,
    /// Whether the request names a model (`mv`) only because the caller filled in a default of its own. Such work is the same as work
    /// that was sent with another model, so that a new default doesn't make anything be paid for again.
    pub any_model: bool,
}

/// A job, with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Job {
    /// The job's number in the file.
    pub id: i64,
    /// The batch it belongs to.
    pub batch: String,
    /// The key within the batch.
    pub key: String,
    /// The `operationId`.
    pub operation: String,
    /// The body of the call.
    pub request: Value,
    /// The caller's note.
    pub note: Value,
    /// The state of the job.
    pub state: State,
    /// The task that the job's call started.
    pub task: Option<TaskRef>,
    /// The documented price, in credits; `None` if there is none.
    pub credits: Option<u32>,
    /// What the last poll showed, in words.
    pub seen: Option<String>,
    /// Whether its batch was [set](crate::Jobs::set) without this job since: its cost stays in the bill, and it isn't sent again by itself.
    pub is_withdrawn: bool,
    /// Whether the service is done with the job: if the job is still running, only its files are missing.
    pub is_made: bool,
    /// Why the job isn't further.
    pub error: Option<String>,
    /// The answer of the call itself.
    pub answer: Option<Value>,
    /// The unreadable answer of a call whose task isn't known: there may be a task id in it.
    pub unread: Option<String>,
    /// The clips, once the job is done.
    pub clips: Vec<ClipRecord>,
    /// How many of the clips failed; the others are there.
    pub failed_clips: u32,
    /// The intent of the last paid call that was made, or was about to be made, for the job.
    #[serde(skip)]
    pub intent: Option<Intent>,
}

/// How a task ended: with its clips and their files, or with what the service said.
pub type Ended<'e> = Result<&'e [(Clip<Value>, Option<SavedFile>)], &'e musicapi::Error>;

/// A clip that was made, or failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClipRecord {
    /// The clip's id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its state, in the service's word.
    pub state: String,
    /// The clip's length in seconds, as the service reports it.
    pub seconds: Option<f64>,
    /// The model that made it.
    pub model: Option<String>,
    /// The clip's file; `None` if the clip failed, has no audio, or wasn't wanted.
    pub file: Option<SavedFile>,
}

impl ClipRecord {
    pub(crate) fn of((clip, file): &(Clip<Value>, Option<SavedFile>)) -> Self {
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

/// A file that was fetched whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFile {
    /// The path of the file.
    pub path: PathBuf,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: Option<String>,
}

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// The job isn't sent yet.
    Waiting,
    /// The job is being sent.
    Sending,
    /// The service accepted the job, and it isn't over yet.
    Running,
    /// The job is over, and its files are there.
    Done,
    /// The task failed. The service gives the credits back.
    Failed,
    /// The service refused the job and charged nothing.
    Refused,
    /// The job was sent, and whether it was accepted isn't known. It isn't sent again before that is found out.
    InDoubt,
    /// The job was charged, and its task isn't known.
    Charged,
    /// The job isn't wanted any more.
    Forgotten,
}

impl State {
    /// All states.
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

    /// The word for the state.
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

    /// The state of a job, by the state of its last paid call and what is to be done next. A process that sends a call holds the job; if
    /// none holds it, the process is gone.
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
        // Padded if the format asks for it, as tables do.
        out.pad(self.word())
    }
}
