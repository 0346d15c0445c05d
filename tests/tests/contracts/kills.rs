//! Processes that are killed at a random moment, over single songs, batches and a journal: held against the mock's ledger.
//!
//! `KILLS=1000 cargo test --release -p contract-tests --test contracts kills` kills more often.

#![allow(clippy::unwrap_used, reason = "a test ends where it can't go on")]

mod beside;

use std::collections::HashSet;
use std::fs;
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::Duration;

use contract_tests::fast::{FastTime, SPEED};
use musicapi::{FileJournal, Submission};
use musicapi_jobs::{JobSpec, Jobs, Scope, State};
use musicapi_mock::{Cause, Clock, MockApi};
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

fn kills() -> u32 {
    std::env::var("KILLS").map_or(20, |kills| kills.parse().expect("KILLS is a number"))
}

struct Stage {
    mock: MockApi,
    folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        let mock = MockApi::start().over_hyper().clock(Clock::real(SPEED)).credits(1_000_000).await;
        Self { mock, folder: tempfile::tempdir().unwrap() }
    }

    async fn jobs(&self) -> Jobs {
        Jobs::open(self.folder.path().join("jobs.db")).await.unwrap().with_clock(Arc::new(FastTime))
    }

    fn process(&self) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobs"));
        command.arg(self.folder.path().join("jobs.db")).arg(self.folder.path());
        command.args([self.mock.uri(), self.mock.key()]).spawn().unwrap()
    }

    /// What the service took is bound to a task or to an intent in doubt, nothing was taken twice, and every file is whole.
    async fn is_honest(&self) {
        self.mock.ledger().check().unwrap();
        let all = self.jobs().await.list(&Scope::All).await.unwrap();
        let tasks: HashSet<&str> = all.iter().filter_map(|job| job.task.as_ref().map(musicapi::TaskRef::id)).collect();
        let ledger = self.mock.ledger();
        let taken: Vec<_> = ledger.rows().filter(|row| row.cause == Cause::Accepted).collect();
        let is_bound = |task: Option<&str>| task.is_some_and(|task| tasks.contains(task));
        let unbound = taken.iter().filter(|row| !is_bound(row.task.as_deref())).count();
        let in_doubt = all.iter().filter(|job| matches!(job.state, State::InDoubt | State::Sending)).count();
        assert!(unbound <= in_doubt, "{unbound} paid calls are bound to nothing: {all:?}");
        assert!(taken.len() <= all.len(), "{} paid calls for {} jobs", taken.len(), all.len());
        for job in all.iter().filter(|job| job.state == State::Done) {
            assert_eq!(job.clips.len(), 2);
            for clip in &job.clips {
                let file = clip.file.as_ref().expect("its file is there");
                let bytes = fs::read(&file.path).unwrap();
                assert_eq!(file.bytes, bytes.len() as u64);
                assert_eq!(file.sha256.as_deref(), Some(format!("{:x}", Sha256::digest(&bytes)).as_str()));
            }
        }
    }
}

fn songs(count: usize) -> Vec<JobSpec> {
    let request = json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music", "gpt_description_prompt": "a march"});
    let song = |key: usize| JobSpec {
        key: key.to_string(),
        operation: "create_sonic".to_owned(),
        request: request.clone(),
        note: Value::Null,
        any_model: false,
    };
    (0..count).map(song).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_at_any_moment_loses_nothing_and_pays_nothing_twice() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut killed, mut done, mut doubts) = (0, 0, 0);
    while killed < kills() {
        let stage = Stage::new().await;
        // Every second time a single song.
        let count = if killed % 2 == 0 { 1 } else { 12 };
        stage.jobs().await.add("album", &songs(count)).await.unwrap();
        for _ in 0..3 {
            // Sometimes two at a time.
            let mut processes: Vec<Child> = (0..1 + random.next_u32() % 2).map(|_| stage.process()).collect();
            let life = Duration::from_millis((5 + random.next_u32() % 120).into());
            tokio::time::sleep(life).await;
            for process in &mut processes {
                process.kill().unwrap();
                process.wait().unwrap();
                killed += 1;
            }
            stage.is_honest().await;
        }
        // In the morning.
        let mut last = stage.process();
        let ended = tokio::task::spawn_blocking(move || last.wait()).await.unwrap().unwrap();
        assert!(ended.success());
        stage.is_honest().await;
        let progress = stage.jobs().await.progress(&Scope::All).await.unwrap();
        assert_eq!(progress.count(State::Done) + progress.count(State::InDoubt), count as u64, "{progress:?}");
        done += progress.count(State::Done);
        doubts += progress.count(State::InDoubt);
    }
    println!("{killed} killed: {done} songs done, {doubts} in doubt");
    assert!(done > doubts, "most are done");
}

/// What is known of each purchase, once nobody has the journal open.
fn purchases(stage: &Stage) -> Vec<Submission> {
    let journal = FileJournal::open(stage.folder.path().join("songs.journal")).unwrap();
    // One that stood still before it was sent was not sent, and is begun anew.
    let purchases: Vec<_> = journal.submissions().unwrap().into_iter().filter(|it| !it.is_not_accepted()).collect();
    let known: HashSet<&str> = purchases.iter().filter_map(|it| it.task()).map(musicapi::TaskRef::id).collect();
    let ledger = stage.mock.ledger();
    ledger.check().unwrap();
    let taken: Vec<_> = ledger.rows().filter(|row| row.cause == Cause::Accepted).collect();
    let unbound = taken.iter().filter(|row| !row.task.as_deref().is_some_and(|task| known.contains(task))).count();
    let in_doubt = purchases.iter().filter(|it| it.is_outcome_unknown()).count();
    assert!(unbound <= in_doubt, "{unbound} paid calls are bound to nothing: {purchases:?}");
    let songs: HashSet<&str> = purchases.iter().map(|it| it.intent.fingerprint.as_str()).collect();
    assert_eq!(songs.len(), purchases.len(), "what may have been bought is not bought again");
    purchases
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_with_a_journal_that_is_killed_and_run_again_pays_nothing_twice() {
    const SONGS: usize = 20;
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut killed, mut known) = (0, 0);
    while killed < kills() {
        let stage = Stage::new().await;
        let process = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_buyer"));
            command.arg(stage.folder.path()).arg(stage.mock.uri()).arg(stage.mock.key()).arg(SONGS.to_string());
            command.spawn().unwrap()
        };
        for _ in 0..5 {
            let mut process = process();
            let life = Duration::from_millis((5 + random.next_u32() % 250).into());
            tokio::time::sleep(life).await;
            process.kill().unwrap();
            process.wait().unwrap();
            killed += 1;
            if stage.folder.path().join("songs.journal").exists() {
                purchases(&stage);
            }
        }
        let mut last = process();
        let ended = tokio::task::spawn_blocking(move || last.wait()).await.unwrap().unwrap();
        assert!(ended.success());
        let purchases = purchases(&stage);
        assert_eq!(purchases.len(), SONGS);
        let made = purchases.iter().filter(|it| it.task().is_some()).count();
        let files = fs::read_dir(stage.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let songs = files.filter(|path| path.extension().is_some_and(|it| it == "mp3")).count();
        assert_eq!(songs, 2 * made, "each that is known has both files");
        known += made;
    }
    println!("{killed} killed: {known} songs known");
    assert!(known > 0);
}
