//! Time, handed in so that a test can move it.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and sleeps. A test hands in one of its own, and a wait of ten minutes takes it milliseconds.
pub trait Clock: Send + Sync + 'static {
    /// Time since some fixed moment; it never goes back.
    fn now(&self) -> Duration;

    /// Ends after this time.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// The date, which may be set back. It is written into intents, and dates of the service are compared with it.
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
