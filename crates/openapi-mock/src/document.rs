//! A document, loaded once.

pub(crate) mod accept;
pub(crate) mod answered;
pub(crate) mod body;
pub(crate) mod cursor;
pub(crate) mod faults;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod grammar;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod load;
pub(crate) mod nearest;
pub(crate) mod operation;
pub(crate) mod parameters;
pub(crate) mod prefer;
pub(crate) mod refusal;
pub(crate) mod response;
pub(crate) mod routes;
pub(crate) mod security;
pub(crate) mod style;
pub(crate) mod text;
pub(crate) mod wish;
#[cfg(feature = "yaml")]
pub(crate) mod yaml;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use http::Method;
use serde_json::Value;

use crate::Loader;
use crate::Location;
use crate::Operation;
use crate::Route;
use crate::RouteError;
use crate::Violation;
use crate::document::routes::Routes;
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// An OpenAPI document (3.0 or 3.1), ready to answer questions; keep it in an `Arc` to share it.
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
    warnings: Vec<LoadError>,
    files: Vec<PathBuf>,
}

impl Document {
    /// Loads a document from JSON; a [`Loader`] can do it otherwise.
    ///
    /// # Errors
    /// As [`Loader::from_json`].
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        Loader::new().from_json(text)
    }

    /// Loads a document that is parsed already.
    ///
    /// # Errors
    /// As [`Loader::from_value`].
    pub fn from_value(value: Value) -> Result<Self, LoadError> {
        Loader::new().from_value(value)
    }

    /// Loads a document from a file of JSON or YAML, with the files that it refers to.
    ///
    /// # Errors
    /// As [`Loader::from_file`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        Loader::new().from_file(path)
    }

    /// The files that it was loaded from; none if it wasn't loaded from a file.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What is wrong with the document: what is not checked for it, and which operations are left out.
    pub fn warnings(&self) -> &[LoadError] {
        &self.warnings
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
    /// The path of a server's URL comes before every template; a literal path wins over a template. A parameter may be empty.
    ///
    /// # Errors
    /// If there is no such path, if it doesn't take this method (HEAD and OPTIONS included, unless they are
    /// documented), or if a parameter isn't UTF-8 once it is decoded.
    pub fn route(&self, method: &Method, path: &str) -> Result<Route<'_>, RouteError> {
        let (index, path_parameters) = self.routes.find(method, path)?;
        let operation = self.operations.get(index).ok_or(RouteError::NotFound)?;
        Ok(Route { operation, path_parameters })
    }

    /// The path of the first server's URL, which comes before every template that has no server of its own.
    pub(crate) fn base(&self) -> &str {
        self.routes.base()
    }

    /// The documented examples of answers that their schemas refuse. They are answered as they stand; whoever wrote the document should know.
    ///
    /// This compiles the schemas of all answers, which otherwise happens when each is first needed.
    pub fn wrong_examples(&self) -> Vec<LoadError> {
        let answers = self.operations.iter().flat_map(|it| it.answers().map(move |answer| (it, answer)));
        let checked = answers.filter_map(|(operation, answer)| {
            let violation = self.validate(answer.schema?, answer.body?).ok()?.into_iter().next()?;
            let example = answer.example.map(|name| format!(" `{name}`")).unwrap_or_default();
            let status = answer.status.as_u16();
            let message = format!("the example{example} of {status} breaks its schema: {}", violation.message);
            Some(LoadError::new(operation.pointer(), message))
        });
        checked.collect()
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
    /// The line of the place, if the document was loaded from a text.
    pub line: Option<usize>,
    /// What else is wrong with the document.
    pub others: Vec<LoadError>,
}

impl LoadError {
    pub(crate) fn new(pointer: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), message: message.into(), line: None, others: Vec::new() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, message, line, others } = self;
        match (line, pointer.as_str()) {
            (_, "") => f.write_str(message)?,
            (None, _) => write!(f, "at {pointer}: {message}")?,
            (Some(line), _) => write!(f, "line {line}, at {pointer}: {message}")?,
        }
        others.iter().try_for_each(|other| write!(f, "\n{other}"))
    }
}

impl std::error::Error for LoadError {}
