//! `--flag true` and `--flag false`, as one word: a flag that may stand alone takes its value only behind `=`, or else the text of a song
//! would be taken for it.

use std::collections::HashSet;
use std::ffi::OsString;

use musicapi::facts::{Kind, OPERATIONS};

use crate::cli::{aliases, names};

/// The command line, with each such pair joined.
pub(crate) fn joined(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::new();
    let mut is_over = false;
    for argument in arguments {
        let value = argument.to_str().filter(|text| ["true", "false"].contains(text));
        match (value, all.last_mut()) {
            (Some(value), Some(flag)) if !is_over && flag.to_str().is_some_and(is_boolean) => {
                flag.push("=");
                flag.push(value);
            }
            _ => {
                is_over |= argument == "--";
                all.push(argument);
            }
        }
    }
    all
}

fn is_boolean(argument: &str) -> bool {
    let Some(flag) = argument.strip_prefix("--") else { return false };
    let fields = OPERATIONS.iter().flat_map(|operation| operation.forms).flat_map(|form| form.fields);
    let flags: HashSet<String> =
        fields.filter(|field| matches!(field.kind, Kind::Flag)).map(|field| names::flag(field.name)).collect();
    flags.contains(flag) || aliases::real(flag).is_some_and(|real| flags.contains(real))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_flag_that_may_stand_alone_takes_the_next_word() {
        let joined = |line: &str| {
            let words = joined(line.split(' ').map(OsString::from));
            words.iter().map(|word| word.to_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        for (line, wanted) in [
            ("sonic create --custom-mode false --mv x", "sonic create --custom-mode=false --mv x"),
            ("song --instrumental true x", "song --instrumental=true x"),
            ("song --instrumental x", "song --instrumental x"),
            ("song --title true", "song --title true"),
            ("song -- --custom-mode false", "song -- --custom-mode false"),
        ] {
            assert_eq!(joined(line), wanted);
        }
    }
}
