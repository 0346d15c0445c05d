//! Policies: how often and how fast to send, and when to give up. They are small values, set for a client or for a single call.

use std::time::Duration;

use musicapi_facts::Report;

/// How a client sends its calls. [`Builder::policy`](crate::Builder::policy) sets it for a client,
/// [`Client::with`](crate::Client::with) for a call.
///
/// ```
/// use musicapi::{Policy, Retry};
///
/// let patient = Policy { retry: Retry { attempts: 8, ..Retry::default() }, ..Policy::default() };
/// assert_eq!(patient.paid_gap.as_secs(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How often a call is sent again, if that is safe.
    pub retry: Retry,
    /// The least time between two paid calls of a client and all its clones. The service takes one create every 3 seconds
    /// (observed), which is the default.
    pub paid_gap: Duration,
    /// The least time between two polls by a client and all its clones: the rate that all its tasks share. When it binds, each task
    /// is polled less often, in turn. The default is 50 ms, a choice of this crate: enough for 400 tasks at the documented pace.
    pub poll_gap: Duration,
    /// How tasks are [waited](crate::Task::wait) for; by default as the document says for each.
    pub wait: Option<PollPolicy>,
    /// Whether the balance is read before each paid call, which [`Client::reconcile`](crate::Client::reconcile) needs. Off by
    /// default: it is one more request, and proves nothing if others use the account.
    pub read_balance: bool,
    /// Whether a paid call that was made before is not made again. Off by default; it needs a [journal](crate::Builder::journal).
    ///
    /// If the journal has the same request to the same operation, the call gives the answer from then, or, if that outcome is
    /// unknown, its error. So a program that was killed can be run again from its first line. An equal request at the same time
    /// waits for the answer of the first.
    ///
    /// A song that failed counts as made: to buy it once more, make the call with a policy without this. A call in doubt is
    /// [reconciled](crate::Client::reconcile), or [settled](crate::FileJournal::settle) by you. Key and service make no difference:
    /// have a journal for each.
    pub once: bool,
    /// What to do with a request that has a word or a field that this crate doesn't know. Refused by default.
    pub new_things: UnknownInput,
}

/// What to do with a word or a field of a request that the document doesn't know, and that is either a mistake or newer than this crate.
///
/// A request that breaks a documented limit is refused in any case, and so is an unknown form, since nothing is known of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum UnknownInput {
    /// Refuse the request; nothing is sent.
    #[default]
    Refuse,
    /// Send the request, and log a warning. Its price counts as not documented.
    Warn,
    /// Send the request. Its price counts as not documented.
    Allow,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            retry: Retry::default(),
            paid_gap: Duration::from_secs(3),
            poll_gap: Duration::from_millis(50),
            wait: None,
            read_balance: false,
            once: false,
            new_things: UnknownInput::Refuse,
        }
    }
}

/// How to wait for a task: when to poll, when to stop, and how many failures to tolerate.
///
/// The deadline holds: a wait that has no turn to poll before it, because many wait with the same client, ends at the deadline without a
/// last poll. A poll that has begun is finished, which takes no longer than a [call](crate::Builder::timeout) may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollPolicy {
    /// The time between a create and the first poll; a task that was taken up again is polled at once.
    pub first: Duration,
    /// The shortest and the longest time between two polls; each pause is drawn between them, so that many waits don't poll
    /// together. 15 to 25 seconds are documented; shorter pauses are a burden to the service.
    pub pace: (Duration, Duration),
    /// The time after which waiting ends, with one last poll. The task goes on.
    pub deadline: Duration,
    /// How many polls in a row may fail for a passing reason, such as a broken connection, or have an answer that can't be read.
    pub max_errors: u32,
}

impl From<&Report> for PollPolicy {
    /// First after the shortest documented pause, then at the documented pace, for half an hour at most; five polls in a row may
    /// fail.
    fn from(report: &Report) -> Self {
        let (from, to) = report.pace;
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        Self { first: seconds(from), pace: (seconds(from), seconds(to)), ..Self::default() }
    }
}

impl Default for PollPolicy {
    /// For a task of any kind: first after 15 s, then every 15 to 25 s, for half an hour at most; five polls in a row may fail.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { first: seconds(15), pace: (seconds(15), seconds(25)), deadline: seconds(30 * 60), max_errors: 5 }
    }
}

impl PollPolicy {
    /// A pause between two polls; `random` is drawn from 0 to 1.
    pub(crate) fn pause(&self, random: f64) -> Duration {
        let (shortest, longest) = self.pace;
        shortest.saturating_add(longest.saturating_sub(shortest).mul_f64(random))
    }
}

/// When a call is sent again. A paid call is sent again only if it is certain that it was not accepted: there was no connection, or
/// the answer was 429.
///
/// The pauses have full jitter: each is drawn between zero and `base`, doubled with every attempt, up to `cap`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How often a call is sent in all; 1 means no retry.
    pub attempts: u32,
    /// The longest first pause.
    pub base: Duration,
    /// The longest pause. If the service asks for a longer one, the error comes at once and
    /// [has it](crate::Error::retry_after).
    pub cap: Duration,
}

impl Default for Retry {
    /// Four attempts, a first pause of up to half a second, pauses of at most half a minute.
    fn default() -> Self {
        Self { attempts: 4, base: Duration::from_millis(500), cap: Duration::from_secs(30) }
    }
}

impl Retry {
    /// A call is sent once.
    pub const NEVER: Self = Self { attempts: 1, base: Duration::ZERO, cap: Duration::ZERO };

    /// The pause after so many attempts; `None` if no attempt follows. `random` is drawn from 0 to 1.
    pub(crate) fn pause(self, attempts: u32, asked: Option<Duration>, random: f64) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        let random = random.clamp(0.0, 1.0);
        match asked {
            Some(asked) if asked > self.cap => None,
            // Not before the time that the service asked for, and not all clients at that very moment.
            Some(asked) => Some(asked.saturating_add(self.base.mul_f64(random))),
            None => {
                let doubled = self.base.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)));
                Some(doubled.min(self.cap).mul_f64(random))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_cap_with_full_jitter() {
        let retry = Retry { attempts: 10, ..Retry::default() };
        let longest = |attempts| retry.pause(attempts, None, 1.0).map(|pause| pause.as_millis());
        assert_eq!([1, 2, 3, 7, 9].map(longest), [500, 1000, 2000, 30_000, 30_000].map(Some));
        assert_eq!(longest(10), None, "ten attempts and no more");
        assert_eq!(retry.pause(3, None, 0.0), Some(Duration::ZERO));
        assert_eq!(retry.pause(3, None, 0.25), Some(Duration::from_millis(500)));
    }

    #[test]
    fn what_the_service_asks_for_is_waited_or_told() {
        let retry = Retry::default();
        let asked = |seconds, random| retry.pause(1, Some(Duration::from_secs(seconds)), random);
        assert_eq!(asked(3, 0.0), Some(Duration::from_secs(3)));
        assert_eq!(asked(30, 1.0), Some(Duration::from_millis(30_500)));
        assert_eq!(asked(31, 0.0), None);
        assert_eq!(Retry::NEVER.pause(1, None, 0.5), None);
    }
}
