# schemathesis looks at the mock at this address, over all operations. The short form has a fixed seed, so that a run repeats;
# with SOAK=1 it has more of everything, and another seed each time (it tells which). One worker is as fast, and CPython 3.11 counts
# how deep `ast.parse` is for all threads together, so that two at once end now and then in an error (python/cpython#106905).
# Usage: schemathesis.sh <address of a running mock> <the virtual environment>
set -euo pipefail
address=$1
venv=$2

look() {
  local log
  log=$(mktemp)
  "$venv/bin/schemathesis" --config-file xtask/conformance/schemathesis.toml --no-color run openapi/musicapi.yaml \
    --url "$address" --header 'Authorization: Bearer mock-key' --workers 1 "$@" >"$log" 2>&1 || { cat "$log"; rm "$log"; exit 1; }
  grep -E '^ +(API Links|Selected|Tested):|generated' "$log"
  rm "$log"
}

if [ "${SOAK:-}" = 1 ]; then
  look --phases examples,coverage,fuzzing --max-examples 500
  look --phases stateful --max-examples 2000
else
  look --phases examples,coverage,fuzzing --max-examples 5 --seed 1
  look --phases stateful --max-examples 100 --seed 1
fi
