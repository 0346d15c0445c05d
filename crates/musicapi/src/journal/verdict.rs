//! The verdict on a call whose outcome was unknown, and the dates that the evidence for it counts in.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// The verdict on a call whose outcome was unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The call was charged: its price is gone. The task id isn't known; a callback or the service's support may have it.
    Charged,
    /// The call was not charged: nothing is gone. It may be sent again.
    NotCharged,
    /// Whether the call was charged can't be said.
    Undetermined,
}

impl Verdict {
    /// How long after a call it can't be said that the call wasn't charged: the service may be slow to charge for a call whose answer was
    /// lost, and a call that counts as lost may be in flight. A choice of this crate, since how long that may take isn't known.
    pub const NOT_BEFORE: Duration = Duration::from_secs(3 * 60);
}

/// A date in milliseconds since 1970.
pub(crate) fn milliseconds(date: SystemTime) -> i64 {
    let since = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
