//! Claims: which process works on which job. A claim is taken by compare-and-set, kept by a lease, and free for others once the lease has
//! run out. Nothing here decides about money: that a job isn't sent twice is decided in `calls`.
//!
//! A job names its holder, and the holder has the lease, so a renewal writes one row. Free jobs have an index of their own, so the search
//! for one never reads those that are held.

use std::time::Duration;

use rusqlite::params;

use crate::error::Error;
use crate::ledger::{Claim, Taken};
use crate::model::call::Due;
use crate::model::closed::Closed;
use crate::model::scope::{SINGLE, Scope};
use crate::sqlite::line::Line;
use crate::sqlite::rows::{IS_HELD, damaged, unsigned};
use crate::sqlite::store::milliseconds;

/// How many jobs of a dead holder are freed at a time.
const FREED_TOGETHER: i64 = 1000;

pub(crate) fn take(line: &Line, claim: &Claim, closed: &Closed, most: usize, now: i64) -> Result<Vec<Taken>, Error> {
    let closed = &of_scope(claim, closed);
    free_the_dead(line, &claim.holder, now)?;
    let mut taken = Vec::new();
    for due in [Due::Follow, Due::Send] {
        for job in free(line, claim, closed, due, most.saturating_sub(taken.len()))? {
            // A change has the file to itself, so no other process has taken the job since.
            let take = "UPDATE jobs SET holder = ?1 WHERE id = ?2 AND holder IS NULL
                RETURNING id, batch, operation, request, due";
            let row = line.one(take, params![claim.holder, job], |row| {
                let request: String = row.get(3)?;
                let request = serde_json::from_str(&request).map_err(damaged)?;
                Ok(Taken { id: row.get(0)?, batch: row.get(1)?, operation: row.get(2)?, request, due: row.get(4)? })
            })?;
            taken.extend(row);
        }
    }
    if !taken.is_empty() {
        renew(line, claim, now)?;
    }
    Ok(taken)
}

/// What isn't sent: the closed batches, and by a run of all jobs what stands alone.
fn of_scope(claim: &Claim, closed: &Closed) -> Closed {
    let mut closed = closed.clone();
    if claim.scope == Scope::All {
        closed.close(Some(SINGLE));
    }
    closed
}

/// The jobs without a holder, the oldest of each batch first.
fn free(line: &Line, claim: &Claim, closed: &Closed, due: Due, most: usize) -> Result<Vec<i64>, Error> {
    let (most, mut free) = (i64::try_from(most).unwrap_or(i64::MAX), Vec::new());
    if most == 0 || (due == Due::Send && closed.everything()) {
        return Ok(free);
    }
    let is_open = |batch: &str| due == Due::Follow || !closed.holds(batch);
    match &claim.scope {
        Scope::Job(job) => {
            let one = "SELECT id, batch FROM jobs WHERE id = ? AND due = ? AND holder IS NULL";
            let one = line.one(one, params![job, due], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            free.extend(one.filter(|(_, batch)| is_open(batch)).map(|(job, _)| job));
        }
        scope => {
            let batches = match scope {
                Scope::Batch(batch) => vec![batch.clone()],
                _ => {
                    let batches = "SELECT DISTINCT batch FROM job_counts WHERE due = ? AND jobs > 0";
                    line.all(batches, [due], |row| Ok(row.get(0)?))?
                }
            };
            for batch in batches.iter().filter(|batch| is_open(batch)) {
                let next = "SELECT id FROM jobs WHERE due = ?1 AND due > 0 AND batch = ?2 AND holder IS NULL ORDER BY id LIMIT ?3";
                let left = most.saturating_sub(i64::try_from(free.len()).unwrap_or(i64::MAX));
                if left == 0 {
                    break;
                }
                free.extend(line.all(next, params![due, batch, left], |row| Ok(row.get::<_, i64>(0)?))?);
            }
        }
    }
    Ok(free)
}

/// Frees the jobs of holders whose lease has run out, or ends later than any lease can.
fn free_the_dead(line: &Line, but: &str, now: i64) -> Result<(), Error> {
    let dead = "SELECT holder FROM holders WHERE holder <> ?1 AND (until <= ?2 OR until > ?2 + lease)";
    for holder in line.all(dead, params![but, now], |row| Ok(row.get::<_, String>(0)?))? {
        let some = "UPDATE jobs SET holder = NULL WHERE id IN (SELECT id FROM jobs WHERE holder = ? LIMIT ?)";
        if line.execute(some, params![holder, FREED_TOGETHER])? < usize::try_from(FREED_TOGETHER).unwrap_or(0) {
            line.execute("DELETE FROM holders WHERE holder = ?", [holder])?;
        }
    }
    Ok(())
}

pub(crate) fn renew(line: &Line, claim: &Claim, now: i64) -> Result<(), Error> {
    let renew = "INSERT INTO holders VALUES (?1, ?2 + ?3, ?3)
        ON CONFLICT (holder) DO UPDATE SET until = excluded.until, lease = excluded.lease";
    line.execute(renew, params![claim.holder, now, milliseconds(claim.lease)]).map(drop)
}

pub(crate) fn release(line: &Line, claim: &Claim, job: Option<i64>) -> Result<(), Error> {
    match job {
        Some(job) => {
            line.execute("UPDATE jobs SET holder = NULL WHERE id = ? AND holder = ?", params![job, claim.holder])?;
        }
        None => {
            line.execute("UPDATE jobs SET holder = NULL WHERE holder = ?", [&claim.holder])?;
            line.execute("DELETE FROM holders WHERE holder = ?", [&claim.holder])?;
        }
    }
    Ok(())
}

pub(crate) fn rest(line: &Line, claim: &Claim, job: i64, error: &str) -> Result<(), Error> {
    let rest = "UPDATE jobs SET due = iif(due = 2, 2, 0), error = ?1, holder = NULL WHERE id = ?2 AND holder = ?3";
    line.execute(rest, params![error, job, claim.holder]).map(drop)
}

pub(crate) fn set_aside(line: &Line, claim: &Claim, job: i64, error: &str) -> Result<(), Error> {
    line.execute("UPDATE jobs SET error = ? WHERE id = ? AND holder = ?", params![error, job, claim.holder]).map(drop)
}

pub(crate) fn others(line: &Line, claim: &Claim, closed: &Closed, now: i64) -> Result<Option<Duration>, Error> {
    let closed = &of_scope(claim, closed);
    for due in [Due::Follow, Due::Send] {
        if !free(line, claim, closed, due, 1)?.is_empty() {
            return Ok(Some(Duration::ZERO));
        }
    }
    let (batch, job) = match &claim.scope {
        Scope::All => (None, None),
        Scope::Batch(batch) => (Some(batch), None),
        Scope::Job(job) => (None, Some(job)),
    };
    let least = if closed.everything() { Due::Follow } else { Due::Send };
    let others = format!(
        "SELECT min(h.until) FROM holders h WHERE h.holder <> ?2 AND EXISTS (SELECT 1 FROM jobs j WHERE j.holder = h.holder
            AND (?3 IS NULL OR j.batch = ?3) AND (?4 IS NULL OR j.id = ?4)
            AND ((j.due >= ?5 AND (j.due = 2 OR j.batch NOT IN (SELECT value FROM json_each(?6))))
                OR ((j.due = 1 OR j.last = 'intended') AND {IS_HELD})))"
    );
    let values = params![now, claim.holder, batch, job, least, closed.batches()];
    let until = line.one(&others, values, |row| Ok(row.get::<_, Option<i64>>(0)?))?.flatten();
    // A lease that ends too far ahead is void: its jobs are free at once.
    Ok(until.map(|until| Duration::from_millis(unsigned(until.saturating_sub(now)))))
}
