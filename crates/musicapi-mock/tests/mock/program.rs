//! The program: how it begins, answers and ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::started::{Program, SONG, run};

#[test]
fn it_tells_where_it_listens_answers_and_ends_cleanly() {
    for signal in ["-TERM", "-INT"] {
        let program = Program::start(&["--key", "k1", "--key", "k2", "--credits", "7", "--extra-credits", "3"]);
        for key in ["k1", "k2"] {
            let answer = program.ask("/api/v1/get-credits", key);
            assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
            assert!(answer.ends_with(r#"{"credits":7,"extra_credits":3}"#), "{answer}");
        }
        assert!(program.ask("/api/v1/get-credits", "mock-key").starts_with("HTTP/1.1 401"));
        let (code, _, err) = program.end(signal);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{signal}");
    }
}

#[test]
fn it_ends_while_a_connection_is_open() {
    let program = Program::start(&[]);
    let mut idle = TcpStream::connect(&program.address).unwrap();
    idle.write_all(b"POST /api/v1/sonic/create HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nab").unwrap();
    assert_eq!(program.end("-TERM").0, Some(0));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (listen, what) in
        [(address.as_str(), "in use"), ("nowhere", "nowhere"), ("127.0.0.1:99999", "99999"), ("", "listen")]
    {
        let output = run(&["--listen", listen]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{listen:?}: {err}");
        assert!(err.starts_with("error: ") && err.contains(what) && err.contains("--listen"), "{listen:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn a_speed_that_is_none_is_told() {
    for speed in ["-1", "NaN", "inf", "fast"] {
        let output = run(&["--listen", "127.0.0.1:0", &format!("--speed={speed}")]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && err.contains("--speed") && err.contains(speed), "{speed}: {err}");
    }
}

/// A file for a test.
fn file(name: &str, text: &str) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_scenario_is_looked_over_and_used() {
    let good =
        file("good.yaml", "accounts: {poor: {credits: 3}}\nfaults: ['get_credits:1:status=500']\ntime: {speed: 0}\n");
    let good = good.to_str().unwrap();
    assert!(run(&["check", good]).status.success());
    let program = Program::start(&["--scenario", good, "--extra-credits", "4"]);
    assert!(program.ask("/api/v1/get-credits", "poor").starts_with("HTTP/1.1 500"));
    assert!(program.ask("/api/v1/get-credits", "poor").ends_with(r#"{"credits":3,"extra_credits":4}"#));
    assert!(program.ask("/__mock/time", "").contains(r#""speed":0.0"#));
    let bad = file("bad.yaml", "accounts: {}\nlives:\n  create_sonc: stuck\n");
    let bad = bad.to_str().unwrap();
    for arguments in [["check", bad], ["--scenario", bad]] {
        let output = run(&arguments);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(
            err.contains(&format!("{bad}:3:3: `create_sonc` starts no task; the nearest that does is `create_sonic`")),
            "{err}"
        );
    }
    for (of, has) in [("scenario", r#""next_lives""#), ("control", r#""openapi": "3.0.3""#)] {
        let output = run(&["schema", of]);
        assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains(has), "{of}");
    }
}

#[test]
fn it_reports_at_its_end_and_fails_if_that_is_not_good_enough() {
    let junit = file("report.xml", "");
    let to_file = format!("junit={}", junit.display());
    let arguments = ["--report", "text", "--report", &to_file, "--fail-under", "50", "--fail-on", "unmatched"];
    let program = Program::start(&arguments);
    program.ask("/api/v1/get-credit", "mock-key");
    let (code, out, err) = program.end("-TERM");
    assert_eq!(code, Some(3), "{err}");
    assert!(
        out.contains(
            "Report on the client: 1 request, 1 finding\n  unmatched: GET /api/v1/get-credit is no operation; "
        ),
        "{out}"
    );
    assert!(out.contains("would have cost 0 credits and about 0 minutes"), "{out}");
    assert!(err.contains("not good enough: 0 of 39 operations were tried"), "{err}");
    assert!(err.contains("not good enough: unmatched: GET /api/v1/get-credit"), "{err}");
    let xml = std::fs::read_to_string(&junit).unwrap();
    assert!(
        xml.contains(r#"failures="2""#) && xml.contains(r#"<testcase classname="client" name="unmatched">"#),
        "{xml}"
    );

    let program = Program::start(&["--report", "json", "--fail-under", "operations=1", "--fail-on", "unmatched"]);
    program.ask("/api/v1/get-credits", "mock-key");
    let (code, out, err) = program.end("-TERM");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains(r#""asked": 1"#), "{out}");
    for (arguments, what) in [
        (["--report", "html"], "write text, json or junit"),
        (["--fail-under", "101"], "from 0 to 100"),
        (["--fail-under", "lines=5"], "operations, answers or examples"),
        (["--fail-on", "rudeness"], "paid-twice"),
    ] {
        let output = run(&arguments);
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && err.contains(what), "{arguments:?}: {err}");
    }
    // What was done in another space counts too, whether it is still there or not.
    for ends in [false, true] {
        let program = Program::start(&["--fail-on", "unmatched"]);
        program.post("/__mock/spaces", "mock-key", r#"{"accounts": {"a-test": {}}}"#);
        program.ask("/api/v1/nowhere", "a-test");
        if ends {
            program.post("/__mock/reset?space=a-test", "mock-key", "");
        }
        let (code, _, err) = program.end("-TERM");
        assert!(code == Some(3) && err.contains("nowhere is no operation") && err.contains("(in space 1)"), "{err}");
    }
}

#[test]
fn a_control_key_is_asked_for() {
    let program = Program::start(&["--control-key", "secret"]);
    assert!(program.ask("/__mock/time", "other").starts_with("HTTP/1.1 401"));
    assert!(program.ask("/__mock/time", "secret").starts_with("HTTP/1.1 200"));
}

/// Of a snapshot of hundreds of megabytes no more is taken than of any other body before whoever sends it is refused.
#[test]
fn a_long_snapshot_is_not_read_from_who_has_no_control_key() {
    let program = Program::start(&["--control-key", "secret"]);
    let mut stream = TcpStream::connect(&program.address).unwrap();
    let head = "POST /__mock/restore HTTP/1.1\r\nhost: a\r\nauthorization: Bearer other\r\n";
    let rest = "content-type: application/json\r\ncontent-length: 300000000\r\n\r\n";
    stream.write_all(format!("{head}{rest}").as_bytes()).unwrap();
    // So much is read of any body, so that its sender reads the answer. The rest never comes: whoever waits for it hangs.
    stream.write_all(&vec![b' '; 64 * 1024 * 1024 + 1]).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut line = String::new();
    let read = BufReader::new(stream).read_line(&mut line);
    assert!(line.starts_with("HTTP/1.1 401"), "{line:?}, {read:?}");
}

/// Starts a song, and looks at it.
fn look(program: &Program) -> String {
    let answer = program.create(SONG);
    let id = answer.split("\"task_id\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    program.ask(&format!("/api/v1/sonic/task/{id}"), "mock-key")
}

#[test]
fn lives_and_limits_are_set_by_arguments() {
    let program = Program::start(&["--life", "stuck", "--life", "create_sonic=immediate", "--rate-limit"]);
    assert!(look(&program).contains(r#""state":"succeeded""#));
    assert!(program.create(SONG).contains("rate_limited"));
    let program = Program::start(&["--life", "after_looks: 1", "--keep-tasks", "0"]);
    assert!(look(&program).contains("task not found."), "none is kept");
    let program = Program::start(&["--edition", "2025-08"]);
    assert!(program.create(SONG).contains("'sonic-v3-5' or 'sonic-v4'."), "there is no such model yet");
    assert!(Program::start(&["--lapsed"]).create(SONG).contains("active subscription"));
    for (argument, what) in [
        ("--life=sometimes", "after_looks"),
        ("--edition=2025-13", "is no edition; write a month, such as 2025-08"),
        ("--life=create_sonic=failed:tea", "gateway_timeout"),
        ("--life=get_credits=stuck", "starts no task"),
        ("--rate-limit=-1", "--rate-limit: -1 is no time; write seconds"),
        ("--key=", "an account needs a key"),
        ("--report=text=/there/is/none", "the report can't be written to /there/is/none"),
    ] {
        let output = run(&["--listen", "127.0.0.1:0", argument]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && err.contains(what), "{argument}: {err}");
    }
}

#[test]
fn it_tells_at_its_end_which_faults_were_used() {
    let program = Program::start(&["--fault", "get_credits:status=500", "--fault", "get_credits:every:reset"]);
    assert!(program.ask("/api/v1/get-credits", "mock-key").starts_with("HTTP/1.1 500"));
    let control = format!("control: http://{}/__mock/\n", program.address);
    let (code, out, err) = program.end("-TERM");
    let told = "the fault `get_credits:status=500` was consumed at 1 of 1 calls\n\
                the fault `get_credits:every:reset` was consumed at 0 of 1 calls\n";
    assert_eq!((code, out.as_str(), err.as_str()), (Some(0), format!("{control}keys: mock-key\n{told}").as_str(), ""));
}

#[test]
fn a_report_that_cannot_be_written_keeps_neither_the_others_nor_the_verdict_back() {
    let folder = std::env::temp_dir().join(format!("musicapi-mock-reports-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("gone")).unwrap();
    let (gone, kept) = (folder.join("gone/report.txt"), folder.join("report.xml"));
    let [gone_at, kept_at] =
        [("text", &gone), ("junit", &kept)].map(|(form, file)| format!("{form}={}", file.display()));
    let program = Program::start(&["--report", &gone_at, "--report", &kept_at, "--fail-under", "1"]);
    std::fs::remove_dir_all(folder.join("gone")).unwrap();
    let (code, _, err) = program.end("-TERM");
    let report = std::fs::read_to_string(&kept).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(report.contains("<testsuites "), "{report}");
    assert!(err.contains("not good enough: ") && err.contains(&gone.display().to_string()), "{err}");
    assert!(code.is_some_and(|code| code != 0));
}

#[test]
fn a_fault_that_is_none_is_told() {
    for (fault, what) in [
        ("create_sonic:rest", "the nearest is `reset`"),
        ("create_sonic", "nothing goes wrong"),
        ("create_sonik:reset", "the nearest is `create_sonic`"),
        ("create_sonic:example=x", "no such example"),
    ] {
        let output = run(&["--listen", "127.0.0.1:0", "--fault", fault]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty() && err.contains(what), "{fault}: {err}");
    }
}

#[test]
fn the_same_seed_repeats_ids() {
    let id = |seed: &str| {
        let program = Program::start(&["--seed", seed]);
        program.create(SONG)
    };
    assert_eq!(id("5"), id("5"));
    assert_ne!(id("5"), id("6"));
    assert!(id("5").contains("\"task_id\""));
}

#[test]
fn callbacks_come_twice_reordered_and_on_the_time_of_the_machine() {
    let arguments = "--speed 100000 --callback-duplicates 1 --callbacks-reordered --callback-secret of-the-provider";
    let program = Program::start(&arguments.split(' ').collect::<Vec<_>>());
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hooks", receiver.local_addr().unwrap());
    program.create(&format!(
        r#"{{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5", "webhook_url": "{url}"}}"#
    ));
    let mut events = Vec::new();
    for _ in 0..4 {
        let (mut connection, _) = receiver.accept().unwrap();
        let mut head = BufReader::new(connection.try_clone().unwrap()).lines().map(Result::unwrap);
        let mut header = |wanted: &str| head.find_map(|line| Some(line.strip_prefix(wanted)?.to_owned())).unwrap();
        events.push((header("x-webhook-id: "), header("x-webhook-event: ")));
        let stamp: u64 = header("x-webhook-timestamp: ").parse().unwrap();
        // Minutes of the mock's time have gone by in no time.
        let age = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs().abs_diff(stamp);
        assert!(age < 60, "{age}");
        connection.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    }
    let names: Vec<&str> = events.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["song.completed", "song.completed", "song.streaming", "song.streaming"]);
    assert!(events[0] == events[1] && events[2] == events[3] && events[0].0 != events[2].0);
    assert_eq!(program.end("-TERM").1.lines().last(), Some("keys: mock-key"));
}

#[test]
fn a_callback_that_cannot_be_sent_is_told_in_each_space() {
    let mut program = Program::start(&["--speed", "100000"]);
    program.post("/__mock/spaces", "mock-key", r#"{"accounts": {"a-test": {}}}"#);
    let stderr = program.child.stderr.take().unwrap();
    let mut lines = BufReader::new(stderr).lines().map(Result::unwrap);
    for key in ["mock-key", "a-test"] {
        let body = r#"{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5", "webhook_url": "https://127.0.0.1/"}"#;
        program.post("/api/v1/sonic/create", key, body);
        for event in ["song.streaming", "song.completed"] {
            let line = lines.next().unwrap();
            assert!(line.starts_with(&format!("callback: {event} of ")), "{line}");
            assert!(line.contains("not sent: the mock has no TLS"), "{line}");
        }
    }
}

#[test]
fn an_option_is_read_from_the_environment_too() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musicapi-mock"));
    command.env("MUSICAPI_MOCK_LISTEN", "127.0.0.1:0").env("MUSICAPI_MOCK_CREDITS", "seven");
    let output = command.output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && err.contains("--credits"), "{err}");
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    assert!(help.contains("`--keep-tasks` from MUSICAPI_MOCK_KEEP_TASKS"), "{help}");
}

#[test]
fn who_listens_for_others_needs_a_key_or_says_that_it_needs_none() {
    let output = run(&["--listen", "0.0.0.0:0"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && err.contains("--control-key KEY") && err.contains("--open-control"), "{err}");
    let output = run(&["--listen", "4010"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("write --listen 127.0.0.1:4010"), "{err}");
}

#[test]
fn it_ends_with_the_one_that_started_it() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musicapi-mock"));
    let command = command.args(["--listen", "127.0.0.1:0", "--exit-with-parent"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(child.try_wait().unwrap().is_none(), "it runs");
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn all_mistakes_of_a_scenario_are_told() {
    let bad = file("many.yaml", "seed: x\nlives: {create_sonc: stuck}\ntime: {speed: 1}\nfault: []\n");
    let output = run(&["check", bad.to_str().unwrap()]);
    let err = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 3, "{err}");
    for (line, place) in lines.iter().zip(["1:7", "2:9", "4:1"]) {
        assert!(line.starts_with("error: ") && line.contains(&format!("many.yaml:{place}: ")), "{err}");
    }
}

#[test]
fn a_request_is_logged_and_pages_may_call() {
    let program = Program::start(&["--log", "json", "--cors", "--public-url", "https://mock.example/music/"]);
    assert!(program.ask("/healthz", "").contains(r#"{"status":"ok"}"#));
    let answer = program.ask("/api/v1/get-credits?api_key=k", "mock-key");
    assert!(answer.contains("access-control-allow-origin: *"), "{answer}");
    assert!(!program.ask("/__mock/time", "").contains("access-control"), "control stays closed");
    assert!(program.ask("/__mock/api.json", "").contains(r#""url":"https://mock.example/music/api/v1""#));
    let (_, _, err) = program.end("-TERM");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 4, "{err}");
    assert!(lines[1].starts_with(r#"{"method":"GET","path":"/api/v1/get-credits","status":200,"ms":"#), "{err}");
}

#[test]
fn a_log_that_nobody_reads_holds_nothing_up() {
    let program = Program::start(&["--log", "text"]);
    // More than a pipe takes.
    let path = format!("/{}", "a".repeat(8000));
    (0..20).for_each(|_| assert!(program.ask(&path, "").starts_with("HTTP/1.1 404")));
    let (code, _, err) = program.end("-TERM");
    assert!(code == Some(0) && err.starts_with("GET /aaa"), "{code:?}");
}
