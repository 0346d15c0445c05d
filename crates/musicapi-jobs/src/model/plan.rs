//! The plan of a batch: what is left to do, and what it costs.

/// What is left to do of a batch, and what it cost up to now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Plan {
    /// The keys of the work to be sent, in the order of the work.
    pub to_send: Vec<String>,
    /// The documented prices of the work to be sent, in credits of either balance.
    pub credits: u64,
    /// How much of the work to be sent has no documented price.
    pub unpriced: u64,
    /// The keys of the work that isn't done, so that files of it may still come; the work to be sent is included.
    pub open: Vec<String>,
    /// How many jobs of the batch were sent, or may have been, with those that are no longer among the work.
    pub sent: u64,
    /// What these jobs cost, or may have cost, in credits of either balance. Failed jobs that are refunded count too.
    pub spent: u64,
    /// New work under the key of other work that was sent and is no longer in the list.
    pub edited: Vec<Edited>,
    /// How many jobs that were sent are no longer among the work, before this plan or because of it. They are not sent again.
    pub gone: u64,
    /// Other batches in which work that is new in this batch was made, or waits to be sent.
    pub elsewhere: Vec<Elsewhere>,
    /// How much work is left out because it is in other batches.
    pub left_out: u64,
    /// The price of each piece of work to be sent.
    pub(crate) costs: Vec<Cost>,
}

/// New work in the place of a job that was sent.
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
    /// How much of the work was made there, or may have been.
    pub made: u64,
    /// How much of it waits there to be sent.
    pub waiting: u64,
    /// When the last of these jobs was sent, in milliseconds since 1970.
    pub last: Option<u64>,
    /// The accounts of these jobs, as [digests of their keys](musicapi::Client::account_digest).
    pub accounts: Vec<String>,
}

/// What to do with work that is new in its batch and was made in another one, or waits there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MadeElsewhere {
    /// Refuse the whole batch: nothing is changed and nothing sent, and the caller has to decide.
    #[default]
    Refuse,
    /// Leave the work out.
    LeaveOut,
    /// Make it again.
    Again,
}

impl Plan {
    /// What the work to be sent takes from the balance of ordinary credits.
    #[must_use]
    pub fn from_balance(&self) -> u64 {
        self.costs.iter().filter(|cost| !cost.is_lyrics).map(|cost| u64::from(cost.credits)).sum()
    }

    /// How much of the work to be sent, in its order, a balance of this many ordinary credits can pay for. Work that is paid with lyrics
    /// credits takes nothing from it.
    #[must_use]
    pub fn affordable(&self, balance: u64) -> u64 {
        self.first(balance, |cost| if cost.is_lyrics { 0 } else { cost.credits })
    }

    /// How much of the work to be sent, in its order, costs no more than this many credits of either balance.
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

/// The price of a piece of work to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) credits: u32,
    /// Whether it is paid with lyrics credits.
    pub(crate) is_lyrics: bool,
}
