#!/usr/bin/env bash
# The whole of a release. `cargo xtask release --dry-run` makes and tries everything and publishes nothing; without --dry-run it goes on to publish,
# which needs the accounts of the project and was never tried. Crates are built from their packages alone, and the lines of README.md are run
# in empty folders, with an environment that knows neither this repository nor, but for the section on Rust, any cargo.
set -euo pipefail
dry=${1:-}
out=$PWD/target/dist
say() { printf '\n== %s\n' "$*"; }
crates=(--workspace --exclude xtask --exclude contract-tests)

say "one version for all, and dated"
version=$(python3 xtask/versions.py)
echo "$version"
if ! python3 xtask/versions.py --released >/dev/null; then
  [ "$dry" = --dry-run ] || exit 1
  echo "a dry run goes on"
fi
if [ "$dry" != --dry-run ]; then
  [ -z "$(git status --porcelain)" ] || { echo "error: commit what git status shows first" >&2; exit 1; }
  [ "$(git tag --points-at HEAD --list "v$version")" ] || { echo "error: git tag v$version first" >&2; exit 1; }
fi

say "each crate, built from its package beside the other packages"
cargo package "${crates[@]}" --locked --quiet ${dry:+--allow-dirty}

say "what users are handed"
bash xtask/dist.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
# What README.md says below a heading, done in an empty folder; the rest are variables and a PATH of its own.
first_steps() {
  local section=$1 folder=$work/$1 began=$SECONDS
  shift
  say "README.md, $section, in an empty folder"
  mkdir -p "$folder" "$work/home"
  env -i HOME="$work/home" LANG=C.UTF-8 DIST="$out" REPO="$PWD" "$@" python3 xtask/conformance/recipes.py "$folder" "README.md#$section"
  echo "$((SECONDS - began)) s"
}
plain=$work/venv/bin:$(dirname "$(command -v node)"):/usr/bin:/bin
first_steps Terminal PATH="$plain"
first_steps Python PATH="$plain"
first_steps Node PATH="$plain"
# With the versions that this repository is tested with.
mkdir -p "$work/Rust" && cp Cargo.lock "$work/Rust/"
first_steps Rust PATH="$PATH" CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" \
  CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"

say "the tests of the pytest plugin, against the installed wheel"
PATH=$plain "$work/venv/bin/python" -m pytest --quiet -p no:cacheprovider crates/musicapi-mock/python/tests

if [ "$dry" = --dry-run ]; then
  say "version $version can be released; nothing was published"
  exit
fi

say "publishing version $version"
cargo publish "${crates[@]}" --locked
"$work/venv/bin/pip" install --quiet twine
"$work/venv/bin/twine" upload "$out"/*.whl
# The package with the program first: the other one asks for it.
npm publish "$out/musicapi-mock-linux-x64-$version.tgz"
npm publish "$out/musicapi-mock-$version.tgz"
gh release edit "v$version" --draft=false
