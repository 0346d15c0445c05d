//! Times as seconds, in files and in the control API.

use std::time::Duration;

use serde::{Deserialize as _, Deserializer, Serializer, de::Error};

pub(crate) fn serialize<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    of(f64::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// # Errors
/// If it is no time.
pub(crate) fn of(seconds: f64) -> Result<Duration, String> {
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| format!("{seconds} is no time; write seconds, as a number that isn't negative"))
}

/// A time that may be absent.
pub(crate) mod option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => super::serialize(time, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        let seconds = Option::<f64>::deserialize(deserializer)?;
        seconds.map(of).transpose().map_err(D::Error::custom)
    }
}

/// Several times.
pub(crate) mod list {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(times: &[Duration], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(times.iter().map(Duration::as_secs_f64))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Duration>, D::Error> {
        let seconds = Vec::<f64>::deserialize(deserializer)?;
        seconds.into_iter().map(of).collect::<Result<_, _>>().map_err(D::Error::custom)
    }
}
