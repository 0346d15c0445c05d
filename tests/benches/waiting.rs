//! What a thousand tasks that are waited for take of memory and processor, at the documented pace:
//! `cargo bench -p contract-tests --bench waiting`. It takes a minute and a half.
//!
//! The service is another process, and so is what is measured: nothing else is in its numbers.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use contract_tests::clips;
use musicapi::types::SonicClip;
use musicapi::{Client, Policy, TaskRef};
use openapi_mock::{Request, server};
use tokio::task::JoinSet;

const TASKS: u64 = 1000;
/// Each task is looked at some five times in it.
const MEASURED: Duration = Duration::from_secs(90);

fn main() {
    if let Some(uri) = std::env::args().skip_while(|argument| argument != "against").nth(1) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(measure(&uri));
    }
    let looks = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&looks);
    let running = clips(&["running", "running"]);
    let handler = move |_: Request| {
        counted.fetch_add(1, Ordering::Relaxed);
        running.clone()
    };
    let service = server::spawn(Arc::new(handler)).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    assert!(command.args(["against", &service.uri()]).status().unwrap().success());
    println!(
        "{} looks, {:.0} in a second",
        looks.load(Ordering::Relaxed),
        looks.load(Ordering::Relaxed) as f64 / MEASURED.as_secs_f64()
    );
}

async fn measure(uri: &str) {
    // All together may look a hundred times a second, so that the pace is the documented one and isn't stretched.
    let policy = Policy { poll_gap: Duration::from_millis(10), ..Policy::default() };
    let client = Client::builder("key").base_url(uri).policy(policy).build().unwrap();
    let task = |number: u64| -> TaskRef { format!("sonic/task/468d0e42-f7a6-40ce-9a4c-{number:012}").parse().unwrap() };
    // With a connection, and all that is made once.
    client.task::<SonicClip>(task(0)).poll().await.unwrap();
    let (before, used, start) = (status("VmRSS"), processor(), Instant::now());
    let mut waiting = JoinSet::new();
    for number in 0..TASKS {
        let task = client.task::<SonicClip>(task(number));
        waiting.spawn(async move { task.wait().await.map(drop) });
    }
    let ended = tokio::time::timeout(MEASURED, waiting.join_next()).await;
    assert!(ended.is_err(), "none of them ends: {ended:?}");
    let (wall, used) = (start.elapsed().as_secs_f64(), processor() - used);
    println!("{TASKS} tasks, waited for {wall:.0} s");
    println!(
        "memory: {:.1} MB before, {:.1} MB more at the end, {:.1} MB more at the peak",
        before,
        status("VmRSS") - before,
        status("VmHWM") - before
    );
    println!("processor: {:.1} s, {:.2} % of one core", used, used / wall * 100.0);
}

/// A line of this process's status, in MB.
fn status(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1e3
}

/// How long this process, which has one thread, was on the processor, in seconds.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
