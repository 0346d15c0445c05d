//! A clock that a test moves.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::clock::Clock;

/// A clock that stands still until a sleep or a test moves it: a wait of ten minutes takes no time.
#[derive(Debug)]
pub struct TestClock(Mutex<Duration>);

impl Default for TestClock {
    /// A clock that begins with the year 2026.
    fn default() -> Self {
        Self(Mutex::new(Duration::from_secs(1_767_225_600)))
    }
}

impl TestClock {
    /// Moves the clock on.
    pub fn advance(&self, time: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.saturating_add(time);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(time);
        Box::pin(ready(()))
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.now()
    }
}
