//! Deliveries of events: past ones, and those that are to come.

use std::fmt;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::events;
use crate::state::seconds;
use crate::state::serde_util::Fixed;

/// A delivery that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Delivery {
    /// Its number among all deliveries of the mock, from 1.
    pub number: u64,
    /// The id of the event, in `X-Webhook-Id`: the same each time.
    pub id: String,
    /// What happened, such as `song.completed`.
    #[serde(deserialize_with = "events::event")]
    pub event: Fixed,
    /// The task.
    pub task_id: String,
    /// The address.
    pub url: String,
    /// How many times the event was sent by then: 1 for the first time.
    pub attempt: u32,
    /// When it was sent, on the mock's clock.
    #[serde(with = "seconds")]
    #[schemars(with = "f64")]
    pub at: Duration,
    /// What came of it.
    pub receipt: Receipt,
}

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Receipt {
    /// The receiver answered with this status; with a 2xx it took the event.
    Answered(u16),
    /// There was no answer, for this reason.
    Unanswered(String),
    /// The mock doesn't send there, for this reason; it isn't tried again.
    NotSent(String),
}

impl Receipt {
    /// Whether the receiver took the event.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event, task_id, url, attempt, receipt, .. } = self;
        write!(out, "{event} of {task_id} to {url}, attempt {attempt}: ")?;
        match receipt {
            Receipt::Answered(status) => write!(out, "{status}"),
            Receipt::Unanswered(why) => write!(out, "no answer: {why}"),
            Receipt::NotSent(why) => write!(out, "not sent: {why}"),
        }
    }
}

/// How many deliveries there were, remembered or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CallbackTotals {
    /// Tried.
    pub tried: u64,
    /// Taken by the receiver.
    pub taken: u64,
    /// Given up, because the receiver didn't take it or the mock doesn't send there.
    pub given_up: u64,
    /// Events for which there was no room.
    pub dropped: u64,
}

/// A delivery that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PendingCallback {
    /// The id of the event, in `X-Webhook-Id`: the same each time.
    pub id: String,
    /// What will have happened, such as `song.completed`.
    pub event: Fixed,
    /// The task.
    pub task_id: String,
    /// The address.
    pub url: String,
    /// How many times the event will have been sent then: 1 for the first time.
    pub attempt: u32,
    /// When it is due, on the mock's clock, if that is a matter of time. What has been due is being sent, or waits for another that is.
    #[serde(with = "seconds::option")]
    #[schemars(with = "Option<f64>")]
    pub due: Option<Duration>,
    /// At which look at its task it is due, counted from 1, if that is a matter of looks.
    pub look: Option<u64>,
    /// Why the mock won't send it, if it won't.
    pub refused: Option<String>,
}
