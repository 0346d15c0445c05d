//! What ends a wait: the run is stopped, or nothing more is sent.

use tokio::sync::watch;

use crate::model::closed::Closed;

/// Ends when the run is stopped, or nobody has it any more.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that its sender is gone.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Ends once nothing of a batch is sent any more.
pub(crate) async fn closed(closed: &mut watch::Receiver<Closed>, batch: &str) {
    // An error means that its sender is gone, and the run with it.
    let _ = closed.wait_for(|closed| closed.holds(batch)).await;
}
