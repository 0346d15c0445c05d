//! The mock's one clock: real, sped up, or moved by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::sync::watch;
use tokio::time::timeout;

/// Tells the mock's time. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    began: Timestamp,
    start: Instant,
    /// How many times faster than the machine's clock; zero stands still.
    speed: f64,
    /// Nanoseconds by which it was moved.
    moved: AtomicU64,
    /// Tells those that wait that it was moved.
    moves: watch::Sender<()>,
}

impl Clock {
    /// Stands still at the beginning of 2026 until it is moved, so that a run repeats itself.
    #[must_use]
    pub fn by_hand() -> Self {
        Self::new(Timestamp::constant(1_767_225_600, 0), 0.0)
    }

    /// The machine's clock, so many times as fast: 1 for real time.
    #[must_use]
    pub fn real(speed: f64) -> Self {
        Self::new(Timestamp::now(), if speed.is_finite() { speed.max(0.0) } else { 1.0 })
    }

    fn new(began: Timestamp, speed: f64) -> Self {
        let (moves, _) = watch::channel(());
        Self(Arc::new(Inner { began, start: Instant::now(), speed, moved: AtomicU64::new(0), moves }))
    }

    /// Moves it forward.
    pub fn advance(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let add = |moved: u64| Some(moved.saturating_add(nanoseconds));
        // The closure always gives a value, so the update can't fail.
        let _ = self.0.moved.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
        self.0.moves.send_replace(());
    }

    /// Time since it began.
    #[must_use]
    pub fn now(&self) -> Duration {
        let ran = self.0.start.elapsed().as_secs_f64() * self.0.speed;
        Duration::from_secs_f64(ran.min(1e15)) + Duration::from_nanos(self.0.moved.load(Ordering::SeqCst))
    }

    /// How many times faster than the machine's clock it runs; zero if it is moved by hand.
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.0.speed
    }

    /// Waits until it is this time since it began: as it runs, and until it is moved there.
    pub async fn wait_until(&self, time: Duration) {
        let mut moves = self.0.moves.subscribe();
        loop {
            let left = time.saturating_sub(self.now());
            if left.is_zero() {
                return;
            }
            // A clock that stands still is waited for as long as it takes.
            let real = Duration::try_from_secs_f64(left.as_secs_f64() / self.0.speed).unwrap_or(Duration::MAX);
            // Either may have come: the time, or a move.
            let _ = timeout(real, moves.changed()).await;
        }
    }

    /// The date of a time since it began, as HTTP writes it.
    pub(crate) fn http_date(&self, time: Duration) -> String {
        let date = self.0.began.checked_add(time).unwrap_or(Timestamp::MAX);
        // Only years beyond 9999 can't be written, and there are none.
        DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap_or_default()
    }

    /// The date of a time since it began, as the service writes it.
    pub(crate) fn date(&self, time: Duration) -> String {
        let date = self.0.began.checked_add(time).unwrap_or(Timestamp::MAX);
        format!("{date:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand_it_moves_only_when_moved() {
        let clock = Clock::by_hand();
        assert_eq!(clock.now(), Duration::ZERO);
        clock.clone().advance(Duration::from_millis(90_500));
        assert_eq!(clock.now(), Duration::from_millis(90_500));
        assert_eq!(clock.date(clock.now()), "2026-01-01T00:01:30.500Z");
    }

    #[test]
    fn it_stands_at_the_end_of_time() {
        let clock = Clock::by_hand();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.date(Duration::MAX), "9999-12-30T22:00:00.999Z");
    }
}
