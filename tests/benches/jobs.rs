//! What a file of jobs costs: a thousand songs through it, beside a plain loop over the client:
//! `cargo bench -p contract-tests --bench jobs`. The service is another process.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use musicapi::{Client, Policy, PollPolicy, facts};
use musicapi_jobs::{JobSpec, Jobs, Options, Scope, State};
use musicapi_mock::{Lifecycle, MockApi};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const SONGS: usize = 1000;
const SIDE_BY_SIDE: usize = 20;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    if let Some(uri) = std::env::args().skip_while(|argument| argument != "against").nth(1) {
        return runtime.block_on(measure(&uri));
    }
    let start = MockApi::start().over_hyper().lifecycle(Lifecycle::Immediate).credits(10_000_000);
    let mock = runtime.block_on(async { start.await });
    let mut command = Command::new(std::env::current_exe().unwrap());
    assert!(command.args(["against", mock.uri()]).status().unwrap().success());
    assert_eq!(mock.accepted(), 5 * SONGS as u64, "each was bought once, and those for warmth");
}

async fn measure(uri: &str) {
    let none = Duration::ZERO;
    let policy = Policy { paid_gap: none, poll_gap: none, ..Policy::default() };
    let client = Client::builder("mock-key").base_url(uri).policy(policy).build().unwrap();
    let wait = PollPolicy { first: none, pace: (none, none), ..PollPolicy::default() };
    plain(&client, wait).await;
    let folder = tempfile::tempdir_in(".").unwrap();
    for round in 1..=2 {
        let loops = plain(&client, wait).await;
        let jobs = Jobs::open(folder.path().join(format!("{round}.db"))).await.unwrap();
        let work: Vec<JobSpec> = (0..SONGS).map(|key| song(&key.to_string())).collect();
        let start = Instant::now();
        jobs.add("album", &work).await.unwrap();
        let added = start.elapsed();
        let (before, start, syncs) = (memory("VmRSS"), Instant::now(), jobs.syncs().await.unwrap());
        let options = Options { concurrency: SIDE_BY_SIDE, wait: Some(wait), ..Options::default() };
        let progress = jobs.run(&client, options).finish().await.unwrap();
        assert_eq!(progress.count(State::Done), SONGS as u64);
        let (took, syncs) = (start.elapsed(), jobs.syncs().await.unwrap() - syncs);
        let more = (took.as_secs_f64() - loops.as_secs_f64()) * 1e3 / SONGS as f64;
        println!("round {round}: {SONGS} songs, {SIDE_BY_SIDE} at a time");
        println!("  plain loop {loops:.2?}; through jobs {took:.2?}, {more:.2} ms more for each; added in {added:.2?}");
        println!("  {syncs} waits for the disk, {:.2} for each song", syncs as f64 / SONGS as f64);
        println!("  memory: {before:.1} MB before, {:.1} MB more at the peak", memory("VmHWM") - before);
        assert_eq!(jobs.list(&Scope::All).await.unwrap().len(), SONGS);
    }
}

fn song(key: &str) -> JobSpec {
    let request = json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music", "gpt_description_prompt": "a march"});
    JobSpec { key: key.to_owned(), operation: "create_sonic".to_owned(), request, note: Value::Null, any_model: false }
}

/// The same without a file.
async fn plain(client: &Client, wait: PollPolicy) -> Duration {
    let (start, next) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let mut workers = JoinSet::new();
    for _ in 0..SIDE_BY_SIDE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            while next.fetch_add(1, Ordering::Relaxed) < SONGS {
                let called = client.call(&facts::CREATE_SONIC, &[], Some(song("").request)).await.unwrap();
                called.task.unwrap().wait_with(wait).await.unwrap();
            }
        });
    }
    while let Some(ended) = workers.join_next().await {
        ended.unwrap();
    }
    start.elapsed()
}

/// A line of this process's status, in MB.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1e3
}
