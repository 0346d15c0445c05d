//! Builds the commands that hints suggest: with the global flags of this invocation, and quoted for a shell.

use std::sync::OnceLock;

/// Quotes a text for a shell, if necessary.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:=".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The program and its global flags.
static COMMAND_PREFIX: OnceLock<String> = OnceLock::new();

/// Sets the beginning of suggested commands, once.
pub(crate) fn set_command_prefix(prefix: String) {
    COMMAND_PREFIX.get_or_init(|| prefix);
}

/// A command in backticks for a sentence, such as "`musicapi --mock credits`".
pub(crate) fn in_backticks(command: &str) -> String {
    format!("`{} {command}`", command_prefix())
}

/// The beginning of a suggested command: the program and its global flags, so that it uses the same service and store.
pub(crate) fn command_prefix() -> &'static str {
    COMMAND_PREFIX.get().map_or("musicapi", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_for_the_shell() {
        assert_eq!(quoted("songs/new"), "songs/new");
        assert_eq!(quoted("it's new"), r"'it'\''s new'");
        assert_eq!(quoted(""), "''");
    }
}
