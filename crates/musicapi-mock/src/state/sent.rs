//! What a request brought: its body and its query, as far as they are kept, without what is secret.
//!
//! Secrets go before anything is kept. In JSON, in a form and in a query they are the values of fields that are named like a secret, the
//! key that the request came with where it is a whole value, follows `Bearer` or is too long to be a word, and in an address its user and
//! what its query holds. All other words stay as they came, since a test looks for them. A body of another kind is kept up to the first name of a secret.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The field of a create that says what signs its callbacks.
pub(crate) const SECRET: &str = "webhook_secret";

/// What stands in the place of a secret.
const MASK: &str = "[secret]";

/// A field with one of these in its name holds a secret, and so does one that ends in `key`.
const NAMES: [&str; 8] = ["secret", "passw", "passphrase", "token", "credential", "authorization", "api_key", "apikey"];

/// How far beyond what is kept it is looked for secrets: a name or a key may be cut through there.
const BEYOND: usize = 256;

/// The shortest key that is told from other words where it stands alone, and within other words.
const KEY: (usize, usize) = (4, 16);

/// The key that a request came with, as `Authorization: Bearer KEY`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
}

/// The body of a request, as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Body {
    /// Its text, from the beginning. Keys and secrets are masked; what isn't JSON or a form ends at the first secret.
    pub text: String,
    /// How many bytes it had.
    pub bytes: u64,
    /// Whether nothing was cut off because it was too long.
    pub whole: bool,
}

impl Body {
    /// The beginning of a body, of so many bytes at most; none if it is empty, or none is kept.
    pub(crate) fn of(body: &[u8], limit: usize, key: Option<&str>) -> Option<Self> {
        if body.is_empty() || limit == 0 {
            return None;
        }
        let whole = body.len() <= limit;
        let seen = String::from_utf8_lossy(&body[..body.len().min(limit.saturating_add(BEYOND))]);
        let secrets = Secrets::of(key);
        // Most bodies have none, and are kept as they came.
        let text = if secrets.may_be_in(&seen) { secrets.masked(body, &seen) } else { seen };
        let end = if whole { text.len() } else { limit.min(text.len()) };
        // No character is cut through.
        let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        Some(Self { text: text[..end].to_owned(), bytes: body.len() as u64, whole })
    }

    /// It as JSON, if it is that and kept whole.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.text).ok().filter(|_| self.whole)
    }
}

/// A query without what is secret in it.
pub(crate) fn query(text: &str, key: Option<&str>) -> String {
    Secrets::of(key).form(text)
}

/// The first field of an expected body whose value isn't kept, since it is named like a secret.
pub(crate) fn unkept(expected: &Value) -> Option<&str> {
    match expected {
        Value::Object(members) => members.iter().find_map(|(name, value)| match is_secret(name) {
            true => (!value.is_null() && value != MASK).then_some(name.as_str()),
            false => unkept(value),
        }),
        Value::Array(items) => items.iter().find_map(unkept),
        _ => None,
    }
}

/// Whether a field is named like a secret.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("key") || name.ends_with("keys") || NAMES.iter().any(|word| name.contains(word))
}

/// A part of a form as it is meant.
fn decoded(part: &str) -> String {
    percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// What is secret in a request.
#[derive(Clone, Copy)]
struct Secrets<'k> {
    /// The key that it came with, if it is told from other words.
    key: Option<&'k str>,
}

impl<'k> Secrets<'k> {
    fn of(key: Option<&'k str>) -> Self {
        Self { key: key.filter(|key| key.len() >= KEY.0) }
    }

    /// Whether there may be any in a text: it names one, has the key, or something that is written in a way that may hide one.
    fn may_be_in(self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        lower.contains(['\\', '%'])
            || ["key", "bearer", "://"].iter().chain(&NAMES).any(|word| lower.contains(word))
            || self.key.is_some_and(|key| text.contains(key))
    }

    /// A body, of which this is the beginning, without them.
    fn masked<'t>(self, body: &[u8], seen: &'t str) -> Cow<'t, str> {
        match serde_json::from_slice::<Value>(body) {
            Ok(mut value) => match self.mask(&mut value) {
                true => value.to_string().into(),
                false => seen.into(),
            },
            Err(_) if is_form(seen) => self.form(seen).into(),
            Err(_) => self.beginning(seen).into(),
        }
    }

    /// Masks those in a value, and tells whether there were any.
    fn mask(self, value: &mut Value) -> bool {
        match value {
            Value::Object(members) => members.iter_mut().fold(false, |any, (name, value)| {
                if is_secret(name) && !value.is_null() {
                    *value = MASK.into();
                    return true;
                }
                self.mask(value) || any
            }),
            Value::Array(items) => items.iter_mut().fold(false, |any, value| any | self.mask(value)),
            Value::String(text) => match self.hidden(text) {
                Some(hidden) => {
                    *text = hidden;
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    /// A value without them, if it has any.
    fn hidden(self, text: &str) -> Option<String> {
        if let Some(key) = self.key.filter(|key| *key == text || (key.len() >= KEY.1 && text.contains(key))) {
            return Some(text.replace(key, MASK));
        }
        self.without_bearer(text).or_else(|| self.without_user(text))
    }

    /// A text with the key after `Bearer`, without it.
    fn without_bearer(self, text: &str) -> Option<String> {
        let key = self.key?;
        let is_sent = |(at, _): &(usize, &str)| {
            let before = at.checked_sub("bearer ".len()).and_then(|start| text.get(start..*at));
            let is_whole = !text[at + key.len()..].starts_with(char::is_alphanumeric);
            is_whole && before.is_some_and(|before| before.eq_ignore_ascii_case("bearer "))
        };
        let (at, _) = text.match_indices(key).find(is_sent)?;
        let rest = &text[at + key.len()..];
        let rest = self.without_bearer(rest).unwrap_or_else(|| rest.to_owned());
        Some(format!("{}{MASK}{rest}", &text[..at]))
    }

    /// An address without its user and without what is secret in its query.
    fn without_user<'t>(self, text: &'t str) -> Option<String> {
        let (scheme, rest) = text.split_once("://").filter(|_| !text.contains(char::is_whitespace))?;
        let cut = |text: &'t str, mark| text.split_once(mark).map_or((text, None), |(text, rest)| (text, Some(rest)));
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = authority.rsplit_once('@').map_or(authority.to_owned(), |(_, host)| format!("{MASK}@{host}"));
        // Some services hand a token on behind `#`.
        let form = |mark, part: Option<&str>| part.map_or(String::new(), |part| format!("{mark}{}", self.form(part)));
        let masked = format!("{scheme}://{host}{path}{}{}", form('?', query), form('#', fragment));
        (masked != text).then_some(masked)
    }

    /// A form or a query without them.
    fn form(self, text: &str) -> String {
        let pairs = text.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) => {
                let is_masked = !value.is_empty() && is_secret(&decoded(name));
                let is_masked = is_masked || self.hidden(&decoded(value)).is_some();
                Cow::Owned(format!("{name}={}", if is_masked { MASK } else { value }))
            }
            None if self.hidden(&decoded(pair)).is_some() => MASK.into(),
            None => pair.into(),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// A text that is neither JSON nor a form, up to the first of them.
    fn beginning(self, text: &str) -> String {
        let is_part = |letter: char| letter.is_alphanumeric() || "_-\\%".contains(letter);
        let mut words = text.split_inclusive(|letter| !is_part(letter)).scan(0, |end, word| {
            *end += word.len();
            let name = word.trim_end_matches(|letter: char| !is_part(letter));
            Some((name, *end - (word.len() - name.len())))
        });
        // A name that is written by its letters' numbers may be any.
        let is_name = |name: &str| {
            is_secret(name) || name.eq_ignore_ascii_case("bearer") || name.contains("\\u") || name.contains("\\x")
        };
        let named = words.find(|(name, _)| is_name(name)).map(|(_, end)| end);
        let user = text.match_indices("://").find_map(|(at, _)| {
            let rest = &text[at + 3..];
            let authority = rest.split(|letter: char| letter == '/' || letter.is_whitespace()).next()?;
            authority.contains('@').then_some(at + 3)
        });
        let end = named.into_iter().chain(user).min();
        let kept = end.map_or(text.to_owned(), |end| format!("{}{MASK}", &text[..end]));
        match self.key {
            Some(key) => kept.replace(key, MASK),
            None => kept,
        }
    }
}

/// Whether a text is written as forms are.
fn is_form(text: &str) -> bool {
    text.contains('=') && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"*-._+%&=~[]".contains(&byte))
}

#[cfg(test)]
mod tests;
