//! Standard output and standard error: what every text leaves by, once [`shown`] has let it through.

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value;

use crate::output::shown;

/// Writes a line to standard error. That nobody reads it is no reason to end, least of all while a task is paid for.
pub(crate) fn tell(line: &str) {
    // Text of the service must not steer the terminal. If it can't be written, nothing is left to tell it to.
    let _ = writeln!(std::io::stderr(), "{}", shown::text(line));
}

/// The same before something that must not wait for whoever reads it: it is given a moment, and then goes on by itself.
pub(crate) async fn tell_first(line: String) {
    let told = tokio::task::spawn_blocking(move || tell(&line));
    let _ = tokio::time::timeout(std::time::Duration::from_millis(200), told).await;
}

/// Says that something went wrong; in red, where there is colour.
pub(crate) fn tell_error(message: &str) {
    let word = console::style("error:").for_stderr().red().bold();
    let _ = writeln!(std::io::stderr(), "{word} {}", shown::text(message));
}

/// Prints a JSON object on a line of its own.
pub(crate) fn print(value: &Value) -> ExitCode {
    ended(send(&format!("{}\n", shown::json(value))))
}

pub(crate) fn send(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// A reader that has gone away is no failure.
pub(crate) fn ended(sent: io::Result<()>) -> ExitCode {
    match sent {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            tell(&format!("error: standard output can't be written: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
