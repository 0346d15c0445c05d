//! What readings say, held against what really happened.

use proptest::prelude::*;

use super::*;

const PRICE: u32 = 15;

/// What really happened to a call, in milliseconds.
#[derive(Debug, Clone)]
struct Truth {
    at: i64,
    price: u32,
    /// How long until its answer, or until it is given up.
    took: i64,
    /// How long until it was charged; within the answer's time unless that was lost.
    charged: Option<i64>,
    is_lost: bool,
    /// Its answer was lost, and later its task was found.
    is_found: bool,
    failed: Option<Failed>,
}

/// How long after the charge a task failed, which part of its price it gave back, and how much later that was seen.
#[derive(Debug, Clone)]
struct Failed {
    after: i64,
    part: f64,
    seen: i64,
}

impl Truth {
    /// How many credits it has cost at a time.
    fn cost(&self, time: i64) -> f64 {
        let Some(charged) = self.charged.map(|after| self.at + after).filter(|charged| *charged < time) else {
            return 0.0;
        };
        let back =
            self.failed.as_ref().filter(|failed| charged + failed.after < time).map_or(0.0, |failed| failed.part);
        f64::from(self.price) * (1.0 - back)
    }

    fn written(&self, balance: f64) -> Paid {
        let given_back = match (self.charged, &self.failed) {
            _ if self.is_lost && !self.is_found => GivenBack::AnyTime,
            (Some(charged), Some(Failed { after, seen, .. })) => GivenBack::By(self.at + charged + after + seen),
            _ => GivenBack::Never,
        };
        let late = if self.is_found { milliseconds(LATE) } else { 0 };
        Paid {
            at: self.at,
            balance: Some(balance),
            price: Some(self.price),
            charge: if self.is_lost && !self.is_found { Charge::InDoubt } else { Charge::Sure },
            answered: Some(self.at + self.took + late),
            given_back,
        }
    }
}

fn failed() -> impl Strategy<Value = Failed> {
    let part = prop_oneof![3 => Just(1.0), 1 => Just(0.5)];
    (0..300_000_i64, part, 0..30_000_i64).prop_map(|(after, part, seen)| Failed { after, part, seen })
}

fn truth() -> impl Strategy<Value = Truth> {
    let took = prop_oneof![9 => 100..2_000_i64, 1 => 2_000..30_000_i64];
    let late = prop_oneof![3 => 0..=100_i64, 1 => 0..milliseconds(LATE)];
    let price = prop_oneof![3 => Just(PRICE), 1 => Just(2)];
    let lost = (prop::bool::weighted(0.2), any::<bool>(), prop::bool::weighted(0.2), late);
    (3_000..6_000_i64, price, took, lost, prop::option::weighted(0.1, failed())).prop_map(
        |(at, price, took, (is_lost, is_charged, is_found, late), failed)| {
            let charged = match (is_lost, is_charged || is_found) {
                (false, _) => Some(took / 2),
                (true, true) => Some(took / 2 + late),
                (true, false) => None,
            };
            Truth { at, price, took, charged, is_lost, is_found: is_lost && is_found, failed }
        },
    )
}

/// The calls as they are written down, and the last reading, so long after them.
fn written(truths: &[Truth], more: i64) -> (Vec<Paid>, (i64, f64)) {
    let balance = |time: i64| 10_000.0 - truths.iter().map(|truth| truth.cost(time)).sum::<f64>();
    let last = more + truths.iter().map(|truth| truth.at + truth.took).max().unwrap_or_default();
    (truths.iter().map(|truth| truth.written(balance(truth.at))).collect(), (last, balance(last)))
}

/// Calls one after the other, each begun so long after the one before.
fn in_turn(mut truths: Vec<Truth>) -> Vec<Truth> {
    // In 2026: with small numbers a sum is as good as a difference.
    let mut now = 1_767_225_600_000;
    for truth in &mut truths {
        now += truth.at;
        truth.at = now;
    }
    truths
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_it_says_is_true(truths in prop::collection::vec(truth(), 1..80), more in 1..400_000_i64) {
        let truths = in_turn(truths);
        let (calls, now) = written(&truths, more);
        for (index, truth) in truths.iter().enumerate().filter(|(_, truth)| truth.is_lost && !truth.is_found) {
            match verdict(&calls, index, now) {
                Ok(Verdict::Charged) => prop_assert!(truth.charged.is_some(), "{index} wasn't charged"),
                // One whose task failed at once has cost nothing either.
                Ok(Verdict::NotCharged) => prop_assert!(truth.cost(now.0) == 0.0, "{index} was charged"),
                Ok(_) => prop_assert!(false, "a verdict is one or the other"),
                Err(_) => {}
            }
        }
    }
}

fn quick(is_lost: bool, is_charged: bool) -> Truth {
    let charged = is_charged.then_some(200);
    Truth { at: 3_000, price: PRICE, took: 500, charged, is_lost, is_found: false, failed: None }
}

fn told(truths: Vec<Truth>, doubt: usize, more: i64) -> Result<Verdict, &'static str> {
    let (calls, now) = written(&in_turn(truths), more);
    verdict(&calls, doubt, now)
}

/// So many that the service had time enough to charge for what came before.
fn many() -> Vec<Truth> {
    vec![quick(false, true); 70]
}

#[test]
fn in_the_midst_of_a_batch_it_is_told_by_the_readings_of_those_that_follow() {
    let batch = |doubt: Truth, after: usize| {
        let sure = || quick(false, true);
        (0..3).map(|_| sure()).chain([doubt]).chain((0..after).map(|_| sure())).collect::<Vec<_>>()
    };
    assert_eq!(told(batch(quick(true, true), 1), 3, 1), Ok(Verdict::Charged));
    assert_eq!(told(batch(quick(true, false), 70), 3, 1), Ok(Verdict::NotCharged));
    assert_eq!(told(batch(quick(true, false), 5), 3, 1), Err(TOO_SOON));
    assert_eq!(told(batch(quick(true, false), 5), 3, milliseconds(LATE)), Ok(Verdict::NotCharged));
    assert_eq!(told(batch(quick(true, false), 0), 3, milliseconds(LATE)), Ok(Verdict::NotCharged));
    assert_eq!(told(batch(quick(true, false), 0), 3, milliseconds(LATE) - 1), Err(TOO_SOON));
    let late = Truth { charged: Some(20_000), ..quick(true, true) };
    assert!(told(batch(late, 70), 3, 1).is_err_and(|why| why.contains("moved")));
}

#[test]
fn calls_side_by_side_tell_nothing() {
    let slow = Truth { took: 7_000, ..quick(false, true) };
    let before = [vec![slow.clone(), quick(true, true)], many()].concat();
    assert!(told(before, 1, 1).is_err_and(|why| why.contains("read before it")));
    let after = [vec![quick(true, false), slow], many()].concat();
    assert_eq!(told(after, 0, 1), Ok(Verdict::NotCharged), "that one ends before a later reading");
    // The only reading after it is that of another one's time.
    let (mut calls, now) = written(&in_turn([vec![quick(true, false)], many()].concat()), 1);
    calls[1].balance = None;
    assert!(verdict(&calls, 0, now).is_err_and(|why| why.contains("at the same time")));
}

#[test]
fn credits_that_come_back_hide_nothing() {
    let failed = Truth { failed: Some(Failed { after: 10_000, part: 1.0, seen: 10_000 }), ..quick(false, true) };
    let charged = [vec![failed.clone(), quick(true, true)], many()].concat();
    assert_eq!(told(charged, 1, 1), Ok(Verdict::Charged));
    let not_charged = [vec![failed, quick(true, false)], many()].concat();
    assert!(told(not_charged, 1, 1).is_err());
}

type Change = dyn Fn(&mut Vec<Paid>, &mut (i64, f64));

#[test]
fn what_is_not_known_for_sure_is_not_said() {
    let told = |change: &Change| {
        let (mut calls, mut now) =
            written(&in_turn([vec![quick(false, true), quick(true, false)], many()].concat()), 1);
        change(&mut calls, &mut now);
        verdict(&calls, 1, now)
    };
    assert_eq!(told(&|_, _| {}), Ok(Verdict::NotCharged));
    let changes: [(&str, &Change); 7] = [
        ("price", &|calls, _| calls[1].price = None),
        ("balance", &|calls, _| calls[1].balance = None),
        ("under way", &|calls, _| calls[1].answered = None),
        ("price", &|calls, _| calls[5].price = None),
        ("set back", &|calls, _| calls.iter_mut().skip(1).for_each(|call| call.at -= 600_000)),
        ("renewed", &|calls, now| {
            calls.truncate(2);
            *now = (now.0 + 25 * 60 * 60 * 1000, calls[1].balance.unwrap());
        }),
        ("hide", &|calls, _| calls[0].given_back = GivenBack::AnyTime),
    ];
    for (why, change) in changes {
        assert!(told(change).is_err_and(|said| said.contains(why)), "{why}: {:?}", told(change));
    }
    // A task that nobody has asked about for a day gives nothing back any more.
    let forgotten = told(&|calls, _| {
        calls[0].given_back = GivenBack::AnyTime;
        calls[0].at -= 25 * 60 * 60 * 1000;
    });
    assert_eq!(forgotten, Ok(Verdict::NotCharged));
    // Nor does it matter that the clock was set back long ago.
    let truths = [vec![quick(false, true), quick(false, true), quick(true, false)], many()].concat();
    let (mut calls, now) = written(&in_turn(truths), 1);
    calls[0].at -= 48 * 60 * 60 * 1000;
    calls[1].at -= 49 * 60 * 60 * 1000;
    let long_ago = verdict(&calls, 2, now);
    assert_eq!(long_ago, Ok(Verdict::NotCharged));
}

#[test]
fn each_bound_is_what_it_is_said_to_be() {
    let day = 24 * 60 * 60 * 1000;
    // The next reading a day later, to the millisecond.
    let (calls, _) = written(&in_turn(vec![quick(true, false)]), 1);
    let then = |after: i64| verdict(&calls, 0, (calls[0].at + after, calls[0].balance.unwrap()));
    assert_eq!(then(day), Ok(Verdict::NotCharged));
    assert!(then(day + 1).is_err_and(|why| why.contains("renewed")));
    // Processes side by side may be five seconds out of order, and what is older than a day may be in any.
    let out_of_order = |by: i64, before: i64| {
        let truths = [vec![quick(false, true), quick(false, true), quick(true, false)], many()].concat();
        let (mut calls, now) = written(&in_turn(truths), 1);
        let begun = calls[2].at;
        calls[0].at = begun - before;
        calls[1].at = calls[0].at - by;
        verdict(&calls, 2, now)
    };
    for before in [10_000, day] {
        assert_eq!(out_of_order(5_000, before), Ok(Verdict::NotCharged), "{before}");
        assert!(out_of_order(5_001, before).is_err_and(|why| why.contains("set back")), "{before}");
    }
    assert_eq!(out_of_order(5_001, day + 1), Ok(Verdict::NotCharged));
    assert_eq!(BEFORE, day + 5_000, "what is older than that plays no part");
}

/// What was in doubt before may be charged for up to three minutes after it was given up.
#[test]
fn an_older_doubt_may_be_meant_as_long_as_it_may_be_charged_for() {
    let truths = [vec![quick(true, false)], many(), vec![quick(true, true), quick(false, true)]].concat();
    let (mut calls, now) = written(&in_turn(truths), 1);
    assert_eq!(verdict(&calls, 71, now), Ok(Verdict::Charged));
    calls[0].answered = Some(calls[71].at - milliseconds(LATE) - 1);
    assert_eq!(verdict(&calls, 71, now), Ok(Verdict::Charged));
    for answered in [Some(calls[71].at - milliseconds(LATE)), None] {
        calls[0].answered = answered;
        assert!(verdict(&calls, 71, now).is_err_and(|why| why.contains("charged for instead")), "{answered:?}");
    }
}

#[test]
fn only_the_price_of_what_starts_a_task_is_sure() {
    let mut seen = [0; 2];
    for operation in musicapi_facts::OPERATIONS.iter().filter(|operation| operation.is_paid()) {
        let starts = operation.starts.is_some();
        // Others may be free the second time.
        assert_eq!(sure_price(operation.id, Some(7)), starts.then_some(7), "{}", operation.id);
        assert_eq!(sure_price(operation.id, None), None);
        seen[usize::from(starts)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "there are both: {seen:?}");
    assert_eq!(sure_price("make_tea", Some(7)), None);
}
