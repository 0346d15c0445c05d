//! Check a whole file, copy it, and prune what is long over.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{OpenFlags, params};

use crate::error::{Error, ErrorKind};
use crate::model::health::Pruned;
use crate::sqlite::file::sync_folder;
use crate::sqlite::line::Line;
use crate::sqlite::rows::unsigned;

/// Everything that SQLite finds wrong.
pub(crate) fn faults(line: &Line) -> Result<Vec<String>, Error> {
    let mut faults = line.all("PRAGMA integrity_check", [], |row| Ok(row.get::<_, String>(0)?))?;
    faults.retain(|fault| fault != "ok");
    let orphans = line.all("PRAGMA foreign_key_check", [], |row| Ok(row.get::<_, String>(0)?))?;
    faults.extend(orphans.iter().map(|table| format!("a row of {table} belongs to none")));
    Ok(faults)
}

/// Writes a copy, which gets its name only once it is whole.
pub(crate) fn copy_to(line: &Line, path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unmade = |error: io::Error| {
        let kind = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            _ => ErrorKind::Disk,
        };
        Error::new(kind, format!("the copy {} can't be made", path.display())).because(error)
    };
    if fs::symlink_metadata(path).is_ok() {
        return Err(Error::new(ErrorKind::WrongState, format!("{} is there already", path.display())));
    }
    let new = tempfile::Builder::new().prefix(".musicapi-jobs-").tempfile_in(folder).map_err(unmade)?.into_temp_path();
    let mut copy = rusqlite::Connection::open_with_flags(&new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    rusqlite::backup::Backup::new(&line.connection, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    copy.close().map_err(|(_, error)| Error::from(error))?;
    fs::File::open(&new).and_then(|file| file.sync_all()).map_err(unmade)?;
    new.persist_noclobber(path).map_err(|error| unmade(error.error))?;
    sync_folder(folder).map_err(unmade)
}

/// Jobs that are over: their last call was made before `?1`, nothing is to be done about them, and none of their calls is open.
const OVER: &str = "j.due = 0 AND j.holder IS NULL AND EXISTS (SELECT 1 FROM submissions WHERE job = j.id)
    AND NOT EXISTS (SELECT 1 FROM submissions WHERE job = j.id
        AND (state IN ('intended', 'unknown', 'charged', 'accepted') OR at >= ?1 OR coalesce(ended, 0) >= ?1))";

/// What a batch needs no more of a call. An answer without a task is all that was paid for.
const SPENT: &str = "(answer IS NOT NULL AND task IS NOT NULL OR clips IS NOT NULL OR seen IS NOT NULL)";

/// Songs that were made one by one belong to no batch, and are removed entirely: their files are elsewhere. An answer without a task isn't.
const STANDS_ALONE: &str = "(j.batch = ''
    AND NOT EXISTS (SELECT 1 FROM submissions WHERE job = j.id AND answer IS NOT NULL AND task IS NULL))";

pub(crate) fn prune(line: &Line, before: i64, only_asked: bool) -> Result<Pruned, Error> {
    let emptied = &format!("EXISTS (SELECT 1 FROM submissions WHERE job = j.id AND {SPENT})");
    let count = |which: &str| {
        let count = format!("SELECT count(*) FROM jobs j WHERE {which} AND {OVER}");
        line.number(&count, [before]).map(unsigned)
    };
    let credits = format!(
        "SELECT sum(s.credits) FROM jobs j JOIN submissions s ON s.job = j.id
         WHERE s.state NOT IN ('not_accepted', 'not_charged') AND ({STANDS_ALONE} OR {emptied}) AND {OVER}"
    );
    let pruned = Pruned {
        jobs: count(STANDS_ALONE)?,
        emptied: count(&format!("NOT {STANDS_ALONE} AND {emptied}"))?,
        credits: unsigned(line.number(&credits, [before])?),
    };
    if only_asked {
        return Ok(pruned);
    }
    // The bill as it is, which stays.
    line.run(
        "CREATE TEMP TABLE job_counts_kept AS SELECT * FROM job_counts;
         CREATE TEMP TABLE call_counts_kept AS SELECT * FROM call_counts",
    )?;
    line.execute(
        &format!(
            "UPDATE submissions SET answer = iif(task IS NULL, answer, NULL), clips = NULL, seen = NULL
             WHERE job IN (SELECT j.id FROM jobs j WHERE NOT {STANDS_ALONE} AND {OVER})"
        ),
        params![before],
    )?;
    let gone = format!("SELECT j.id FROM jobs j WHERE {STANDS_ALONE} AND {OVER}");
    line.run("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")?;
    line.execute(&format!("INSERT INTO temp.gone {gone}"), params![before])?;
    line.run(
        "DELETE FROM submissions WHERE job IN (SELECT id FROM temp.gone);
         DELETE FROM jobs WHERE id IN (SELECT id FROM temp.gone);
         DELETE FROM job_counts; INSERT INTO job_counts SELECT * FROM temp.job_counts_kept;
         DELETE FROM call_counts; INSERT INTO call_counts SELECT * FROM temp.call_counts_kept;
         DROP TABLE temp.gone; DROP TABLE temp.job_counts_kept; DROP TABLE temp.call_counts_kept",
    )?;
    Ok(pruned)
}
