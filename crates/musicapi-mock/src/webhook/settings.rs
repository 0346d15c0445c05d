//! The settings of callbacks.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::state::seconds;

/// How the mock calls back.
///
/// How often the service tries again, how long it waits for an answer, and which answer it takes for success, is not known: the
/// defaults are the mock's own choice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CallbackSettings {
    /// What signs where a create has no `webhook_secret`; the service has a secret of its own for that.
    pub secret: String,
    /// Whether word is sent also when a clip can be heard but isn't done (`song.streaming`, observed with newer models).
    pub streaming: bool,
    /// How many times each event is sent again after it was taken, with the same id: receivers must know it again.
    pub duplicates: u32,
    /// Whether the events of a task come in the wrong order: the last one first, and the others right behind it.
    pub reordered: bool,
    /// The pauses after which an event that wasn't taken is sent again, on the mock's clock. A receiver takes it by answering 2xx.
    #[serde(with = "seconds::list")]
    #[schemars(with = "Vec<f64>")]
    pub retries: Vec<Duration>,
    /// Whether other machines are called too, by http. Else only addresses of this machine are.
    pub anywhere: bool,
    /// Whether time stamps are of the machine's clock, for a receiver that can't be given the mock's.
    pub machine_time: bool,
    /// How long an answer is waited for, by the machine's clock.
    #[serde(with = "seconds")]
    #[schemars(with = "f64")]
    pub patience: Duration,
    /// How many events may wait to be delivered. Those beyond are dropped, and counted.
    pub waiting: usize,
    /// How many deliveries are remembered, the last ones.
    pub remembered: usize,
}

impl Default for CallbackSettings {
    /// Each event once and in order, to this machine alone, signed with `mock-webhook-secret` and stamped by the mock's clock; again
    /// after 10 s, 60 s and 5 min if it isn't taken within 5 s. Room for 10,000 events, and for the memory of 1,000 deliveries.
    fn default() -> Self {
        Self {
            secret: "mock-webhook-secret".to_owned(),
            streaming: true,
            duplicates: 0,
            reordered: false,
            retries: [10, 60, 300].map(Duration::from_secs).into(),
            anywhere: false,
            machine_time: false,
            patience: Duration::from_secs(5),
            waiting: 10_000,
            remembered: 1_000,
        }
    }
}
