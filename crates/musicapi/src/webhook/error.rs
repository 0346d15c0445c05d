//! Why a webhook is not accepted.

use std::fmt;
use std::time::Duration;

/// Why a webhook is not accepted, and which status to answer: see [`status`](Self::status).
///
/// It contains neither a secret nor any part of the body except, in [`Unreadable`](Self::Unreadable), the place of the mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The receiver has no secret, or an empty one, with which anyone could sign.
    NoSecret,
    /// This header is missing.
    Missing(&'static str),
    /// This header doesn't have its documented form.
    Malformed(&'static str),
    /// No sender that knows one of the secrets signed this time stamp and this body.
    WrongSignature,
    /// It is signed, but was sent too long ago; perhaps it is a replay.
    TooOld {
        /// How long ago it was sent.
        age: Duration,
    },
    /// It is signed, but its time stamp is too far in the future; perhaps a clock is wrong.
    FromTheFuture {
        /// How far ahead the time stamp is.
        ahead: Duration,
    },
    /// It is signed, but the body is not a JSON object.
    Unreadable(String),
}

impl WebhookError {
    /// The HTTP status to answer: 401 if the webhook can't be trusted, 400 if it isn't a webhook at all, 500 if the receiver has no secret.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::WrongSignature | Self::TooOld { .. } | Self::FromTheFuture { .. } => 401,
            Self::Missing(_) | Self::Malformed(_) | Self::Unreadable(_) => 400,
            Self::NoSecret => 500,
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => out.write_str("there is no secret to verify webhooks with"),
            Self::Missing(header) => write!(out, "the header {header} is missing"),
            Self::Malformed(header) => write!(out, "the header {header} is not of its documented form"),
            Self::WrongSignature => out.write_str("the signature is wrong"),
            Self::TooOld { age } => write!(out, "it was sent {} s ago", age.as_secs()),
            Self::FromTheFuture { ahead } => write!(out, "its time stamp is {} s ahead", ahead.as_secs()),
            Self::Unreadable(why) => write!(out, "the body is not a JSON object: {why}"),
        }
    }
}

impl std::error::Error for WebhookError {}
