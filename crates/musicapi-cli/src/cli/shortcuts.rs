//! The commands for people that make a song, each by one form of the create: `song`, `cover` and `extend`.
//!
//! What they say in a way of their own is said here once; all other fields of the form are flags of theirs, too, from the facts.

use clap::Command;
use musicapi::facts::{CREATE_SONIC, Field, SPLIT_SONIC_STEMS_BASIC, SPLIT_SONIC_STEMS_FULL, WRITE_SONIC_LYRICS};

use crate::cli::aliases::named;
use crate::cli::generated_commands::cost;
use crate::cli::names::{self, Call};
use crate::cli::song;

/// Each with its form.
const SHORTCUTS: [(&str, &str); 3] = [("song", "create_music"), ("cover", "cover_music"), ("extend", "extend_music")];

/// The fields that they say in their own way, and how.
const OWN: [(&str, &str); 12] = [
    ("task_type", ""),
    // The mode follows from the words; what asks for one of the modes is for the operation's own command.
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

/// The call that a command for people makes.
pub(crate) fn call(name: &str) -> Option<Call> {
    let (_, form) = SHORTCUTS.iter().find(|(known, _)| *known == name)?;
    let form = CREATE_SONIC.forms.iter().find(|known| known.name == Some(form));
    Some(Call { name: name.to_owned(), operation: &CREATE_SONIC, form: Some(form?) })
}

/// The fields that are flags by their own names.
pub(crate) fn fields(call: &Call) -> impl Iterator<Item = &'static Field> {
    call.fields().into_iter().filter(|field| !OWN.iter().any(|(own, _)| *own == field.name))
}

/// How a field is said.
pub(crate) fn said(field: &str) -> String {
    match OWN.iter().find(|(own, _)| *own == field) {
        Some((_, "")) => field.to_owned(),
        Some((_, said)) => (*said).to_owned(),
        None => format!("--{}", names::flag(field)),
    }
}

/// A command for people, and those below it, with other names of flags; one that is paid for with its price, and one that makes a song
/// with the flags of all other fields.
pub(crate) fn completed(command: Command) -> Command {
    let name = command.get_name().to_owned();
    // That is described where the mock is.
    if name == "mock" {
        return command;
    }
    let command = match call(&name) {
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
    named(command).mut_subcommands(completed)
}

fn priced(command: Command, price: &str) -> Command {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{price}\n\n{after}"))
}
