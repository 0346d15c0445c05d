//! The fingerprint of a request: equal for two requests exactly if they ask for the same.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::contract::catalog::OperationSpec;

/// A hash of what a paid call asks for, and not of how it is written: aliases are the operation that they are aliases of, a task
/// type that is left out is the one that this means, and the order of keys and white space don't matter. An item of a batch is a
/// call of its own.
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
    pub(crate) fn of(prepared: &OperationSpec, fields: &Map<String, Value>) -> Self {
        let tag = prepared.fact.tag;
        let is_tag = |name: &str| tag.is_some_and(|tag| tag.field == name);
        let form = prepared.form(fields).and_then(|form| form.name).unwrap_or_default();
        let mut text = format!("{} {form}\n", prepared.same_as);
        members(fields.iter().filter(|(name, _)| !is_tag(name)), &mut text);
        let hash = Sha256::digest(text.as_bytes());
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        Self(half)
    }
}

/// The value as text, the keys of each object sorted.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(object) => members(object.iter(), text),
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

/// The members as text, sorted by their keys.
fn members<'v>(members: impl Iterator<Item = (&'v String, &'v Value)>, text: &mut String) {
    let mut members: Vec<_> = members.collect();
    members.sort_unstable_by_key(|(key, _)| *key);
    text.push('{');
    for (key, value) in members {
        text.push_str(&format!("{key:?}:"));
        canonical(value, text);
        text.push(',');
    }
    text.push('}');
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
    use crate::contract::catalog::Catalog;

    fn of(operation: &str, body: &str) -> Fingerprint {
        let prepared = Catalog::get().unwrap().prepared(operation).unwrap();
        Fingerprint::of(prepared, &serde_json::from_str(body).unwrap())
    }

    #[test]
    fn only_what_is_asked_for_counts() {
        let bpm = |body: &str| of("measure_sonic_bpm", body);
        let one = bpm(r#"{"a": {"x": 1, "y": [1, 2]}, "b": null}"#);
        assert_eq!(one, bpm(r#"{"b":null,"a":{"y":[1,2],"x":1}}"#));
        assert_eq!(one.to_string().len(), 32);
        assert_eq!(Fingerprint::try_from(one.to_string()), Ok(one));
        assert!(Fingerprint::try_from("x".repeat(32)).is_err());
        for other in [r#"{"a": {"x": 1, "y": [2, 1]}, "b": null}"#, r#"{"a": {"x": 1, "y": [1, 2]}}"#, "{}"] {
            assert_ne!(one, bpm(other), "{other}");
        }
        assert_ne!(bpm("{}"), of("get_sonic_midi", "{}"));
        assert_ne!(bpm(r#"{"a": "1"}"#), bpm(r#"{"a": 1}"#));
    }

    #[test]
    fn an_alias_and_what_is_meant_by_silence_are_the_same() {
        let song = of("create_sonic", r#"{"mv": "sonic-v5", "task_type": "create_music"}"#);
        assert_eq!(song, of("create_sonic", r#"{"mv": "sonic-v5"}"#));
        assert_eq!(song, of("create_suno", r#"{"mv": "sonic-v5"}"#));
        assert_ne!(song, of("create_sonic", r#"{"mv": "sonic-v5", "task_type": "cover_music"}"#));
        let stems = r#"{"clip_id": "x"}"#;
        assert_ne!(of("split_sonic_stems_basic", stems), of("split_sonic_stems_full", stems));
    }
}
