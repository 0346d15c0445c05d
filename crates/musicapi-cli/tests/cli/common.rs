//! Helpers for the tests of the command.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use musicapi::{Policy, PollPolicy};
use musicapi_mock::{Clock, MockApi};
use serde_json::Value;

/// The price of a song.
pub const PRICE: u64 = musicapi::facts::CREATE_SONIC.forms[0].price.unwrap().credits as u64;

/// The price of a number of songs.
pub fn cost(songs: u64) -> String {
    (songs * PRICE).to_string()
}

/// A folder that is deleted at the end.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The command in a folder of its own, without settings of the user.
pub fn musicapi(folder: &tempfile::TempDir) -> Command {
    isolated(Command::new(env!("CARGO_BIN_EXE_musicapi")), folder)
}

/// A shell command line in which `musicapi` is this program.
pub fn shell(folder: &tempfile::TempDir, line: &str) -> Command {
    let mut command = isolated(Command::new("sh"), folder);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_musicapi"));
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", program.parent().unwrap().display())).args(["-c", line]);
    command
}

fn isolated(mut command: Command, folder: &tempfile::TempDir) -> Command {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("MUSICAPI_") || ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"].contains(&&*name) {
            command.env_remove(name);
        }
    }
    command.current_dir(folder).env("HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path().join("config"));
    command.env("XDG_STATE_HOME", folder.path().join("state"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The speed of the mock's clock.
const SPEED: f64 = 600.0;

/// Directs a command to a mock, with its key, at the documented pace on the mock's clock.
pub fn to<'c>(mock: &MockApi, command: &'c mut Command) -> &'c mut Command {
    let by_its_clock = |documented: Duration| documented.div_f64(SPEED).as_secs_f64().to_string();
    command.env("MUSICAPI_KEY", mock.key()).env("MUSICAPI_BASE_URL", mock.uri());
    command.env("MUSICAPI_POLL_INTERVAL", by_its_clock(PollPolicy::default().pace.1));
    command.env("MUSICAPI_CREATE_INTERVAL", by_its_clock(Policy::default().paid_gap))
}

/// The command, directed to a mock.
pub fn at(mock: &MockApi, folder: &tempfile::TempDir) -> Command {
    let mut command = musicapi(folder);
    to(mock, &mut command);
    command
}

/// The command at a mock, with these arguments.
pub fn run(mock: &MockApi, folder: &tempfile::TempDir, arguments: &[&str]) -> Command {
    let mut command = at(mock, folder);
    command.args(arguments);
    command
}

/// The last line of the output, pasted into a shell.
pub fn pasted(mock: &MockApi, folder: &tempfile::TempDir, err: &str) -> (String, Command) {
    let line = err.lines().last().unwrap().trim();
    assert!(line.starts_with("musicapi "), "{err}");
    let mut command = shell(folder, line);
    to(mock, &mut command);
    (line.to_owned(), command)
}

/// Runs a command with this standard input.
pub fn with_input(command: &mut Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The rest of the first line with this beginning.
pub fn line_of(from: &mut impl std::io::BufRead, beginning: &str) -> String {
    let mut line = String::new();
    while from.read_line(&mut line).unwrap() > 0 {
        if let Some(rest) = line.strip_prefix(beginning) {
            return rest.trim_end().to_owned();
        }
        line.clear();
    }
    panic!("there is no line that begins with {beginning:?}");
}

/// Exit code, standard output and standard error.
pub fn result_of(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The only line of standard output, as JSON.
pub fn json(output: &Output) -> Value {
    let (_, out, err) = result_of(output);
    assert_eq!(out.lines().count(), 1, "{out}{err}");
    serde_json::from_str(&out).unwrap()
}

/// A mock on a fast clock, which runs as long as its runtime.
pub fn mock(credits: u64) -> (tokio::runtime::Runtime, MockApi) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mock =
        runtime.block_on(async { MockApi::start().over_hyper().credits(credits).clock(Clock::real(SPEED)).await });
    (runtime, mock)
}

/// Stops a mock's clock, so that no song is done before a test wants it.
pub fn stop_clock(mock: &MockApi) {
    mock.clock().set_speed(0.0);
}

/// Starts the clock again.
pub fn start_clock(mock: &MockApi) {
    mock.clock().set_speed(SPEED);
}

/// A small server that answers by a closure, and records the requests. Its thread ends with the test.
pub struct StubServer {
    pub address: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl StubServer {
    /// Starts the server. The closure gets the first line of a request, and returns status, media type and body.
    pub fn start(answer: impl Fn(&str) -> (u16, &'static str, Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut reader = BufReader::new(stream);
                let (mut head, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                        break;
                    }
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                    head.push_str(&line);
                }
                let mut body = vec![0; length];
                if head.is_empty() || reader.read_exact(&mut body).is_err() {
                    continue;
                }
                let (status, kind, body) = answer(head.lines().next().unwrap_or_default());
                log.lock().unwrap().push(head);
                let head = format!(
                    "HTTP/1.1 {status} x\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = reader.get_mut().write_all(&[head.as_bytes(), &body].concat());
            }
        });
        Self { address, seen }
    }

    /// The heads of the requests so far.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}
