//! What belongs to shells: quoting, completions and man pages.

use std::path::Path;

use serde_json::json;

use crate::arguments::Shell;
use crate::failure::Failure;
use crate::report::Report;

/// A text as it is typed into a shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:=".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The script that makes a shell complete the command.
pub(crate) fn completions(shell: Shell) -> Report {
    use clap_complete::Shell as Known;
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::command(), "musicapi", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Report::new(script.clone(), json!({"shell": shell.to_string(), "script": script}))
}

/// Writes a man page for every command.
pub(crate) fn man(folder: &Path) -> Result<Report, Failure> {
    let pages = std::fs::create_dir_all(folder).and_then(|()| {
        clap_mangen::generate_to(crate::command(), folder)?;
        Ok(std::fs::read_dir(folder)?.count())
    });
    let shown = folder.display();
    let pages = pages.map_err(|error| Failure::plain(format!("nothing can be written to {shown}: {error}")))?;
    Ok(Report::new(
        format!("{pages} pages are in {shown}; begin with musicapi.1\n"),
        json!({"folder": folder, "pages": pages}),
    ))
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
