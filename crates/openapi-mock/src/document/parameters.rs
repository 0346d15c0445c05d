//! Parameters in path, query and headers: from their text to a value, and whether that fits.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use jsonschema::Validator;
use percent_encoding::percent_decode;
use serde_json::{Number, Value};

use crate::LoadError;
use crate::Location;
use crate::Request;
use crate::Violation;
use crate::document::cursor::{Place, join};
use crate::document::json;
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// Headers that OpenAPI leaves to other parts of a document.
const RESERVED: [&str; 3] = ["accept", "content-type", "authorization"];

pub(crate) struct Parameter {
    pub(crate) location: Location,
    pointer: String,
    required: bool,
    form: Form,
    /// The types that the schema allows, as far as they matter for reading the text.
    types: Vec<String>,
    items: Vec<String>,
    schema: Option<Arc<Validator>>,
}

/// How the text stands for a value.
enum Form {
    /// As it is; a list is separated by this character.
    Separated(char),
    /// As it is; a list repeats the parameter.
    Repeated,
    /// As JSON.
    Json,
}

impl Parameter {
    /// Loads a parameter; `None` if it is of a kind that isn't checked (cookies, objects by style).
    pub(crate) fn load(schemas: &Schemas, place: &Place<'_>) -> Result<Option<Self>, LoadError> {
        let name = place.text("name").unwrap_or_default().to_owned();
        let location = match place.text("in") {
            Some("path") => Location::Path { name },
            Some("query") => Location::Query { name },
            Some("header") if !RESERVED.contains(&name.to_ascii_lowercase().as_str()) => Location::Header { name },
            _ => return Ok(None),
        };
        let media = place.get("content").and_then(|content| content.entries().next());
        let holder = media.as_ref().map_or(place, |(_, media)| media);
        let mut types = Vec::new();
        let mut items = Vec::new();
        if let Some(schema) = holder.get("schema") {
            collect_types(&schema, 0, &mut types);
            schema.get("items").iter().for_each(|schema| collect_types(schema, 0, &mut items));
        }
        let form = match (&location, place.text("style").unwrap_or("form")) {
            _ if media.is_some() => Form::Json,
            _ if types.iter().any(|name| name == "object") => return Ok(None),
            (Location::Query { .. }, "spaceDelimited") => Form::Separated(' '),
            (Location::Query { .. }, "pipeDelimited") => Form::Separated('|'),
            (Location::Query { .. }, _) if place.value.get("explode") != Some(&Value::Bool(false)) => Form::Repeated,
            _ => Form::Separated(','),
        };
        let schema = holder.value.get("schema").map(|_| schemas.validator(&join(&holder.pointer, "schema")));
        Ok(Some(Self {
            location,
            pointer: place.pointer.clone(),
            required: place.flag("required"),
            form,
            types,
            items,
            schema: schema.transpose()?,
        }))
    }

    /// Checks it, and gives its value; none if it is absent, or can't be read.
    pub(crate) fn check(
        &self,
        document: &Value,
        request: &Request,
        path: &BTreeMap<String, String>,
        violations: &mut Vec<Violation>,
    ) -> Option<Value> {
        let mut refuse = |keyword: &str, rule: &str| {
            violations.push(Violation::new(&self.location, "", keyword, rule, &self.pointer));
            None
        };
        let Ok(texts) = self.texts(request, path) else {
            return refuse("encoding", "isn't valid UTF-8; encode it as UTF-8");
        };
        let Some(first) = texts.first() else {
            return if self.required { refuse("required", "is missing; add it") } else { None };
        };
        let list = self.types.iter().any(|name| name == "array");
        let value = match self.form {
            Form::Json => match json::parse(first.as_bytes()) {
                Ok(value) => value,
                Err(error) => return refuse("json", &format!("must be JSON: {error}")),
            },
            Form::Repeated if list => texts.iter().map(|text| read(text, &self.items)).collect(),
            Form::Separated(_) if list && first.is_empty() => Value::Array(Vec::new()),
            Form::Separated(separator) if list => {
                first.split(separator).map(|text| read(text.trim(), &self.items)).collect()
            }
            _ => read(first, &self.types),
        };
        if let Some(schema) = &self.schema {
            violations.extend(messages::violations(document, schema, &value, &self.location));
        }
        Some(value)
    }

    /// The decoded texts that the request has for the parameter.
    fn texts(&self, request: &Request, path: &BTreeMap<String, String>) -> Result<Vec<String>, std::str::Utf8Error> {
        match &self.location {
            Location::Path { name } => Ok(path.get(name).cloned().into_iter().collect()),
            Location::Query { name } => query(request, name).map(|text| text.map(Cow::into_owned)).collect(),
            Location::Header { name } => {
                let values = request.headers.get_all(name.as_str()).iter();
                let texts: Result<Vec<&str>, _> = values.map(|value| std::str::from_utf8(value.as_bytes())).collect();
                let texts = texts?;
                Ok(if texts.is_empty() { Vec::new() } else { vec![texts.join(",")] })
            }
            Location::Body => Ok(Vec::new()),
        }
    }
}

/// The decoded values of a query parameter.
pub(crate) fn query<'r>(
    request: &'r Request,
    name: &str,
) -> impl Iterator<Item = Result<Cow<'r, str>, std::str::Utf8Error>> {
    let pairs = request.query.as_deref().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(move |(key, _)| decode(key).is_ok_and(|key| key == name)).map(|(_, value)| decode(value))
}

fn decode(text: &str) -> Result<Cow<'_, str>, std::str::Utf8Error> {
    if text.contains('+') {
        let text = text.replace('+', " ");
        return Ok(percent_decode(text.as_bytes()).decode_utf8()?.into_owned().into());
    }
    percent_decode(text.as_bytes()).decode_utf8()
}

/// Reads a text as the first of the types that it can stand for, or else as a string.
fn read(text: &str, types: &[String]) -> Value {
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

/// The types that a schema allows, through references and composition.
fn collect_types(schema: &Place<'_>, depth: usize, types: &mut Vec<String>) {
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

    #[test]
    fn queries_are_decoded() {
        let request = Request::get("/?a=1+2&a=%C3%A9&b&%61=%ff&&=x");
        let values: Vec<_> = query(&request, "a").map(|value| value.ok().map(Cow::into_owned)).collect();
        assert_eq!(values, [Some("1 2".to_owned()), Some("é".to_owned()), None]);
        assert_eq!(query(&request, "b").count(), 1);
    }
}
