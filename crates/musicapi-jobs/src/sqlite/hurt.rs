//! What is remembered of damage: nothing is paid from a file that may have lost some of what it knew.
//!
//! That is written beside the file, since a damaged file can't be trusted to remember it; as an empty file would do, whose name alone says
//! it. Where not even that can be made, as in a folder that can't be written, an intent can't be written down either, and so nothing is
//! paid; and this process remembers it anyway. A check that finds the file whole takes it away.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, ErrorKind};
use crate::sqlite::file::beside;

/// Whether a file is damaged, for all that is known.
pub(crate) struct Hurt {
    marker: PathBuf,
    /// What this process has seen itself.
    is_seen: AtomicBool,
}

impl Hurt {
    pub(crate) fn of(path: &Path) -> Self {
        Self { marker: beside(path, "-damaged"), is_seen: AtomicBool::new(false) }
    }

    /// Remembers an error that may mean damage; the first one says it.
    pub(crate) fn heed(&self, error: &Error) {
        if error.may_mean_damage() && self.why().is_none() {
            self.close(&error.to_string());
        }
    }

    /// From now on nothing is paid from it.
    pub(crate) fn close(&self, why: &str) {
        self.is_seen.store(true, Ordering::SeqCst);
        // That it can't be written is thought of above.
        let _ = fs::write(&self.marker, format!("{why}\n"));
    }

    /// Why nothing is paid from the file; none if it may be.
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
        let text = format!(
            "nothing is paid from it before it was checked, since it may be damaged ({why}): `musicapi doctor` checks it"
        );
        Err(Error::new(ErrorKind::Damaged, text))
    }

    /// It was found whole.
    pub(crate) fn heal(&self) {
        let gone = fs::remove_file(&self.marker);
        let is_gone = gone.map_or_else(|error| error.kind() == std::io::ErrorKind::NotFound, |()| true);
        self.is_seen.store(!is_gone, Ordering::SeqCst);
    }
}
