//! Turns that are taken one after the other, with a least time between them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// Shared by all who take turns: whoever comes first is first, and nobody is passed over.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    line: tokio::sync::Mutex<()>,
    /// When the next turn is free. Whoever is first in the line waits for it.
    free: tokio::sync::Mutex<Duration>,
    /// Before this time there is no turn.
    held: Mutex<Duration>,
}

impl Pacer {
    /// Waits for one's turn. Whoever stops waiting leaves it to the next.
    ///
    /// # Errors
    /// How long turns are held yet, if that is longer than one is ready to wait.
    pub(crate) async fn turn(&self, gap: Duration, longest: Duration, clock: &dyn Clock) -> Result<(), Duration> {
        let _line = self.line.lock().await;
        self.again(gap, longest, clock).await
    }

    /// Waits for another turn, of one who had one that was of no use: before the line.
    ///
    /// # Errors
    /// As [`turn`](Self::turn).
    pub(crate) async fn again(&self, gap: Duration, longest: Duration, clock: &dyn Clock) -> Result<(), Duration> {
        let mut free = self.free.lock().await;
        loop {
            let now = clock.now();
            // They may be held while this one is waited for.
            let held = self.held().saturating_sub(now);
            if held > longest {
                return Err(held);
            }
            let left = free.saturating_sub(now).max(held);
            if left.is_zero() {
                *free = now.saturating_add(gap);
                return Ok(());
            }
            clock.sleep(left).await;
        }
    }

    /// Gives no turn before this time, not to those either who wait already.
    pub(crate) fn hold(&self, until: Duration) {
        let mut held = self.held();
        *held = until.max(*held);
    }

    /// For how long there is no turn, because the service has asked for that.
    pub(crate) fn held_for(&self, clock: &dyn Clock) -> Duration {
        self.held().saturating_sub(clock.now())
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::pin::{Pin, pin};
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// In seconds.
    #[derive(Default)]
    struct ByHand(AtomicU64);

    impl Clock for ByHand {
        fn now(&self) -> Duration {
            Duration::from_secs(self.0.load(Ordering::SeqCst))
        }

        fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            let end = self.now() + time;
            Box::pin(poll_fn(move |_| if self.now() >= end { Poll::Ready(()) } else { Poll::Pending }))
        }
    }

    const GAP: Duration = Duration::from_secs(3);

    async fn turn(pacer: &Pacer, clock: &ByHand) {
        pacer.turn(GAP, Duration::MAX, clock).await.unwrap();
    }

    /// Polls it at each of these seconds; when it ended.
    fn ends(clock: &ByHand, turn: Pin<&mut impl Future<Output = ()>>, seconds: std::ops::Range<u64>) -> Option<u64> {
        let (mut turn, mut context) = (turn, Context::from_waker(Waker::noop()));
        seconds.into_iter().find(|second| {
            clock.0.store(*second, Ordering::SeqCst);
            turn.as_mut().poll(&mut context).is_ready()
        })
    }

    #[test]
    fn turns_keep_their_distance_and_a_pause_is_not_saved_up() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        let end = |from| ends(&clock, pin!(turn(&pacer, &clock)), from..100);
        assert_eq!([end(0), end(0), end(1), end(20), end(21)], [0, 3, 6, 20, 23].map(Some));
    }

    #[test]
    fn who_waits_already_is_held_too_and_stays_in_line() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..1), Some(0));
        let (mut second, mut third) = (pin!(turn(&pacer, &clock)), pin!(turn(&pacer, &clock)));
        assert_eq!((ends(&clock, second.as_mut(), 0..2), ends(&clock, third.as_mut(), 0..2)), (None, None));
        pacer.hold(Duration::from_secs(60));
        pacer.hold(Duration::from_secs(30));
        assert_eq!(ends(&clock, third.as_mut(), 1..90), None, "another is before it");
        assert_eq!(ends(&clock, second, 2..90), Some(60));
        assert_eq!(ends(&clock, third, 60..90), Some(63));
    }

    #[test]
    fn who_has_to_try_again_goes_before_the_line() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..1), Some(0));
        let mut line: Vec<_> = (0..3).map(|_| Box::pin(turn(&pacer, &clock))).collect();
        let mut at = |turn: usize, second| ends(&clock, line[turn].as_mut(), second..second + 1).is_some();
        assert_eq!([at(0, 1), at(1, 1), at(2, 1)], [false; 3]);
        let mut again = pin!(pacer.again(GAP, Duration::MAX, &clock));
        let mut again = |second| {
            clock.0.store(second, Ordering::SeqCst);
            again.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
        };
        // The first of the line has begun to wait for the turn.
        assert!(!again(1) && at(0, 3) && !at(1, 6) && again(6) && !at(1, 8) && at(1, 9));
    }

    #[test]
    fn who_is_not_ready_to_wait_that_long_is_told_how_long_it_would_be() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        pacer.hold(Duration::from_secs(60));
        let mut told = pin!(pacer.turn(GAP, Duration::from_secs(59), &clock));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(told.as_mut().poll(&mut context), Poll::Ready(Err(Duration::from_secs(60))));
    }

    #[test]
    fn who_stops_waiting_leaves_the_turn_to_the_next() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..1), Some(0));
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..2), None);
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 2..9), Some(3));
    }

    #[test]
    fn after_a_standstill_there_is_no_burst() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        let mut turns: Vec<_> = (0..3).map(|_| Box::pin(turn(&pacer, &clock))).collect();
        let mut at = |turn: usize, second| ends(&clock, turns[turn].as_mut(), second..second + 1).is_some();
        assert_eq!([at(0, 0), at(1, 0), at(2, 0)], [true, false, false]);
        assert_eq!([at(1, 50), at(2, 50), at(2, 52), at(2, 53)], [true, false, false, true]);
    }
}
