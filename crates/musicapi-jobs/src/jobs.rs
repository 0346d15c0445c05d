//! The public face of a file of jobs: open it, add work, run it, ask how far it is, and care for it.
//!
//! Each method hands its question to the [`Ledger`], which decides about money, or starts a [run](crate::worker), which works. Here are
//! single jobs; `batch` has the methods for a batch as a whole, `doubts` those for jobs in doubt, `care` those for the file; `journal`
//! makes the file the journal of a client that buys without jobs.

mod batch;
mod care;
mod doubts;
mod journal;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use musicapi::{Client, Clock, TaskRef};
use tokio::sync::watch;

use crate::error::{Error, ErrorKind};
use crate::ledger::{Ending, Ledger, NewJob};
use crate::model::job::{Ended, Job, JobSpec, State};
use crate::model::price::prices;
use crate::model::progress::Progress;
use crate::model::scope::Scope;
use crate::model::secret;
use crate::reconcile::wrong_state;
use crate::sqlite::file::Access;
use crate::sqlite::store::Store;
use crate::worker::options::Options;
use crate::worker::run::Run;

/// A file of jobs. Clones are the same. Several processes may have it open.
///
/// It is also a [`Journal`](musicapi::Journal), for a client that buys without jobs.
#[derive(Clone)]
pub struct Jobs {
    ledger: Arc<dyn Ledger>,
    /// For tests that do what no verb does.
    #[cfg(test)]
    store: Store,
}

impl Jobs {
    /// Opens the file, or creates it in an existing folder. Only its owner can read it, since it has requests and answers.
    ///
    /// # Errors
    /// [`ErrorKind::NotJobs`], [`Newer`](ErrorKind::Newer), [`ReadOnly`](ErrorKind::ReadOnly), [`Locked`](ErrorKind::Locked),
    /// [`Disk`](ErrorKind::Disk) or [`Damaged`](ErrorKind::Damaged). A file that can't be used is left as it is.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Store::open(path.as_ref(), Access::Write).await.map(Self::of)
    }

    /// Opens an existing file to read it, which needs no right to write to the file or its folder, and no room on the disk. Methods that
    /// would change it fail with [`ErrorKind::ReadOnly`].
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub async fn open_read_only(path: impl AsRef<Path>) -> Result<Self, Error> {
        Store::open(path.as_ref(), Access::Read).await.map(Self::of)
    }

    pub(crate) fn of(store: Store) -> Self {
        Self {
            ledger: Arc::new(store.clone()),
            #[cfg(test)]
            store,
        }
    }

    /// The same file on another clock than the machine's, for tests.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self {
            ledger: self.ledger.on_clock(Arc::clone(&clock)),
            #[cfg(test)]
            store: self.store.with_clock(clock),
        }
    }

    pub(crate) fn ledger(&self) -> &Arc<dyn Ledger> {
        &self.ledger
    }

    #[cfg(test)]
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Adds work to a batch, all of it or none; nothing is sent. The batch without a name, [`SINGLE`](crate::SINGLE), is for calls that
    /// stand alone, which a run of all jobs doesn't send.
    ///
    /// Work that the batch has under the same key is not added again; for work from a file that people change there is
    /// [`set`](Self::set). A `webhook_secret` isn't stored: only a run that [gets it](Options::webhook_secret) sends such work.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: requests that break documented rules, operations that don't exist or
    /// that cost nothing, and keys under which the batch has other work.
    pub async fn add(&self, batch: &str, work: &[JobSpec]) -> Result<Vec<i64>, Error> {
        let prices = prices(work)?;
        let work = secret::left_out(work).into_owned();
        let new = work.into_iter().zip(prices).map(|(work, credits)| NewJob { work, credits });
        self.ledger.add(batch, new.collect()).await
    }

    /// Runs the jobs: sends those that aren't sent, waits for their tasks, and fetches the files, until nothing is left to do.
    ///
    /// The run goes on by itself, and stops when the [`Run`] is dropped; the next run takes up what was in progress. It needs a tokio
    /// runtime. It ends at once with [`ErrorKind::OtherService`] if the file [belongs to another service](Self::bind).
    pub fn run(&self, client: &Client, options: Options) -> Run {
        Run::start(Arc::clone(&self.ledger), client.clone(), options)
    }

    /// The jobs, the oldest first, as of one moment. Each comes with its request and its answer: if there are many jobs, take their
    /// [numbers](Self::ids), and [some](Self::some) at a time.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn list(&self, scope: &Scope) -> Result<Vec<Job>, Error> {
        self.ledger.list(scope).await
    }

    /// The numbers of the jobs, the oldest first.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn ids(&self, scope: &Scope) -> Result<Vec<i64>, Error> {
        self.ledger.ids(scope).await
    }

    /// The jobs with these numbers, as far as they exist, the oldest first.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn some(&self, ids: &[i64]) -> Result<Vec<Job>, Error> {
        self.ledger.some(ids).await
    }

    /// The job with this number.
    ///
    /// # Errors
    /// [`ErrorKind::NoSuchJob`], or if the file can't be read.
    pub async fn show(&self, id: i64) -> Result<Job, Error> {
        self.ledger.show(id).await
    }

    /// The job that started this task; `None` if this file doesn't know the task.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn of_task(&self, task: &TaskRef) -> Result<Option<Job>, Error> {
        self.ledger.of_task(task).await
    }

    /// Records how a task ended, for a program that waited for it without a [`run`](Self::run): with its clips and their files, or with
    /// the service's error. A task that is over already stays as it is.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn end(&self, task: &TaskRef, made: Ended<'_>) -> Result<(), Error> {
        self.ledger.end(task, Ending::of(made)).await
    }

    /// How far the jobs are, and what they cost.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn progress(&self, scope: &Scope) -> Result<Progress, Error> {
        self.ledger.progress(scope).await
    }

    /// Lets a job that was refused, or whose task failed, be sent again by the next run, and one that was forgotten go on. Another
    /// that isn't over goes on anyway.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job is done or in doubt; if the file can't be written.
    pub async fn resume(&self, id: i64) -> Result<(), Error> {
        let job = self.show(id).await?;
        match job.state {
            State::Refused | State::Failed => self.ledger.resume(id, false).await,
            State::Forgotten => self.ledger.resume(id, true).await,
            State::Waiting | State::Sending | State::Running => Ok(()),
            state => Err(wrong_state(id, state, "it can't be sent again before that is settled, if at all")),
        }
    }

    /// Gives a job up: no run works on it any more. Its cost stays recorded.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if a run is working on the job; if the file can't be written.
    pub async fn forget(&self, id: i64) -> Result<(), Error> {
        self.show(id).await?;
        match self.ledger.forget(id).await? {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::WrongState, format!("job {id} is being worked on"))),
        }
    }

    /// Binds the file to the service at this address, unless it is bound already. [`run`](Self::run) and
    /// [`reconcile`](Self::reconcile) do so by themselves with the address of their client.
    ///
    /// # Errors
    /// [`ErrorKind::OtherService`] if the file is bound to another service: its tasks mean nothing to this one, and its waiting jobs were
    /// meant for the other. If the file can't be written.
    pub async fn bind(&self, base_url: &str) -> Result<(), Error> {
        self.ledger.belong_to(base_url).await
    }

    /// The address of the service that the file is bound to; `None` while it isn't bound.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn service(&self) -> Result<Option<String>, Error> {
        self.ledger.service().await
    }

    /// Whether another program keeps the file locked, and whoever uses it here waits for that since two seconds. After ten it fails with
    /// [`ErrorKind::Locked`]. A run tells it by [`Event::Locked`](crate::Event::Locked), too.
    #[must_use]
    pub fn is_locked(&self) -> watch::Receiver<bool> {
        self.ledger.is_locked()
    }

    /// How often the disk was waited for since the file was made, by all who wrote to it: many who wait together wait once.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn syncs(&self) -> Result<u64, Error> {
        self.ledger.syncs().await
    }
}

impl fmt::Debug for Jobs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Jobs").finish_non_exhaustive()
    }
}
