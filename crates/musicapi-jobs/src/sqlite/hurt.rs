//! Remember damage: nothing is paid from a file that may have lost some of what it knew.
//!
//! The mark is a file beside the file of jobs, since a damaged file can't be trusted to keep it; its name alone says it, so it may be
//! empty. Where not even the mark can be written, as in a read-only folder, an intent can't be written either, so nothing is paid; and this
//! process remembers the damage anyway. A check that finds the file whole removes the mark.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, ErrorKind};
use crate::sqlite::file::beside;

/// Whether a file may be damaged.
pub(crate) struct Hurt {
    marker: PathBuf,
    /// Whether this process has seen the damage itself.
    is_seen: AtomicBool,
}

impl Hurt {
    pub(crate) fn of(path: &Path) -> Self {
        Self { marker: beside(path, "-damaged"), is_seen: AtomicBool::new(false) }
    }

    /// Marks the file after an error that may mean damage; the first such error is the reason.
    pub(crate) fn heed(&self, error: &Error) {
        if error.may_mean_damage() && self.why().is_none() {
            self.close(&error.to_string());
        }
    }

    /// Marks the file: from now on nothing is paid from it.
    pub(crate) fn close(&self, why: &str) {
        self.is_seen.store(true, Ordering::SeqCst);
        // The head of this file says why this may fail.
        let _ = fs::write(&self.marker, format!("{why}\n"));
    }

    /// Why nothing is paid from the file; `None` if it may be paid from.
    pub(crate) fn why(&self) -> Option<String> {
        match fs::read_to_string(&self.marker) {
            Ok(why) => Some(why.trim_end().to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.is_seen.load(Ordering::SeqCst).then(|| "an error of the file".to_owned())
            }
            Err(error) => Some(error.to_string()),
        }
    }

    /// Refuses to pay from a file that may be damaged.
    pub(crate) fn refuse(&self) -> Result<(), Error> {
        let Some(why) = self.why() else { return Ok(()) };
        let text = format!("it may be damaged ({why}); nothing is paid from it until a check finds it whole");
        Err(Error::new(ErrorKind::Damaged, text))
    }

    /// Removes the mark, after a check has found the file whole.
    pub(crate) fn heal(&self) {
        let gone = fs::remove_file(&self.marker);
        let is_gone = gone.map_or_else(|error| error.kind() == std::io::ErrorKind::NotFound, |()| true);
        self.is_seen.store(!is_gone, Ordering::SeqCst);
    }
}
