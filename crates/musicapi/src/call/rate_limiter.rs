//! A rate limiter: callers take turns, first come, first served, with a least time between two turns.
//!
//! It consists of two fair locks. All new callers queue on `line`. The first of them holds `line` while it waits for `free`, and holds
//! `free` while it waits for its time and until it takes its turn. So one caller at most is about to leave, and the next one sees the gap
//! that it sets. A caller whose turn was of no use waits for `free` alone, which puts it before the queue. A pause that begins while a
//! caller waits is seen, since the caller reads it again after each sleep. A caller that stops waiting, or drops its turn, releases the
//! locks and changes nothing.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use crate::clock::Clock;

/// The turns of all callers that share it: first come, first served.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    line: tokio::sync::Mutex<()>,
    /// How many callers wait that want an error if it takes too long.
    waiting: AtomicU32,
    /// When the next turn is free. The first caller of the queue waits for it, and holds it until it takes its turn.
    free: Arc<tokio::sync::Mutex<Duration>>,
    /// No turn begins before this time.
    held: Mutex<Duration>,
}

/// Why a turn doesn't come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTurn {
    /// The service asks for a pause that lasts longer.
    Held,
    /// Too many callers are ahead.
    Crowded,
}

/// Counts a caller as waiting while this exists.
struct Waiting<'p>(&'p AtomicU32);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A turn that has come. No other caller gets one before it is taken; dropping it leaves the turn to the next.
#[derive(Debug)]
pub(crate) struct Turn(OwnedMutexGuard<Duration>);

impl Turn {
    /// Takes the turn: the next one is free once the gap has passed from now.
    pub(crate) fn take(mut self, gap: Duration, clock: &dyn Clock) {
        *self.0 = clock.now().saturating_add(gap);
    }
}

impl Pacer {
    /// Waits for a turn that comes within this time, if each caller ahead takes a gap; fails at once if it would come later.
    pub(crate) async fn turn_within(&self, left: Duration, gap: Duration, clock: &dyn Clock) -> Result<Turn, NoTurn> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&self.waiting);
        if gap.saturating_mul(before) > left {
            return Err(NoTurn::Crowded);
        }
        self.turn(left, clock).await.map_err(|_| NoTurn::Held)
    }

    /// Waits for a turn. A caller that stops waiting leaves it to the next.
    ///
    /// # Errors
    /// The rest of a pause that the service asked for, if it is longer than `longest`.
    pub(crate) async fn turn(&self, longest: Duration, clock: &dyn Clock) -> Result<Turn, Duration> {
        let _line = self.line.lock().await;
        self.again(longest, clock).await
    }

    /// Waits for another turn before the queue, for a caller whose turn was of no use.
    ///
    /// # Errors
    /// As [`turn`](Self::turn).
    pub(crate) async fn again(&self, longest: Duration, clock: &dyn Clock) -> Result<Turn, Duration> {
        let free = Arc::clone(&self.free).lock_owned().await;
        loop {
            let now = clock.now();
            // A pause may have begun while this caller waited.
            let held = self.held().saturating_sub(now);
            if held > longest {
                return Err(held);
            }
            let left = free.saturating_sub(now).max(held);
            if left.is_zero() {
                return Ok(Turn(free));
            }
            clock.sleep(left).await;
        }
    }

    /// Begins no turn before this time, not for callers either that wait already.
    pub(crate) fn hold(&self, until: Duration) {
        let mut held = self.held();
        *held = until.max(*held);
    }

    /// The rest of the pause that the service asked for.
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
    use std::sync::atomic::AtomicU64;
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
        pacer.turn(Duration::MAX, clock).await.unwrap().take(GAP, clock);
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
        let mut again = pin!(async { pacer.again(Duration::MAX, &clock).await.unwrap().take(GAP, &clock) });
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
        let mut told = pin!(pacer.turn(Duration::from_secs(59), &clock));
        let mut context = Context::from_waker(Waker::noop());
        let told = told.as_mut().poll(&mut context).map(|turn| turn.err());
        assert_eq!(told, Poll::Ready(Some(Duration::from_secs(60))));
    }

    #[test]
    fn who_stops_waiting_leaves_the_turn_to_the_next() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..1), Some(0));
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 0..2), None);
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 2..9), Some(3));
    }

    #[test]
    fn a_turn_counts_from_when_it_is_taken() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        let held = match pin!(pacer.turn(Duration::MAX, &clock)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => turn.unwrap(),
            Poll::Pending => panic!("nobody is before it"),
        };
        let mut next = pin!(turn(&pacer, &clock));
        assert_eq!(ends(&clock, next.as_mut(), 0..9), None, "the first one has it yet");
        held.take(GAP, &clock);
        assert_eq!(ends(&clock, next, 9..20), Some(11), "it left at 8");
        let given_up = pin!(pacer.turn(Duration::MAX, &clock)).poll(&mut Context::from_waker(Waker::noop()));
        drop(given_up);
        assert_eq!(ends(&clock, pin!(turn(&pacer, &clock)), 14..20), Some(14));
    }

    #[test]
    fn whoever_would_come_too_late_is_told_at_once() {
        let (pacer, clock) = (Pacer::default(), ByHand::default());
        let mut turns: Vec<_> =
            (0..5).map(|_| Box::pin(pacer.turn_within(Duration::from_secs(7), GAP, &clock))).collect();
        let mut context = Context::from_waker(Waker::noop());
        // The first has its turn, and keeps it for now; of those behind it three is one too many.
        let told: Vec<_> = turns.iter_mut().map(|turn| turn.as_mut().poll(&mut context)).collect();
        let why = |turn: &Poll<Result<Turn, NoTurn>>| match turn {
            Poll::Ready(turn) => Poll::Ready(turn.as_ref().err().copied()),
            Poll::Pending => Poll::Pending,
        };
        let told: Vec<_> = told.iter().map(why).collect();
        assert_eq!(
            told,
            [Poll::Ready(None), Poll::Pending, Poll::Pending, Poll::Pending, Poll::Ready(Some(NoTurn::Crowded))]
        );
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
