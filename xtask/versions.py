"""Says where the version of the workspace is not what it should be: `versions.py [--released]`. With `--released` the changelog must be dated
and docs/changes must have the version's page. Prints the version if all agree. Called by `cargo xtask dist` and `cargo xtask release`."""

import json
import pathlib
import re
import sys
import tomllib

workspace = tomllib.loads(pathlib.Path("Cargo.toml").read_text())["workspace"]
version = workspace["package"]["version"]
said = {f"Cargo.toml: {name}": d["version"] for name, d in workspace["dependencies"].items() if isinstance(d, dict) and "path" in d}
npm = json.loads(pathlib.Path("crates/musicapi-mock/npm/package.json").read_text())
for name, number in {"version": npm["version"], **npm["optionalDependencies"]}.items():
    said[f"crates/musicapi-mock/npm/package.json: {name}"] = number
head = re.search(r"^## (\S+) \((.+)\)$", pathlib.Path("CHANGELOG.md").read_text(), re.MULTILINE)
said["CHANGELOG.md: its newest heading"] = head[1] if head else "missing"

faults = [f"{place} is {number} instead of {version}" for place, number in said.items() if number != version]
if "--released" in sys.argv:
    if head and not re.fullmatch(r"\d{4}-\d\d-\d\d", head[2]):
        faults.append(f"CHANGELOG.md: {head[1]} is {head[2]}; write the date of the release: ## {version} (2026-12-31)")
    if not pathlib.Path(f"docs/changes/{version}.md").exists():
        faults.append(f"docs/changes/{version}.md is missing; run cargo xtask changes --release {version}")
    if not workspace["package"]["repository"]:
        faults.append("Cargo.toml: repository is empty; write the project's address")
for fault in faults:
    print(f"error: {fault}", file=sys.stderr)
if faults:
    sys.exit(1)
print(version)
