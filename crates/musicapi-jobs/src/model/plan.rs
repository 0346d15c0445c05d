//! What is left to do of a batch, and what it costs.

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
