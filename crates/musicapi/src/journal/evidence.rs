//! What readings of the balance say of a paid call in doubt.
//!
//! `musicapi-jobs` judges what its store holds by these rules, and [`Client::reconcile`](crate::Client::reconcile) what a journal
//! [holds](crate::Journal::paid_calls).
//!
//! Each paid call has the balance that was read before it. From one reading to the next the balance falls by what the calls between them
//! cost; whatever is gone beyond that was taken by the call in doubt, if nobody else uses the account.

use std::time::Duration;

use musicapi_facts::Purse;

use crate::journal::verdict::Verdict;

/// How late a call may be charged for.
pub const LATE: Duration = Verdict::NOT_BEFORE;

/// How long a balance can be compared with one from before, in which credits may be renewed; and how long a task whose fate nobody
/// knows may give something back. Our own choice.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// By how much times may be out of order, of processes side by side.
const SLACK: i64 = 5_000;

/// What is older than the oldest call in doubt by more than this, in milliseconds, and settled, needn't be asked about.
pub const BEFORE: i64 = DAY + SLACK;

/// Why nothing can be said yet.
pub const TOO_SOON: &str = "it is too soon: the service may still charge for it; ask again in three minutes";

/// What moved the balance, or may have. Times are in milliseconds since 1970.
#[derive(Debug, Clone)]
pub struct Paid {
    /// When the balance was about to be read.
    pub at: i64,
    /// The balance before it.
    pub balance: Option<f64>,
    /// The documented price; none if there is none, or it is of another purse.
    pub price: Option<u32>,
    /// Whether it was charged.
    pub charge: Charge,
    /// When it was written down what became of it; none as long as it is under way.
    pub answered: Option<i64>,
    /// Until when something of it may have been given back.
    pub given_back: GivenBack,
}

/// Whether a call was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// The service accepted it.
    Sure,
    /// That isn't known.
    InDoubt,
    /// The service didn't accept it, or it was found out that it was not charged.
    Never,
}

/// Whether a task's credits came back, in whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBack {
    /// Nothing came back, or ever will.
    Never,
    /// By the time that it was seen to have failed.
    By(i64),
    /// It may have, or may yet.
    AnyTime,
}

/// A reading of the balance while no call was under way but such as are in doubt, and how many calls were made before it.
#[derive(Debug, Clone, Copy)]
struct Reading {
    calls: usize,
    at: i64,
    balance: f64,
}

/// The price of a call, if it is certain that just that is taken from the balance which [`Paid::balance`] holds: some calls are free
/// the second time, but none that starts a task, and another balance isn't part of this one.
#[must_use]
pub fn sure_price(operation: &str, credits: Option<u32>) -> Option<u32> {
    let operation = musicapi_facts::operation(operation)?;
    let mut purses = operation.forms.iter().filter_map(|form| form.price).map(|price| price.purse);
    credits.filter(|_| operation.starts.is_some() && purses.all(|purse| purse == Purse::Credits))
}

/// What the balance says of a call in doubt, or why it says nothing. `calls` are all paid calls of the account in the order in which
/// they were written down, `doubt` the place of the one that is asked about, and `now` the time of the last reading and the balance
/// that it showed.
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
                // What a call in doubt took after this one would have been seen.
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

/// The readings while nothing was under way.
fn readings(calls: &[Paid], now: (i64, f64)) -> Vec<Reading> {
    let all = calls.iter().map(|call| Some((call.at, call.balance?))).chain([Some(now)]);
    let mut quiet_since = Some(i64::MIN);
    let mut readings = Vec::new();
    for (calls_before, reading) in all.enumerate() {
        // One in doubt may be charged for at any time, so that its end says nothing.
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

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.001
}

#[cfg(test)]
mod tests;
