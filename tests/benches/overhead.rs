//! What the client adds to a call, against reqwest written by hand: `cargo bench -p contract-tests --bench overhead`.
//!
//! Both call the same bare server, which is another process, in turns of a few milliseconds, so that what else the machine does
//! meets both alike. The time on the processor says more than that on the wall where others are at work too.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::future::Future;
use std::process::Command;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use musicapi::types::{Credits, SonicCreateMusic};
use musicapi::{Client, Policy};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// How many turns each way has, and how many calls are made in one.
const TURNS: usize = 400;
const CALLS: usize = 64;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match std::env::args().skip_while(|argument| argument != "against").nth(1) {
        Some(uri) => runtime.block_on(measure(&uri)),
        None => runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let uri = format!("http://{}", listener.local_addr().unwrap());
            let mut command = Command::new(std::env::current_exe().unwrap());
            let measuring = tokio::task::spawn_blocking(move || command.args(["against", &uri]).status().unwrap());
            tokio::select! {
                () = serve(listener) => {}
                status = measuring => assert!(status.unwrap().success()),
            }
        }),
    }
}

/// Answers every GET with a balance, and every POST with a task.
async fn serve(listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        tokio::spawn(
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)),
        );
    }
}

async fn answer(request: http::Request<hyper::body::Incoming>) -> Result<http::Response<Full<Bytes>>, hyper::Error> {
    let body: &[u8] = match request.method() {
        &http::Method::GET => br#"{"credits":50,"extra_credits":0}"#,
        _ => br#"{"message":"success","task_id":"468d0e42-f7a6-40ce-9a4c-37db56b13b99"}"#,
    };
    request.into_body().collect().await?;
    let mut response = http::Response::new(Full::from(body));
    response.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    Ok(response)
}

/// What a create answers, as a program written by hand has it.
#[derive(Deserialize)]
struct Created {
    task_id: String,
}

async fn measure(uri: &str) {
    const KEY: &str = "sk-5f2c9a71e0b34d68a1c7";
    let policy = Policy { paid_gap: Duration::ZERO, ..Policy::default() };
    let client = Client::builder(KEY).base_url(uri).policy(policy).build().unwrap();
    let bare = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build().unwrap();
    let song = SonicCreateMusic::with_custom_mode("sonic-v5")
        .prompt("[Verse]\nThe lamp goes round, the harbour sleeps\n".repeat(20))
        .title("Keeper of the Light")
        .tags("jazz");
    let (credits, create) = (format!("{uri}/get-credits"), format!("{uri}/sonic/create"));
    let read_by_hand = || {
        let (bare, url) = (bare.clone(), credits.clone());
        async move {
            let answer = bare.get(&url).bearer_auth(KEY).send().await.unwrap().error_for_status().unwrap();
            assert_eq!(answer.json::<Credits>().await.unwrap().credits, 50.0);
        }
    };
    let read_by_client = || {
        let client = client.clone();
        async move { assert_eq!(client.account().get_credits().await.unwrap().credits, 50.0) }
    };
    let create_by_hand = || {
        let (bare, url, song) = (bare.clone(), create.clone(), song.clone());
        async move {
            let answer = bare.post(&url).bearer_auth(KEY).json(&song).send().await.unwrap().error_for_status().unwrap();
            assert_eq!(answer.json::<Created>().await.unwrap().task_id.len(), 36);
        }
    };
    let create_by_client = || {
        let (client, song) = (client.clone(), song.clone());
        async move { assert_eq!(client.sonic().create(song).await.unwrap().reference().id().len(), 36) }
    };
    if let Ok(only) = std::env::var("BENCH_ONLY") {
        for _ in 0..2000 {
            match only.as_str() {
                "rh" => read_by_hand().await,
                "rc" => read_by_client().await,
                "ch" => create_by_hand().await,
                _ => create_by_client().await,
            }
        }
        return;
    }
    for at_a_time in [1, 64] {
        compare("get_credits", at_a_time, read_by_hand, read_by_client).await;
        compare("create_sonic", at_a_time, create_by_hand, create_by_client).await;
    }
}

/// Prints what calls take in both ways, and what the second takes of the first.
async fn compare<H, C>(name: &str, at_a_time: usize, by_hand: impl Fn() -> H, by_client: impl Fn() -> C)
where
    H: Future<Output = ()> + Send + 'static,
    C: Future<Output = ()> + Send + 'static,
{
    let (mut hand, mut client) = (Seen::default(), Seen::default());
    for turn in 0..TURNS {
        // Whoever is first in a turn may find the caches cold.
        if turn % 2 == 0 {
            hand.turn(at_a_time, &by_hand).await;
            client.turn(at_a_time, &by_client).await;
        } else {
            client.turn(at_a_time, &by_client).await;
            hand.turn(at_a_time, &by_hand).await;
        }
    }
    println!("{name}, {at_a_time} at a time");
    for (what, hand, client) in [
        ("median", of(&mut hand.calls, 0.5), of(&mut client.calls, 0.5)),
        ("p99", of(&mut hand.calls, 0.99), of(&mut client.calls, 0.99)),
        ("wall, median of turns", of(&mut hand.wall, 0.5), of(&mut client.wall, 0.5)),
        ("processor, median of turns", of(&mut hand.processor, 0.5), of(&mut client.processor, 0.5)),
    ] {
        println!("  {what:<28} {:7.1} us by hand {:7.1} us by client {:5.1} %", hand, client, client / hand * 100.0);
    }
}

/// What calls took, in microseconds.
#[derive(Default)]
struct Seen {
    calls: Vec<f64>,
    /// For a call, on the average of a turn.
    wall: Vec<f64>,
    processor: Vec<f64>,
}

impl Seen {
    async fn turn<F: Future<Output = ()> + Send + 'static>(&mut self, at_a_time: usize, call: impl Fn() -> F) {
        let each = (CALLS / at_a_time).max(4);
        let (start, used) = (Instant::now(), processor());
        let mut workers = JoinSet::new();
        for _ in 0..at_a_time {
            let calls: Vec<F> = (0..each).map(|_| call()).collect();
            workers.spawn(async move {
                let mut took = Vec::with_capacity(calls.len());
                for call in calls {
                    let start = Instant::now();
                    call.await;
                    took.push(start.elapsed().as_secs_f64() * 1e6);
                }
                took
            });
        }
        while let Some(took) = workers.join_next().await {
            self.calls.extend(took.unwrap());
        }
        let calls = (each * at_a_time) as f64;
        self.wall.push(start.elapsed().as_secs_f64() * 1e6 / calls);
        self.processor.push((processor() - used) / calls);
    }
}

/// How long this thread, which does all, was on the processor, in microseconds.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e3
}

fn of(seen: &mut [f64], part: f64) -> f64 {
    seen.sort_by(f64::total_cmp);
    seen[(seen.len() as f64 * part) as usize]
}
