//! One operation: what the document says of it, and the check of a request's parameters and body.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, OnceLock},
};

use http::Method;
use serde_json::{Map, Value};

use crate::BODY_LIMIT;
use crate::LoadError;
use crate::Location;
use crate::Refusal;
use crate::Request;
use crate::document::body::RequestBody;
use crate::document::cursor::Place;
use crate::document::parameters::Parameter;
use crate::document::response::Known;
use crate::document::security::Security;
use crate::schema::schemas::Schemas;

/// An operation of the document: one method of one path.
pub struct Operation {
    pub(crate) document: Arc<Value>,
    pub(crate) schemas: Arc<Schemas>,
    pub(crate) pointer: String,
    id: String,
    method: Method,
    path: String,
    parameters: Vec<Parameter>,
    body: Option<RequestBody>,
    security: Security,
    /// The documented answers, read on first use.
    pub(crate) answers: OnceLock<Vec<Known>>,
}

/// What was read from a request that fits its operation.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The body, if it is JSON, or the fields of a form.
    pub body: Option<Value>,
    /// The documented query parameters that the request has, converted to the types of their schemas.
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
                let Some(parameter) = Parameter::load(schemas, path, &parameter)? else {
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

    /// The path template, without the server's path: `/books/{id}`.
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

    /// The names of the documented query parameters.
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

    /// The credentials of a request, in the form that the document's `security` asks for; `None` if it has none and needs none.
    ///
    /// They are the token of an `Authorization` header, or an API key in a header, the query or a cookie; of several that are
    /// needed together, the first. Only the form is checked: the caller decides whether they are valid.
    ///
    /// # Errors
    /// [`Refusal::Unauthorized`], if the credentials are missing or in another form.
    ///
    /// ```
    /// # use openapi_mock::{Document, Request};
    /// # let document = Document::from_json(r#"{"openapi": "3.0.3", "security": [{"key": []}], "paths": {"/": {"get": {}}},
    /// #     "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}}"#)?;
    /// let request = Request::get("/").with_header("authorization", "Bearer abc");
    /// let operation = document.operation("GET /").unwrap();
    /// assert_eq!(operation.credentials(&request), Ok(Some("abc".to_owned())));
    /// assert!(operation.credentials(&Request::get("/")).is_err());
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn credentials(&self, request: &Request) -> Result<Option<String>, Refusal> {
        self.security.credentials(request)
    }

    /// Checks a request's parameters and body; [`credentials`](Self::credentials) checks its credentials.
    ///
    /// # Errors
    /// The first of these that applies: the body is too long; its media type isn't documented; it isn't JSON; parameters and body
    /// break rules, with all of those rules.
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

    /// Like [`check`](Self::check), for a body of up to `limit` bytes instead of [`BODY_LIMIT`].
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

    /// Like [`check_within`](Self::check_within), but doesn't read the body: for a large body that the caller reads itself.
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
        let body = body.map(|body| body.check(&self.document, request, &mut violations)).transpose()?.flatten();
        let mut checked = Checked { body, query: Map::new() };
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
