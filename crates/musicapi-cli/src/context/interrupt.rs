//! The wish that the program end: heard from the first [`listen`] to the end of the program, whatever it is busy with meanwhile.

use std::future::Future;
use std::sync::{LazyLock, Once};
use std::time::Duration;

use tokio::sync::watch;

use crate::output::streams::tell;

/// How often it was said.
static SAID: LazyLock<watch::Sender<u32>> = LazyLock::new(|| watch::Sender::new(0));

/// Listens from now on: Ctrl-C, SIGTERM, or a terminal that is closed no longer end the program by themselves.
pub(crate) fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        // Where signals can't be heard, the program ends as any other.
        // A thread of its own hears them, since the one that everything runs on may hang with a disk.
        let (ready, is_ready) = std::sync::mpsc::channel();
        let listening = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                let heard = heard();
                let _ = ready.send(());
                if let Ok(heard) = heard {
                    heard.await;
                }
            });
        });
        if listening.is_ok() {
            let _ = is_ready.recv();
        }
    });
}

/// How long the program may go on once it is to end: an answer that was paid for comes within a minute, and is written down.
const LONGEST_END: Duration = Duration::from_secs(90);

/// How long the program may not react at all.
const STUCK: Duration = Duration::from_secs(5);

/// Ends the program for good if it doesn't end by itself: where a disk hangs, the thread that everything runs on may hang with it. To
/// be called once.
pub(crate) fn guard(runtime: &tokio::runtime::Handle) {
    let runtime = runtime.clone();
    // Without another thread there is no guard, and the program ends as it can.
    let _ = std::thread::Builder::new().name("guard".to_owned()).spawn(move || {
        let Ok(watch) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        watch.block_on(async {
            once().await;
            let stuck = async {
                loop {
                    // Whoever lives answers.
                    let beat = runtime.spawn(async {});
                    match tokio::time::timeout(STUCK, beat).await {
                        Ok(Ok(())) => tokio::time::sleep(Duration::from_millis(200)).await,
                        // The runtime is gone: what is left is to tell the end, to a reader that may have stopped reading.
                        Ok(Err(_)) => return tokio::time::sleep(STUCK).await,
                        Err(_) => return,
                    }
                }
            };
            let given_up = async {
                twice().await;
                tokio::time::sleep(STUCK).await;
            };
            tokio::select! {
                () = stuck => {}
                () = given_up => {}
                () = tokio::time::sleep(LONGEST_END) => {}
            }
        });
        // Standard error may be what hangs.
        let (told, is_told) = std::sync::mpsc::channel();
        let _ = std::thread::Builder::new().spawn(move || {
            tell("interrupted; work that hangs was left behind");
            let _ = told.send(());
        });
        let _ = is_told.recv_timeout(Duration::from_secs(1));
        std::process::exit(130);
    });
}

#[cfg(unix)]
fn heard() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        loop {
            tokio::select! {
                Some(()) = interrupt.recv() => SAID.send_modify(|times| *times += 1),
                Some(()) = terminate.recv() => SAID.send_modify(|times| *times += 1),
                // A closed terminal is told by the shell, too: it is one wish.
                Some(()) = hang_up.recv() => SAID.send_modify(|times| *times = (*times).max(1)),
                else => return,
            }
        }
    })
}

#[cfg(not(unix))]
fn heard() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        while interrupt.recv().await.is_some() {
            SAID.send_modify(|times| *times += 1);
        }
    })
}

/// Ends once somebody wants the program to end: gently.
pub(crate) async fn once() {
    said(1).await;
}

/// Ends once that was said again: at once.
pub(crate) async fn twice() {
    said(2).await;
}

async fn said(often: u32) {
    // It never closes, since its sender is static.
    let _ = SAID.subscribe().wait_for(|times| *times >= often).await;
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    /// A signal that comes while nobody waits for one is not lost, and a closed terminal alone never ends it at once.
    #[tokio::test]
    async fn what_comes_while_nobody_waits_is_heard() {
        let signal = |name: &str| {
            let id = std::process::id().to_string();
            assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
        };
        super::listen();
        for _ in 0..2 {
            signal("-HUP");
            super::once().await;
        }
        assert_eq!(*super::SAID.borrow(), 1);
        signal("-INT");
        super::twice().await;
    }
}
