//! Lines on standard output.

use std::io::Write as _;

/// Writes to standard output at once: whoever started it may be reading through a pipe.
pub(super) fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Nobody reads it, and yet it may be called.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("can't write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}
