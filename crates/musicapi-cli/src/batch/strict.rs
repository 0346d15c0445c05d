//! A row of JSON.

use serde_json::Value;

/// A single value, in which no object has the same key twice.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    openapi_mock::json(text.trim_end().as_bytes()).map_err(|error| {
        // A row is a line, so that its number there is always 1.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = error.to_string().replace(&place, "");
        // It is JSON, if a key is given twice.
        if error.is_data() { reason } else { format!("it isn't JSON: {reason} at column {}", error.column()) }
    })
}
