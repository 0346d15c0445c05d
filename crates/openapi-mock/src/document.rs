//! A document, loaded once.

pub(crate) mod cursor;
pub(crate) mod grammar;
pub(crate) mod json;
pub(crate) mod nearest;
pub(crate) mod operation;
pub(crate) mod parameters;
pub(crate) mod prefer;
pub(crate) mod refusal;
pub(crate) mod response;
pub(crate) mod routes;
pub(crate) mod security;

use std::{fmt, sync::Arc};

use http::Method;
use serde_json::Value;

use crate::Location;
use crate::Operation;
use crate::Route;
use crate::RouteError;
use crate::Violation;
use crate::document::cursor::Place;
use crate::document::grammar::METHODS;
use crate::document::routes::Routes;
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// An OpenAPI 3.0 document, ready to answer questions; keep it in an `Arc` to share it.
///
/// ```
/// use http::Method;
/// use openapi_mock::Document;
///
/// let document = Document::from_json(r#"{
///     "openapi": "3.0.3", "info": {"title": "Books", "version": "1"},
///     "servers": [{"url": "https://example.com/v1"}],
///     "paths": {"/books/{id}": {"get": {"operationId": "getBook", "responses": {}}}}
/// }"#)?;
/// let route = document.route(&Method::GET, "/v1/books/a%20b").unwrap();
/// assert_eq!(route.operation.id(), "getBook");
/// assert_eq!(route.path_parameters["id"], "a b");
/// # Ok::<(), openapi_mock::LoadError>(())
/// ```
pub struct Document {
    source: Arc<Value>,
    schemas: Arc<Schemas>,
    operations: Vec<Operation>,
    routes: Routes,
}

impl Document {
    /// Loads a document from JSON.
    ///
    /// # Errors
    /// If the text isn't JSON, and as [`from_value`](Self::from_value).
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let value = json::parse(text.as_bytes())
            .map_err(|error| LoadError::new("", format!("the document isn't valid JSON: {error}")))?;
        Self::from_value(value)
    }

    /// Loads a document that is parsed already.
    ///
    /// # Errors
    /// If it isn't OpenAPI 3.0, has a reference that leads nowhere or out of the document, a request schema that
    /// isn't one, or paths that no request could tell apart.
    pub fn from_value(value: Value) -> Result<Self, LoadError> {
        let version = value.get("openapi").and_then(Value::as_str).unwrap_or("missing");
        if !version.starts_with("3.0.") {
            let message = format!("only OpenAPI 3.0 is understood, and this version is {version}");
            return Err(LoadError::new("/openapi", message));
        }
        let source = Arc::new(value);
        let schemas = Arc::new(Schemas::new(source.clone())?);
        let mut operations = Vec::new();
        let mut routes = Routes::new(&source);
        for (template, item) in Place::root(&source).child("paths").iter().flat_map(Place::entries) {
            if template.starts_with("x-") {
                continue;
            }
            let mut methods = Vec::new();
            for name in METHODS {
                if let (Some(place), Ok(method)) = (item.get(name), Method::try_from(name.to_uppercase().as_str())) {
                    methods.push((method.clone(), operations.len()));
                    operations.push(Operation::load(&source, &schemas, method, template, &item, &place)?);
                }
            }
            routes.insert(template, methods)?;
        }
        routes.finish();
        Ok(Self { source, schemas, operations, routes })
    }

    /// The document as it was loaded.
    pub fn value(&self) -> &Value {
        &self.source
    }

    /// The operations, in the order of the paths.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter()
    }

    /// The operation of that [id](Operation::id).
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id() == id)
    }

    /// Finds the operation for a method and a path that is still percent-encoded.
    ///
    /// The path of the first server's URL comes before every template; a literal path wins over a template.
    /// A template that ends in a parameter also matches if that parameter is empty.
    ///
    /// # Errors
    /// If there is no such path, if it doesn't take this method (HEAD and OPTIONS included, unless they are
    /// documented), or if a parameter isn't UTF-8 once it is decoded.
    pub fn route(&self, method: &Method, path: &str) -> Result<Route<'_>, RouteError> {
        let (index, path_parameters) = self.routes.find(method, path)?;
        let operation = self.operations.get(index).ok_or(RouteError::NotFound)?;
        Ok(Route { operation, path_parameters })
    }

    /// The path of the first server's URL, which comes before every template.
    pub(crate) fn base(&self) -> &str {
        self.routes.base()
    }

    /// Checks a value against the schema at a JSON pointer, such as `/components/schemas/Book`.
    ///
    /// # Errors
    /// If no usable schema stands there.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {}, "components":
    /// #     {"schemas": {"Title": {"type": "string", "maxLength": 3}}}}"#)?;
    /// let violations = document.validate("/components/schemas/Title", &serde_json::json!("Emma"))?;
    /// assert_eq!(violations[0].keyword, "maxLength");
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn validate(&self, pointer: &str, instance: &Value) -> Result<Vec<Violation>, LoadError> {
        let validator = self.schemas.validator(pointer)?;
        Ok(messages::violations(&self.source, &validator, instance, &Location::Body))
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("operations", &self.operations).finish_non_exhaustive()
    }
}

/// Why a document can't be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadError {
    /// The JSON pointer to the place.
    pub pointer: String,
    /// What is wrong with it.
    pub message: String,
}

impl LoadError {
    pub(crate) fn new(pointer: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), message: message.into() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, message } = self;
        if pointer.is_empty() { f.write_str(message) } else { write!(f, "at {pointer}: {message}") }
    }
}

impl std::error::Error for LoadError {}
