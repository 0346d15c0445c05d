//! Batches and jobs: interrupted, killed and resumed, without losing a paid call.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Command;

use crate::common::{
    PRICE, cost, folder, json, line_of, mock, musicapi, result_of, run, start_clock, stop_clock, with_input,
};
use musicapi_mock::{Failure, Fault, Lifecycle, MockApi};
use serde_json::Value;
use tempfile::TempDir;

fn rows(folder: &TempDir, text: &str) {
    fs::write(folder.path().join("songs.jsonl"), text).unwrap();
}

#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_batch_makes_every_song_once_and_a_page() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    rows(
        &folder,
        "{\"gpt_description_prompt\": \"a march\"}\n{\"gpt_description_prompt\": \"a waltz\", \"name\": \"twin\", \"count\": 2}\n",
    );
    let batch = |command: &str| run(&mock, &folder, &["--json", "batch", command, "songs.jsonl"]);
    let output = batch("run").args(["--out", "album", "--no-tags"]).output().unwrap();
    let (code, _, err) = result_of(&output);
    let ended = json(&output);
    assert_eq!((code, &ended["progress"]["jobs"]["done"]), (Some(0), &3.into()), "{err}");
    assert_eq!((&ended["progress"]["spent"], &ended["progress"]["files"]), (&(3 * PRICE).into(), &6.into()));
    for file in ["a-march.mp3", "a-march-2.mp3", "twin.mp3", "twin-2.mp3", "twin-3.mp3", "twin-4.mp3"] {
        assert!(folder.path().join("album").join(file).is_file(), "{file}");
    }
    let page = fs::read_to_string(folder.path().join("album/index.html")).unwrap();
    assert!(page.contains("src=\"twin-4.mp3\"") && !page.contains("http"), "{page}");
    // A second run has nothing to do.
    let again = json(&batch("run").args(["--out", "album", "--no-tags"]).output().unwrap());
    assert_eq!(again["progress"], ended["progress"]);
    let status = json(&batch("status").output().unwrap());
    assert_eq!(status["progress"], ended["progress"]);
    // A file that was never run is no batch.
    let output = musicapi(&folder).args(["--mock", "batch", "status", "others.jsonl"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn invalid_rows_are_reported_with_their_place_and_nothing_is_sent() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    rows(
        &folder,
        "{\"gpt_description_prompt\": \"x\"}\n{\"title\": 7}\n\n{\"gpt_description_prompt\": \"x\", \"no_such_field\": 1}\n",
    );
    let (code, out, err) = result_of(&run(&mock, &folder, &["batch", "run", "songs.jsonl"]).output().unwrap());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("songs.jsonl:2: title: it must be text"), "{err}");
    assert!(
        err.contains("songs.jsonl:4: no_such_field: there is no such field") && err.contains("nothing was sent"),
        "{err}"
    );
    let (code, _, err) = result_of(&run(&mock, &folder, &["batch", "run", "songs.txt"]).output().unwrap());
    assert_eq!(code, Some(2), "{err}");
    // The folder of a row is checked before anything is paid for, like that of all rows.
    rows(&folder, "{\"gpt_description_prompt\": \"x\", \"out\": \"songs.jsonl\"}\n");
    let (code, _, err) = result_of(&run(&mock, &folder, &["batch", "run", "songs.jsonl"]).output().unwrap());
    assert!(code == Some(1) && err.contains("songs.jsonl is a file, and no folder"), "{err}");
    let (code, _, err) =
        result_of(&run(&mock, &folder, &["batch", "run", "songs.jsonl", "--concurrency", "0"]).output().unwrap());
    assert_eq!(code, Some(2), "{err}");
    assert!(mock.journal().is_empty());
    assert!(!folder.path().join("state").exists());
}

#[test]
fn the_schema_of_a_row_is_published() {
    let result = json(&musicapi(&folder()).args(["batch", "schema", "--json"]).output().unwrap());
    assert_eq!(result["schema"]["properties"]["count"]["minimum"], 1);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/batch.schema.json");
    let text = format!("{:#}\n", result["schema"]);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, text).unwrap();
    } else {
        assert_eq!(
            fs::read_to_string(path).unwrap(),
            text,
            "UPDATE_DOCS=1 cargo test -p musicapi-cli --test cli published"
        );
    }
}

/// The duration isn't documented for every family.
#[test]
fn a_dry_run_estimates_cost_and_duration() {
    let folder = folder();
    let shown = |more: &[&str]| {
        let mut command = musicapi(&folder);
        result_of(&command.args(["batch", "run", "songs.jsonl", "--dry-run"]).args(more).output().unwrap()).1
    };
    rows(&folder, "{\"gpt_description_prompt\": \"a march\", \"count\": 100}\n");
    let text = shown(&[]);
    assert!(text.contains(&format!("{} credits", cost(100))) && text.contains("\nit would take about "), "{text}");
    let to = |text: &str| serde_json::from_str::<Value>(text).unwrap()["left_s"]["to"].as_u64();
    let (many, few) = (to(&shown(&["--json"])), to(&shown(&["--json", "--concurrency", "1"])));
    assert!(many >= Some(300) && few > many, "{many:?} {few:?}");
    rows(&folder, "{\"operation\": \"create_producer\", \"sound\": \"rain\"}\n");
    assert!(!shown(&[]).contains("take"), "{}", shown(&[]));
    assert_eq!(to(&shown(&["--json"])), None);
}

#[test]
fn a_limit_applies_across_runs() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    rows(&folder, "{\"gpt_description_prompt\": \"a march\", \"count\": 3}\n");
    for _ in 0..2 {
        let mut command = run(&mock, &folder, &["--json", "batch", "run", "songs.jsonl"]);
        let output = command.args(["--no-tags", "--max-credits", &cost(2)]).output().unwrap();
        let progress = &json(&output)["progress"];
        assert_eq!(
            (output.status.code(), &progress["spent"]),
            (Some(4), &(2 * PRICE).into()),
            "{}",
            result_of(&output).2
        );
        assert_eq!((&progress["jobs"]["done"], &progress["jobs"]["waiting"]), (&2.into(), &1.into()));
        assert!(result_of(&output).2.contains(&format!("{0} of at most {0} credits are spent", cost(2))));
    }
    let waiting = json(&run(&mock, &folder, &["jobs", "list", "--state", "waiting", "--json"]).output().unwrap());
    let waiting = waiting["jobs"][0]["id"].to_string();
    // Every way to resume keeps the limit, and says how to raise it.
    for arguments in [&["jobs", "resume"][..], &["jobs", "resume", &waiting], &["batch", "resume", "songs.jsonl"]] {
        let (code, _, err) = result_of(&run(&mock, &folder, arguments).output().unwrap());
        assert_eq!((code, mock.accepted()), (Some(4), 2), "{err}");
        let line = err.lines().find(|line| line.contains("--max-credits")).unwrap();
        let file = folder.path().canonicalize().unwrap().join("songs.jsonl");
        // It repeats the file as it was given.
        let file = if arguments[0] == "batch" { "songs.jsonl".to_owned() } else { file.display().to_string() };
        assert_eq!(line.trim(), format!("musicapi batch resume {file} --max-credits {}", cost(3)));
    }
    let (_, out, _) = result_of(&run(&mock, &folder, &["batch", "status", "songs.jsonl"]).output().unwrap());
    assert!(out.contains(&format!("at most {} credits may be spent on it", cost(2))), "{out}");
    let more = ["batch", "resume", "songs.jsonl", "--max-credits", &cost(3)];
    let output = run(&mock, &folder, &more).output().unwrap();
    assert_eq!((output.status.code(), mock.accepted()), (Some(0), 3), "{}", result_of(&output).2);
}

/// Rows that were removed from the file aren't paid for, and a dry run shows what remains.
#[test]
fn unsent_rows_can_be_removed_and_changed() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let batch = |more: &[&str]| {
        let output = run(&mock, &folder, &["batch", "run", "songs.jsonl", "--no-tags"]).args(more).output().unwrap();
        let (code, out, err) = result_of(&output);
        (code, out + &err)
    };
    let planned = || {
        let result =
            json(&run(&mock, &folder, &["batch", "run", "songs.jsonl", "--dry-run", "--json"]).output().unwrap());
        let number = |value: &Value| value.as_u64().unwrap();
        let calls = result["calls"].as_array().unwrap().len();
        (
            calls,
            number(&result["credits"]),
            number(&result["sent_before"]["calls"]),
            number(&result["sent_before"]["credits"]),
        )
    };
    let row = |text: &str| format!("{{\"gpt_description_prompt\": \"{text}\"}}\n");
    rows(&folder, &(row("a march") + &row("a waltz") + &row("a polka")));
    assert_eq!(planned(), (3, 3 * PRICE, 0, 0));
    assert!(!folder.path().join("state").exists(), "to look makes no file of jobs");
    assert_eq!(batch(&["--max-credits", &cost(1), "--out", "one"]).0, Some(4));
    // Correct one row, and remove another.
    rows(&folder, &(row("a march") + &row("a jig")));
    assert_eq!(planned(), (1, PRICE, 1, PRICE));
    let (_, out) = batch(&["--dry-run"]);
    assert!(
        out.contains(&format!("1 call of songs.jsonl would cost {PRICE} credits"))
            && out.contains(&format!("1 was sent before, for {PRICE}")),
        "{out}"
    );
    rows(&folder, &row("a march"));
    assert_eq!(planned(), (0, 0, 1, PRICE));
    let (code, out) = batch(&["--max-credits", "100", "--out", "two"]);
    assert_eq!((code, mock.accepted()), (Some(0), 1), "{out}");
    assert!(!folder.path().join("two").exists(), "nothing is fetched to there");
    // Add a copy of the first row, and then remove it.
    rows(&folder, "{\"gpt_description_prompt\": \"a march\", \"count\": 2}\n");
    assert_eq!(planned(), (1, PRICE, 1, PRICE));
    let (code, out) = batch(&["--max-credits", &cost(1), "--out", "two"]);
    assert_eq!((code, mock.accepted()), (Some(4), 1), "{out}");
    rows(&folder, &row("a march"));
    assert_eq!((batch(&["--max-credits", "100"]).0, mock.accepted()), (Some(0), 1));
    // Waiting rows use the folder of the latest run.
    rows(&folder, &(row("a march") + &row("a reel")));
    assert_eq!(batch(&["--max-credits", &cost(1), "--out", "three"]).0, Some(4));
    assert_eq!(batch(&["--max-credits", "100", "--out", "four"]).0, Some(0));
    assert!(folder.path().join("four/a-reel.mp3").is_file() && mock.accepted() == 2);
}

#[cfg(unix)]
#[test]
fn a_run_stops_buying_when_the_folder_is_gone() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    rows(&folder, "{\"gpt_description_prompt\": \"a march\", \"count\": 3}\n");
    let batch = |command: &str| run(&mock, &folder, &["batch", command, "songs.jsonl"]);
    stop_clock(&mock);
    let mut child = batch("run").args(["--out", "songs", "--concurrency", "1"]).spawn().unwrap();
    until_accepted(&mock, 1);
    fs::remove_dir(folder.path().join("songs")).unwrap();
    fs::write(folder.path().join("songs"), "in the way").unwrap();
    start_clock(&mock);
    let err: Vec<String> = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).collect();
    assert_eq!((child.wait().unwrap().code(), mock.accepted()), (Some(1), 1), "{err:?}");
    assert!(err.iter().any(|line| line.contains("nothing more is sent, since its files couldn't be kept")), "{err:?}");
    let status = json(&batch("status").arg("--json").output().unwrap());
    assert_eq!(status["jobs"][0]["is_made"], true);
    fs::remove_file(folder.path().join("songs")).unwrap();
    assert_eq!((batch("resume").output().unwrap().status.code(), mock.accepted()), (Some(0), 3));
}

/// Waits until the mock has accepted a number of calls.
fn until_accepted(mock: &MockApi, calls: u64) {
    while mock.accepted() < calls {
        std::thread::yield_now();
    }
}

/// Checks that each accepted call is bound to the task of a job.
fn all_bound(mock: &MockApi, jobs: &Value) {
    let tasks: Vec<&str> = jobs.as_array().unwrap().iter().filter_map(|job| job["task"].as_str()).collect();
    for row in mock.ledger().rows() {
        let task = row.task.as_deref().unwrap();
        assert!(tasks.iter().any(|known| known.ends_with(task)), "{task} is in {jobs}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_batch_says_how_to_resume() {
    // The mock's clock stands still, so no song is ever done.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mock = runtime.block_on(async { MockApi::start().over_hyper().await });
    let folder = folder();
    rows(&folder, "{\"gpt_description_prompt\": \"a march\", \"count\": 2}\n");
    // The second song isn't sent before the interrupt.
    let limits = ["--max-credits", &cost(2), "--create-interval", "600"];
    let mut child = run(&mock, &folder, &["batch", "run", "songs.jsonl"]).args(limits).spawn().unwrap();
    until_accepted(&mock, 1);
    interrupt(&child);
    let err: Vec<String> = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{err:?}");
    assert_eq!(err.last().unwrap(), "  musicapi --create-interval 600 batch resume songs.jsonl", "{err:?}");
    let status = json(&run(&mock, &folder, &["batch", "status", "songs.jsonl", "--json"]).output().unwrap());
    assert_eq!((&status["progress"]["jobs"]["running"], mock.accepted()), (&1.into(), 1));
    assert!(status["left_s"]["to"].as_u64() > status["left_s"]["from"].as_u64(), "{status}");
    let (_, out, _) = result_of(&run(&mock, &folder, &["batch", "status", "songs.jsonl"]).output().unwrap());
    assert!(out.contains("minutes left, as songs usually take"), "{out}");
    all_bound(&mock, &status["jobs"]);
}

#[test]
fn a_killed_process_loses_no_song() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    stop_clock(&mock);
    let mut child = run(&mock, &folder, &["song", "a march", "--out", "songs"]).spawn().unwrap();
    let task = line_of(&mut BufReader::new(child.stderr.take().unwrap()), "task ");
    child.kill().unwrap();
    child.wait().unwrap();
    let task = task.as_str();
    let listed = json(&run(&mock, &folder, &["jobs", "list", "--json"]).output().unwrap());
    assert_eq!((&listed["jobs"][0]["task"], &listed["jobs"][0]["state"]), (&task.into(), &"running".into()));
    all_bound(&mock, &listed["jobs"]);
    start_clock(&mock);
    // Its lease must expire first.
    let output = run(&mock, &folder, &["jobs", "wait", "1", "--json"]).output().unwrap();
    let ended = json(&output);
    assert_eq!((output.status.code(), &ended["progress"]["files"]), (Some(0), &2.into()), "{}", result_of(&output).2);
    assert!(folder.path().join("songs/a-march-2.mp3").is_file());
    assert_eq!(mock.accepted(), 1);
}

#[test]
fn waiting_for_a_task_ends_its_job_too() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let sent = || {
        let output =
            run(&mock, &folder, &["song", "a march", "--no-wait", "--out", "songs", "--json"]).output().unwrap();
        json(&output)["task"].as_str().unwrap().to_owned()
    };
    let (task, _) = (sent(), sent());
    mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    let lost = sent();
    let output = run(&mock, &folder, &["task", "wait", &task, "--out", "others"]).output().unwrap();
    let (code, _, err) = result_of(&output);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains(&format!("task {task}, which is job 1")), "{err}");
    // Without --out, the folder of the original command is used.
    let output = run(&mock, &folder, &["jobs", "wait", "2"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", result_of(&output).2);
    let output = run(&mock, &folder, &["task", "wait", &lost]).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", result_of(&output).2);
    let listed = json(&run(&mock, &folder, &["jobs", "list", "--json"]).output().unwrap());
    let jobs = listed["jobs"].as_array().unwrap();
    assert_eq!(jobs.iter().map(|job| job["state"].as_str().unwrap()).collect::<Vec<_>>(), ["done", "done", "failed"]);
    for (job, place) in jobs.iter().zip(["others", "songs"]) {
        for (number, clip) in job["clips"].as_array().unwrap().iter().enumerate() {
            let path = clip["file"]["path"].as_str().unwrap();
            let name = if number == 0 { "a-march.mp3" } else { "a-march-2.mp3" };
            assert!(path.ends_with(&format!("{place}/{name}")), "{path}");
            assert_eq!(fs::metadata(folder.path().join(path)).unwrap().len(), clip["file"]["bytes"].as_u64().unwrap());
        }
    }
    let about = fs::read_to_string(folder.path().join("others/a-march.mp3.json")).unwrap();
    assert!(about.contains("\"request\""), "the job knows what was asked for: {about}");
    // A missing store isn't created, and an unreadable one is reported.
    for (store, is_told) in [("none.db", false), ("songs/a-march.mp3", true)] {
        let output = run(&mock, &folder, &["task", "wait", &task, "--store", store]).output().unwrap();
        let (code, _, err) = result_of(&output);
        assert_eq!((code, err.contains("isn't known, and none is ended")), (Some(0), is_told), "{err}");
    }
    assert!(!folder.path().join("none.db").exists());
}

#[test]
fn a_call_with_a_secret_is_a_job_like_any_other_and_the_secret_is_in_no_file() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    mock.fault("create_sonic:1:after:reset".parse::<Fault>().unwrap());
    let create = [
        "sonic",
        "create",
        "--custom-mode=false",
        "--mv",
        "sonic-v5",
        "--gpt-description-prompt",
        "a march",
        "--webhook-url",
        "https://example.com/hook",
        "--webhook-secret",
        "hush-hush",
        "--no-wait",
    ];
    let (code, _, err) = result_of(&run(&mock, &folder, &create).output().unwrap());
    assert!(code == Some(6) && err.contains("musicapi jobs reconcile 1"), "{code:?} {err}");
    let (code, out, err) = result_of(&run(&mock, &folder, &create).output().unwrap());
    assert!(code == Some(0) && out.contains("sonic/task/"), "{code:?} {err}");
    let listed = json(&run(&mock, &folder, &["jobs", "list", "--json"]).output().unwrap());
    let states: Vec<_> = listed["jobs"].as_array().unwrap().iter().map(|job| job["state"].clone()).collect();
    assert_eq!(states, ["in_doubt", "running"], "{listed}");
    let files = std::process::Command::new("grep").args(["-rl", "hush-hush"]).arg(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(files.stdout).unwrap(), "");

    // A call whose secret is gone, and one with two secrets.
    let body = r#"{"items": [{"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "x", "webhook_secret": "one"},
        {"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "y", "webhook_secret": "two"}]}"#;
    let output = with_input(&mut run(&mock, &folder, &["sonic", "create-batch", "--body", "-"]), body);
    let (code, _, err) = result_of(&output);
    assert!(code == Some(2) && err.contains("one secret only"), "{code:?} {err}");
}

/// Jobs of a mock and of the real service don't mix.
#[test]
fn each_service_has_jobs_of_its_own() {
    let ((_one, first), (_other, second)) = (mock(1000), mock(1000));
    let folder = folder();
    rows(&folder, "{\"gpt_description_prompt\": \"a march\"}\n");
    let batch = |mock: &MockApi, more: &[&str]| {
        let output = run(mock, &folder, &["batch", "run", "songs.jsonl", "--no-tags"]).args(more).output().unwrap();
        let (code, _, err) = result_of(&output);
        (code, err)
    };
    for (mock, out) in [(&first, "rehearsal"), (&second, "night")] {
        let (code, err) = batch(mock, &["--out", out]);
        assert_eq!((code, mock.accepted()), (Some(0), 1), "{err}");
        assert!(folder.path().join(out).join("a-march.mp3").is_file());
    }
    // A named store belongs to one service, whether a command sends or waits.
    let store = ["--store", "my.db"];
    assert_eq!(batch(&first, &store).0, Some(0));
    for arguments in [
        &["batch", "run", "songs.jsonl"][..],
        &["batch", "resume", "songs.jsonl"],
        &["jobs", "resume"],
        &["jobs", "wait", "1"],
        &["jobs", "reconcile"],
        &["song", "a waltz"],
    ] {
        let (code, _, err) = result_of(&run(&second, &folder, arguments).args(store).output().unwrap());
        assert!(code == Some(2) && err.contains("another service needs another file"), "{arguments:?}: {err}");
        assert!(err.contains(first.uri()) && err.contains("--store"), "{err}");
    }
    for arguments in [&["jobs", "list"][..], &["jobs", "show", "1"], &["batch", "status", "songs.jsonl"]] {
        let output = run(&second, &folder, arguments).args(store).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
    assert_eq!((first.accepted(), second.accepted()), (2, 1));
}

#[test]
fn the_embedded_mock_writes_nothing_into_the_real_store() {
    let folder = folder();
    for said in [true, false] {
        let mut command = musicapi(&folder);
        command.args(["--mock", "song", "a march"]).env("MUSICAPI_STORE", folder.path().join("my.db"));
        let command = if said { command.args(["--store", "mock.db"]) } else { &mut command };
        assert_eq!(command.output().unwrap().status.code(), Some(0));
    }
    let is_there = |name: &str| folder.path().join(name).exists();
    assert!(is_there("mock.db") && !is_there("my.db") && !is_there("state"));
}
