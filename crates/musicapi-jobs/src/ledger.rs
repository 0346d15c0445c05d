//! The ledger: what any store of paid work must be able to do, and what it decides about money.
//!
//! A store implements [`Ledger`], as `sqlite/` does. Each verb is one transaction. Those that decide about money
//! ([`begin`](Ledger::begin), [`record`](Ledger::record), [`adopt`](Ledger::adopt), [`end`](Ledger::end)) are on the disk when they
//! return, and are finished even if their caller stops waiting. All times are the store's: no verb takes a time.

use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use musicapi::{ClipState, Clock, Entry, Intent, Submission, TaskRef};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::batch::known::Asked;
use crate::batch::spec::BatchSpec;
use crate::error::{Error, ErrorKind};
use crate::model::call::{CallState, Due};
use crate::model::closed::Closed;
use crate::model::health::{Health, Pruned};
use crate::model::job::{ClipRecord, Ended, Job, JobSpec};
use crate::model::plan::Plan;
use crate::model::progress::Progress;
use crate::model::scope::Scope;

/// The future that a verb returns.
pub(crate) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A store of paid work. Several processes may use the same one.
pub(crate) trait Ledger: Send + Sync {
    /// The same store, on another clock.
    fn on_clock(&self, clock: Arc<dyn Clock>) -> Arc<dyn Ledger>;
    /// The clock.
    fn clock(&self) -> &dyn Clock;
    /// The date, in milliseconds since 1970.
    fn now(&self) -> i64;
    /// Whether another program keeps it locked, and is waited for since two seconds.
    fn is_locked(&self) -> watch::Receiver<bool>;
    /// An error with the name of the store.
    fn named(&self, error: Error) -> Error;

    /// The address of the service that it is of.
    fn service(&self) -> Answer<'_, Option<String>>;
    /// Makes it one of this service unless it is one of any, and says which it is of.
    fn bind(&self, base_url: &str) -> Answer<'_, String>;

    /// The same; refused if it is one of another.
    fn belong_to<'a>(&'a self, base_url: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let known = match self.service().await? {
                Some(known) => known,
                None => self.bind(base_url).await?,
            };
            if known == base_url {
                return Ok(());
            }
            let text = format!("it is of {known}, and not of {base_url}: another service needs another file");
            Err(self.named(Error::new(ErrorKind::OtherService, text)))
        })
    }

    /// Adds work to a batch, all or none: work that is there under its key isn't added again.
    fn add(&self, batch: &str, work: Vec<NewJob>) -> Answer<'_, Vec<i64>>;
    /// What it would take to make a batch what is wanted. Nothing is changed.
    fn plan(&self, batch: &str, asked: Asked) -> Answer<'_, Plan>;
    /// Makes a batch what is wanted, all of it or none, and sets its limit if one is given.
    fn revise(&self, batch: &str, limit: Option<u64>, asked: Asked, work: WorkOnceMore) -> Answer<'_, Plan>;
    /// The batch with this name, or another name of it.
    fn batch(&self, name: &str) -> Answer<'_, Option<String>>;
    /// The other names of a batch, without those that are batches of their own by now.
    fn names(&self, batch: &str) -> Answer<'_, Vec<String>>;
    /// The batch that has exactly this work.
    fn same(&self, wanted: Arc<BatchSpec>) -> Answer<'_, Option<String>>;
    /// Gives a batch another name, or renames it.
    fn call(&self, batch: &str, name: &str, moves: bool) -> Answer<'_, ()>;
    /// The most that a batch may cost.
    fn limit(&self, batch: &str) -> Answer<'_, Option<u64>>;
    /// Sets the most that a batch may cost.
    fn set_limit(&self, batch: &str, credits: u64) -> Answer<'_, ()>;
    /// The jobs, the oldest first.
    fn list(&self, scope: &Scope) -> Answer<'_, Vec<Job>>;
    /// A single one.
    fn show(&self, id: i64) -> Answer<'_, Job> {
        Box::pin(async move {
            let found = self.list(&Scope::Job(id)).await?.pop();
            found.ok_or_else(|| Error::new(ErrorKind::NoSuchJob, format!("there is no job {id}")))
        })
    }
    /// Their numbers, in the same order.
    fn ids(&self, scope: &Scope) -> Answer<'_, Vec<i64>>;
    /// Those of these jobs that are there, the oldest first.
    fn some(&self, ids: &[i64]) -> Answer<'_, Vec<Job>>;
    /// The job whose last call started this task.
    fn of_task(&self, task: &TaskRef) -> Answer<'_, Option<Job>>;
    /// Counts of jobs and sums of credits.
    fn progress(&self, scope: &Scope) -> Answer<'_, Progress>;
    /// Lets a job go on: a forgotten job as it was before, another one by being sent. A job that isn't any more as the caller saw it is left
    /// alone.
    fn resume(&self, job: i64, was_forgotten: bool) -> Answer<'_, ()>;
    /// Gives a job up; false if a run works on it.
    fn forget(&self, job: i64) -> Answer<'_, bool>;

    /// Takes the next free jobs, up to a number, those that are paid for first.
    fn take(&self, claim: &Claim, closed: &Closed, most: usize) -> Answer<'_, Vec<Taken>>;
    /// Renews the lease of all jobs that this claim has taken.
    fn renew(&self, claim: &Claim) -> Answer<'_, ()>;
    /// Releases a job, or all jobs of the claim.
    fn release(&self, claim: &Claim, job: Option<i64>) -> Answer<'_, ()>;
    /// Parks a job until it is resumed explicitly. A job that is paid for is followed all the same.
    fn rest(&self, claim: &Claim, job: i64, error: &str) -> Answer<'_, ()>;
    /// Notes why a job didn't get on. The job stays due, and claimed.
    fn set_aside(&self, claim: &Claim, job: i64, error: &str) -> Answer<'_, ()>;
    /// How long until there may be a job to take; `None` if no other holder has jobs that are due, or may have sent one.
    fn others(&self, claim: &Claim, closed: &Closed) -> Answer<'_, Option<Duration>>;

    /// How long until the next paid call of this account has its turn.
    fn turn(&self, account: &str, gap: Duration) -> Answer<'_, Duration>;
    /// Writes a paid call down before it is sent: the turn of its account, the limit of its batch, the lease of its job and the intent
    /// are decided together. It fails, and nothing may be sent, if the job may have been sent before, or it was taken back.
    fn begin(&self, intent: &Intent, of: Option<&Claimed>) -> Answer<'_, Begun>;
    /// Records the outcome of a paid call.
    fn record(&self, entry: &Entry) -> Answer<'_, ()>;
    /// Records the task that a caller says a call has started, unless another call has started it: no task has two calls.
    fn adopt(&self, intent: &str, task: &TaskRef) -> Answer<'_, ()>;
    /// The last paid call with this fingerprint, of this job or of any, that may have been charged.
    fn find(&self, job: Option<i64>, fingerprint: &str) -> Answer<'_, Option<Submission>>;
    /// The paid calls of an account in the order in which they were written down: all since a time, and of those before it the ones that were
    /// open then.
    fn calls(&self, account: &str, since: i64) -> Answer<'_, Vec<Call>>;
    /// Marks calls as in doubt that a dead process was about to send: they may have been sent.
    fn doubt_the_abandoned(&self) -> Answer<'_, ()>;
    /// Records what a poll showed, in words, and whether nothing will change any more.
    fn seen(&self, job: i64, words: &str, is_made: bool) -> Answer<'_, ()>;
    /// Records that a task is over. A task that is over already stays as it is.
    fn end(&self, task: &TaskRef, ending: Ending) -> Answer<'_, ()>;

    /// The last paid call of a job whose task counts as failed; `None` if none of its tasks failed.
    fn failed(&self, job: i64) -> Answer<'_, Option<Failed>>;
    /// Takes a failed task up again: it is followed, and nothing is paid. Only for the holder of the job, and only if it isn't sent yet.
    fn revive(&self, claim: &Claim, job: i64, failed: &Failed) -> Answer<'_, bool>;

    /// How often the store has waited for the disk.
    fn syncs(&self) -> Answer<'_, u64>;
    /// Checks the whole store. If it is whole, it may be paid from again.
    fn check(&self) -> Answer<'_, Health>;
    /// Writes a copy.
    fn copy_to(&self, path: &Path) -> Answer<'_, ()>;
    /// Removes what has been over since before a date; with `only_asked`, only says what that would be.
    fn prune(&self, before: i64, only_asked: bool) -> Answer<'_, Pruned>;
}

/// Work that is to be written down, with its documented price.
#[derive(Debug, Clone)]
pub(crate) struct NewJob {
    pub(crate) work: JobSpec,
    pub(crate) credits: Option<u32>,
}

/// The work that is to be written down, in the order in which it is wanted.
pub(crate) type WorkOnceMore = Box<dyn Iterator<Item = io::Result<JobSpec>> + Send>;

/// Who takes jobs, for how long at a time, and which.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// Another one for each run.
    pub(crate) holder: String,
    pub(crate) lease: Duration,
    pub(crate) scope: Scope,
}

/// A job that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) id: i64,
    pub(crate) batch: String,
    pub(crate) operation: String,
    pub(crate) request: Value,
    pub(crate) due: Due,
}

/// The job that a paid call is for.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub(crate) job: i64,
    /// Who holds the job.
    pub(crate) holder: String,
    /// The time between two paid calls of an account.
    pub(crate) gap: Duration,
    pub(crate) mark: Arc<Mark>,
}

/// Whether the intent of a paid call is, or may be, written down. Until it is, it can be taken back, however long the store is waited
/// for.
#[derive(Debug, Default)]
pub(crate) struct Mark(Mutex<Marked>);

#[derive(Debug, Default)]
struct Marked {
    is_begun: bool,
    is_unwanted: bool,
}

impl Mark {
    fn marked(&self) -> MutexGuard<'_, Marked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on it may be written down; false if it was taken back.
    pub(crate) fn begin(&self) -> bool {
        let mut marked = self.marked();
        marked.is_begun = !marked.is_unwanted;
        marked.is_begun
    }

    /// Nothing was written down. It may be begun again; false if nobody wants that any more.
    pub(crate) fn put_off(&self) -> bool {
        let mut marked = self.marked();
        marked.is_begun = false;
        !marked.is_unwanted
    }

    /// Whether it was taken back before it was begun.
    pub(crate) fn is_taken_back(&self) -> bool {
        let marked = self.marked();
        marked.is_unwanted && !marked.is_begun
    }

    /// Takes it back; false if it was begun, so that its call may be under way.
    pub(crate) fn take_back(&self) -> bool {
        let mut marked = self.marked();
        marked.is_unwanted = true;
        !marked.is_begun
    }
}

/// Whether a paid call may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    /// Its intent is written down.
    Now,
    /// Its account has its next turn after this time. Nothing was written down.
    Later(Duration),
}

/// A paid call as it moved the balance, or may have.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) intent: String,
    pub(crate) operation: String,
    pub(crate) at: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) answered: Option<i64>,
    pub(crate) state: CallState,
    pub(crate) failed_clips: u32,
    pub(crate) credits: Option<u32>,
    pub(crate) balance: Option<f64>,
}

/// A paid call of a job whose task was taken for failed.
#[derive(Debug, Clone)]
pub(crate) struct Failed {
    pub(crate) intent: String,
    pub(crate) task: TaskRef,
    /// Why, in words.
    pub(crate) error: String,
}

/// How a task ended.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    /// Why it failed; none if it is complete.
    pub(crate) failed: Option<String>,
    pub(crate) clips: Value,
    pub(crate) failed_clips: usize,
}

impl Ending {
    pub(crate) fn of(made: Ended<'_>) -> Self {
        let clips = made.unwrap_or_default();
        let failed_clips = clips.iter().filter(|(clip, _)| clip.state == ClipState::Failed).count();
        let failed = match made {
            Err(error) => Some(error.to_string()),
            Ok(clips) => (failed_clips == clips.len()).then(|| "every clip failed".to_owned()),
        };
        Self { failed, clips: json!(clips.iter().map(ClipRecord::of).collect::<Vec<_>>()), failed_clips }
    }
}
