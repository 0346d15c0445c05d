//! Shell completions and man pages, generated from the command line.

use std::path::Path;

use clap::{Arg, Command, ValueHint};
use serde_json::json;

use crate::cli::command_line::Shell;
use crate::cli::help::restore_spaces;
use crate::output::failure::Failure;
use crate::output::report::Report;

/// Prints the completion script of a shell.
pub(crate) fn completions(shell: Shell, command: Command) -> Report {
    use clap_complete::Shell as Known;
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
        Shell::Power => Known::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command.clone(), "musicapi", &mut script);
    let script = mended(shell, command, String::from_utf8_lossy(&script).into_owned());
    Report::new(script.clone(), json!({"shell": shell.to_string(), "script": script}))
}

/// Adds what `clap_complete` leaves out.
fn mended(shell: clap_complete::Shell, mut command: Command, script: String) -> String {
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

/// Bash splits words at `=`; and an argument that is a file completes to files before flags.
const BASH: &str = r#"_musicapi_words() {
    local before=$3
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}
    _musicapi "$1" "$2" "$before"
    case "${COMP_WORDS[*]:0:COMP_CWORD}" in
        FILES) [[ -z $2 && ${COMPREPLY[0]} == -* ]] && COMPREPLY=() ;;
    esac
}

"#;

/// Collects the positional arguments, each with the path of its command.
fn arguments<'c>(command: &'c Command, path: &[&'c str], all: &mut Vec<(Vec<&'c str>, &'c Arg)>) {
    all.extend(command.get_positionals().map(|argument| (path.to_vec(), argument)));
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        arguments(below, &[path, &[below.get_name()]].concat(), all);
    }
}

/// Writes a man page for every command.
pub(crate) fn man(folder: &Path, command: Command) -> Result<Report, Failure> {
    let pages = std::fs::create_dir_all(folder).and_then(|()| {
        clap_mangen::generate_to(command, folder)?;
        let pages: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        // The folder may hold other pages.
        let is_own = |page: &&std::fs::DirEntry| page.file_name().to_string_lossy().starts_with("musicapi");
        for page in pages.iter().filter(is_own).map(std::fs::DirEntry::path) {
            let text = std::fs::read_to_string(&page)?;
            std::fs::write(&page, restore_spaces(&text))?;
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
    use crate::cli::command_line::command;

    #[test]
    fn every_shell_has_a_script_with_the_commands() {
        for (shell, wanted) in [
            (Shell::Bash, "_musicapi_words"),
            (Shell::Zsh, "#compdef musicapi"),
            (Shell::Fish, "complete -c musicapi"),
            (Shell::Power, "Register-ArgumentCompleter"),
        ] {
            let report = completions(shell, command());
            let script = report.answer_of("script");
            assert!(script.contains(wanted) && script.contains("extend"), "{shell:?}");
        }
    }
}
