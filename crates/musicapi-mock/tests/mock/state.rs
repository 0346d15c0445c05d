//! The file in which the program goes on after a restart.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::started::{Program, SONG, run};

/// The path of a state file that isn't there yet, in a folder of its own.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("state-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.join("state.jsonl")
}

/// What the program says when it doesn't begin.
fn refused(arguments: &[&str]) -> String {
    // One that begins all the same ends at once: nobody holds its standard input.
    let output = run(&[&["--listen", "127.0.0.1:0", "--exit-with-parent"], arguments].concat());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn it_goes_on_after_a_restart_where_it_was() {
    let state = fresh("restart");
    let arguments = ["--speed", "0", "--state", state.to_str().unwrap()];
    let program = Program::start(&arguments);
    program.post("/__mock/spaces?name=a-test", "", r#"{"accounts": {"a-test-key": {"credits": 30}}}"#);
    let task = program.post("/api/v1/sonic/create", "a-test-key", SONG);
    let id = task.split("\"task_id\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    program.post("/__mock/time?space=a-test", "", r#"{"advance": 300}"#);
    let look = |program: &Program| {
        let answer = program.ask(&format!("/api/v1/sonic/task/{id}"), "a-test-key").replace(&program.address, "");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    let before = look(&program);
    assert!(before.contains(r#""state":"succeeded""#), "{before}");
    assert_eq!(program.end("-TERM").0, Some(0));
    let program = Program::start(&arguments);
    assert_eq!(look(&program), before);
    assert!(program.ask("/__mock/spaces", "").contains(r#""name":"a-test""#));
    assert_eq!(program.end("-TERM").0, Some(0));
    fs::write(&state, "{}").unwrap();
    let err = refused(&["--state", state.to_str().unwrap()]);
    assert!(err.contains("move the file away to begin anew"), "{err}");
}

#[test]
fn two_mocks_do_not_write_one_file() {
    let state = fresh("two");
    let one = Program::start(&["--state", state.to_str().unwrap()]);
    one.post("/__mock/spaces?name=a-test", "", "{}");
    // By another name it is the same file.
    let link = state.with_file_name("link.jsonl");
    symlink(&state, &link).unwrap();
    for path in [&state, &link] {
        let err = refused(&["--state", path.to_str().unwrap()]);
        assert!(err.contains("another mock has it"), "{err}");
    }
    assert_eq!(one.end("-TERM").0, Some(0));
    // Where it can't listen, it doesn't touch the file either.
    let version = || fs::metadata(&state).unwrap().ino();
    let before = version();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["--state", state.to_str().unwrap(), "--listen", &address]);
    assert!(!output.status.success() && version() == before);
    let two = Program::start(&["--state", state.to_str().unwrap()]);
    assert!(two.ask("/__mock/spaces", "").contains(r#""name":"a-test""#) && version() != before);
}

#[test]
fn what_the_file_says_is_said_and_goes_before_the_options() {
    let state = fresh("options");
    let path = state.to_str().unwrap();
    let (_, out, err) = Program::start(&["--state", path, "--key", "aaaaa"]).end("-TERM");
    assert!(out.contains("keys: aaaaa\n") && err.is_empty(), "{out}{err}");
    let options = "--key bbbbb --speed 60 --credits 5 --fault get_credits:status=500 --rate-limit 3";
    let arguments: Vec<&str> = ["--state", path].into_iter().chain(options.split(' ')).collect();
    let program = Program::start(&arguments);
    assert!(program.ask("/api/v1/get-credits", "aaaaa").ends_with(r#"{"credits":1000,"extra_credits":0}"#));
    let (_, out, err) = program.end("-TERM");
    assert!(out.contains("keys: aaaaa\n"), "{out}");
    assert!(
        err.contains("the mock goes on as the file says") && err.contains("without --key, --credits, --speed, --fault"),
        "{err}"
    );
    assert_eq!(Program::start(&["--state", path, "--rate-limit", "3"]).end("-TERM").2, "");
}

#[test]
fn nobody_else_can_read_the_file() {
    let state = fresh("mode");
    let kept = state.with_file_name("kept.jsonl");
    // One that was begun by others, and one that a crash has left behind.
    fs::write(state.with_file_name("kept.jsonl.part"), "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(Program::start(&["--state", kept.to_str().unwrap()]).end("-TERM").0, Some(0));
    assert_eq!(mode(&kept), 0o600);
    fs::set_permissions(&kept, PermissionsExt::from_mode(0o644)).unwrap();
    symlink(&kept, &state).unwrap();
    assert_eq!(Program::start(&["--state", state.to_str().unwrap()]).end("-TERM").0, Some(0));
    assert!(fs::symlink_metadata(&state).unwrap().is_symlink(), "the file that it leads to is written");
    assert_eq!(mode(&kept), 0o600);
}
