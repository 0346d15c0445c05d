//! Jobs: what is wanted, and what is known of it.

use musicapi::TaskRef;
use rusqlite::params;
use serde_json::json;

use crate::error::{Error, ErrorKind};
use crate::ledger::NewJob;
use crate::model::identity::Identity;
use crate::model::job::Job;
use crate::model::price::other_work;
use crate::model::scope::Scope;
use crate::sqlite::line::Line;
use crate::sqlite::rows::{self, IS_HELD, STANDS};

pub(crate) fn add(line: &Line, batch: &str, work: &[NewJob]) -> Result<Vec<i64>, Error> {
    let (mut ids, mut faults) = (Vec::new(), Vec::new());
    for new in work {
        match insert(line, batch, new)? {
            Some(id) => ids.push(id),
            None => faults.push(other_work(&new.work.key)),
        }
    }
    if faults.is_empty() { Ok(ids) } else { Err(Error::invalid(faults)) }
}

/// The job's number; none if the batch has other work under its key.
pub(crate) fn insert(line: &Line, batch: &str, NewJob { work, credits }: &NewJob) -> Result<Option<i64>, Error> {
    let (request, note) = (work.request.to_string(), work.note.to_string());
    let Identity { any_model, whole } = Identity::of(&work.operation, &work.request);
    let insert = "INSERT INTO jobs (batch, key, operation, request, credits, note, any_model, whole)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (batch, key) DO NOTHING RETURNING id";
    let values = params![batch, work.key, work.operation, request, credits, note, any_model, whole];
    if let Some(id) = line.one(insert, values, |row| Ok(row.get(0)?))? {
        return Ok(Some(id));
    }
    let same = "SELECT id FROM jobs WHERE batch = ? AND key = ? AND operation = ? AND request = ?";
    line.one(same, params![batch, work.key, work.operation, request], |row| Ok(row.get(0)?))
}

/// Their numbers, which an index holds: no request is read for them.
pub(crate) fn ids(line: &Line, scope: &Scope) -> Result<Vec<i64>, Error> {
    let mut ids: Vec<i64> = match scope {
        Scope::All => line.all(ALL_IDS, [], |row| Ok(row.get(0)?))?,
        Scope::Batch(batch) => line.all("SELECT id FROM jobs WHERE batch = ?", [batch], |row| Ok(row.get(0)?))?,
        Scope::Job(job) => line.all("SELECT id FROM jobs WHERE id = ?", [job], |row| Ok(row.get(0)?))?,
    };
    ids.sort_unstable();
    Ok(ids)
}

pub(crate) const ALL_IDS: &str = "SELECT id FROM jobs";

/// Those of them that are there, the oldest first.
pub(crate) fn some(line: &Line, ids: &[i64], now: i64) -> Result<Vec<Job>, Error> {
    let some = rows::jobs("WHERE j.id IN (SELECT value FROM json_each(?2)) ORDER BY j.id");
    line.all(&some, params![now, json!(ids).to_string()], rows::job)
}

pub(crate) fn of_task(line: &Line, task: &TaskRef, now: i64) -> Result<Option<Job>, Error> {
    let of_task = rows::jobs(
        "WHERE j.id IN (SELECT job FROM submissions WHERE task = ?2) AND s.task = ?2 ORDER BY j.id DESC LIMIT 1",
    );
    line.one(&of_task, params![now, task.to_string()], rows::job)
}

/// What it is is asked once more, since another process may have been faster.
pub(crate) fn resume(line: &Line, job: i64, was_forgotten: bool) -> Result<(), Error> {
    let update = format!(
        "UPDATE jobs SET error = NULL, forgotten = 0, due = CASE
            WHEN NOT ?2 THEN 1
            ELSE coalesce((SELECT CASE state WHEN 'accepted' THEN 2 WHEN 'not_accepted' THEN 1 WHEN 'not_charged' THEN 1
                ELSE 0 END FROM submissions WHERE job = ?1 ORDER BY {STANDS} DESC, number DESC LIMIT 1), 1) END
         WHERE id = ?1 AND due = 0 AND forgotten = ?2
            AND (forgotten OR NOT EXISTS (SELECT 1 FROM submissions WHERE job = ?1 AND {STANDS}))"
    );
    line.execute(&update, params![job, was_forgotten]).map(drop)
}

pub(crate) fn forget(line: &Line, job: i64, now: i64) -> Result<bool, Error> {
    let update = format!("UPDATE jobs AS j SET forgotten = 1, due = 0 WHERE id = ?2 AND NOT {IS_HELD}");
    Ok(line.execute(&update, params![now, job])? > 0)
}

pub(crate) fn service(line: &Line) -> Result<Option<String>, Error> {
    line.one("SELECT base_url FROM service", [], |row| Ok(row.get(0)?))
}

/// Another process may have been faster.
pub(crate) fn bind(line: &Line, base_url: &str) -> Result<String, Error> {
    line.execute("INSERT OR IGNORE INTO service VALUES (1, ?)", [base_url])?;
    service(line)?.ok_or_else(|| Error::new(ErrorKind::Damaged, "it isn't written down which service it is of"))
}
