//! Examples in the help come out as they can be pasted, however narrow the terminal is.

use clap::Command;

/// What stands for a space at which no line is broken, until the help is printed. No text has it otherwise.
const HELD: char = '\u{e000}';

/// What an example is told by.
const MARK: &str = "Example: ";

/// A line that is not broken.
pub(crate) fn held(line: &str) -> String {
    line.replace(' ', HELD.encode_utf8(&mut [0; 4]))
}

/// What is printed, with its spaces.
pub(crate) fn release(text: &str) -> String {
    text.replace(HELD, " ")
}

/// A command with those below it, in whose descriptions no example is broken.
pub(crate) fn hold(command: Command) -> Command {
    let command = match command.get_long_about().map(ToString::to_string) {
        Some(text) if text.contains(MARK) => {
            let lines = text.lines().map(|line| if line.starts_with(MARK) { held(line) } else { line.to_owned() });
            command.long_about(lines.collect::<Vec<_>>().join("\n"))
        }
        _ => command,
    };
    command.mut_subcommands(hold)
}
