//! Helpers for tests without a service: a clock that is moved by sleeping, and reports, outcomes and errors as the client makes them of
//! an answer.
//!
//! [`client`] makes a client whose calls a function answers. A whole service that answers offline is the
//! crate `musicapi-mock`.
//!
//! ```
//! use musicapi::{ErrorKind, facts, testing, types::SonicClip};
//! use serde_json::json;
//!
//! // What my program does with a song, without a client.
//! fn titles(outcome: &musicapi::Outcome<SonicClip>) -> Vec<String> {
//!     outcome.succeeded.iter().filter_map(|clip| clip.title()).map(str::to_owned).collect()
//! }
//!
//! let clip = json!({"clip_id": "26c9c592", "state": "succeeded", "title": "Keeper of the Light"});
//! let outcome = testing::task_status::<SonicClip>(&facts::GET_SONIC_TASK, json!({"code": 200, "data": [clip]}))?.outcome()?;
//! assert_eq!(titles(&outcome), ["Keeper of the Light"]);
//!
//! // And with what goes wrong.
//! let error = testing::error(&facts::CREATE_SONIC, 504, "");
//! assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
//! # Ok::<(), musicapi::Error>(())
//! ```

#[cfg(feature = "client")]
mod clock;
#[cfg(feature = "client")]
mod fake;

#[cfg(feature = "client")]
pub use clock::TestClock;
#[cfg(feature = "client")]
pub use fake::client;

use musicapi_facts::Operation;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::answer::{Answer, meaning};
use crate::error::Error;
use crate::task::status::{TaskStatus, read_status};

/// Reads a report on a task, as a client would under status 200.
///
/// # Errors
/// Those of [`Task::poll`](crate::Task::poll), as far as they come from the report.
pub fn task_status<C: DeserializeOwned>(report: &'static Operation, body: Value) -> Result<TaskStatus<C>, Error> {
    read_status(&Answer::of(report, body), None)
}

/// The error that a client would make of an answer with this body and this status, which must not be a success.
#[must_use]
pub fn error(operation: &'static Operation, status: u16, body: &str) -> Error {
    meaning(operation, status, body)
}
