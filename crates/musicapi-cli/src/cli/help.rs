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

/// A command with those below it, whose examples stand below their flags, in the short help too, and are not broken.
pub(crate) fn hold(command: Command) -> Command {
    let command = match command.get_long_about().map(ToString::to_string) {
        Some(text) if text.contains(MARK) => {
            let (examples, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with(MARK));
            let examples = examples.iter().map(|line| format!("  {}\n", line.trim_start_matches(MARK)));
            let rest = rest.join("\n").trim_end().to_owned();
            let command =
                command.after_help(format!("Example:\n{}", held(&examples.collect::<String>())).trim_end().to_owned());
            // What has nothing more to say is said in the short help, too.
            if rest.contains('\n') { command.long_about(rest) } else { command.about(rest).long_about(None) }
        }
        _ => command,
    };
    command.mut_subcommands(hold)
}
