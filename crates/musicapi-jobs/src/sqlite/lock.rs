//! Waiting for another program that keeps the file locked: how long, and that it is told.
//!
//! SQLite asks whether it is to try once more, on the thread of the connection. So what is known of a wait is kept by that thread.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::error::Error;
use crate::sqlite::line::Line;

/// How long another program may keep the file locked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// After so long it is told that it is waited for.
    pub(crate) told: Duration,
    pub(crate) longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        // As long as a backup may take: the wait is told, and ends with whoever waits. Nobody takes a lease meanwhile, and an intent that
        // was written too late is not sent.
        Self { told: Duration::from_secs(2), longest: Duration::from_secs(10 * 60) }
    }
}

/// The longest pause before SQLite tries once more; the first is a millisecond.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// Whether somebody still wants what the thread of a file is about to do.
pub(crate) type Wanted = Box<dyn Fn() -> bool + Send>;

/// What is known of the lock of a file from outside its thread.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    is_waited_for: watch::Sender<bool>,
}

impl Lock {
    /// Whether it is waited for since so long that it is told.
    pub(crate) fn is_waited_for(&self) -> watch::Receiver<bool> {
        self.is_waited_for.subscribe()
    }

    fn tell(&self, is_waited_for: bool) {
        self.is_waited_for.send_if_modified(|told| std::mem::replace(told, is_waited_for) != is_waited_for);
    }
}

/// A wait of this thread, or one that may come.
struct Wait {
    lock: Arc<Lock>,
    patience: Patience,
    since: Option<Instant>,
    /// Whether this unit of work was refused the lock, so that another program has it still.
    is_refused: bool,
    /// What the connection is used for; nothing if it isn't used.
    wanted: Vec<Wanted>,
}

thread_local! {
    static WAIT: RefCell<Option<Wait>> = const { RefCell::new(None) };
}

/// From now on this thread waits by these rules when it works with the connection.
pub(crate) fn wait_here(line: &Line, lock: Arc<Lock>, patience: Patience) -> Result<(), Error> {
    WAIT.set(Some(Wait { lock, patience, since: None, is_refused: false, wanted: Vec::new() }));
    Ok(line.connection.busy_handler(Some(is_tried_again))?)
}

/// Works on the connection; it is waited for as long as any of it is wanted. Only work that needs the lock and gets it shows that nobody
/// else has it: one wait is told once, however many units of work are refused meanwhile.
pub(crate) fn working<T>(needs_lock: bool, wanted: Vec<Wanted>, work: impl FnOnce() -> T) -> T {
    WAIT.with_borrow_mut(|wait| {
        if let Some(wait) = wait {
            (wait.since, wait.is_refused, wait.wanted) = (None, false, wanted);
        }
    });
    let done = work();
    WAIT.with_borrow_mut(|wait| {
        if let Some(wait) = wait {
            if (needs_lock || wait.since.is_some()) && !wait.is_refused {
                wait.lock.tell(false);
            }
            wait.wanted.clear();
        }
    });
    done
}

/// Whether SQLite is to try once more to get the lock.
fn is_tried_again(times: i32) -> bool {
    let goes_on = WAIT.with_borrow_mut(|wait| {
        let Some(Wait { lock, patience, since, is_refused, wanted }) = wait else { return false };
        let waited = since.get_or_insert_with(Instant::now).elapsed();
        if waited >= patience.told {
            lock.tell(true);
        }
        *is_refused = waited >= patience.longest || !wanted.iter().any(|is_wanted| is_wanted());
        !*is_refused
    });
    if goes_on {
        let pause = Duration::from_millis(u64::try_from(times).unwrap_or_default() + 1);
        thread::sleep(pause.min(LONGEST_PAUSE));
    }
    goes_on
}
