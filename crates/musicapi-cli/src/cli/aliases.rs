//! Other names of flags: short ones, and those that people try first. This table is their only home.

use clap::Command;

/// A flag, its letter, and its other names. A command that has such a flag of its own keeps it.
const TABLE: [(&str, Option<char>, &[&str]); 16] = [
    ("out", Some('o'), &["output"]),
    ("count", Some('n'), &[]),
    ("model", Some('m'), &["mv"]),
    ("mv", Some('m'), &["model"]),
    ("title", Some('t'), &[]),
    ("tags", Some('s'), &["style"]),
    ("lyrics", Some('l'), &[]),
    ("description", Some('d'), &[]),
    ("gpt-description-prompt", Some('d'), &["description"]),
    ("make-instrumental", None, &["instrumental"]),
    ("negative-tags", None, &["exclude"]),
    ("vocal-gender", None, &["gender"]),
    ("weirdness-constraint", None, &["weirdness"]),
    ("duration", None, &["length"]),
    ("limit", Some('n'), &[]),
    ("no-tags", None, &["no-metadata"]),
];

/// The name of a flag that is also called so.
pub(crate) fn real(alias: &str) -> Option<&'static str> {
    TABLE.iter().find(|(_, _, aliases)| aliases.contains(&alias)).map(|(name, ..)| *name)
}

/// A command whose flags have their other names.
pub(crate) fn named(mut command: Command) -> Command {
    let flags: Vec<String> = command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    let mut letters: Vec<char> = command.get_arguments().filter_map(clap::Arg::get_short).collect();
    let ids: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    for id in ids {
        command = command.mut_arg(id, |arg| {
            let Some((_, letter, others)) = TABLE.iter().find(|(name, ..)| arg.get_long() == Some(name)) else {
                return arg;
            };
            let others = others.iter().copied().filter(|other| !flags.iter().any(|flag| flag == other));
            let arg = arg.visible_aliases(others.collect::<Vec<_>>());
            match letter.filter(|letter| !letters.contains(letter)) {
                Some(letter) => {
                    letters.push(letter);
                    arg.short(letter)
                }
                None => arg,
            }
        });
    }
    command
}
