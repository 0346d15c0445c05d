//! The file: opened, brought up to date, read and written.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use musicapi::{Clock, SystemClock};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::{Error, ErrorKind};

/// What brings a file from each version to the next. A version that was released stays as it is.
const MIGRATIONS: [&str; 3] =
    [include_str!("migrations/1.sql"), include_str!("migrations/2.sql"), include_str!("migrations/3.sql")];

/// The version of the file that this crate writes.
const VERSION: u32 = MIGRATIONS.len() as u32;

/// Marks the file as one of this crate: "MAJo".
const APPLICATION: u32 = 0x4d41_4a6f;

/// What every file of SQLite begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long another program may keep the file locked.
const PATIENCE: Duration = Duration::from_secs(10);

/// The file. Clones are the same.
#[derive(Clone)]
pub(crate) struct Store {
    path: Arc<Path>,
    /// All of this process wait here, not in SQLite, which would look again only after a while.
    lines: Arc<Mutex<Lines>>,
    /// How many changes were committed that must be on the disk.
    committed: Arc<AtomicU64>,
    /// How many of them are: those of many who wait together cost a single wait for the disk.
    synced: Arc<Mutex<u64>>,
    clock: Arc<dyn Clock>,
    #[cfg(test)]
    crash: Arc<crate::sqlite::crash::Crash>,
}

/// The connections to the file.
struct Lines {
    /// What is written here may be lost with the machine's power, until something is written by the other one.
    light: SqliteConnection,
    /// When something is written here, it and all before it are on the disk.
    full: SqliteConnection,
    /// Whether a change was begun and not ended.
    is_open: bool,
}

/// Whether something must be on the disk before what follows is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durable {
    Yes,
    No,
}

impl Lines {
    async fn begin(&mut self) -> Result<(), sqlx::Error> {
        self.roll_back().await;
        self.is_open = true;
        // At once a writer: else two processes could read the same before either writes.
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.light).await.map(drop)
    }

    /// Takes back what wasn't ended, also by one who stopped waiting.
    async fn roll_back(&mut self) {
        if self.is_open {
            // It fails where SQLite has done so itself, as it does on a full disk.
            let _ = sqlx::query("ROLLBACK").execute(&mut self.light).await;
            self.is_open = false;
        }
    }
}

impl Store {
    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        Self::open_within(path, PATIENCE).await
    }

    pub(crate) async fn open_within(path: &Path, patience: Duration) -> Result<Self, Error> {
        let opened = async {
            match fs::File::open(path) {
                Ok(file) => check_head(file)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => create(path).await?,
                Err(error) => return Err(unopened(error)),
            }
            let line = async |how| {
                SqliteConnection::connect_with(&options_for(path, patience, how)).await.map_err(Error::from)
            };
            let mut full = line(SqliteSynchronous::Full).await?;
            migrate(&mut full).await?;
            Ok(Lines { full, light: line(SqliteSynchronous::Normal).await?, is_open: false })
        };
        let lines = opened.await.map_err(|error: Error| error.about(&path.display().to_string()))?;
        Ok(Self {
            path: path.into(),
            lines: Arc::new(Mutex::new(lines)),
            committed: Arc::default(),
            synced: Arc::default(),
            clock: Arc::new(SystemClock::default()),
            #[cfg(test)]
            crash: Arc::default(),
        })
    }

    pub(crate) fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The date, in milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let since = self.clock.date().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        milliseconds(since)
    }

    #[cfg(test)]
    pub(crate) fn crash(&self) -> &crate::sqlite::crash::Crash {
        &self.crash
    }

    /// For reading.
    pub(crate) async fn read(&self) -> Reading {
        let mut lines = Arc::clone(&self.lines).lock_owned().await;
        lines.roll_back().await;
        Reading { lines }
    }

    /// Begins to write.
    pub(crate) async fn write(&self, durable: Durable) -> Result<Writing, Error> {
        let mut lines = Arc::clone(&self.lines).lock_owned().await;
        lines.begin().await.map_err(|error| self.error(error))?;
        Ok(Writing { store: self.clone(), durable, lines: Some(lines) })
    }

    /// Waits until so many changes are on the disk.
    async fn sync(&self, number: u64) -> Result<(), Error> {
        let mut synced = self.synced.lock().await;
        if *synced >= number {
            return Ok(());
        }
        let mut lines = self.lines.lock().await;
        lines.roll_back().await;
        let all = self.committed.load(Ordering::SeqCst);
        let written = sqlx::query("UPDATE syncs SET count = count + 1").execute(&mut lines.full).await;
        written.map_err(|error| self.error(error))?;
        *synced = all;
        Ok(())
    }

    /// An error of this file, with its name.
    pub(crate) fn error(&self, error: impl Into<Error>) -> Error {
        error.into().about(&self.path.display().to_string())
    }
}

/// A look at the file.
pub(crate) struct Reading {
    lines: OwnedMutexGuard<Lines>,
}

impl Reading {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.lines.light
    }
}

/// A change of the file. Dropped before it is committed, it is none.
pub(crate) struct Writing {
    store: Store,
    durable: Durable,
    /// There until it is dropped.
    lines: Option<OwnedMutexGuard<Lines>>,
}

impl Writing {
    pub(crate) async fn execute(&mut self, query: Query<'_>) -> Result<u64, Error> {
        let connection = self.connection()?;
        let done = query.execute(connection).await;
        done.map(|done| done.rows_affected()).map_err(|error| self.store.error(error))
    }

    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        let gone = || Error::new(ErrorKind::Other, "the change is over");
        self.lines.as_mut().map(|lines| &mut lines.light).ok_or_else(gone)
    }

    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        #[cfg(test)]
        self.store.crash.step(self.durable)?;
        self.execute(sqlx::query("COMMIT")).await?;
        if let Some(mut lines) = self.lines.take() {
            lines.is_open = false;
            if self.durable == Durable::Yes {
                let number = self.store.committed.fetch_add(1, Ordering::SeqCst) + 1;
                drop(lines);
                self.store.sync(number).await?;
            }
        }
        #[cfg(test)]
        self.store.crash.step(self.durable)?;
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let Some(mut lines) = self.lines.take().filter(|lines| lines.is_open) else { return };
        // Not only when this process writes again: others wait for it. Without a runtime the process is about to end.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { lines.roll_back().await });
        }
    }
}

/// A statement with its values.
pub(crate) type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments<'q>>;

/// A length of time in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn options_for(path: &Path, patience: Duration, synchronous: SqliteSynchronous) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(patience).synchronous(synchronous).foreign_keys(true)
}

/// Refuses what is not a file of jobs before SQLite touches it.
fn check_head(file: fs::File) -> Result<(), Error> {
    let not_one = |text: &str| Error::new(ErrorKind::NotJobs, format!("{text}; it was left as it is"));
    let mut head = Vec::new();
    file.take(100).read_to_end(&mut head).map_err(unopened)?;
    if head.is_empty() {
        // A new file gets its name only once it is whole.
        return Err(not_one("it is empty, so it is no file of jobs, or was cut short"));
    }
    if !head.starts_with(&MAGIC[..head.len().min(MAGIC.len())]) {
        return Err(not_one("it is no file of jobs"));
    }
    match head.get(68..72) {
        Some(id) if id == APPLICATION.to_be_bytes() => Ok(()),
        Some(_) => Err(not_one("it is a database of another program")),
        None => Err(Error::new(ErrorKind::Damaged, "it was cut short; it was left as it is")),
    }
}

/// Makes a file that is whole before it has its name. Only its owner can read it, since it holds requests and answers.
async fn create(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unmade = |error: io::Error| {
        let kind = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ErrorKind::NotJobs,
            _ => ErrorKind::Disk,
        };
        Error::new(kind, "the file of jobs can't be made").because(error)
    };
    let new = tempfile::Builder::new().prefix(".musicapi-jobs-").tempfile_in(folder).map_err(unmade)?.into_temp_path();
    let options = options_for(&new, PATIENCE, SqliteSynchronous::Full).journal_mode(SqliteJournalMode::Wal);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    sqlx::query(&format!("PRAGMA application_id = {APPLICATION}")).execute(&mut connection).await?;
    let migrated = migrate(&mut connection).await;
    connection.close().await?;
    migrated?;
    match new.persist_noclobber(path) {
        Ok(()) => sync_folder(folder).map_err(unmade),
        // Another process was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            check_head(fs::File::open(path).map_err(unopened)?)
        }
        Err(error) => Err(unmade(error.error)),
    }
}

/// Brings a file up to this version.
async fn migrate(connection: &mut SqliteConnection) -> Result<(), Error> {
    if version(connection).await? == VERSION {
        return Ok(());
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let from = version(&mut transaction).await?;
    if from > VERSION {
        let text = format!(
            "it is of version {from}, and this program knows versions up to {VERSION}: use a newer one; \
             it was left as it is"
        );
        return Err(Error::new(ErrorKind::Newer, text));
    }
    for migration in &MIGRATIONS[from as usize..] {
        sqlx::raw_sql(migration).execute(&mut *transaction).await?;
    }
    sqlx::query(&format!("PRAGMA user_version = {VERSION}")).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

async fn version(connection: &mut SqliteConnection) -> Result<u32, Error> {
    Ok(sqlx::query("PRAGMA user_version").fetch_one(connection).await?.try_get::<u32, _>(0)?)
}

fn unopened(error: io::Error) -> Error {
    Error::new(ErrorKind::NotJobs, "it can't be opened").because(error)
}

/// A new file has its name only once its folder is on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
