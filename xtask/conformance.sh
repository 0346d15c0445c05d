#!/usr/bin/env bash
# What the Rust tests can't judge themselves: tools made by others look at the document and at the audio.
# It installs what it needs; run it by `cargo xtask conformance`.
set -euo pipefail
tools=target/conformance
mkdir -p "$tools"

say() { printf '== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! command -v mpg123 >/dev/null; then
  say "installing mpg123"
  as_root apt-get update -qq
  as_root apt-get install -y -qq mpg123 >/dev/null
fi
if ! [ -x "$tools/venv/bin/openapi-spec-validator" ]; then
  say "installing openapi-spec-validator"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check 'openapi-spec-validator==0.9.*'
fi

say "the document, read by openapi-spec-validator"
"$tools/venv/bin/openapi-spec-validator" openapi/musicapi.yaml

say "a song, decoded by mpg123"
songs=$(mktemp -d)
trap 'rm -rf "$songs"' EXIT
cargo run --quiet -p musicapi-cli -- --mock --json song "a lullaby for a lighthouse keeper" --out "$songs" >"$songs/song.json"
python3 - "$songs/song.json" <<'PYTHON'
import json, subprocess, sys

clips = json.load(open(sys.argv[1]))["clips"]
assert len(clips) == 2, clips
for clip in clips:
    # Raw 16-bit mono at 48 kHz: the number of bytes is the length.
    decoded = subprocess.run(["mpg123", "--quiet", "--stdout", "--mono", "--encoding", "s16", clip["file"]],
                             check=True, capture_output=True)
    assert not decoded.stderr, decoded.stderr
    seconds = len(decoded.stdout) / 2 / 48000
    assert seconds == clip["seconds"], (clip["file"], seconds, clip["seconds"])
    print(f'{clip["clip_id"]}: {seconds} s, as promised')
PYTHON
