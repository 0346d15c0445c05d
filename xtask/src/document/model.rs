//! The model of the document for generators, lint and tables: operations with typed parameters, bodies and answers.
//!
//! [`Model::read`] reads as much as possible and collects what can't be generated, each with its place.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{LocatedError, callbacks, component, escape, operations, resolve, target};
use crate::codegen::names;

/// All operations, in the order of the document.
pub struct Model<'d> {
    /// The document itself.
    pub root: &'d Value,
    pub operations: Vec<Operation<'d>>,
}

/// An operation.
pub struct Operation<'d> {
    pub id: &'d str,
    pub family: &'d str,
    pub path: &'d str,
    /// In lower case.
    pub method: &'d str,
    /// JSON pointer to the operation.
    pub place: String,
    pub value: &'d Value,
    /// Those of the path in its order, then those of the query and the headers by name.
    pub parameters: Vec<Parameter<'d>>,
    /// The component of the body.
    pub body: Option<&'d str>,
    pub success: Success,
}

/// A parameter, of the operation itself or of its path.
pub struct Parameter<'d> {
    pub name: &'d str,
    /// Its name in Rust.
    pub rust: String,
    pub place: Location,
    pub required: bool,
    pub kind: Kind<'d>,
    pub value: &'d Value,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    Path,
    Query,
    Header,
}

/// The kind of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'d> {
    Text,
    Integer,
    Number,
    Flag,
    /// A value of this enum component.
    Words(&'d str),
    /// A list: the parameter is repeated, or its values are separated by commas.
    List {
        of: Box<Kind<'d>>,
        repeated: bool,
    },
}

/// The content of a successful answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Success {
    /// JSON.
    Json,
    /// No content, as with 204.
    Nothing,
    /// Bytes of this media type.
    Bytes(String),
}

impl<'d> Model<'d> {
    /// Reads the model, or the first error.
    pub fn of(root: &'d Value) -> Result<Self, LocatedError> {
        let (model, mut faults) = Self::read(root);
        faults.extend(type_names(root));
        if faults.is_empty() { Ok(model) } else { Err(faults.swap_remove(0)) }
    }

    /// Reads as much of the model as possible, and collects the errors.
    pub fn read(root: &'d Value) -> (Self, Vec<LocatedError>) {
        let mut faults = Vec::new();
        for (name, place, operation) in callbacks(root) {
            if super::request_schema(root, operation).and_then(component).is_none() {
                faults.push(LocatedError::new(
                    &place,
                    format!("the callback {name} has no JSON body of a named schema; give it one"),
                ));
            }
        }
        let mut all: Vec<Operation<'d>> = Vec::new();
        for (path, method, value) in operations(root) {
            if let Some(operation) = Operation::read(root, path, method, value, &mut faults) {
                all.push(operation);
            }
        }
        methods(&all, &mut faults);
        (Self { root, operations: all }, faults)
    }
}

/// Finds schemas whose name progenitor would change, or that clashes with a Rust type.
pub fn type_names(root: &Value) -> Vec<LocatedError> {
    let names = root["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let bad = names.filter(|name| !names::is_type(name) || names::is_taken(name));
    let errors = bad.map(|name| {
        let instead = names::type_like(name);
        let text =
            format!("{name} can't be the name of a type in Rust; call it {instead} (names of schemas aren't sent)");
        LocatedError::new(&format!("/components/schemas/{}", escape(name)), text)
    });
    errors.collect()
}

/// Finds methods of a family with the same or an invalid name.
fn methods(all: &[Operation<'_>], faults: &mut Vec<LocatedError>) {
    let mut taken: Vec<(&str, String)> = Vec::new();
    for operation in all {
        let mut own = vec![operation.method_name()];
        if operation.value.get("x-task").is_some() {
            own.push(operation.handle_name());
        }
        for name in own {
            let place = format!("{}/operationId", operation.place);
            if !names::is_identifier(&name) {
                faults.push(LocatedError::new(
                    &place,
                    format!("its method would be called `{name}`, which Rust doesn't take; use another verb or noun"),
                ));
            } else if taken.contains(&(operation.family, name.clone())) {
                faults.push(LocatedError::new(&place, format!("a method of {} is called `{name}` already; use another verb or noun (an operation with `x-task` begins with `get_`)", operation.family)));
            }
            taken.push((operation.family, name));
        }
    }
}

impl<'d> Operation<'d> {
    fn read(
        root: &'d Value,
        path: &'d str,
        method: &'d str,
        value: &'d Value,
        faults: &mut Vec<LocatedError>,
    ) -> Option<Self> {
        let place = format!("/paths/{}/{method}", escape(path));
        let before = faults.len();
        let mut report = |pointer: &str, text: String| faults.push(LocatedError::new(pointer, text));
        if !["get", "post", "put", "patch", "delete"].contains(&method) {
            report(
                &place,
                format!("{} can't be generated; use GET, POST, PUT, PATCH or DELETE", method.to_uppercase()),
            );
        }
        let parameters = parameters(root, path, &place, value, &mut report);
        let body = body(root, &place, value, &mut report);
        let success = success(root, &place, method, value, &mut report);
        let (Some(id), Some(family)) = (value["operationId"].as_str(), value["tags"][0].as_str()) else {
            // Lint reports missing ids and tags.
            return None;
        };
        (faults.len() == before).then(|| Self {
            id,
            family,
            path,
            method,
            place,
            value,
            parameters,
            body,
            success: success.unwrap_or(Success::Nothing),
        })
    }

    /// The name of the method, without the family, which the handle names: `client.sonic().create(…)`.
    pub fn method_name(&self) -> String {
        self.id.replace(&format!("_{}", self.family), "")
    }

    /// The name of the method that resumes a task.
    pub fn handle_name(&self) -> String {
        let name = self.method_name();
        name.strip_prefix("get_").unwrap_or(&name).to_owned()
    }
}

type Report<'t> = &'t mut dyn FnMut(&str, String);

/// Reads the parameters of the operation, and those of its path that it doesn't override.
fn parameters<'d>(
    root: &'d Value,
    path: &str,
    place: &str,
    operation: &'d Value,
    report: Report<'_>,
) -> Vec<Parameter<'d>> {
    let above = format!("/paths/{}", escape(path));
    let list = |holder: &'d Value, at: String| {
        let all = holder["parameters"].as_array().into_iter().flatten().enumerate();
        all.map(move |(index, parameter)| {
            // Report errors of a shared parameter at its definition.
            let at = target(parameter).map_or_else(|| format!("{at}/parameters/{index}"), str::to_owned);
            (at, resolve(root, parameter))
        })
    };
    let own: Vec<_> = list(operation, place.to_owned()).collect();
    let same = |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
    let shared = list(&root["paths"][path], above).filter(|(_, shared)| !own.iter().any(|(_, own)| same(own, shared)));
    let all: Vec<_> = shared.chain(own.iter().map(|(at, value)| (at.clone(), *value))).collect();

    let in_path: Vec<&str> = path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
    for name in &in_path {
        if !all.iter().any(|(_, value)| value["name"] == **name && value["in"] == "path") {
            report(
                place,
                format!("{{{name}}} stands in the path, and no parameter of that name is `in: path`; declare it"),
            );
        }
    }
    let pointers: BTreeMap<&str, String> =
        all.iter().map(|(at, value)| (value["name"].as_str().unwrap_or_default(), at.clone())).collect();
    let mut found: Vec<Parameter<'d>> = Vec::new();
    for (at, value) in all {
        let Some(name) = value["name"].as_str() else {
            report(&at, "a parameter needs a `name`".to_owned());
            continue;
        };
        let kind = match kind(root, value) {
            Ok(kind) => kind,
            Err(why) => {
                report(&at, format!("the parameter {name} {why}"));
                continue;
            }
        };
        let required = value["required"] == true;
        let stands = match value["in"].as_str() {
            Some("path") if !in_path.contains(&name) => {
                report(&at, format!("the path has no {{{name}}}; put it there, or take the parameter out"));
                continue;
            }
            Some("path") if !required => {
                report(&at, format!("the parameter {name} stands in the path; say `required: true`"));
                continue;
            }
            Some("path") if matches!(kind, Kind::List { .. }) => {
                report(
                    &at,
                    format!("the parameter {name} is a list in the path, which can't be generated; make it text"),
                );
                continue;
            }
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") if ["accept", "content-type", "authorization"].contains(&name.to_lowercase().as_str()) => {
                report(&at, format!("{name} is no parameter in OpenAPI; say it with media types and `security`"));
                continue;
            }
            Some("header") if reqwest_name(name) => Location::Header,
            Some("header") => {
                report(&at, format!("{name:?} is no name of a header"));
                continue;
            }
            Some("cookie") => {
                report(&at, format!("the parameter {name} is a cookie, and this client keeps none; make it a header"));
                continue;
            }
            _ => {
                report(
                    &at,
                    format!("the parameter {name} is `in` nothing that OpenAPI knows; write path, query or header"),
                );
                continue;
            }
        };
        found.push(Parameter { name, rust: String::new(), place: stands, required, kind, value });
    }
    let position = |name: &str| in_path.iter().position(|other| *other == name);
    found.sort_by(|one, other| {
        (one.place, position(one.name), one.name).cmp(&(other.place, position(other.name), other.name))
    });
    let rust: Vec<String> = found.iter().flat_map(|parameter| names::fields([parameter.name])).collect();
    for (index, name) in rust.iter().enumerate().filter(|(index, name)| rust[..*index].contains(name)) {
        let text = format!(
            "{} would be called {name} in Rust like another, which can't be generated; leave one out",
            found[index].name
        );
        report(&pointers[found[index].name], text);
    }
    for (parameter, rust) in found.iter_mut().zip(rust) {
        // The argument of the body has this name.
        parameter.rust = names::identifier(if rust == "request" { "request_" } else { &rust });
    }
    found
}

/// Whether this is a valid header name.
fn reqwest_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
}

/// The kind of a parameter, or why it can't be generated.
fn kind<'d>(root: &'d Value, parameter: &'d Value) -> Result<Kind<'d>, &'static str> {
    if parameter.get("content").is_some() {
        return Err("is described by `content`, which can't be generated; describe it by `schema`");
    }
    let schema = parameter.get("schema").ok_or("has no `schema`; add one, such as `schema: {type: string}`")?;
    let is_query = parameter["in"] == "query";
    let style = parameter["style"].as_str().unwrap_or(if is_query { "form" } else { "simple" });
    if style != if is_query { "form" } else { "simple" } {
        return Err("has a `style` that can't be generated; leave it out");
    }
    let whole = resolve(root, schema);
    if whole["type"] == "array" {
        let items = whole.get("items").ok_or("is a list without `items`; say what it holds")?;
        let repeated = is_query && parameter["explode"] != false;
        return Ok(Kind::List { of: Box::new(scalar(root, items)?), repeated });
    }
    scalar(root, schema)
}

fn scalar<'d>(root: &'d Value, schema: &'d Value) -> Result<Kind<'d>, &'static str> {
    let whole = resolve(root, schema);
    Ok(match whole["type"].as_str() {
        Some("string") if whole["enum"].is_array() => Kind::Words(
            component(schema)
                .ok_or("has a list of words without a name; move it to components/schemas and refer to it")?,
        ),
        Some("string") => Kind::Text,
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("boolean") => Kind::Flag,
        _ => {
            return Err(
                "is neither text, number, true or false, nor a list of these, and nothing else can be generated; make it text",
            );
        }
    })
}

/// Reads the component of the body.
fn body<'d>(root: &'d Value, place: &str, operation: &'d Value, report: Report<'_>) -> Option<&'d str> {
    let body = operation.get("requestBody")?;
    let at = target(body).map_or_else(|| format!("{place}/requestBody"), str::to_owned);
    let content = resolve(root, body)["content"].as_object();
    let media: Vec<&String> = content.into_iter().flatten().map(|(name, _)| name).collect();
    if let Some(other) = media.iter().find(|name| **name != "application/json") {
        let why = match other.as_str() {
            "multipart/form-data" | "application/x-www-form-urlencoded" => {
                "forms and multipart bodies can't be generated until the service has one"
            }
            _ if media.len() > 1 => "progenitor takes a single media type for a request",
            _ => "bodies of bytes or text can't be generated until the service has one",
        };
        report(
            &format!("{at}/content/{}", escape(other)),
            format!("{why}; describe the body as application/json, or leave the operation out"),
        );
        return None;
    }
    let schema = resolve(root, body).pointer("/content/application~1json/schema");
    let Some(name) = schema.and_then(component) else {
        report(
            &at,
            "a request body must be JSON of a named schema: move it to components/schemas and refer to it".to_owned(),
        );
        return None;
    };
    let whole = &root["components"]["schemas"][name];
    if !(whole["properties"].is_object() || whole["oneOf"].is_array() && whole["discriminator"].is_object()) {
        let at = format!("/components/schemas/{}", escape(name));
        report(
            &at,
            format!(
                "{name} is the body of a request, and so must have `properties`, or be a `oneOf` with a `discriminator`"
            ),
        );
        return None;
    }
    Some(name)
}

/// Reads the content that all successes share.
fn success(root: &Value, place: &str, method: &str, operation: &Value, report: Report<'_>) -> Option<Success> {
    let mut found: Vec<Success> = Vec::new();
    let mut is_reported = false;
    let responses = operation["responses"].as_object().into_iter().flatten();
    let mut successes = 0;
    for (status, response) in responses.filter(|(status, _)| status.starts_with('2')) {
        successes += 1;
        let at = target(response).map_or_else(|| format!("{place}/responses/{status}"), str::to_owned);
        let content = resolve(root, response)["content"].as_object();
        let media: Vec<&String> = content.into_iter().flatten().map(|(name, _)| name).collect();
        match media.as_slice() {
            [] => found.push(Success::Nothing),
            [json] if *json == "application/json" => found.push(Success::Json),
            [_] if method != "get" => {
                report(&at, "bytes are answered by a call that may cost, and a journal couldn't give them again; make it a GET, or answer with an address".to_owned());
                is_reported = true;
            }
            [bytes] => found.push(Success::Bytes((*bytes).clone())),
            _ => {
                report(&at, "a success with several media types can't be generated; keep one".to_owned());
                is_reported = true;
            }
        }
    }
    if successes == 0 {
        report(place, "it has no success among its `responses`; add 200 or 204".to_owned());
        return None;
    }
    // An answer without a body beside JSON means that there is no result yet.
    if found.contains(&Success::Json) && found.iter().all(|it| matches!(it, Success::Json | Success::Nothing)) {
        return Some(Success::Json);
    }
    let first = found.first().cloned();
    if !is_reported && found.iter().any(|other| Some(other) != first.as_ref()) {
        report(place, "its successes are partly JSON and partly bytes, which no type can hold; keep one".to_owned());
    }
    first
}
