//! Lets a test stop a process before or after any write that must be on the disk, as a crash would.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, ErrorKind};
use crate::sqlite::line::Durable;

/// Before such a write is one step, after it another. From the last one on nothing is done any more.
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

    pub(crate) fn step(&self, durable: Durable) -> Result<(), Error> {
        // Leases and looks are as many as time is fast.
        let less = |left: u32| match left {
            u32::MAX => Some(left),
            _ if durable == Durable::No => (left > 0).then_some(left),
            _ => left.checked_sub(1),
        };
        match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less) {
            Ok(_) if !self.is_dead() => Ok(()),
            _ => Err(Error::new(ErrorKind::Other, "the process is dead")),
        }
    }
}
