//! What ends a wait early: the run is stopped, or its batch is closed.

use tokio::sync::watch;

use crate::model::closed::Closed;

/// Ends when the run is stopped or dropped.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, and the run with it.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Ends once nothing more of a batch is sent.
pub(crate) async fn closed(closed: &mut watch::Receiver<Closed>, batch: &str) {
    // An error means that the sender is gone, and the run with it.
    let _ = closed.wait_for(|closed| closed.holds(batch)).await;
}
