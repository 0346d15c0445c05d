//! What tells whether two requests ask for the same.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A hash of method, path and body of a request. The order of the body's keys and its white space don't matter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Fingerprint([u8; 16]);

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = (text.len() == 32).then(|| u128::from_str_radix(&text, 16).ok()).flatten();
        number.map(|number| Self(number.to_be_bytes())).ok_or_else(|| format!("`{text}` is no fingerprint"))
    }
}

impl Fingerprint {
    pub(crate) fn of(method: &str, path: &str, body: Option<&Value>) -> Self {
        let mut text = format!("{method} {path}\n");
        if let Some(body) = body {
            canonical(body, &mut text);
        }
        let hash = Sha256::digest(text.as_bytes());
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        Self(half)
    }
}

/// The value as text, the keys of each object sorted.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in members {
                text.push_str(&format!("{key:?}:"));
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_asked_for_counts() {
        let of = |body: &str| Fingerprint::of("POST", "/a", serde_json::from_str::<Value>(body).ok().as_ref());
        let one = of(r#"{"a": {"x": 1, "y": [1, 2]}, "b": null}"#);
        assert_eq!(one, of(r#"{"b":null,"a":{"y":[1,2],"x":1}}"#));
        assert_eq!(one.to_string().len(), 32);
        assert_eq!(Fingerprint::try_from(one.to_string()), Ok(one));
        assert!(Fingerprint::try_from("x".repeat(32)).is_err());
        for other in [r#"{"a": {"x": 1, "y": [2, 1]}, "b": null}"#, r#"{"a": {"x": 1, "y": [1, 2]}}"#, "{}"] {
            assert_ne!(one, of(other), "{other}");
        }
        assert_ne!(Fingerprint::of("POST", "/a", None), Fingerprint::of("POST", "/b", None));
        assert_ne!(of(r#"{"a": "1"}"#), of(r#"{"a": 1}"#));
        assert_eq!(of("{}"), Fingerprint::of("POST", "/a", Some(&json!({}))));
    }
}
