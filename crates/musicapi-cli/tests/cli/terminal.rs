//! Conventions of the terminal: precedence of settings, keys, pipes, colours, signals and files.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};

use crate::common::{PRICE, at, folder, json, line_of, mock, musicapi, result_of, shell, with_input};
use lofty::file::TaggedFileExt as _;
use lofty::tag::{Accessor as _, ItemKey};
use serde_json::Value;

#[test]
fn flags_override_the_environment_which_overrides_the_file() {
    let folder = folder();
    let file = folder.path().join("config/musicapi/config.toml");
    let setting = |command: &mut Command, name: &str| {
        let result = json(&command.args(["doctor", "--json"]).output().unwrap());
        let setting = &result["settings"][name];
        format!("{} by {}", setting["value"].as_str().unwrap(), setting["from"].as_str().unwrap())
    };
    assert_eq!(setting(&mut musicapi(&folder), "model"), "sonic-v6 by default");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "model = \"sonic-v5\"\nbase_url = \"http://127.0.0.1:9/file\"\n").unwrap();
    assert_eq!(setting(&mut musicapi(&folder), "model"), "sonic-v5 by config file");
    let mut command = musicapi(&folder);
    command.env("MUSICAPI_MODEL", "sonic-v6").env("MUSICAPI_BASE_URL", "http://127.0.0.1:9/environment");
    assert_eq!(setting(&mut command, "model"), "sonic-v6 by MUSICAPI_MODEL");
    let mut command = musicapi(&folder);
    command.env("MUSICAPI_BASE_URL", "http://127.0.0.1:9/environment").args(["--base-url", "http://127.0.0.1:9/flag"]);
    assert_eq!(setting(&mut command, "base_url"), "http://127.0.0.1:9/flag by flag");
    // The same goes for the pace.
    assert_eq!(setting(&mut musicapi(&folder), "poll_interval"), "15 to 25 s by default");
    assert_eq!(setting(&mut musicapi(&folder), "create_interval"), "3 s by default");
    fs::write(
        &file,
        "base_url = \"http://127.0.0.1:9/file\"\nmodel = \"sonic-v5\"\npoll_interval = 20\ncreate_interval = 0.5\n",
    )
    .unwrap();
    assert_eq!(setting(&mut musicapi(&folder), "poll_interval"), "20 s by config file");
    let four = || {
        let mut command = musicapi(&folder);
        command.env("MUSICAPI_CREATE_INTERVAL", "4");
        command
    };
    assert_eq!(setting(&mut four(), "create_interval"), "4 s by MUSICAPI_CREATE_INTERVAL");
    assert_eq!(setting(four().args(["--create-interval", "0"]), "create_interval"), "0 s by flag");
    assert_eq!(
        setting(musicapi(&folder).arg("--mock"), "create_interval"),
        "3 s by default",
        "the file isn't for a mock"
    );
    for (arguments, place) in [
        (["--poll-interval", "-1"], "--poll-interval: \"-1\""),
        (["--create-interval", "5m"], "--create-interval: \"5m\""),
    ] {
        let (code, out, err) =
            result_of(&musicapi(&folder).args(["song", "x", "--dry-run"]).args(arguments).output().unwrap());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(&format!("{place} isn't a number of seconds from 0 to 3600")), "{err}");
    }
    // The request uses it.
    let shown = json(&musicapi(&folder).args(["song", "x", "--dry-run", "--json"]).output().unwrap());
    assert_eq!(shown["body"]["mv"], "sonic-v5");
    let shown =
        json(&musicapi(&folder).args(["song", "x", "--dry-run", "--json", "--model", "sonic-v6"]).output().unwrap());
    assert_eq!(shown["body"]["mv"], "sonic-v6");

    for (text, wanted) in [
        ("modell = 1", "unknown field `modell`"),
        ("model = [", "line 1"),
        ("poll_interval = \"5s\"", "expected a number of seconds"),
    ] {
        fs::write(&file, text).unwrap();
        let (code, out, err) = result_of(&musicapi(&folder).args(["song", "x", "--dry-run"]).output().unwrap());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains("config.toml isn't right") && err.contains(wanted), "{err}");
    }
    // A named config file must exist.
    let (code, _, err) = result_of(&musicapi(&folder).args(["doctor", "--config-file", "none.toml"]).output().unwrap());
    assert_eq!(code, Some(2));
    assert!(err.contains("none.toml can't be read"), "{err}");
}

#[test]
fn a_key_is_stored_for_its_owner_alone_and_used() {
    let (_runtime, mock) = mock(485);
    let folder = folder();
    let host = mock.uri().trim_start_matches("http://").split('/').next().unwrap().replace(':', "-");
    let stored = || {
        let files = fs::read_dir(folder.path().join("config/musicapi")).into_iter().flatten();
        let named = format!("key-{host}-");
        let mut files = files.map(|file| file.unwrap().path());
        files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&named))
    };
    let run = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        command.args(arguments).env("MUSICAPI_BASE_URL", mock.uri());
        command
    };
    // A key that the service refuses isn't stored.
    let (code, _, err) = result_of(&with_input(&mut run(&["login"]), "wrong\n"));
    assert_eq!(code, Some(3), "{err}");
    assert!(stored().is_none());
    let (code, out, err) = result_of(&with_input(&mut run(&["login"]), &format!("{}\n", mock.key())));
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("only you can read") && out.contains(mock.uri()) && !out.contains(mock.key()), "{out}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(stored().unwrap()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let (code, out, _) = result_of(&run(&["credits"]).output().unwrap());
    assert_eq!((code, out.as_str()), (Some(0), "485 monthly credits\n0 extra credits\n"));
    let shown = result_of(&run(&["doctor"]).output().unwrap()).1;
    assert!(
        shown.contains("knows the key") && shown.contains("sonic create") && !shown.contains(mock.key()),
        "{shown}"
    );
    // The environment overrides the stored key.
    assert_eq!(run(&["credits"]).env("MUSICAPI_KEY", "wrong").output().unwrap().status.code(), Some(3));
    let (code, out, _) = result_of(&run(&["login", "--forget"]).output().unwrap());
    assert_eq!(code, Some(0));
    assert!(out.contains("is forgotten") && out.contains(mock.uri()), "{out}");
    assert!(stored().is_none());
    assert_eq!(run(&["credits"]).output().unwrap().status.code(), Some(3));
}

#[test]
fn doctor_reports_a_failure_with_its_exit_code() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    for (key, url, wanted, code) in [
        ("", mock.uri(), "MUSICAPI_KEY is set, and empty", 3),
        ("wrong-key-of-nobody", mock.uri(), "401", 3),
        (mock.key(), "http://127.0.0.1:9", "no connection", 7),
        (mock.key(), mock.uri(), "100 monthly and 0 extra credits are left", 0),
    ] {
        let mut command = musicapi(&folder);
        command.arg("doctor").env("MUSICAPI_KEY", key).env("MUSICAPI_BASE_URL", url);
        let (found, out, err) = result_of(&command.output().unwrap());
        assert_eq!((found, err.as_str()), (Some(code), ""), "{out}");
        assert!(out.contains(wanted), "{out}");
    }
}

#[test]
fn a_wrong_command_line_is_reported_as_json_on_request() {
    let folder = folder();
    for arguments in [["--json", "sing"].as_slice(), &["song", "--json"], &["sonic", "cover", "--titel", "x", "--json"]]
    {
        let output = musicapi(&folder).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(json(&output)["error"]["exit_code"], 2);
    }
}

#[test]
fn colours_are_for_terminals_unless_forced() {
    let folder = folder();
    let run = |command: &mut Command| result_of(&command.args(["credits"]).output().unwrap()).2;
    assert!(!run(&mut musicapi(&folder)).contains('\u{1b}'));
    assert!(run(musicapi(&folder).env("CLICOLOR_FORCE", "1")).contains('\u{1b}'));
    assert!(!run(musicapi(&folder).env("NO_COLOR", "1")).contains('\u{1b}'));
    let help = result_of(&musicapi(&folder).arg("--help").output().unwrap()).1;
    assert!(!help.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder();
    for arguments in [["completions", "bash"].as_slice(), &["--help"], &["models", "--json"], &["models"]] {
        let mut child = musicapi(&folder).args(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    // The same goes for standard error.
    let mut child = musicapi(&folder).args(["--mock", "song", "x"]).spawn().unwrap();
    drop(child.stderr.take());
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn a_log_never_contains_the_key() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (code, out, err) = result_of(&at(&mock, &folder).args(["credits", "--log", "trace"]).output().unwrap());
    assert_eq!((code, out.lines().count()), (Some(0), 2));
    assert!(err.contains("get_credits") && !err.contains(mock.key()), "{err}");
    let output = at(&mock, &folder).args(["credits", "--log", "musicapi=debug", "--log-file", "log"]).output().unwrap();
    assert_eq!(result_of(&output).2, "");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("get_credits") && !log.contains(mock.key()) && !log.contains('\u{1b}'), "{log}");
    // --log-file alone is enough.
    let output = at(&mock, &folder).args(["credits", "--log-file", "debug.log"]).output().unwrap();
    assert_eq!(result_of(&output).2, "");
    assert!(fs::read_to_string(folder.path().join("debug.log")).unwrap().contains("get_credits"));
    let (code, _, err) = result_of(&at(&mock, &folder).args(["credits", "--log", "musicapi=loud"]).output().unwrap());
    assert_eq!(code, Some(2));
    assert!(err.contains("is not a level"), "{err}");
}

#[test]
fn a_song_has_tags_and_a_side_file_with_both_checksums() {
    let folder = folder();
    fs::write(folder.path().join("words.txt"), "[Verse]\nOil in the lamp\n").unwrap();
    let mut command = musicapi(&folder);
    command.args(["--mock", "--json", "song", "--lyrics", "words.txt", "--title", "Salt & Oil", "--tags", "pop"]);
    let output = command.args(["--out", "songs"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", result_of(&output).2);
    let song = json(&output);
    let files: Vec<&str> =
        song["clips"].as_array().unwrap().iter().map(|clip| clip["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["songs/salt-oil.mp3", "songs/salt-oil-2.mp3"]);
    for file in files {
        let path = folder.path().join(file);
        let tagged = lofty::read_from_path(&path).unwrap();
        let tag = tagged.primary_tag().unwrap();
        assert_eq!(tag.title().as_deref(), Some("Salt & Oil"));
        assert_eq!(tag.get_string(ItemKey::UnsyncLyrics), Some("[Verse]\nOil in the lamp"));
        assert_eq!(tag.pictures().len(), 1);
        let about: Value = serde_json::from_slice(&fs::read(format!("{}.json", path.display())).unwrap()).unwrap();
        assert_eq!(about["bytes"], fs::metadata(&path).unwrap().len());
        assert!(about["served"]["bytes"].as_u64().unwrap() < about["bytes"].as_u64().unwrap());
        assert_ne!(about["served"]["sha256"], about["sha256"]);
        assert_eq!((&about["task"], &about["request"]["title"]), (&song["task"], &"Salt & Oil".into()));
    }
}

#[test]
fn no_file_is_overwritten() {
    let folder = folder();
    fs::write(folder.path().join("a-lullaby.mp3"), "mine").unwrap();
    fs::write(folder.path().join("a-lullaby-2.mp3.json"), "{}").unwrap();
    let output = musicapi(&folder).args(["--mock", "--json", "song", "a lullaby"]).output().unwrap();
    let song = json(&output);
    let files: Vec<&str> =
        song["clips"].as_array().unwrap().iter().map(|clip| clip["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["./a-lullaby-3.mp3", "./a-lullaby-4.mp3"]);
    assert_eq!(fs::read_to_string(folder.path().join("a-lullaby.mp3")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(folder.path().join("a-lullaby-2.mp3.json")).unwrap(), "{}");
}

#[test]
fn a_dry_run_sends_nothing_and_needs_no_key() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let stems = musicapi::facts::SPLIT_SONIC_STEMS_FULL.forms[0].price.unwrap().credits;
    for (arguments, code, wanted) in [
        (["song", "x"].as_slice(), 0, &*format!("it would cost {PRICE} credits (expected price); nothing was sent")),
        (
            &["song", "x"],
            0,
            "price observed: a reading of the price page in October 2026, since 2026-10; 15 credits until 2026-07",
        ),
        (&["stems", "x", "--full"], 0, &format!("it would cost {stems} credits")),
        (&["lyrics", "x"], 0, "POST /sonic/lyrics"),
        (&["sonic", "get-batch", "--batch-id", "b"], 2, "unexpected argument"),
        (&["sonic", "get-batch", "b"], 0, "GET /sonic/batch?batch_id=b"),
        (&["suno", "get-song", "--share-link", "x"], 0, "how many isn't documented"),
        (&["song", "x", "--title", "T", "--tags", "jazz"], 0, "\"title\": \"T\""),
        (&["song", "x", "--model", "sonic-v99"], 2, "--model: \"sonic-v99\" is not one of"),
        (&["sonic", "cover", "--custom-mode=maybe"], 2, "--custom-mode: it must be true or false, not text"),
    ] {
        let mut command = musicapi(&folder);
        let output = command.args(arguments).arg("--dry-run").env("MUSICAPI_BASE_URL", mock.uri()).output().unwrap();
        let (found, out, err) = result_of(&output);
        assert_eq!(found, Some(code), "{arguments:?}: {err}");
        assert!(format!("{out}{err}").contains(wanted), "{arguments:?}: {out}{err}");
    }
    assert!(mock.journal().is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn no_wait_prints_the_task_which_task_show_polls() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (code, out, err) = result_of(&at(&mock, &folder).args(["song", "x", "--no-wait"]).output().unwrap());
    assert_eq!(
        (code, err.as_str()),
        (
            Some(0),
            &*format!(
                "sending create_sonic (sonic-v6): {PRICE} credits (expected price)\n{PRICE} credits spent (expected price)\n"
            )
        )
    );
    let task = out.trim();
    assert!(task.starts_with("sonic/task/"), "{out}");
    let shown = json(&at(&mock, &folder).args(["task", "show", task, "--json"]).output().unwrap());
    assert_eq!(shown["task"], task);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["state"], "no file but that of the jobs");
}

#[test]
fn a_call_without_clips_suggests_the_next_command() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let items = r#"{"custom_mode": false, "gpt_description_prompt": "a march", "mv": "sonic-v5"}"#;
    for (begin, next) in [
        (["sonic", "create-batch", "--items", items].as_slice(), "musicapi sonic get-batch "),
        (&["suno", "make-lyrics", "--prompt", "a bus"], "musicapi suno get-lyrics "),
    ] {
        let output = at(&mock, &folder).args(begin).output().unwrap();
        let (code, _, err) = result_of(&output);
        assert_eq!(code, Some(0), "{err}");
        let line = err.lines().last().unwrap().trim();
        assert!(line.starts_with(next) && err.contains("go on with:"), "{err}");
        let asked = at(&mock, &folder).args(line.split(' ').skip(1)).output().unwrap();
        assert_eq!(asked.status.code(), Some(0), "{line}: {}", result_of(&asked).2);
        let result = json(&at(&mock, &folder).args(begin).arg("--json").output().unwrap());
        assert!(result["next"].as_str().unwrap().starts_with(next), "{result}");
    }
}

#[test]
fn a_failed_download_reports_the_address() {
    let (_runtime, mock) = mock(1000);
    // The host asks for a longer pause than allowed.
    mock.fault(
        musicapi_mock::Fault::on_media().every().status(404).retry_after(musicapi_mock::RetryAfter::Seconds(3600)),
    );
    let folder = folder();
    let clip = "26c9c592-0566-46cf-bb71-91ac1deaa7b5";
    let output = at(&mock, &folder).args(["sonic", "get-wav", "--clip-id", clip, "--out", "files"]).output().unwrap();
    let (code, out, err) = result_of(&output);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    assert!(
        err.contains("lies at:") && err.contains(&format!("{clip}.wav")) && !err.contains("waiting for the task"),
        "{err}"
    );
    // Nothing is paid for if the folder isn't writable.
    fs::write(folder.path().join("file"), "in the way").unwrap();
    let output = at(&mock, &folder).args(["sonic", "get-wav", "--clip-id", clip, "--out", "file"]).output().unwrap();
    assert_eq!((output.status.code(), mock.accepted()), (Some(1), 1));
}

#[test]
fn musicapi_mock_starts_the_mock() {
    let folder = folder();
    let line = "exec musicapi mock --listen 127.0.0.1:0 --key sesame --credits 7 --speed 60";
    let mut child = shell(&folder, line).stderr(Stdio::inherit()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim().strip_prefix("listening on ").unwrap();
    let mut command = musicapi(&folder);
    command.arg("credits").env("MUSICAPI_KEY", "sesame").env("MUSICAPI_BASE_URL", address);
    assert_eq!(result_of(&command.output().unwrap()).1, "7 monthly credits\n0 extra credits\n");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn ctrl_c_during_a_paid_request_waits_for_the_answer() {
    use musicapi_mock::{Fault, MockApi};

    // The answer comes once the mock's clock moves.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let late: Fault = "create_sonic:1:delay=40s".parse().unwrap();
    let mock = runtime.block_on(async { MockApi::start().over_hyper().fault(late).await });
    let folder = folder();
    let mut child = at(&mock, &folder).args(["song", "x"]).spawn().unwrap();
    while mock.accepted() == 0 && !mock.journal().iter().any(|asked| asked.operation == Some("create_sonic")) {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let mut err = BufReader::new(child.stderr.take().unwrap());
    line_of(&mut err, "a paid request is under way");
    mock.advance(std::time::Duration::from_secs(60));
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert!(rest.contains("goes on") && rest.contains("musicapi task wait sonic/task/"), "{rest}");
}

#[test]
fn text_of_the_service_is_shown_without_control_characters() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let body = "{\"error\": \"red \\u001b[31m alert \\u009b31m\"}";
            let _ = write!(
                stream,
                "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let folder = folder();
    let mut command = musicapi(&folder);
    command.env("MUSICAPI_KEY", "k").env("MUSICAPI_BASE_URL", format!("http://{address}"));
    let (_, out, err) = result_of(&command.args(["song", "x"]).output().unwrap());
    assert!(
        err.contains("red") && !format!("{out}{err}").chars().any(|letter| letter.is_control() && letter != '\n'),
        "{err}"
    );
}

/// The completions that bash offers for a line.
#[test]
fn bash_completes_commands_flags_and_values() {
    let folder = folder();
    let offered = |words: &str| {
        let script = format!(
            "source <(musicapi completions bash) && COMP_WORDS=({words}) && COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)) && \
             _musicapi_words musicapi \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\" && echo \"${{COMPREPLY[*]}}\""
        );
        let (code, out, err) = result_of(&shell(&folder, &format!("bash -c '{script}'")).output().unwrap());
        assert_eq!((code, err.as_str()), (Some(0), ""), "{words}");
        out.trim().to_owned()
    };
    assert_eq!(offered("musicapi sonic measure-b"), "measure-bpm");
    assert_eq!(offered("musicapi sonic cover --continue-c"), "--continue-clip-id");
    assert_eq!(offered("musicapi sonic cover --mv sonic-v6-"), "sonic-v6-wild sonic-v6-mini");
    // Bash treats `=` as a word.
    assert_eq!(offered("musicapi sonic cover --mv = sonic-v6-"), "sonic-v6-wild sonic-v6-mini");
    for command in ["song", "cover", "extend"] {
        assert_eq!(
            offered(&format!("musicapi {command} --model sonic-v6-")),
            "sonic-v6-wild sonic-v6-mini",
            "{command}"
        );
    }
    assert!(offered("musicapi credits \"\"").contains("--json"));
    assert_eq!(offered("musicapi batch run \"\""), "", "files, of which it knows");
    assert_eq!(offered("musicapi jobs list --state in"), "in-doubt");
    // `cargo xtask conformance` installs and tests the other shells.
    for (other, wanted) in [("zsh", "#compdef musicapi"), ("fish", "complete -c musicapi")] {
        let script = result_of(&musicapi(&folder).args(["completions", other]).output().unwrap()).1;
        assert!(script.contains(wanted) && script.contains("sonic-v6-wild"), "{other}");
    }
}
