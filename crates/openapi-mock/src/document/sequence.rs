//! Write bodies that are sequences: server-sent events (`text/event-stream`), JSON Lines, and JSON text sequences (RFC 7464).
//!
//! OpenAPI 3.2 describes their items by `itemSchema`; before that, the schema described one item, or a list of them.

use serde_json::{Map, Value};

use crate::document::media_type::essence;

/// The fields of an event, in the order in which they are written.
const FIELDS: [&str; 4] = ["event", "id", "retry", "data"];

/// A list as a sequence of its items, and any other value as a sequence of one; `None` if the media type is no sequence.
pub(crate) fn write(media_type: &str, value: &Value) -> Option<String> {
    let write: fn(&Value) -> String = match essence(media_type).as_str() {
        "text/event-stream" => event,
        "application/jsonl" | "application/x-ndjson" | "application/ndjson" | "application/json-lines" => {
            |item| format!("{item}\n")
        }
        "application/json-seq" => |item| format!("\u{1e}{item}\n"),
        _ => return None,
    };
    let one = std::slice::from_ref(value);
    Some(value.as_array().map_or(one, Vec::as_slice).iter().map(write).collect())
}

/// One event. A value that has no fields of an event is its data.
fn event(value: &Value) -> String {
    let data = || Map::from_iter([("data".to_owned(), value.clone())]);
    let is_event = |it: &&Map<String, Value>| it.keys().all(|key| FIELDS.contains(&&key[..])) && !it.is_empty();
    let fields = value.as_object().filter(is_event).cloned().unwrap_or_else(data);
    let mut event = String::new();
    for name in FIELDS {
        let text = match fields.get(name) {
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        // Each line has the field's name; an empty text is one empty line.
        for line in text.split('\n') {
            event.push_str(&format!("{name}: {}\n", line.trim_end_matches('\r')));
        }
    }
    event + "\n"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_written_as_their_media_type_has_it() {
        let two = json!([{"a": 1}, "x"]);
        for (media_type, text) in [
            ("application/jsonl", "{\"a\":1}\n\"x\"\n"),
            ("Application/X-NDJSON; charset=utf-8", "{\"a\":1}\n\"x\"\n"),
            ("application/json-seq", "\u{1e}{\"a\":1}\n\u{1e}\"x\"\n"),
            ("text/event-stream", "data: {\"a\":1}\n\ndata: x\n\n"),
        ] {
            assert_eq!(write(media_type, &two).as_deref(), Some(text), "{media_type}");
        }
        assert_eq!(write("application/json", &two), None);
        let event = json!({"data": "one\ntwo", "event": "add", "retry": 5, "id": null});
        assert_eq!(event_of(&event), "event: add\nretry: 5\ndata: one\ndata: two\n\n");
        assert_eq!(event_of(&json!({"data": {"a": 1}})), "data: {\"a\":1}\n\n");
        assert_eq!(event_of(&json!({"data": 1, "more": 2})), "data: {\"data\":1,\"more\":2}\n\n");
        assert_eq!(event_of(&json!({})), "data: {}\n\n");
    }

    fn event_of(value: &Value) -> String {
        write("text/event-stream", value).unwrap_or_default()
    }
}
