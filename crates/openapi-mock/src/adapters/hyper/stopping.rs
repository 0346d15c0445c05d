//! Tell connections that the server stops.

use std::{future::Future, pin::Pin};

use tokio::sync::watch;

/// Tells connections that the server stops, by dropping the sender.
#[derive(Clone)]
pub(super) struct Stopping(pub(super) watch::Receiver<()>);

impl Stopping {
    /// Waits until the server stops.
    pub(super) fn wait(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let mut receiver = self.0.clone();
        // No value is ever sent, so this returns when the sender is dropped.
        Box::pin(async move { _ = receiver.changed().await })
    }
}
