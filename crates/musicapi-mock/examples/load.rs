//! How long the mock takes to load its document, and how the time splits: `cargo run --release -p musicapi-mock --example load`.

#![allow(clippy::print_stdout, reason = "its result is what it prints")]

use std::time::{Duration, Instant};

use openapi_mock::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = include_str!("../src/contract/openapi.json");
    let mut rows = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let value: serde_json::Value = serde_json::from_str(text)?;
        let parsed = start.elapsed();
        let document = Document::from_value(value)?;
        rows.push((parsed, start.elapsed(), document.operations().count()));
    }
    let (_, first, operations) = rows[0];
    let median = |pick: fn(&(Duration, Duration, usize)) -> Duration| {
        let mut times: Vec<Duration> = rows.iter().map(pick).collect();
        times.sort();
        times[times.len() / 2]
    };
    let (parse, whole) = (median(|row| row.0), median(|row| row.1));
    println!("{} kB, {operations} operations", text.len() / 1000);
    println!(
        "first load {first:.2?}; median of {}: {whole:.2?}, of which JSON {parse:.2?}, routes and validators {:.2?}",
        rows.len(),
        whole - parse
    );
    Ok(())
}
