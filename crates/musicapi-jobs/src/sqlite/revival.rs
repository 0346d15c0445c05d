//! Tasks that were taken for failed: looked at once more before anything is paid again, and taken up if they succeeded after all.

use musicapi::TaskRef;
use sqlx::Row as _;

use crate::error::Error;
use crate::sqlite::connection::{Durable, Store};
use crate::sqlite::submissions;

/// A paid call of a job whose task was taken for failed.
#[derive(Debug, Clone)]
pub(crate) struct Failed {
    pub(crate) intent: String,
    pub(crate) task: TaskRef,
}

/// The last such call of a job; none if none of its tasks failed.
pub(crate) async fn failed(store: &Store, job: i64) -> Result<Option<Failed>, Error> {
    let select = "SELECT * FROM submissions WHERE job = ? AND state = 'failed' AND task IS NOT NULL
        ORDER BY number DESC LIMIT 1";
    let mut reading = store.read().await;
    let row = sqlx::query(select).bind(job).fetch_optional(reading.connection()).await;
    let failed = row.map_err(Error::from).and_then(|row| {
        let Some(row) = row else { return Ok(None) };
        let intent: String = row.try_get("intent")?;
        Ok(submissions::task(&row)?.map(|task| Failed { intent, task }))
    });
    failed.map_err(|error| store.error(error))
}

/// Takes a failed task up again: it is waited for, and nothing is paid. Only by whoever holds the job, and only if it isn't sent yet.
pub(crate) async fn revive(store: &Store, scope: &submissions::Scope, failed: &Failed) -> Result<bool, Error> {
    let mut writing = store.write(Durable::Yes).await?;
    let due = "UPDATE jobs SET due = 2, error = NULL WHERE id = ? AND holder = ? AND due = 1";
    if writing.execute(sqlx::query(due).bind(scope.job).bind(&scope.holder)).await? == 0 {
        return Ok(false);
    }
    let revive = "UPDATE submissions SET state = 'accepted', error = NULL, clips = NULL, failed_clips = 0, ended = NULL
        WHERE intent = ? AND state = 'failed'";
    if writing.execute(sqlx::query(revive).bind(&failed.intent)).await? == 0 {
        return Ok(false);
    }
    writing.commit().await?;
    Ok(true)
}
