//! The identity of a request: when two requests are the same, however they are written.
//!
//! A request is what it asks for: the operation and its fields. The order of the fields doesn't matter, `1.0` is `1`, and line ends of all
//! systems are equal. Of this canonical form the store keeps two digests for each job: one of the whole request, and one without the
//! model, by which work is compared that [leaves its model open](crate::JobSpec::any_model).

use serde_json::{Number, Value};
use sha2::{Digest as _, Sha256};

/// The field that names the model.
const MODEL: &str = "mv";

/// Half a SHA-256: two of a billion requests share one with a chance of one to 10²⁰.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digest(pub(crate) [u8; 16]);

impl Digest {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let mut half = [0; 16];
        half.iter_mut().zip(digest).for_each(|(half, byte)| *half = byte);
        Self(half)
    }
}

/// The digests of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity {
    /// The digest without the model. It comes first, so that requests that differ in nothing else are sorted side by side.
    pub(crate) any_model: Digest,
    /// The digest of the whole request.
    pub(crate) whole: Digest,
}

impl Identity {
    pub(crate) fn of(operation: &str, request: &Value) -> Self {
        let mut bytes = Vec::new();
        let mut digest = |left_out: Option<&str>| {
            bytes.clear();
            text(operation, &mut bytes);
            write(request, left_out, &mut bytes);
            Digest::of(&bytes)
        };
        Self { any_model: digest(Some(MODEL)), whole: digest(None) }
    }
}

/// Writes a value in its canonical form. One field of the request itself may be left out.
fn write(value: &Value, left_out: Option<&str>, out: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<(&String, &Value)> =
                fields.iter().filter(|(name, _)| left_out != Some(name.as_str())).collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            out.push(b'{');
            for (name, value) in sorted {
                text(name, out);
                write(value, None, out);
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| write(item, None, out));
            out.push(b']');
        }
        Value::String(value) => text(&value.replace("\r\n", "\n"), out),
        Value::Number(value) => out.extend_from_slice(format!("#{};", number(value)).as_bytes()),
        Value::Bool(true) => out.push(b'y'),
        Value::Bool(false) => out.push(b'n'),
        Value::Null => out.push(b'0'),
    }
}

/// Writes a text with its length, so that no two lists of texts have the same form.
fn text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("\"{}:", text.len()).as_bytes());
    out.extend_from_slice(text.as_bytes());
}

fn number(number: &Number) -> String {
    match number.as_f64() {
        // A number without a fraction is written as a whole number, and `-0` as `0`.
        Some(value) if number.is_f64() => format!("{}", if value == 0.0 { 0.0 } else { value }),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(json: &str) -> Identity {
        Identity::of("create_sonic", &serde_json::from_str(json).unwrap())
    }

    #[test]
    fn the_same_request_is_the_same_however_it_is_written() {
        let song = of(r#"{"mv": "a", "title": "x\ny", "style_weight": 1, "parts": [100, 0, {"n": 0.5, "m": 1}]}"#);
        for same in [
            r#"{"title": "x\r\ny", "parts": [1e2, -0.0, {"m": 1.0, "n": 5e-1}], "style_weight": 1.0, "mv": "a"}"#,
            r#"{"title":"x\u000ay","style_weight":1.00,"mv":"a","parts":[100.0,0,{"n":0.50,"m":10e-1}]}"#,
        ] {
            assert_eq!(of(same), song, "{same}");
        }
        let other_model =
            of(r#"{"mv": "b", "title": "x\ny", "style_weight": 1, "parts": [100, 0, {"n": 0.5, "m": 1}]}"#);
        assert_eq!(other_model.any_model, song.any_model);
        assert_ne!(other_model.whole, song.whole);
    }

    #[test]
    fn what_asks_for_something_else_is_another() {
        let all = [
            r#"{"a": "b", "c": "d"}"#,
            r#"{"a": "bc", "": "d"}"#,
            r#"{"a": "b"}"#,
            r#"{"a": "B"}"#,
            r#"{"a": "b "}"#,
            r#"{"a": ["b"]}"#,
            r#"{"a": [["b"]]}"#,
            r#"{"a": [], "b": []}"#,
            r#"{"a": {"mv": "x"}}"#,
            r#"{"a": {"mv": "y"}}"#,
            r#"{"a": 1}"#,
            r#"{"a": "1"}"#,
            r#"{"a": [1, 2]}"#,
            r#"{"a": [12]}"#,
            r#"{"a": 18446744073709551615}"#,
            r#"{"a": 18446744073709551614}"#,
            r#"{"a": true}"#,
            r#"{"a": null}"#,
            r#"{}"#,
        ];
        let mut digests: Vec<Digest> = all.iter().map(|json| of(json).any_model).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), all.len());
        assert_ne!(Identity::of("create_suno", &json!({})), Identity::of("create_sonic", &json!({})));
    }
}
