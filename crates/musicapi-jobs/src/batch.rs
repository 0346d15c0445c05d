//! A batch as a whole: what it holds, what that will cost, and the most that it may.
//!
//! A batch is a list of work in which equal work may stand several times. What was sent is found again by what it asks for
//! ([`model::identity`](crate::model::identity)), wherever it stands now and whatever key it has there: `matching` says which job each
//! of the work is. So work that moves, or is written in another way, is never paid for again; and what finds no job is new. `changes`
//! says what becomes of the jobs.

pub(crate) mod changes;
pub(crate) mod matching;
pub(crate) mod wanted;

use std::io;
use std::sync::Arc;

use crate::batch::wanted::Wanted;
use crate::error::{Error, ErrorKind};
use crate::jobs::Jobs;
use crate::ledger::Asked;
use crate::model::job::Work;

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
    /// New work under a key under which something else was sent, that is no longer among the work.
    pub edited: Vec<Edited>,
    /// How many jobs that were sent are no longer among the work, or are so no longer since this plan. They are not sent again.
    pub gone: u64,
    /// Where work that is new in this batch was made before, or waits to be sent.
    pub elsewhere: Vec<Elsewhere>,
    /// How many of the work are left out for that reason.
    pub left_out: u64,
    /// What each of those to be sent costs.
    pub(crate) costs: Vec<Cost>,
}

/// New work in the place of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edited {
    /// The key of both.
    pub key: String,
    /// The job that was sent.
    pub job: i64,
}

/// Another batch in which work was made, or waits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Elsewhere {
    /// The batch.
    pub batch: String,
    /// How many of the work were made there, or may have been.
    pub made: u64,
    /// How many wait there to be sent.
    pub waiting: u64,
    /// When the last of them was sent, in milliseconds since 1970.
    pub last: Option<u64>,
    /// The accounts that they were made with, as [digests of their keys](musicapi::Client::account_digest).
    pub accounts: Vec<String>,
}

/// What becomes of work that is new in its batch and was made in another one, or waits there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MadeElsewhere {
    /// Nothing is changed and nothing sent: somebody has to decide.
    #[default]
    Refuse,
    /// It is left out.
    LeaveOut,
    /// It is made again.
    Again,
}

impl Plan {
    /// Of work of which nothing is in any file.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`], as of [`Jobs::add`].
    pub fn of_new(work: &[Work]) -> Result<Self, Error> {
        Self::of_wanted(&Wanted::of(work)?)
    }

    /// The same, of what was looked at already.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] if different work has the same key.
    pub fn of_wanted(wanted: &Wanted) -> Result<Self, Error> {
        changes::decide(wanted, &[], |_| Ok(Vec::new()), MadeElsewhere::Again).map(|decided| decided.plan)
    }

    /// What those to be sent take from the balance of ordinary credits.
    #[must_use]
    pub fn from_balance(&self) -> u64 {
        self.costs.iter().filter(|cost| !cost.is_lyrics).map(|cost| u64::from(cost.credits)).sum()
    }

    /// How many of those to be sent can be paid for with a balance of so many ordinary credits, in their order. What is paid with lyrics
    /// credits takes nothing from it.
    #[must_use]
    pub fn affordable(&self, balance: u64) -> u64 {
        self.first(balance, |cost| if cost.is_lyrics { 0 } else { cost.credits })
    }

    /// How many of those to be sent cost no more than so many credits of either purse, in their order.
    #[must_use]
    pub fn within(&self, credits: u64) -> u64 {
        self.first(credits, |cost| cost.credits)
    }

    fn first(&self, credits: u64, cost: impl Fn(&Cost) -> u32) -> u64 {
        let mut left = Some(credits);
        let paid = self.costs.iter().take_while(|it| {
            left = left.and_then(|left| left.checked_sub(u64::from(cost(it))));
            left.is_some()
        });
        paid.count() as u64
    }
}

/// What something costs that is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) credits: u32,
    /// Whether it is paid with lyrics credits.
    pub(crate) is_lyrics: bool,
}

impl Jobs {
    /// Makes a batch be this work, all of it or none; nothing is sent. Work is what it asks for: what was sent is found again under
    /// whatever key, and gets the key that it has here. What was never sent, or was surely not accepted, and isn't among the work or is
    /// another by now, is taken out. What was sent stays, and isn't sent again by itself if it isn't among the work any more. What isn't
    /// done yet has the note that is given here. `max_credits` is as of [`set_limit`](Self::set_limit), and left as it is if none is
    /// given. Of other batches nothing is asked: see [`set_from`](Self::set_from).
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: as of [`add`](Self::add), and different work under one key.
    /// [`ErrorKind::WrongState`] if what would have to go is just being worked on, perhaps by another process.
    pub async fn set(&self, batch: &str, work: &[Work], max_credits: Option<u64>) -> Result<Plan, Error> {
        let wanted = Arc::new(Wanted::of(work)?);
        let work = Vec::from(work).into_iter().map(Ok);
        self.set_from(batch, &wanted, work, MadeElsewhere::Again, max_credits).await
    }

    /// Like [`set`](Self::set), for work that need not fit into memory: it is looked at beforehand, and given once more, in the same
    /// order, to be written down. And it says what becomes of work that was made in another batch of this file, whatever account made it.
    ///
    /// # Errors
    /// As of [`set`](Self::set). [`ErrorKind::MadeElsewhere`] if that is refused; if the work can't be read, or is another one the second
    /// time.
    pub async fn set_from(
        &self,
        batch: &str,
        wanted: &Arc<Wanted>,
        work: impl Iterator<Item = io::Result<Work>> + Send + 'static,
        made_elsewhere: MadeElsewhere,
        max_credits: Option<u64>,
    ) -> Result<Plan, Error> {
        let asked = Asked { wanted: Arc::clone(wanted), made_elsewhere };
        self.ledger().revise(batch, max_credits, asked, Box::new(work)).await
    }

    /// What [`set`](Self::set) would leave to do. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan(&self, batch: &str, work: &[Work]) -> Result<Plan, Error> {
        self.plan_from(batch, &Arc::new(Wanted::of(work)?), MadeElsewhere::Again).await
    }

    /// What [`set_from`](Self::set_from) would leave to do, and where it was made before. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan_from(
        &self,
        batch: &str,
        wanted: &Arc<Wanted>,
        made_elsewhere: MadeElsewhere,
    ) -> Result<Plan, Error> {
        self.ledger().plan(batch, Asked { wanted: Arc::clone(wanted), made_elsewhere }).await
    }

    /// The batch with this name, or that has it as [another name](Self::call); none if nothing was ever added to one.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn batch(&self, name: &str) -> Result<Option<String>, Error> {
        self.ledger().batch(name).await
    }

    /// The [other names](Self::call) that a batch is found under.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn names(&self, batch: &str) -> Result<Vec<String>, Error> {
        self.ledger().names(batch).await
    }

    /// The batch that holds just this work, in whatever order; none if there is none.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn same(&self, wanted: &Arc<Wanted>) -> Result<Option<String>, Error> {
        self.ledger().same(Arc::clone(wanted)).await
    }

    /// Gives a batch another name. It is found under either; if `moves` is said it is shown under the new one, unless somebody is just
    /// working on it. A batch that has this name already keeps it.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn call(&self, batch: &str, name: &str, moves: bool) -> Result<(), Error> {
        self.ledger().call(batch, name, moves).await
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

/// The work that is given once more, as it is written down. It must be what was looked at.
pub(crate) fn once_more<'w>(
    wanted: &'w Wanted,
    work: impl Iterator<Item = io::Result<Work>> + 'w,
) -> impl Iterator<Item = Result<Work, Error>> + 'w {
    let mut rows = wanted.rows.iter();
    let mut work = work;
    std::iter::from_fn(move || {
        let is_other = || Error::new(ErrorKind::Other, "the work was changed while it was read; nothing was written");
        match (work.next(), rows.next()) {
            (None, None) => None,
            (Some(Err(error)), _) => Some(Err(Error::new(ErrorKind::Other, "the work can't be read").because(error))),
            (Some(Ok(work)), Some(row)) => {
                let work = crate::batch::wanted::written(work);
                let now = crate::batch::wanted::Row::of(&work, None);
                let is_same = (&now.key, &now.identity, now.note) == (&row.key, &row.identity, row.note);
                Some(if is_same { Ok(work) } else { Err(is_other()) })
            }
            _ => Some(Err(is_other())),
        }
    })
}
