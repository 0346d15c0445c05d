//! The file of jobs, as it is used.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use musicapi::facts::Price;
use musicapi::{Client, ClipState, Clock, Entry, TaskRef, Verdict, facts};
use serde_json::json;

use crate::error::{Error, ErrorKind, Fault};
use crate::ledger::{Ending, Ledger, NewJob};
use crate::model::job::{Ended, Job, Made, State, Work};
use crate::model::progress::Progress;
use crate::model::scope::Scope;
use crate::model::secret;
use crate::reconcile::evidence::{self, Paid, verdict};
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

/// What the balance says of a job that was in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The job.
    pub job: i64,
    /// Whether it was charged, or why that can't be said.
    pub verdict: Result<Verdict, &'static str>,
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

    fn of(store: Store) -> Self {
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

    /// Adds work to a batch, all of it or none; nothing is sent.
    ///
    /// Work that the batch has under the same key is not added again; for work from a file that people change there is
    /// [`set`](Self::set). A `webhook_secret` isn't stored: only a run that [gets it](Options::webhook_secret) sends such work.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: requests that break documented rules, operations that don't exist or
    /// that cost nothing, and keys under which the batch has other work.
    pub async fn add(&self, batch: &str, work: &[Work]) -> Result<Vec<i64>, Error> {
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
        Run::start(self.clone(), client.clone(), options)
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
        let found = self.list(&Scope::Job(id)).await?.pop();
        found.ok_or_else(|| Error::new(ErrorKind::NoSuchJob, format!("there is no job {id}")))
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
        let clips = made.unwrap_or_default();
        let failed_clips = clips.iter().filter(|(clip, _)| clip.state == ClipState::Failed).count();
        let error = match made {
            Err(error) => Some(error.to_string()),
            Ok(clips) => (failed_clips == clips.len()).then(|| "every clip failed".to_owned()),
        };
        let clips = json!(clips.iter().map(Made::of).collect::<Vec<_>>());
        self.ledger.end(task, Ending { failed: error, clips, failed_clips }).await
    }

    /// How far the jobs are, and what they cost.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn progress(&self, scope: &Scope) -> Result<Progress, Error> {
        self.ledger.progress(scope).await
    }

    /// Asks the balance what became of jobs in doubt, all of the scope, and writes down what it says: what wasn't charged is sent by the
    /// next run.
    ///
    /// It needs the balance from before ([`Policy::read_balance`](musicapi::Policy::read_balance)), and compares it with what was read
    /// before the paid calls that followed, and now. Only what can have no other cause is a verdict: a call may be charged for late, and
    /// a task that fails gives credits back. **It proves nothing if anyone else used the account meanwhile**: only you can know that.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if it is about a single job that isn't in doubt; [`ErrorKind::OtherService`]; if the balance can't be
    /// read, or the file not be written.
    pub async fn reconcile(&self, client: &Client, scope: &Scope) -> Result<Vec<Finding>, Error> {
        self.bind(client.base_url()).await?;
        if let Scope::Job(id) = scope {
            self.in_doubt(*id).await?;
        }
        self.ledger.doubt_the_abandoned().await?;
        let at = self.ledger.now();
        let left = client.account().get_credits().await;
        let left = left.map_err(|error| Error::new(ErrorKind::Other, "the balance can't be read").because(error))?;
        let now = (at, left.credits + left.extra_credits);
        let mut doubts = Vec::new();
        for ids in self.ids(scope).await?.chunks(AT_A_TIME) {
            let some = self.some(ids).await?.into_iter().filter(|job| job.state == State::InDoubt);
            doubts.extend(some.filter_map(|job| Some((job.id, job.intent?))));
        }
        // What was settled long before the oldest of them says nothing of it.
        let oldest = doubts.iter().map(|(_, intent)| i64::try_from(intent.at).unwrap_or(i64::MAX)).min();
        let oldest = oldest.map_or(at, |oldest| oldest.min(at)) - evidence::BEFORE;
        let mut open: Vec<_> = doubts.iter().map(|(job, intent)| (*job, intent.id.as_str())).collect();
        let account = client.account_digest();
        let mut findings = Vec::new();
        // What is found out of one may tell of another.
        loop {
            let calls = self.ledger.calls(account, oldest).await?;
            let number = |intent: &str| calls.iter().position(|call| call.intent == intent);
            let paid: Vec<Paid> = calls.iter().map(|call| evidence::paid(call, self.ledger.now())).collect();
            let said = |intent| number(intent).map_or(Err(OTHER_ACCOUNT), |it| verdict(&paid, it, now));
            let told = open.iter().enumerate().find_map(|(index, (_, intent))| Some((index, said(intent).ok()?)));
            let Some((index, verdict)) = told else {
                let unknown = open.iter().map(|(job, intent)| Finding { job: *job, verdict: said(intent) });
                findings.extend(unknown);
                return Ok(findings);
            };
            let (job, intent) = open.remove(index);
            let entry = Entry::Reconciled { intent: intent.to_owned(), verdict };
            self.ledger.record(&entry).await?;
            findings.push(Finding { job, verdict: Ok(verdict) });
        }
    }

    /// Writes down what somebody has found out of a job in doubt. One that wasn't charged is sent by the next run.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job isn't in doubt; if the file can't be written.
    pub async fn settle(&self, id: i64, verdict: Verdict) -> Result<(), Error> {
        let job = self.in_doubt(id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger.record(&Entry::Reconciled { intent: intent.id, verdict }).await
    }

    /// Writes down the task of a job in doubt, once somebody knows it. The next run waits for it.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job isn't in doubt, or the task is another call's; if the file can't be written.
    pub async fn adopt(&self, id: i64, task: &TaskRef) -> Result<(), Error> {
        let job = self.in_doubt(id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger.adopt(&intent.id, task).await
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
        let known = match self.service().await? {
            Some(known) => known,
            None => self.ledger.bind(base_url).await?,
        };
        if known == base_url {
            return Ok(());
        }
        let text = format!("it is of {known}, and not of {base_url}: another service needs another file");
        Err(self.ledger.named(Error::new(ErrorKind::OtherService, text)))
    }

    /// The address of the service that the file is bound to; `None` while it isn't bound.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn service(&self) -> Result<Option<String>, Error> {
        self.ledger.service().await
    }

    /// How often the disk was waited for since the file was made, by all who wrote to it: many who wait together wait once.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn syncs(&self) -> Result<u64, Error> {
        self.ledger.syncs().await
    }

    /// A job that somebody must look at.
    async fn in_doubt(&self, id: i64) -> Result<Job, Error> {
        self.ledger.doubt_the_abandoned().await?;
        let job = self.show(id).await?;
        match job.state {
            State::InDoubt | State::Charged => Ok(job),
            state => Err(wrong_state(id, state, "there is nothing to find out")),
        }
    }
}

impl fmt::Debug for Jobs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Jobs").finish_non_exhaustive()
    }
}

fn wrong_state(id: i64, state: State, why: &str) -> Error {
    Error::new(ErrorKind::WrongState, format!("job {id} is {state}: {why}"))
}

fn fault(key: &str, field: &str, message: String) -> Fault {
    Fault { key: key.to_owned(), field: field.to_owned(), message }
}

/// What work costs by the documented prices, or all that is wrong with it.
pub(crate) fn prices(work: &[Work]) -> Result<Vec<Option<u32>>, Error> {
    let mut faults = Vec::new();
    let prices = work.iter().map(|work| price(work, &mut faults).map(|price| price.credits)).collect();
    if faults.is_empty() { Ok(prices) } else { Err(Error::invalid(faults)) }
}

/// What work costs by the documented prices, with all that is wrong with it.
pub(crate) fn price(work: &Work, faults: &mut Vec<Fault>) -> Option<Price> {
    let mut wrong = |field: &str, message: String| faults.push(fault(&work.key, field, message));
    let Some(operation) = facts::operation(&work.operation) else {
        wrong("", format!("there is no operation {:?}", work.operation));
        return None;
    };
    if !operation.is_paid() {
        wrong("", format!("{} costs nothing and makes nothing", operation.id));
        return None;
    }
    let (form, violations) = musicapi::check(operation, &work.request);
    violations.iter().for_each(|violation| wrong(&violation.field, violation.message.clone()));
    form.and_then(|form| form.price)
}

/// Why the balance of this account doesn't tell.
const OTHER_ACCOUNT: &str = "it was made with another key, or it isn't known with which";

/// A key stands for one thing.
pub(crate) fn other_work(key: &str) -> Fault {
    fault(key, "", "the batch has other work under this name".to_owned())
}

/// How many jobs are looked at together where there may be many.
const AT_A_TIME: usize = 256;
