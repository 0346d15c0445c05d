//! The program: how it begins, answers and ends.
#![cfg(all(unix, feature = "program"))]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// A program that runs; it is ended when it is dropped.
struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_musicapi-mock"));
        let command = command.args(["--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address =
            line.trim_end().strip_prefix("listening on http://").and_then(|rest| rest.strip_suffix("/api/v1"));
        let address = address.unwrap_or_else(|| panic!("the first line is {line:?}")).to_owned();
        assert!(address.starts_with("127.0.0.1:") && !address.ends_with(":0"), "{address}");
        Self { child, stdout, address }
    }

    fn ask(&self, path: &str, key: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a signal, and gives the exit code, the rest of standard output, and standard error.
    fn end(mut self, signal: &str) -> (Option<i32>, String, String) {
        let kill = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let (mut out, mut err) = (String::new(), String::new());
        self.stdout.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        (self.child.wait().unwrap().code(), out, err)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_musicapi-mock")).args(arguments).output().unwrap()
}

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
    for speed in ["0", "-1", "NaN", "inf", "fast"] {
        let output = run(&["--listen", "127.0.0.1:0", &format!("--speed={speed}")]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && err.contains("--speed") && err.contains(speed), "{speed}: {err}");
    }
}

#[test]
fn it_tells_at_its_end_which_faults_were_used() {
    let program = Program::start(&["--fault", "get_credits:status=500", "--fault", "get_credits:every:reset"]);
    assert!(program.ask("/api/v1/get-credits", "mock-key").starts_with("HTTP/1.1 500"));
    let (code, out, err) = program.end("-TERM");
    let told = "the fault `get_credits:status=500` was consumed at 1 of 1 calls\n\
                the fault `get_credits:every:reset` was consumed at 0 of 1 calls\n";
    assert_eq!((code, out.as_str(), err.as_str()), (Some(0), format!("keys: mock-key\n{told}").as_str(), ""));
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
        let body = r#"{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"}"#;
        let mut stream = TcpStream::connect(&program.address).unwrap();
        let head =
            "POST /api/v1/sonic/create HTTP/1.1\r\nhost: a\r\nauthorization: Bearer mock-key\r\nconnection: close\r\n";
        let rest = format!("content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(format!("{head}{rest}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.rsplit("\r\n").next().unwrap().to_owned()
    };
    assert_eq!(id("5"), id("5"));
    assert_ne!(id("5"), id("6"));
    assert!(id("5").contains("\"task_id\""));
}
