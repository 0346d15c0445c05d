//! Lets a test stop a process at any write, as a crash would.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, ErrorKind};

/// Every second step is after a write, every other before one: neither that nor any later one is done.
#[derive(Debug)]
pub(crate) struct Crash {
    left: AtomicU32,
}

impl Default for Crash {
    fn default() -> Self {
        Self { left: AtomicU32::new(u32::MAX) }
    }
}

impl Crash {
    /// Lets so many steps pass.
    pub(crate) fn after(&self, steps: u32) {
        self.left.store(steps, Ordering::SeqCst);
    }

    /// Whether it has come to the crash.
    pub(crate) fn is_dead(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn step(&self) -> Result<(), Error> {
        let less = |left: u32| if left == u32::MAX { Some(left) } else { left.checked_sub(1) };
        match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less) {
            Ok(left) if left != 1 => Ok(()),
            _ => Err(Error::new(ErrorKind::Other, "the process is dead")),
        }
    }
}
