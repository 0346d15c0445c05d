//! The file of jobs: every paid call goes through it, so that none is lost.

use std::path::PathBuf;

use musicapi::TaskRef;
use musicapi_jobs::{Job, Jobs};
use tempfile::TempDir;

use crate::cli::command_line::Common;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::{Failure, tell};

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
        let (path, folder) = match settings.store(common.mock)? {
            Some(named) => (PathBuf::from(named.value), None),
            // What the mock has made is known to nobody when it has ended.
            None => {
                let folder = tempfile::tempdir().map_err(unmade)?;
                (folder.path().join("jobs.db"), Some(folder))
            }
        };
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| {
                let text = format!("the folder {}, of the file of jobs, can't be made: {error}", parent.display());
                Failure::plain(text).and("name another file with --store")
            })?;
        }
        Ok(Self { jobs: Jobs::open(path).await?, _folder: folder })
    }

    /// The same, to work with at the service of a session: refused if it is of another one.
    pub(crate) async fn of(session: &Session, common: &Common, settings: &Settings) -> Result<Self, Failure> {
        let store = Self::open(common, settings).await?;
        store.bind(session).await?;
        Ok(store)
    }

    /// Refuses it if it is of another service than a session.
    pub(crate) async fn bind(&self, session: &Session) -> Result<(), Failure> {
        self.jobs.bind(session.client.base_url()).await.map_err(|error| match session.is_mock() {
            true => Failure::from(error).and("what an earlier mock inside this program knew ended with it"),
            false => error.into(),
        })
    }

    /// The file, if it is there: to look at it makes none.
    pub(crate) async fn find(common: &Common, settings: &Settings) -> Result<Option<Self>, Failure> {
        let is_there = settings.store(common.mock)?.is_some_and(|named| PathBuf::from(named.value).exists());
        if is_there { Self::open(common, settings).await.map(Some) } else { Ok(None) }
    }

    /// The job that started a task, if the file is there and knows it. That it can't be read is told, and keeps nobody from a task.
    pub(crate) async fn of_task(common: &Common, settings: &Settings, task: &TaskRef) -> Option<(Self, Job)> {
        let found = async {
            let Some(store) = Self::find(common, settings).await? else { return Ok(None) };
            let job = store.jobs.of_task(task).await?;
            Ok::<_, Failure>(job.map(|job| (store, job)))
        };
        found.await.unwrap_or_else(|failure| {
            tell(&format!("whether a job has started it isn't known, and none is ended: {}", failure.message()));
            None
        })
    }
}
