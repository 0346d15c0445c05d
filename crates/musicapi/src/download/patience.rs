//! How long, and with which pauses, a file that isn't there yet is requested again: the same for the clips of a task and for a file of
//! which only the address is known.

use std::time::Duration;

use crate::error::Error;

/// How long a file is requested again, unless another time is set.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// The first pause, unless tasks are polled faster; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// The longest pause, unless tasks are polled faster.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The shortest pause, however fast tasks are polled: patience is counted in pauses.
const LEAST_PAUSE: Duration = Duration::from_millis(100);

/// The pauses before a file is asked for again, where tasks are polled at this pace.
pub(crate) fn pauses((shortest, longest): (Duration, Duration)) -> (Duration, Duration) {
    (FIRST_PAUSE.min(shortest).max(LEAST_PAUSE), LONGEST_PAUSE.min(longest).max(LEAST_PAUSE))
}

/// The patience that is left with a file.
///
/// It is spent on the pauses, and on the time that tries took by the runtime's time, so that a clock that jumps neither ends nor extends
/// it.
#[derive(Debug)]
pub(crate) struct Patience {
    left: Duration,
    pause: Duration,
    longest: Duration,
}

impl Patience {
    pub(crate) fn new(patience: Duration, (first, longest): (Duration, Duration)) -> Self {
        Self { left: patience, pause: first, longest }
    }

    /// The pause before the next request, after a try that took so long; `None` if the file can't come any more, or the patience is spent.
    pub(crate) fn after(&mut self, error: &Error, took: Duration) -> Option<Duration> {
        let may_come = error.is_file_pending() || error.is_transient();
        let pause = self.pause.max(error.retry_after().unwrap_or_default());
        self.left = self.left.checked_sub(took.saturating_add(pause)).filter(|_| may_come)?;
        self.pause = self.pause.saturating_mul(2).min(self.longest);
        Some(pause)
    }
}
