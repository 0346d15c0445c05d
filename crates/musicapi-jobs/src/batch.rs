//! A batch as a whole: what it holds, what that will cost, and the most that it may.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, ErrorKind, Fault};
use crate::jobs::{Jobs, other_work, prices};
use crate::ledger::{Change, Known, NewJob, Revision};
use crate::model::job::Work;
use crate::model::secret;

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
        let work = secret::left_out(work).into_owned();
        let revise = Box::new(move |known: &[Known]| compare(known, &work, &prices));
        self.ledger().revise(batch, max_credits, revise).await
    }

    /// What [`set`](Self::set) would leave to do. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan(&self, batch: &str, work: &[Work]) -> Result<Plan, Error> {
        let prices = prices(work)?;
        let work = &*secret::left_out(work);
        Ok(compare(&self.ledger().known(batch).await?, work, &prices)?.plan)
    }

    /// From now on nothing of this batch is sent that would make it cost more, in credits of either purse, with what was spent before; by
    /// whatever run, of whatever process, until another limit is set. What failed and is given back counts too.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn set_limit(&self, batch: &str, max_credits: u64) -> Result<(), Error> {
        self.ledger().set_limit(batch, max_credits).await
    }

    /// The most that a batch may cost, in credits of either purse; none if it has no [limit](Self::set_limit).
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn limit(&self, batch: &str) -> Result<Option<u64>, Error> {
        self.ledger().limit(batch).await
    }
}

/// Whether a job asks for this.
fn is_same(known: &Known, work: &Work) -> bool {
    let request = work.request.to_string();
    known.operation == work.operation && known.request == request
}

/// What makes the jobs be the work, and what is left to do then.
fn compare(known: &[Known], work: &[Work], prices: &[Option<u32>]) -> Result<Revision, Error> {
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
        let change = match wanted.filter(|work| is_same(job, work)) {
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
            new.push(NewJob { work: work.clone(), credits: *price });
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
    Ok(Revision { plan, changes, new })
}
