#!/usr/bin/env bash
# What users are handed, into target/dist: the programs as an archive (with its installer and a CycloneDX list of its parts) and as a Debian
# package, the wheel and the npm packages of the mock, checksums, and a Homebrew formula made of them. For Linux on x86_64 with glibc 2.17 or newer. It needs python3, node
# and npm, installs what else it needs, and makes the same bytes each time from the same commit by the same toolchain. Run it by
# `cargo xtask dist`.
set -euo pipefail
target=x86_64-unknown-linux-gnu
oldest=2.17
tools=target/dist-tools
out=$PWD/target/dist
rm -rf "$out"
mkdir -p "$out" "$tools"
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
# No path of this machine gets into a program.
export RUSTFLAGS="--remap-path-prefix=$PWD=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo -C strip=symbols"
export CARGO_TARGET_DIR=$PWD/target/dist-build

say() { printf '== %s\n' "$*"; }

packages="maturin==1.16.* cargo-zigbuild==0.24.* ziglang==0.15.*"
if [ "$(cat "$tools/packages" 2>/dev/null)" != "$packages" ]; then
  say "installing $packages"
  python3 -m venv "$tools"
  # shellcheck disable=SC2086 # one word each
  "$tools/bin/pip" install --quiet --disable-pip-version-check $packages
  echo "$packages" >"$tools/packages"
fi
PATH=$PWD/$tools/bin:$PATH
say "one version for all"
version=$(python3 xtask/versions.py)

say "building the programs"
rustup target list --installed | grep -qx "$target" || rustup target add "$target"
selected=(-p musicapi-cli -p musicapi-mock -p openapi-mock --features musicapi-mock/program,openapi-mock/proxy)
cargo zigbuild --release --locked --quiet --target "$target.$oldest" "${selected[@]}"
programs=$CARGO_TARGET_DIR/$target/release

say "no symbol of a glibc newer than $oldest"
for program in musicapi musicapi-mock openapi-mock; do
  newest=$(objdump -T "$programs/$program" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  echo "$program: $newest, $(stat -c %s "$programs/$program") bytes"
  [ "$(printf '%s\n' "GLIBC_$oldest" "$newest" | sort -V | tail -n 1)" = "GLIBC_$oldest" ]
done

made_of() { python3 xtask/crates.py "$1" "$target" "${@:2}"; }

say "the archive"
name=musicapi-$version-$target
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/completions"
cp "$programs"/{musicapi,musicapi-mock,openapi-mock} LICENSE-* CHANGELOG.md docs/guide.md "$stage/$name/"
made_of list "${selected[@]}" >"$stage/$name/CRATES.txt"
made_of licences "${selected[@]}" >"$stage/$name/LICENSES-OF-CRATES.txt"
RELEASE=$name VERSION=$version made_of cyclonedx "${selected[@]}" >"$out/$name.cdx.json"
"$programs/musicapi" man "$stage/$name/man" >/dev/null
for shell in bash zsh fish powershell; do
  "$programs/musicapi" completions "$shell" >"$stage/$name/completions/musicapi.$shell"
done
# Files in one order, of one owner, of one time.
packed() { tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="@$SOURCE_DATE_EPOCH" -C "$1" -cf - "$2" | gzip -n9; }
packed "$stage" "$name" >"$out/$name.tar.gz"

say "the wheel"
(cd crates/musicapi-mock/python &&
  maturin build --quiet --release --locked --zig --target "$target" --compatibility manylinux2014 --out "$out")

say "the npm packages"
npm pack --silent --pack-destination "$out" ./crates/musicapi-mock/npm >/dev/null
mkdir -p "$stage/npm"
cp "$programs/musicapi-mock" LICENSE-* "$stage/npm/"
made_of list -p musicapi-mock --features program >"$stage/npm/CRATES.txt"
made_of licences -p musicapi-mock --features program >"$stage/npm/LICENSES-OF-CRATES.txt"
cat >"$stage/npm/package.json" <<JSON
{
  "name": "musicapi-mock-linux-x64",
  "version": "$version",
  "description": "The program musicapi-mock for Linux on x86_64",
  "license": "MIT OR Apache-2.0",
  "os": ["linux"],
  "cpu": ["x64"],
  "libc": ["glibc"],
  "files": ["*"]
}
JSON
npm pack --silent --pack-destination "$out" "$stage/npm" >/dev/null

say "the installer"
repository=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys
print(next(p["repository"] for p in json.load(sys.stdin)["packages"] if p["name"] == "musicapi-cli"))')
[ -n "$repository" ] || echo "repository in Cargo.toml is empty: install.sh needs --from"
sed "s|^repository=\"\"\$|repository=\"$repository\"|" install.sh >"$out/install.sh"

say "the Debian package"
if command -v dpkg-deb >/dev/null; then
  HOMEPAGE=$repository bash xtask/deb.sh "$out/$name.tar.gz" "$out"
else
  echo "skipped: it needs dpkg-deb"
fi

(cd "$out" && sha256sum -- * >SHA256SUMS)
say "the Homebrew formula"
python3 xtask/formula.py "$version" "$repository" <"$out/SHA256SUMS" >"$out/musicapi.rb"
say "made"
cat "$out/SHA256SUMS"
