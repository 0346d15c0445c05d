//! The file of jobs: every paid call goes through it, so that none is lost.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi::TaskRef;
use musicapi_jobs::{Error, Job, Jobs, Scope};
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::options::Common;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::progress::say;
use crate::output::report::{AT_A_TIME, List};
use crate::output::streams::tell;

/// A shorter wait isn't worth a word.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// Tells, from now on, that the file is waited for because another program keeps it locked.
async fn told_of_locks(path: &Path, opening: impl Future<Output = Result<Jobs, Error>>) -> Result<Jobs, Error> {
    let mut opening = pin!(opening);
    let shown = path.display().to_string();
    let jobs = tokio::select! {
        biased;
        jobs = &mut opening => jobs?,
        () = tokio::time::sleep(WORTH_TELLING) => {
            say(&format!("{shown} can't be opened yet: another program keeps it locked, or the disk hangs; it is waited for"));
            opening.await?
        }
    };
    let mut is_locked = jobs.is_locked();
    tokio::spawn(async move {
        // An error means that the file is closed.
        while is_locked.wait_for(|is_locked| *is_locked).await.is_ok() {
            say(&format!("another program keeps {shown} locked; it is waited for"));
            let _ = is_locked.wait_for(|is_locked| !*is_locked).await;
        }
    });
    Ok(jobs)
}

/// The jobs of this user, or those of a mock, which end with it.
pub(crate) struct Store {
    pub(crate) jobs: Jobs,
    // Held for its drop.
    _folder: Option<Arc<TempDir>>,
}

impl Store {
    /// Opens it, or makes it.
    pub(crate) async fn open(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        // What the mock has made is known to nobody when it has ended.
        let Some(path) = Self::path(common, settings)? else { return Self::empty().await };
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| {
                let text = format!("the folder {}, of the file of jobs, can't be made: {error}", parent.display());
                Failure::plain(text).and("name another file with --store")
            })?;
        }
        Ok(Self { jobs: told_of_locks(&path, Jobs::open(&path)).await?, _folder: None })
    }

    /// Opens it to look at it, without the right to write; one that isn't there is empty, and isn't made.
    pub(crate) async fn look(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        match Self::path(common, settings)?.filter(|path| path.exists()) {
            Some(path) => Ok(Self { jobs: told_of_locks(&path, Jobs::open_read_only(&path)).await?, _folder: None }),
            None => Self::empty().await,
        }
    }

    /// Where it is; nowhere if it ends with the mock.
    pub(crate) fn path(common: &Common, settings: &Settings) -> Result<Option<PathBuf>, Failure> {
        Ok(settings.store(common.mock)?.map(|named| PathBuf::from(named.value)))
    }

    /// One that ends with this program.
    async fn empty() -> Result<Self, Failure> {
        let unmade = |error: std::io::Error| Failure::plain(format!("the folder of jobs can't be made: {error}"));
        let folder = tempfile::tempdir().map_err(unmade)?;
        Ok(Self { jobs: Jobs::open(folder.path().join("jobs.db")).await?, _folder: Some(Arc::new(folder)) })
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

    /// Looks at each job of a scope, the oldest first.
    pub(crate) async fn each(&self, scope: &Scope, mut look: impl FnMut(Job)) -> Result<(), Failure> {
        for ids in self.jobs.ids(scope).await?.chunks(AT_A_TIME) {
            self.jobs.some(ids).await?.into_iter().for_each(&mut look);
        }
        Ok(())
    }

    /// Jobs for programs, in this order.
    pub(crate) fn list(&self, ids: Vec<i64>, tell: fn(&Job) -> Value) -> List {
        List { jobs: self.jobs.clone(), ids, tell, _folder: self._folder.clone() }
    }

    /// The file, if it is there: to ask for it makes none.
    pub(crate) async fn find(common: &Common, settings: &Settings) -> Result<Option<Self>, Failure> {
        let is_there = Self::path(common, settings)?.is_some_and(|path| path.exists());
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
