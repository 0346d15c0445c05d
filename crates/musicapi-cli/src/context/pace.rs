//! The pace: how often tasks are polled, and the time between two creates.
//!
//! Without a setting, the client keeps the documented intervals. A setting becomes part of the client's policy, so that it applies however
//! a command creates or polls. Polling a real service faster than documented causes a warning.

use std::path::Path;
use std::time::Duration;

use musicapi::{BaseUrl, Policy, PollPolicy};

use crate::context::setting::{Origin, Setting};
use crate::output::failure::Failure;

/// The longest interval that may be set.
const MAX_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// An interval, and where it was set.
#[derive(Debug, Clone, Copy)]
struct Interval {
    time: Duration,
    origin: Origin,
}

/// The intervals that are set; the documented ones apply where none is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    poll: Option<Interval>,
    create: Option<Interval>,
}

impl Pace {
    /// Reads the settings. The config file is named by errors.
    ///
    /// # Errors
    /// If a value isn't a number of seconds within the limit.
    pub(crate) fn read(poll: Option<Setting>, create: Option<Setting>, config_file: &Path) -> Result<Self, Failure> {
        let read = |set: Option<Setting>, name: &str| set.map(|set| interval(&set, name, config_file)).transpose();
        Ok(Self { poll: read(poll, "poll_interval")?, create: read(create, "create_interval")? })
    }

    /// The pace for the embedded mock, whose time runs faster. Only flags count; environment and config file are meant for a real service.
    pub(crate) fn of_mock(self) -> Self {
        let from_flag = |interval: Option<Interval>| interval.filter(|interval| interval.origin == Origin::Flag);
        Self { poll: from_flag(self.poll), create: from_flag(self.create) }
    }

    /// Puts the pace into a policy. The first poll and every later one use the same interval; the longest wait stays the same.
    pub(crate) fn policy(self, policy: Policy) -> Policy {
        let wait = self.poll.map(|Interval { time, .. }| PollPolicy {
            first: time,
            pace: (time, time),
            ..PollPolicy::default()
        });
        Policy {
            paid_gap: self.create.map_or(policy.paid_gap, |create| create.time),
            wait: wait.or(policy.wait),
            ..policy
        }
    }

    /// The poll interval in words, and where it comes from.
    pub(crate) fn poll(self) -> (String, Origin) {
        let (from, to) = PollPolicy::default().pace;
        shown(self.poll).unwrap_or_else(|| (format!("{} to {}", from.as_secs(), in_words(to)), Origin::Default))
    }

    /// The create interval in words, and where it comes from.
    pub(crate) fn create(self) -> (String, Origin) {
        shown(self.create).unwrap_or_else(|| (in_words(Policy::default().paid_gap), Origin::Default))
    }

    /// The warning if the pace is faster than documented. None for an address of this machine, where only a mock can run.
    pub(crate) fn warning(self, service: &BaseUrl) -> Option<String> {
        let (documented, gap) = (PollPolicy::default().pace, Policy::default().paid_gap);
        let polled = self.poll.filter(|poll| poll.time < documented.0).map(|_| {
            let (from, to) = (documented.0.as_secs(), in_words(documented.1));
            format!("polled every {}, and documented are {from} to {to}", self.poll().0)
        });
        let created = self.create.filter(|create| create.time < gap).map(|_| {
            format!("sent a create every {}, and takes one every {} (observed)", self.create().0, in_words(gap))
        });
        let faster: Vec<String> = polled.into_iter().chain(created).collect();
        let host = service.host();
        (!faster.is_empty() && !service.is_local())
            .then(|| format!("warning: {host} is {}; it may refuse that", faster.join("; it is ")))
    }
}

fn shown(interval: Option<Interval>) -> Option<(String, Origin)> {
    interval.map(|Interval { time, origin }| (in_words(time), origin))
}

fn in_words(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}

fn interval(set: &Setting, name: &str, config_file: &Path) -> Result<Interval, Failure> {
    let seconds = set.value.trim().parse::<f64>().ok();
    // NaN is in no range.
    let seconds = seconds.filter(|seconds| (0.0..=MAX_INTERVAL.as_secs_f64()).contains(seconds));
    let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let time = time.ok_or_else(|| {
        let place = set.origin.place(name, config_file);
        let longest = MAX_INTERVAL.as_secs();
        let failure = Failure::usage(format!(
            "{place}: {:?} isn't a number of seconds from 0 to {longest}, such as 20 or 0.5",
            set.value
        ));
        set.add_step(name, failure)
    })?;
    Ok(Interval { time, origin: set.origin })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(value: &str, origin: Origin) -> Option<Setting> {
        Some(Setting { value: value.to_owned(), origin })
    }

    fn pace(poll: &str, create: &str) -> Pace {
        Pace::read(set(poll, Origin::Flag), set(create, Origin::File), Path::new("my.toml")).ok().unwrap()
    }

    #[test]
    fn an_error_names_the_setting_that_is_not_a_number_of_seconds() {
        let policy = pace("0.05", " 0").policy(Policy { read_balance: true, ..Policy::default() });
        let time = Duration::from_millis(50);
        let wait = PollPolicy { first: time, pace: (time, time), ..PollPolicy::default() };
        assert_eq!(
            policy,
            Policy { wait: Some(wait), paid_gap: Duration::ZERO, read_balance: true, ..Policy::default() }
        );
        assert_eq!(pace("3600", "1").policy(Policy::default()).wait.unwrap().first, MAX_INTERVAL);
        for wrong in ["-1", "-0.1", "NaN", "inf", "-inf", "1e300", "3600.1", "5m", "5s", "soon", " "] {
            for (origin, place) in [
                (Origin::Flag, "--create-interval: "),
                (Origin::Environment("MUSICAPI_CREATE_INTERVAL"), "MUSICAPI_CREATE_INTERVAL: "),
                (Origin::File, "create_interval of the config file my.toml: "),
                (Origin::Argument, "create_interval: "),
            ] {
                let failure = Pace::read(None, set(wrong, origin), Path::new("my.toml")).err().unwrap();
                assert_eq!(failure.code(), 2);
                let wanted = format!("{place}{wrong:?} isn't a number of seconds from 0 to 3600");
                assert!(failure.message().starts_with(&wanted), "{}", failure.message());
            }
        }
    }

    #[test]
    fn without_settings_the_documented_pace_applies() {
        assert_eq!(Pace::default().policy(Policy::default()), Policy::default());
        assert_eq!(Pace::default().poll(), ("15 to 25 s".to_owned(), Origin::Default));
        assert_eq!(Pace::default().create(), ("3 s".to_owned(), Origin::Default));
        assert_eq!(Pace::default().warning(&BaseUrl::default()), None);
    }

    #[test]
    fn a_pace_faster_than_documented_causes_a_warning_except_for_this_machine() {
        let of = |poll, create, address: &str| pace(poll, create).warning(&address.parse().unwrap());
        let real = musicapi::facts::SERVER;
        assert_eq!(
            of("5", "0.5", real).unwrap(),
            "warning: api.musicapi.ai is polled every 5 s, and documented are 15 to 25 s; it is sent a create every 0.5 s, and takes \
             one every 3 s (observed); it may refuse that"
        );
        assert_eq!(of("15", "3", real), None);
        assert!(
            !of("14.9", "3", real).unwrap().contains("create") && !of("15", "2.9", real).unwrap().contains("polled")
        );
        for (address, is_here) in [
            ("http://127.0.0.1:4010/api/v1", true),
            ("http://[::1]:4010", true),
            ("http://LOCALHOST/", true),
            ("https://127.0.0.1.example/", false),
            ("https://localhost.staging.example:80", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(of("1", "3", address).is_none(), is_here, "{address}");
        }
    }

    #[test]
    fn the_embedded_mock_takes_its_pace_from_flags_only() {
        let policy = pace("0.05", "1").of_mock().policy(Policy::default());
        assert_eq!(policy.wait.unwrap().first, Duration::from_millis(50));
        assert_eq!(policy.paid_gap, Policy::default().paid_gap, "it is from the file");
    }
}
