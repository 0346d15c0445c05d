//! The shortcuts `song`, `cover` and `extend`: each makes one form of the sonic create.
//!
//! Some fields have a flag of their own there; `OWN` lists them. Every other field of the form becomes a flag from the facts.

use clap::Command;
use musicapi::facts::{CREATE_SONIC, Field, SPLIT_SONIC_STEMS_BASIC, SPLIT_SONIC_STEMS_FULL, WRITE_SONIC_LYRICS};

use crate::cli::aliases::with_aliases;
use crate::cli::generated_commands::cost;
use crate::cli::names::{self, OperationCommand};
use crate::cli::song;

/// Each shortcut with the form that it makes.
const SHORTCUTS: [(&str, &str); 3] = [("song", "create_music"), ("cover", "cover_music"), ("extend", "extend_music")];

/// Fields with a flag or argument of their own in a shortcut; empty where a field follows from the others.
const OWN: [(&str, &str); 12] = [
    ("task_type", ""),
    // The mode follows from description and lyrics; the generated command can choose it.
    (song::MODE, ""),
    (song::AUTO_LYRICS, ""),
    (song::MODEL, "--model"),
    (song::LYRICS[0], "--lyrics"),
    (song::LYRICS[1], "--lyrics"),
    (song::DESCRIPTION, "--description"),
    ("title", "--title"),
    ("tags", "--tags"),
    (song::INSTRUMENTAL, "--instrumental"),
    (song::CLIP, "CLIP"),
    (song::START, "--at"),
];

/// The operation and form that a shortcut makes.
pub(crate) fn find(name: &str) -> Option<OperationCommand> {
    let (_, form) = SHORTCUTS.iter().find(|(known, _)| *known == name)?;
    let form = CREATE_SONIC.forms.iter().find(|known| known.name == Some(form));
    Some(OperationCommand { name: name.to_owned(), operation: &CREATE_SONIC, form: Some(form?) })
}

/// The fields that become flags from the facts.
pub(crate) fn fields(call: &OperationCommand) -> impl Iterator<Item = &'static Field> {
    call.fields().into_iter().filter(|field| !OWN.iter().any(|(own, _)| *own == field.name))
}

/// How a field is written on the command line of a shortcut.
pub(crate) fn argument_name(field: &str) -> String {
    match OWN.iter().find(|(own, _)| *own == field) {
        Some((_, "")) => field.to_owned(),
        Some((_, argument_name)) => (*argument_name).to_owned(),
        None => format!("--{}", names::flag(field)),
    }
}

/// Completes a command written by hand, and its subcommands: adds aliases, the price if it is paid for, and the remaining fields if it is
/// a shortcut.
pub(crate) fn complete_command(command: Command) -> Command {
    let name = command.get_name().to_owned();
    // The mock describes its own flags.
    if name == "mock" {
        return command;
    }
    let command = match find(&name) {
        Some(call) => {
            let fields: Vec<_> = fields(&call).map(|field| call.arg(field).help_heading("More of the song")).collect();
            priced(command.args(fields), &call.cost())
        }
        None => match name.as_str() {
            "stems" => {
                let [basic, full] =
                    [&SPLIT_SONIC_STEMS_BASIC, &SPLIT_SONIC_STEMS_FULL].map(|operation| cost(operation, None));
                priced(command, &format!("{basic} With --full: {}.", full.trim_end_matches('.').to_lowercase()))
            }
            "lyrics" => priced(command, &cost(&WRITE_SONIC_LYRICS, None)),
            _ => command,
        },
    };
    with_aliases(command).mut_subcommands(complete_command)
}

fn priced(command: Command, price: &str) -> Command {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{price}\n\n{after}"))
}
