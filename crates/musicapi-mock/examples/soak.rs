//! Sends random requests: `cargo run --release -p musicapi-mock --example soak -- [requests] [seed]`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its result is what it prints")]

#[path = "../tests/mock/random.rs"]
mod random;

use std::time::Instant;

fn main() -> Result<(), std::num::ParseIntError> {
    let mut arguments = std::env::args().skip(1);
    let requests = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let seed = arguments.next().map_or_else(|| Ok(fastrand::u64(..)), |text| text.parse())?;
    println!("{requests} requests from seed {seed}");
    let begun = Instant::now();
    for (status, count) in random::run(seed, requests) {
        println!("{status}: {count}");
    }
    println!("{:.1?}", begun.elapsed());
    Ok(())
}
