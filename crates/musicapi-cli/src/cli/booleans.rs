//! Joins `--flag true` and `--flag false` into `--flag=true` and `--flag=false`.
//!
//! A boolean flag may stand alone, so clap takes its value only behind `=`; otherwise `--instrumental "a song"` would swallow the text.

use std::collections::HashSet;
use std::ffi::OsString;

use musicapi::facts::{Kind, OPERATIONS};

use crate::cli::{aliases, names};

/// Joins each boolean flag with the value that follows it.
pub(crate) fn join_values(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
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
    flags.contains(flag) || aliases::canonical(flag).is_some_and(|real| flags.contains(real))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_boolean_flag_takes_true_or_false_from_the_next_word() {
        let join_values = |line: &str| {
            let words = join_values(line.split(' ').map(OsString::from));
            words.iter().map(|word| word.to_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        for (line, wanted) in [
            ("sonic create --custom-mode false --mv x", "sonic create --custom-mode=false --mv x"),
            ("song --instrumental true x", "song --instrumental=true x"),
            ("song --instrumental x", "song --instrumental x"),
            ("song --title true", "song --title true"),
            ("song -- --custom-mode false", "song -- --custom-mode false"),
        ] {
            assert_eq!(join_values(line), wanted);
        }
    }
}
