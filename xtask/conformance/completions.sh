#!/usr/bin/env bash
# What the shells themselves offer after a line, with the scripts that the command prints: the folder of the program is named.
set -euo pipefail
PATH="$1:$PATH"
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/.config"
mkdir -p "$home/songs" "$home/.config/fish/completions" "$home/zsh"
touch "$home/songs.jsonl" "$home/words.txt"
musicapi completions bash >"$home/musicapi.bash"
musicapi completions zsh >"$home/zsh/_musicapi"
musicapi completions fish >"$home/.config/fish/completions/musicapi.fish"
cd "$home"

# The function that bash was told of, called as bash calls it: `=` is a word of its own.
in_bash() {
  bash -s "$1" <<'BASH'
    source "$HOME/musicapi.bash"
    compopt() { :; } # it is for a line that is being typed
    read -ra COMP_WORDS <<<"${1//=/ = }"
    [[ $1 == *[\ =] ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    function=$(complete -p musicapi | sed 's/.*-F \([^ ]*\).*/\1/')
    "$function" musicapi "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" || true
    # Where it offers nothing, bash offers files, as the function is told with `-o default`.
    if ((${#COMPREPLY[@]})); then printf '%s\n' "${COMPREPLY[@]}"; else compgen -f -- "${COMP_WORDS[COMP_CWORD]}"; fi
BASH
}

# A zsh in a terminal of its own, in which the line and a tab are typed. With -O, -A or -D `compadd` only sorts out.
in_zsh() {
  zsh -f -s "$1" <<'ZSH'
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell 'PROMPT=; stty -echo columns 200; fpath=($HOME/zsh $fpath); autoload -Uz compinit; compinit -u -D'
    zpty -w shell 'offer() {
      compadd() {
        [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] && { builtin compadd "$@"; return }
        local -a fit; builtin compadd -A fit "$@"
        (($#fit)) && print -rl -- $fit >>$HOME/offered
        builtin compadd "$@"
      }
      _main_complete; print "<off""ered>"
    }'
    zpty -w shell 'zle -C offer complete-word offer; bindkey "^I" offer; print "<re""ady>"'
    zpty -r shell told '*<ready>*'
    : >$HOME/offered
    zpty -n -w shell "$1"$'\t'
    zpty -r shell told '*<offered>*'
    zpty -d shell
    sed 's|/$||' $HOME/offered
ZSH
}

in_fish() { fish -c "complete -C '$1'" | cut -f 1 | sed 's|^--[a-z-]*=||; s|/$||'; }

# After this line, this is offered, and this isn't.
while IFS='|' read -r line wanted unwanted; do
  for shell in bash zsh fish; do
    offered=$(timeout 60 bash -c "$(declare -f "in_$shell"); in_$shell \"\$1\"" - "$line")
    if ! grep -qxF -- "$wanted" <<<"$offered" || grep -qxF -- "${unwanted:-nothing}" <<<"$offered"; then
      printf '%s offers after "%s":\n%s\nand not %s alone\n' "$shell" "$line" "$offered" "$wanted"
      exit 1
    fi
  done
done <<'LINES'
musicapi so|song|stems
musicapi so|sonic|
musicapi sonic cr|create-batch|cover
musicapi --mock sonic measure|measure-bpm|
musicapi sonic cover --continue-c|--continue-clip-id|
musicapi sonic create --mv |sonic-v6-mini|--title
musicapi sonic create --mv=sonic-v6|sonic-v6-wild|sonic-v5
musicapi sonic cover --custom-mode=|false|--title
musicapi song --out so|songs|words.txt
musicapi song --lyrics w|words.txt|songs
musicapi batch run |songs.jsonl|--out
musicapi jobs list --state |in-doubt|words.txt
musicapi models --family s|studio|songs
musicapi completions |fish|words.txt
LINES
echo "bash, zsh and fish complete what they should"
