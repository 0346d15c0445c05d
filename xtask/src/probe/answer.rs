//! The answer to a call, in which the key can be masked.

use serde_json::{Value, json};

/// Replaces the key.
const MASK: &str = "[key]";

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// JSON, or text as a string.
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn new(status: u16, headers: Vec<(String, String)>, body: &[u8]) -> Self {
        let text = || String::from_utf8_lossy(body).into();
        Self { status, headers, body: serde_json::from_slice(body).unwrap_or_else(|_| text()) }
    }

    /// The text of an error, in any of its shapes.
    pub(super) fn text(&self) -> &str {
        let text = ["error", "message"].iter().find_map(|key| self.body[key].as_str());
        text.or(self.body.as_str()).unwrap_or_default()
    }

    /// Masks the key everywhere in the answer.
    pub(super) fn masked(mut self, key: &str) -> Self {
        for (_, value) in &mut self.headers {
            *value = masked(value, key);
        }
        // Serializing the body normalizes escapes, so that an escaped key is found.
        let quoted = json!(key).to_string();
        let text = masked(&self.body.to_string(), &quoted[1..quoted.len() - 1]);
        self.body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        self
    }
}

/// Masks the key in a text.
pub(super) fn masked(text: &str, key: &str) -> String {
    text.replace(key, MASK)
}
