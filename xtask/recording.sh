#!/usr/bin/env bash
# docs/song.svg: what README.md shows of the command, recorded in a terminal of its own: `recording.sh PROGRAM [FILE]`. It installs termtosvg
# from PyPI. The mock's seed makes the same song each time; only the pauses differ.
set -euo pipefail
program=$(realpath "$1") file=$(realpath -m "${2:-docs/song.svg}")
tools=target/recording
if ! [ -x "$tools/bin/termtosvg" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check termtosvg==1.1.* "setuptools<81"
fi
termtosvg=$(realpath "$tools/bin/termtosvg")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/bin"
ln -s "$program" "$work/bin/musicapi"
cat >"$work/session.sh" <<'SESSION'
shows() {
  printf '\033[32m$\033[0m '
  sleep 0.5
  for ((at = 0; at < ${#1}; at++)); do printf %s "${1:at:1}"; sleep 0.03; done
  sleep 0.3
  echo
  eval "$1"
  sleep 1.5
}
shows 'musicapi --mock song "a lullaby for a lighthouse keeper" --out songs'
shows 'ls songs'
SESSION
cd "$work"
# It must have a terminal to copy, which `script` lends it; whoever starts this need not have one.
export HOME="$work/home" PATH="$work/bin:/usr/bin:/bin" TERM=xterm-256color LANG=C.UTF-8
script --quiet --return --command \
  "$termtosvg '$file' --command 'bash session.sh' --screen-geometry 96x14 --min-frame-duration 40 --template window_frame --loop-delay 4000" /dev/null >/dev/null
# The bar of a download names its file in full.
sed -i "s|$work/||g" "$file"
