//! The truth about money: each paid call, written down before it is sent and after.

use musicapi::facts::{self, Purse};
use musicapi::{Entry, Intent, Submission, TaskRef, Verdict};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::error::{Error, ErrorKind};
use crate::reconcile::evidence::{Charge, GivenBack, LATE, Paid};
use crate::sqlite::connection::{Durable, Query, Store, milliseconds};

/// For which job paid calls are made.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) job: i64,
    /// Who holds the job.
    pub(crate) holder: String,
}

/// What was paid for, or may have been, and was not given back. A task that failed counts too, since that its credits come back is
/// not seen here.
pub(crate) const PAID: &str = "state NOT IN ('not_accepted', 'not_charged')";

/// Writes down what is known of a paid call. Once begun it is finished, even if nobody waits for it any more.
pub(crate) async fn record(store: &Store, scope: Option<&Scope>, entry: &Entry) -> Result<(), Error> {
    let (store, scope, entry) = (store.clone(), scope.cloned(), entry.clone());
    let written = tokio::spawn(async move { write(&store, scope.as_ref(), &entry).await });
    written.await.map_err(|error| Error::new(ErrorKind::Other, "writing was broken off").because(error))?
}

async fn write(store: &Store, scope: Option<&Scope>, entry: &Entry) -> Result<(), Error> {
    let mut writing = store.write(Durable::Yes).await?;
    let connection = writing.connection()?;
    let written = match entry {
        Entry::Intent(intent) => intend(connection, scope, intent, store.now()).await,
        Entry::Accepted { intent, task, answer } => {
            accept(connection, intent, task.as_ref(), answer, store.now()).await
        }
        Entry::NotAccepted { intent, error } => {
            let from = "('intended', 'unknown')";
            settle(connection, intent, "not_accepted", from, Some(error), 1).await
        }
        Entry::OutcomeUnknown { intent, error, answer } => {
            // Whoever sent it knows more than what the balance said meanwhile, unless another call for the job was made since.
            let others = "SELECT 1 FROM submissions o JOIN submissions s ON o.job = s.job AND o.number <> s.number
                WHERE s.intent = ? AND o.state NOT IN ('not_accepted', 'not_charged', 'failed')";
            let is_alone = sqlx::query(others).bind(intent).fetch_optional(&mut *connection).await?.is_none();
            let from = if is_alone { "('intended', 'unknown', 'not_charged')" } else { "('intended', 'unknown')" };
            settle(connection, intent, "unknown", from, Some(error), 0).await?;
            let set = sqlx::query("UPDATE submissions SET answer = ? WHERE intent = ? AND state = 'unknown'");
            set.bind(answer).bind(intent).execute(&mut *connection).await?;
            Ok(())
        }
        Entry::Reconciled { intent, verdict } => {
            let from = "('intended', 'unknown', 'charged')";
            match verdict {
                Verdict::Charged => settle(connection, intent, "charged", from, None, 0).await,
                Verdict::NotCharged => settle(connection, intent, "not_charged", from, None, 1).await,
                Verdict::Undetermined => Ok(()),
            }
        }
        other => Err(Error::new(ErrorKind::Other, format!("an entry that this version doesn't know: {other:?}"))),
    };
    written.map_err(|error| store.error(error))?;
    if let Entry::Accepted { intent, .. } | Entry::NotAccepted { intent, .. } | Entry::OutcomeUnknown { intent, .. } =
        entry
    {
        let is_lost = matches!(entry, Entry::OutcomeUnknown { .. });
        writing.execute(answered(intent, is_lost, store.now())).await?;
    }
    writing.commit().await
}

/// When it was known what became of a call. One that was taken for abandoned may have been given up later.
fn answered(intent: &str, is_lost: bool, now: i64) -> Query<'_> {
    let answered = "UPDATE submissions
        SET answered = iif(?1, max(coalesce(answered, 0), ?2), coalesce(answered, ?2)) WHERE intent = ?3";
    sqlx::query(answered).bind(is_lost).bind(now).bind(intent)
}

/// Writes down the task that somebody says a call has started, unless another call has: nothing starts the same twice.
pub(crate) async fn adopt(store: &Store, intent: &str, task: &TaskRef) -> Result<(), Error> {
    let mut writing = store.write(Durable::Yes).await?;
    let now = store.now();
    let adopted = async |connection: &mut SqliteConnection| {
        let other = "SELECT job FROM submissions WHERE task = ? AND intent <> ?";
        let other = sqlx::query_scalar(other).bind(task.to_string()).bind(intent);
        let other: Option<Option<i64>> = other.fetch_optional(&mut *connection).await?;
        if let Some(job) = other {
            let whose = job.map_or_else(|| "another call".to_owned(), |job| format!("job {job}"));
            return Err(Error::new(ErrorKind::WrongState, format!("the task {task} is that of {whose}")));
        }
        accept(connection, intent, Some(task), &Value::Null, now).await
    };
    adopted(writing.connection()?).await.map_err(|error| store.error(error))?;
    writing.execute(answered(intent, false, now)).await?;
    writing.commit().await
}

/// Before it is sent. It fails, and nothing is sent, if the job may have been sent before.
async fn intend(
    connection: &mut SqliteConnection,
    scope: Option<&Scope>,
    intent: &Intent,
    now: i64,
) -> Result<(), Error> {
    if let Some(scope) = scope {
        within_limit(connection, scope, intent).await?;
        let taken = "UPDATE jobs SET due = 0, error = NULL WHERE id = ? AND holder = ? AND due = 1 AND held_until > ?";
        let taken = sqlx::query(taken).bind(scope.job).bind(&scope.holder).bind(now).execute(&mut *connection).await?;
        if taken.rows_affected() == 0 {
            let text = format!("job {} is no longer this one's to send", scope.job);
            return Err(Error::new(ErrorKind::NotOurs, text));
        }
    }
    let insert =
        "INSERT INTO submissions (intent, job, operation, fingerprint, at, credits, balance, account, request, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended')";
    let insert = sqlx::query(insert)
        .bind(&intent.id)
        .bind(scope.map(|scope| scope.job))
        .bind(&intent.operation)
        .bind(&intent.fingerprint)
        .bind(i64::try_from(intent.at).unwrap_or(i64::MAX))
        .bind(intent.credits)
        .bind(intent.balance)
        .bind(&intent.account)
        .bind(intent.request.to_string());
    match insert.execute(&mut *connection).await {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            let text = "it was sent before; it is not sent again";
            Err(Error::new(ErrorKind::NotOurs, text).because(sqlx::Error::Database(error)))
        }
        inserted => Ok(inserted.map(drop)?),
    }
}

/// Whoever sends it: the limit is that of its batch.
async fn within_limit(connection: &mut SqliteConnection, scope: &Scope, intent: &Intent) -> Result<(), Error> {
    let select = "SELECT l.batch, l.credits FROM jobs j JOIN limits l ON l.batch = j.batch WHERE j.id = ?";
    let limit: Option<(String, i64)> = sqlx::query_as(select).bind(scope.job).fetch_optional(&mut *connection).await?;
    let Some((batch, limit)) = limit else { return Ok(()) };
    let over = |text: String| Err(Error::new(ErrorKind::OverBudget, text));
    let Some(credits) = intent.credits else {
        return over(format!("its price isn't documented, so the limit of {limit} credits can't be kept"));
    };
    let sum = format!(
        "SELECT coalesce(sum(s.credits), 0) FROM submissions s JOIN jobs j ON j.id = s.job WHERE s.{PAID} AND j.batch = ?"
    );
    let spent: i64 = sqlx::query_scalar(&sum).bind(batch).fetch_one(connection).await?;
    if spent.saturating_add(credits.into()) > limit {
        return over(format!("it costs {credits}, and {spent} of at most {limit} credits are spent"));
    }
    Ok(())
}

/// The service took it. Whoever learns that later, such as a receiver of callbacks, may say so too.
async fn accept(
    connection: &mut SqliteConnection,
    intent: &str,
    task: Option<&TaskRef>,
    answer: &Value,
    now: i64,
) -> Result<(), Error> {
    let (state, ended, due) = if task.is_some() { ("accepted", None, 2) } else { ("complete", Some(now), 0) };
    let update = |job: Option<i64>| {
        let update = "UPDATE submissions SET state = ?, task = ?, answer = ?, error = NULL, ended = ?,
            job = coalesce(?, job), answered = iif(state = 'unknown', answered + ?, answered)
            WHERE intent = ? AND state NOT IN ('complete', 'failed')";
        let update = sqlx::query(update).bind(state).bind(task.map(TaskRef::to_string)).bind(answer.to_string());
        // One that was lost and then found may have been charged for late.
        update.bind(ended).bind(job).bind(milliseconds(LATE)).bind(intent)
    };
    let updated = match update(None).execute(&mut *connection).await {
        // It had been taken for not charged, wrongly, and was sent again: what this one makes is another job's.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            let job = copy_of_job(connection, intent).await?;
            update(Some(job)).execute(&mut *connection).await?
        }
        updated => updated?,
    };
    if updated.rows_affected() == 0 {
        return exists(connection, intent).await;
    }
    set_due(connection, intent, due).await
}

/// What is to be done next with the job of a paid call; nothing, if somebody has forgotten it meanwhile, and it isn't sent again if
/// its batch is without it by now.
async fn set_due(connection: &mut SqliteConnection, intent: &str, due: i64) -> Result<(), Error> {
    let update = "UPDATE jobs SET due = iif(forgotten OR (withdrawn AND ?1 = 1), 0, ?1), error = NULL
        WHERE id = (SELECT job FROM submissions WHERE intent = ?2)";
    sqlx::query(update).bind(due).bind(intent).execute(connection).await?;
    Ok(())
}

async fn copy_of_job(connection: &mut SqliteConnection, intent: &str) -> Result<i64, Error> {
    let copy = "INSERT INTO jobs (batch, key, operation, request, credits, note, due)
        SELECT batch, key || ' again ' || ?1, operation, request, credits, note, 0 FROM jobs
        WHERE id = (SELECT job FROM submissions WHERE intent = ?1) RETURNING id";
    Ok(sqlx::query_scalar(copy).bind(intent).fetch_one(connection).await?)
}

/// What is known now of a call whose fate was open, and what is to be done with its job.
async fn settle(
    connection: &mut SqliteConnection,
    intent: &str,
    state: &str,
    from: &str,
    error: Option<&str>,
    due: i64,
) -> Result<(), Error> {
    let update =
        format!("UPDATE submissions SET state = ?, error = coalesce(?, error) WHERE intent = ? AND state IN {from}");
    let updated = sqlx::query(&update).bind(state).bind(error).bind(intent).execute(&mut *connection).await?;
    if updated.rows_affected() == 0 {
        return exists(connection, intent).await;
    }
    set_due(connection, intent, due).await
}

/// What is already settled stays as it is; but what was never written down can't be settled.
async fn exists(connection: &mut SqliteConnection, intent: &str) -> Result<(), Error> {
    let found: Option<i64> = sqlx::query_scalar("SELECT number FROM submissions WHERE intent = ?")
        .bind(intent)
        .fetch_optional(connection)
        .await?;
    found.map(drop).ok_or_else(|| Error::new(ErrorKind::Other, format!("there is no intent {intent}")))
}

/// The last paid call with this fingerprint, of this job or of any.
pub(crate) async fn find(store: &Store, job: Option<i64>, fingerprint: &str) -> Result<Option<Submission>, Error> {
    let select = format!(
        "SELECT * FROM submissions WHERE fingerprint = ?1 AND (?2 IS NULL OR job = ?2) AND {PAID}
         ORDER BY number DESC LIMIT 1"
    );
    let mut reading = store.read().await;
    let row = sqlx::query(&select).bind(fingerprint).bind(job).fetch_optional(reading.connection()).await;
    row.map_err(|error| store.error(error))?.map(|row| submission(&row)).transpose()
}

/// A row as the client knows it.
pub(crate) fn submission(row: &SqliteRow) -> Result<Submission, Error> {
    let json = |text: String| serde_json::from_str::<Value>(&text).map_err(damaged);
    let id: String = row.try_get("intent")?;
    let error = || row.try_get::<Option<String>, _>("error").map(Option::unwrap_or_default);
    let outcome = match row.try_get::<String, _>("state")?.as_str() {
        "intended" => None,
        "unknown" => {
            Some(Entry::OutcomeUnknown { intent: id.clone(), error: error()?, answer: row.try_get("answer")? })
        }
        "not_accepted" => Some(Entry::NotAccepted { intent: id.clone(), error: error()? }),
        "charged" => Some(Entry::Reconciled { intent: id.clone(), verdict: Verdict::Charged }),
        "not_charged" => Some(Entry::Reconciled { intent: id.clone(), verdict: Verdict::NotCharged }),
        _ => {
            let answer = row.try_get::<Option<String>, _>("answer")?.map(json).transpose()?.unwrap_or_default();
            Some(Entry::Accepted { intent: id.clone(), task: task(row)?, answer })
        }
    };
    let at: i64 = row.try_get("at")?;
    let intent = Intent {
        id,
        operation: row.try_get("operation")?,
        fingerprint: row.try_get("fingerprint")?,
        at: u64::try_from(at).unwrap_or(0),
        credits: row.try_get("credits")?,
        balance: row.try_get("balance")?,
        account: row.try_get("account")?,
        request: json(row.try_get("request")?)?,
    };
    Ok(Submission { intent, outcome })
}

/// The task of a row, if it has one.
pub(crate) fn task(row: &SqliteRow) -> Result<Option<TaskRef>, Error> {
    row.try_get::<Option<String>, _>("task")?.map(|task| task.parse().map_err(damaged)).transpose()
}

/// Something was written by nobody of this crate.
pub(crate) fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Damaged, "the file holds what this program never writes").because(error)
}

/// All paid calls of an account by their intents, as far as they moved its balance, in the order in which they were written down.
pub(crate) async fn all_paid(store: &Store, account: &str) -> Result<Vec<(String, Paid)>, Error> {
    let select = "SELECT * FROM submissions WHERE account = ? ORDER BY number";
    let rows = sqlx::query(select).bind(account).fetch_all(store.read().await.connection()).await;
    let rows = rows.map_err(|error| store.error(error))?;
    let now = store.now();
    rows.iter()
        .map(|row| Ok((row.try_get("intent")?, paid(row, now)?)))
        .collect::<Result<_, Error>>()
        .map_err(|error| store.error(error))
}

fn paid(row: &SqliteRow, now: i64) -> Result<Paid, Error> {
    let operation = facts::operation(&row.try_get::<String, _>("operation")?);
    // Some calls are free the second time, but none that starts a task; and another purse isn't part of the balance.
    let is_sure = |operation: &facts::Operation| {
        let purses = operation.forms.iter().filter_map(|form| form.price).map(|price| price.purse);
        operation.starts.is_some() && purses.into_iter().all(|purse| purse == Purse::Credits)
    };
    let has_sure_price = operation.is_some_and(is_sure);
    let (at, ended): (i64, Option<i64>) = (row.try_get("at")?, row.try_get("ended")?);
    let state: String = row.try_get("state")?;
    let charge = match state.as_str() {
        "not_accepted" | "not_charged" => Charge::Never,
        "intended" | "unknown" => Charge::InDoubt,
        _ => Charge::Sure,
    };
    let is_whole = state == "complete" && row.try_get::<i64, _>("failed_clips")? == 0;
    let given_back = match (charge, ended) {
        (Charge::Never, _) => GivenBack::Never,
        (Charge::Sure, _) if is_whole => GivenBack::Never,
        (_, Some(seen)) => GivenBack::By(seen),
        _ => GivenBack::AnyTime,
    };
    // Nobody waits that long for an answer: whoever was to write it down is gone.
    let given_up = at.saturating_add(GIVEN_UP);
    let answered = row.try_get::<Option<i64>, _>("answered")?.or_else(|| (now > given_up).then_some(given_up));
    // Of one whose task isn't known it was found out that it was charged, not when.
    let late = if state == "charged" { milliseconds(LATE) } else { 0 };
    Ok(Paid {
        at,
        balance: row.try_get("balance")?,
        price: row.try_get::<Option<u32>, _>("credits")?.filter(|_| has_sure_price),
        charge,
        answered: answered.map(|answered| answered.saturating_add(late)),
        given_back,
    })
}

/// When a call whose fate nobody has written down is no longer under way.
const GIVEN_UP: i64 = 60 * 60 * 1000;

/// What was about to be sent by a process that is gone was perhaps sent.
pub(crate) async fn doubt_the_abandoned(store: &Store) -> Result<(), Error> {
    let update =
        "UPDATE submissions SET state = 'unknown', answered = ?1, error = 'the process ended before the answer came'
        WHERE state = 'intended'
        AND job IN (SELECT id FROM jobs WHERE holder IS NULL OR held_until <= ?1)";
    let mut writing = store.write(Durable::No).await?;
    writing.execute(sqlx::query(update).bind(store.now())).await?;
    writing.commit().await
}

/// What a look showed, in words, and whether nothing will change any more.
pub(crate) async fn seen(store: &Store, job: i64, look: &str, is_made: bool) -> Result<(), Error> {
    let mut writing = store.write(Durable::No).await?;
    let update = sqlx::query("UPDATE submissions SET seen = ?, made = ? WHERE job = ? AND state = 'accepted'")
        .bind(look)
        .bind(is_made)
        .bind(job);
    writing.execute(update).await?;
    writing.commit().await
}

/// How a task ended.
pub(crate) struct Ending<'e> {
    pub(crate) state: &'e str,
    pub(crate) error: Option<&'e str>,
    pub(crate) clips: &'e Value,
    pub(crate) failed_clips: usize,
}

/// A task is over: nothing is to be done any more. One that is over already stays as it is.
pub(crate) async fn end(store: &Store, task: &TaskRef, ending: &Ending<'_>) -> Result<(), Error> {
    let mut writing = store.write(Durable::Yes).await?;
    let update = "UPDATE submissions SET state = ?, error = ?, clips = ?, failed_clips = ?, ended = ?
        WHERE task = ? AND state = 'accepted' RETURNING job";
    let update = sqlx::query_scalar(update)
        .bind(ending.state)
        .bind(ending.error)
        .bind(ending.clips.to_string())
        .bind(i64::try_from(ending.failed_clips).unwrap_or(i64::MAX))
        .bind(store.now())
        .bind(task.to_string());
    let jobs: Vec<Option<i64>> = update.fetch_all(writing.connection()?).await.map_err(|error| store.error(error))?;
    for job in jobs.into_iter().flatten() {
        let rest =
            sqlx::query("UPDATE jobs SET due = 0, error = ?, holder = NULL WHERE id = ?").bind(ending.error).bind(job);
        writing.execute(rest).await?;
    }
    writing.commit().await
}
