//! Rows of JSON, in which no object has the same key twice.

use serde_json::Value;

use crate::batch::lines::Place;

/// Parses a single value.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    openapi_mock::json(text.trim_end().as_bytes()).map_err(|error| {
        if is_more(&error) {
            return format!("more than one object is on this line, from column {} on", error.column());
        }
        // A row is a line, so that its number there is always 1.
        reason(&error, &format!(" at line {} column {}", error.line(), error.column()))
    })
}

/// Whether a list is JSON, or where it isn't and why.
pub(crate) fn list(text: &str) -> Result<(), (Place, String)> {
    openapi_mock::json(text.trim_end().as_bytes()).map(drop).map_err(|error| {
        let place = Place { line: error.line() as u64, column: Some(error.column() as u64) };
        if is_more(&error) {
            return (place, "it isn't JSON: something follows the list".to_owned());
        }
        (place, reason(&error, &format!(" at line {} column {}", error.line(), error.column())))
    })
}

/// Whether something follows a value.
fn is_more(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("trailing characters")
}

fn reason(error: &serde_json::Error, place: &str) -> String {
    let reason = error.to_string().replace(place, "");
    match () {
        // It is JSON, if a key is given twice.
        () if error.is_data() => reason,
        () if error.is_eof() => format!("it isn't JSON: it ends at column {}, within a value", error.column()),
        () => format!("it isn't JSON: {reason} at column {}", error.column()),
    }
}
