//! A batch that is killed while others look on and make songs: one bill, whoever looks on.

#![cfg(target_os = "linux")]

use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::time::Instant;

use super::*;
use contract_tests::PRICE;

const ROWS: usize = 9;

impl Stage {
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobs"));
        command.arg(self.folder.path().join("jobs.db")).arg(self.folder.path());
        command.args([self.mock.uri(), self.mock.key()]);
        command
    }
}

fn inode(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|stat| stat.ino())
}

/// Whether a process holds a lock on a file.
fn holds(process: u32, file: u64) -> bool {
    let (process, file) = (process.to_string(), format!(":{file}"));
    fs::read_to_string("/proc/locks").unwrap().lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.get(4) == Some(&&*process) && words.get(5).is_some_and(|of| of.ends_with(&file))
    })
}

/// Whether a process has a file open and no lock on it, each time that one looks: it may be just closing it, and the list of locks isn't
/// read as of one moment.
async fn has_lost_its_lock(process: u32, path: &Path, file: u64) -> bool {
    for _ in 0..10 {
        let handles = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
        let is_open = handles.filter_map(|handle| fs::read_link(handle.path()).ok()).any(|of| of == path);
        if !is_open || holds(process, file) {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    true
}

/// Waits for it without keeping the mock from answering.
async fn ended(mut process: Child) -> bool {
    tokio::task::spawn_blocking(move || process.wait()).await.unwrap().unwrap().success()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_is_killed_while_others_look_on_has_one_bill() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut watched, mut killed, mut songs_made) = (0, 0, 0);
    for round in 0..kills() {
        let stage = Stage::new().await;
        stage.jobs().await.add("album", &songs(ROWS)).await.unwrap();
        let (path, log) = (stage.folder.path().join("jobs.db"), stage.folder.path().join("jobs.db-wal"));
        let mut batch = stage.command().process_group(0).spawn().unwrap();
        let beside: Vec<Child> = (0..[2, 5, 10][round as usize % 3])
            .map(|number| stage.command().arg(number.to_string()).spawn().unwrap())
            .collect();
        let file = inode(&path).unwrap();
        let begun = Instant::now();
        while !holds(batch.id(), file) && batch.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "a batch holds a lock on its file");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let log_then = inode(&log);
        for _ in 0..1 + random.next_u32() % 30 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let is_lost = has_lost_its_lock(batch.id(), &path, file).await;
            let log_now = inode(&log);
            if batch.try_wait().unwrap().is_some() {
                break;
            }
            assert!(!is_lost, "round {round}: the batch has lost its lock");
            let is_other = log_then.is_some() && log_now != log_then;
            assert!(!is_other || !holds(batch.id(), file), "round {round}: the log was deleted that it writes to");
            watched += 1;
        }
        killed += u32::from(batch.try_wait().unwrap().is_none());
        let group = format!("-{}", batch.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(std::process::Stdio::null()).status().unwrap();
        batch.wait().unwrap();
        for process in beside {
            assert!(ended(process).await, "round {round}");
        }
        // In the morning.
        assert!(ended(stage.command().spawn().unwrap()).await, "round {round}");
        stage.is_honest().await;
        let jobs = stage.jobs().await;
        assert_eq!(jobs.check().await.unwrap().faults, [""; 0], "round {round}");
        let all = jobs.list(&Scope::All).await.unwrap();
        let (bill, taken) = (jobs.progress(&Scope::All).await.unwrap(), PRICE * accepted(&stage));
        assert!(bill.spent <= taken && taken <= bill.spent + bill.in_doubt, "round {round}: {taken} of {bill:?}");
        let sums =
            [State::Done, State::InDoubt].map(|state| all.iter().filter(|job| job.state == state).count() as u64);
        assert_eq!(
            sums,
            [bill.count(State::Done), bill.count(State::InDoubt)],
            "round {round}: counters and rows agree"
        );
        let left = all.iter().filter(|job| ![State::Done, State::InDoubt].contains(&job.state));
        let left: Vec<_> = left.map(|job| (job.id, &job.batch, job.state, &job.error)).collect();
        assert!(left.is_empty(), "round {round}: {bill:?}: {left:?}");
        songs_made += sums[0];
    }
    println!("{killed} killed, looked at {watched} times: {songs_made} songs");
    assert!(killed > 0 && watched > 0);
}

fn accepted(stage: &Stage) -> u64 {
    stage.mock.ledger().rows().filter(|row| row.cause == Cause::Accepted).count() as u64
}
