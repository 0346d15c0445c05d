//! Time and sleep, handed in so that a test can move them.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and sleeps; a test hands in its own, so that a wait of ten minutes takes milliseconds.
pub trait Clock: Send + Sync + 'static {
    /// The time since some fixed moment; it never goes back.
    fn now(&self) -> Duration;

    /// Sleeps for this time.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// The date, which may be set back. The client writes it into intents, and compares dates of the service with it.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// The clock of the machine; its sleep needs a tokio runtime with time.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }
}
