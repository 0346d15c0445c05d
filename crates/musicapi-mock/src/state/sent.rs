//! What a request brought: its body, as far as it is kept, without what is secret.
//!
//! Secrets go before anything is kept: values of fields that are named like one, and the key that the request came with wherever it is
//! repeated. A body that isn't JSON, or only its beginning, is masked as text, by the names of its fields.

use http::HeaderMap;
use http::header::AUTHORIZATION;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The field of a create that says what signs its callbacks.
pub(crate) const SECRET: &str = "webhook_secret";

/// What stands in the place of a secret.
const MASK: &str = "[secret]";

/// The key that a request came with, as `Authorization: Bearer KEY`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
}

/// The body of a request, as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Body {
    /// Its text, from the beginning. Keys and secrets are masked.
    pub text: String,
    /// How many bytes it had.
    pub bytes: u64,
    /// Whether it is kept whole.
    pub whole: bool,
}

impl Body {
    /// The beginning of a body, of so many bytes at most; none if it is empty, or none is kept.
    pub(crate) fn of(body: &[u8], limit: usize, key: Option<&str>) -> Option<Self> {
        if body.is_empty() || limit == 0 {
            return None;
        }
        let whole = body.len() <= limit;
        let text = String::from_utf8_lossy(&body[..body.len().min(limit)]);
        // A character that was cut through is left out.
        let text = if whole { &*text } else { text.trim_end_matches('\u{fffd}') };
        Some(Self { text: masked(text, key), bytes: body.len() as u64, whole })
    }

    /// It as JSON, if it is that and kept whole.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.text).ok().filter(|_| self.whole)
    }
}

/// Whether a field is named like a secret.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let named = ["secret", "password", "api_key", "apikey", "authorization"].iter().any(|word| name.contains(word));
    named || name == "token"
}

/// A text without what is secret in it.
pub(crate) fn masked(text: &str, key: Option<&str>) -> String {
    // What is shorter than this isn't told from other text.
    let key = key.filter(|key| key.len() >= 4);
    let hide = |text: String| match key {
        Some(key) if text.contains(key) => text.replace(key, MASK),
        _ => text,
    };
    // Most bodies have none, and are kept as they came.
    let is_suspect = text.contains('\\') || is_secret(text) || text.to_ascii_lowercase().contains("token");
    if !is_suspect {
        return hide(text.to_owned());
    }
    match serde_json::from_str::<Value>(text) {
        Ok(mut value) => hide(if mask_members(&mut value) { value.to_string() } else { text.to_owned() }),
        Err(_) => hide(mask_text(text)),
    }
}

/// Masks the secrets in a value, and tells whether there were any.
fn mask_members(value: &mut Value) -> bool {
    match value {
        Value::Object(members) => members.iter_mut().fold(false, |any, (name, value)| {
            if is_secret(name) && !value.is_null() {
                *value = MASK.into();
                return true;
            }
            mask_members(value) || any
        }),
        Value::Array(items) => items.iter_mut().fold(false, |any, value| any | mask_members(value)),
        _ => false,
    }
}

/// Masks what stands after the names of secrets in a text that is no JSON, or not all of it: `"name": "value"`, and `name=value`.
fn mask_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([':', '=']) {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_-\\".contains(letter);
        let name = before[..at].trim_end().trim_end_matches(['"', '\'']);
        let name = name.rsplit(|letter| !is_part(letter)).next().unwrap_or_default();
        rest = after;
        if !is_secret(name) && !name.contains('\\') {
            continue;
        }
        let value = after.trim_start();
        let end = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => closing(&value[1..], quote).map_or(value.len(), |end| end + 2),
            _ => value.find(['&', ',', '}', '\n', ' ']).unwrap_or(value.len()),
        };
        out.push_str(MASK);
        rest = &value[end..];
    }
    out + rest
}

/// Where a text in quotes ends.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        let ends = letter == quote && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        Body::of(body.as_bytes(), 100, Some("mock-key")).unwrap().text
    }

    #[test]
    fn no_secret_is_kept() {
        for (body, kept) in [
            (r#"{"title": "A", "mv": 5}"#, r#"{"title": "A", "mv": 5}"#),
            ("ы: 1, ы=2", "ы: 1, ы=2"),
            (
                r#"{"webhook_secret": "s3", "a": [{"Password": 1}]}"#,
                r#"{"webhook_secret":"[secret]","a":[{"Password":"[secret]"}]}"#,
            ),
            (r#"{"webhook\u005fsecret": "s3"}"#, r#"{"webhook_secret":"[secret]"}"#),
            (r#"{"title": "my mock-key"}"#, r#"{"title": "my [secret]"}"#),
            // Not all of it, or no JSON.
            (r#"{"webhook_secret": "s\"3", "a": "#, r#"{"webhook_secret":[secret], "a": "#),
            (r#"{"webhook_secret": "s3"#, r#"{"webhook_secret":[secret]"#),
            (r#"{"webhook\u005fsecret": "s3", "#, r#"{"webhook\u005fsecret":[secret], "#),
            ("title=A&webhook_secret=s3&b=1", "title=A&webhook_secret=[secret]&b=1"),
        ] {
            assert_eq!(text(body), kept);
            assert!(!text(body).contains("s3") && !text(body).contains("mock-key"));
        }
    }

    #[test]
    fn the_beginning_of_a_long_body_is_kept_between_characters() {
        let body = Body::of("ыыы".as_bytes(), 3, None).unwrap();
        assert_eq!((&*body.text, body.bytes, body.whole, body.json()), ("ы", 6, false, None));
        assert_eq!(Body::of(b"", 3, None), None);
        assert_eq!(Body::of(b"{}", 0, None), None);
        assert_eq!(Body::of(b"{}", 2, None).unwrap().json(), Some(serde_json::json!({})));
    }
}
