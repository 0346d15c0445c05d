//! A batch as a whole: what it holds, what that will cost, and the most that it may.

use std::collections::{HashMap, HashSet};

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::error::{Error, ErrorKind, Fault};
use crate::jobs::{Jobs, insert_all, other_work, prices};
use crate::model::job::Work;
use crate::model::secret;
use crate::sqlite::connection::{Durable, Query};
use crate::sqlite::submissions::PAID;

/// What is left to do of a batch, and what it cost up to now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Plan {
    /// The keys of what is to be sent, in the order of the work.
    pub to_send: Vec<String>,
    /// What these cost by the documented prices, in credits of either purse.
    pub credits: u64,
    /// How many of them have no documented price.
    pub unpriced: u64,
    /// The keys of what isn't done, so that files of it may still come; those to be sent are among them.
    pub open: Vec<String>,
    /// How many jobs of the batch were sent, or may have been, also of those that are no longer among the work.
    pub sent: u64,
    /// What these cost, or may have cost, in credits of either purse. What failed and is given back counts too.
    pub spent: u64,
}

impl Plan {
    /// Of work of which nothing is in any file.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`], as of [`Jobs::add`].
    pub fn of_new(work: &[Work]) -> Result<Self, Error> {
        Ok(compare(&[], work, &prices(work)?)?.plan)
    }
}

impl Jobs {
    /// Makes a batch be this work, all of it or none; nothing is sent. What was never sent, or was surely not accepted, and isn't among the
    /// work or is another by now, is taken out. What was sent stays, and isn't sent again by itself if it isn't among the work any
    /// more. What isn't done yet has the note that is given here. `max_credits` is as of [`set_limit`](Self::set_limit), and left as it
    /// is if none is given.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: as of [`add`](Self::add), and keys under which something else was sent.
    /// [`ErrorKind::WrongState`] if what would have to go is just being worked on, perhaps by another process.
    pub async fn set(&self, batch: &str, work: &[Work], max_credits: Option<u64>) -> Result<Plan, Error> {
        let prices = prices(work)?;
        let work = &*secret::left_out(work);
        let mut writing = self.store().write(Durable::Yes).await?;
        let known = known(writing.connection()?, batch, self.store().now()).await;
        let known = known.map_err(|error| self.store().error(error))?;
        let Comparison { plan, changes, new } = compare(&known, work, &prices)?;
        for change in &changes {
            writing.execute(change.query()).await?;
        }
        insert_all(&mut writing, batch, new.into_iter()).await.map_err(|error| self.store().error(error))?;
        if let Some(credits) = max_credits {
            writing.execute(limited(batch, credits)).await?;
        }
        writing.commit().await?;
        Ok(plan)
    }

    /// What [`set`](Self::set) would leave to do. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan(&self, batch: &str, work: &[Work]) -> Result<Plan, Error> {
        let prices = prices(work)?;
        let work = &*secret::left_out(work);
        let known = known(self.store().read().await.connection(), batch, self.store().now()).await;
        Ok(compare(&known.map_err(|error| self.store().error(error))?, work, &prices)?.plan)
    }

    /// From now on nothing of this batch is sent that would make it cost more, in credits of either purse, with what was spent before; by
    /// whatever run, of whatever process, until another limit is set. What failed and is given back counts too.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn set_limit(&self, batch: &str, max_credits: u64) -> Result<(), Error> {
        let mut writing = self.store().write(Durable::Yes).await?;
        writing.execute(limited(batch, max_credits)).await?;
        writing.commit().await
    }

    /// The most that a batch may cost, in credits of either purse; none if it has no [limit](Self::set_limit).
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn limit(&self, batch: &str) -> Result<Option<u64>, Error> {
        let select = sqlx::query_scalar("SELECT credits FROM limits WHERE batch = ?").bind(batch);
        let found: Result<Option<i64>, _> = select.fetch_optional(self.store().read().await.connection()).await;
        Ok(found.map_err(|error| self.store().error(error))?.map(|credits| u64::try_from(credits).unwrap_or_default()))
    }
}

fn limited(batch: &str, credits: u64) -> Query<'_> {
    let set = "INSERT INTO limits VALUES (?, ?) ON CONFLICT (batch) DO UPDATE SET credits = excluded.credits";
    sqlx::query(set).bind(batch).bind(i64::try_from(credits).unwrap_or(i64::MAX))
}

/// A job as the file has it.
struct Known {
    id: i64,
    key: String,
    operation: String,
    request: String,
    note: String,
    credits: Option<u32>,
    /// Whether it is to be sent.
    to_send: bool,
    forgotten: bool,
    withdrawn: bool,
    /// Whether somebody works on it.
    is_held: bool,
    /// Whether a call for it was ever written down.
    has_calls: bool,
    /// Whether one of them was, or may have been, accepted.
    was_sent: bool,
    is_done: bool,
    spent: u64,
}

impl Known {
    fn of(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            operation: row.try_get("operation")?,
            request: row.try_get("request")?,
            note: row.try_get("note")?,
            credits: row.try_get("credits")?,
            to_send: row.try_get::<i64, _>("due")? == 1,
            forgotten: row.try_get("forgotten")?,
            withdrawn: row.try_get("withdrawn")?,
            is_held: row.try_get("is_held")?,
            has_calls: row.try_get::<i64, _>("calls")? > 0,
            was_sent: row.try_get::<i64, _>("paid")? > 0,
            is_done: row.try_get("is_done")?,
            spent: u64::try_from(row.try_get::<i64, _>("spent")?).unwrap_or_default(),
        })
    }

    fn is(&self, work: &Work) -> bool {
        let request = work.request.to_string();
        self.operation == work.operation && self.request == request
    }
}

async fn known(connection: &mut SqliteConnection, batch: &str, now: i64) -> Result<Vec<Known>, sqlx::Error> {
    let select = format!(
        "SELECT j.id, j.key, j.operation, j.request, j.note, j.credits, j.due, j.forgotten, j.withdrawn,
            j.holder IS NOT NULL AND j.held_until > ?2 AS is_held, count(s.number) AS calls,
            coalesce(sum(s.{PAID}), 0) AS paid, coalesce(max(s.state = 'complete'), 0) AS is_done,
            coalesce(sum(iif(s.{PAID}, s.credits, 0)), 0) AS spent
         FROM jobs j LEFT JOIN submissions s ON s.job = j.id WHERE j.batch = ?1 GROUP BY j.id ORDER BY j.id"
    );
    let rows = sqlx::query(&select).bind(batch).bind(now).fetch_all(connection).await?;
    rows.iter().map(Known::of).collect()
}

/// What is to be changed of a job that the file has.
enum Change {
    /// It never was anything.
    Delete(i64),
    /// Its calls stay written down. Its key is free for another.
    Replace(i64),
    /// It was sent, and isn't sent again.
    Withdraw(i64),
    /// It is among the work, with this note.
    Keep(i64, String),
}

impl Change {
    fn query(&self) -> Query<'_> {
        match self {
            Self::Delete(id) => sqlx::query("DELETE FROM jobs WHERE id = ?").bind(id),
            Self::Replace(id) => {
                sqlx::query("UPDATE jobs SET key = key || ' until ' || id, forgotten = 1, due = 0 WHERE id = ?")
                    .bind(id)
            }
            Self::Withdraw(id) => {
                sqlx::query("UPDATE jobs SET withdrawn = 1, due = iif(due = 1, 0, due) WHERE id = ?").bind(id)
            }
            Self::Keep(id, note) => {
                sqlx::query("UPDATE jobs SET withdrawn = 0, note = ?2 WHERE id = ?1").bind(id).bind(note)
            }
        }
    }
}

/// What makes the jobs be the work, and what is left to do then.
struct Comparison<'w> {
    plan: Plan,
    changes: Vec<Change>,
    /// What isn't a job yet, with its price.
    new: Vec<(&'w Work, Option<u32>)>,
}

fn compare<'w>(known: &[Known], work: &'w [Work], prices: &[Option<u32>]) -> Result<Comparison<'w>, Error> {
    let (mut changes, mut faults, mut kept) = (Vec::new(), Vec::new(), HashMap::new());
    let mut wanted: HashMap<&str, &Work> = HashMap::new();
    for work in work {
        let first = wanted.entry(&work.key).or_insert(work);
        if (&first.operation, &first.request) != (&work.operation, &work.request) {
            faults.push(other_work(&work.key));
        }
    }
    let mut plan = Plan::default();
    for job in known {
        plan.sent += u64::from(job.was_sent);
        plan.spent += job.spent;
        let wanted = wanted.get(job.key.as_str());
        let change = match wanted.filter(|work| job.is(work)) {
            // What was withdrawn while it was in doubt, and turned out not to be charged, begins anew.
            Some(work) if job.was_sent || !job.withdrawn => {
                kept.insert(job.key.as_str(), job);
                let note = work.note.to_string();
                let is_other = job.withdrawn || note != job.note;
                changes.extend((is_other && !job.is_done).then_some(Change::Keep(job.id, note)));
                continue;
            }
            None if job.was_sent && wanted.is_some() => {
                let message = "it was sent with another request; what was sent must stay as it is".to_owned();
                faults.push(Fault { key: job.key.clone(), field: String::new(), message });
                continue;
            }
            _ if job.was_sent && job.withdrawn && !job.to_send => continue,
            _ if job.was_sent => Change::Withdraw(job.id),
            None if wanted.is_none() && job.forgotten => continue,
            _ if job.has_calls => Change::Replace(job.id),
            _ => Change::Delete(job.id),
        };
        if job.is_held && job.to_send {
            let text =
                format!("job {} is just being worked on, perhaps by another process: wait until that is over", job.id);
            return Err(Error::new(ErrorKind::WrongState, text));
        }
        changes.push(change);
    }
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let (mut seen, mut new) = (HashSet::new(), Vec::new());
    for (work, price) in work.iter().zip(prices).filter(|(work, _)| seen.insert(&work.key)) {
        let job = kept.get(work.key.as_str());
        if job.is_none() {
            new.push((work, *price));
        }
        if job.is_none_or(|job| job.to_send && !job.forgotten) {
            let price = job.map_or(*price, |job| job.credits);
            plan.to_send.push(work.key.clone());
            plan.credits += u64::from(price.unwrap_or_default());
            plan.unpriced += u64::from(price.is_none());
        }
        if job.is_none_or(|job| !job.is_done && !job.forgotten) {
            plan.open.push(work.key.clone());
        }
    }
    Ok(Comparison { plan, changes, new })
}
