//! The file of jobs: every paid call goes through it, so that none is lost.

use std::path::PathBuf;

use musicapi::TaskRef;
use musicapi_jobs::{Job, Jobs};
use tempfile::TempDir;

use crate::arguments::Common;
use crate::failure::{Failure, tell};
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
        let path = match &folder {
            Some(folder) => folder.path().join("jobs.db"),
            None => path(settings)?,
        };
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| {
                let text = format!("the folder {}, of the file of jobs, can't be made: {error}", parent.display());
                Failure::plain(text).and("name another file with --store")
            })?;
        }
        Ok(Self { jobs: Jobs::open(path).await?, _folder: folder })
    }
    /// The job that started a task, if the file is there and knows it. That it can't be read is told, and keeps nobody from a task.
    pub(crate) async fn of_task(common: &Common, settings: &Settings, task: &TaskRef) -> Option<(Self, Job)> {
        let is_there = path(settings).is_ok_and(|path| path.exists());
        if !is_there || (common.mock && settings.store.is_none()) {
            return None;
        }
        let found = async {
            let store = Self::open(common, settings).await?;
            let job = store.jobs.of_task(task).await?;
            Ok::<_, Failure>(job.map(|job| (store, job)))
        };
        found.await.unwrap_or_else(|failure| {
            tell(&format!("whether a job has started it isn't known, and none is ended: {}", failure.message()));
            None
        })
    }
}

/// The file that is set, or the usual one.
fn path(settings: &Settings) -> Result<PathBuf, Failure> {
    settings.store.as_ref().map_or_else(settings::store, |named| Ok(PathBuf::from(&named.value)))
}
