//! What can be said of a call whose outcome was unknown, and the time in which it is told.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// What the balance says of a call whose outcome was unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its price is gone. The task id isn't known; a callback or the service's support may tell it.
    Charged,
    /// Nothing is gone. It may be sent again.
    NotCharged,
    /// That can't be said.
    Undetermined,
}

impl Verdict {
    /// How long nobody can say that a call wasn't charged: a service may be slow to charge for one whose answer was lost, and one that was
    /// taken for lost may be under way. A choice of this crate, since how long it may take isn't known.
    pub const NOT_BEFORE: Duration = Duration::from_secs(3 * 60);
}

/// Since 1970.
pub(crate) fn milliseconds(date: SystemTime) -> i64 {
    let since = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
