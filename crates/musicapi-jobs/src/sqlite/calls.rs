//! Paid calls in the file: each is written down before it is sent and after, and what is written here decides about money.

use musicapi::evidence::LATE;
use musicapi::{Entry, Intent, Submission, TaskRef, Verdict};
use rusqlite::params;
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::ledger::{Begun, Call, Claimed, Ending, Failed};
use crate::model::call::{CallState, Due};
use crate::sqlite::line::Line;
use crate::sqlite::rows::{IS_HELD, OPEN, PAID, STANDS, submission, task};
use crate::sqlite::store::milliseconds;

/// Records a call before it is sent. This fails, and nothing is sent, if the job may have been sent before.
pub(crate) fn begin(line: &Line, intent: &Intent, of: Option<&Claimed>, now: i64) -> Result<Begun, Error> {
    if let Some(claimed) = of {
        within_limit(line, claimed, intent)?;
        if let Some(account) = &intent.account {
            let left = turn(line, account, milliseconds(claimed.gap), now)?;
            if left > 0 {
                return Ok(Begun::Later(std::time::Duration::from_millis(left.unsigned_abs())));
            }
            let sent = "INSERT INTO accounts VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET last_create = excluded.last_create";
            line.execute(sent, params![account, now])?;
        }
        let taken = format!(
            "UPDATE jobs AS j SET due = 0, error = NULL WHERE id = ?2 AND holder = ?3 AND due = 1 AND {IS_HELD}"
        );
        if line.execute(&taken, params![now, claimed.job, claimed.holder])? == 0 {
            let text = format!("job {} is no longer this one's to send", claimed.job);
            return Err(Error::new(ErrorKind::NotOurs, text));
        }
    }
    let insert =
        "INSERT INTO submissions (intent, job, operation, fingerprint, at, credits, balance, account, request, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let inserted = line.execute(
        insert,
        params![
            intent.id,
            of.map(|claimed| claimed.job),
            intent.operation,
            intent.fingerprint,
            i64::try_from(intent.at).unwrap_or(i64::MAX),
            intent.credits,
            intent.balance,
            intent.account,
            intent.request.to_string(),
            CallState::Intended,
        ],
    );
    match inserted {
        Err(error) if error.is_second() => {
            Err(Error::new(ErrorKind::NotOurs, "it was sent before; it is not sent again").because(error))
        }
        inserted => inserted.map(|_| Begun::Now),
    }
}

/// How long until the next paid call of an account has its turn, in milliseconds. A turn in the future was written by a clock that was
/// wrong, and makes no caller wait.
pub(crate) fn turn(line: &Line, account: &str, gap: i64, now: i64) -> Result<i64, Error> {
    let last = "SELECT last_create FROM accounts WHERE account = ?";
    let last = line.one(last, [account], |row| Ok(row.get::<_, i64>(0)?))?.filter(|last| *last <= now);
    Ok(last.map_or(0, |last| last.saturating_add(gap).saturating_sub(now).max(0)))
}

/// Checks the limit of the job's batch, which holds for all processes.
fn within_limit(line: &Line, claimed: &Claimed, intent: &Intent) -> Result<(), Error> {
    let limit = "SELECT l.batch, l.credits FROM jobs j JOIN limits l ON l.batch = j.batch WHERE j.id = ?";
    let limit = line.one(limit, [claimed.job], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let Some((batch, limit)) = limit else { return Ok(()) };
    let over = |text: String| Err(Error::new(ErrorKind::OverBudget, text));
    let Some(credits) = intent.credits else {
        return over(format!("its price isn't documented, so the limit of {limit} credits can't be kept"));
    };
    let spent = line.number(&format!("SELECT sum(credits) FROM call_counts WHERE batch = ? AND {PAID}"), [batch])?;
    if spent.saturating_add(credits.into()) > limit {
        return over(format!("it costs {credits}, and {spent} of at most {limit} credits are spent"));
    }
    Ok(())
}

/// Records the outcome of a call.
pub(crate) fn record(line: &Line, entry: &Entry, now: i64) -> Result<(), Error> {
    use CallState::{Charged, Intended, NotAccepted, NotCharged, Unknown};
    match entry {
        Entry::Accepted { intent, task, answer } => {
            accept(line, intent, task.as_ref(), answer, now)?;
            answered(line, intent, false, now)
        }
        Entry::NotAccepted { intent, error } => {
            settle(line, intent, &[Intended, Unknown], NotAccepted, Some(error), Due::Send)?;
            answered(line, intent, false, now)
        }
        Entry::OutcomeUnknown { intent, error, answer } => {
            // The process that sent the call knows more than the balance said meanwhile, unless another call for the job was made since.
            let others = format!(
                "SELECT o.number FROM submissions s JOIN submissions o ON o.job = s.job AND o.number <> s.number
                 WHERE s.intent = ? AND o.{STANDS} LIMIT 1"
            );
            let is_alone = line.one(&others, [intent], |_| Ok(()))?.is_none();
            let from: &[_] = if is_alone { &[Intended, Unknown, NotCharged] } else { &[Intended, Unknown] };
            settle(line, intent, from, Unknown, Some(error), Due::Nothing)?;
            let set = "UPDATE submissions SET answer = ? WHERE intent = ? AND state = 'unknown'";
            line.execute(set, params![answer, intent])?;
            answered(line, intent, true, now)
        }
        Entry::Reconciled { intent, verdict } => {
            let from = &[Intended, Unknown, Charged];
            match verdict {
                Verdict::Charged => settle(line, intent, from, Charged, None, Due::Nothing),
                Verdict::NotCharged => settle(line, intent, from, NotCharged, None, Due::Send),
                Verdict::Undetermined => Ok(()),
            }
        }
        other => Err(Error::new(ErrorKind::Other, format!("an entry that this version doesn't know: {other:?}"))),
    }
}

/// When the outcome of a call became known. A call that was taken for abandoned may have been given up later.
fn answered(line: &Line, intent: &str, is_lost: bool, now: i64) -> Result<(), Error> {
    let answered = "UPDATE submissions
        SET answered = iif(?1, max(coalesce(answered, 0), ?2), coalesce(answered, ?2)) WHERE intent = ?3";
    line.execute(answered, params![is_lost, now, intent]).map(drop)
}

pub(crate) fn adopt(line: &Line, intent: &str, task: &TaskRef, now: i64) -> Result<(), Error> {
    let other = "SELECT job FROM submissions WHERE task = ? AND intent <> ? LIMIT 1";
    let other = line.one(other, params![task.to_string(), intent], |row| Ok(row.get::<_, Option<i64>>(0)?))?;
    if let Some(job) = other {
        let whose = job.map_or_else(|| "another call".to_owned(), |job| format!("job {job}"));
        return Err(Error::new(ErrorKind::WrongState, format!("the task {task} is that of {whose}")));
    }
    accept(line, intent, Some(task), &Value::Null, now)?;
    answered(line, intent, false, now)
}

/// Records that the service accepted a call; a receiver of callbacks may do so later.
fn accept(line: &Line, intent: &str, task: Option<&TaskRef>, answer: &Value, now: i64) -> Result<(), Error> {
    let (state, ended, due) = match task {
        Some(_) => (CallState::Accepted, None, Due::Follow),
        None => (CallState::Complete, Some(now), Due::Nothing),
    };
    let accepted = |job: Option<i64>| {
        let update = "UPDATE submissions SET state = ?, task = ?, answer = ?, error = NULL, ended = ?,
            job = coalesce(?, job), answered = iif(state = 'unknown', answered + ?, answered)
            WHERE intent = ? AND state NOT IN ('complete', 'failed')";
        let task = task.map(TaskRef::to_string);
        // A call that was lost and then found may have been charged late.
        line.execute(update, params![state, task, answer.to_string(), ended, job, milliseconds(LATE), intent])
    };
    let updated = match accepted(None) {
        // The call was wrongly taken for not charged, and sent again: what this one makes is another job's.
        Err(error) if error.is_second() => accepted(Some(copy_of_job(line, intent)?))?,
        updated => updated?,
    };
    if updated == 0 { exists(line, intent) } else { set_due(line, intent, due) }
}

/// What is to be done next with the job of a paid call: nothing if the job was forgotten meanwhile; and it isn't sent again if its batch
/// is without it by now.
fn set_due(line: &Line, intent: &str, due: Due) -> Result<(), Error> {
    let update = "UPDATE jobs SET due = iif(forgotten OR (withdrawn AND ?1 = 1), 0, ?1), error = NULL
        WHERE id = (SELECT job FROM submissions WHERE intent = ?2)";
    line.execute(update, params![due, intent]).map(drop)
}

fn copy_of_job(line: &Line, intent: &str) -> Result<i64, Error> {
    let copy = "INSERT INTO jobs (batch, key, operation, request, credits, note, due)
        SELECT batch, key || ' again ' || ?1, operation, request, credits, note, 0 FROM jobs
        WHERE id = (SELECT job FROM submissions WHERE intent = ?1) RETURNING id";
    line.one(copy, [intent], |row| Ok(row.get(0)?))?.ok_or_else(|| unknown(intent))
}

/// Settles a call whose outcome was open, and says what is to be done with its job. A call that is settled already stays as it is.
fn settle(
    line: &Line,
    intent: &str,
    from: &[CallState],
    to: CallState,
    error: Option<&String>,
    due: Due,
) -> Result<(), Error> {
    let state = line.one("SELECT state FROM submissions WHERE intent = ?", [intent], |row| Ok(row.get(0)?))?;
    if !from.contains(&state.ok_or_else(|| unknown(intent))?) {
        return Ok(());
    }
    let update = "UPDATE submissions SET state = ?, error = coalesce(?, error) WHERE intent = ?";
    line.execute(update, params![to, error, intent])?;
    set_due(line, intent, due)
}

/// A call that was never recorded can't be settled.
fn exists(line: &Line, intent: &str) -> Result<(), Error> {
    let found = line.one("SELECT number FROM submissions WHERE intent = ?", [intent], |_| Ok(()))?;
    found.ok_or_else(|| unknown(intent))
}

fn unknown(intent: &str) -> Error {
    Error::new(ErrorKind::Other, format!("there is no intent {intent}"))
}

pub(crate) fn find(line: &Line, job: Option<i64>, fingerprint: &str) -> Result<Option<Submission>, Error> {
    let select = format!(
        "SELECT * FROM submissions WHERE fingerprint = ?1 AND (?2 IS NULL OR job = ?2) AND {PAID}
         ORDER BY number DESC LIMIT 1"
    );
    line.one(&select, params![fingerprint, job], submission)
}

/// The calls since then, and those before it that were open then, in the order in which they were written down, which shows whether a clock
/// was set back. A plus keeps SQLite from going through all calls of the account, of which there are as many as there are.
pub(crate) fn calls(line: &Line, account: &str, since: i64) -> Result<Vec<Call>, Error> {
    let select = "WITH first AS (SELECT min(number) AS number FROM submissions WHERE account = ?1 AND at >= ?2)
        SELECT intent, operation, at, ended, answered, state, failed_clips, credits, balance FROM submissions
        WHERE number IN (
            SELECT s.number FROM first CROSS JOIN submissions s ON s.number >= first.number AND +s.account = ?1
            UNION SELECT number FROM submissions WHERE state IN ('intended', 'unknown', 'accepted')
            UNION SELECT number FROM submissions WHERE answered >= ?2
            UNION SELECT number FROM submissions WHERE ended >= ?2)
        AND +account = ?1 ORDER BY number";
    line.all(select, params![account, since], |row| {
        Ok(Call {
            intent: row.get(0)?,
            operation: row.get(1)?,
            at: row.get(2)?,
            ended: row.get(3)?,
            answered: row.get(4)?,
            state: row.get(5)?,
            failed_clips: row.get(6)?,
            credits: row.get(7)?,
            balance: row.get(8)?,
        })
    })
}

pub(crate) fn doubt_the_abandoned(line: &Line, now: i64) -> Result<(), Error> {
    let update = format!(
        "UPDATE submissions SET state = 'unknown', answered = ?1, error = 'the process ended before the answer came'
         WHERE number IN (SELECT s.number FROM submissions s CROSS JOIN jobs j ON j.id = s.job
            WHERE s.{OPEN} AND s.state = 'intended' AND NOT {IS_HELD})"
    );
    line.execute(&update, [now]).map(drop)
}

pub(crate) fn seen(line: &Line, job: i64, words: &str, is_made: bool) -> Result<(), Error> {
    let update = "UPDATE submissions SET seen = ?, made = ? WHERE job = ? AND state = 'accepted'";
    line.execute(update, params![words, is_made, job]).map(drop)
}

pub(crate) fn end(line: &Line, task: &TaskRef, ending: &Ending, now: i64) -> Result<(), Error> {
    let state = if ending.failed.is_some() { CallState::Failed } else { CallState::Complete };
    let failed_clips = i64::try_from(ending.failed_clips).unwrap_or(i64::MAX);
    let update = "UPDATE submissions SET state = ?, error = ?, clips = ?, failed_clips = ?, ended = ?
        WHERE task = ? AND state = 'accepted' RETURNING job";
    let values = params![state, ending.failed, ending.clips.to_string(), failed_clips, now, task.to_string()];
    for job in line.all(update, values, |row| Ok(row.get::<_, Option<i64>>(0)?))?.into_iter().flatten() {
        let rest = "UPDATE jobs SET due = 0, error = ?, holder = NULL WHERE id = ?";
        line.execute(rest, params![ending.failed, job])?;
    }
    Ok(())
}

pub(crate) fn failed(line: &Line, job: i64) -> Result<Option<Failed>, Error> {
    let select = "SELECT intent, task, error FROM submissions WHERE job = ? AND state = 'failed' AND task IS NOT NULL
        ORDER BY number DESC LIMIT 1";
    let failed = line.one(select, [job], |row| {
        let error: Option<String> = row.get("error")?;
        Ok((row.get("intent")?, task(row)?, error.unwrap_or_default()))
    })?;
    Ok(failed.and_then(|(intent, task, error)| Some(Failed { intent, task: task?, error })))
}

/// Takes up a task that was recorded as failed and found to exist after all: its job is followed again.
pub(crate) fn revive(line: &Line, holder: &str, job: i64, failed: &Failed) -> Result<bool, Error> {
    let due = "UPDATE jobs SET due = ?, error = NULL WHERE id = ? AND holder = ? AND due = ?
        AND EXISTS (SELECT 1 FROM submissions WHERE intent = ? AND state = ?)";
    let values = params![Due::Follow, job, holder, Due::Send, failed.intent, CallState::Failed];
    if line.execute(due, values)? == 0 {
        return Ok(false);
    }
    let revive =
        "UPDATE submissions SET state = ?, error = NULL, clips = NULL, failed_clips = 0, ended = NULL WHERE intent = ?";
    line.execute(revive, params![CallState::Accepted, failed.intent])?;
    Ok(true)
}
