//! Make a file, open it, and check it as far as that takes constant time.
//!
//! Only SQLite ever opens a handle of the file. POSIX drops *all* locks that a process has on a file when it closes *any* descriptor of
//! it: a mere read of the file would let another process take itself for the last one, and delete the log that this one writes to. All
//! else is known from `stat` and from the names in the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempPath;

use crate::error::{Error, ErrorKind};
use crate::sqlite::batches;
use crate::sqlite::line::{Durable, Line};
use crate::sqlite::rows::unsigned;

/// The migrations from each version of a file to the next. A migration that was released stays as it is.
const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
];

/// The version of the file that this crate writes.
const VERSION: u32 = MIGRATIONS.len() as u32;

/// Since this version jobs have digests of their requests, which SQL alone can't compute.
const IDENTIFIED: u32 = 5;

/// Marks the file as one of this crate: "MAJo".
const APPLICATION: u32 = 0x4d41_4a6f;

/// The ending of a file's name until it is whole.
const UNMADE: &str = ".musicapi-jobs-";

/// No process takes this long to make a file: one that began it before is gone.
const LONGEST_MAKING: Duration = Duration::from_secs(60 * 60);

/// The access to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Write, and make the file if it is missing.
    Write,
    /// Read only, whoever owns the file and wherever it is.
    Read,
}

/// The identity of a file, which is the same under each of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let stat = fs::metadata(path).ok()?;
            Some(Self((stat.dev(), stat.ino())))
        }
        #[cfg(not(unix))]
        fs::canonicalize(path).ok().map(Self)
    }
}

/// Opens it. `is_known` says that this process has it open in another way.
pub(crate) fn open(path: &Path, access: Access, patience: Duration, is_known: bool) -> Result<Line, Error> {
    let not_one = |text: &str| Error::new(ErrorKind::NotJobs, format!("{text}; it was left as it is"));
    match fs::metadata(path) {
        Ok(stat) if !stat.is_file() => return Err(not_one("it is no file")),
        // A new file gets its name only once it is whole. And SQLite would delete the log of an empty one.
        Ok(stat) if stat.len() == 0 => return Err(not_one("it is empty, so it is no file of jobs, or was cut short")),
        // The least that a database can be.
        Ok(stat) if stat.len() < 512 => return Err(not_one("it is no file of jobs, or was cut short")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound && access == Access::Write => create(path)?,
        Err(error) => return Err(unopened(error)),
    }
    match access {
        Access::Write => {
            clear(folder_of(path));
            let line = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)?;
            // What is no file of jobs is left as it is, its log too.
            line.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            check(path, &line)?;
            migrate(&line)?;
            line.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
            Ok(line)
        }
        Access::Read => only_read(path, patience, is_known),
    }
}

fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Line, Error> {
    prepared(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?, patience)
}

fn prepared(connection: Connection, patience: Duration) -> Result<Line, Error> {
    connection.busy_timeout(patience)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    Ok(Line::new(connection))
}

/// Opens a file without the right to write. If there is a log, SQLite still wants to write: it keeps an index of the log in a file beside
/// it. If that isn't there and can't be made, as in a read-only folder or on a full disk, no other process has the file open; then the
/// index is kept in memory, and no lock is needed.
fn only_read(path: &Path, patience: Duration, is_known: bool) -> Result<Line, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let shared = connect(path, flags, patience).and_then(|line| {
        check(path, &line)?;
        Ok(line)
    });
    let line = match shared {
        Ok(line) => line,
        // Other users of the file in this process would lose their locks.
        Err(error) if !is_known && wants_to_write(&error) && length(&beside(path, "-shm")) == 0 => {
            let line = alone(path, patience)?;
            check(path, &line)?;
            line
        }
        Err(error) => return Err(error),
    };
    if version(&line)? == VERSION {
        return Ok(line);
    }
    // It can't be migrated in place.
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(&line.connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
    let copy = prepared(copy, patience)?;
    migrate(&copy)?;
    // Changes to the copy would be lost.
    copy.run("PRAGMA query_only = ON")?;
    Ok(copy)
}

fn wants_to_write(error: &Error) -> bool {
    use ErrorKind::{Disk, NotJobs, Other, ReadOnly};
    matches!(error.kind(), Disk | NotJobs | Other | ReadOnly) && error.code().is_some_and(|code| code & 0xff != 26)
}

/// Opens a file as its only user, without locks.
fn alone(path: &Path, patience: Duration) -> Result<Line, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    #[cfg(unix)]
    if length(&beside(path, "-wal")) > 0 {
        let line = prepared(Connection::open_with_flags_and_vfs(path, flags, c"unix-none")?, patience)?;
        line.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        line.run("PRAGMA locking_mode = EXCLUSIVE")?;
        return Ok(line);
    }
    // Without a log the file itself has everything.
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => address.push(char::from(*byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address.push_str("?immutable=1");
    prepared(Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?, patience)
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |stat| stat.len())
}

/// The path of a file beside it.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Refuses a file that is no file of jobs, is of a newer version, or was cut short.
fn check(path: &Path, line: &Line) -> Result<(), Error> {
    let application = line.one("PRAGMA application_id", [], |row| Ok(row.get::<_, u32>(0)?));
    let application = application.map_err(|error| match error.code() {
        Some(26) => Error::new(ErrorKind::NotJobs, "it is no file of jobs, or was cut short; it was left as it is"),
        _ => error,
    })?;
    if application != Some(APPLICATION) {
        let text = "it is a database of another program; it was left as it is";
        return Err(Error::new(ErrorKind::NotJobs, text));
    }
    let found = version(line)?;
    if found > VERSION {
        let text = format!(
            "it is of version {found}, and this program knows versions up to {VERSION}: use a newer one; \
             it was left as it is"
        );
        return Err(Error::new(ErrorKind::Newer, text));
    }
    is_long_enough(path, line)
}

/// Compares the length of the file with what it should be. Pages may still be in the log, but no more than fit into it.
fn is_long_enough(path: &Path, line: &Line) -> Result<(), Error> {
    let number = |sql: &str| line.number(sql, []).map(unsigned);
    let (pages, size) = (number("PRAGMA page_count")?, number("PRAGMA page_size")?.max(1));
    let (there, log) = (length(path), length(&beside(path, "-wal")));
    let in_log = log.saturating_sub(32) / (size + 24);
    let missing = pages.saturating_sub(there / size);
    if missing > in_log {
        let text = format!(
            "it was cut short: {pages} pages of {size} bytes don't fit into {there} bytes; it was left as it is"
        );
        return Err(Error::new(ErrorKind::Damaged, text));
    }
    Ok(())
}

/// Makes a file, which gets its name only once it is whole. Only its owner can read it, since it has requests and answers.
fn create(path: &Path) -> Result<(), Error> {
    let folder = folder_of(path);
    let unmade = |error: io::Error| {
        let kind = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ErrorKind::NotJobs,
            _ => ErrorKind::Disk,
        };
        Error::new(kind, "the file of jobs can't be made").because(error)
    };
    // Its handle is closed before SQLite knows it. It belongs to nobody else before it has its name.
    let new = tempfile::Builder::new().prefix(UNMADE).tempfile_in(folder).map_err(unmade)?.into_temp_path();
    make(&new)?;
    match new.persist_noclobber(path) {
        Ok(()) => sync_folder(folder).map_err(unmade),
        // Another process was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(unmade(error.error)),
    }
}

fn make(new: &TempPath) -> Result<(), Error> {
    let line = connect(new, OpenFlags::SQLITE_OPEN_READ_WRITE, Duration::ZERO)?;
    line.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")?;
    line.run(&format!("PRAGMA application_id = {APPLICATION}"))?;
    migrate(&line)?;
    line.connection.close().map_err(|(_, error)| error.into())
}

/// Removes what processes left that were killed while they made a file. What can't be removed does no harm.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(UNMADE) {
            continue;
        }
        let changed = entry.metadata().and_then(|stat| stat.modified());
        let age = changed.ok().and_then(|changed| SystemTime::now().duration_since(changed).ok());
        if age.is_some_and(|age| age > LONGEST_MAKING) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Migrates a file to the current version.
fn migrate(line: &Line) -> Result<(), Error> {
    if version(line)? == VERSION {
        return Ok(());
    }
    line.begin(Durable::Yes)?;
    let migrated = (|| {
        // Another process may have been faster.
        let from = version(line)?.min(VERSION);
        for migration in &MIGRATIONS[from as usize..] {
            line.run(migration)?;
        }
        if from < IDENTIFIED {
            batches::identify(line)?;
        }
        line.run(&format!("PRAGMA user_version = {VERSION}; COMMIT"))
    })();
    line.roll_back();
    migrated
}

fn version(line: &Line) -> Result<u32, Error> {
    let version = line.one("PRAGMA user_version", [], |row| Ok(row.get::<_, i64>(0)?))?;
    Ok(version.and_then(|version| u32::try_from(version).ok()).unwrap_or_default())
}

fn unopened(error: io::Error) -> Error {
    Error::new(ErrorKind::NotJobs, "it can't be opened").because(error)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Syncs the folder: only then does a new file keep its name after a crash.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    #[cfg(test)]
    SYNCED.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(folder.to_owned());
    Ok(())
}

/// The folders that were synced, for tests.
#[cfg(test)]
pub(crate) static SYNCED: std::sync::Mutex<Vec<PathBuf>> = std::sync::Mutex::new(Vec::new());
