//! How far many jobs are, and what they cost.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::Row as _;

use crate::error::Error;
use crate::model::job::State;
use crate::sqlite::connection::Store;
use crate::worker::run::Scope;

/// How far many jobs are, and what they cost by the documented prices, in credits of either purse.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// How many jobs are in each state.
    pub jobs: BTreeMap<State, u64>,
    /// What was accepted, and has not failed.
    pub spent: u64,
    /// What tasks cost that failed: the service gives it back.
    pub given_back: u64,
    /// What may have been charged.
    pub in_doubt: u64,
    /// What the jobs that wait will cost.
    pub to_come: u64,
    /// Calls that were or may have been accepted, and whose price isn't documented.
    pub unpriced: u64,
    /// Clips whose files are there.
    pub files: u64,
}

impl Progress {
    /// How many jobs are in this state.
    #[must_use]
    pub fn count(&self, state: State) -> u64 {
        self.jobs.get(&state).copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.jobs.values().sum()
    }

    pub(crate) async fn of(store: &Store, scope: &Scope) -> Result<Self, Error> {
        let mut progress = Self::default();
        let jobs = "SELECT s.state, j.due, j.forgotten, count(*) AS jobs,
            CASE WHEN j.holder IS NULL OR j.held_until <= ?3 THEN 0 ELSE ?3 + 1 END AS held_until, coalesce(sum(j.credits), 0) AS to_come,
            coalesce(sum((SELECT count(*) FROM json_each(s.clips) WHERE value ->> '$.file' IS NOT NULL)), 0) AS files
            FROM jobs j LEFT JOIN submissions s ON s.number = (SELECT max(number) FROM submissions WHERE job = j.id)
            WHERE (?1 IS NULL OR j.batch = ?1) AND (?2 IS NULL OR j.id = ?2) GROUP BY 1, 2, 3, 5";
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let now = store.now();
        let mut reading = store.read().await;
        let rows =
            sqlx::query(jobs).bind(scope.batch()).bind(scope.job()).bind(now).fetch_all(reading.connection()).await;
        for row in rows.map_err(|error| store.error(error))? {
            let state = State::in_row(&row, now)?;
            *progress.jobs.entry(state).or_default() += number(row.try_get("jobs")?);
            progress.files += number(row.try_get("files")?);
            if state == State::Waiting {
                progress.to_come += number(row.try_get("to_come")?);
            }
        }
        let money = "SELECT s.state, coalesce(sum(s.credits), 0) AS credits, count(*) - count(s.credits) AS unpriced
            FROM submissions s JOIN jobs j ON j.id = s.job
            WHERE (?1 IS NULL OR j.batch = ?1) AND (?2 IS NULL OR j.id = ?2) GROUP BY s.state";
        let rows = sqlx::query(money).bind(scope.batch()).bind(scope.job()).fetch_all(reading.connection()).await;
        for row in rows.map_err(|error| store.error(error))? {
            let credits = number(row.try_get("credits")?);
            match row.try_get::<String, _>("state")?.as_str() {
                "not_accepted" | "not_charged" => continue,
                "failed" => progress.given_back += credits,
                "intended" | "unknown" => progress.in_doubt += credits,
                _ => progress.spent += credits,
            }
            progress.unpriced += number(row.try_get("unpriced")?);
        }
        Ok(progress)
    }
}
