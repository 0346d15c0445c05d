//! Strict JSON: refuses an object with the same key twice, which serde_json would accept.

use serde_json::Value;

use crate::batch::lines::Position;

/// Parses a single value.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    openapi_mock::json(text.trim_end().as_bytes()).map_err(|error| {
        if is_more(&error) {
            return format!("more than one object is on this line, from column {} on", error.column());
        }
        // The text is one line, so the position needs no line.
        reason(&error, &format!(" at line {} column {}", error.line(), error.column()))
    })
}

/// Checks that a list is JSON; an error has its position.
pub(crate) fn list(text: &str) -> Result<(), (Position, String)> {
    openapi_mock::json(text.trim_end().as_bytes()).map(drop).map_err(|error| {
        let position = Position { line: error.line() as u64, column: Some(error.column() as u64) };
        if is_more(&error) {
            return (position, "it isn't JSON: something follows the list".to_owned());
        }
        (position, reason(&error, &format!(" at line {} column {}", error.line(), error.column())))
    })
}

/// Whether the error is text after the value.
fn is_more(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("trailing characters")
}

fn reason(error: &serde_json::Error, position: &str) -> String {
    let reason = error.to_string().replace(position, "");
    match () {
        // A duplicate key is valid JSON, so don't say otherwise.
        () if error.is_data() => reason,
        () if error.is_eof() => format!("it isn't JSON: it ends at column {}, within a value", error.column()),
        () => format!("it isn't JSON: {reason} at column {}", error.column()),
    }
}
