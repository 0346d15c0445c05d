//! Estimates how long many calls take, as a range, from the documented durations, the pace of creates and the concurrency.
//!
//! If the duration of one operation isn't documented, there is no estimate.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use musicapi::Policy;
use musicapi::facts::{self, Operation};
use musicapi_jobs::{Job, State};
use serde_json::{Value, json};

/// What determines the duration of many calls.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speed {
    /// The shortest time between two creates.
    gap: Duration,
    /// The number of calls in progress at a time.
    concurrency: usize,
    /// The shortest and the longest duration of a call, polling included.
    takes: (Duration, Duration),
}

/// The calls that haven't ended.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Load {
    pub(crate) to_send: u64,
    pub(crate) running: u64,
    /// The age of the newest running call.
    pub(crate) since: Duration,
}

/// The shortest and the longest time left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Estimate(Duration, Duration);

impl Speed {
    /// For calls of these operations; none if the duration of one isn't documented.
    pub(crate) fn of<'o>(
        operations: impl IntoIterator<Item = &'o str>,
        policy: &Policy,
        concurrency: usize,
    ) -> Option<Self> {
        let mut all: Option<(Duration, Duration)> = None;
        for (from, to) in operations
            .into_iter()
            .map(|id| facts::operation(id).and_then(|operation| takes(operation, policy)))
            .collect::<Option<Vec<_>>>()?
        {
            all = Some(all.map_or((from, to), |(least, most)| (least.min(from), most.max(to))));
        }
        Some(Self { gap: policy.paid_gap, concurrency: concurrency.max(1), takes: all? })
    }

    /// The time until all calls have ended; none if they already take longer than documented.
    pub(crate) fn left(&self, load: Load) -> Option<Estimate> {
        let Load { to_send, running, since } = load;
        let (from, to) = self.takes;
        if to_send == 0 {
            return Some(Estimate(from.saturating_sub(since), to.checked_sub(since)?));
        }
        // Either the interval between creates or the concurrency is the bottleneck.
        let until_sent = |queued: u64, takes: Duration| {
            let for_pace = self.gap.as_secs_f64() * to_send.saturating_sub(1) as f64;
            let places = self.concurrency as f64;
            let for_place = takes.as_secs_f64() * (queued as f64 - places).max(0.0) / places;
            Duration::try_from_secs_f64(for_pace.max(for_place)).unwrap_or(Duration::MAX)
        };
        // Running calls may end now, or take as long as the others.
        let from = until_sent(to_send, from).saturating_add(from);
        Some(Estimate(from, until_sent(to_send.saturating_add(running), to).saturating_add(to)))
    }
}

/// The duration of a call until a poll sees its end; zero if it starts no task.
fn takes(operation: &Operation, policy: &Policy) -> Option<(Duration, Duration)> {
    let Some(starts) = operation.starts else { return Some((Duration::ZERO, Duration::ZERO)) };
    let report = facts::operation(starts.operation)?.report.as_ref()?;
    let (from, to) = report.takes?;
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    let pause = policy.wait.unwrap_or_else(|| report.into()).pace.1;
    Some((seconds(from), seconds(to) + pause))
}

/// Counts the jobs that haven't ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenJobs {
    operations: BTreeSet<String>,
    to_send: u64,
    running: u64,
    /// When the newest running job was sent, in milliseconds since 1970.
    last: Option<u64>,
}

impl OpenJobs {
    /// Counts a job if the service still has to work on it; a job that only lacks its files takes no such time.
    pub(crate) fn add(&mut self, job: &Job) {
        match job.state {
            State::Waiting | State::Sending => self.to_send += 1,
            State::Running if job.is_made => return,
            State::Running => {
                self.running += 1;
                self.last = self.last.max(job.intent.as_ref().map(|intent| intent.at));
            }
            _ => return,
        }
        if !self.operations.contains(&job.operation) {
            self.operations.insert(job.operation.clone());
        }
    }

    /// The speed of these jobs.
    pub(crate) fn speed(&self, policy: &Policy, concurrency: usize) -> Option<Speed> {
        Speed::of(self.operations.iter().map(String::as_str), policy, concurrency)
    }

    /// The load at present.
    pub(crate) fn load(&self) -> Load {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Load {
            to_send: self.to_send,
            running: self.running,
            since: self.last.map_or(Duration::ZERO, |at| now.saturating_sub(Duration::from_millis(at))),
        }
    }
}

impl Estimate {
    /// The range in words, rounded to its accuracy.
    pub(crate) fn in_words(self) -> String {
        let Self(from, to) = self;
        let (from, to) = (from.as_secs() / 60, to.as_secs().div_ceil(60));
        let (from, to, unit) = match from {
            _ if to <= 1 => return "less than a minute".to_owned(),
            0..30 => (from.max(1), to, "minutes"),
            30..180 => (from / 5 * 5, to.div_ceil(5) * 5, "minutes"),
            _ => (from / 60, to.div_ceil(60), "hours"),
        };
        if from == to { format!("about {to} {unit}") } else { format!("about {from} to {to} {unit}") }
    }

    /// The range in seconds, as JSON.
    pub(crate) fn to_json(self) -> Value {
        json!({"from": self.0.as_secs(), "to": self.1.as_secs()})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn songs(concurrency: usize) -> Speed {
        Speed::of(["create_sonic", "write_sonic_lyrics"], &Policy::default(), concurrency).unwrap()
    }

    #[test]
    fn the_time_left_follows_from_pace_concurrency_and_documented_duration() {
        let speed = Speed { takes: (seconds(60), seconds(200)), gap: seconds(3), concurrency: 20 };
        let left = |to_send, running, since| {
            speed
                .left(Load { to_send, running, since: seconds(since) })
                .map(|Estimate(from, to)| (from.as_secs(), to.as_secs()))
        };
        assert_eq!(left(1, 0, 0), Some((60, 200)));
        // Ten songs fit the concurrency, so the pace is the bottleneck.
        assert_eq!(left(10, 0, 0), Some((27 + 60, 27 + 200)));
        // A hundred slow ones don't.
        assert_eq!(left(100, 0, 0), Some((297 + 60, 80 * 10 + 200)));
        assert_eq!(left(80, 20, 50), Some((79 * 3 + 60, 80 * 10 + 200)));
        // The time left shrinks to zero, and then is unknown.
        assert_eq!([left(0, 5, 0), left(0, 5, 100), left(0, 5, 200)], [Some((60, 200)), Some((0, 100)), Some((0, 0))]);
        assert_eq!(left(0, 5, 201), None);
        assert!(left(u64::MAX, u64::MAX, 0).is_some());
    }

    #[test]
    fn the_longest_time_left_never_grows() {
        let speed = songs(4);
        let (mut load, mut before) = (Load { to_send: 50, ..Load::default() }, Duration::MAX);
        while load.to_send + load.running > 0 {
            load = match load {
                Load { to_send: 1.., running: ..4, .. } => {
                    Load { to_send: load.to_send - 1, running: load.running + 1, since: Duration::ZERO }
                }
                _ => Load { running: load.running - 1, since: load.since + seconds(1), ..load },
            };
            let Estimate(from, to) = speed.left(load).unwrap();
            assert!(from <= to && to <= before, "{load:?}: {from:?} {to:?} {before:?}");
            before = to;
        }
    }

    #[test]
    fn an_undocumented_duration_gives_no_estimate() {
        let report = facts::operation(facts::CREATE_SONIC.starts.unwrap().operation).unwrap().report.unwrap();
        let (from, to) = report.takes.unwrap();
        assert_eq!(songs(1).takes, (Duration::ZERO, seconds((to + report.pace.1).into())));
        assert_eq!(Speed::of(["create_sonic"], &Policy::default(), 1).unwrap().takes.0, seconds(from.into()));
        assert!(Speed::of(["create_sonic", "create_studio"], &Policy::default(), 1).is_none());
        assert!(Speed::of([], &Policy::default(), 1).is_none());
    }

    #[test]
    fn an_estimate_is_rounded_in_words() {
        let words = |from, to| Estimate(seconds(from), seconds(to)).in_words();
        assert_eq!(words(0, 59), "less than a minute");
        assert_eq!(words(20, 61), "about 1 to 2 minutes");
        assert_eq!(words(119, 60), "less than a minute");
        assert_eq!(words(357, 1025), "about 5 to 18 minutes");
        assert_eq!(words(2230, 4801), "about 35 to 85 minutes");
        assert_eq!(words(11_000, 20_000), "about 3 to 6 hours");
    }
}
