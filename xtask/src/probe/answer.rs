//! What was answered to a call.

use serde_json::Value;

use super::questions::Call;

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON, or as the text that it is.
    pub(super) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| String::from_utf8_lossy(&self.body).into())
    }
}

/// A call with what was answered.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) call: Call,
    pub(super) answer: Answer,
}
