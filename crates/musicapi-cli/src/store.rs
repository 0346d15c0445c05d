//! The file of jobs: every paid call goes through it, so that none is lost.

use std::path::PathBuf;

use musicapi_jobs::Jobs;
use tempfile::TempDir;

use crate::arguments::Common;
use crate::failure::Failure;
use crate::settings::{self, Settings};

/// The jobs of this user, or those of a mock, which end with it.
pub(crate) struct Store {
    pub(crate) jobs: Jobs,
    // Held for its drop.
    _folder: Option<TempDir>,
}

impl Store {
    /// Opens it, or makes it.
    pub(crate) async fn open(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        let unmade = |error: std::io::Error| Failure::plain(format!("the folder of jobs can't be made: {error}"));
        // What the mock has made is known to nobody when it has ended, unless it is wanted.
        let folder = (common.mock && settings.store.is_none()).then(tempfile::tempdir).transpose().map_err(unmade)?;
        let path: PathBuf = match (&folder, &settings.store) {
            (Some(folder), _) => folder.path().join("jobs.db"),
            (None, Some(named)) => PathBuf::from(&named.value),
            (None, None) => settings::store()?,
        };
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(unmade)?;
        }
        Ok(Self { jobs: Jobs::open(path).await?, _folder: folder })
    }
}
