//! The methods for the care of a file: check it, copy it, and prune what is long over.

use std::path::Path;
use std::time::SystemTime;

use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::health::{Health, Pruned};

impl Jobs {
    /// Reads the whole file and says whether it is intact. After an error that may mean damage, nothing is paid from the file until this has
    /// found nothing wrong.
    ///
    /// # Errors
    /// If the file can't be read at all.
    pub async fn check(&self) -> Result<Health, Error> {
        self.ledger().check().await
    }

    /// Writes a copy into a new file, as of one moment, while runs go on.
    ///
    /// # Errors
    /// If a file with this name exists, or the copy can't be written.
    pub async fn backup(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        self.ledger().copy_to(path.as_ref()).await
    }

    /// Removes jobs that have been over since before a date, but never jobs that are open or in doubt.
    ///
    /// For a job of a batch the file keeps what it asked for and that it was sent, so that the batch doesn't pay for it again; its answer and
    /// clips are removed. All sums of the bill stay. With `only_asked` nothing is changed, and the result says what would be removed.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn prune(&self, before: SystemTime, only_asked: bool) -> Result<Pruned, Error> {
        let since = before.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.ledger().prune(i64::try_from(since.as_millis()).unwrap_or(i64::MAX), only_asked).await
    }
}
