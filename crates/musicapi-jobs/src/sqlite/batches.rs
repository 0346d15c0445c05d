//! Batches in the file: the jobs they have, their names and their limits.

use std::collections::HashMap;

use rusqlite::params;

use crate::batch::changes::{decide as decided, is_same};
use crate::batch::known::{Asked, Change, Decided, Known, Other, RowChange};
use crate::batch::spec::{BatchSpec, note_digest, once_more};
use crate::error::{Error, ErrorKind, Fault};
use crate::ledger::{NewJob, WorkOnceMore};
use crate::model::call::{CallState, Due};
use crate::model::identity::{Digest, Identity};
use crate::model::plan::{MadeElsewhere, Plan};
use crate::model::price::other_work;
use crate::sqlite::line::Line;
use crate::sqlite::rows::{IS_HELD, STANDS, unsigned};
use crate::sqlite::work::insert;

fn known(line: &Line, batch: &str, now: i64) -> Result<Vec<Known>, Error> {
    /// What is known of a job by its calls.
    #[derive(Default)]
    struct Calls {
        was_sent: bool,
        stands: bool,
        is_done: bool,
        spent: u64,
    }
    let mut calls = HashMap::<i64, Calls>::new();
    let of_batch = "SELECT s.job, s.state, coalesce(s.credits, 0) FROM jobs j CROSS JOIN submissions s ON s.job = j.id WHERE j.batch = ?";
    line.each(of_batch, [batch], |row| {
        let (job, state, credits): (i64, CallState, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let known = calls.entry(job).or_default();
        if !state.is_free() {
            known.was_sent = true;
            known.stands |= state != CallState::Failed;
            known.spent += unsigned(credits);
        }
        known.is_done |= state == CallState::Complete;
        Ok(())
    })?;
    let jobs = format!(
        "SELECT id, key, any_model, whole, note, credits, due, forgotten, withdrawn, {IS_HELD}
         FROM jobs j WHERE batch = ?2 ORDER BY id"
    );
    line.all(&jobs, params![now, batch], |row| {
        let id = row.get(0)?;
        let made = calls.get(&id);
        Ok(Known {
            id,
            key: row.get::<_, String>(1)?.into(),
            identity: Identity { any_model: row.get(2)?, whole: row.get(3)? },
            note: note_digest(&row.get::<_, String>(4)?),
            credits: row.get(5)?,
            to_send: row.get::<_, Due>(6)? == Due::Send,
            forgotten: row.get(7)?,
            withdrawn: row.get(8)?,
            is_held: row.get(9)?,
            has_calls: made.is_some(),
            was_sent: made.is_some_and(|calls| calls.was_sent),
            stands: made.is_some_and(|calls| calls.stands),
            is_done: made.is_some_and(|calls| calls.is_done),
            spent: made.map_or(0, |calls| calls.spent),
        })
    })
}

/// The jobs of other batches that ask for this. Songs that were made one by one are in no batch.
fn others(line: &Line, batch: &str, any_model: &Digest) -> Result<Vec<Other>, Error> {
    let same = format!(
        "SELECT j.batch, j.whole, j.due, j.forgotten OR j.withdrawn, s.state, s.at, s.account
         FROM jobs j LEFT JOIN submissions s ON s.number = (SELECT number FROM submissions
            WHERE job = j.id ORDER BY {STANDS} DESC, number DESC LIMIT 1)
         WHERE j.any_model = ?1 AND j.batch NOT IN ('', ?2) ORDER BY j.id"
    );
    let found = line.all(&same, params![any_model, batch], |row| {
        let (due, is_out, state): (Due, bool, Option<CallState>) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let is_made = state.is_some_and(|state| !state.is_free() && state != CallState::Failed);
        let other = Other {
            batch: row.get(0)?,
            identity: Identity { any_model: *any_model, whole: row.get(1)? },
            is_made,
            at: row.get::<_, Option<i64>>(5)?.map(unsigned),
            account: row.get(6)?,
        };
        Ok((is_made || (due == Due::Send && !is_out)).then_some(other))
    })?;
    Ok(found.into_iter().flatten().collect())
}

pub(crate) fn decide(line: &Line, batch: &str, asked: &Asked, now: i64) -> Result<Decided, Error> {
    let known = known(line, batch, now)?;
    decided(&asked.wanted, &known, |any_model| others(line, batch, any_model), asked.made_elsewhere)
}

pub(crate) fn revise(
    line: &Line,
    batch: &str,
    limit: Option<u64>,
    asked: &Asked,
    work: WorkOnceMore,
    now: i64,
) -> Result<Plan, Error> {
    let Decided { plan, changes, rows } = decide(line, batch, asked, now)?;
    if asked.made_elsewhere == MadeElsewhere::Refuse
        && let Some(other) = plan.elsewhere.first()
    {
        let text = format!("some of it was made in {}, or waits there to be sent", other.batch);
        return Err(Error::new(ErrorKind::MadeElsewhere, text));
    }
    // Keys are freed first, so that the next job that takes one finds it free.
    for change in &changes {
        let (sql, id) = match change {
            Change::FreeKey(id) => ("UPDATE jobs SET key = key || ' until ' || id WHERE id = ?", id),
            Change::SetAsideKey(id) => ("UPDATE jobs SET key = ' ' || id WHERE id = ?", id),
            Change::Delete(id) => ("DELETE FROM jobs WHERE id = ?", id),
            Change::Replace(id) => ("UPDATE jobs SET withdrawn = 1, forgotten = 1, due = 0 WHERE id = ?", id),
            Change::Withdraw(id) => ("UPDATE jobs SET withdrawn = 1, due = iif(due = 1, 0, due) WHERE id = ?", id),
        };
        line.execute(sql, [id])?;
    }
    let mut faults: Vec<Fault> = Vec::new();
    for (index, work) in once_more(&asked.wanted, work).enumerate() {
        let work = work?;
        match rows[index] {
            RowChange::Nothing => {}
            RowChange::Keep { job, renotes } => {
                let note = renotes.then(|| work.note.to_string());
                let keep = "UPDATE jobs SET withdrawn = 0, key = ?1, note = coalesce(?2, note) WHERE id = ?3";
                line.execute(keep, params![work.key, note, job])?;
            }
            RowChange::New => {
                let credits = asked.wanted.rows[index].price;
                let new = NewJob { work, credits };
                if insert(line, batch, &new)?.is_none() {
                    faults.push(other_work(&new.work.key));
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    limit.map(|credits| set_limit(line, batch, credits)).transpose()?;
    Ok(plan)
}

pub(crate) fn set_limit(line: &Line, batch: &str, credits: u64) -> Result<(), Error> {
    let set = "INSERT INTO limits VALUES (?, ?) ON CONFLICT (batch) DO UPDATE SET credits = excluded.credits";
    line.execute(set, params![batch, i64::try_from(credits).unwrap_or(i64::MAX)]).map(drop)
}

pub(crate) fn limit(line: &Line, batch: &str) -> Result<Option<u64>, Error> {
    line.one("SELECT credits FROM limits WHERE batch = ?", [batch], |row| Ok(unsigned(row.get(0)?)))
}

/// The batch by its own name first: after a file was moved away, another one may have taken its old name.
pub(crate) fn named(line: &Line, name: &str) -> Result<Option<String>, Error> {
    if line.one("SELECT 1 FROM jobs WHERE batch = ? LIMIT 1", [name], |_| Ok(()))?.is_some() {
        return Ok(Some(name.to_owned()));
    }
    line.one("SELECT batch FROM batch_names WHERE name = ?", [name], |row| Ok(row.get(0)?))
}

pub(crate) fn names(line: &Line, batch: &str) -> Result<Vec<String>, Error> {
    let names =
        "SELECT name FROM batch_names n WHERE batch = ? AND NOT EXISTS (SELECT 1 FROM jobs WHERE batch = n.name)";
    line.all(names, [batch], |row| Ok(row.get(0)?))
}

pub(crate) fn same(line: &Line, wanted: &BatchSpec, now: i64) -> Result<Option<String>, Error> {
    let Some(first) = wanted.rows.first() else { return Ok(None) };
    let there = "SELECT DISTINCT batch FROM jobs WHERE any_model = ? AND batch <> ''";
    for batch in line.all(there, [first.identity.any_model], |row| Ok(row.get::<_, String>(0)?))? {
        if is_same(wanted, &known(line, &batch, now)?)? {
            return Ok(Some(batch));
        }
    }
    Ok(None)
}

pub(crate) fn call(line: &Line, batch: &str, name: &str, moves: bool, now: i64) -> Result<(), Error> {
    let is_taken = |name: &str| line.one("SELECT 1 FROM jobs WHERE batch = ? LIMIT 1", [name], |_| Ok(()));
    // Another process may have been faster.
    if batch == name || is_taken(name)?.is_some() || is_taken(batch)?.is_none() {
        return Ok(());
    }
    let also = "INSERT INTO batch_names VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET batch = excluded.batch";
    let is_held = format!("SELECT 1 FROM jobs j WHERE batch = ?2 AND holder IS NOT NULL AND {IS_HELD} LIMIT 1");
    if !moves || line.one(&is_held, params![now, batch], |_| Ok(()))?.is_some() {
        return line.execute(also, [name, batch]).map(drop);
    }
    // A batch without jobs has counted to nothing.
    for rename in [
        "DELETE FROM job_counts WHERE batch = ?1",
        "DELETE FROM call_counts WHERE batch = ?1",
        "UPDATE jobs SET batch = ?1 WHERE batch = ?2",
        "UPDATE job_counts SET batch = ?1 WHERE batch = ?2",
        "UPDATE call_counts SET batch = ?1 WHERE batch = ?2",
        "UPDATE OR REPLACE limits SET batch = ?1 WHERE batch = ?2",
        "UPDATE batch_names SET batch = ?1 WHERE batch = ?2",
    ] {
        if rename.starts_with("DELETE") {
            line.execute(rename, [name])?
        } else {
            line.execute(rename, [name, batch])?
        };
    }
    line.execute("DELETE FROM batch_names WHERE name = ?", [name])?;
    line.execute(also, [batch, name]).map(drop)
}

/// Brings old jobs up to date, which were written down without their digests.
pub(crate) fn identify(line: &Line) -> Result<(), Error> {
    let mut last = 0;
    loop {
        let some = "SELECT id, operation, request FROM jobs WHERE id > ? ORDER BY id LIMIT 1000";
        let some: Vec<(i64, String, String)> =
            line.all(some, [last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (id, operation, request) in &some {
            // What can't be read is the same as nothing.
            let request = serde_json::from_str(request).unwrap_or_default();
            let Identity { any_model, whole } = Identity::of(operation, &request);
            line.execute("UPDATE jobs SET any_model = ?, whole = ? WHERE id = ?", params![any_model, whole, id])?;
        }
        match some.last() {
            Some((id, ..)) => last = *id,
            None => return Ok(()),
        }
    }
}
