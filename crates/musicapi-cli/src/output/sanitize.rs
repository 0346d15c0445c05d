//! Sanitizes every text that leaves the program, as the last step before it is printed or logged.
//!
//! Text of the service becomes a [line](musicapi::display::line) where it is inserted into a text of this program; should that have been
//! forgotten, this module still lets no control sequence reach the terminal. It masks keys and secrets, and removes user names and
//! passwords from addresses.

use std::io;
use std::sync::{Mutex, PoisonError};

use musicapi::display;
use serde_json::Value;
use tracing_subscriber::fmt::MakeWriter;

/// Mark the beginning and the end of bold text. Sanitized text of others doesn't contain them.
pub(crate) const BOLD: char = '\u{2}';
pub(crate) const PLAIN: char = '\u{3}';

/// The secrets, each with its mask.
static SECRETS: Mutex<Vec<(String, &'static str)>> = Mutex::new(Vec::new());

/// Shorter secrets aren't masked, since they may occur in a text by chance; real ones are longer.
const MIN_SECRET_LENGTH: usize = 8;

/// Masks a secret from now on, wherever the service echoes it.
pub(crate) fn mask_secret(secret: &str, mask: &'static str) {
    let mut secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    if secret.chars().count() >= MIN_SECRET_LENGTH && !secrets.iter().any(|(known, _)| known == secret) {
        secrets.push((secret.to_owned(), mask));
    }
}

/// A text without secrets, and without user names and passwords in addresses.
pub(crate) fn masked(text: &str) -> String {
    let secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    // A webhook secret is recognized by its field, even in a process that didn't send it.
    let text = display::without_field(display::SECRET, "[secret]", &display::without_users(text));
    secrets.iter().fold(text, |text, (secret, mask)| display::without(secret, mask, &text))
}

/// Sanitizes a text of several lines.
pub(crate) fn text(text: &str) -> String {
    display::text(&masked(text))
}

/// Sanitizes a text for standard output, and renders its bold parts.
pub(crate) fn render(text: &str, is_coloured: bool) -> String {
    let text = masked(text);
    let mut rendered = String::with_capacity(text.len());
    for part in text.split_inclusive('\n') {
        let mut is_bold = false;
        for piece in part.split_inclusive([BOLD, PLAIN]) {
            rendered.push_str(&display::text(piece.trim_end_matches([BOLD, PLAIN])));
            if piece.ends_with([BOLD, PLAIN]) && is_coloured {
                is_bold = piece.ends_with(BOLD);
                rendered.push_str(if is_bold { "\u{1b}[1m" } else { "\u{1b}[0m" });
            }
        }
        // Bold ends with the line at the latest.
        rendered.push_str(if is_bold { "\u{1b}[0m" } else { "" });
    }
    rendered
}

/// Serializes a value for programs, safe to view on a terminal too.
pub(crate) fn json(value: &Value) -> String {
    display::json(&masked(&value.to_string()))
}

/// Sanitizes a log. Each write is one line, which may quote the service or a library.
pub(crate) struct Log<M>(pub(crate) M);

impl<'w, M: MakeWriter<'w>> MakeWriter<'w> for Log<M> {
    type Writer = Line<M::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        Line(self.0.make_writer())
    }
}

/// A line of a log.
pub(crate) struct Line<W>(W);

impl<W: io::Write> io::Write for Line<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let line = display::line(masked(&line).trim_end_matches('\n'));
        self.0.write_all(format!("{line}\n").as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn only_marked_text_becomes_bold() {
        let text = format!("{BOLD}clip{PLAIN}  title\n\u{1b}]0;x\u{7}{BOLD}a\nb");
        assert_eq!(render(&text, true), "\u{1b}[1mclip\u{1b}[0m  title\n\u{fffd}]0;x\u{fffd}\u{1b}[1ma\n\u{1b}[0mb");
        assert_eq!(render(&text, false), "clip  title\n\u{fffd}]0;x\u{fffd}a\nb");
    }

    #[test]
    fn secrets_are_masked_in_text_json_and_log() {
        mask_secret("sk-of-this-test-alone", "[key]");
        mask_secret("short", "[key]");
        assert_eq!(text("a short sk-of-this-test-alone"), "a short [key]");
        assert_eq!(json(&serde_json::json!({"x": "sk-of-this-test-alone\u{202e}"})), r#"{"x":"[key]\u202e"}"#);
        let mut log = Vec::new();
        let event = "at http://user:secret@proxy.example sk-of-this-test-alone\nfaked\u{1b}[2J\n";
        Line(&mut log).write_all(event.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(log).unwrap(), "at http://proxy.example [key] faked\u{fffd}[2J\n");
    }
}
