//! What tasks weigh, and how fast one is asked for, without a wire: `cargo run --release -p musicapi-mock --example bounds`.

#![allow(clippy::print_stdout, reason = "its result is what it prints")]

use std::time::Instant;

use musicapi_mock::{Bounds, Service, Settings};
use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

/// The memory of this process, in MB.
fn memory() -> Result<f64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1000.0)
}

fn with_key(request: Request) -> Request {
    request.with_header("authorization", "Bearer mock-key").with_header("host", "127.0.0.1:4010")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bounds = Bounds { tasks: 100_000, ..Bounds::default() };
    let settings = Settings { bounds, ..Settings::default() }.with_credits(u64::MAX / 2);
    let start = Instant::now();
    let service = Service::new(settings.clone())?;
    println!("the first mock starts in {:.2?}", start.elapsed());
    let start = Instant::now();
    (0..100).try_for_each(|_| Service::new(settings.clone()).map(drop))?;
    println!("another in {:.2?}", start.elapsed() / 100);

    let create = service.document().operation("create_sonic").ok_or("no create_sonic")?;
    let example = create.value().pointer("/requestBody/content/application~1json/examples/create_music_custom/value");
    let body = example.cloned().unwrap_or_default();
    let make = |count: u32| {
        let start = Instant::now();
        for _ in 0..count {
            let reply = service.handle(with_key(Request::post("/api/v1/sonic/create", &body)));
            assert_eq!(reply.status, 200);
        }
        start.elapsed() / count
    };
    let before = memory()?;
    let each = make(100_000);
    let (after, tasks) = (memory()?, service.tasks());
    println!("100,000 tasks weigh {:.0} MB ({tasks:?}), and take {each:.2?} each", after - before);
    for round in 0..4 {
        make(225_000);
        println!("{} more leave {:.0} MB", 225_000 * (round + 1), memory()? - before);
    }

    let reply = service.handle(with_key(Request::post("/api/v1/sonic/create", &body)));
    let answer: Value = serde_json::from_slice(&reply.body)?;
    let look =
        with_key(Request::get(&format!("/api/v1/sonic/task/{}", answer["task_id"].as_str().unwrap_or_default())));
    service.settings().clock.advance(std::time::Duration::from_secs(180));
    for threads in [1, 2] {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| (0..200_000).for_each(|_| assert_eq!(service.handle(look.clone()).status, 200)));
            }
        });
        println!("{threads} threads: a look takes {:.2?}", start.elapsed() / 200_000);
    }
    service.ledger().check()?;
    println!("{}", json!({"written": service.ledger().written(), "suspected": service.suspected()}));
    Ok(())
}
