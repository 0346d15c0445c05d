//! The commands that hints suggest work when they are pasted.

use std::fs;
use std::process::Command;

use crate::common::{cost, folder, json, line_of, mock, musicapi, pasted, result_of, run, shell, to};
use musicapi_mock::{Failure, Fault, Lifecycle, MockApi};

#[test]
fn the_printed_command_resumes_a_batch_at_its_limit() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    fs::write(folder.path().join("my songs.jsonl"), "{\"gpt_description_prompt\": \"a march\", \"count\": 2}\n")
        .unwrap();
    fs::write(folder.path().join("my.toml"), "").unwrap();
    let mut command = musicapi(&folder);
    command.args(["--base-url", mock.uri(), "--store", "my jobs.db", "--config-file", "my.toml"]);
    command.args(["batch", "run", "my songs.jsonl", "--no-tags", "--concurrency", "2", "--max-credits", &cost(1)]);
    let (code, _, err) = result_of(&to(&mock, &mut command).env_remove("MUSICAPI_BASE_URL").output().unwrap());
    assert_eq!((code, mock.accepted()), (Some(4), 1), "{err}");
    let (line, mut command) = pasted(&mock, &folder, &err);
    let said = format!("--base-url {} --store 'my jobs.db' --config-file my.toml", mock.uri());
    let wanted = format!("musicapi {said} batch resume 'my songs.jsonl' --concurrency 2 --max-credits {}", cost(2));
    assert_eq!(line, wanted);
    let (code, out, err) = result_of(&command.env_remove("MUSICAPI_BASE_URL").output().unwrap());
    assert_eq!((code, mock.accepted()), (Some(0), 2), "{out}{err}");
    // The printed command also begins a batch that was never run.
    fs::write(folder.path().join("new.jsonl"), "{\"gpt_description_prompt\": \"a waltz\"}\n").unwrap();
    let output = run(&mock, &folder, &["--store", "my jobs.db", "batch", "status", "new.jsonl"]).output().unwrap();
    let err = result_of(&output).2;
    assert!(err.contains("`musicapi --store 'my jobs.db' batch run new.jsonl`"), "{err}");
}

#[test]
fn the_printed_command_reconciles_in_the_right_store() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    mock.fault("create_sonic:1:after:reset".parse::<Fault>().unwrap());
    let (code, _, err) =
        result_of(&run(&mock, &folder, &["song", "a march", "--store", "my jobs.db"]).output().unwrap());
    assert_eq!(code, Some(6), "{err}");
    let (line, mut command) = pasted(&mock, &folder, &err);
    assert_eq!(line, "musicapi --store 'my jobs.db' jobs reconcile 1");
    let (code, out, err) = result_of(&command.output().unwrap());
    assert_eq!(code, Some(6), "{err}");
    assert!(out.contains("job 1 is charged"), "{out}");
    assert!(out.contains("`musicapi --store 'my jobs.db' jobs reconcile 1 --task TASK`"), "{out}");
}

/// The call may be paid for, so its job is named even after the second interrupt.
#[cfg(unix)]
#[test]
fn a_call_that_is_given_up_names_its_job() {
    use std::io::{BufReader, Read as _};

    // The mock's clock stands still, so the answer never comes.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mock = runtime.block_on(async { MockApi::start().over_hyper().await });
    for arguments in [["song", "x"].as_slice(), &["batch", "run", "songs.jsonl"]] {
        let folder = folder();
        fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
        mock.fault("create_sonic:1:silence".parse::<Fault>().unwrap());
        let before = mock.journal().len();
        let mut child = run(&mock, &folder, arguments).spawn().unwrap();
        let asked = |mock: &MockApi| mock.journal()[before..].iter().any(|call| call.operation == Some("create_sonic"));
        while !asked(&mock) {
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        let interrupt = || assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        interrupt();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let first = line_of(&mut err, if arguments[0] == "song" { "a paid request" } else { "ending" });
        interrupt();
        let mut rest = String::new();
        err.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(6), "{first}{rest}");
        let job = if arguments[0] == "song" { " 1" } else { "" };
        assert!(rest.contains(&format!("ask what became of it with:\n  musicapi jobs reconcile{job}\n")), "{rest}");
        let asked = run(&mock, &folder, &["jobs", "reconcile"]).output().unwrap();
        let (code, out, err) = result_of(&asked);
        assert_eq!(code, Some(6), "{out}{err}");
        assert!(out.contains("job 1 is "), "{out}{err}");
    }
}

/// It would be wrong about a poll of a paid task.
#[test]
fn only_paid_calls_are_reported_as_uncharged() {
    let folder = folder();
    let task = "sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99";
    for (arguments, is_said) in [(["song", "x"].as_slice(), true), (&["task", "show", task], false)] {
        let mut command = musicapi(&folder);
        command.args(arguments).env("MUSICAPI_KEY", "k").env("MUSICAPI_BASE_URL", "http://127.0.0.1:9");
        let (code, _, err) = result_of(&command.output().unwrap());
        assert_eq!((code, err.contains("nothing was charged")), (Some(7), is_said), "{err}");
    }
}

/// A report names the songs that are missing, why, and how to make them.
#[test]
fn failed_rows_are_named_and_sent_again_on_request() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let rows =
        ["a march", "a waltz", "a polka", "a jig"].map(|song| format!("{{\"gpt_description_prompt\": \"{song}\"}}\n"));
    fs::write(folder.path().join("songs.jsonl"), rows.concat()).unwrap();
    mock.fault("create_sonic:2:status=400".parse::<Fault>().unwrap());
    mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Failed));
    mock.next_lifecycle("create_sonic", Lifecycle::OneClipFails);
    let batch = |arguments: &[&str]| run(&mock, &folder, arguments).arg("songs.jsonl").output().unwrap();
    let (code, out, err) = result_of(&batch(&["batch", "run", "--no-tags", "--concurrency", "1"]));
    assert_eq!(code, Some(5), "{out}{err}");
    assert!(out.starts_with("2 done, 1 failed, 1 refused; 3 files, 1 clip failed\n"), "{out}");
    assert!(out.contains("job 1, row 1, is failed: ") && out.contains("see `musicapi jobs resume 1`"), "{out}");
    assert!(out.contains("job 2, row 2, is refused: ") && err.contains(".mp3, 1 clip failed\n"), "{out}{err}");
    let status = json(&batch(&["batch", "status", "--json"]));
    let troubles = &status["troubles"];
    assert_eq!((&troubles[1]["key"], &troubles[1]["state"]), (&"2".into(), &"refused".into()), "{status}");
    assert_eq!((&troubles[0]["next"], &status["failed_clips"]), (&"musicapi jobs resume 1".into(), &1.into()));
    let listed = result_of(&batch(&["jobs", "list", "--state", "refused", "--batch"])).1;
    assert!(listed.lines().count() == 2 && listed.contains("songs.jsonl:2"), "{listed}");
    // Failed rows aren't sent again automatically.
    assert_eq!((batch(&["batch", "resume"]).status.code(), mock.accepted()), (Some(5), 3));
    let (_, line) = out.trim_end().rsplit_once('\n').unwrap();
    let (line, mut command) = pasted(&mock, &folder, line);
    assert!(line.ends_with("songs.jsonl --failed"), "{line}");
    let (code, out, err) = result_of(&command.output().unwrap());
    assert_eq!((code, mock.accepted()), (Some(0), 5), "{out}{err}");
    assert!(
        err.starts_with(&format!("2 rows that failed or were refused: sent again for {} credits", cost(2))),
        "{err}"
    );
    assert!(out.starts_with("4 done; 7 files, 1 clip failed\n"), "{out}");
}

#[test]
fn only_the_first_of_many_failed_rows_are_named() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\", \"count\": 11}\n").unwrap();
    mock.fault("create_sonic:every:status=400".parse::<Fault>().unwrap());
    let (code, out, _) = result_of(&run(&mock, &folder, &["batch", "run", "songs.jsonl"]).output().unwrap());
    assert_eq!((code, out.matches(" is refused: ").count()), (Some(1), 10), "{out}");
    let (_, line) = out.split_once("and 1 more: `").unwrap();
    let mut command = shell(&folder, line.split_once('`').unwrap().0);
    command.env("MUSICAPI_BASE_URL", mock.uri());
    assert_eq!(result_of(&command.output().unwrap()).1.lines().count(), 12);
}

/// Two batches may share a folder, and end with any command.
#[test]
fn a_batch_has_a_page_of_its_own_wherever_it_ends() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let ended = |arguments: &[&str]| {
        let (code, out, err) = result_of(&run(&mock, &folder, arguments).output().unwrap());
        assert_eq!(code, Some(0), "{out}{err}");
        err.lines().find_map(|line| line.strip_prefix("listen: ")?.rsplit('/').next().map(str::to_owned))
    };
    fs::create_dir(folder.path().join("real")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("real"), folder.path().join("link")).unwrap();
    fs::write(folder.path().join("real/b.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
    fs::write(folder.path().join("c.jsonl"), "{\"gpt_description_prompt\": \"a waltz\"}\n").unwrap();
    assert_eq!(ended(&["batch", "run", "link/b.jsonl", "--out", "o"]), Some("index.html".to_owned()));
    mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Failed));
    let output = run(&mock, &folder, &["batch", "run", "c.jsonl", "--out", "o"]).output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(ended(&["jobs", "resume", "2"]), Some("index-2.html".to_owned()));
    let players =
        |name: &str| fs::read_to_string(folder.path().join("o").join(name)).unwrap().matches("<audio").count();
    assert_eq!([players("index.html"), players("index-2.html")], [2, 2]);
    // Any path to its file names the batch, even if the file is gone.
    fs::remove_file(folder.path().join("real/b.jsonl")).unwrap();
    for file in ["link/b.jsonl", "real/b.jsonl", "./real/../link/b.jsonl"] {
        ended(&["batch", "status", file]);
    }
}
