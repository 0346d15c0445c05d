//! Convert the text of a parameter or a form field to a JSON value: scalars by the types of the schema, objects by their `style`.

use std::borrow::Cow;

use percent_encoding::percent_decode;
use serde_json::{Map, Number, Value, map::Entry};

use crate::document::cursor::Place;
use crate::document::json;

/// A member of an object that is written as text.
pub(crate) struct Member {
    pub(crate) name: String,
    types: Vec<String>,
    items: Vec<String>,
}

impl Member {
    pub(crate) fn load(name: &str, schema: &Place<'_>) -> Self {
        let (mut types, mut items) = (Vec::new(), Vec::new());
        collect_types(schema, 0, &mut types);
        schema.get("items").iter().for_each(|schema| collect_types(schema, 0, &mut items));
        Self { name: name.to_owned(), types, items }
    }

    pub(crate) fn is_list(&self) -> bool {
        self.types.iter().any(|name| name == "array")
    }

    pub(crate) fn item(&self, text: &str) -> Value {
        read(text, &self.items)
    }

    /// Converts a text; an object is written as JSON.
    pub(crate) fn read(&self, text: &str) -> Value {
        if self.types.iter().any(|name| name == "object")
            && let Ok(value @ Value::Object(_)) = json::parse(text.as_bytes())
        {
            return value;
        }
        read(text, &self.types)
    }
}

/// The members that an object's schema names, with those behind references and in `allOf`, `anyOf` and `oneOf`.
pub(crate) fn members(schema: &Place<'_>) -> Vec<Member> {
    let mut found = Vec::new();
    collect_members(schema, 0, &mut found);
    found
}

fn collect_members(schema: &Place<'_>, depth: usize, found: &mut Vec<Member>) {
    if depth > 8 {
        return;
    }
    for (name, property) in schema.get("properties").iter().flat_map(Place::entries) {
        if found.iter().all(|known| known.name != name) {
            found.push(Member::load(name, &property));
        }
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for (_, part) in schema.get(keyword).iter().flat_map(Place::entries) {
            collect_members(&part, depth + 1, found);
        }
    }
}

/// A name and its text.
pub(crate) type Pair<'t> = (Cow<'t, str>, Cow<'t, str>);

/// How a parameter writes an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectStyle {
    /// Each member is a parameter of its own.
    Apart,
    /// `name[member]=value`
    Deep,
    /// `member=value` separated by this character.
    Pairs(char),
    /// `member,value,member,value` separated by this character.
    Flat(char),
}

/// Builds an object from pairs of names and texts; a name that no member has keeps its text.
pub(crate) fn object<'t>(known: &[Member], pairs: impl Iterator<Item = Pair<'t>>) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, text) in pairs {
        let member = known.iter().find(|member| member.name == name);
        let value = match member {
            Some(member) if member.is_list() => Value::Array(vec![member.item(&text)]),
            Some(member) => member.read(&text),
            None => Value::String(text.into_owned()),
        };
        insert(&mut object, name.into_owned(), value);
    }
    object
}

/// Adds a value to an object that is read from text. Values of one name become one list: none is lost, and however often a name is
/// repeated, the list is flat.
pub(crate) fn insert(object: &mut Map<String, Value>, name: String, value: Value) {
    match (object.entry(name), value) {
        (Entry::Vacant(vacant), value) => _ = vacant.insert(value),
        (Entry::Occupied(mut known), value) => match (known.get_mut(), value) {
            (Value::Array(known), Value::Array(more)) => known.extend(more),
            (Value::Array(known), more) => known.push(more),
            (known, more) => *known = Value::Array(vec![known.take(), more]),
        },
    }
}

/// Splits one text into pairs.
pub(crate) fn split(style: ObjectStyle, text: &str) -> Vec<Pair<'_>> {
    match style {
        ObjectStyle::Pairs(separator) => {
            let pairs = text.split(separator).filter(|pair| !pair.is_empty());
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, it)| (name.into(), it.into()))
                .collect()
        }
        ObjectStyle::Flat(separator) => {
            let parts: Vec<&str> = text.split(separator).collect();
            parts.chunks(2).map(|pair| (pair[0].into(), pair.get(1).copied().unwrap_or_default().into())).collect()
        }
        ObjectStyle::Apart | ObjectStyle::Deep => Vec::new(),
    }
}

pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, std::str::Utf8Error> {
    if text.contains('+') {
        let text = text.replace('+', " ");
        return Ok(percent_decode(text.as_bytes()).decode_utf8()?.into_owned().into());
    }
    percent_decode(text.as_bytes()).decode_utf8()
}

/// Converts a text to the first of the types that it fits, or else to a string.
pub(crate) fn read(text: &str, types: &[String]) -> Value {
    let number = || {
        let digits = text.ends_with(|last: char| last.is_ascii_digit()) && !text.starts_with(char::is_whitespace);
        digits.then(|| serde_json::from_str::<Number>(text).ok()).flatten().map(Value::Number)
    };
    let read = types.iter().find_map(|name| match name.as_str() {
        "integer" | "number" => number(),
        "boolean" => text.parse::<bool>().ok().map(Value::Bool),
        _ => None,
    });
    read.unwrap_or_else(|| text.into())
}

/// Collects the types that a schema allows, with those behind references and in `allOf`, `anyOf` and `oneOf`.
pub(crate) fn collect_types(schema: &Place<'_>, depth: usize, types: &mut Vec<String>) {
    if depth > 8 {
        return;
    }
    types.extend(schema.text("type").map(str::to_owned));
    let listed = schema.value.get("type").and_then(Value::as_array).into_iter().flatten();
    types.extend(listed.filter_map(Value::as_str).map(str::to_owned));
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for (_, part) in schema.get(keyword).iter().flat_map(Place::entries) {
            collect_types(&part, depth + 1, types);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_read_by_type() {
        let read = |text: &str, name: &str| read(text, &[name.to_owned()]);
        assert_eq!(read("-5", "integer"), json!(-5));
        assert_eq!(read("1e2", "number"), json!(100.0));
        assert_eq!(read("true", "boolean"), json!(true));
        for text in ["+5", " 5", "5 ", "0x5", "", "1e999", "05"] {
            assert_eq!(read(text, "integer"), json!(text), "{text}");
        }
        assert_eq!(read("TRUE", "boolean"), json!("TRUE"));
        assert_eq!(read("5", "string"), json!("5"));
    }
}
