//! The wish that the program end.

/// Ends when somebody wants the program to end: Ctrl-C, SIGTERM, or a terminal that is closed.
pub(crate) async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut terminate), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
                _ = hang_up.recv() => {}
            }
            return;
        }
    }
    // Where signals can't be heard, the program ends as any other.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
