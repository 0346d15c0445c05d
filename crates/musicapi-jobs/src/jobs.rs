//! The file of jobs, as it is used.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use musicapi::{Client, ClipState, Clock, Entry, TaskRef, Verdict, facts};
use serde_json::json;

use crate::error::{Error, ErrorKind, Fault};
use crate::model::job::{Ended, JOB, Job, Made, State, Work};
use crate::model::secret;
use crate::reconcile::evidence::{Paid, verdict};
use crate::sqlite::connection::{Durable, Store, Writing};
use crate::sqlite::progress::Progress;
use crate::sqlite::submissions::{self, Ending};
use crate::worker::run::{Options, Run, Scope};

/// A file of jobs. Clones are the same. Several processes may have it open.
///
/// It is also a [`Journal`](musicapi::Journal), for a client that buys without jobs.
#[derive(Clone)]
pub struct Jobs {
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
    /// Opens the file, or makes it in a folder that is there. Only its owner can read it, since it holds requests and answers.
    ///
    /// # Errors
    /// [`ErrorKind::NotJobs`], [`Newer`](ErrorKind::Newer), [`ReadOnly`](ErrorKind::ReadOnly), [`Locked`](ErrorKind::Locked),
    /// [`Disk`](ErrorKind::Disk) or [`Damaged`](ErrorKind::Damaged). What can't be used is left as it is.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Store::open(path.as_ref()).await.map(|store| Self { store })
    }

    /// On another clock than the machine's, for tests.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { store: self.store.with_clock(clock) }
    }

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
        let work = &*secret::left_out(work);
        let mut writing = self.store.write(Durable::Yes).await?;
        let inserted = insert_all(&mut writing, batch, work.iter().zip(prices)).await;
        let (ids, faults) = inserted.map_err(|error| self.store.error(error))?;
        if !faults.is_empty() {
            return Err(Error::invalid(faults));
        }
        writing.commit().await?;
        Ok(ids)
    }

    /// Sends what isn't sent, waits for what is, and fetches the files; until nothing of it is left to do. It goes on by itself, and
    /// stops when the [`Run`] is dropped; what is under way then is taken up by the next run.
    ///
    /// It needs a tokio runtime. It ends at once with [`ErrorKind::OtherService`] if the file is [of another service](Self::bind).
    pub fn run(&self, client: &Client, options: Options) -> Run {
        Run::start(self.clone(), client.clone(), options)
    }

    /// The jobs, the oldest first.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn list(&self, scope: &Scope) -> Result<Vec<Job>, Error> {
        let select = format!("{JOB} WHERE (?1 IS NULL OR j.batch = ?1) AND (?2 IS NULL OR j.id = ?2) ORDER BY j.id");
        let mut reading = self.store.read().await;
        let rows = sqlx::query(&select).bind(scope.batch()).bind(scope.job()).fetch_all(reading.connection()).await;
        let rows = rows.map_err(|error| self.store.error(error))?;
        let now = self.store.now();
        rows.iter().map(|row| Job::of(row, now).map_err(|error| self.store.error(error))).collect()
    }

    /// A job.
    ///
    /// # Errors
    /// [`ErrorKind::NoSuchJob`], or if the file can't be read.
    pub async fn show(&self, id: i64) -> Result<Job, Error> {
        let found = self.list(&Scope::Job(id)).await?.pop();
        found.ok_or_else(|| Error::new(ErrorKind::NoSuchJob, format!("there is no job {id}")))
    }

    /// The job that started this task; none if this file knows nothing of it.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn of_task(&self, task: &TaskRef) -> Result<Option<Job>, Error> {
        let select = format!("{JOB} WHERE s.task = ? ORDER BY j.id DESC LIMIT 1");
        let mut reading = self.store.read().await;
        let row = sqlx::query(&select).bind(task.to_string()).fetch_optional(reading.connection()).await;
        let job = row.map_err(Error::from).and_then(|row| row.map(|row| Job::of(&row, self.store.now())).transpose());
        job.map_err(|error| self.store.error(error))
    }

    /// Writes down how a task ended, for one who waited for it without a [`run`](Self::run): with its clips and their files, or with
    /// what the service said. What is over already stays as it is.
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
        let state = if error.is_some() { "failed" } else { "complete" };
        let clips = json!(clips.iter().map(Made::of).collect::<Vec<_>>());
        submissions::end(&self.store, task, &Ending { state, error: error.as_deref(), clips: &clips, failed_clips })
            .await
    }

    /// How far the jobs are, and what they cost.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn progress(&self, scope: &Scope) -> Result<Progress, Error> {
        Progress::of(&self.store, scope).await
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
        submissions::doubt_the_abandoned(&self.store).await?;
        let at = self.store.now();
        let left = client.account().get_credits().await;
        let left = left.map_err(|error| Error::new(ErrorKind::Other, "the balance can't be read").because(error))?;
        let now = (at, left.credits + left.extra_credits);
        let jobs = self.list(scope).await?;
        let in_doubt = jobs.iter().filter(|job| job.state == State::InDoubt);
        let mut open: Vec<_> = in_doubt.filter_map(|job| Some((job.id, job.intent.as_ref()?.id.as_str()))).collect();
        let account = client.account_digest();
        let mut findings = Vec::new();
        // What is found out of one may tell of another.
        loop {
            let calls = submissions::all_paid(&self.store, account).await?;
            let number = |intent: &str| calls.iter().position(|(known, _)| known == intent);
            let paid: Vec<Paid> = calls.iter().map(|(_, paid)| paid.clone()).collect();
            let said = |intent| number(intent).map_or(Err(OTHER_ACCOUNT), |it| verdict(&paid, it, now));
            let told = open.iter().enumerate().find_map(|(index, (_, intent))| Some((index, said(intent).ok()?)));
            let Some((index, verdict)) = told else {
                let unknown = open.iter().map(|(job, intent)| Finding { job: *job, verdict: said(intent) });
                findings.extend(unknown);
                return Ok(findings);
            };
            let (job, intent) = open.remove(index);
            let entry = Entry::Reconciled { intent: intent.to_owned(), verdict };
            submissions::record(&self.store, None, &entry).await?;
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
        submissions::record(&self.store, None, &Entry::Reconciled { intent: intent.id, verdict }).await
    }

    /// Writes down the task of a job in doubt, once somebody knows it. The next run waits for it.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job isn't in doubt, or the task is another call's; if the file can't be written.
    pub async fn adopt(&self, id: i64, task: &TaskRef) -> Result<(), Error> {
        let job = self.in_doubt(id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        submissions::adopt(&self.store, &intent.id, task).await
    }

    /// Lets a job that was refused, or whose task failed, be sent again by the next run, and one that was forgotten go on. Another
    /// that isn't over goes on anyway.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if it is done or in doubt; if the file can't be written.
    pub async fn resume(&self, id: i64) -> Result<(), Error> {
        let job = self.show(id).await?;
        let due = match job.state {
            State::Refused | State::Failed => 1,
            State::Waiting | State::Sending | State::Running => return Ok(()),
            // What it was before.
            State::Forgotten => -1,
            state => return Err(wrong_state(id, state, "it can't be sent again before that is settled, if at all")),
        };
        // What it is is asked once more, since another process may have been faster.
        let update = "UPDATE jobs SET error = NULL, forgotten = 0, due = CASE
                WHEN ?2 >= 0 THEN ?2
                ELSE coalesce((SELECT CASE state WHEN 'accepted' THEN 2 WHEN 'not_accepted' THEN 1 WHEN 'not_charged' THEN 1
                    ELSE 0 END FROM submissions WHERE job = ?1 ORDER BY number DESC LIMIT 1), 1) END
            WHERE id = ?1 AND due = 0 AND forgotten = ?3 AND (forgotten OR NOT EXISTS (SELECT 1 FROM submissions
                WHERE job = ?1 AND state NOT IN ('not_accepted', 'not_charged', 'failed')))";
        let mut writing = self.store.write(Durable::Yes).await?;
        writing.execute(sqlx::query(update).bind(id).bind(due).bind(job.state == State::Forgotten)).await?;
        writing.commit().await
    }

    /// Does no more about a job. What it cost stays written down.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if it is being worked on; if the file can't be written.
    pub async fn forget(&self, id: i64) -> Result<(), Error> {
        self.show(id).await?;
        let mut writing = self.store.write(Durable::Yes).await?;
        let update = "UPDATE jobs SET forgotten = 1, due = 0 WHERE id = ? AND (holder IS NULL OR held_until <= ?)";
        if writing.execute(sqlx::query(update).bind(id).bind(self.store.now())).await? == 0 {
            return Err(Error::new(ErrorKind::WrongState, format!("job {id} is being worked on")));
        }
        writing.commit().await
    }

    /// How often the disk was waited for since the file was made, by all who wrote to it: many who wait together wait once.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn syncs(&self) -> Result<u64, Error> {
        let mut reading = self.store.read().await;
        let count = sqlx::query_scalar("SELECT count FROM syncs").fetch_one(reading.connection()).await;
        let count: i64 = count.map_err(|error| self.store.error(error))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// A job that somebody must look at.
    async fn in_doubt(&self, id: i64) -> Result<Job, Error> {
        submissions::doubt_the_abandoned(&self.store).await?;
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
    let prices = work.iter().map(|work| price(work, &mut faults)).collect();
    if faults.is_empty() { Ok(prices) } else { Err(Error::invalid(faults)) }
}

/// What work costs by the documented prices, with all that is wrong with it.
fn price(work: &Work, faults: &mut Vec<Fault>) -> Option<u32> {
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
    form.and_then(|form| form.price).map(|price| price.credits)
}

/// Why the balance of this account doesn't tell.
const OTHER_ACCOUNT: &str = "it was made with another key, or it isn't known with which";

/// A key stands for one thing.
pub(crate) fn other_work(key: &str) -> Fault {
    fault(key, "", "the batch has other work under this name".to_owned())
}

/// The numbers of the jobs, and what the batch has other work under the key of.
pub(crate) async fn insert_all(
    writing: &mut Writing,
    batch: &str,
    work: impl Iterator<Item = (&Work, Option<u32>)>,
) -> Result<(Vec<i64>, Vec<Fault>), Error> {
    let (mut ids, mut faults) = (Vec::new(), Vec::new());
    for (work, credits) in work {
        match insert(writing, batch, work, credits).await? {
            Some(id) => ids.push(id),
            None => faults.push(other_work(&work.key)),
        }
    }
    Ok((ids, faults))
}

/// The job's number; none if the batch has other work under its key.
async fn insert(writing: &mut Writing, batch: &str, work: &Work, credits: Option<u32>) -> Result<Option<i64>, Error> {
    let (request, note) = (work.request.to_string(), work.note.to_string());
    let insert = "INSERT INTO jobs (batch, key, operation, request, credits, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (batch, key) DO NOTHING RETURNING id";
    let insert = sqlx::query_scalar(insert).bind(batch).bind(&work.key).bind(&work.operation);
    let insert = insert.bind(&request).bind(credits).bind(note);
    if let Some(id) = insert.fetch_optional(writing.connection()?).await? {
        return Ok(Some(id));
    }
    let same = "SELECT id FROM jobs WHERE batch = ? AND key = ? AND operation = ? AND request = ?";
    let same = sqlx::query_scalar(same).bind(batch).bind(&work.key).bind(&work.operation).bind(request);
    Ok(same.fetch_optional(writing.connection()?).await?)
}
