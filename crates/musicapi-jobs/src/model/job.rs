//! A job as it is seen from outside.

use std::fmt;
use std::path::PathBuf;

use musicapi::{Clip, Intent, TaskRef};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::error::Error;
use crate::sqlite::submissions::{self, damaged};

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

    /// Of a row with the last submission's state, and what is to be done.
    pub(crate) fn in_row(row: &SqliteRow, now: i64) -> Result<Self, Error> {
        let submitted: Option<String> = row.try_get("state")?;
        let is_held = row.try_get::<i64, _>("held_until")? > now;
        Ok(Self::of(submitted.as_deref(), row.try_get("due")?, row.try_get("forgotten")?, is_held))
    }

    /// Who sends something holds it: else the process that did is gone.
    fn of(submission: Option<&str>, due: i64, forgotten: bool, is_held: bool) -> Self {
        match (submission, due) {
            _ if forgotten => Self::Forgotten,
            (_, 1) => Self::Waiting,
            (Some("intended"), _) if is_held => Self::Sending,
            (Some("accepted"), _) => Self::Running,
            (Some("complete"), _) => Self::Done,
            (Some("failed"), _) => Self::Failed,
            (Some("unknown" | "intended"), _) => Self::InDoubt,
            (Some("charged"), _) => Self::Charged,
            _ => Self::Refused,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Padded where a table asks for it.
        out.pad(self.word())
    }
}

/// A job with the submission that counts: the one that may have been paid for, of which there is one at most, or else the last.
pub(crate) const JOB: &str = "SELECT j.id, j.batch, j.key, j.operation AS job_operation, j.request AS job_request,
    j.credits AS job_credits, j.note, j.due, j.forgotten, j.error AS job_error,
    CASE WHEN j.holder IS NULL THEN 0 ELSE j.held_until END AS held_until, s.*
    FROM jobs j LEFT JOIN submissions s ON s.number = (SELECT number FROM submissions WHERE job = j.id
        ORDER BY state IN ('not_accepted', 'not_charged', 'failed'), number DESC LIMIT 1)";

impl Job {
    pub(crate) fn of(row: &SqliteRow, now: i64) -> Result<Self, Error> {
        let json = |column: &str| -> Result<Option<Value>, Error> {
            let text: Option<String> = row.try_get(column)?;
            text.map(|text| serde_json::from_str(&text).map_err(damaged)).transpose()
        };
        let submitted = row.try_get::<Option<String>, _>("state")?;
        // What was written down of any other may be no JSON at all.
        let is_answered = matches!(submitted.as_deref(), Some("accepted" | "complete" | "failed"));
        let error: Option<String> = row.try_get("job_error")?;
        let state = State::in_row(row, now)?;
        let clips = json("clips")?.map(serde_json::from_value).transpose().map_err(damaged)?;
        Ok(Self {
            id: row.try_get("id")?,
            batch: row.try_get("batch")?,
            key: row.try_get("key")?,
            operation: row.try_get("job_operation")?,
            request: json("job_request")?.unwrap_or_default(),
            note: json("note")?.unwrap_or_default(),
            state,
            task: submissions::task(row)?,
            credits: row.try_get("job_credits")?,
            seen: row.try_get("seen")?,
            is_made: row.try_get::<Option<bool>, _>("made")?.unwrap_or_default(),
            error: error.or(row.try_get("error")?),
            answer: if is_answered { json("answer")? } else { None },
            unread: if is_answered { None } else { row.try_get("answer")? },
            clips: clips.unwrap_or_default(),
            failed_clips: row.try_get::<Option<u32>, _>("failed_clips")?.unwrap_or_default(),
            intent: submitted.is_some().then(|| submissions::submission(row)).transpose()?.map(|it| it.intent),
        })
    }
}
