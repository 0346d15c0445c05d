//! Rules of evidence: what readings of the balance prove about a paid call in doubt.
//!
//! `musicapi-jobs` judges its store by these rules, and [`Client::reconcile`](crate::Client::reconcile) what a journal
//! [has](crate::Journal::paid_calls).
//!
//! Each paid call has the balance that was read before it. From one reading to the next the balance falls by what the calls between them
//! cost; credits that are gone beyond that were taken by the call in doubt, if no one else uses the account. A reading counts only if no
//! call was in flight but such as are in doubt, so that it is known which calls it includes. *Charged* is said if exactly the price of
//! the call is gone at the first reading after it, and no earlier call in doubt can have taken that. *Not charged* is said if nothing is
//! gone at all readings up to one that is [`LATE`] after the end of the call, and no task can have given back what hides the charge. In
//! every other case nothing is said, with the reason.

use std::time::Duration;

use musicapi_facts::BalanceKind;

use crate::journal::verdict::Verdict;

/// How long after its end a call may still be charged.
pub const LATE: Duration = Verdict::NOT_BEFORE;

/// How long a balance can be compared with an earlier one, since credits may be renewed; and how long a task without a known end may give
/// credits back. A choice of this crate.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// By how much the times of processes side by side may be out of order, in milliseconds.
const SLACK: i64 = 5_000;

/// A settled call that is older than the oldest call in doubt by more than this, in milliseconds, has no bearing on it.
pub const BEFORE: i64 = DAY + SLACK;

/// How long, in milliseconds, a call without a recorded outcome may be in flight, in whatever process. A choice of this crate: longer than
/// all attempts of an upload, which take ten minutes each, unless a client is given longer time-outs.
const GIVEN_UP: i64 = 60 * 60 * 1000;

/// The reason why nothing can be said yet.
pub const TOO_SOON: &str = "it is too soon: the service may still charge for it; ask again in three minutes";

/// A paid call that moved the balance, or may have. Times are in milliseconds since 1970.
#[derive(Debug, Clone)]
pub struct Paid {
    /// When the balance was about to be read.
    pub at: i64,
    /// The balance before the call.
    pub balance: Option<f64>,
    /// The documented price; `None` if there is none, or if it is taken from another balance.
    pub price: Option<u32>,
    /// Whether the call was charged.
    pub charge: Charge,
    /// When the outcome was recorded; `None` as long as the call is in flight.
    pub answered: Option<i64>,
    /// Until when part of the price may have been given back.
    pub given_back: GivenBack,
}

impl Paid {
    /// Counts a call that no process can be waiting for any more as ended, even if none has recorded its end.
    #[must_use]
    pub fn given_up(self, now: i64) -> Self {
        let given_up = self.at.saturating_add(GIVEN_UP);
        Self { answered: self.answered.or_else(|| (now > given_up).then_some(given_up)), ..self }
    }
}

/// Whether a call was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// It was charged: the service accepted the call.
    Sure,
    /// Whether it was charged isn't known.
    InDoubt,
    /// It was not charged: the service didn't accept the call, or the balance showed it.
    Never,
}

/// Whether a task's credits came back, in whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBack {
    /// Nothing came back, or ever will.
    Never,
    /// Credits may have come back by the time at which the failure was seen.
    By(i64),
    /// Credits may have come back, or may yet.
    AnyTime,
}

/// A reading of the balance while no call was in flight but such as are in doubt, and how many calls were made before it.
#[derive(Debug, Clone, Copy)]
struct Reading {
    calls: usize,
    at: i64,
    balance: f64,
}

/// The price of a call, if it is certain that exactly that is taken from the balance in [`Paid::balance`]: some calls are free the
/// second time, but none that starts a task, and a price in another balance isn't part of this one.
#[must_use]
pub fn sure_price(operation: &str, credits: Option<u32>) -> Option<u32> {
    let operation = musicapi_facts::operation(operation)?;
    let mut purses = operation.forms.iter().filter_map(|form| form.price).map(|price| price.purse);
    credits.filter(|_| operation.starts.is_some() && purses.all(|purse| purse == BalanceKind::Credits))
}

/// What the balance proves about a call in doubt, or why it proves nothing.
///
/// `calls` are all paid calls of the account in the order in which they were recorded; `doubt` is the index of the call in doubt; `now`
/// is the time of the last reading and the balance that it showed.
///
/// # Errors
/// Why nothing can be said.
pub fn verdict(calls: &[Paid], doubt: usize, now: (i64, f64)) -> Result<Verdict, &'static str> {
    let Some(&Paid { at: begun, balance: Some(_), price: Some(price), answered, .. }) = calls.get(doubt) else {
        return Err("its price isn't documented for sure, or the balance wasn't read before it");
    };
    let Some(answered) = answered else { return Err("it is under way") };
    let times = calls.iter().map(|call| call.at).chain([now.0]);
    if times.clone().zip(times.skip(1)).any(|(one, next)| one >= begun - DAY && next < one - SLACK) {
        return Err("the clock was set back, so that it isn't known what came first");
    }
    let (late, readings) = (milliseconds(LATE), readings(calls, now));
    let Some(first) = readings.iter().position(|reading| reading.calls == doubt) else {
        return Err("another call was under way when the balance was read before it");
    };
    for (number, pair) in readings[first..].windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        if to.at - begun > DAY {
            return Err("the next balance is from more than a day later, and credits may have been renewed");
        }
        let between = calls[from.calls..to.calls].iter().filter(|call| call.charge != Charge::Never);
        if number == 0 && between.clone().count() > 1 {
            return Err("another call was under way at the same time");
        }
        let sure = between.filter(|call| call.charge == Charge::Sure).map(|call| call.price);
        let Some(sure) = sure.sum::<Option<u32>>() else {
            return Err("soon after it came a call whose price isn't documented for sure");
        };
        let more = from.balance - to.balance - f64::from(sure);
        if number == 0 && near(more, f64::from(price)) {
            let may_be_meant =
                |call: &Paid| call.charge == Charge::InDoubt && call.answered.is_none_or(|at| at + late >= begun);
            return match calls[..doubt].iter().any(may_be_meant) {
                true => Err("another call in doubt, shortly before it, may have been charged for instead"),
                false => Ok(Verdict::Charged),
            };
        }
        if !near(more, 0.0) {
            return Err("after it the balance moved by more or less than the other calls of this file cost");
        }
        if to.at >= answered + late {
            let may_hide_it = |(index, call): (usize, &Paid)| match call.given_back {
                // The readings would show what a later call in doubt took.
                _ if call.charge == Charge::InDoubt && index >= doubt => false,
                GivenBack::Never => false,
                GivenBack::By(then) => then >= begun,
                GivenBack::AnyTime => call.at >= begun - DAY,
            };
            return match calls[..to.calls].iter().enumerate().any(may_hide_it) {
                true => Err("credits that a task gave back may hide what it cost"),
                false => Ok(Verdict::NotCharged),
            };
        }
    }
    Err(TOO_SOON)
}

/// The readings while no call was in flight.
fn readings(calls: &[Paid], now: (i64, f64)) -> Vec<Reading> {
    let all = calls.iter().map(|call| Some((call.at, call.balance?))).chain([Some(now)]);
    let mut quiet_since = Some(i64::MIN);
    let mut readings = Vec::new();
    for (calls_before, reading) in all.enumerate() {
        // A call in doubt may be charged at any time, so its end says nothing.
        let last = calls_before.checked_sub(1).map(|last| &calls[last]).filter(|call| call.charge != Charge::InDoubt);
        if let Some(call) = last {
            quiet_since = quiet_since.zip(call.answered).map(|(before, answered)| before.max(answered));
        }
        if let (Some((at, balance)), Some(quiet)) = (reading, quiet_since)
            && at > quiet
        {
            readings.push(Reading { calls: calls_before, at, balance });
        }
    }
    readings
}

/// A length of time in milliseconds.
fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// Whether two balances are the same but for rounding.
pub(super) fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.001
}

#[cfg(test)]
mod tests;
