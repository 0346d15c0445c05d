//! When a program ends.

use std::{future::Future, io};

/// Waits for Ctrl-C, SIGTERM or SIGHUP; elsewhere than on Unix, for Ctrl-C.
///
/// Whoever stops a program so may still want its report, so all three end it in the same way. From this call on they don't end the
/// process by themselves.
///
/// # Errors
/// If the signals can't be received.
#[cfg(unix)]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hang_up.recv() => {}
        }
    })
}

/// Waits for Ctrl-C, SIGTERM or SIGHUP; elsewhere than on Unix, for Ctrl-C.
///
/// # Errors
/// If the signals can't be received.
#[cfg(not(unix))]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
