//! Calls that are alike, one after the other.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

use crate::journal::Journal;

/// Which journal, by its place in memory, and which call.
type Key = (usize, String);

/// A place for each fingerprint of a call that is under way, in each journal of this process: two clients that share a journal are one.
static PLACES: LazyLock<Mutex<HashMap<Key, Weak<tokio::sync::Mutex<()>>>>> = LazyLock::new(Mutex::default);

/// Waits until no other call with this fingerprint is under way that writes into the same journal. None other is until the guard is
/// dropped.
pub(crate) async fn turn(journal: &Arc<dyn Journal>, fingerprint: &str) -> OwnedMutexGuard<()> {
    // Whoever has a turn has the journal, so that no other can take its place in memory meanwhile.
    let key = (Arc::as_ptr(journal).cast::<()>().addr(), fingerprint.to_owned());
    let place = {
        // Nothing panics while it is held half-changed.
        let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, place| place.strong_count() > 0);
        let known = places.get(&key).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let place = Arc::default();
            places.insert(key, Arc::downgrade(&place));
            place
        })
    };
    place.lock_owned().await
}
