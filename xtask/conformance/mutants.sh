#!/usr/bin/env bash
# Changes what decides about money, one place at a time, and names each change that no test notices. It takes hours; the arguments are
# those of cargo-mutants, such as `--re sqlite/calls.rs` for one file (`--file` would only add to those of mutants.toml).
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v cargo-mutants >/dev/null || cargo install --quiet --locked cargo-mutants@27
# Enough for what a change breaks; each runs all of the tests.
export PROPTEST_CASES=32
missed=0
for package in musicapi-jobs musicapi; do
  mkdir -p "target/mutants/$package"
  cargo mutants --config xtask/conformance/mutants.toml --package "$package" --output "target/mutants/$package" --no-shuffle "$@" || missed=1
done
exit "$missed"
