//! Handing out work: leases that are taken by compare-and-set, renewed, and run out. Nothing here decides about money.

use std::time::Duration;

use serde_json::Value;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::error::Error;
use crate::sqlite::connection::{Durable, Query, Store, milliseconds};
use crate::sqlite::submissions;
use crate::worker::gate::Closed;
use crate::worker::run::Scope;

/// A job that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) id: i64,
    pub(crate) batch: String,
    pub(crate) operation: String,
    pub(crate) request: Value,
    /// Whether it is to be sent; else it is to be waited for.
    pub(crate) to_send: bool,
}

impl Taken {
    fn of(row: &SqliteRow) -> Result<Self, Error> {
        let request: String = row.try_get("request")?;
        Ok(Self {
            id: row.try_get("id")?,
            batch: row.try_get("batch")?,
            operation: row.try_get("operation")?,
            request: serde_json::from_str(&request).map_err(submissions::damaged)?,
            to_send: row.try_get::<i64, _>("due")? == 1,
        })
    }
}

/// One who takes jobs.
#[derive(Clone)]
pub(crate) struct Queue {
    pub(crate) store: Store,
    /// Another one for each run.
    pub(crate) holder: String,
    pub(crate) lease: Duration,
    pub(crate) scope: Scope,
}

impl Queue {
    /// Takes the next jobs, at most so many and first those that are paid for; none if nothing is free.
    pub(crate) async fn take(&self, closed: &Closed, most: usize) -> Result<Vec<Taken>, Error> {
        let update = "UPDATE jobs SET holder = ?1, held_until = ?2
            WHERE id IN (
                SELECT id FROM jobs WHERE due >= ?3 AND due > 0
                AND (?4 IS NULL OR batch = ?4) AND (?5 IS NULL OR id = ?5)
                AND (due = 2 OR batch NOT IN (SELECT value FROM json_each(?8)))
                AND (holder IS NULL OR (held_until <= ?6 AND holder <> ?1))
                ORDER BY due DESC, id LIMIT ?7)
            RETURNING id, batch, operation, request, due";
        let now = self.store.now();
        let mut writing = self.store.write(Durable::No).await?;
        let rows = sqlx::query(update)
            .bind(&self.holder)
            .bind(now.saturating_add(milliseconds(self.lease)))
            .bind(least_due(closed))
            .bind(self.scope.batch())
            .bind(self.scope.job())
            .bind(now)
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .bind(closed.batches())
            .fetch_all(writing.connection()?)
            .await
            .map_err(|error| self.store.error(error))?;
        writing.commit().await?;
        let taken = rows.iter().map(|row| Taken::of(row).map_err(|error| self.store.error(error)));
        let mut taken = taken.collect::<Result<Vec<_>, _>>()?;
        // They come in any order.
        taken.sort_by_key(|taken| (taken.to_send, taken.id));
        Ok(taken)
    }

    /// Keeps all that was taken for another while.
    pub(crate) async fn renew(&self) -> Result<(), Error> {
        let until = self.store.now().saturating_add(milliseconds(self.lease));
        let update = sqlx::query("UPDATE jobs SET held_until = ? WHERE holder = ?").bind(until).bind(&self.holder);
        self.write(update).await
    }

    /// Gives a job back.
    pub(crate) async fn release(&self, job: i64) -> Result<(), Error> {
        let update =
            sqlx::query("UPDATE jobs SET holder = NULL WHERE id = ? AND holder = ?").bind(job).bind(&self.holder);
        self.write(update).await
    }

    /// Gives all back.
    pub(crate) async fn release_all(&self) -> Result<(), Error> {
        self.write(sqlx::query("UPDATE jobs SET holder = NULL WHERE holder = ?").bind(&self.holder)).await
    }

    /// Lets a job rest until somebody asks for it again. What is paid for is waited for all the same.
    pub(crate) async fn rest(&self, job: i64, error: &str) -> Result<(), Error> {
        let update = "UPDATE jobs SET due = iif(due = 2, 2, 0), error = ?, holder = NULL WHERE id = ? AND holder = ?";
        let update = sqlx::query(update);
        self.write(update.bind(error).bind(job).bind(&self.holder)).await
    }

    /// Notes why a job didn't get on. It stays due, and held: this run does nothing more about it.
    pub(crate) async fn set_aside(&self, job: i64, error: &str) -> Result<(), Error> {
        let update = sqlx::query("UPDATE jobs SET error = ? WHERE id = ? AND holder = ?");
        self.write(update.bind(error).bind(job).bind(&self.holder)).await
    }

    /// How long until there may be something to take; none if nobody else has what is to be done, or may have sent it.
    pub(crate) async fn others(&self, closed: &Closed) -> Result<Option<Duration>, Error> {
        let select = "SELECT min(CASE WHEN holder IS NULL THEN 0 ELSE held_until END) FROM jobs j
            WHERE (holder IS NULL OR holder <> ?1) AND (?2 IS NULL OR batch = ?2) AND (?3 IS NULL OR id = ?3)
            AND ((due >= ?4 AND (due = 2 OR batch NOT IN (SELECT value FROM json_each(?6)))) OR (holder IS NOT NULL AND held_until > ?5 AND (due = 1
                OR EXISTS (SELECT 1 FROM submissions s WHERE s.job = j.id AND s.state = 'intended'))))";
        let now = self.store.now();
        let until: Option<i64> = sqlx::query_scalar(select)
            .bind(&self.holder)
            .bind(self.scope.batch())
            .bind(self.scope.job())
            .bind(least_due(closed))
            .bind(now)
            .bind(closed.batches())
            .fetch_one(self.store.read().await.connection())
            .await
            .map_err(|error| self.store.error(error))?;
        Ok(until.map(|until| Duration::from_millis(u64::try_from(until.saturating_sub(now)).unwrap_or(0))))
    }

    async fn write(&self, query: Query<'_>) -> Result<(), Error> {
        let mut writing = self.store.write(Durable::No).await?;
        writing.execute(query).await?;
        writing.commit().await
    }
}

/// What is to be sent is due by 1, what is to be waited for by 2.
fn least_due(closed: &Closed) -> i64 {
    if closed.everything() { 2 } else { 1 }
}
