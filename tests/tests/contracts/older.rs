//! Files that an older version wrote (`tests/fixtures/f4ae237`, by that revision at its mock): they open, are brought up to date, and
//! their bill is the same.

#![allow(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::fs;
use std::path::{Path, PathBuf};

use musicapi::FileJournal;
use musicapi_jobs::{Jobs, Progress, Scope, State};
use serde_json::Value;
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/f4ae237").join(name)
}

/// Copies, since they are changed.
fn copies(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        fs::copy(fixture(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn bill(progress: &Progress) -> [u64; 5] {
    [progress.spent, progress.given_back, progress.in_doubt, progress.to_come, progress.files]
}

/// A batch of six rows, one of them lost and one refused, and a single song.
#[tokio::test]
async fn a_store_keeps_its_bill() {
    let folder = copies(&["store.db"]);
    let path = folder.path().join("store.db");
    let before = fs::read(&path).unwrap();
    let looked_at = Jobs::open_read_only(&path).await.unwrap();
    let (seen, told) = (looked_at.progress(&Scope::All).await.unwrap(), looked_at.list(&Scope::All).await.unwrap());
    drop(looked_at);
    assert_eq!(fs::read(&path).unwrap(), before, "to look at it changes nothing");

    let jobs = Jobs::open(&path).await.unwrap();
    let progress = jobs.progress(&Scope::All).await.unwrap();
    assert_eq!(bill(&progress), [75, 0, 15, 0, 10]);
    use State::{Done, InDoubt, Refused};
    let all = jobs.list(&Scope::All).await.unwrap();
    let states: Vec<State> = all.iter().map(|job| job.state).collect();
    assert_eq!(states, [Done, Done, InDoubt, Done, Refused, Done, Done]);
    assert_eq!((seen, told), (progress, all.clone()));
    let batch = Scope::Batch(all[0].batch.clone());
    assert_eq!(bill(&jobs.progress(&batch).await.unwrap()), [60, 0, 15, 0, 8]);
    assert_eq!(jobs.limit(&all[0].batch).await.unwrap(), Some(200));
    assert!(jobs.service().await.unwrap().unwrap().starts_with("http://127.0.0.1:"));
    assert_eq!(jobs.check().await.unwrap().faults, [""; 0]);
}

/// Its batch was killed: what was written last is in the log, and its lease is long over.
#[tokio::test]
async fn a_store_whose_process_was_killed_keeps_its_bill() {
    let folder = copies(&["killed.db", "killed.db-wal"]);
    let jobs = Jobs::open(folder.path().join("killed.db")).await.unwrap();
    let progress = jobs.progress(&Scope::All).await.unwrap();
    assert_eq!(bill(&progress), [45, 0, 0, 15, 0]);
    assert_eq!((progress.count(State::Running), progress.count(State::Waiting)), (3, 1));
    assert!(jobs.list(&Scope::All).await.unwrap()[..3].iter().all(|job| job.task.is_some()));
    assert_eq!(jobs.check().await.unwrap().faults, [""; 0]);
}

/// What lies beside the songs names the tasks that the store knows.
#[tokio::test]
async fn side_files_tell_of_the_same_tasks() {
    let folder = copies(&["store.db"]);
    let jobs = Jobs::open(folder.path().join("store.db")).await.unwrap().list(&Scope::All).await.unwrap();
    let clips: Vec<_> = jobs.iter().flat_map(|job| job.clips.iter().map(move |clip| (job, clip))).collect();
    let mut found = 0;
    for entry in fs::read_dir(fixture("album")).unwrap() {
        let told: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        let of_clip = clips.iter().find(|(_, clip)| clip.id.as_deref() == told["clip"].as_str());
        let (job, clip) = of_clip.unwrap_or_else(|| panic!("{told}"));
        assert_eq!(told["task"], job.task.as_ref().unwrap().to_string());
        let file = clip.file.as_ref().unwrap();
        assert_eq!((told["bytes"].as_u64(), told["sha256"].as_str()), (Some(file.bytes), file.sha256.as_deref()));
        found += 1;
    }
    assert_eq!(found, 8);
}

/// Four songs, of which the answer to the second was lost.
#[test]
fn a_journal_knows_what_was_bought() {
    let folder = copies(&["songs.journal"]);
    let journal = FileJournal::open(folder.path().join("songs.journal")).unwrap();
    let bought = journal.submissions().unwrap();
    let known: Vec<bool> = bought.iter().map(|it| it.task().is_some()).collect();
    assert_eq!(known, [true, false, true, true]);
    assert!(bought[1].is_outcome_unknown());
}
