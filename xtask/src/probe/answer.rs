//! What was answered to a call.

use serde_json::{Value, json};

/// What stands where the key stood.
const MASK: &str = "[key]";

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// JSON, or the text that it is.
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn new(status: u16, headers: Vec<(String, String)>, body: &[u8]) -> Self {
        let text = || String::from_utf8_lossy(body).into();
        Self { status, headers, body: serde_json::from_slice(body).unwrap_or_else(|_| text()) }
    }

    /// The words of a refusal, in any of its shapes.
    pub(super) fn text(&self) -> &str {
        let said = ["error", "message"].iter().find_map(|key| self.body[key].as_str());
        said.or(self.body.as_str()).unwrap_or_default()
    }

    /// The same with a mask for the key, wherever it stands.
    pub(super) fn masked(mut self, key: &str) -> Self {
        for (_, value) in &mut self.headers {
            *value = masked(value, key);
        }
        // Written anew it has one way of writing each letter.
        let quoted = json!(key).to_string();
        let text = masked(&self.body.to_string(), &quoted[1..quoted.len() - 1]);
        self.body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        self
    }
}

/// A text with a mask for the key.
pub(super) fn masked(text: &str, key: &str) -> String {
    text.replace(key, MASK)
}
