//! Calls that are alike, one after the other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

/// A place for each fingerprint of a call that is under way.
#[derive(Debug, Default)]
pub(crate) struct Alike(Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>);

impl Alike {
    /// Waits until no other call with this fingerprint is under way. None other is until this is dropped.
    pub(crate) async fn turn(&self, fingerprint: &str) -> OwnedMutexGuard<()> {
        let place = {
            // Nothing panics while it is held half-changed.
            let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            places.retain(|_, place| place.strong_count() > 0);
            let known = places.get(fingerprint).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let place = Arc::default();
                places.insert(fingerprint.to_owned(), Arc::downgrade(&place));
                place
            })
        };
        place.lock_owned().await
    }
}
