#!/usr/bin/env bash
# shellcheck disable=SC2015 # a check that fails ends the script
# The GitHub Action, as a job runs it: `action.sh PROGRAM`, with the folder of the mock's program on its PATH. It needs node, curl and jq.
set -euo pipefail
here=$PWD/action
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
touch state env output path summary
export RUNNER_TEMP=$work GITHUB_STATE=$work/state GITHUB_ENV=$work/env GITHUB_OUTPUT=$work/output GITHUB_PATH=$work/path
export GITHUB_STEP_SUMMARY=$work/summary
# Nothing but node: the mock may be on the PATH already.
mkdir without
ln -s "$(command -v node)" without/
PATH=$(dirname "$(realpath "$1")"):$PATH
first() {
  : >state
  : >"$GITHUB_ENV"
  INPUT_PORT=0 INPUT_OPTIONS=${1:-} node "$here/start.mjs" >out 2>&1
}
last() {
  local given=()
  mapfile -t given < <(sed 's/^/STATE_/' state)
  env "${given[@]}" "$@" node "$here/report.mjs" >out 2>&1
}
failed() { echo "FAILED: $1"; cat out; exit 1; }
song() {
  local url key
  url=$(sed -n 's/^MUSICAPI_BASE_URL=//p' env) key=$(sed -n 's/^MUSICAPI_KEY=//p' env)
  curl --silent --fail --noproxy '*' --output answer "$url/sonic/create" -H "authorization: Bearer $key" -H content-type:application/json \
    -d '{"custom_mode": false, "mv": "sonic-v6", "gpt_description_prompt": "a march"}'
}

first "--speed 60" || failed "the mock is started"
song && song || failed "the following steps reach it"
! last INPUT_JUNIT=report.xml || failed "what is certain fails the job"
grep -q '^::error title=musicapi-mock%3A paid-twice::.*request #1, #2' out || failed "a finding is an annotation"
grep -q paid-twice summary && grep -q '<testsuite' report.xml || failed "summary and JUnit have it"
for _ in $(seq 100); do kill -0 "$(sed -n 's/^pid=//p' state)" 2>/dev/null || break; sleep 0.1; done
! last || failed "a mock that is gone is told"
grep -q "can't be asked for its report" out || failed "a mock that is gone is told in words"
first && song && last INPUT_FAIL=false || failed "a job may go on beside findings"
! first --no-such-option && grep -q '^::error .*no-such-option.*%0A' out || failed "an option nobody knows is told in one line"
! PATH=$work/without first && grep -q 'set the input "from"' out || failed "no program is told"
last || failed "a job whose mock didn't start ends without a report" && [ ! -s out ]
echo "the action: 7 passed, 0 failed"
