//! Parse YAML into a JSON value, and find the line on which a value begins. A key that is given twice is an error, as in `json`.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;
use serde_saphyr::{Options, Spanned};

use crate::document::cursor::keys;
use crate::document::json::Strict;

/// YAML 1.2: `no` is a string, such as the country code of Norway. The limits allow large documents; the limit on aliases, which a small
/// text could expand without end, stays as it is.
fn options() -> Options {
    let mut options = Options::default();
    options.strict_booleans = true;
    if let Some(budget) = &mut options.budget {
        budget.max_events = 50_000_000;
        budget.max_nodes = 50_000_000;
        budget.max_total_scalar_bytes = 1 << 30;
    }
    options
}

/// Parses a text; the error has line and column.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    serde_saphyr::from_str_with_options::<Strict>(text, options()).map(|it| it.0).map_err(|error| error.to_string())
}

/// The line of the value at a JSON pointer, or of its nearest ancestor in the text.
pub(crate) fn line(text: &str, pointer: &str) -> Option<usize> {
    let root: Spanned<Marked> = serde_saphyr::from_str_with_options(text, options()).ok()?;
    let (mut line, mut at) = (root.referenced.line(), &root.value);
    for key in keys(pointer) {
        let next = match at {
            Marked::Map(members) => {
                members.iter().find(|(name, _)| name.value == key).map(|(name, it)| (name.referenced.line(), it))
            }
            Marked::List(items) => {
                key.parse().ok().and_then(|n: usize| items.get(n)).map(|it| (it.referenced.line(), it))
            }
            Marked::Other => None,
        };
        let Some((found, below)) = next else { break };
        (line, at) = (found, &below.value);
    }
    usize::try_from(line).ok()
}

/// A YAML value that keeps the places of its nodes only.
enum Marked {
    Map(Vec<(Spanned<String>, Spanned<Marked>)>),
    List(Vec<Spanned<Marked>>),
    Other,
}

impl<'de> Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MarkedVisitor)
    }
}

struct MarkedVisitor;

impl<'de> Visitor<'de> for MarkedVisitor {
    type Value = Marked;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Marked, E> {
        Ok(Marked::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Marked, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Marked::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Marked, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Marked::Map(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn yaml_is_read_as_openapi_documents_write_it() {
        let text = "a: &one\n  200: {x: 1.5}\n  yes: no\n  date: 2024-05-17\nb:\n  <<: *one\n  more: [null, ~, true, '7', 0o17]\nlong: |\n  line\n";
        assert_eq!(
            parse(text).unwrap(),
            json!({"a": {"200": {"x": 1.5}, "yes": "no", "date": "2024-05-17"},
                "b": {"200": {"x": 1.5}, "yes": "no", "date": "2024-05-17", "more": [null, null, true, "7", 15]}, "long": "line\n"})
        );
        assert!(parse("a: 1\na: 2\n").unwrap_err().contains("a"));
        assert!(parse("a: [1\n").is_err());
    }

    #[test]
    fn a_place_has_a_line() {
        let text = "a:\n  - 1\n  - b/c: 2\n    d:\n      e: 3\n";
        for (pointer, wanted) in [("", 1), ("/a", 1), ("/a/0", 2), ("/a/1/b~1c", 3), ("/a/1/d/e", 5), ("/a/1/none", 3)]
        {
            assert_eq!(line(text, pointer), Some(wanted), "{pointer}");
        }
    }
}
