//! When the program ends.

/// Ends at Ctrl-C, SIGTERM or SIGHUP.
#[cfg(unix)]
pub(super) fn stop() -> std::io::Result<impl Future<Output = ()>> {
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

/// Ends at Ctrl-C.
#[cfg(not(unix))]
pub(super) fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}

/// Ends when standard input does, if that is wanted: whoever held its other end is gone.
pub(super) async fn parent_gone(is_wanted: bool) {
    if !is_wanted {
        return std::future::pending().await;
    }
    let (gone, ended) = tokio::sync::oneshot::channel();
    // A thread of its own: a read of standard input can't be cancelled, and the runtime would wait for it.
    let watch = move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = gone.send(());
    };
    match std::thread::Builder::new().name("parent".to_owned()).spawn(watch) {
        Ok(_) => drop(ended.await),
        Err(_) => std::future::pending().await,
    }
}
