//! Turns that are taken one after the other, with a least time between them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// Shared by all who take turns: whoever comes first is first, and nobody is passed over.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    /// When the next turn is free.
    free: Mutex<Duration>,
}

impl Pacer {
    /// Waits for one's turn. Whoever stops waiting has used theirs up.
    pub(crate) async fn turn(&self, gap: Duration, clock: &dyn Clock) {
        let now = clock.now();
        let at = self.take(gap, now);
        if at > now {
            clock.sleep(at - now).await;
        }
    }

    fn take(&self, gap: Duration, now: Duration) -> Duration {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let at = now.max(*free);
        *free = at.saturating_add(gap);
        at
    }

    /// Gives no turn before this time.
    pub(crate) fn hold(&self, until: Duration) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = until.max(*free);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_keep_their_distance_and_a_pause_is_not_saved_up() {
        let (pacer, gap) = (Pacer::default(), Duration::from_secs(3));
        let at = |now| pacer.take(gap, Duration::from_secs(now)).as_secs();
        assert_eq!([at(0), at(0), at(0), at(20), at(21)], [0, 3, 6, 20, 23]);
        pacer.hold(Duration::from_secs(60));
        assert_eq!([at(24), at(24)], [60, 63]);
    }
}
