//! Single flight: of equal calls that write into one journal, one is in flight at a time.
//!
//! The next one then finds the outcome of the first in the journal. A lock lives as long as a call holds it or waits for it, and is found
//! under a mutex; so equal calls always meet at the same lock, and the table doesn't grow.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

use crate::journal::Journal;

/// The journal, by its address in memory, and the fingerprint of the call.
type Key = (usize, String);

/// A lock for each fingerprint in flight, in each journal of this process: two clients that share a journal share its locks.
static PLACES: LazyLock<Mutex<HashMap<Key, Weak<tokio::sync::Mutex<()>>>>> = LazyLock::new(Mutex::default);

/// Waits until no other call with this fingerprint is in flight that writes into the same journal. None starts until the guard is
/// dropped.
pub(crate) async fn turn(journal: &Arc<dyn Journal>, fingerprint: &str) -> OwnedMutexGuard<()> {
    // A call keeps its journal alive, so that no other journal can get its address meanwhile.
    let key = (Arc::as_ptr(journal).cast::<()>().addr(), fingerprint.to_owned());
    let place = {
        // No code panics between two changes that belong together.
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
