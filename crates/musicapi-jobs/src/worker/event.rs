//! What a run tells while it goes on.

use std::time::Duration;

use musicapi::{Clip, Look, TaskRef};
use serde_json::Value;

use crate::error::Error;
use crate::model::job::{Job, Kept};

/// What happens in a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The service took a job.
    Accepted {
        /// The job.
        job: i64,
        /// Its task; none if the answer itself is what was paid for.
        task: Option<TaskRef>,
        /// What it costs, by the documentation.
        credits: Option<u32>,
    },
    /// A look at a job's task.
    Looked {
        /// The job.
        job: i64,
        /// What it showed.
        look: Look<Value>,
    },
    /// The file of a clip is there, whatever becomes of the others of its task.
    Fetched {
        /// The job.
        job: i64,
        /// The clip.
        clip: Clip<Value>,
        /// Its file.
        file: Kept,
    },
    /// The file of a clip isn't there yet, and is asked for again.
    Delayed {
        /// The job.
        job: i64,
        /// The clip.
        clip: Clip<Value>,
        /// Why.
        error: musicapi::Error,
        /// In what time.
        pause: Duration,
    },
    /// A task that was taken for failed is there after all: it is waited for, and nothing is paid again.
    Revived {
        /// The job.
        job: i64,
        /// The task.
        task: TaskRef,
    },
    /// The service doesn't know the failed task of a job that is to be sent again.
    ///
    /// If the service had reported the failure, the job is sent again, as somebody has asked. If it had only said that it doesn't know the
    /// task, as versions before this one took for a failure, then nothing has failed for sure: the task is waited for, and nothing is paid.
    Forgotten {
        /// The job.
        job: i64,
        /// The task.
        task: TaskRef,
        /// Whether the job is sent again.
        is_sent_again: bool,
    },
    /// Another run or process has made a paid call just now; this one's has its turn then. It is told once, before the first call.
    Turn {
        /// In what time.
        pause: Duration,
    },
    /// Another program keeps the file of jobs locked since two seconds, and is waited for. It is told once for each time.
    Locked,
    /// What is left is held by another process, and waited for.
    Waiting {
        /// Until when at most another process holds it, unless it goes on.
        pause: Duration,
    },
    /// This run has done with a job: its state says how. One that is still [`Running`](crate::State::Running) is taken up by the next run.
    Ended {
        /// The job.
        job: Box<Job>,
        /// Why it isn't done.
        error: Option<musicapi::Error>,
    },
    /// Something failed that may pass; nothing new is begun for a while.
    Paused {
        /// How long.
        pause: Duration,
        /// Why.
        error: musicapi::Error,
    },
    /// Nothing more is sent. What is under way goes on.
    Stopped(Why),
    /// A task was paid for and can't be written down: the error names it. Keep it.
    Unwritten {
        /// The job.
        job: i64,
        /// Why.
        error: Error,
    },
}

/// Why nothing more is sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum Why {
    /// The next one would exceed the [limit](crate::Jobs::set_limit) of its batch. That of other batches is still sent.
    Budget {
        /// The batch.
        batch: String,
        /// What it would cost, and what was spent.
        text: String,
    },
    /// Files can't be written, such as on a full disk: what is made next couldn't be kept either.
    Files(String),
    /// The next one would fail like this one, such as for lack of credits or a wrong key.
    Error(musicapi::Error),
}
