//! What leaves the program for people or programs: every text passes here last, whoever made it.
//!
//! Text of the service is made a [line](musicapi::display::line) where it is put into a text of this program; here nothing gets through
//! that steers the terminal, should that have been forgotten. Keys and secrets are masked, and addresses lose their users.

use std::io;
use std::sync::{Mutex, PoisonError};

use musicapi::display;
use serde_json::Value;
use tracing_subscriber::fmt::MakeWriter;

/// Begins and ends what is bold. Text of others holds no such letters once it is cleaned.
pub(crate) const BOLD: char = '\u{2}';
pub(crate) const PLAIN: char = '\u{3}';

/// What must not be told, each with what stands there instead.
static SECRETS: Mutex<Vec<(String, &'static str)>> = Mutex::new(Vec::new());

/// A shorter one may stand in a text by chance; real ones are longer.
const SHORTEST: usize = 8;

/// From now on this isn't told, wherever the service echoes it.
pub(crate) fn keep_secret(secret: &str, mask: &'static str) {
    let mut secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    if secret.chars().count() >= SHORTEST && !secrets.iter().any(|(known, _)| known == secret) {
        secrets.push((secret.to_owned(), mask));
    }
}

/// A text without secrets, and without users and passwords in addresses.
pub(crate) fn masked(text: &str) -> String {
    let secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    // The secret of a webhook is known by its field, also to a process that hasn't sent it.
    let text = display::without_field(display::SECRET, "[secret]", &display::without_users(text));
    secrets.iter().fold(text, |text, (secret, mask)| display::without(secret, mask, &text))
}

/// A text for people, of several lines.
pub(crate) fn text(text: &str) -> String {
    display::text(&masked(text))
}

/// The same for standard output, with what is bold there.
pub(crate) fn dressed(text: &str, is_coloured: bool) -> String {
    let text = masked(text);
    let mut dressed = String::with_capacity(text.len());
    for part in text.split_inclusive('\n') {
        let mut is_bold = false;
        for piece in part.split_inclusive([BOLD, PLAIN]) {
            dressed.push_str(&display::text(piece.trim_end_matches([BOLD, PLAIN])));
            if piece.ends_with([BOLD, PLAIN]) && is_coloured {
                is_bold = piece.ends_with(BOLD);
                dressed.push_str(if is_bold { "\u{1b}[1m" } else { "\u{1b}[0m" });
            }
        }
        // Whatever was forgotten ends with the line.
        dressed.push_str(if is_bold { "\u{1b}[0m" } else { "" });
    }
    dressed
}

/// A value for programs, which may be looked at on a terminal all the same.
pub(crate) fn json(value: &Value) -> String {
    display::json(&masked(&value.to_string()))
}

/// Writes lines of a log: each is handed over as a whole, and may repeat what the service or a library says.
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
    fn only_what_is_bold_here_is_dressed() {
        let text = format!("{BOLD}clip{PLAIN}  title\n\u{1b}]0;x\u{7}{BOLD}a\nb");
        assert_eq!(dressed(&text, true), "\u{1b}[1mclip\u{1b}[0m  title\n\u{fffd}]0;x\u{fffd}\u{1b}[1ma\n\u{1b}[0mb");
        assert_eq!(dressed(&text, false), "clip  title\n\u{fffd}]0;x\u{fffd}a\nb");
    }

    #[test]
    fn secrets_are_masked_wherever_they_leave() {
        keep_secret("sk-of-this-test-alone", "[key]");
        keep_secret("short", "[key]");
        assert_eq!(text("a short sk-of-this-test-alone"), "a short [key]");
        assert_eq!(json(&serde_json::json!({"x": "sk-of-this-test-alone\u{202e}"})), r#"{"x":"[key]\u202e"}"#);
        let mut log = Vec::new();
        let event = "at http://user:secret@proxy.example sk-of-this-test-alone\nfaked\u{1b}[2J\n";
        Line(&mut log).write_all(event.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(log).unwrap(), "at http://proxy.example [key] faked\u{fffd}[2J\n");
    }
}
