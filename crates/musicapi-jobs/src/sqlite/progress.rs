//! The progress of jobs: counts and sums, read from counters that triggers keep, so that no count reads all jobs.

use rusqlite::{Row, params};

use crate::error::Error;
use crate::model::call::CallState;
use crate::model::job::State;
use crate::model::progress::Progress;
use crate::model::scope::Scope;
use crate::sqlite::line::Line;
use crate::sqlite::rows::{IS_HELD, OPEN, unsigned};

/// Counts and sums of a scope.
pub(crate) fn progress(line: &Line, scope: &Scope, now: i64) -> Result<Progress, Error> {
    let mut progress = Progress::default();
    match scope {
        Scope::All => {
            let jobs =
                "SELECT nullif(last, ''), due, forgotten, sum(jobs), sum(credits) FROM job_counts GROUP BY 2, 3, 1";
            line.all(jobs, [], |row| count(&mut progress, row, false))?;
            let calls = "SELECT state, sum(credits), sum(unpriced), sum(files) FROM call_counts GROUP BY 1";
            line.all(calls, [], |row| bill(&mut progress, row))?;
            sending(line, None, now, &mut progress)?;
        }
        Scope::Batch(batch) => {
            let jobs = "SELECT nullif(last, ''), due, forgotten, jobs, credits FROM job_counts WHERE batch = ?";
            line.all(jobs, [batch], |row| count(&mut progress, row, false))?;
            let calls = "SELECT state, credits, unpriced, files FROM call_counts WHERE batch = ?";
            line.all(calls, [batch], |row| bill(&mut progress, row))?;
            sending(line, Some(batch), now, &mut progress)?;
        }
        Scope::Job(job) => {
            let jobs =
                format!("SELECT last, due, forgotten, 1, coalesce(credits, 0), {IS_HELD} FROM jobs j WHERE id = ?2");
            line.all(&jobs, params![now, job], |row| {
                let is_held = row.get(5)?;
                count(&mut progress, row, is_held)
            })?;
            let calls = "SELECT state, coalesce(credits, 0), credits IS NULL,
                    (SELECT count(*) FROM json_each(clips) WHERE value ->> '$.file' IS NOT NULL)
                FROM submissions WHERE job = ?";
            line.all(calls, [job], |row| bill(&mut progress, row))?;
        }
    }
    Ok(progress)
}

fn count(progress: &mut Progress, row: &Row<'_>, is_held: bool) -> Result<(), Error> {
    let (jobs, credits) = (unsigned(row.get(3)?), unsigned(row.get(4)?));
    if jobs == 0 {
        return Ok(());
    }
    let state = State::of(row.get(0)?, row.get(1)?, row.get(2)?, is_held);
    *progress.jobs.entry(state).or_default() += jobs;
    if state == State::Waiting {
        progress.to_come += credits;
    }
    Ok(())
}

fn bill(progress: &mut Progress, row: &Row<'_>) -> Result<(), Error> {
    let (state, credits): (CallState, u64) = (row.get(0)?, unsigned(row.get(1)?));
    progress.files += unsigned(row.get(3)?);
    match state {
        CallState::NotAccepted | CallState::NotCharged => return Ok(()),
        CallState::Failed => progress.given_back += credits,
        CallState::Intended | CallState::Unknown => progress.in_doubt += credits,
        CallState::Accepted | CallState::Charged | CallState::Complete => progress.spent += credits,
    }
    progress.unpriced += unsigned(row.get(2)?);
    Ok(())
}

/// Of the calls without a recorded outcome, some are being sent by a process that holds their jobs; there are never many.
fn sending(line: &Line, batch: Option<&str>, now: i64, progress: &mut Progress) -> Result<(), Error> {
    let held = format!(
        "SELECT count(*) FROM submissions s CROSS JOIN jobs j ON j.id = s.job WHERE s.{OPEN} AND s.state = 'intended'
            AND j.due <> 1 AND NOT j.forgotten AND j.last = 'intended' AND (?2 IS NULL OR j.batch = ?2) AND {IS_HELD}"
    );
    let held = unsigned(line.number(&held, params![now, batch])?);
    if held > 0 {
        let doubts = progress.jobs.entry(State::InDoubt).or_default();
        *doubts = doubts.saturating_sub(held);
        if *doubts == 0 {
            progress.jobs.remove(&State::InDoubt);
        }
        progress.jobs.insert(State::Sending, held);
    }
    Ok(())
}
