//! What a test needs that has no service at hand: a clock that is moved by sleeping, and reports, outcomes and errors as the client makes
//! them of an answer.
//!
//! [`client`] makes a client that is answered by a function, for programs that make calls. A whole service that answers offline is the
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
//! let outcome = testing::look::<SonicClip>(&facts::GET_SONIC_TASK, json!({"code": 200, "data": [clip]}))?.outcome()?;
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
use crate::task::status::{Look, look_at};

/// What a client would make of this report on a task, under status 200.
///
/// # Errors
/// As [`Task::look`](crate::Task::look).
pub fn look<C: DeserializeOwned>(report: &'static Operation, body: Value) -> Result<Look<C>, Error> {
    look_at(&Answer::of(report, body), None)
}

/// What a client would make of an answer with this status, which must be one of no success, and this body.
#[must_use]
pub fn error(operation: &'static Operation, status: u16, body: &str) -> Error {
    meaning(operation, status, body)
}
