//! Ctrl-C, SIGTERM and SIGHUP: the first asks the program to end gently, the second to end at once.
//!
//! A thread of its own counts the signals, from the first [`listen`] to the end of the program. Commands race their work against [`first`]
//! and [`second`]. [`guard`] ends the process when a hanging disk keeps it from ending by itself.

use std::future::Future;
use std::sync::{LazyLock, Once};
use std::time::Duration;

use tokio::sync::watch;

use crate::output::streams::eprint_line;

/// The number of interrupts so far.
static COUNT: LazyLock<watch::Sender<u32>> = LazyLock::new(|| watch::Sender::new(0));

/// Counts signals from now on, which then no longer end the program by themselves.
pub(crate) fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        // The main thread may hang with a disk, so signals have a thread of their own. Without it, they end the program as usual.
        let (ready, is_ready) = std::sync::mpsc::channel();
        let listening = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                let counting = count_signals();
                let _ = ready.send(());
                if let Ok(counting) = counting {
                    counting.await;
                }
            });
        });
        if listening.is_ok() {
            let _ = is_ready.recv();
        }
    });
}

/// The longest time between the first interrupt and the end: the answer to a paid call comes within a minute, and must be recorded.
const MAX_SHUTDOWN: Duration = Duration::from_secs(90);

/// How long the runtime may be unresponsive.
const MAX_UNRESPONSIVE: Duration = Duration::from_secs(5);

/// Ends the process if it doesn't end by itself after an interrupt, because a hanging disk blocks the main thread. Call it once.
pub(crate) fn guard(runtime: &tokio::runtime::Handle) {
    let runtime = runtime.clone();
    let _ = std::thread::Builder::new().name("guard".to_owned()).spawn(move || {
        let Ok(watch) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        watch.block_on(async {
            first().await;
            let stuck = async {
                loop {
                    // A responsive runtime runs an empty task at once.
                    let beat = runtime.spawn(async {});
                    match tokio::time::timeout(MAX_UNRESPONSIVE, beat).await {
                        Ok(Ok(())) => tokio::time::sleep(Duration::from_millis(200)).await,
                        // The runtime has shut down; only printing the result is left, and its reader may have stopped reading.
                        Ok(Err(_)) => return tokio::time::sleep(MAX_UNRESPONSIVE).await,
                        Err(_) => return,
                    }
                }
            };
            let given_up = async {
                second().await;
                tokio::time::sleep(MAX_UNRESPONSIVE).await;
            };
            tokio::select! {
                () = stuck => {}
                () = given_up => {}
                () = tokio::time::sleep(MAX_SHUTDOWN) => {}
            }
        });
        // Print from another thread, because standard error itself may hang.
        let (printed, is_printed) = std::sync::mpsc::channel();
        let _ = std::thread::Builder::new().spawn(move || {
            eprint_line("interrupted; work that hangs was left behind");
            let _ = printed.send(());
        });
        let _ = is_printed.recv_timeout(Duration::from_secs(1));
        std::process::exit(130);
    });
}

#[cfg(unix)]
fn count_signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        loop {
            tokio::select! {
                Some(()) = interrupt.recv() => COUNT.send_modify(|times| *times += 1),
                Some(()) = terminate.recv() => COUNT.send_modify(|times| *times += 1),
                // A closing terminal sends SIGHUP more than once; it counts as one interrupt.
                Some(()) = hang_up.recv() => COUNT.send_modify(|times| *times = (*times).max(1)),
                else => return,
            }
        }
    })
}

#[cfg(not(unix))]
fn count_signals() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        while interrupt.recv().await.is_some() {
            COUNT.send_modify(|times| *times += 1);
        }
    })
}

/// Completes after the first interrupt: end gently.
pub(crate) async fn first() {
    count_reached(1).await;
}

/// Completes after the second interrupt: end at once.
pub(crate) async fn second() {
    count_reached(2).await;
}

async fn count_reached(often: u32) {
    // The sender is static, so the channel never closes.
    let _ = COUNT.subscribe().wait_for(|times| *times >= often).await;
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    #[tokio::test]
    async fn no_signal_is_lost_and_hangups_alone_never_end_the_program_at_once() {
        let signal = |name: &str| {
            let id = std::process::id().to_string();
            assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
        };
        super::listen();
        for _ in 0..2 {
            signal("-HUP");
            super::first().await;
        }
        assert_eq!(*super::COUNT.borrow(), 1);
        signal("-INT");
        super::second().await;
    }
}
