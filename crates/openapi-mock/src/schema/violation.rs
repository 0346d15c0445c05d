//! What is wrong with a request: a violation for each broken rule, and the header that lists them.

use std::fmt;

use http::{HeaderName, HeaderValue};
use serde::Serialize;

/// The part of a request that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "in", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Location {
    /// The body.
    Body,
    /// A parameter in the path.
    Path {
        /// Its name.
        name: String,
    },
    /// A parameter in the query.
    Query {
        /// Its name.
        name: String,
    },
    /// A header.
    Header {
        /// Its name, as the document spells it.
        name: String,
    },
    /// A cookie.
    Cookie {
        /// Its name.
        name: String,
    },
}

impl Location {
    /// The name of the parameter; empty for the body.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Body => "",
            Self::Path { name } | Self::Query { name } | Self::Header { name } | Self::Cookie { name } => name,
        }
    }
}

/// One broken rule.
///
/// Its JSON is flat: `{"in": "query", "name": "limit", "pointer": "", "keyword": "maximum", ...}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request.
    #[serde(flatten)]
    pub location: Location,
    /// The JSON pointer to the value within that part; empty for the whole part. For a missing or forbidden property it points to
    /// that property. A pointer longer than 1,000 characters has `…` in place of its middle.
    pub pointer: String,
    /// The broken keyword: `maxLength`, `enum`, `required`, `discriminator`...
    pub keyword: String,
    /// What is wrong, where, and what to do, in plain words; long values are shortened.
    pub message: String,
    /// The JSON pointer, in the document, to the object that holds the keyword.
    pub schema: String,
}

impl Violation {
    pub(crate) fn new(location: &Location, pointer: &str, keyword: &str, rule: &str, schema: &str) -> Self {
        Self {
            location: location.clone(),
            pointer: without_middle(pointer, 1000),
            keyword: keyword.to_owned(),
            message: format!("{} {rule}", Subject { location, pointer }),
            schema: schema.to_owned(),
        }
    }
}

/// The name of a value in messages.
struct Subject<'a> {
    location: &'a Location,
    pointer: &'a str,
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = shorten(self.pointer);
        match self.location {
            Location::Body if self.pointer.is_empty() => return f.write_str("the body"),
            Location::Body => return write!(f, "`{pointer}`"),
            Location::Path { name } => write!(f, "the path parameter `{name}`")?,
            Location::Query { name } => write!(f, "the query parameter `{name}`")?,
            Location::Header { name } => write!(f, "the header `{name}`")?,
            Location::Cookie { name } => write!(f, "the cookie `{name}`")?,
        }
        if self.pointer.is_empty() { Ok(()) } else { write!(f, " at `{pointer}`") }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A pointer, cut to at most this many characters: the client decides how long the names of its properties are.
fn without_middle(pointer: &str, most: usize) -> String {
    if pointer.len() <= most || pointer.chars().count() <= most {
        return pointer.to_owned();
    }
    let (start, end) = (most / 2, (most - 1) / 2);
    let from = pointer.char_indices().rev().nth(end - 1).map_or(0, |(at, _)| at);
    pointer.chars().take(start).chain(['…']).chain(pointer[from..].chars()).collect()
}

/// At most 60 characters of a text.
pub(crate) fn shorten(text: &str) -> String {
    if text.len() <= 60 || text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(59).chain(['…']).collect()
}

/// The longest value of the header that [`violations_header`] makes.
const HEADER_LIMIT: usize = 4096;

/// The header `x-violations`: the violations as one compact JSON list.
///
/// The value is ASCII and at most 4 kB long; violations that don't fit are left out from the end.
///
/// ```
/// let (name, value) = openapi_mock::violations_header(&[]);
/// assert_eq!((name.as_str(), value.as_bytes()), ("x-violations", &b"[]"[..]));
/// ```
pub fn violations_header(violations: &[Violation]) -> (HeaderName, HeaderValue) {
    let mut list = String::from("[");
    for violation in violations {
        let text = |violation: &Violation| ascii(&serde_json::to_string(violation).unwrap_or_default());
        let mut item = text(violation);
        if list.len() == 1 && item.len() + 3 > HEADER_LIMIT {
            // Escaped, a character may be twelve bytes. A pointer of this length leaves room for the rest.
            let pointer = without_middle(&violation.pointer, 150);
            item = text(&Violation { pointer, ..violation.clone() });
        }
        if list.len() + item.len() + 2 > HEADER_LIMIT {
            break;
        }
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&item);
    }
    list.push(']');
    let value = HeaderValue::try_from(list).unwrap_or(HeaderValue::from_static("[]"));
    (HeaderName::from_static("x-violations"), value)
}

/// JSON text with everything escaped that a header value can't hold.
fn ascii(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for unit in json.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte @ 0x20..0x7f) => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_pointer_lacks_its_middle() {
        let (fits, long) = ("/".to_owned() + &"ü".repeat(199), "/".to_owned() + &"ü".repeat(5000) + "/end");
        assert_eq!(without_middle(&fits, 200), fits);
        let cut = without_middle(&long, 200);
        assert_eq!(cut.chars().count(), 200);
        assert!(cut.starts_with("/üü") && cut.contains("ü…ü") && cut.ends_with("ü/end"), "{cut}");
        // However long the names are, the header has room for one violation.
        for name in ["🎵", "\"", "a"] {
            let violation = Violation::new(&Location::Body, &name.repeat(5000), "type", &"r".repeat(100), "/x");
            assert!(violation.pointer.chars().count() == 1000 && violation.message.chars().count() < 200);
            let (_, value) = violations_header(&[violation]);
            let list: serde_json::Value = serde_json::from_slice(value.as_bytes()).unwrap();
            assert!(list[0]["message"].is_string() && value.len() <= HEADER_LIMIT, "{name}");
        }
    }

    #[test]
    fn the_header_is_ascii_json_of_bounded_length() {
        let violation = Violation::new(&Location::Body, "/größe\u{7f}🎵", "type", "is wrong", "/x");
        let (_, value) = violations_header(&vec![violation.clone(); 100]);
        assert!(value.len() <= HEADER_LIMIT && value.len() > HEADER_LIMIT - 200);
        let list: serde_json::Value = serde_json::from_slice(value.as_bytes()).unwrap();
        assert_eq!(list[0], serde_json::to_value(&violation).unwrap());
        assert!(value.to_str().is_ok());
    }
}
