#!/usr/bin/env bash
# HTTP as other services use it, of which ours has nothing: adds the family of xtask/fixtures/http.yaml to the document in a copy of the
# repository, makes what follows from it, and tries client, mock and command with it.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
copy=$root/target/overlay
rm -rf "$copy"
mkdir -p "$copy"
git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create --ignore-failed-read 2>/dev/null | tar --extract --directory "$copy"
# The fixture has the same sections as the document, so that each goes to the head of its own.
python3 - "$copy" <<'PYTHON'
import re, sys
copy = sys.argv[1]
fixture = open(f"{copy}/xtask/fixtures/http.yaml").read()
document = open(f"{copy}/openapi/musicapi.yaml").read()
def section(text, head, end):
    start = text.index(head) + len(head)
    return text[start : text.index(end, start) if end else len(text)]
tag = re.search(r"^tags: \[(.*)\]$", fixture, re.M).group(1)
added = {
    "\ntags:\n": f"  - {tag}\n",
    "\npaths:\n": section(fixture, "\npaths:\n", "components:\n"),
    "\n  schemas:\n": section(fixture, "\n  schemas:\n", "  callbacks:\n"),
    "\n  callbacks:\n": section(fixture, "\n  callbacks:\n", None),
}
for head, text in added.items():
    assert document.count(head) == 1, head
    document = document.replace(head, head + text)
open(f"{copy}/openapi/musicapi.yaml", "w").write(document)
PYTHON
cp xtask/fixtures/http_test.rs "$copy/tests/tests/http.rs"
cp xtask/fixtures/http_command_test.rs "$copy/crates/musicapi-cli/tests/cli/http.rs"
echo "mod http;" >> "$copy/crates/musicapi-cli/tests/cli/main.rs"
cd "$copy"
# Not that of the repository: programs of the same names would take each other's place.
export CARGO_TARGET_DIR=$root/target/of-overlay
cargo run -q -p xtask -- codegen
cargo test -q -p contract-tests --test http "$@"
cargo test -q -p musicapi-cli --test cli http:: "$@"
