#!/usr/bin/env bash
# A batch whose date jumps in the middle, whose process is killed then, and that is resumed by the right clock: one bill, and all files.
# The folder of the command is named, and libfaketime, which gives a process any date. All jumps are tried side by side, since the
# lease of a process that was killed must run out before another one may go on.
set -euo pipefail
PATH="$1:$PATH"
faketime=$2
home=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$home"' EXIT
export HOME="$home" MUSICAPI_KEY=mock-key MUSICAPI_POLL_INTERVAL=0.2

# Every process is looked after: what is waited for ends with it.
until_true() { # process, log, command
  local process=$1 log=$2
  shift 2
  until "$@"; do
    kill -0 "$process" 2>/dev/null || { cat "$log"; exit 1; }
    sleep 0.05
  done
}
sent() { [ "$(musicapi jobs list --json | jq '[.jobs[] | select(.state == "running")] | length')" -ge "$1" ]; }

jump() { # from this date, to that
  mkdir "$home/$1$2"
  cd "$home/$1$2"
  export XDG_CONFIG_HOME="$PWD/config" XDG_STATE_HOME="$PWD/state" MUSICAPI_STORE="$PWD/jobs.db"
  for number in 1 2 3; do echo "{\"gpt_description_prompt\": \"march $number\"}"; done >songs.jsonl
  # Time stands still at the mock, so that no song is done before the process is killed.
  musicapi mock --listen 127.0.0.1:0 --speed 0 >mock.log 2>&1 &
  local mock=$!
  until_true "$mock" mock.log grep -q "^keys:" mock.log
  MUSICAPI_BASE_URL=$(awk 'NR == 1 { print $3 }' mock.log)
  control=$(awk '/^control:/ { print $2 }' mock.log)
  export MUSICAPI_BASE_URL
  local cost
  cost=$(musicapi batch run songs.jsonl --dry-run --json | jq .credits)
  echo "$1" >date
  LD_PRELOAD=$faketime FAKETIME_TIMESTAMP_FILE="$PWD/date" FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
    musicapi --create-interval 1 batch run songs.jsonl --no-tags --out out >run.log 2>&1 &
  local run=$!
  until_true "$run" run.log sent 1
  echo "$2" >date
  until_true "$run" run.log sent 3
  kill -9 "$run"
  wait "$run" 2>/dev/null || true
  curl --silent --show-error --fail --noproxy '*' -d '{"speed": 600}' -H 'content-type: application/json' "${control}time" >/dev/null
  musicapi batch run songs.jsonl --no-tags --out out --json >result.json 2>resumed.log || { cat run.log resumed.log; exit 1; }
  local files spent paid
  files=$(find out -name '*.mp3' | wc -l)
  spent=$(jq .progress.spent result.json)
  paid=$(musicapi credits --json | jq '1000 - .credits')
  kill "$mock"
  echo "from $1 to $2: $files files, $spent credits by the bill, $paid by the service"
  [ "$files $spent $paid" = "6 $cost $cost" ] || { cat run.log resumed.log; exit 1; }
}

jumps=()
for by in 1h 1d 10y; do
  for sign in + -; do
    jump +0 "$sign$by" &
    jumps+=($!)
    jump "$sign$by" +0 &
    jumps+=($!)
  done
done
for jump in "${jumps[@]}"; do wait "$jump"; done
