//! Keeps the examples in the help on one line, so that they can be pasted however narrow the terminal is.
//!
//! clap wraps help at spaces. The spaces of an example are replaced by a private-use character that clap doesn't break at, and restored
//! when the help is printed.

use clap::Command;

/// Stands for a space at which no line may be broken. No other text contains it.
const NO_BREAK_SPACE: char = '\u{e000}';

/// Begins a line with an example in a doc comment.
const EXAMPLE: &str = "Example: ";

/// Protects a line from being broken.
pub(crate) fn no_break(line: &str) -> String {
    line.replace(' ', NO_BREAK_SPACE.encode_utf8(&mut [0; 4]))
}

/// Restores the spaces of protected lines.
pub(crate) fn restore_spaces(text: &str) -> String {
    text.replace(NO_BREAK_SPACE, " ")
}

/// Moves the examples of a command and of its subcommands below the flags, in the short help too, and protects them from breaks.
pub(crate) fn format_examples(command: Command) -> Command {
    let command = match command.get_long_about().map(ToString::to_string) {
        Some(text) if text.contains(EXAMPLE) => {
            let (examples, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with(EXAMPLE));
            let examples = examples.iter().map(|line| format!("  {}\n", line.trim_start_matches(EXAMPLE)));
            let rest = rest.join("\n").trim_end().to_owned();
            let command = command
                .after_help(format!("Example:\n{}", no_break(&examples.collect::<String>())).trim_end().to_owned());
            // Without more text, the short help needs no hint at a longer one.
            if rest.contains('\n') { command.long_about(rest) } else { command.about(rest).long_about(None) }
        }
        _ => command,
    };
    command.mut_subcommands(format_examples)
}
