//! How many requests a second the mock answers, with and without journal and control, beside a bare hyper server that sends the same
//! bytes, and beside Prism:
//! `cargo run --release -p musicapi-mock --example bench -- SECONDS [HOST:PORT of a Prism]`. They are asked in turn, by 16
//! connections. It prints a table in Markdown; `just bench` installs and starts Prism, and writes `docs/bench.md`.

#![allow(clippy::print_stdout, reason = "its result is what it prints")]

use std::convert::Infallible;
use std::io::{Error, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::{Request, Response, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use musicapi_mock::{Bounds, Clock, Faults, Service, Settings, Spaces, SpacesOptions};
use openapi_mock::{Handler, Reply};
use serde_json::Value;
use tokio::net::TcpListener;

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 41;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let begun = Instant::now();
    let mut arguments = std::env::args().skip(1);
    let seconds: f64 = arguments.next().map_or(Ok(10.0), |text| text.parse())?;
    let prism = arguments.next().map(|address| address.parse()).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let settings = Settings { clock: Clock::real(1.0), ..Settings::default() }.with_credits(u64::MAX / 2);
    let plain = Settings { bounds: Bounds { requests: 0, ..Bounds::default() }, ..settings.clone() };
    let plain: Arc<dyn Handler> = Arc::new(Faults::new(Arc::new(Service::new(plain)?)));
    let handler: Arc<dyn Handler> = Arc::new(Spaces::new(settings, Vec::new(), SpacesOptions::default())?);
    let listen = |handler: Arc<dyn Handler>| -> std::io::Result<SocketAddr> {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(openapi_mock::server::serve(listener, handler, std::future::pending()));
        Ok(address)
    };
    let (address, without) = (listen(handler)?, listen(plain)?);
    let body =
        r#"{"custom_mode":true,"prompt":"[Verse]\nThe lamp goes round","title":"Lamp","tags":"folk","mv":"sonic-v5"}"#;
    let key = "authorization: Bearer mock-key\r\ncontent-type: application/json";
    let cases = [
        (
            "GET of a task",
            format!("GET /api/v1/sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99 HTTP/1.1\r\nhost: a\r\n{key}\r\n\r\n"),
        ),
        (
            "validated create",
            format!(
                "POST /api/v1/sonic/create HTTP/1.1\r\nhost: a\r\n{key}\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ),
        ),
    ];
    let mut first = TcpStream::connect(address)?;
    ask(&mut first, cases[0].1.as_bytes(), &mut Vec::new())?;
    let first_answer = begun.elapsed();
    println!("| what | by | a second | median | p99 | of bare hyper | times Prism |");
    println!("|---|---|---|---|---|---|---|");
    let mut told = Vec::new();
    for (name, request) in &cases {
        let mut answer = Vec::new();
        let head = ask(&mut TcpStream::connect(address)?, request.as_bytes(), &mut answer)?;
        succeeded(&answer)?;
        let bare = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let floor = bare.local_addr()?;
        let body = Bytes::from(answer.split_off(head));
        let mut reply = Reply::json(StatusCode::OK, &Value::Null);
        reply.body = body.clone();
        let adapter = listen(Arc::new(move |_: openapi_mock::Request| reply.clone()))?;
        runtime.spawn(serve_bare(bare, body));
        // Prism serves the paths of the document without its base address.
        let peer = request.replacen("/api/v1", "", 1);
        let mut subjects = vec![
            ("bare hyper", floor, request),
            ("its adapter alone", adapter, request),
            ("without journal and control", without, request),
            ("the mock", address, request),
        ];
        subjects.extend(prism.map(|prism| ("Prism", prism, &peer)));
        for (_, address, request) in &subjects {
            let mut answer = Vec::new();
            ask(&mut TcpStream::connect(address)?, request.as_bytes(), &mut answer)?;
            succeeded(&answer)?;
        }
        let mut rounds = vec![Vec::new(); subjects.len()];
        for round in 0..ROUNDS {
            // Each is the first as often as the others, so that none has an easier time.
            for index in (0..subjects.len()).map(|index| (index + round) % subjects.len()) {
                let time = Duration::from_secs_f64(seconds / ROUNDS as f64 / subjects.len() as f64);
                rounds[index].push(Round::run(subjects[index].1, subjects[index].2, time)?);
            }
        }
        // By the time that the server's threads ran, which is the same whatever else the machine does meanwhile.
        let pairs = rounds[2].iter().zip(&rounds[3]);
        let mut costs: Vec<f64> = pairs.map(|(without, with)| 100.0 * (with.ran / without.ran - 1.0)).collect();
        costs.sort_by(f64::total_cmp);
        told.push(format!(
            "Journal and control cost {:.1} % of a {name} (median of {ROUNDS} rounds).",
            costs[costs.len() / 2]
        ));
        let rounds: Vec<Round> = rounds.into_iter().map(Round::median).collect();
        let prism = prism.and(rounds.last()).map(|round| round.rate);
        for (Round { rate, median, p99, .. }, (subject, ..)) in rounds.iter().zip(&subjects) {
            let share = 100.0 * rate / rounds[0].rate;
            let times = prism.map(|prism| format!("{:.0}", rate / prism)).unwrap_or_default();
            println!("| {name} | {subject} | {rate:.0} | {median:.0?} | {p99:.0?} | {share:.0} % | {times} |");
        }
    }
    let busy = (0..runtime.metrics().num_workers()).map(|worker| runtime.metrics().worker_total_busy_duration(worker));
    let busy = busy.map(|time| format!("{:.0} %", 100.0 * time.as_secs_f64() / begun.elapsed().as_secs_f64()));
    told.iter().for_each(|line| println!("\n{line}"));
    println!("\nThe first answer came {first_answer:.0?} after the start of the process.");
    println!("Each thread of the servers, one a core, was busy: {}.", busy.collect::<Vec<_>>().join(", "));
    Ok(())
}

fn succeeded(answer: &[u8]) -> Result<(), Failure> {
    match answer.starts_with(b"HTTP/1.1 200") {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(answer).into()),
    }
}

/// A server that reads the request and sends this body.
async fn serve_bare(listener: TcpListener, body: Bytes) -> std::io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let body = body.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let body = body.clone();
            async move {
                let _ = request.into_body().collect().await;
                let mut response = Response::new(Full::new(body));
                *response.headers_mut() = HeaderMap::from_iter([(
                    http::header::CONTENT_TYPE,
                    http::HeaderValue::from_static("application/json"),
                )]);
                Ok::<_, Infallible>(response)
            }
        });
        tokio::spawn(http1::Builder::new().auto_date_header(false).serve_connection(TokioIo::new(stream), service));
    }
}

/// For how many nanoseconds the threads of the servers have run; Linux alone tells.
fn ran() -> Result<u64, Failure> {
    let mut sum = 0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        // One that has ended meanwhile is a client's.
        let read = |file: &str| std::fs::read_to_string(task.join(file)).unwrap_or_default();
        if read("comm").starts_with("tokio") {
            sum += read("schedstat").split(' ').next().unwrap_or_default().parse::<u64>().unwrap_or_default();
        }
    }
    Ok(sum)
}

/// What was measured in one round.
#[derive(Clone)]
struct Round {
    /// Requests a second.
    rate: f64,
    median: Duration,
    p99: Duration,
    /// Nanoseconds that the server's threads ran for a request.
    ran: f64,
}

impl Round {
    fn run(address: SocketAddr, request: &str, time: Duration) -> Result<Self, Failure> {
        let (begun, ran) = (Instant::now(), ran()?);
        let until = begun + time;
        let took = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..CONNECTIONS).map(|_| scope.spawn(|| connection(address, request, until))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().map_err(|_| "a thread panicked")?)
                .collect::<Result<Vec<_>, Failure>>()
        })?;
        let mut took = took.concat();
        took.sort_unstable();
        let at = |share: f64| took.get((took.len() as f64 * share) as usize).copied().unwrap_or_default();
        let ran = (self::ran()? - ran) as f64 / took.len() as f64;
        Ok(Self { rate: took.len() as f64 / begun.elapsed().as_secs_f64(), median: at(0.5), p99: at(0.99), ran })
    }

    fn median(mut rounds: Vec<Self>) -> Self {
        rounds.sort_by(|left, right| left.rate.total_cmp(&right.rate));
        let middle = rounds.len() / 2;
        rounds.swap_remove(middle)
    }
}

fn connection(address: SocketAddr, request: &str, until: Instant) -> Result<Vec<Duration>, Failure> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let (mut took, mut answer) = (Vec::new(), Vec::new());
    let mut begun = Instant::now();
    while begun < until {
        ask(&mut stream, request.as_bytes(), &mut answer)?;
        let ended = Instant::now();
        took.push(ended - begun);
        begun = ended;
    }
    Ok(took)
}

/// Sends a request and reads the answer; gives the length of its head.
fn ask(stream: &mut TcpStream, request: &[u8], answer: &mut Vec<u8>) -> std::io::Result<usize> {
    stream.write_all(request)?;
    answer.clear();
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        answer.extend_from_slice(&buffer[..read]);
        let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&answer[..end]).map_err(Error::other)?;
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length: usize = length.map_or("0", |(_, length)| length).parse().map_err(Error::other)?;
        if answer.len() >= end + 4 + length {
            return Ok(end + 4);
        }
    }
}
