//! A file or a mount may hang: SIGTERM still ends the program, and paid calls are known. A named pipe without a writer simulates a hanging
//! disk, since opening or reading it blocks forever.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{StubServer, at, folder, json, mock, musicapi, result_of};

/// Creates a named pipe.
fn pipe(path: PathBuf) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

/// Waits until a program opens a pipe for reading. It blocks as long as the returned file is kept.
fn opened(pipe: &Path, child: &mut Child) -> File {
    let (open, is_open) = std::sync::mpsc::channel();
    let pipe = pipe.to_owned();
    std::thread::spawn(move || open.send(OpenOptions::new().write(true).open(pipe)));
    loop {
        if let Ok(open) = is_open.recv_timeout(Duration::from_millis(10)) {
            return open.unwrap();
        }
        if let Some(status) = child.try_wait().unwrap() {
            let mut result = String::new();
            child.stderr.take().unwrap().read_to_string(&mut result).unwrap();
            panic!("it ended with {status}, and has not opened the pipe: {result}");
        }
    }
}

/// Sends SIGTERM, and waits for the end, for some minutes at most.
fn ended(mut child: Child) -> (Option<i32>, String, String) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            panic!("it doesn't end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    result_of(&child.wait_with_output().unwrap())
}

/// Before anything is sent, a signal ends the program as usual.
#[test]
fn an_input_file_may_hang() {
    let folder = folder();
    let (_runtime, mock) = mock(100);
    for arguments in [
        ["song", "--lyrics", "pipe"].as_slice(),
        &["sonic", "create", "--body", "pipe"],
        &["batch", "run", "pipe"],
        &["credits", "--config-file", "pipe"],
    ] {
        let pipe = pipe(folder.path().join("pipe"));
        let mut child = at(&mock, &folder).args(arguments).spawn().unwrap();
        let _open = opened(&pipe, &mut child);
        let (code, out, _) = ended(child);
        assert!(code.is_none() && out.is_empty(), "{arguments:?}: {code:?} {out}");
        fs::remove_file(pipe).unwrap();
    }
    assert_eq!(mock.ledger().rows().count(), 0, "nothing was paid");
}

/// The side file of a song can't be read: the task goes on, and is named.
#[test]
fn the_folder_of_a_song_may_hang() {
    let (_runtime, mock) = mock(100);
    let create = ["sonic", "create", "--custom-mode=true", "--prompt", "la", "--title", "Hung", "--mv", "sonic-v6"];
    for way in ["create", "task wait", "batch"] {
        let folder = folder();
        let mut command = at(&mock, &folder);
        match way {
            "create" => command.args(create).args(["--no-tags", "--out", "out"]),
            "task wait" => {
                let started = at(&mock, &folder).args(create).args(["--no-wait", "--json"]).output().unwrap();
                let task = json(&started)["task"].as_str().unwrap().to_owned();
                command.args(["task", "wait", &task, "--no-tags", "--out", "out"])
            }
            _ => {
                let row = "{\"custom_mode\": true, \"prompt\": \"la\", \"title\": \"Hung\"}\n";
                fs::write(folder.path().join("songs.jsonl"), row).unwrap();
                command.args(["batch", "run", "songs.jsonl", "--no-tags", "--out", "out"])
            }
        };
        let pipe = pipe(folder.path().join("out/hung.mp3.json"));
        let mut child = command.spawn().unwrap();
        let _open = opened(&pipe, &mut child);
        let (code, _, err) = ended(child);
        assert_eq!(code, Some(130), "{way}: {err}");
        assert!(err.contains("task wait sonic/task/") || err.contains("batch resume"), "{way}: {err}");
    }
}

/// If the main thread hangs, another one ends the program.
#[test]
fn the_main_thread_may_hang() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
    // A batch reads an existing page at its end.
    let pipe = pipe(folder.path().join("out/index.html"));
    let run = ["batch", "run", "songs.jsonl", "--no-tags", "--out", "out"];
    let mut child = at(&mock, &folder).args(run).spawn().unwrap();
    let open = opened(&pipe, &mut child);
    let (code, _, err) = ended(child);
    assert_eq!(code, Some(130), "{err}");
    assert!(err.contains("work that hangs was left behind"), "{err}");
    // A second run pays for nothing, and has all songs.
    drop(open);
    fs::remove_file(pipe).unwrap();
    let (code, _, err) = result_of(&at(&mock, &folder).args(run).output().unwrap());
    assert_eq!(
        (code, mock.ledger().rows().filter(|row| row.cause == musicapi_mock::Cause::Accepted).count()),
        (Some(0), 1),
        "{err}"
    );
}

/// The pipe of standard error is full, and has no reader.
#[test]
fn standard_error_may_hang() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (unread, mut full) = std::io::pipe().unwrap();
    let mut writer = full.try_clone().unwrap();
    // Fill the pipe from a thread, which stays blocked until the end of the test.
    let (wrote, has_written) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        while writer.write_all(&[b'x'; 512]).is_ok() {
            let _ = wrote.send(());
        }
    });
    while has_written.recv_timeout(Duration::from_secs(1)).is_ok() {}
    full.flush().unwrap();
    let child = at(&mock, &folder).args(["song", "a march", "--out", "out"]).stderr(full).spawn().unwrap();
    while mock.ledger().rows().count() == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let (code, out, _) = ended(child);
    assert_eq!((code, out.as_str()), (Some(130), ""));
    drop(unread);
}

/// A service accepts the call and never answers: a message says so within seconds, and the wait ends.
#[test]
fn a_service_may_hang() {
    let folder = folder();
    let (asked, is_asked) = std::sync::mpsc::sync_channel(0);
    let asked = std::sync::Mutex::new(asked);
    let service = StubServer::start(move |_| {
        // The second connection isn't accepted, so it hangs.
        let asked = asked.lock().unwrap();
        let _ = asked.send(()).and_then(|()| asked.send(()));
        (500, "text/plain", Vec::new())
    });
    for more in [[].as_slice(), &["--json"]] {
        let mut command = musicapi(&folder);
        command.env("MUSICAPI_KEY", "k").env("MUSICAPI_BASE_URL", &service.address).arg("credits").args(more);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        if more.is_empty() {
            is_asked.recv().unwrap();
        }
        let mut err = child.stderr.take().unwrap();
        let mut result = [0; 13];
        // The pipe ends with the program.
        err.read_exact(&mut result).unwrap();
        assert_eq!(&result, b"no answer yet");
        // A free call ends at the first signal.
        assert_eq!(ended(child).0, None);
    }
}

/// Another program keeps the store locked: a message says so within seconds, and a signal ends the wait.
#[test]
fn the_store_may_be_locked() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let store = folder.path().join("locked.db");
    let of_store = |arguments: &[&str]| {
        let mut command = at(&mock, &folder);
        command.args(arguments).arg("--store").arg(&store).stderr(Stdio::piped());
        command
    };
    let began = of_store(&["song", "a march", "--no-wait"]).output().unwrap();
    assert_eq!(result_of(&began).0, Some(0), "{began:?}");
    let paid = mock.ledger().rows().count();
    let another = rusqlite::Connection::open(&store).unwrap();
    for (lock, word, ways) in [
        ("BEGIN IMMEDIATE", "keeps", [(["song", "a waltz"].as_slice(), None), (&["jobs", "resume"], Some(130))]),
        (
            "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE syncs SET count = count",
            "can't be opened yet",
            [(["song", "a waltz"].as_slice(), None), (&["jobs", "list"], None)],
        ),
    ] {
        another.execute_batch(lock).unwrap();
        let children = ways.map(|(way, code)| (way, code, of_store(way).spawn().unwrap()));
        for (way, code, mut child) in children {
            let mut err = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
            let is_told = err.any(|line| line.is_ok_and(|line| line.contains(word) && line.contains("is waited for")));
            assert!(is_told, "{way:?} has ended and not said so");
            assert_eq!(ended(child).0, code, "{way:?}");
        }
        another.execute_batch("ROLLBACK").unwrap();
    }
    drop(another);
    let resumed = of_store(&["jobs", "resume"]).output().unwrap();
    assert_eq!((result_of(&resumed).0, mock.ledger().rows().count()), (Some(0), paid), "nothing was paid: {resumed:?}");
}
