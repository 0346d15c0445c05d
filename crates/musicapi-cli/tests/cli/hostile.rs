//! A hostile service sends control sequences, fakes lines and echoes keys: none of it reaches the output.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{StubServer, folder, musicapi, result_of, with_input};
use serde_json::{Value, json};

const KEY: &str = "sk-hostile-5f2c9a71e0b34d68a1c7";
const SECRET: &str = "whsec-9c41d7e2";
/// The secret of a call that this process didn't make.
const UNKNOWN_SECRET: &str = "whsec-of-another-\u{22}quoted\u{22}-5b1d";
const TASK: &str = "468d0e42-f7a6-40ce-9a4c-37db56b13b99";

/// A text for titles, states, ids and messages.
fn hostile() -> String {
    format!(
        "A\u{1b}[2J\u{9b}1m\u{202e}B\u{2066}\u{200f}\u{61c}\u{2028}C\u{2029}\u{85}\u{200b}\r\nerror: faked {KEY} {SECRET}\u{7}"
    )
}

/// Whether a character must not reach a terminal.
fn steers(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}\u{2028}\u{2029}\u{200b}"
            .contains(letter)
}

/// Checks that an output is clean, both as text and as JSON.
fn is_clean(output: &Output, what: &str) -> (Option<i32>, String, String) {
    let (code, out, err) = result_of(output);
    // Lyrics may have several lines.
    let is_lyrics = out.starts_with("# ");
    for text in [&out, &err] {
        assert!(!text.contains(steers), "{what}: {text:?}");
        assert!(!text.contains(KEY) && !text.contains(SECRET), "{what}: {text}");
        assert!(!text.contains("whsec-of-another") && !text.contains("5b1d"), "{what}: {text}");
        let faked = text.lines().find(|line| line.trim_start().starts_with("error: faked"));
        assert!(is_lyrics || faked.is_none(), "{what}: {text}");
    }
    (code, out, err)
}

/// Checks that no file of a folder contains a secret.
fn no_file_holds(folder: &Path, secrets: &[&str]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            no_file_holds(&path, secrets);
            continue;
        }
        assert!(!path.display().to_string().contains(steers), "{path:?}");
        let bytes = fs::read(&path).unwrap();
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds {secret}", path.display());
        }
    }
}

fn respond(status: u16, body: &Value) -> (u16, &'static str, Vec<u8>) {
    (status, "application/json", body.to_string().into_bytes())
}

/// A service that accepts everything, and answers with the hostile text.
fn service() -> StubServer {
    let hostile = hostile();
    StubServer::start(move |line| {
        let way = line.split(' ').nth(1).unwrap_or_default();
        let asked = json!({"mv": "sonic-v6", "webhook_secret": UNKNOWN_SECRET});
        // The audio has this address whatever its type.
        let clip = |id: &str, state: &str| {
            json!({"clip_id": format!("{id}{hostile}"), "state": state, "title": hostile, "lyrics": hostile, "mv": hostile,
                "tags": hostile, "audio_url": format!("http://127.0.0.1:9/{KEY}.mp3"), "image_url": hostile, "duration": "1"})
        };
        match line.split(' ').next().unwrap_or_default() {
            _ if way.ends_with("/get-credits") => {
                respond(200, &json!({"credits": 100, "extra_credits": 0, "note": hostile}))
            }
            "POST" if way.ends_with("/lyrics") => respond(
                200,
                &json!({"code": 200, "message": hostile, "results": [{"title": hostile, "lyrics": hostile}]}),
            ),
            "POST" if way.ends_with("/create") => {
                respond(200, &json!({"message": hostile, "task_id": TASK, "echo": hostile}))
            }
            "GET" if way.contains("/sonic/task/") && way.ends_with("failed") => {
                respond(200, &json!({"type": "failed", "error": hostile}))
            }
            "GET" if way.contains("/sonic/task/") => respond(
                200,
                &json!({"code": 200, "message": hostile, "request": asked, "data": [clip("1", &hostile), clip("2", "succeeded")]}),
            ),
            // Echo the request, as text too.
            _ => respond(
                400,
                &json!({"type": hostile, "error": format!("{hostile} in {asked}"), "details": hostile, "of": asked}),
            ),
        }
    })
}

fn at(service: &StubServer, folder: &tempfile::TempDir, arguments: &[&str]) -> Command {
    let mut command = musicapi(folder);
    command.args(arguments).env("MUSICAPI_KEY", KEY).env("MUSICAPI_BASE_URL", &service.address);
    // No pauses between polls and creates, to save time.
    command.env("MUSICAPI_POLL_INTERVAL", "0.05").env("MUSICAPI_CREATE_INTERVAL", "0.01");
    command
}

#[test]
fn text_of_the_service_reaches_the_output_without_control_characters_and_secrets() {
    let (service, folder) = (service(), folder());
    let song = format!(
        r#"{{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6", "webhook_url": "https://h.example/", "webhook_secret": "{SECRET}"}}"#
    );
    let begin = |more: &[&str]| {
        let mut command = at(&service, &folder, &["sonic", "create", "--body", "-", "--no-wait", "--log-file", "log"]);
        with_input(command.args(more), &song)
    };
    let (code, out, err) = is_clean(&begin(&[]), "create");
    assert_eq!((code, out.trim()), (Some(0), format!("sonic/task/{TASK}").as_str()), "{err}");
    no_file_holds(&folder.path().join("state"), &[KEY, SECRET]);
    // Each keeps its exit code.
    for (arguments, wanted) in [
        (["task", "show", TASK].as_slice(), 0),
        (&["task", "show", "failed"], 5),
        (&["task", "wait", "failed"], 5),
        (&["jobs", "list"], 0),
        (&["jobs", "show", "1"], 0),
        (&["lyrics", "a kite"], 0),
        (&["sonic", "upload-clip", "--url", "https://h.example/a.mp3"], 1),
        (&["sonic", "get-wav", "--clip-id", "x"], 1),
        (&["credits"], 0),
        (&["doctor"], 0),
        (&["models"], 0),
    ] {
        for more in [[].as_slice(), &["--json"], &["--log", "trace"]] {
            let what = format!("{arguments:?} {more:?}");
            // Only the first process knew the secret, but the service keeps echoing it.
            let output = at(&service, &folder, arguments).args(more).output().unwrap();
            let (code, out, err) = result_of(&output);
            let output = Output {
                status: output.status,
                stdout: out.replace(SECRET, "").into_bytes(),
                stderr: err.replace(SECRET, "").into_bytes(),
            };
            is_clean(&output, &what);
            assert_eq!(code, Some(wanted), "{what}: {out}{err}");
        }
    }
    no_file_holds(&folder.path().join("state"), &[KEY, "whsec-of-another", "5b1d"]);
    assert!(!fs::read_to_string(folder.path().join("log")).unwrap().contains(steers));
}

/// The process that knows the secret stores it nowhere, even if the service echoes it in the error of a refused call or of a failed task.
/// So a later process, which doesn't know it, can't print it.
#[test]
fn no_stored_file_contains_an_echoed_secret() {
    let song = format!(
        r#"{{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6", "webhook_url": "https://h.example/", "webhook_secret": "{SECRET}"}}"#
    );
    for (status, wanted) in [(400, 1), (200, 5)] {
        let words = format!("{}: signed by {SECRET}, said {KEY}", hostile());
        let service = StubServer::start(move |line| match line.split(' ').next().unwrap_or_default() {
            "POST" if status == 200 => respond(200, &json!({"message": SECRET, "task_id": TASK})),
            _ if line.contains("/get-credits") => respond(200, &json!({"credits": 100, "extra_credits": 0})),
            _ => respond(status, &json!({"type": "failed", "error": words})),
        });
        let folder = folder();
        let create = ["sonic", "create", "--body", "-", "--log-file", "log"];
        let (code, _, err) = is_clean(&with_input(&mut at(&service, &folder, &create), &song), "create");
        assert!(code == Some(wanted) && err.contains("signed by [secret]"), "{code:?} {err}");
        no_file_holds(folder.path(), &[KEY, SECRET]);
        for arguments in [["jobs", "show", "1"].as_slice(), &["jobs", "list", "--json"]] {
            let (code, out, err) = is_clean(&at(&service, &folder, arguments).output().unwrap(), "later");
            assert!(code == Some(0) && out.contains("signed by [secret]"), "{arguments:?}: {out}{err}");
        }
    }
}

#[test]
fn a_refusal_in_a_batch_is_sanitized_and_ends_the_row_or_the_run() {
    for (status, body, wanted, word) in [
        (400, json!({"error": hostile()}), 1, "refused"),
        (200, json!({"code": 402, "message": hostile()}), 4, "waiting"),
        (200, json!({"code": 401, "message": hostile()}), 3, "waiting"),
        (200, json!({"type": "forbidden", "error": hostile()}), 1, "refused"),
        (500, json!({"error": hostile()}), 6, "in doubt"),
    ] {
        let service = StubServer::start(move |line| match line.contains("/get-credits") {
            true => respond(200, &json!({"credits": 100, "extra_credits": 0})),
            false => respond(status, &body),
        });
        let folder = folder();
        fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
        for arguments in [
            ["batch", "run", "songs.jsonl"].as_slice(),
            &["batch", "status", "songs.jsonl"],
            &["jobs", "list"],
            &["jobs", "show", "1"],
            &["jobs", "list", "--json"],
        ] {
            let output = at(&service, &folder, arguments).output().unwrap();
            // No secret was given here.
            let (_, out, err) = result_of(&output);
            let clean = |text: String| text.replace(SECRET, "").into_bytes();
            let output = Output { status: output.status, stdout: clean(out), stderr: clean(err) };
            let (code, out, err) = is_clean(&output, &format!("{status} {arguments:?}"));
            if arguments[1] == "run" {
                assert_eq!(code, Some(wanted), "{status}: {out}{err}");
            } else {
                assert!(out.contains(word) || out.contains(&word.replace(' ', "_")), "{status} {arguments:?}: {out}");
            }
        }
        let made = service.seen().iter().filter(|head| head.starts_with("POST")).count();
        assert_eq!(made, 1, "{status}");
    }
}
