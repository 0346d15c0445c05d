//! The mock's one clock: real, sped up, or moved by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use tokio::sync::Notify;

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
    /// Wakes who waits for a time, each time that it is moved.
    steps: Notify,
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
        Self(Arc::new(Inner { began, start: Instant::now(), speed, moved: AtomicU64::new(0), steps: Notify::new() }))
    }

    /// Moves it forward.
    pub fn advance(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let add = |moved: u64| Some(moved.saturating_add(nanoseconds));
        // The closure always gives a value, so the update can't fail.
        let _ = self.0.moved.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
        self.0.steps.notify_waiters();
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

    /// Ends when it shows this time; never, if it is moved by hand and nobody moves it that far. A clock that runs by itself needs a
    /// tokio runtime with time.
    pub async fn until(&self, time: Duration) {
        loop {
            // From here on no step is missed.
            let step = self.0.steps.notified();
            let Some(left) = time.checked_sub(self.now()).filter(|left| !left.is_zero()) else { return };
            if self.0.speed > 0.0 {
                let real = Duration::try_from_secs_f64(left.as_secs_f64() / self.0.speed).unwrap_or(Duration::MAX);
                tokio::select! {
                    () = step => {}
                    () = tokio::time::sleep(real) => {}
                }
            } else {
                step.await;
            }
        }
    }

    /// A time since it began in seconds since 1970.
    pub(crate) fn unix(&self, time: Duration) -> i64 {
        self.at(time).as_second()
    }

    /// The date of a time since it began, as HTTP writes it.
    pub(crate) fn http_date(&self, time: Duration) -> String {
        httpdate::fmt_http_date(self.system_time(time))
    }

    /// The date of a time since it began, as the service writes it.
    pub(crate) fn date(&self, time: Duration) -> String {
        format!("{:.3}", self.at(time))
    }

    /// The same for HTTP, which has dates of its own.
    pub(crate) fn system_time(&self, time: Duration) -> SystemTime {
        self.at(time).into()
    }

    fn at(&self, time: Duration) -> Timestamp {
        self.0.began.checked_add(time).unwrap_or(Timestamp::MAX)
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

    #[tokio::test]
    async fn who_waits_is_woken_by_the_step_that_reaches_the_time() {
        let clock = Clock::by_hand();
        clock.until(Duration::ZERO).await;
        let (waiting, minute) = (clock.clone(), Duration::from_secs(60));
        let waiter = tokio::spawn(async move {
            waiting.until(minute).await;
            waiting.now()
        });
        for _ in 0..4 {
            tokio::task::yield_now().await;
            assert!(!waiter.is_finished());
            clock.advance(minute / 4);
        }
        assert_eq!(waiter.await.unwrap(), minute);
    }

    #[tokio::test]
    async fn a_clock_that_runs_comes_there_by_itself() {
        let clock = Clock::real(1e6);
        clock.until(Duration::from_secs(3600)).await;
        assert!(clock.now() >= Duration::from_secs(3600));
    }

    #[test]
    fn it_stands_at_the_end_of_time() {
        let clock = Clock::by_hand();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.date(Duration::MAX), "9999-12-30T22:00:00.999Z");
    }
}
