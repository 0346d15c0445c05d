#!/usr/bin/env bash
# How fast the mock is, beside bare hyper and Prism in the same run: writes docs/bench.md. `just bench` runs it.
set -euo pipefail
tools=target/conformance
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
[ -x "$tools/node_modules/.bin/prism" ] ||
  npm install --silent --no-fund --no-audit --prefix "$tools" '@redocly/cli@2' '@stoplight/prism-cli@5'
cargo build --release --quiet -p musicapi-mock --example bench --example bounds
examples=${CARGO_TARGET_DIR:-target}/release/examples

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# It writes a log line for each request, which would be measured too.
"$tools/node_modules/.bin/prism" mock openapi/musicapi.yaml --port "$port" --verboseLevel silent >/dev/null 2>&1 &
prism=$!
trap 'kill "$prism" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
  curl --silent --output /dev/null "http://127.0.0.1:$port/get-credits" && break
  kill -0 "$prism" || { echo "prism doesn't start"; exit 1; }
  sleep 0.5
done
table=$("$examples/bench" "${1:-24}" "127.0.0.1:$port")
kill "$prism"
{
  echo "# The mock beside its peers"
  echo
  echo "Made by \`just bench\`: $(date -u +%F), $(nproc) cores, release build, 16 connections, the client on the same machine,"
  echo "everyone asked in turn in one run. \"Of bare hyper\" is the share of a hyper server that sends the same bytes."
  echo
  echo "$table"
  echo
  echo "Without a wire (\`cargo run --release -p musicapi-mock --example bounds\`):"
  echo
  echo '```text'
  "$examples/bounds"
  echo '```'
} >docs/bench.md
