//! What belongs to shells: quoting, completions and man pages.

use std::path::Path;
use std::sync::OnceLock;

use clap::{Arg, Command, ValueHint};
use serde_json::json;

use crate::cli::command_line::{Common, Shell};
use crate::cli::help::release;
use crate::output::failure::Failure;
use crate::output::report::Report;

/// A text as it is typed into a shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:=".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The beginning of this command line.
static BEGINNING: OnceLock<String> = OnceLock::new();

/// Keeps what was said as flags, for the commands that are told. What the environment or the file sets need not be said again.
pub(crate) fn begin(common: &Common) {
    // No field is left out by oversight.
    let Common { mock, json: _, base_url, store, poll_interval, create_interval, log, log_file, config_file } = common;
    let path = |path: &Option<std::path::PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let flags = [
        ("base-url", base_url.clone()),
        ("store", path(store)),
        ("poll-interval", poll_interval.clone()),
        ("create-interval", create_interval.clone()),
        ("log", log.clone()),
        ("log-file", path(log_file)),
        ("config-file", path(config_file)),
    ];
    let flags = flags.into_iter().filter_map(|(name, value)| Some(format!(" --{name} {}", quoted(&value?))));
    let beginning = format!("musicapi{}{}", if *mock { " --mock" } else { "" }, flags.collect::<String>());
    BEGINNING.get_or_init(|| beginning);
}

/// How a command begins that goes on from this one: it works with the same service and the same file of jobs.
pub(crate) fn musicapi() -> &'static str {
    BEGINNING.get().map_or("musicapi", String::as_str)
}

/// The script that makes a shell complete the command.
pub(crate) fn completions(shell: Shell) -> Report {
    use clap_complete::Shell as Known;
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::command(), "musicapi", &mut script);
    let script = mended(shell, String::from_utf8_lossy(&script).into_owned());
    Report::new(script.clone(), json!({"shell": shell.to_string(), "script": script}))
}

/// The script with what the library leaves out.
fn mended(shell: clap_complete::Shell, script: String) -> String {
    let mut command = crate::command();
    command.build();
    let mut all = Vec::new();
    arguments(&command, &[], &mut all);
    match shell {
        clap_complete::Shell::Bash => {
            let wants_file =
                |argument: &Arg| !matches!(argument.get_value_hint(), ValueHint::Unknown | ValueHint::Other);
            let of_files = all.iter().filter(|(_, argument)| wants_file(argument));
            let patterns: Vec<String> = of_files.map(|(path, _)| format!("*{:?}", path.join(" "))).collect();
            let script = script.replace("complete -F _musicapi ", "complete -F _musicapi_words ");
            format!("{}{script}", BASH.replace("FILES", &patterns.join("|")))
        }
        clap_complete::Shell::Fish => {
            let lines = all.iter().filter_map(|(path, argument)| {
                let values = argument.get_possible_values();
                let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
                let below = path.get(1).map(|name| format!("; and __fish_seen_subcommand_from {name}"));
                let here = format!("__fish_musicapi_using_subcommand {}{}", path.first()?, below.unwrap_or_default());
                let values = Some(values.join(" ")).filter(|values| !values.is_empty())?;
                Some(format!("complete -c musicapi -n \"{here}\" -f -a \"{values}\"\n"))
            });
            format!("{script}{}", lines.collect::<String>())
        }
        _ => script,
    }
}

/// Bash takes `=` for a word of its own; and where a file is wanted, one is offered before any flag.
const BASH: &str = r#"_musicapi_words() {
    local before=$3
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}
    _musicapi "$1" "$2" "$before"
    case "${COMP_WORDS[*]:0:COMP_CWORD}" in
        FILES) [[ -z $2 && ${COMPREPLY[0]} == -* ]] && COMPREPLY=() ;;
    esac
}

"#;

/// The arguments that have no flag, each with the names of its command.
fn arguments<'c>(command: &'c Command, path: &[&'c str], all: &mut Vec<(Vec<&'c str>, &'c Arg)>) {
    all.extend(command.get_positionals().map(|argument| (path.to_vec(), argument)));
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        arguments(below, &[path, &[below.get_name()]].concat(), all);
    }
}

/// Writes a man page for every command.
pub(crate) fn man(folder: &Path) -> Result<Report, Failure> {
    let pages = std::fs::create_dir_all(folder).and_then(|()| {
        clap_mangen::generate_to(crate::command(), folder)?;
        let pages: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        // Others may lie there, too.
        let is_own = |page: &&std::fs::DirEntry| page.file_name().to_string_lossy().starts_with("musicapi");
        for page in pages.iter().filter(is_own).map(std::fs::DirEntry::path) {
            let text = std::fs::read_to_string(&page)?;
            std::fs::write(&page, release(&text))?;
        }
        Ok(pages.len())
    });
    let shown = folder.display();
    let pages = pages.map_err(|error| Failure::plain(format!("nothing can be written to {shown}: {error}")))?;
    Ok(Report::new(
        format!("{pages} pages are in {shown}; begin with musicapi.1\n"),
        json!({"folder": folder, "pages": pages}),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_for_the_shell() {
        assert_eq!(quoted("songs/new"), "songs/new");
        assert_eq!(quoted("it's new"), r"'it'\''s new'");
        assert_eq!(quoted(""), "''");
    }
}
