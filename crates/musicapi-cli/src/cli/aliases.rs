//! Aliases of flags: short letters, and the names that people try first. This table is their only definition.

use clap::Command;

/// Each flag with its letter and its aliases. A command whose own flag has that name keeps it.
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

/// The flag that an alias stands for.
pub(crate) fn canonical(alias: &str) -> Option<&'static str> {
    TABLE.iter().find(|(_, _, aliases)| aliases.contains(&alias)).map(|(name, ..)| *name)
}

/// Adds letters and aliases to the flags of a command.
pub(crate) fn with_aliases(mut command: Command) -> Command {
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
