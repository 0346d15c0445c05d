//! When the program ends, apart from signals.

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
