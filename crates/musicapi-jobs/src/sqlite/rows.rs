//! Rows of the file as values of this crate, and the words that the file has for states.

use musicapi::{Entry, Intent, Submission, TaskRef, Verdict};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::model::call::{CallState, Due};
use crate::model::identity::Digest;
use crate::model::job::{Job, State};

/// The words of the file for the states of a call.
const WORDS: [(CallState, &str); 8] = [
    (CallState::Intended, "intended"),
    (CallState::Accepted, "accepted"),
    (CallState::NotAccepted, "not_accepted"),
    (CallState::Unknown, "unknown"),
    (CallState::Charged, "charged"),
    (CallState::NotCharged, "not_charged"),
    (CallState::Complete, "complete"),
    (CallState::Failed, "failed"),
];

impl ToSql for CallState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let word = WORDS.iter().find(|(state, _)| state == self).map(|(_, word)| *word);
        Ok(ToSqlOutput::Borrowed(ValueRef::from(word.unwrap_or_default())))
    }
}

impl FromSql for CallState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        let found = WORDS.iter().find(|(_, known)| *known == word);
        found.map(|(state, _)| *state).ok_or_else(|| FromSqlError::Other(format!("no state: {word:?}").into()))
    }
}

impl ToSql for Digest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Digest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: 16, blob_size: bytes.len() })
    }
}

impl ToSql for Due {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let number = match self {
            Self::Nothing => 0_i64,
            Self::Send => 1,
            Self::Follow => 2,
        };
        Ok(number.into())
    }
}

impl FromSql for Due {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(Self::Nothing),
            1 => Ok(Self::Send),
            2 => Ok(Self::Follow),
            other => Err(FromSqlError::OutOfRange(other)),
        }
    }
}

/// Whether the holder of a job `j` is alive, where `?1` is now.
pub(crate) const IS_HELD: &str =
    "EXISTS (SELECT 1 FROM holders h WHERE h.holder = j.holder AND h.until > ?1 AND h.until <= ?1 + h.lease)";

/// Calls that were, or may have been, charged. A task that failed counts too, since a refund isn't seen here.
pub(crate) const PAID: &str = "state NOT IN ('not_accepted', 'not_charged')";

/// Calls that may be charged and aren't refunded: a job has one such call at most.
pub(crate) const STANDS: &str = "state NOT IN ('not_accepted', 'not_charged', 'failed')";

/// Calls that are open. A query for one of these states must have this condition too, in these words: else the index of open calls isn't used.
pub(crate) const OPEN: &str = "state IN ('intended', 'unknown', 'accepted')";

/// Jobs with the paid call that counts: the standing one, of which there is one at most, or else the last. `?1` is now.
pub(crate) fn jobs(rest: &str) -> String {
    format!(
        "SELECT j.id, j.batch, j.key, j.operation AS job_operation, j.request AS job_request,
            j.credits AS job_credits, j.note, j.due, j.forgotten, j.withdrawn, j.error AS job_error, {IS_HELD} AS is_held, s.*
         FROM jobs j LEFT JOIN submissions s ON s.number = (SELECT number FROM submissions
            WHERE job = j.id ORDER BY {STANDS} DESC, number DESC LIMIT 1) {rest}"
    )
}

/// The error of a file with content that this crate never writes.
pub(crate) fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Damaged, "the file holds what this program never writes").because(error)
}

/// A number that can't be negative.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn json(row: &Row<'_>, column: &str) -> Result<Option<Value>, Error> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(damaged)).transpose()
}

/// A row of [`jobs`].
pub(crate) fn job(row: &Row<'_>) -> Result<Job, Error> {
    let call: Option<CallState> = row.get("state")?;
    // The stored answer of any other call may be no JSON at all.
    let is_answered = matches!(call, Some(CallState::Accepted | CallState::Complete | CallState::Failed));
    let error: Option<String> = row.get("job_error")?;
    let clips = json(row, "clips")?.map(serde_json::from_value).transpose().map_err(damaged)?;
    Ok(Job {
        id: row.get("id")?,
        batch: row.get("batch")?,
        key: row.get("key")?,
        operation: row.get("job_operation")?,
        request: json(row, "job_request")?.unwrap_or_default(),
        note: json(row, "note")?.unwrap_or_default(),
        state: State::of(call, row.get("due")?, row.get("forgotten")?, row.get("is_held")?),
        task: task(row)?,
        credits: row.get("job_credits")?,
        seen: row.get("seen")?,
        is_withdrawn: row.get("withdrawn")?,
        is_made: row.get::<_, Option<bool>>("made")?.unwrap_or_default(),
        error: error.or(row.get("error")?),
        answer: if is_answered { json(row, "answer")? } else { None },
        unread: if is_answered { None } else { row.get("answer")? },
        clips: clips.unwrap_or_default(),
        failed_clips: row.get::<_, Option<u32>>("failed_clips")?.unwrap_or_default(),
        intent: call.map(|_| submission(row)).transpose()?.map(|it| it.intent),
    })
}

/// A paid call as the client knows it.
pub(crate) fn submission(row: &Row<'_>) -> Result<Submission, Error> {
    let id: String = row.get("intent")?;
    let error = || row.get::<_, Option<String>>("error").map(Option::unwrap_or_default);
    let outcome = match row.get("state")? {
        CallState::Intended => None,
        CallState::Unknown => {
            Some(Entry::OutcomeUnknown { intent: id.clone(), error: error()?, answer: row.get("answer")? })
        }
        CallState::NotAccepted => Some(Entry::NotAccepted { intent: id.clone(), error: error()? }),
        CallState::Charged => Some(Entry::Reconciled { intent: id.clone(), verdict: Verdict::Charged }),
        CallState::NotCharged => Some(Entry::Reconciled { intent: id.clone(), verdict: Verdict::NotCharged }),
        CallState::Accepted | CallState::Complete | CallState::Failed => {
            let answer = json(row, "answer")?.unwrap_or_default();
            Some(Entry::Accepted { intent: id.clone(), task: task(row)?, answer })
        }
    };
    let intent = Intent {
        id,
        operation: row.get("operation")?,
        fingerprint: row.get("fingerprint")?,
        at: unsigned(row.get("at")?),
        credits: row.get("credits")?,
        balance: row.get("balance")?,
        account: row.get("account")?,
        request: json(row, "request")?.unwrap_or_default(),
    };
    Ok(Submission { intent, outcome })
}

/// The task of a row, if it has one.
pub(crate) fn task(row: &Row<'_>) -> Result<Option<TaskRef>, Error> {
    row.get::<_, Option<String>>("task")?.map(|task| task.parse().map_err(damaged)).transpose()
}
