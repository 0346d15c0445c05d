//! The work on a job whose task is known: its clips are fetched, each as soon as it is final.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use musicapi::{Delivered, Error as ClientError, ErrorKind as Kind, Task, TaskStatus, facts};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::ledger::{Ending, Failed, Taken};
use crate::model::job::{Job, SavedFile};
use crate::worker::event::{Event, StopReason};
use crate::worker::shared::{Fate, Worker};

/// What is known of a task that had failed.
pub(crate) enum Revived {
    /// It is there after all, and is waited for.
    Task(Task<Value>),
    /// There is none, or it failed for good: the job may be sent.
    None,
    /// That can't be known now, so nothing is sent.
    Unknown(Fate),
}

impl Worker {
    /// Looks once more at the task of a job that is to be paid for again: if it didn't fail after all, nothing is paid.
    pub(crate) async fn revived(&self, taken: &Taken) -> Result<Revived, Error> {
        let ledger = &self.ledger;
        let Some(failed) = ledger.failed(taken.id).await? else { return Ok(Revived::None) };
        let task = self.client.task::<Value>(failed.task.clone());
        let Some(looked) = self.unless_stopped(task.poll()).await else { return Ok(Revived::Unknown(Fate::Left)) };
        match looked {
            // It goes on, or at least one clip succeeded.
            Ok(status) if !status.is_done() || status.clone().outcome().is_ok() => {}
            Ok(_) => return Ok(Revived::None),
            // The service says for good that there is nothing to be had.
            Err(error) if matches!(error.kind(), Kind::TaskFailed) => return Ok(Revived::None),
            Err(error) if error.is_not_found() => {
                // What the service has reported stays so though it has forgotten the task. That it doesn't know one is no report.
                let is_sent_again = !says_not_found(&failed);
                let revived = is_sent_again || ledger.revive(&self.claim, taken.id, &failed).await?;
                self.tell(Event::Forgotten { job: taken.id, task: failed.task, is_sent_again }).await;
                return Ok(match (is_sent_again, revived) {
                    (true, _) => Revived::None,
                    (false, true) => Revived::Task(task),
                    (false, false) => Revived::Unknown(Fate::Left),
                });
            }
            // Any other refusal says nothing of the task; one of the key ends the run.
            Err(error) if error.kind() == Kind::Refused && !error.is_transient() => {
                return Ok(Revived::Unknown(Fate::SetAside(error)));
            }
            Err(error) => return Ok(Revived::Unknown(Fate::Again(error))),
        }
        if !ledger.revive(&self.claim, taken.id, &failed).await? {
            // Another process was faster.
            return Ok(Revived::Unknown(Fate::Left));
        }
        self.tell(Event::Revived { job: taken.id, task: failed.task }).await;
        Ok(Revived::Task(task))
    }

    /// Waits for a task, and fetches what it makes.
    pub(crate) async fn follow(&self, job: i64, task: &Task<Value>) -> Result<Fate, Error> {
        let whole = self.ledger.show(job).await?;
        let task = match begun(&whole) {
            Some(date) => task.clone().begun_at(date),
            None => task.clone(),
        };
        let (client, files, reference, whole) = (&self.client, &self.options.files, task.reference(), &whole);
        let wait = self.options.wait.unwrap_or_else(|| task.usual_polling());
        let mut delivery = task
            .deliver_by(wait, move |clip| Box::pin(async move { files.fetch(client, whole, reference, &clip).await }));
        let (mut last, mut words) = (None::<TaskStatus<Value>>, String::new());
        let (mut fetched, mut trouble) = (HashMap::<String, Option<SavedFile>>::new(), None::<ClientError>);
        loop {
            let Some(next) = self.unless_stopped(delivery.next()).await else { return Ok(Fate::Left) };
            match next {
                Ok(Some(Delivered::Polled(status))) => {
                    if words != status.to_string() || status.is_done() {
                        words = status.to_string();
                        let Some(seen) = self.unless_stopped(self.ledger.seen(job, &words, status.is_done())).await
                        else {
                            return Ok(Fate::Left);
                        };
                        seen?;
                    }
                    if self.unless_stopped(files.seen(whole, &status)).await.is_none() {
                        return Ok(Fate::Left);
                    }
                    self.tell(Event::Polled { job, status: status.clone() }).await;
                    last = Some(status);
                }
                Ok(Some(Delivered::Fetched { key, clip, file })) => {
                    if let Some(file) = &file {
                        self.tell(Event::Fetched { job, clip, file: file.clone() }).await;
                    }
                    fetched.insert(key, file);
                }
                Ok(Some(Delivered::Delayed { clip, error, pause })) => {
                    self.tell(Event::Delayed { job, clip, error, pause }).await;
                }
                Ok(Some(Delivered::Lost { error, .. })) if error.is_storage() => {
                    self.close(None, StopReason::Files(error.to_string())).await;
                    return Ok(Fate::SetAside(error));
                }
                // One that can't be fetched must not keep the others back.
                Ok(Some(Delivered::Lost { error, .. })) => trouble = trouble.or(Some(error)),
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => return self.not_seen(job, &task, error).await,
            }
        }
        match trouble {
            Some(error) if error.is_transient() => return Ok(Fate::Again(error)),
            Some(error) => return Ok(Fate::SetAside(error)),
            None => {}
        }
        let status = last.ok_or_else(|| Error::new(ErrorKind::Other, format!("job {job} ended without a status")))?;
        let all = status.keys().into_iter().zip(status.clips);
        let all: Vec<_> = all.map(|(key, clip)| (clip, fetched.remove(&key).flatten())).collect();
        self.ledger.end(task.reference(), Ending::of(Ok(&all))).await?;
        self.ended(job, None).await
    }

    /// Waiting ended with an error.
    async fn not_seen(&self, job: i64, task: &Task<Value>, error: ClientError) -> Result<Fate, Error> {
        Ok(match error.kind() {
            Kind::TaskFailed => {
                self.ledger.end(task.reference(), Ending::of(Err(&error))).await?;
                self.ended(job, Some(error)).await?
            }
            Kind::Unreadable => Fate::Again(error),
            _ if error.is_transient() => Fate::Again(error),
            _ => Fate::SetAside(error),
        })
    }
}

/// Whether a task was taken for failed only because the service didn't know it: its error is written down as `operation: status: text`.
fn says_not_found(failed: &Failed) -> bool {
    let said = failed.error.split_once(": ").map_or("", |(_, said)| said);
    let is_refusal = |(status, text): (&str, &str)| {
        let documented = facts::REFUSALS.iter().filter(|refusal| refusal.name == "not_found");
        status == "404" || documented.map(|refusal| refusal.text).any(|known| text.starts_with(known))
    };
    said.split_once(": ").is_some_and(is_refusal)
}

/// When a job's call was made.
fn begun(job: &Job) -> Option<SystemTime> {
    let since = Duration::from_millis(job.intent.as_ref()?.at);
    SystemTime::UNIX_EPOCH.checked_add(since)
}
