#!/bin/sh
# Install musicapi, musicapi-mock and openapi-mock, with man pages and completions, from the archive of a release. The archive's SHA-256
# sum is checked against the release's SHA256SUMS before anything of it is unpacked, and each program is started once before any is
# installed: what is there already stays until all of it is known to work. `--help` lists the options.
set -eu

# Address of the repository; `cargo xtask dist` fills in what Cargo.toml says.
repository=""

usage() {
  cat <<'END'
usage: install.sh [--version VERSION] [--from FOLDER|URL] [--prefix FOLDER]

  --version VERSION  install this version instead of the newest
  --from FOLDER|URL  take archive and SHA256SUMS from this folder or https address instead of the release
  --prefix FOLDER    install below this folder (default: ~/.local): programs in bin, man pages and completions in share
END
}

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Copy or download a file of the release: its name, and where to.
fetch() {
  case $from in
    https://*)
      if command -v curl >/dev/null; then
        curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --output "$2" "$from/$1"
      elif command -v wget >/dev/null; then
        wget --https-only --quiet --output-document "$2" "$from/$1"
      else
        fail "neither curl nor wget is installed; install one, or download archive and SHA256SUMS and pass --from FOLDER"
      fi
      ;;
    *://*) fail "$from is no https address" ;;
    *) cp "$from/$1" "$2" ;;
  esac || fail "can't get $1 from $from"
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sum=$(sha256sum "$1")
  elif command -v shasum >/dev/null; then
    sum=$(shasum -a 256 "$1")
  else
    fail "neither sha256sum nor shasum is installed"
  fi
  echo "${sum%% *}"
}

# Put a file in its place in one step, also where the old one is a program that runs: its mode, the file, the place.
place() {
  mkdir -p "${3%/*}"
  cp "$2" "$3.new"
  chmod "$1" "$3.new"
  mv -f "$3.new" "$3"
}

main() {
  version="" from="" prefix=${HOME:+$HOME/.local}
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage; exit ;;
      --version | --from | --prefix) [ $# -gt 1 ] && [ -n "$2" ] || fail "$1 needs a value; see --help" ;;
      *) fail "unknown option $1; see --help" ;;
    esac
    case $1 in
      --version) version=${2#v} ;;
      --from) from=${2%/} ;;
      --prefix) prefix=${2%/} ;;
    esac
    shift 2
  done
  case $version in *[!0-9A-Za-z.+-]*) fail "$version is no version" ;; esac
  [ -n "$prefix" ] || fail "HOME is not set; pass --prefix FOLDER"

  system=$(uname -s) machine=$(uname -m)
  case $system-$machine in
    Linux-x86_64 | Linux-amd64) target=x86_64-unknown-linux-gnu ;;
    *) fail "no archive is made for $system on $machine; with Rust: cargo install --locked musicapi-cli" ;;
  esac
  if [ -z "$from" ]; then
    [ -n "$repository" ] || fail "this copy of install.sh names no release; pass --from FOLDER with archive and SHA256SUMS"
    if [ -n "$version" ]; then from=$repository/releases/download/v$version; else from=$repository/releases/latest/download; fi
  fi

  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM

  fetch SHA256SUMS "$work/SHA256SUMS"
  # A line is the sum, two spaces and the name.
  wanted="[0-9][0-9A-Za-z.+-]*"
  [ -z "$version" ] || wanted=$(printf '%s' "$version" | sed 's/[.+]/\\&/g')
  line=$(grep -E "^[0-9a-f]{64}  musicapi-$wanted-$target\.tar\.gz\$" "$work/SHA256SUMS" | tail -n 1)
  [ -n "$line" ] || fail "SHA256SUMS of $from lists no archive ${version:+of version $version }for $target"
  expected=${line%% *} archive=${line##* }
  fetch "$archive" "$work/$archive"
  found=$(sha256 "$work/$archive")
  [ "$found" = "$expected" ] ||
    fail "$archive is not the released file: its SHA-256 sum is $found instead of $expected; nothing was installed"

  tar -xzf "$work/$archive" -C "$work"
  tree=$work/${archive%.tar.gz}
  for program in musicapi musicapi-mock openapi-mock; do
    "$tree/$program" --version >/dev/null ||
      fail "$program does not run on this system (it needs glibc 2.17 or newer); nothing was installed; with Rust: cargo install --locked musicapi-cli"
  done

  for page in "$tree"/man/*.1; do place 644 "$page" "$prefix/share/man/man1/${page##*/}"; done
  place 644 "$tree/completions/musicapi.bash" "$prefix/share/bash-completion/completions/musicapi"
  place 644 "$tree/completions/musicapi.zsh" "$prefix/share/zsh/site-functions/_musicapi"
  place 644 "$tree/completions/musicapi.fish" "$prefix/share/fish/vendor_completions.d/musicapi.fish"
  for file in "$tree"/LICENSE* "$tree/CRATES.txt"; do place 644 "$file" "$prefix/share/doc/musicapi/${file##*/}"; done
  for program in musicapi musicapi-mock openapi-mock; do place 755 "$tree/$program" "$prefix/bin/$program"; done

  echo "installed musicapi, musicapi-mock and openapi-mock in $prefix/bin (${archive%.tar.gz})"
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) echo "$prefix/bin is not on your PATH; add it: export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
  echo "next: musicapi --mock song \"a lullaby for a lighthouse keeper\""
}

# At the end, so that a script that was cut on its way runs nothing.
main "$@"
