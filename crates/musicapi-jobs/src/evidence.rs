//! What readings of the balance say of a paid call in doubt.
//!
//! Each paid call has the balance that was read before it. From one reading to the next the balance falls by what the calls between them
//! cost; whatever is gone beyond that was taken by the call in doubt, if nobody else uses the account.

use std::time::Duration;

use musicapi::Verdict;

use crate::store::milliseconds;

/// How long a service may take to charge for a call whose answer was lost: our own choice, since that isn't known.
pub(crate) const LATE: Duration = Duration::from_secs(60);

/// Why nothing can be said yet.
pub(crate) const TOO_SOON: &str = "it is too soon: the service may still charge for it; ask again in a minute";

/// What moved the balance, or may have. Times are in milliseconds since 1970.
#[derive(Debug, Clone)]
pub(crate) struct Paid {
    /// When the balance was about to be read.
    pub(crate) at: i64,
    /// The balance before it.
    pub(crate) balance: Option<f64>,
    /// The documented price; none if there is none, or it is of another purse.
    pub(crate) price: Option<u32>,
    pub(crate) charge: Charge,
    /// When it was written down what became of it; none as long as it is under way.
    pub(crate) answered: Option<i64>,
    /// Until when something of it may have been given back.
    pub(crate) given_back: GivenBack,
}

/// Whether a call was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charge {
    Sure,
    InDoubt,
    Never,
}

/// Whether a task's credits came back, in whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenBack {
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

/// What the balance says of a call in doubt, or why it says nothing. `now` is the last reading, and its time.
pub(crate) fn verdict(calls: &[Paid], doubt: usize, now: (i64, f64)) -> Result<Verdict, &'static str> {
    let Paid { at: begun, balance: Some(_), price: Some(price), answered: Some(answered), .. } = calls[doubt] else {
        return Err("its price isn't documented, or the balance wasn't read before it");
    };
    let (late, readings) = (milliseconds(LATE), readings(calls, now));
    let Some(first) = readings.iter().position(|reading| reading.calls == doubt) else {
        return Err("another call was under way when the balance was read before it");
    };
    for (number, pair) in readings[first..].windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        let between = calls[from.calls..to.calls].iter().filter(|call| call.charge != Charge::Never);
        if number == 0 && between.clone().count() > 1 {
            return Err("another call was under way at the same time");
        }
        let sure = between.filter(|call| call.charge == Charge::Sure).map(|call| call.price);
        let Some(sure) = sure.sum::<Option<u32>>() else {
            return Err("soon after it came a call whose price isn't documented");
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
                GivenBack::AnyTime => true,
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

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.001
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PRICE: u32 = 15;

    /// What really happened to a call, in milliseconds.
    #[derive(Debug, Clone)]
    struct Truth {
        at: i64,
        /// How long until its answer, or until it is given up.
        took: i64,
        /// How long until it was charged; within the answer's time unless that was lost.
        charged: Option<i64>,
        is_lost: bool,
        /// How long after the charge the task failed and gave everything back, and how much later that was seen.
        failed: Option<(i64, i64)>,
    }

    fn truth() -> impl Strategy<Value = Truth> {
        let took = prop_oneof![9 => 100..2_000_i64, 1 => 2_000..30_000_i64];
        let late = prop_oneof![3 => 0..=100_i64, 1 => 0..60_000_i64];
        let failed = prop::option::weighted(0.1, (0..200_000_i64, 0..30_000_i64));
        (3_000..6_000_i64, took, prop::bool::weighted(0.3), any::<bool>(), late, failed).prop_map(
            |(gap, took, is_lost, is_charged, late, failed)| Truth {
                at: gap,
                took,
                charged: match (is_lost, is_charged) {
                    (false, _) => Some(took / 2),
                    (true, true) => Some(took / 2 + late),
                    (true, false) => None,
                },
                is_lost,
                failed,
            },
        )
    }

    /// The calls as they are written down, and the last reading, some time after them.
    fn written(truths: &[Truth], last: i64) -> (Vec<Paid>, (i64, f64)) {
        let balance = |time: i64| {
            let charged = |truth: &&Truth| truth.charged.is_some_and(|after| truth.at + after < time);
            let back = |truth: &&Truth| match (truth.charged, truth.failed) {
                (Some(charged), Some((after, _))) => truth.at + charged + after < time,
                _ => false,
            };
            let gone = truths.iter().filter(charged).count() - truths.iter().filter(back).count();
            10_000.0 - f64::from(PRICE) * gone as f64
        };
        let seen = |truth: &Truth| match (truth.charged, truth.failed) {
            _ if truth.is_lost => GivenBack::AnyTime,
            (Some(charged), Some((after, seen))) => GivenBack::By(truth.at + charged + after + seen),
            _ => GivenBack::Never,
        };
        let calls = truths.iter().map(|truth| Paid {
            at: truth.at,
            balance: Some(balance(truth.at)),
            price: Some(PRICE),
            charge: if truth.is_lost { Charge::InDoubt } else { Charge::Sure },
            answered: Some(truth.at + truth.took),
            given_back: seen(truth),
        });
        (calls.collect(), (last, balance(last)))
    }

    /// Calls one after the other, each begun so long after the one before.
    fn in_turn(mut truths: Vec<Truth>) -> Vec<Truth> {
        let mut now = 0;
        for truth in &mut truths {
            now += truth.at;
            truth.at = now;
        }
        truths
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_it_says_is_true(truths in prop::collection::vec(truth(), 1..30), more in 0..200_000_i64) {
            let truths = in_turn(truths);
            let end = truths.iter().map(|truth| truth.at + truth.took).max().unwrap_or_default();
            let (calls, now) = written(&truths, end + 1 + more);
            for (index, truth) in truths.iter().enumerate().filter(|(_, truth)| truth.is_lost) {
                match verdict(&calls, index, now) {
                    Ok(Verdict::Charged) => prop_assert!(truth.charged.is_some(), "{index} wasn't charged"),
                    // One whose task failed at once has cost nothing either.
                    Ok(Verdict::NotCharged) => {
                        let back = |charged| truth.failed.is_some_and(|(after, _)| truth.at + charged + after < now.0);
                        prop_assert!(truth.charged.is_none_or(back), "{index} was charged");
                    }
                    Ok(_) => prop_assert!(false, "a verdict is one or the other"),
                    Err(_) => {}
                }
            }
        }
    }

    fn quick(is_lost: bool, is_charged: bool) -> Truth {
        Truth { at: 3_000, took: 500, charged: is_charged.then_some(200), is_lost, failed: None }
    }

    fn told(truths: Vec<Truth>, doubt: usize, more: i64) -> Result<Verdict, &'static str> {
        let truths = in_turn(truths);
        let (calls, now) = written(&truths, truths.last().map_or(0, |last| last.at + last.took) + more);
        verdict(&calls, doubt, now)
    }

    #[test]
    fn in_the_midst_of_a_batch_it_is_told_by_the_readings_of_those_that_follow() {
        let batch = |doubt: Truth, after: usize| {
            let sure = || quick(false, true);
            (0..3).map(|_| sure()).chain([doubt]).chain((0..after).map(|_| sure())).collect::<Vec<_>>()
        };
        assert_eq!(told(batch(quick(true, true), 1), 3, 1), Ok(Verdict::Charged));
        assert_eq!(told(batch(quick(true, false), 30), 3, 1), Ok(Verdict::NotCharged));
        assert!(told(batch(quick(true, false), 5), 3, 1).is_err_and(|why| why.contains("too soon")));
        assert_eq!(told(batch(quick(true, false), 5), 3, 60_000), Ok(Verdict::NotCharged));
        assert_eq!(told(batch(quick(true, false), 0), 3, 60_000), Ok(Verdict::NotCharged));
        let late = Truth { charged: Some(20_000), ..quick(true, true) };
        assert!(told(batch(late, 30), 3, 1).is_err_and(|why| why.contains("moved")));
        let slow = Truth { took: 7_000, ..quick(false, true) };
        let beside = [vec![slow.clone(), quick(true, true)], vec![quick(false, true); 30]].concat();
        assert!(told(beside, 1, 1).is_err_and(|why| why.contains("read before it")));
        let beside = [vec![quick(true, false), slow], vec![quick(false, true); 30]].concat();
        assert_eq!(told(beside, 0, 1), Ok(Verdict::NotCharged), "what follows ends before the next reading");
        let failed = Truth { failed: Some((10_000, 10_000)), ..quick(false, true) };
        let hidden = [vec![failed.clone(), quick(true, true)], vec![quick(false, true); 30]].concat();
        assert_eq!(told(hidden, 1, 1), Ok(Verdict::Charged));
        let given_back = [vec![failed, quick(true, false)], vec![quick(false, true); 30]].concat();
        assert!(told(given_back, 1, 1).is_err());
    }
}
