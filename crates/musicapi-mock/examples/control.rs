//! How long control calls take on a mock with 10,000 tasks: `cargo run --release -p musicapi-mock --example control -- [tasks]`.

#![allow(clippy::print_stdout, reason = "its result is what it prints")]

use std::time::{Duration, Instant};

use http::Method;
use musicapi_mock::{Settings, Spaces, SpacesOptions};
use openapi_mock::{Handler, Request};
use serde_json::json;

const TIMES: usize = 11;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tasks: u64 = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let settings = Settings::default().with_credits(u64::MAX / 2);
    let mock = Spaces::new(settings, Vec::new(), SpacesOptions::default())?;
    for number in 0..tasks {
        let song = json!({"custom_mode": false, "gpt_description_prompt": format!("song {number}"), "mv": "sonic-v5"});
        let create = Request::post("/api/v1/sonic/create", &song).with_header("authorization", "Bearer mock-key");
        if mock.handle(create).status != 200 {
            return Err("a create was refused".into());
        }
    }
    mock.service().settings().clock.advance(Duration::from_secs(100));
    let get = |path: &str| Request::get(&format!("/__mock/{path}"));
    let snapshot = mock.handle(get("snapshot")).body;
    println!(
        "{tasks} tasks; a snapshot has {:.1} MB; each call {TIMES} times, the median",
        snapshot.len() as f64 / 1e6
    );
    let restore = Request { method: Method::POST, body: snapshot, ..get("restore") };
    let restore = restore.with_header("content-type", "application/json");
    let calls = ["state", "state?limit=10000", "journal", "ledger", "report", "snapshot"];
    let calls = calls.map(|path| (path, get(path))).into_iter().chain([("restore", restore)]);
    for (name, request) in calls {
        let mut took = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            let reply = mock.handle(request.clone());
            took.push(begun.elapsed());
            if reply.status.as_u16() >= 300 {
                return Err(format!("{name}: {} {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
            }
        }
        took.sort_unstable();
        println!("  {name}: {:.2?}", took[TIMES / 2]);
    }
    Ok(())
}
