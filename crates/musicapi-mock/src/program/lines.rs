//! Lines on standard error while the program runs: callbacks, and what went wrong.

use std::sync::LazyLock;

use openapi_mock::program::Lines;

static LINES: LazyLock<Lines> = LazyLock::new(|| Lines::to(std::io::stderr()));

/// Tells something, as a line of its own.
pub(super) fn tell(line: &str) {
    LINES.say(line);
}

/// Waits until all is written that was told, but not for long: perhaps nobody reads it.
pub(super) fn finish() {
    LINES.end(None);
}
