//! The main paths of the command, as people and scripts use it.

use std::io::{BufRead as _, BufReader};
use std::process::Command;
use std::time::Duration;

use crate::common::{PRICE, at, folder, json, line_of, mock, musicapi, result_of, with_input};
use musicapi_mock::{Clock, Lifecycle, MockApi};
use serde_json::Value;

#[test]
fn a_song_without_key_or_network() {
    let folder = folder();
    let mut command = musicapi(&folder);
    // A proxy of the environment isn't used for a mock on this machine.
    command
        .args(["--mock", "song", "a lullaby", "--out", "songs", "--no-tags"])
        .env("http_proxy", "http://127.0.0.1:9");
    let output = command.output().unwrap();
    let (code, out, err) = result_of(&output);
    assert_eq!(code, Some(0), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((lines.len(), lines[2]), (3, &*format!("{PRICE} credits spent (expected price)")), "{out}");
    for line in &lines[..2] {
        let (file, length) = line.split_once("  ").unwrap();
        let (minutes, seconds) = length.split_once(':').unwrap();
        let seconds = minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap();
        // 64 kbit a second, without tags.
        let bytes = std::fs::metadata(folder.path().join(file)).unwrap().len();
        assert_eq!(bytes as f64, (seconds * 8000.0).round(), "{line}");
    }
    let sending = format!("sending create_sonic (sonic-v6): {PRICE} credits (expected price)\ntask sonic/task/");
    assert!(err.starts_with(&sending), "{err}");
}

#[test]
fn a_generated_command_sends_any_request() {
    let of = |task_type| musicapi::facts::CREATE_SONIC.form(Some(task_type)).unwrap().price.unwrap().credits;
    for (request, title, price) in [
        (
            r#"{"task_type": "cover_music", "custom_mode": true, "continue_clip_id": "a2632456-62b0-405c-9de8-2ba509cf24fe",
            "prompt": "[Verse]\nOil in the lamp", "title": "Salt", "tags": "pop", "mv": "sonic-v3-5"}"#,
            "salt",
            of("cover_music"),
        ),
        (
            r#"{"custom_mode": false, "gpt_description_prompt": "first train", "mv": "sonic-v6"}"#,
            "first-train",
            of("create_music"),
        ),
    ] {
        let folder = folder();
        let output =
            with_input(musicapi(&folder).args(["--mock", "--json", "sonic", "create", "--body", "-"]), request);
        let song = json(&output);
        assert_eq!((&song["version"], &song["credits"]), (&Value::from(1), &Value::from(price)));
        let clips = song["clips"].as_array().unwrap();
        assert_eq!(clips.len(), 2);
        for clip in clips {
            let file = clip["file"].as_str().unwrap();
            assert!(file.contains(title), "{file}");
            assert_eq!(std::fs::metadata(folder.path().join(file)).unwrap().len(), clip["bytes"].as_u64().unwrap());
        }
    }
}

/// A song takes a second; at the documented pace the first poll would see it, or the second one of a resumed task.
#[test]
fn the_poll_interval_applies_to_every_command() {
    let polls = |begin: &[&str], more: &[&str]| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let life = Lifecycle::After(Duration::from_secs(1));
        let mock =
            runtime.block_on(async { MockApi::start().over_hyper().clock(Clock::real(1.0)).lifecycle(life).await });
        let folder = folder();
        std::fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
        let run = |arguments: &[&str]| {
            let mut command = at(&mock, &folder);
            let (code, out, err) =
                result_of(&command.args(arguments).args(["--poll-interval", "0.01"]).output().unwrap());
            assert_eq!(code, Some(0), "{arguments:?}: {err}");
            out.trim().to_owned()
        };
        let task = run(begin);
        if !more.is_empty() {
            run(&more.iter().map(|word| if *word == "TASK" { &task } else { *word }).collect::<Vec<_>>());
        }
        mock.journal().iter().filter(|asked| asked.operation == Some("get_sonic_task")).count()
    };
    let clip = "26c9c592-0566-46cf-bb71-91ac1deaa7b5";
    let unwaited = ["song", "x", "--no-wait"];
    let ways: &[(&[&str], &[&str])] = &[
        (&["song", "x"], &[]),
        (&["cover", clip, "--description", "a waltz"], &[]),
        (&["extend", clip, "--at", "60", "--description", "a choir"], &[]),
        (&["sonic", "create", "--custom-mode=false", "--mv", "sonic-v6", "--gpt-description-prompt", "a march"], &[]),
        (&["batch", "run", "songs.jsonl"], &[]),
        (&unwaited, &["jobs", "resume"]),
        (&unwaited, &["jobs", "wait", "1"]),
        (&unwaited, &["task", "wait", "TASK"]),
    ];
    std::thread::scope(|scope| {
        let polled = ways.iter().map(|way| (way, scope.spawn(|| polls(way.0, way.1))));
        for (way, polled) in polled.collect::<Vec<_>>() {
            let polled = polled.join().unwrap();
            assert!(polled > 2, "{way:?}: {polled} polls");
        }
    });
}

#[test]
fn an_invalid_request_is_refused_before_anything_is_sent() {
    let (_runtime, mock) = mock(1000);
    let long_title = format!(
        r#"{{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v4", "title": "{}"}}"#,
        "t".repeat(81)
    );
    for (request, wanted) in [
        (long_title.as_str(), "title: it has 81 characters; at most 80 are allowed"),
        (r#"{"task_type": "sing"}"#, "task_type: \"sing\" is not known; it must be one of create_music"),
        (r#"{"task_type": "concat_music"}"#, "continue_clip_id: it is missing"),
        (r#"{"task_type": "concat_music", "use_suno_cdn": 1}"#, "the request breaks 2 rules"),
        (r#"{"task_type": "concat_music", "continue_clip_id": "x", "titel": "y"}"#, "titel: there is no such field"),
        ("song please", "standard input isn't JSON"),
        ("", "standard input isn't JSON"),
        ("[]", "it must be an object, not a list"),
    ] {
        let folder = folder();
        let mut command = musicapi(&folder);
        command
            .args(["sonic", "create", "--body", "-"])
            .env("MUSICAPI_KEY", mock.key())
            .env("MUSICAPI_BASE_URL", mock.uri());
        let (code, out, err) = result_of(&with_input(&mut command, request));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(wanted), "{err}");
    }
    assert_eq!(mock.accepted(), 0);
}

#[test]
fn every_class_of_failure_has_its_exit_code_and_a_next_step() {
    let (_runtime, mock) = mock(PRICE - 1);
    let folder = folder();
    std::fs::write(folder.path().join("file"), "in the way").unwrap();
    std::fs::write(folder.path().join("blank"), " \n").unwrap();
    let unknown = "00000000-0000-4000-8000-000000000000";
    let short = musicapi::facts::REFUSALS.iter().find(|refusal| refusal.name == "credits").unwrap().text;
    /// Key, address, arguments; exit code, message and next step.
    type Row<'a> = (&'a str, &'a str, &'a [&'a str], i32, &'a str, &'a str);
    let table: &[Row<'_>] = &[
        ("", mock.uri(), &["credits"], 3, "MUSICAPI_KEY is set, and empty", "musicapi login"),
        ("wrong", mock.uri(), &["credits"], 3, "401", "musicapi doctor"),
        ("bad\nkey", mock.uri(), &["credits"], 2, "the API key", "nothing was sent"),
        (mock.key(), mock.uri(), &["song", "x"], 4, short, "musicapi credits"),
        (mock.key(), "http://127.0.0.1:9", &["credits"], 7, "no connection", "tries each step"),
        (mock.key(), "somewhere", &["credits"], 2, "is not an address", "nothing was sent"),
        (
            mock.key(),
            "http://127.0.0.1/api/v1?x=1",
            &["credits"],
            2,
            "without user, query or fragment",
            "nothing was sent",
        ),
        (mock.key(), mock.uri(), &["task", "wait", unknown], 1, "task not found.", "check what was asked for"),
        (mock.key(), mock.uri(), &["task", "wait", "radio/1"], 2, "doesn't name a task", "sonic/task/{task_id}"),
        (
            mock.key(),
            mock.uri(),
            &["song", "x", "--out", "file/songs"],
            1,
            "nothing can be written to file/songs",
            "--out",
        ),
        (
            mock.key(),
            mock.uri(),
            &["sonic", "create", "--body", "none.json"],
            2,
            "none.json can't be read",
            "none.json",
        ),
        (
            mock.key(),
            mock.uri(),
            &["song"],
            2,
            "a song needs a description, --lyrics or --instrumental",
            "nothing was sent",
        ),
        (mock.key(), mock.uri(), &["song", " "], 2, "the description is empty", "nothing was sent"),
        (mock.key(), mock.uri(), &["song", "--lyrics", "blank"], 2, "blank is empty", "nothing was sent"),
        (mock.key(), mock.uri(), &["song", "--lyrics", "-"], 2, "standard input is empty", "nothing was sent"),
        (mock.key(), mock.uri(), &["song", "x", "--store", "file/jobs.db"], 1, "the folder file", "--store"),
        (mock.key(), mock.uri(), &["lyrics", ""], 2, "the description is empty", "nothing was sent"),
        (mock.key(), mock.uri(), &["song", "x", "--out", "file"], 1, "file is a file, and no folder", "--out"),
        (mock.key(), mock.uri(), &["jobs", "show", "7"], 2, "there is no job 7", "musicapi jobs list"),
    ];
    for (key, url, arguments, wanted, message, step) in table {
        let output =
            musicapi(&folder).args(*arguments).env("MUSICAPI_KEY", key).env("MUSICAPI_BASE_URL", url).output().unwrap();
        let (code, out, err) = result_of(&output);
        assert_eq!((code, out.as_str()), (Some(*wanted), ""), "{arguments:?}: {err}");
        assert!(err.contains(message) && err.contains(step), "{arguments:?}: {err}");
    }
    assert_eq!(mock.accepted(), 0);
}

#[test]
fn a_failure_as_json_is_one_object_on_standard_output() {
    let (_runtime, mock) = mock(0);
    let folder = folder();
    let mut command = musicapi(&folder);
    let output = command
        .args(["--json", "song", "x"])
        .env("MUSICAPI_KEY", mock.key())
        .env("MUSICAPI_BASE_URL", mock.uri())
        .output();
    let error = json(&output.unwrap())["error"].clone();
    assert_eq!(
        (&error["exit_code"], &error["status"], &error["operation"]),
        (&4.into(), &403.into(), &"create_sonic".into())
    );
}

#[test]
fn a_task_is_waited_for_by_another_process_and_a_file_is_fetched_once() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let run = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        json(
            &command
                .arg("--json")
                .args(arguments)
                .env("MUSICAPI_KEY", mock.key())
                .env("MUSICAPI_BASE_URL", mock.uri())
                .output()
                .unwrap(),
        )
    };
    let documented = "468d0e42-f7a6-40ce-9a4c-37db56b13b99";
    let first = run(&["task", "wait", documented]);
    assert_eq!(first["task"], format!("sonic/task/{documented}"));
    assert_eq!(first["clips"].as_array().unwrap().len(), 2);
    assert_eq!(run(&["task", "wait", documented])["clips"], first["clips"], "what is there isn't fetched again");
    // A file that was cut or changed may be the user's work: it stays, and the clip is fetched beside it, once.
    let file = folder.path().join(first["clips"][0]["file"].as_str().unwrap());
    std::fs::write(&file, "changed by its owner").unwrap();
    let again = run(&["task", "wait", &format!("sonic/task/{documented}")]);
    assert_ne!(again["clips"][0]["file"], first["clips"][0]["file"]);
    assert_eq!(again["clips"][1]["file"], first["clips"][1]["file"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "changed by its owner");
    assert_eq!(again["clips"][0]["bytes"], first["clips"][0]["bytes"]);
    assert_eq!(run(&["task", "wait", documented])["clips"], again["clips"]);
}

#[test]
fn credits_are_shown() {
    let (_runtime, mock) = mock(485);
    let folder = folder();
    let output = musicapi(&folder)
        .arg("credits")
        .env("MUSICAPI_KEY", mock.key())
        .env("MUSICAPI_BASE_URL", mock.uri())
        .output()
        .unwrap();
    assert_eq!(result_of(&output), (Some(0), "485 monthly credits\n0 extra credits\n".to_owned(), String::new()));
}

#[cfg(unix)]
#[test]
fn an_interrupted_wait_tells_how_to_go_on() {
    // The mock's clock stands still, so the song is never done.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mock = runtime.block_on(async { MockApi::start().over_hyper().await });
    let folder = folder();
    let mut command = musicapi(&folder);
    command.args(["--base-url", mock.uri(), "song", "x", "--out", "my songs"]).env("MUSICAPI_KEY", mock.key());
    let mut child = command.spawn().unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let reference = line_of(&mut err, "task ");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let rest: Vec<String> = err.lines().map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(rest[0], format!("error: interrupted; {reference} goes on"));
    assert_eq!(rest[2], format!("  musicapi --base-url {} task wait {reference} --out 'my songs'", mock.uri()));
    assert_eq!(std::fs::read_dir(folder.path().join("my songs")).unwrap().count(), 0);
}
