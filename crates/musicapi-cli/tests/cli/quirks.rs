//! The command against a service with quirks: a song, a batch, and a task that another process waits for, for each quirk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::common::{folder, json, musicapi, result_of};
use contract_tests::KEY;
use contract_tests::quirks::{Quirk, Quirky, Twin, table};
use musicapi::{SideFile, Stored};
use musicapi_mock::Clock;
use tempfile::TempDir;

/// The speed of the mock's clock.
const SPEED: f64 = 600.0;

/// The deadline of a run, even on a busy machine.
const LONGEST: Duration = Duration::from_secs(120);

/// The command against a quirky service, polling as fast as possible.
fn at(quirky: &Quirky, folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = musicapi(folder);
    command.env("MUSICAPI_KEY", KEY).env("MUSICAPI_BASE_URL", quirky.uri());
    command.env("MUSICAPI_POLL_INTERVAL", "0.05").env("MUSICAPI_CREATE_INTERVAL", "0.01").args(arguments);
    command
}

/// Runs a command to its end, or to the deadline: if a guard is missing, it may poll for minutes, and the test fails.
fn output(quirk: &Quirk, mut command: Command) -> Output {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let (done, is_done) = channel();
    std::thread::spawn(move || done.send(child.wait_with_output()));
    if let Ok(output) = is_done.recv_timeout(LONGEST) {
        return output.unwrap();
    }
    assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
    panic!("{} goes on and on: {}", quirk.name, result_of(&is_done.recv().unwrap().unwrap()).2);
}

/// Checks the number of songs in a folder, and that they are the mock's, complete.
fn are_whole(quirk: &Quirk, quirky: &Quirky, folder: &Path, count: usize) {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let songs: Vec<_> = entries.filter(|path| path.extension().is_some_and(|kind| kind == "mp3")).collect();
    assert_eq!(songs.len(), count, "{}: {songs:?}", quirk.name);
    for path in songs {
        assert!(matches!(SideFile::stored(&path), Stored::Whole(_)), "{}: {}", quirk.name, path.display());
        let side: serde_json::Value =
            serde_json::from_slice(&fs::read(format!("{}.json", path.display())).unwrap()).unwrap();
        let (_, file) = side["url"].as_str().unwrap().split_once("/media/").unwrap();
        assert!(fs::read(&path).unwrap() == quirky.file(file), "{}: {}", quirk.name, path.display());
    }
}

/// The quirks for the command. It would pause in real time where hosts fail, so the client and jobs are tested with those. Quirks without a
/// twin have tests of their own.
fn rows() -> Vec<Quirk> {
    table().into_iter().filter(|quirk| quirk.twin == Twin::Comes && !quirk.name.starts_with("the host ")).collect()
}

/// A quirk without this twin.
fn without(twin: Twin) -> Quirk {
    table().into_iter().find(|quirk| quirk.twin == twin).unwrap()
}

/// Checks that an undocumented state is reported exactly once.
fn is_told(quirk: &Quirk, err: &str) {
    for (row, word) in [
        ("documented: error", "\"error\" of a clip"),
        ("documented: complete", "\"complete\" of a clip"),
        ("for five minutes", "isn't there yet"),
    ] {
        assert!(!quirk.name.contains(row) || err.contains(word), "{}: {err}", quirk.name);
    }
    assert!(err.matches("of a clip, which isn't documented").count() <= 1, "{}: {err}", quirk.name);
    let delays = err.lines().filter(|line| line.contains("isn't there yet")).collect::<Vec<_>>();
    assert!(
        delays.iter().all(|line| delays.iter().filter(|other| *other == line).count() == 1),
        "{}: {err}",
        quirk.name
    );
    assert!(quirk.warning.is_none_or(|warning| err.contains(warning)), "{}: {err}", quirk.name);
}

/// Runs the quirks in parallel, since they mostly wait.
fn each(run: impl Fn(Quirk) + Sync) {
    each_of(rows(), run);
}

fn each_of(rows: Vec<Quirk>, run: impl Fn(Quirk) + Sync) {
    let rows = Mutex::new(rows);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(quirk) = { rows.lock().unwrap().pop() } {
                    run(quirk);
                }
            });
        }
    });
}

#[test]
fn by_song() {
    each(|quirk| {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let output = output(&quirk, at(&quirky, &folder, &["song", "a march", "--no-tags", "--out", "out"]));
        let (code, _, err) = result_of(&output);
        assert_eq!((code, quirky.paid()), (Some(0), 1), "{}: {err}", quirk.name);
        are_whole(&quirk, &quirky, &folder.path().join("out"), 2);
        is_told(&quirk, &err);
    });
}

#[test]
fn by_batch() {
    each(|quirk| {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let rows = "{\"gpt_description_prompt\": \"a march\"}\n{\"gpt_description_prompt\": \"a waltz\"}\n";
        fs::write(folder.path().join("songs.jsonl"), rows).unwrap();
        let output =
            output(&quirk, at(&quirky, &folder, &["batch", "run", "songs.jsonl", "--no-tags", "--out", "out"]));
        let (code, _, err) = result_of(&output);
        assert_eq!((code, quirky.paid()), (Some(0), 2), "{}: {err}", quirk.name);
        are_whole(&quirk, &quirky, &folder.path().join("out"), 4);
        is_told(&quirk, &err);
    });
}

#[test]
fn by_task_wait() {
    each(|quirk| {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let started = output(&quirk, at(&quirky, &folder, &["--json", "song", "a march", "--no-wait"]));
        let task = json(&started)["task"].as_str().unwrap().to_owned();
        let wait = ["task", "wait", &task, "--no-tags", "--out", "out"];
        let (code, _, err) = result_of(&output(&quirk, at(&quirky, &folder, &wait)));
        assert_eq!((code, quirky.paid()), (Some(0), 1), "{}: {err}", quirk.name);
        are_whole(&quirk, &quirky, &folder.path().join("out"), 2);
        is_told(&quirk, &err);
    });
}

/// Files named in an answer are retried too; other failures of hosts are tested with the client.
#[test]
fn by_an_address() {
    let is_late = |quirk: &Quirk| quirk.name.ends_with("for five minutes");
    each_of(rows().into_iter().filter(is_late).collect(), |quirk| {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let started = at(&quirky, &folder, &["--json", "song", "a march", "--out", "first", "--no-tags"]).output();
        let clip = json(&started.unwrap())["clips"][0]["clip_id"].as_str().unwrap().to_owned();
        quirky.forget();
        let fetch = ["sonic", "download-clip", "--clip-id", &clip, "--formats", "mp3", "--out", "out"];
        let (code, _, err) = result_of(&output(&quirk, at(&quirky, &folder, &fetch)));
        assert_eq!((code, quirky.paid()), (Some(0), 1), "{}: {err}", quirk.name);
        are_whole(&quirk, &quirky, &folder.path().join("out"), 1);
    });
}

/// A finished clip is downloaded while its twin still runs, and the failure names it.
#[cfg(unix)]
#[test]
fn a_clip_is_fetched_whatever_its_twin_does() {
    let quirk = without(Twin::NeverEnds);
    for way in ["song", "task wait"] {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let out = folder.path().join("out");
        let mut command = if way == "song" {
            at(&quirky, &folder, &["song", "a march", "--no-tags", "--out", "out"])
        } else {
            let started = output(&quirk, at(&quirky, &folder, &["--json", "song", "a march", "--no-wait"]));
            let task = json(&started)["task"].as_str().unwrap().to_owned();
            at(&quirky, &folder, &["task", "wait", &task, "--no-tags", "--out", "out"])
        };
        let mut child = command.spawn().unwrap();
        let is_song = |entry: fs::DirEntry| entry.path().extension().is_some_and(|kind| kind == "mp3");
        let is_there = || fs::read_dir(&out).is_ok_and(|entries| entries.flatten().any(is_song));
        // The task ends with the other process.
        while !is_there() {
            assert!(child.try_wait().unwrap().is_none(), "{way} ended, and no song is there");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        let (code, _, err) = result_of(&child.wait_with_output().unwrap());
        assert_eq!((code, quirky.paid()), (Some(130), 1), "{err}");
        are_whole(&quirk, &quirky, &out, 1);
        assert!(err.contains("goes on") && err.contains("task wait"), "{err}");
    }
}

/// One file can't be downloaded: the other one is, the failure names what is missing, and the task stays open.
#[test]
fn a_clip_is_fetched_though_its_twin_cant_be() {
    let quirk = without(Twin::IsLost);
    for way in ["song", "batch", "task wait"] {
        let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
        let make = |more: &[&str]| {
            let arguments = [&["song", "a march", "--no-tags", "--out", "out"], more].concat();
            output(&quirk, at(&quirky, &folder, &arguments))
        };
        let ended = match way {
            "song" => make(&[]),
            "batch" => {
                fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
                let run = ["batch", "run", "songs.jsonl", "--no-tags", "--out", "out"];
                output(&quirk, at(&quirky, &folder, &run))
            }
            _ => {
                assert!(make(&["--no-wait"]).status.success());
                let jobs = json(&output(&quirk, at(&quirky, &folder, &["--json", "jobs", "list"])));
                let task = jobs["jobs"][0]["task"].as_str().unwrap().to_owned();
                output(&quirk, at(&quirky, &folder, &["task", "wait", &task, "--no-tags", "--out", "out"]))
            }
        };
        let (code, _, err) = result_of(&ended);
        are_whole(&quirk, &quirky, &folder.path().join("out"), 1);
        assert_ne!(code, Some(0), "{way}: {err}");
        assert!(err.contains("promises audio"), "{way}: {err}");
        // The failure names the downloaded files; a batch has its page for that.
        assert!(way == "batch" || err.contains("a-march"), "{way}: {err}");
        let jobs = json(&output(&quirk, at(&quirky, &folder, &["--json", "jobs", "list"])));
        assert_eq!((jobs["jobs"][0]["state"].as_str(), quirky.paid()), (Some("running"), 1), "{way}: {err}");
    }
}

#[test]
fn task_wait_downloads_a_truncated_song_again() {
    let quirk = rows().remove(0);
    let (folder, quirky) = (folder(), Quirky::start(quirk, Clock::real(SPEED)));
    let out = folder.path().join("out");
    let song = ["--json", "song", "a march", "--no-tags", "--out", "out"];
    let made = json(&output(&quirk, at(&quirky, &folder, &song)));
    let file = made["clips"][0]["file"].as_str().unwrap();
    let cut = fs::OpenOptions::new().write(true).open(folder.path().join(file)).unwrap();
    cut.set_len(100).unwrap();
    let wait = ["task", "wait", made["task"].as_str().unwrap(), "--no-tags", "--out", "out"];
    let (code, result, err) = result_of(&output(&quirk, at(&quirky, &folder, &wait)));
    assert!(code == Some(0) && err.contains("it was cut or changed"), "{result}{err}");
    assert_eq!(fs::metadata(folder.path().join(file)).unwrap().len(), 100, "it was left alone");
    fs::remove_file(folder.path().join(file)).unwrap();
    are_whole(&quirk, &quirky, &out, 2);
}
