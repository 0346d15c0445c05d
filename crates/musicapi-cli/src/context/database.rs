//! Opens the store of jobs. Every paid call goes through it, so that none is lost.
//!
//! The store belongs to one service: [`Store::bind`] refuses it for another. With the embedded mock it is a temporary file that ends with
//! the program, unless `--store` names one.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi::TaskRef;
use musicapi_jobs::{Error, ErrorKind, Job, Jobs, Scope};
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::options::Common;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::progress::eprint_above_bars;
use crate::output::report::{AT_A_TIME, List};
use crate::output::streams::eprint_line;

/// How long opening may take before a message says why.
const LOCK_MESSAGE_AFTER: Duration = Duration::from_secs(2);

/// Opens a store. From then on, a message appears whenever another program keeps the file locked.
async fn open_reporting_locks(path: &Path, opening: impl Future<Output = Result<Jobs, Error>>) -> Result<Jobs, Error> {
    let mut opening = pin!(opening);
    let shown = path.display().to_string();
    let jobs = tokio::select! {
        biased;
        jobs = &mut opening => jobs?,
        () = tokio::time::sleep(LOCK_MESSAGE_AFTER) => {
            eprint_above_bars(&format!("{shown} can't be opened yet: another program keeps it locked, or the disk hangs; it is waited for"));
            opening.await?
        }
    };
    let mut is_locked = jobs.is_locked();
    tokio::spawn(async move {
        // An error means that the file is closed.
        while is_locked.wait_for(|is_locked| *is_locked).await.is_ok() {
            eprint_above_bars(&format!("another program keeps {shown} locked; it is waited for"));
            let _ = is_locked.wait_for(|is_locked| !*is_locked).await;
        }
    });
    Ok(jobs)
}

/// The jobs of this user, or the temporary ones of an embedded mock.
pub(crate) struct Store {
    pub(crate) jobs: Jobs,
    // Held for its drop.
    _folder: Option<Arc<TempDir>>,
}

impl Store {
    /// Opens the store, creating it if necessary.
    pub(crate) async fn open(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        let Some(set) = settings.store(common.mock)? else { return Self::temporary().await };
        let explained = |failure| set.explain("store", &settings.path, failure);
        let path = PathBuf::from(&set.value);
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|error| {
                let text = format!("the folder {}, of the file of jobs, can't be made: {error}", parent.display());
                explained(Failure::plain(text).and("name another file with --store"))
            })?;
        }
        let jobs = open_reporting_locks(&path, Jobs::open(&path)).await.map_err(|error| match error.kind() {
            ErrorKind::NotJobs => explained(error.into()),
            _ => error.into(),
        })?;
        Ok(Self { jobs, _folder: None })
    }

    /// Opens the store for reading. A missing one is empty, and isn't created.
    pub(crate) async fn open_read_only(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        match Self::path(common, settings)?.filter(|path| path.exists()) {
            Some(path) => {
                Ok(Self { jobs: open_reporting_locks(&path, Jobs::open_read_only(&path)).await?, _folder: None })
            }
            None => Self::temporary().await,
        }
    }

    /// The path of the store; none if it ends with the mock.
    pub(crate) fn path(common: &Common, settings: &Settings) -> Result<Option<PathBuf>, Failure> {
        Ok(settings.store(common.mock)?.map(|named| PathBuf::from(named.value)))
    }

    /// A temporary store, which ends with this program.
    async fn temporary() -> Result<Self, Failure> {
        let unmade = |error: std::io::Error| Failure::plain(format!("the folder of jobs can't be made: {error}"));
        let folder = tempfile::tempdir().map_err(unmade)?;
        Ok(Self { jobs: Jobs::open(folder.path().join("jobs.db")).await?, _folder: Some(Arc::new(folder)) })
    }

    /// Opens the store for the service of a session.
    pub(crate) async fn open_for(session: &Session, common: &Common, settings: &Settings) -> Result<Self, Failure> {
        let store = Self::open(common, settings).await?;
        store.bind(session).await?;
        Ok(store)
    }

    /// Fails if the store belongs to another service than the session.
    pub(crate) async fn bind(&self, session: &Session) -> Result<(), Failure> {
        self.jobs.bind(session.client.base_url()).await.map_err(|error| match session.is_mock() {
            true => Failure::from(error).and("what an earlier mock inside this program knew ended with it"),
            false => error.into(),
        })
    }

    /// Calls a function with each job of a scope, the oldest first.
    pub(crate) async fn for_each_job(&self, scope: &Scope, mut visit: impl FnMut(Job)) -> Result<(), Failure> {
        for ids in self.jobs.ids(scope).await?.chunks(AT_A_TIME) {
            self.jobs.some(ids).await?.into_iter().for_each(&mut visit);
        }
        Ok(())
    }

    /// Jobs for the JSON of a report, in this order.
    pub(crate) fn list(&self, ids: Vec<i64>, to_json: fn(&Job) -> Value) -> List {
        List { jobs: self.jobs.clone(), ids, to_json, _folder: self._folder.clone() }
    }

    /// Opens the store if it exists.
    pub(crate) async fn open_existing(common: &Common, settings: &Settings) -> Result<Option<Self>, Failure> {
        let is_there = Self::path(common, settings)?.is_some_and(|path| path.exists());
        if is_there { Self::open(common, settings).await.map(Some) } else { Ok(None) }
    }

    /// The job that started a task, if the store has it. A store that can't be read is reported, and doesn't stop a wait for the task.
    pub(crate) async fn find_job(common: &Common, settings: &Settings, task: &TaskRef) -> Option<(Self, Job)> {
        let found = async {
            let Some(store) = Self::open_existing(common, settings).await? else { return Ok(None) };
            let job = store.jobs.of_task(task).await?;
            Ok::<_, Failure>(job.map(|job| (store, job)))
        };
        found.await.unwrap_or_else(|failure| {
            eprint_line(&format!("whether a job has started it isn't known, and none is ended: {}", failure.message()));
            None
        })
    }
}
