//! Webhooks: verify and read the events that the service sends to the `webhook_url` of a create.
//!
//! A [`Verifier`] takes the headers and the **raw** bytes of a request, from any web framework, and returns an [`Event`] or the reason
//! why not. Give it the body as it came: JSON that was parsed and written again has another signature.
//!
//! ```
//! use std::time::SystemTime;
//! use musicapi::types::{SonicClip, WebhookEvent};
//! use musicapi::webhook::{self, Verifier, WebhookError};
//!
//! # fn main() -> Result<(), WebhookError> {
//! let verifier = Verifier::new(["a-secret-of-your-own"])?;
//!
//! // What a framework hands over; here it is signed as the service would.
//! let body = br#"{"data": [{"clip_id": "26c9c592", "state": "streaming", "audio_url": "https://example.com/preview"}],
//!     "task_id": "468d0e42", "platform": "suno", "event": "song.streaming"}"#;
//! let headers = webhook::sign("a-secret-of-your-own", body, SystemTime::now())?;
//!
//! let event = verifier.verify(&headers, body)?;
//! assert_eq!(event.kind, WebhookEvent::SongStreaming);
//! assert_eq!(event.task.as_ref().map(ToString::to_string).as_deref(), Some("sonic/task/468d0e42"));
//! // A clip that only streams is not there yet: its address leads to a preview.
//! let status = event.task_status::<SonicClip>().map_err(|error| WebhookError::Unreadable(error.to_string()))?;
//! assert!(!status.is_done());
//! # Ok(())
//! # }
//! ```
//!
//! A receiver should answer with a 2xx as soon as it has stored the event, and do the work afterwards. The same event may come again:
//! remember [`Event::key`]. How often the service repeats an event, and which answer it takes for a refusal, is not known.
//!
//! `examples/webhook_axum.rs` is a whole receiver.

mod error;
mod event;
mod sign;
mod verify;

pub use crate::generated::webhook_body::Body;
pub use error::WebhookError;
pub use event::Event;
pub use http::HeaderMap;
pub use sign::sign;
pub use verify::Verifier;

use percent_encoding::percent_decode_str;

/// The header with the id of the event.
pub const ID: &str = "X-Webhook-Id";
/// The header with the kind of the event.
pub const EVENT: &str = "X-Webhook-Event";
/// The header with the time of sending, in seconds since 1970.
pub const TIMESTAMP: &str = "X-Webhook-Timestamp";
/// The header with the signature: `sha256=` and hexadecimal digits.
pub const SIGNATURE: &str = "X-Webhook-Signature";
/// The header that repeats the id of the event.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The header with the signature of the first edition, over the body alone.
pub const FIRST_SIGNATURE: &str = "X-Signature";

/// The query parameter of a callback's address that has the id of the intent.
pub const INTENT: &str = "intent";

/// The id of the intent in an address: the query parameter [`INTENT`] of a request's URI, or of its path and query.
///
/// If there are several, it is the last one, since the client puts its own at the end.
///
/// ```
/// let intent = musicapi::webhook::intent_of("/hooks/music?tenant=7&intent=01J9%2F4");
/// assert_eq!(intent.as_deref(), Some("01J9/4"));
/// assert_eq!(musicapi::webhook::intent_of("/hooks/music"), None);
/// ```
#[must_use]
pub fn intent_of(uri: &str) -> Option<String> {
    let (_, query) = uri.split('#').next()?.split_once('?')?;
    let value = query.split('&').rev().find_map(|pair| pair.strip_prefix(INTENT)?.strip_prefix('='))?;
    // In a query written like a form, a plus stands for a space.
    let value = value.replace('+', " ");
    let value = percent_decode_str(&value).decode_utf8().ok()?;
    (!value.is_empty()).then(|| value.into_owned())
}

#[cfg(test)]
mod tests;
