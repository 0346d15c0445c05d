//! Writes to standard output and standard error, through [`sanitize`].

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value;

use crate::output::sanitize;

/// Writes a line to standard error. A failed write is ignored: it must not end a command that is paying for a task.
pub(crate) fn eprint_line(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", sanitize::text(line));
}

/// Writes a line to standard error, and waits only briefly for a slow reader.
pub(crate) async fn eprint_line_briefly(line: String) {
    let printed = tokio::task::spawn_blocking(move || eprint_line(&line));
    let _ = tokio::time::timeout(std::time::Duration::from_millis(200), printed).await;
}

/// Writes an error to standard error, in red if colours are on.
pub(crate) fn eprint_error(message: &str) {
    let word = console::style("error:").for_stderr().red().bold();
    let _ = writeln!(std::io::stderr(), "{word} {}", sanitize::text(message));
}

/// Prints a JSON object on a line of its own.
pub(crate) fn print_json(value: &Value) -> ExitCode {
    exit_code(write_stdout(&format!("{}\n", sanitize::json(value))))
}

pub(crate) fn write_stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// The exit code after writing. A reader that has gone away is no failure.
pub(crate) fn exit_code(sent: io::Result<()>) -> ExitCode {
    match sent {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprint_line(&format!("error: standard output can't be written: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
