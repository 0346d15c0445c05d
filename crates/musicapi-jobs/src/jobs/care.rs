//! What keeps a store fit: it is checked, copied, and rid of what is long over.

use std::path::Path;
use std::time::SystemTime;

use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::health::{Health, Pruned};

impl Jobs {
    /// Reads all of the file and says whether it is whole. After an error that may mean damage nothing is paid from it until
    /// this has found nothing wrong.
    ///
    /// # Errors
    /// If it can't be read at all.
    pub async fn check(&self) -> Result<Health, Error> {
        self.ledger().check().await
    }

    /// Writes a copy into a new file, as of one moment, while others work on.
    ///
    /// # Errors
    /// If there is a file of this name, or it can't be written.
    pub async fn backup(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        self.ledger().copy_to(path.as_ref()).await
    }

    /// Takes away what is over since before a date, but never what is open or in doubt. Of a job of a batch it stays known what it asked
    /// for and that it was sent, so that the batch doesn't pay for it again; answers and clips go. All sums of the bill stay. `only_asked`
    /// changes nothing, and says what would go.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn prune(&self, before: SystemTime, only_asked: bool) -> Result<Pruned, Error> {
        let since = before.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.ledger().prune(i64::try_from(since.as_millis()).unwrap_or(i64::MAX), only_asked).await
    }
}
