//! Against the mock, on its clock.

mod batches;
mod care;
mod clocks;
mod crashes;
mod doubts;
mod file;
mod locks;
mod money;
mod passing;
mod plans;
mod queue;
mod reading;
mod revival;
mod same;
mod service;
mod states;
mod stops;
mod turns;
mod waits;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use musicapi::{Client, Clip, Policy, PollPolicy};
use musicapi_mock::{Cause, Clock, Lifecycle, MockApi, Start};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Error;
use crate::Job;
use crate::JobSpec;
use crate::Jobs;
use crate::Options;
use crate::Scope;
use crate::State;
use crate::ledger::{Begun, Claim, Claimed, Taken};
use crate::model::closed::Closed;
use crate::sqlite::line::Durable;

/// One who takes jobs.
#[derive(Clone)]
struct Queue {
    jobs: Jobs,
    claim: Claim,
}

impl Queue {
    fn new(jobs: &Jobs, holder: &str, seconds: u64) -> Self {
        let claim = Claim { holder: holder.to_owned(), lease: Duration::from_secs(seconds), scope: Scope::All };
        Self { jobs: jobs.clone(), claim }
    }

    async fn take(&self, closed: &Closed, most: usize) -> Result<Vec<Taken>, Error> {
        self.jobs.ledger().take(&self.claim, closed, most).await
    }

    async fn renew(&self) -> Result<(), Error> {
        self.jobs.ledger().renew(&self.claim).await
    }

    async fn rest(&self, job: i64, error: &str) -> Result<(), Error> {
        self.jobs.ledger().rest(&self.claim, job, error).await
    }

    async fn release_all(&self) -> Result<(), Error> {
        self.jobs.ledger().release(&self.claim, None).await
    }

    async fn others(&self, closed: &Closed) -> Result<Option<Duration>, Error> {
        self.jobs.ledger().others(&self.claim, closed).await
    }
}

/// A job that is about to be sent, at any pace.
fn claimed(job: i64, holder: &str) -> Claimed {
    Claimed { job, holder: holder.to_owned(), gap: Duration::ZERO, mark: Arc::default() }
}

/// Writes an entry down as a journal does.
async fn record(jobs: &Jobs, of: Option<&Claimed>, entry: &musicapi::Entry) -> Result<(), Error> {
    let musicapi::Entry::Intent(intent) = entry else { return jobs.ledger().record(entry).await };
    jobs.ledger().begin(intent, of).await.map(|begun| assert_eq!(begun, Begun::Now))
}

/// What no verb does.
async fn sql(jobs: &Jobs, durable: Durable, sql: &str) -> Result<(), Error> {
    let sql = sql.to_owned();
    jobs.store().write(durable, move |line| line.run(&sql)).await
}

async fn number(jobs: &Jobs, sql: &str) -> i64 {
    let sql = sql.to_owned();
    // Not through the cache of statements, which a test looks at.
    jobs.store().read(move |line| Ok(line.connection.query_row(&sql, [], |row| row.get(0))?)).await.unwrap()
}

/// The mock's clock: to sleep is to move it.
struct MovedTime(Clock);

impl musicapi::Clock for MovedTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.advance(time);
        // Others get their turn.
        Box::pin(tokio::task::yield_now())
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600) + self.0.now()
    }
}

/// Time that goes on by itself, or by hand: to sleep is to wait for it.
struct RunningTime(Clock);

impl musicapi::Clock for RunningTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.until(self.0.now().saturating_add(time)))
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0.now()
    }
}

/// A mock, and a folder with a file of jobs.
struct Stage {
    mock: MockApi,
    folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        Self::with(MockApi::start()).await
    }

    async fn with(start: Start) -> Self {
        // How long a song takes is counted in looks, so that it doesn't matter how fast time moves.
        let mock = start.over_hyper().lifecycle(Lifecycle::AfterLooks(2)).await;
        Self { mock, folder: tempfile::tempdir().unwrap() }
    }

    fn clock(&self) -> Arc<MovedTime> {
        Arc::new(MovedTime(self.mock.clock().clone()))
    }

    async fn jobs(&self) -> Jobs {
        Jobs::open(self.folder.path().join("jobs.db")).await.unwrap().with_clock(self.clock())
    }

    fn client(&self) -> Client {
        let policy = Policy { read_balance: true, ..Policy::default() };
        let builder = Client::builder(self.mock.key()).base_url(self.mock.uri()).policy(policy).clock(self.clock());
        builder.build().unwrap()
    }

    /// Options with which files lie in the folder, and no wait is too long.
    fn options(&self) -> Options {
        let folder = self.folder.path().to_owned();
        let wait = PollPolicy { deadline: Duration::from_secs(1_000_000), ..PollPolicy::default() };
        let place = move |_: &Job, clip: &Clip<Value>| Some(folder.join(format!("{}.mp3", clip.id()?)));
        Options { wait: Some(wait), files: Arc::new(place), ..Options::default() }
    }

    /// How many paid calls the service took.
    fn accepted(&self) -> usize {
        self.mock.ledger().rows().filter(|row| row.cause == Cause::Accepted).count()
    }

    /// What must hold at any time: what the service took is bound to a job's task, or to an intent in doubt; and no job was taken twice.
    async fn is_honest(&self, jobs: &Jobs) {
        self.mock.ledger().check().unwrap();
        let all = jobs.list(&Scope::All).await.unwrap();
        let tasks: Vec<&str> = all.iter().filter_map(|job| job.task.as_ref().map(musicapi::TaskRef::id)).collect();
        let ledger = self.mock.ledger();
        let taken = ledger.rows().filter(|row| row.cause == Cause::Accepted);
        let unbound = taken.filter(|row| !row.task.as_deref().is_some_and(|task| tasks.contains(&task))).count();
        let in_doubt = all.iter().filter(|job| matches!(job.state, State::InDoubt | State::Charged | State::Sending));
        assert!(unbound <= in_doubt.count(), "{unbound} paid calls are bound to nothing: {all:?}");
        assert!(self.accepted() <= all.len(), "{} paid calls for {} jobs", self.accepted(), all.len());
        for job in all.iter().filter(|job| job.state == State::Done) {
            for clip in &job.clips {
                let file = clip.file.as_ref().unwrap();
                assert_eq!(std::fs::metadata(&file.path).unwrap().len(), file.bytes);
            }
        }
    }
}

/// What a song costs.
const PRICE: u64 = musicapi::facts::CREATE_SONIC.forms[0].price.unwrap().credits as u64;

fn song(key: &str, description: &str) -> JobSpec {
    let request = json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music", "gpt_description_prompt": description});
    JobSpec { key: key.to_owned(), operation: "create_sonic".to_owned(), request, note: Value::Null, any_model: false }
}

/// Work whose answer is all that is paid for.
fn lyrics() -> JobSpec {
    let operation = &musicapi::facts::WRITE_SONIC_LYRICS;
    let request = serde_json::from_str(operation.forms[0].example.unwrap()).unwrap();
    let operation = operation.id.to_owned();
    JobSpec { key: "words".to_owned(), operation, request, note: Value::Null, any_model: false }
}

/// Two that are the same, and another.
fn songs() -> Vec<JobSpec> {
    vec![song("1", "a march"), song("2", "a march"), song("3", "a waltz")]
}

async fn states(jobs: &Jobs) -> Vec<State> {
    jobs.list(&Scope::All).await.unwrap().iter().map(|job| job.state).collect()
}

fn parts_in(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().contains("musicapi-part")).count()
}

/// A test that would hang fails.
async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what).await.expect("it ends")
}
