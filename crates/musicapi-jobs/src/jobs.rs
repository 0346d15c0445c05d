//! The file of jobs, as it is used.
//!
//! A thin top over the [`Ledger`](crate::ledger::Ledger), which decides, and the [worker](crate::worker), which works: here is what
//! callers say and are told. `batch` is what is said of a batch as a whole, `doubts` of what is in doubt, `care` of the file; `journal`
//! is the same file for a client that buys without jobs.

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
use crate::model::job::{Ended, Job, State, Work};
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
    /// Opens the file, or makes it in a folder that is there. Only its owner can read it, since it holds requests and answers.
    ///
    /// # Errors
    /// [`ErrorKind::NotJobs`], [`Newer`](ErrorKind::Newer), [`ReadOnly`](ErrorKind::ReadOnly), [`Locked`](ErrorKind::Locked),
    /// [`Disk`](ErrorKind::Disk) or [`Damaged`](ErrorKind::Damaged). What can't be used is left as it is.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Store::open(path.as_ref(), Access::Write).await.map(Self::of)
    }

    /// Opens a file that is there to look at it, which needs no right to write: not to the file, nor to its folder, nor room on the disk.
    /// What would change it fails with [`ErrorKind::ReadOnly`].
    ///
    /// # Errors
    /// As of [`open`](Self::open).
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

    /// On another clock than the machine's, for tests.
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

    /// Adds work to a batch, all of it or none. Nothing is sent. Work that the batch has under the same key is not added again; for
    /// work that comes from a file that people change there is [`set`](Self::set). A `webhook_secret` isn't written down: only a run
    /// that [is told it](Options::webhook_secret) sends such work.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: requests that break documented rules, operations that there aren't or
    /// that cost nothing, and keys under which the batch has other work.
    pub async fn add(&self, batch: &str, work: &[Work]) -> Result<Vec<i64>, Error> {
        let prices = prices(work)?;
        let work = secret::left_out(work).into_owned();
        let new = work.into_iter().zip(prices).map(|(work, credits)| NewJob { work, credits });
        self.ledger.add(batch, new.collect()).await
    }

    /// Sends what isn't sent, waits for what is, and fetches the files; until nothing of it is left to do. It goes on by itself, and
    /// stops when the [`Run`] is dropped; what is under way then is taken up by the next run.
    ///
    /// It needs a tokio runtime. It ends at once with [`ErrorKind::OtherService`] if the file is [of another service](Self::bind).
    pub fn run(&self, client: &Client, options: Options) -> Run {
        Run::start(Arc::clone(&self.ledger), client.clone(), options)
    }

    /// The jobs, the oldest first, as of one moment. Each is held with its request and its answer: of many jobs take the
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

    /// Those of these jobs that are there, the oldest first.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn some(&self, ids: &[i64]) -> Result<Vec<Job>, Error> {
        self.ledger.some(ids).await
    }

    /// A job.
    ///
    /// # Errors
    /// [`ErrorKind::NoSuchJob`], or if the file can't be read.
    pub async fn show(&self, id: i64) -> Result<Job, Error> {
        self.ledger.show(id).await
    }

    /// The job that started this task; none if this file knows nothing of it.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn of_task(&self, task: &TaskRef) -> Result<Option<Job>, Error> {
        self.ledger.of_task(task).await
    }

    /// Writes down how a task ended, for one who waited for it without a [`run`](Self::run): with its clips and their files, or with
    /// what the service said. What is over already stays as it is.
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
    /// [`ErrorKind::WrongState`] if it is done or in doubt; if the file can't be written.
    pub async fn resume(&self, id: i64) -> Result<(), Error> {
        let job = self.show(id).await?;
        match job.state {
            State::Refused | State::Failed => self.ledger.resume(id, false).await,
            State::Forgotten => self.ledger.resume(id, true).await,
            State::Waiting | State::Sending | State::Running => Ok(()),
            state => Err(wrong_state(id, state, "it can't be sent again before that is settled, if at all")),
        }
    }

    /// Does no more about a job. What it cost stays written down.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if it is being worked on; if the file can't be written.
    pub async fn forget(&self, id: i64) -> Result<(), Error> {
        self.show(id).await?;
        match self.ledger.forget(id).await? {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::WrongState, format!("job {id} is being worked on"))),
        }
    }

    /// Makes it a file of the service at this address, if it isn't one of any yet. [`run`](Self::run) and
    /// [`reconcile`](Self::reconcile) do so by themselves with the address of their client.
    ///
    /// # Errors
    /// [`ErrorKind::OtherService`] if it is a file of another: tasks of one service are nothing to another, and what waits to be sent
    /// was meant for that one. If the file can't be written.
    pub async fn bind(&self, base_url: &str) -> Result<(), Error> {
        self.ledger.belong_to(base_url).await
    }

    /// The address of the service that the file is of; none while it isn't one of any.
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
