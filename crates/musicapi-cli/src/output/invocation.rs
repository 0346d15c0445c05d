//! How this command was called: commands that are told go on from it, and can be pasted into a shell.

use std::sync::OnceLock;

/// A text as it is typed into a shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:=".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The beginning of this command line.
static BEGINNING: OnceLock<String> = OnceLock::new();

/// Keeps how the commands begin that are told.
pub(crate) fn begin(beginning: String) {
    BEGINNING.get_or_init(|| beginning);
}

/// A command as it is said in a sentence, such as "`musicapi --mock credits`".
pub(crate) fn said(command: &str) -> String {
    format!("`{} {command}`", musicapi())
}

/// How a command begins that goes on from this one: it works with the same service and the same file of jobs.
pub(crate) fn musicapi() -> &'static str {
    BEGINNING.get().map_or("musicapi", String::as_str)
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
