#!/usr/bin/env bash
# A crate outside of this workspace, beside a reqwest of its own without TLS: it is built on the client with its default features, and
# neither its HTTP clients nor ours may panic. Run by `cargo xtask conformance`; one argument, a folder for its source.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1/neighbour/src"
cd "$1/neighbour"
cat >Cargo.toml <<END
[package]
name = "neighbour"
version = "0.1.0"
edition = "2024"
[dependencies]
musicapi = { path = "$root/crates/musicapi" }
reqwest = { version = "0.13", default-features = false }
tokio = { version = "1", features = ["macros", "rt"] }
[workspace]
END
cp "$root/Cargo.lock" .
cat >src/main.rs <<'END'
#[tokio::main(flavor = "current_thread")]
async fn main() {
    drop((reqwest::Client::new(), musicapi::reqwest::Client::new()));
    // Nobody listens there: the certificates are read, and no connection comes to be.
    let client = musicapi::Client::builder("key").base_url("https://127.0.0.1:9/api/v1");
    let client = client.policy(musicapi::Policy { retry: musicapi::Retry::NEVER, ..Default::default() }).build().unwrap();
    let error = client.account().get_credits().await.unwrap_err();
    assert_eq!(error.kind(), musicapi::ErrorKind::Connect, "{error}");
    println!("a neighbour's reqwest and ours work side by side");
}
END
# What it has in common with the workspace isn't built again.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target} cargo run --quiet
