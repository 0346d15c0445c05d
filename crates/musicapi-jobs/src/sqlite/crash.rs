//! Crashes for tests: stop a process before or after any write that must be on the disk.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, ErrorKind};
use crate::sqlite::line::Durable;

/// Counts a step before each such write and one after it. From the last step on nothing is done any more.
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
    /// Lets this many steps pass.
    pub(crate) fn after(&self, steps: u32) {
        self.left.store(steps, Ordering::SeqCst);
    }

    /// Whether the crash has come.
    pub(crate) fn is_dead(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn step(&self, durable: Durable) -> Result<(), Error> {
        // The number of leases and polls depends on how fast time runs, so they don't count.
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
