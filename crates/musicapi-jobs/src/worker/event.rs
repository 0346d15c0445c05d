//! The events of a run.

use std::time::Duration;

use musicapi::{Clip, TaskRef, TaskStatus};
use serde_json::Value;

use crate::error::Error;
use crate::model::job::{Job, SavedFile};

/// An event of a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The service accepted a job.
    Accepted {
        /// The job.
        job: i64,
        /// The task that was started; `None` if the answer itself is what was paid for.
        task: Option<TaskRef>,
        /// The documented price.
        credits: Option<u32>,
    },
    /// A poll of a job's task.
    Polled {
        /// The job.
        job: i64,
        /// What the poll showed.
        status: TaskStatus<Value>,
    },
    /// The file of a clip is there, whatever happens to the other clips of its task.
    Fetched {
        /// The job.
        job: i64,
        /// The clip.
        clip: Clip<Value>,
        /// Its file.
        file: SavedFile,
    },
    /// The file of a clip isn't there yet, and will be requested again.
    Delayed {
        /// The job.
        job: i64,
        /// The clip.
        clip: Clip<Value>,
        /// Why.
        error: musicapi::Error,
        /// The pause before the next request.
        pause: Duration,
    },
    /// A task that counted as failed exists after all: the run waits for it, and nothing is paid again.
    Revived {
        /// The job.
        job: i64,
        /// The task.
        task: TaskRef,
    },
    /// The service doesn't know the failed task of a job that is to be sent again.
    ///
    /// If the service had reported the failure, the job is sent again, as was asked. If it had only said that it doesn't know the task,
    /// which versions before this one took for a failure, then nothing has failed for sure: the run waits for the task, and nothing is paid.
    Forgotten {
        /// The job.
        job: i64,
        /// The task.
        task: TaskRef,
        /// Whether the job is sent again.
        is_sent_again: bool,
    },
    /// Another run or process has just made a paid call, and this run waits for its turn. This comes once, before the first call.
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
    /// The balance says nothing yet about a call in doubt, since a charge may show late: it is asked again after the pause.
    Settling {
        /// In what time.
        pause: Duration,
    },
    /// This run is done with a job: the job's state says how. A job that is still [`Running`](crate::State::Running) is taken up by the next run.
    Ended {
        /// The job.
        job: Box<Job>,
        /// Why the job isn't done.
        error: Option<musicapi::Error>,
    },
    /// Something failed that may pass; the run begins nothing new for a while.
    Paused {
        /// How long.
        pause: Duration,
        /// Why.
        error: musicapi::Error,
    },
    /// The run sends nothing more. What is in progress goes on.
    Stopped(StopReason),
    /// A task was paid for and can't be recorded. The error names it: keep it.
    Unwritten {
        /// The job.
        job: i64,
        /// Why.
        error: Error,
    },
}

/// Why a run sends nothing more.
#[derive(Debug)]
#[non_exhaustive]
pub enum StopReason {
    /// The next job would exceed the [limit](crate::Jobs::set_limit) of its batch. Jobs of other batches are still sent.
    Budget {
        /// The batch.
        batch: String,
        /// What it would cost, and what was spent.
        text: String,
    },
    /// Files can't be written, on a full disk for example: the next clips couldn't be stored either.
    Files(String),
    /// The next job would fail like this one, for lack of credits or because of a wrong key for example.
    Error(musicapi::Error),
}
