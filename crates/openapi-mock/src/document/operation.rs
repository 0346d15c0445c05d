//! One operation: what it is, and whether a request fits it.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, OnceLock},
};

use http::{Method, header::CONTENT_TYPE};
use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::BODY_LIMIT;
use crate::LoadError;
use crate::Location;
use crate::Refusal;
use crate::Request;
use crate::Violation;
use crate::document::cursor::{Place, join};
use crate::document::json;
use crate::document::parameters::Parameter;
use crate::document::response::Known;
use crate::document::security::Security;
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// One method of one path.
pub struct Operation {
    pub(crate) document: Arc<Value>,
    pub(crate) schemas: Arc<Schemas>,
    pub(crate) pointer: String,
    id: String,
    method: Method,
    path: String,
    parameters: Vec<Parameter>,
    body: Option<RequestBody>,
    pub(crate) security: Security,
    /// Read when they are first asked for.
    pub(crate) answers: OnceLock<Vec<Known>>,
}

struct RequestBody {
    pointer: String,
    required: bool,
    media_types: Vec<String>,
    /// Whether JSON is among them.
    json: bool,
    /// The schema of the JSON among the media types.
    schema: Option<Arc<Validator>>,
}

/// A request that fits its operation.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The body, if it is JSON.
    pub body: Option<Value>,
    /// The documented parameters of the query that were sent, read as their schemas say.
    pub query: Map<String, Value>,
}

impl Operation {
    pub(crate) fn load(
        document: &Arc<Value>,
        schemas: &Arc<Schemas>,
        method: Method,
        path: &str,
        item: &Place<'_>,
        place: &Place<'_>,
    ) -> Result<Self, LoadError> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for list in [item.get("parameters"), place.get("parameters")].into_iter().flatten() {
            for (_, parameter) in list.entries() {
                let Some(parameter) = Parameter::load(schemas, &parameter)? else {
                    continue;
                };
                // The operation's own parameter replaces that of its path.
                parameters.retain(|known| known.location != parameter.location);
                parameters.push(parameter);
            }
        }
        let body = place.get("requestBody").map(|body| RequestBody::load(schemas, &body)).transpose()?;
        let id = place.text("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned);
        Ok(Self {
            document: document.clone(),
            schemas: schemas.clone(),
            pointer: place.pointer.clone(),
            id,
            method,
            path: path.to_owned(),
            parameters,
            body,
            security: Security::load(&Place::root(document), place),
            answers: OnceLock::new(),
        })
    }

    /// The `operationId`, or method and path if there is none: `GET /books/{id}`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as the document has it, without the server's: `/books/{id}`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The JSON pointer to the operation object.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The operation object as the document has it, with its extensions.
    pub fn value(&self) -> &Value {
        self.place().value
    }

    /// The names of the documented parameters of the query.
    pub fn query_names(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter_map(|parameter| match &parameter.location {
            Location::Query { name } => Some(name.as_str()),
            _ => None,
        })
    }

    /// The tags.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.value().get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    pub(crate) fn place(&self) -> Place<'_> {
        Place::at(&self.document, &self.pointer).unwrap_or_else(|| Place::root(&self.document))
    }

    /// Checks parameters and body; credentials have [their own](Self::credentials) check.
    ///
    /// # Errors
    /// With the first of these that applies: the body is too long; its media type isn't documented; it isn't
    /// JSON; or all rules that parameters and body break.
    ///
    /// ```
    /// # use openapi_mock::{Document, Refusal, Request};
    /// # let document = Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/books": {"post": {"requestBody": {
    /// #     "content": {"application/json": {"schema": {"type": "object", "required": ["title"]}}}}}}}}"#)?;
    /// let request = Request::post("/books", &serde_json::json!({"pages": 7}));
    /// let route = document.route(&request.method, &request.path).unwrap();
    /// let Err(Refusal::Invalid(violations)) = route.operation.check(&request, &route.path_parameters) else { panic!() };
    /// assert_eq!(violations[0].message, "`/title` is missing; add it");
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn check(&self, request: &Request, path_parameters: &BTreeMap<String, String>) -> Result<Checked, Refusal> {
        self.check_within(BODY_LIMIT, request, path_parameters)
    }

    /// The same, with a body of up to so many bytes.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn check_within(
        &self,
        limit: usize,
        request: &Request,
        path_parameters: &BTreeMap<String, String>,
    ) -> Result<Checked, Refusal> {
        self.checked(self.body.as_ref(), limit, request, path_parameters)
    }

    /// The same without a look into the body: for one that is large, and read elsewhere.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn check_unread(
        &self,
        limit: usize,
        request: &Request,
        path_parameters: &BTreeMap<String, String>,
    ) -> Result<Checked, Refusal> {
        self.checked(None, limit, request, path_parameters)
    }

    fn checked(
        &self,
        body: Option<&RequestBody>,
        limit: usize,
        request: &Request,
        path_parameters: &BTreeMap<String, String>,
    ) -> Result<Checked, Refusal> {
        if request.body.len() > limit {
            return Err(Refusal::TooLarge { limit });
        }
        let mut violations = Vec::new();
        let mut checked = match body {
            Some(body) => body.check(&self.document, request, &mut violations)?,
            None => Checked::default(),
        };
        for parameter in &self.parameters {
            let value = parameter.check(&self.document, request, path_parameters, &mut violations);
            if let (Location::Query { name }, Some(value)) = (&parameter.location, value) {
                checked.query.insert(name.clone(), value);
            }
        }
        if violations.is_empty() { Ok(checked) } else { Err(Refusal::Invalid(violations)) }
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation").field("id", &self.id).field("pointer", &self.pointer).finish_non_exhaustive()
    }
}

impl RequestBody {
    fn load(schemas: &Schemas, place: &Place<'_>) -> Result<Self, LoadError> {
        let content: Vec<_> = place.get("content").iter().flat_map(Place::entries).collect();
        let json = content.iter().find(|(name, _)| takes_json(name));
        // The validator is compiled where the media type names it, so that a reference counts as one.
        let schema = json.filter(|(_, media)| media.value.get("schema").is_some());
        Ok(Self {
            pointer: place.pointer.clone(),
            required: place.flag("required"),
            media_types: content.iter().map(|(name, _)| essence(name)).collect(),
            json: json.is_some(),
            schema: schema.map(|(_, media)| schemas.validator(&join(&media.pointer, "schema"))).transpose()?,
        })
    }

    fn check(&self, document: &Value, request: &Request, violations: &mut Vec<Violation>) -> Result<Checked, Refusal> {
        if request.body.is_empty() {
            if self.required {
                let rule = "is empty; send one";
                violations.push(Violation::new(&Location::Body, "", "required", rule, &self.pointer));
            }
            return Ok(Checked::default());
        }
        let given = request.headers.get(CONTENT_TYPE).map(|value| essence(&String::from_utf8_lossy(value.as_bytes())));
        let known = |given: &str| self.media_types.iter().any(|known| covers(known, given));
        match given {
            None if !self.json => return Ok(Checked::default()),
            Some(given) if self.json && is_json(&given) => {}
            Some(given) if known(&given) => return Ok(Checked::default()),
            Some(given) if !self.media_types.is_empty() => {
                return Err(Refusal::UnsupportedMediaType { given, known: self.media_types.clone() });
            }
            _ => {}
        }
        let body = json::parse(&request.body).map_err(|error| Refusal::NotJson { message: error.to_string() })?;
        if let Some(schema) = &self.schema {
            let found = messages::violations(document, schema, &body, &Location::Body);
            violations.extend(found.into_iter().filter(|violation| !is_read_only(document, violation)));
        }
        Ok(Checked { body: Some(body), query: Map::new() })
    }
}

/// Whether a missing property is one that only answers have: `readOnly` overrules `required` in a request.
fn is_read_only(document: &Value, violation: &Violation) -> bool {
    let name = violation.pointer.rsplit('/').next().unwrap_or_default();
    violation.keyword == "required"
        && Place::at(document, &violation.schema)
            .and_then(|schema| schema.get("properties")?.child(&name.replace("~1", "/").replace("~0", "~")))
            .is_some_and(|it| it.flag("readOnly") || it.follow().is_some_and(|it| it.flag("readOnly")))
}

/// A media type in lower case, without parameters.
fn essence(media_type: &str) -> String {
    without_parameters(media_type).to_ascii_lowercase()
}

fn without_parameters(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = without_parameters(media_type);
    let suffix = essence.rfind('+').map_or("", |at| &essence[at..]);
    essence.eq_ignore_ascii_case("application/json") || suffix.eq_ignore_ascii_case("+json")
}

/// Whether a media type of the document, which may be a range, is or includes JSON.
fn takes_json(known: &str) -> bool {
    is_json(known) || covers(&essence(known), "application/json")
}

fn covers(known: &str, given: &str) -> bool {
    known == given || known == "*/*" || known.strip_suffix('*').is_some_and(|kind| given.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        assert!(is_json("application/json; charset=utf-8") && is_json("application/problem+json"));
        assert!(is_json(" Application/JSON ;x") && is_json("a/b+JSON") && !is_json("a/b+jsonx") && !is_json("+json+x"));
        assert!(!is_json("text/json5") && !is_json(""));
        assert!(takes_json("*/*") && takes_json("application/*") && !takes_json("text/*"));
        assert!(covers("image/*", "image/png") && !covers("image/*", "audio/wav"));
    }
}
