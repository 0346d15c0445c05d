//! What a call takes in instructions, by the client and by hand (reqwest and serde_json): `cargo bench -p musicapi --bench instructions`.
//!
//! Callgrind counts them, without the kernel, in one thread, without a journal; it must be installed (`apt-get install valgrind`). Each way
//! is run with few calls and with many, so that what is done once counts for nothing. The server is another process, which isn't counted.
//! `TIMES=1` takes times instead, on the wall, of turns that alternate.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use musicapi::types::{Credits, SonicCreateMusic};
use musicapi::{Client, Policy};
use serde::Deserialize;

const KEY: &str = "sk-5f2c9a71e0b34d68a1c7";
const FEW: usize = 50;
const MANY: usize = 1050;

/// The ways that are compared: what it is, by hand, and by the client.
const WAYS: [(&str, &str, &str); 2] =
    [("a free call", "read-by-hand", "read"), ("a create", "create-by-hand", "create")];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[1..] {
        ["serve"] => serve(),
        ["call", uri, way, count] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(call(uri, way, count.parse().unwrap()));
        }
        _ if std::env::var_os("TIMES").is_some() => times(),
        _ => instructions(),
    }
}

/// A server in a process of its own: the child ends with this.
struct Server(Child, String);

impl Server {
    fn start() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program).arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self(child, line.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Answers every GET with a balance, and every POST with a task.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        std::thread::spawn(move || answer(stream.unwrap()));
    }
}

fn answer(stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let (mut reader, mut writer) = (BufReader::new(stream.try_clone().unwrap()), stream);
    loop {
        let (mut length, mut is_get, mut line) = (0, None, String::new());
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or_default() == 0 {
                return;
            }
            is_get.get_or_insert_with(|| line.starts_with("GET"));
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        reader.read_exact(&mut vec![0; length]).unwrap();
        let body = match is_get {
            Some(true) => r#"{"credits":50,"extra_credits":0}"#,
            _ => r#"{"message":"success","task_id":"468d0e42-f7a6-40ce-9a4c-37db56b13b99"}"#,
        };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        writer.write_all(format!("{head} {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
    }
}

/// What a create answers, as a program written by hand has it.
#[derive(Deserialize)]
struct Created {
    task_id: String,
}

async fn call(uri: &str, way: &str, count: usize) {
    let policy = Policy { paid_gap: Duration::ZERO, ..Policy::default() };
    let client = Client::builder(KEY).base_url(uri).policy(policy).build().unwrap();
    let bare = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build().unwrap();
    let song = SonicCreateMusic::with_custom_mode("sonic-v5").title("Keeper of the Light").tags("jazz");
    let song = song.prompt("[Verse]\nThe lamp goes round, the harbour sleeps\n".repeat(20));
    let (credits, create) = (format!("{uri}/get-credits"), format!("{uri}/sonic/create"));
    for _ in 0..count {
        match way {
            "read-by-hand" => {
                let answer = bare.get(&credits).bearer_auth(KEY).send().await.unwrap().error_for_status().unwrap();
                assert_eq!(answer.json::<Credits>().await.unwrap().credits, 50.0);
            }
            "read" => assert_eq!(client.account().get_credits().await.unwrap().credits, 50.0),
            "create-by-hand" => {
                let song = song.clone();
                let answer = bare.post(&create).bearer_auth(KEY).json(&song).send().await.unwrap();
                let created: Created = answer.error_for_status().unwrap().json().await.unwrap();
                assert_eq!(created.task_id.len(), 36);
            }
            "create" => {
                let task = client.sonic().create(song.clone()).await.unwrap();
                assert_eq!(task.reference().id().len(), 36);
            }
            _ => panic!("there is no way {way}"),
        }
    }
}

fn instructions() {
    let server = Server::start();
    for (what, by_hand, by_client) in WAYS {
        let (hand, client) = (counted(&server.1, by_hand), counted(&server.1, by_client));
        println!("{what}: {hand:.0} instructions by hand, {client:.0} by the client: {:.3}", client / hand);
    }
}

/// Instructions for each call.
fn counted(uri: &str, way: &str) -> f64 {
    let of = |count: usize| -> f64 {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new("valgrind");
        let out = std::env::var("CALLGRIND_OUT").unwrap_or_else(|_| "/dev/null".to_owned());
        command.args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.replace("WAY", way))]);
        let output = command.arg(program).args(["call", uri, way, &count.to_string()]).output();
        let output = output.expect("valgrind must be installed");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let count =
            told.lines().find_map(|line| line.split("Collected :").nth(1)).and_then(|it| it.trim().parse().ok());
        count.unwrap_or_else(|| panic!("valgrind counted nothing: {told}"))
    };
    let few = of(FEW);
    (of(MANY) - few) / (MANY - FEW) as f64
}

/// Medians of turns that alternate, so that what else the machine does meets both alike.
fn times() {
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (what, by_hand, by_client) in WAYS {
        let mut seen = [Vec::new(), Vec::new()];
        for turn in 0..400 {
            for at in [turn % 2, 1 - turn % 2] {
                let started = Instant::now();
                runtime.block_on(call(&server.1, [by_hand, by_client][at], 40));
                seen[at].push(started.elapsed().as_secs_f64() * 1e6 / 40.0);
            }
        }
        let [hand, client] = seen.map(|mut seen| {
            seen.sort_by(f64::total_cmp);
            seen[seen.len() / 2]
        });
        println!("{what}: {hand:.1} us by hand, {client:.1} us by the client: {:.3}", client / hand);
    }
}
