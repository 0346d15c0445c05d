//! Read and check the parameters in path, query, headers and cookies: the text becomes a value by its style and types, and the schema
//! checks the value.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use http::header::COOKIE;
use jsonschema::Validator;
use serde_json::Value;

use crate::LoadError;
use crate::Location;
use crate::Request;
use crate::Violation;
use crate::document::brackets::{self, Tree};
use crate::document::cursor::{Place, join};
use crate::document::json;
use crate::document::style::{Member, ObjectStyle, Pair, collect_types, decode, members, object, read, split};
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// Headers that OpenAPI describes in other parts of a document than `parameters`.
const RESERVED: [&str; 3] = ["accept", "content-type", "authorization"];

pub(crate) struct Parameter {
    pub(crate) location: Location,
    pointer: String,
    schema_pointer: String,
    required: bool,
    form: Form,
    /// The text before the value in the styles `label` and `matrix`.
    prefix: String,
    /// Whether the parameter stands in the middle of a path, where it can't be empty.
    middle: bool,
    /// The types that the schema allows, by which the text is converted.
    types: Vec<String>,
    items: Vec<String>,
    schema: Option<Arc<Validator>>,
}

/// How a value is written as text.
enum Form {
    /// A scalar as it is; the items of a list separated by this character.
    Separated(char),
    /// A scalar as it is; a list repeats the parameter.
    Repeated,
    /// As JSON.
    Json,
    /// An object with these members, in this style.
    Object(ObjectStyle, Vec<Member>),
}

impl Parameter {
    /// Loads a parameter of a path; `None` if it isn't checked: a reserved header, or a value of which the text doesn't tell whether it is
    /// an object.
    pub(crate) fn load(schemas: &Schemas, path: &str, place: &Place<'_>) -> Result<Option<Self>, LoadError> {
        let name = place.text("name").unwrap_or_default().to_owned();
        let location = match place.text("in") {
            Some("path") => Location::Path { name },
            Some("query") => Location::Query { name },
            Some("cookie") => Location::Cookie { name },
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
        let in_query = matches!(location, Location::Query { .. });
        let style = place.text("style").unwrap_or(if in_query { "form" } else { "simple" });
        let explode = place.value.get("explode").map_or(in_query && style == "form", |it| it == &Value::Bool(true));
        let separator = match style {
            "spaceDelimited" => ' ',
            "pipeDelimited" => '|',
            "label" if explode => '.',
            "matrix" if explode => ';',
            _ => ',',
        };
        let is_object = types.iter().any(|name| name == "object");
        let form = if media.is_some() {
            Form::Json
        } else if is_object {
            let object_style = match (style, explode) {
                ("deepObject", _) => ObjectStyle::Deep,
                (_, true) if in_query => ObjectStyle::Apart,
                (_, true) => ObjectStyle::Pairs(separator),
                (_, false) => ObjectStyle::Flat(separator),
            };
            let members = holder.get("schema").map(|schema| members(&schema)).unwrap_or_default();
            // The text doesn't tell an object from another type, nor which query parameters belong to an object without named members.
            if types.iter().any(|name| name != "object") || (members.is_empty() && object_style == ObjectStyle::Apart) {
                return Ok(None);
            }
            Form::Object(object_style, members)
        } else if in_query && explode && style == "form" {
            Form::Repeated
        } else {
            Form::Separated(separator)
        };
        let name = place.text("name").unwrap_or_default();
        let prefix = match style {
            "label" => ".".to_owned(),
            "matrix" if explode && is_object => ";".to_owned(),
            "matrix" => format!(";{name}="),
            _ => String::new(),
        };
        let middle = path.split_once(&format!("{{{name}}}")).is_some_and(|(_, rest)| !rest.is_empty());
        let schema_pointer = join(&holder.pointer, "schema");
        let schema = holder.value.get("schema").map(|_| schemas.validator(&schema_pointer));
        Ok(Some(Self {
            location,
            pointer: place.pointer.clone(),
            schema_pointer,
            required: place.flag("required"),
            form,
            prefix,
            middle: middle && place.text("in") == Some("path"),
            types,
            items,
            schema: schema.transpose()?,
        }))
    }

    /// Checks the parameter and returns its value; `None` if the request lacks it, or if it can't be read.
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
        if let Form::Object(ObjectStyle::Deep, _) = &self.form {
            let Ok(tree) = self.tree(request) else {
                return refuse("encoding", "isn't valid UTF-8; encode it as UTF-8");
            };
            let Some(tree) = tree else {
                return if self.required { refuse("required", "is missing; add it") } else { None };
            };
            let schema = Place::at(document, &self.schema_pointer).and_then(Place::follow);
            return Some(self.validated(document, tree.value(schema.as_ref()), violations));
        }
        if let Form::Object(ObjectStyle::Apart, members) = &self.form {
            let Ok(pairs) = self.pairs(members, request) else {
                return refuse("encoding", "isn't valid UTF-8; encode it as UTF-8");
            };
            if pairs.is_empty() {
                return if self.required { refuse("required", "is missing; add it") } else { None };
            }
            return Some(self.validated(document, Value::Object(object(members, pairs.into_iter())), violations));
        }
        let Ok(texts) = self.texts(request, path) else {
            return refuse("encoding", "isn't valid UTF-8; encode it as UTF-8");
        };
        let Some(first) = texts.first() else {
            return if self.required { refuse("required", "is missing; add it") } else { None };
        };
        if self.middle && first.is_empty() {
            return refuse("required", "is missing; add it");
        }
        let first = first.strip_prefix(self.prefix.as_str()).unwrap_or(first);
        let list = self.types.iter().any(|name| name == "array");
        let value = match &self.form {
            Form::Object(style, members) => Value::Object(object(members, split(*style, first).into_iter())),
            Form::Json => match json::parse(first.as_bytes()) {
                Ok(value) => value,
                Err(error) => return refuse("json", &format!("must be JSON: {error}")),
            },
            Form::Repeated if list => texts.iter().map(|text| read(text, &self.items)).collect(),
            Form::Separated(_) if list && first.is_empty() => Value::Array(Vec::new()),
            Form::Separated(separator) if list => {
                first.split(*separator).map(|text| read(text.trim(), &self.items)).collect()
            }
            _ => read(first, &self.types),
        };
        Some(self.validated(document, value, violations))
    }

    fn validated(&self, document: &Value, value: Value, violations: &mut Vec<Violation>) -> Value {
        if let Some(schema) = &self.schema {
            violations.extend(messages::violations(document, schema, &value, &self.location));
        }
        value
    }

    /// The members of an object that are query parameters of their own.
    fn pairs<'r>(&self, members: &[Member], request: &'r Request) -> Result<Vec<Pair<'r>>, std::str::Utf8Error> {
        let mut pairs = Vec::new();
        for (key, value) in raw_pairs(request) {
            let Ok(key) = decode(key) else { continue };
            if members.iter().any(|member| member.name == key) {
                pairs.push((key, decode(value)?));
            }
        }
        Ok(pairs)
    }

    /// The query parameters that have the parameter's name and brackets behind it.
    fn tree(&self, request: &Request) -> Result<Option<Tree>, std::str::Utf8Error> {
        let mut tree = None;
        for (key, value) in raw_pairs(request) {
            let Ok(key) = decode(key) else { continue };
            let keys = brackets::split(&key).filter(|(name, _)| *name == self.location.name());
            if let Some((_, keys)) = keys {
                tree.get_or_insert_with(Tree::default).add(&keys, &decode(value)?);
            }
        }
        Ok(tree)
    }

    /// The request's decoded texts for this parameter.
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
            Location::Cookie { name } => {
                let cookies = request.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
                let mut pairs =
                    cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
                pairs
                    .find(|(key, _)| key == name)
                    .map(|(_, value)| decode(value).map(Cow::into_owned))
                    .into_iter()
                    .collect()
            }
            Location::Body => Ok(Vec::new()),
        }
    }
}

fn raw_pairs(request: &Request) -> impl Iterator<Item = (&str, &str)> {
    let pairs = request.query.as_deref().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The decoded values of a query parameter.
pub(crate) fn query<'r>(
    request: &'r Request,
    name: &str,
) -> impl Iterator<Item = Result<Cow<'r, str>, std::str::Utf8Error>> {
    raw_pairs(request).filter(move |(key, _)| decode(key).is_ok_and(|key| key == name)).map(|(_, value)| decode(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded() {
        let request = Request::get("/?a=1+2&a=%C3%A9&b&%61=%ff&&=x");
        let values: Vec<_> = query(&request, "a").map(|value| value.ok().map(Cow::into_owned)).collect();
        assert_eq!(values, [Some("1 2".to_owned()), Some("é".to_owned()), None]);
        assert_eq!(query(&request, "b").count(), 1);
    }
}
