//! JSON in which no object has the same key twice: of two values one would be lost without a word.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::batch::lines::Place;

/// A single value.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str::<Strict>(text.trim_end()).map(|Strict(value)| value).map_err(|error| {
        // A row is a line, so that its number there is always 1.
        let place = format!(" at line {} column {}", error.line(), error.column());
        reason(&error, &place)
    })
}

/// Whether a list is JSON, or where it isn't and why.
pub(crate) fn list(text: &str) -> Result<(), (Place, String)> {
    serde_json::from_str::<Vec<Strict>>(text.trim_end()).map(drop).map_err(|error| {
        let place = Place { line: error.line() as u64, column: Some(error.column() as u64) };
        (place, reason(&error, &format!(" at line {} column {}", error.line(), error.column())))
    })
}

fn reason(error: &serde_json::Error, place: &str) -> String {
    let reason = error.to_string().replace(place, "");
    match reason.strip_prefix(TWICE) {
        Some(key) => format!("{key} is there twice"),
        None if error.is_eof() => format!("it isn't JSON: it ends at column {}, within a value", error.column()),
        None => format!("it isn't JSON: {reason} at column {}", error.column()),
    }
}

const TWICE: &str = "twice: ";

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OfAny).map(Self)
    }
}

struct OfAny;

impl<'de> DeserializeSeed<'de> for OfAny {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OfAny {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            all.push(item);
        }
        Ok(all.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(Self)?;
            if all.contains_key(&name) {
                return Err(de::Error::custom(format!("{TWICE}{name}")));
            }
            all.insert(name, value);
        }
        Ok(all.into())
    }
}
