#!/usr/bin/env bash
# install.sh against a folder with a small archive in the form of `cargo xtask dist`: what it installs, and what it refuses. It needs
# no network and changes nothing outside of a temporary folder. Run by .ci/run; an argument names another shell than sh.
set -euo pipefail
shell=${1:-sh}
installer=$(cd "$(dirname "$0")/../.." && pwd)/install.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work/home
mkdir home tools

# An archive of a version whose programs say the version, and its line in SHA256SUMS.
release() {
  local name=musicapi-$1-x86_64-unknown-linux-gnu program
  mkdir -p "$name/man" "$name/completions" "$2"
  for program in musicapi musicapi-mock openapi-mock; do
    printf '#!/bin/sh\necho %s %s\n%s\n' "$program" "$1" "${3:-}" >"$name/$program"
    chmod +x "$name/$program"
  done
  echo page >"$name/man/musicapi.1"
  for shell_name in bash zsh fish powershell; do echo "$shell_name" >"$name/completions/musicapi.$shell_name"; done
  touch "$name/LICENSE-MIT" "$name/LICENSE-APACHE" "$name/CRATES.txt"
  tar -czf "$2/$name.tar.gz" "$name"
  rm -r "$name"
  (cd "$2" && sha256sum -- *.tar.gz >SHA256SUMS)
}
# Commands of the system that the installer sees instead of the real ones.
stand_in() {
  printf '#!/bin/sh\n%s\n' "$2" >"tools/$1"
  chmod +x "tools/$1"
}
count=0
failed() { printf 'FAILED: %s\n' "$1"; cat out; exit 1; }
installs() {
  local what=$1
  shift
  PATH=$work/tools:$PATH "$shell" "$installer" "$@" >out 2>&1 || failed "$what"
  count=$((count + 1))
}
refuses() {
  local what=$1 words=$2
  shift 2
  ! PATH=$work/tools:$PATH "$shell" "$installer" "$@" >out 2>&1 || failed "$what: was not refused"
  grep -qF -- "$words" out || failed "$what: does not say: $words"
  count=$((count + 1))
}
is() { [ "$2" = "$3" ] || failed "$1: $2 instead of $3"; }

stand_in uname 'case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac'
release 0.1.0 one

installs "a first time" --from one
is "a first time" "$(home/.local/bin/musicapi --version)" "musicapi 0.1.0"
is "the page" "$(cat home/.local/share/man/man1/musicapi.1)" page
is "completions of zsh" "$(cat home/.local/share/zsh/site-functions/_musicapi)" zsh
grep -qF "not on your PATH" out || failed "the PATH is not mentioned"
release 0.2.0 two
installs "over an older version, named" --from two/ --version v0.2.0 --prefix "$HOME/.local"
is "over an older version" "$(home/.local/bin/openapi-mock --version)" "openapi-mock 0.2.0"
installs "into a folder with a space" --from two --prefix "$work/a b"
is "a folder with a space" "$("a b/bin/musicapi-mock" --version)" "musicapi-mock 0.2.0"

cp two/SHA256SUMS sums
release 0.2.0 two "# changed"
cp sums two/SHA256SUMS
refuses "an archive that was changed" "is not the released file" --from two --prefix "$work/changed"
release 0.3.0 three
sed -i 's/musicapi/another/' three/SHA256SUMS
refuses "an archive without a sum" "lists no archive for x86_64-unknown-linux-gnu" --from three --prefix "$work/changed"
refuses "a version that is not there" "lists no archive of version 0.1.1" --from one --version 0.1.1 --prefix "$work/changed"
release 0x2.0 like
refuses "a version that is like another" "lists no archive of version 0.2.0" --from like --version 0.2.0 --prefix "$work/changed"
refuses "a version that is a pattern" "0.* is no version" --from one --version '0.*' --prefix "$work/changed"
rm one/*.tar.gz
refuses "a sum without its archive" "can't get musicapi-0.1.0-x86_64-unknown-linux-gnu.tar.gz" --from one --prefix "$work/changed"
refuses "a folder that is not there" "can't get SHA256SUMS" --from nowhere --prefix "$work/changed"
refuses "plain http" "is no https address" --from http://127.0.0.1:9 --prefix "$work/changed"
refuses "no release in a copy from the repository" "pass --from FOLDER" --prefix "$work/changed"
refuses "an option nobody knows" "unknown option --form" --form one
refuses "an option without its value" "--from needs a value" --from
release 0.4.0 four "exit 1"
refuses "programs that don't run here" "does not run on this system" --from four --prefix "$work/changed"
[ ! -e changed ] || failed "what was refused left files"

# Over https, by stand-ins that serve a folder and refuse to be called without the guards.
release 0.5.0 five
serve='for url; do :; done; echo "$url" >>"'$work'/asked"; case $url in https://host/six/*) exit 22 ;; esac; cp "'$work'/five/${url##*/}" "$file"'
stand_in curl 'case "$*" in *"--proto =https"*--fail*) ;; *) exit 2 ;; esac
while [ "$1" != --output ]; do shift; done; file=$2; '"$serve"
installs "by curl" --from https://host/five --prefix "$work/by curl"
is "by curl" "$("by curl/bin/musicapi" --version)" "musicapi 0.5.0"
refuses "an address that answers 404" "can't get SHA256SUMS from https://host/six" --from https://host/six
sed 's|^repository=""$|repository="https://host/repo"|' "$installer" >released.sh
installer=$work/released.sh
: >asked
archive=musicapi-0.5.0-x86_64-unknown-linux-gnu.tar.gz
installs "the newest release"
installs "a release" --version 0.5.0
is "what was asked" "$(xargs <asked)" "$(printf 'https://host/repo/releases/%s ' {latest/download,download/v0.5.0}/{SHA256SUMS,$archive} | xargs)"

stand_in uname 'case $1 in -s) echo Darwin ;; -m) echo arm64 ;; esac'
refuses "a system without an archive" "no archive is made for Darwin on arm64" --from five
# Cut anywhere before its last line it does nothing.
head -n -1 "$installer" >cut.sh
is "cut" "$("$shell" cut.sh)" ""
echo "$count passed, 0 failed"
