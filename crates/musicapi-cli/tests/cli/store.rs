//! The store of jobs: read, copied, pruned, checked, and shared by processes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::common::{PRICE, at, folder, json, mock, result_of};
use musicapi_jobs::{JobSpec, Jobs, SINGLE};
use musicapi_mock::{Clock, MockApi};
use serde_json::{Value, json as object};
use tempfile::TempDir;

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("jobs.db")
}

fn run(mock: &MockApi, folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = at(mock, folder);
    command.arg("--store").arg(file(folder)).args(arguments);
    command
}

#[test]
fn reading_creates_no_store() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
    for arguments in [&["jobs", "list"][..], &["jobs", "show", "1"], &["batch", "run", "songs.jsonl", "--dry-run"]] {
        let (code, _, err) = result_of(&run(&mock, &folder, arguments).output().unwrap());
        assert_eq!(code == Some(0), arguments[1] != "show", "{err}");
        assert!(!file(&folder).exists(), "{arguments:?}");
    }
}

#[test]
fn jobs_are_copied_and_pruned_and_the_bill_stays() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (code, _, err) = result_of(&run(&mock, &folder, &["song", "a march", "--no-tags"]).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    let bill = || json(&run(&mock, &folder, &["jobs", "list", "--json"]).output().unwrap());
    let before = bill();
    let (code, out, err) = result_of(&run(&mock, &folder, &["jobs", "backup", "copy.db"]).output().unwrap());
    assert!(code == Some(0) && out.contains("copy.db"), "{out}{err}");
    let (code, _, err) = result_of(&run(&mock, &folder, &["jobs", "backup", "copy.db"]).output().unwrap());
    assert!(code != Some(0) && err.contains("is there already"), "{err}");

    let prune = |more: &[&str]| {
        let arguments = [&["jobs", "prune", "--before", "9999-12-31", "--json"], more].concat();
        json(&run(&mock, &folder, &arguments).output().unwrap())
    };
    let asked = prune(&["--dry-run"]);
    assert_eq!((&asked["jobs"], &asked["credits"], &asked["dry_run"]), (&1.into(), &PRICE.into(), &true.into()));
    assert_eq!(bill(), before);
    assert_eq!(prune(&[])["jobs"], 1);
    let after = bill();
    assert_eq!((&after["progress"], after["jobs"].as_array().unwrap().len()), (&before["progress"], 0));
    let (code, _, err) = result_of(&run(&mock, &folder, &["jobs", "prune", "--before", "may"]).output().unwrap());
    assert!(code == Some(2) && err.contains("2026-05-31"), "{err}");
    let mut copied = at(&mock, &folder);
    copied.args(["--store", "copy.db", "jobs", "list", "--json"]);
    assert_eq!(json(&copied.output().unwrap())["jobs"], before["jobs"]);
}

#[test]
fn nothing_is_paid_from_a_damaged_file_and_doctor_says_so() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    assert_eq!(result_of(&run(&mock, &folder, &["song", "a march", "--no-wait"]).output().unwrap()).0, Some(0));
    let doctor = || result_of(&run(&mock, &folder, &["doctor"]).output().unwrap());
    let song = || result_of(&run(&mock, &folder, &["song", "a waltz", "--no-wait"]).output().unwrap());
    let (code, out, _) = doctor();
    assert!(code == Some(0) && out.contains("the file of jobs is whole"), "{out}");
    // After an error, a check finds the store intact.
    let marker = folder.path().join("jobs.db-damaged");
    fs::write(&marker, "disk I/O error\n").unwrap();
    let (code, _, err) = song();
    assert!(code != Some(0) && err.contains("doctor` checks it") && err.contains("disk I/O error"), "{err}");
    assert_eq!(mock.accepted(), 1);
    assert!(doctor().1.contains("is whole"));
    assert!(!marker.exists());
    assert_eq!((song().0, mock.accepted()), (Some(0), 2));
    // Truncate it by a few bytes.
    let bytes = fs::read(file(&folder)).unwrap();
    fs::write(file(&folder), &bytes[..bytes.len() - 3]).unwrap();
    let (code, out, _) = doctor();
    assert_eq!(code, Some(1), "{out}");
    for said in ["can't be used as it is", "cut short", ".recover", "jobs backup"] {
        assert!(out.contains(said), "{out}");
    }
    assert!(song().0 != Some(0));
    assert_eq!(mock.accepted(), 2);
    // After it is restored, it must be checked.
    fs::write(file(&folder), &bytes).unwrap();
    assert!(song().0 != Some(0));
    assert!(doctor().1.contains("is whole"));
    assert_eq!((song().0, mock.accepted()), (Some(0), 3));
}

/// `for t in a b c d; do musicapi song "$t" --no-wait; done`, with a service that accepts one create every 3 seconds.
#[test]
fn a_loop_in_a_shell_keeps_the_pace() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = MockApi::start().over_hyper().rate_limit().clock(Clock::real(10.0));
    let mock = runtime.block_on(async { start.await });
    let folder = folder();
    for text in ["a", "b", "c", "d"] {
        let mut song = run(&mock, &folder, &["song", text, "--no-wait"]);
        let (code, _, err) = result_of(&song.env("MUSICAPI_CREATE_INTERVAL", "0.4").output().unwrap());
        assert_eq!(code, Some(0), "{text}: {err}");
    }
    assert_eq!(mock.accepted(), 4);
    assert!(mock.journal().iter().all(|asked| asked.status != 429));
}

/// They are read and printed in chunks.
#[test]
fn many_jobs_are_one_line_of_json() {
    let folder = folder();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let work = |number: usize| JobSpec {
        key: number.to_string(),
        operation: "create_sonic".to_owned(),
        request: object!({"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "a march"}),
        note: Value::Null,
        any_model: false,
    };
    runtime.block_on(async {
        let jobs = Jobs::open(file(&folder)).await.unwrap();
        jobs.bind("http://127.0.0.1:9").await.unwrap();
        jobs.add("album", &(1..=600).map(work).collect::<Vec<_>>()).await.unwrap();
        for job in [300, 600] {
            jobs.forget(job).await.unwrap();
        }
    });
    let list_of = |arguments: &[&str]| {
        let mut command = crate::common::musicapi(&folder);
        let output = command.arg("--store").arg(file(&folder)).args(arguments).arg("--json").output().unwrap();
        let result = json(&output);
        let ids = result["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_i64().unwrap());
        (ids.collect::<Vec<_>>(), result["troubles"].clone(), result["progress"]["jobs"]["waiting"].clone())
    };
    let all: Vec<i64> = (1..=600).collect();
    assert_eq!(list_of(&["jobs", "list"]), (all.clone(), Value::Null, 598.into()));
    assert_eq!(list_of(&["jobs", "list", "--state", "forgotten"]).0, [300, 600]);
    assert_eq!(list_of(&["jobs", "list", "--state", "done"]).0, [0; 0]);
    assert_eq!(list_of(&["batch", "status", "album"]), (all, object!([]), 598.into()));
}

/// The command was killed while it waited for its turn; the user has repeated it since.
#[test]
fn an_unsent_call_of_a_killed_command_is_never_sent() {
    let (runtime, mock) = mock(100);
    let folder = folder();
    let work = JobSpec {
        key: String::new(),
        operation: "create_sonic".to_owned(),
        request: object!({"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "a march"}),
        note: Value::Null,
        any_model: false,
    };
    let added = runtime.block_on(async { Jobs::open(&file(&folder)).await.unwrap().add(SINGLE, &[work]).await });
    assert_eq!(added.unwrap(), [1]);
    let (code, _, err) = result_of(&run(&mock, &folder, &["jobs", "resume"]).output().unwrap());
    assert!(code == Some(0) && err.contains("job 1 was never sent, and is given up"), "{code:?} {err}");
    let state =
        || json(&run(&mock, &folder, &["--json", "jobs", "show", "1"]).output().unwrap())["job"]["state"].clone();
    assert_eq!((state(), mock.accepted()), ("forgotten".into(), 0));
    let (code, _, err) = result_of(&run(&mock, &folder, &["jobs", "resume", "1"]).output().unwrap());
    assert_eq!((code, state(), mock.accepted()), (Some(0), "done".into(), 1), "{err}");
}
