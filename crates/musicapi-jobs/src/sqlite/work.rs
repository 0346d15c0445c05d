//! Jobs and batches: what is wanted, and what is known of it.

use std::collections::HashMap;

use musicapi::TaskRef;
use rusqlite::params;

use crate::batch::Plan;
use crate::error::{Error, ErrorKind};
use crate::jobs::other_work;
use crate::ledger::{Change, Known, NewJob, Revise};
use crate::model::call::{CallState, Due};
use crate::model::job::Job;
use crate::model::scope::Scope;
use crate::sqlite::line::Line;
use crate::sqlite::rows::{self, IS_HELD, STANDS, unsigned};

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
fn insert(line: &Line, batch: &str, NewJob { work, credits }: &NewJob) -> Result<Option<i64>, Error> {
    let (request, note) = (work.request.to_string(), work.note.to_string());
    let insert = "INSERT INTO jobs (batch, key, operation, request, credits, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (batch, key) DO NOTHING RETURNING id";
    let values = params![batch, work.key, work.operation, request, credits, note];
    if let Some(id) = line.one(insert, values, |row| Ok(row.get(0)?))? {
        return Ok(Some(id));
    }
    let same = "SELECT id FROM jobs WHERE batch = ? AND key = ? AND operation = ? AND request = ?";
    line.one(same, params![batch, work.key, work.operation, request], |row| Ok(row.get(0)?))
}

pub(crate) fn known(line: &Line, batch: &str, now: i64) -> Result<Vec<Known>, Error> {
    /// What is known of a job by its calls.
    #[derive(Default)]
    struct Calls {
        was_sent: bool,
        is_done: bool,
        spent: u64,
    }
    let mut calls = HashMap::<i64, Calls>::new();
    let of_batch = "SELECT s.job, s.state, coalesce(s.credits, 0) FROM jobs j CROSS JOIN submissions s ON s.job = j.id WHERE j.batch = ?";
    line.all(of_batch, [batch], |row| {
        let (job, state, credits): (i64, CallState, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let known = calls.entry(job).or_default();
        if !state.is_free() {
            known.was_sent = true;
            known.spent += unsigned(credits);
        }
        known.is_done |= state == CallState::Complete;
        Ok(())
    })?;
    let jobs = format!(
        "SELECT id, key, operation, request, note, credits, due, forgotten, withdrawn, {IS_HELD}
         FROM jobs j WHERE batch = ?2 ORDER BY id"
    );
    line.all(&jobs, params![now, batch], |row| {
        let id = row.get(0)?;
        let made = calls.get(&id);
        Ok(Known {
            id,
            key: row.get(1)?,
            operation: row.get(2)?,
            request: row.get(3)?,
            note: row.get(4)?,
            credits: row.get(5)?,
            to_send: row.get::<_, Due>(6)? == Due::Send,
            forgotten: row.get(7)?,
            withdrawn: row.get(8)?,
            is_held: row.get(9)?,
            has_calls: made.is_some(),
            was_sent: made.is_some_and(|calls| calls.was_sent),
            is_done: made.is_some_and(|calls| calls.is_done),
            spent: made.map_or(0, |calls| calls.spent),
        })
    })
}

pub(crate) fn revise(line: &Line, batch: &str, limit: Option<u64>, revise: Revise, now: i64) -> Result<Plan, Error> {
    let revision = revise(&known(line, batch, now)?)?;
    for change in &revision.changes {
        match change {
            Change::Delete(id) => line.execute("DELETE FROM jobs WHERE id = ?", [id])?,
            Change::Replace(id) => {
                let replace = "UPDATE jobs SET key = key || ' until ' || id, forgotten = 1, due = 0 WHERE id = ?";
                line.execute(replace, [id])?
            }
            Change::Withdraw(id) => {
                line.execute("UPDATE jobs SET withdrawn = 1, due = iif(due = 1, 0, due) WHERE id = ?", [id])?
            }
            Change::Keep(id, note) => {
                line.execute("UPDATE jobs SET withdrawn = 0, note = ? WHERE id = ?", params![note, id])?
            }
        };
    }
    add(line, batch, &revision.new)?;
    limit.map(|credits| set_limit(line, batch, credits)).transpose()?;
    Ok(revision.plan)
}

pub(crate) fn set_limit(line: &Line, batch: &str, credits: u64) -> Result<(), Error> {
    let set = "INSERT INTO limits VALUES (?, ?) ON CONFLICT (batch) DO UPDATE SET credits = excluded.credits";
    line.execute(set, params![batch, i64::try_from(credits).unwrap_or(i64::MAX)]).map(drop)
}

pub(crate) fn limit(line: &Line, batch: &str) -> Result<Option<u64>, Error> {
    line.one("SELECT credits FROM limits WHERE batch = ?", [batch], |row| Ok(unsigned(row.get(0)?)))
}

pub(crate) fn list(line: &Line, scope: &Scope, now: i64) -> Result<Vec<Job>, Error> {
    match scope {
        Scope::All => line.all(&rows::jobs("ORDER BY j.id"), [now], rows::job),
        Scope::Batch(batch) => {
            line.all(&rows::jobs("WHERE j.batch = ?2 ORDER BY j.id"), params![now, batch], rows::job)
        }
        Scope::Job(job) => line.all(&rows::jobs("WHERE j.id = ?2"), params![now, job], rows::job),
    }
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
