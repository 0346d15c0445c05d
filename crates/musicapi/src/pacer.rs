//! Turns that are taken one after the other, with a least time between them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// Shared by all who take turns: whoever comes first is first, and nobody is passed over.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    /// When the next turn is free. Whoever is next has it, and the others wait for it in line.
    free: tokio::sync::Mutex<Duration>,
    /// Before this time there is no turn.
    held: Mutex<Duration>,
}

impl Pacer {
    /// Waits for one's turn. Whoever stops waiting leaves it to the next.
    pub(crate) async fn turn(&self, gap: Duration, clock: &dyn Clock) {
        let mut free = self.free.lock().await;
        loop {
            let now = clock.now();
            // It may be held while it is waited for.
            let left = free.max(*self.held()).saturating_sub(now);
            if left.is_zero() {
                *free = now.saturating_add(gap);
                return;
            }
            clock.sleep(left).await;
        }
    }

    /// Gives no turn before this time, not to those either who wait already.
    pub(crate) fn hold(&self, until: Duration) {
        let mut held = self.held();
        *held = until.max(*held);
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
        let turn = |from| ends(&clock, pin!(pacer.turn(GAP, &clock)), from..100);
        assert_eq!([turn(0), turn(0), turn(1), turn(20), turn(21)], [0, 3, 6, 20, 23].map(Some));
    }

    #[test]
    fn who_waits_already_is_held_too_and_stays_in_line() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(pacer.turn(GAP, &clock)), 0..1), Some(0));
        let (mut second, mut third) = (pin!(pacer.turn(GAP, &clock)), pin!(pacer.turn(GAP, &clock)));
        assert_eq!((ends(&clock, second.as_mut(), 0..2), ends(&clock, third.as_mut(), 0..2)), (None, None));
        pacer.hold(Duration::from_secs(60));
        pacer.hold(Duration::from_secs(30));
        assert_eq!(ends(&clock, third.as_mut(), 1..90), None, "another is before it");
        assert_eq!(ends(&clock, second, 2..90), Some(60));
        assert_eq!(ends(&clock, third, 60..90), Some(63));
    }

    #[test]
    fn who_stops_waiting_leaves_the_turn_to_the_next() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(pacer.turn(GAP, &clock)), 0..1), Some(0));
        assert_eq!(ends(&clock, pin!(pacer.turn(GAP, &clock)), 0..2), None);
        assert_eq!(ends(&clock, pin!(pacer.turn(GAP, &clock)), 2..9), Some(3));
    }

    #[test]
    fn after_a_standstill_there_is_no_burst() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        let mut turns: Vec<_> = (0..3).map(|_| Box::pin(pacer.turn(GAP, &clock))).collect();
        let mut at = |turn: usize, second| ends(&clock, turns[turn].as_mut(), second..second + 1).is_some();
        assert_eq!([at(0, 0), at(1, 0), at(2, 0)], [true, false, false]);
        assert_eq!([at(1, 50), at(2, 50), at(2, 52), at(2, 53)], [true, false, false, true]);
    }
}
