//! An OpenAPI document: load it, route a request to an operation, check the request, choose a documented answer.
//!
//! A [`Document`] doesn't change after it is loaded, so threads share it without locks; only compiled schemas and made bodies are filled
//! in on first use. Read the files in this order:
//!
//! 1. From text to a value: `text` (`json`, `yaml`; `lines` finds line numbers), and `files` for a document spread over files.
//! 2. Around in a value: `cursor` (a value with its JSON pointer), `grammar` (which kind of object stands where), `faults` and `load_error`.
//! 3. From a value to a document: `load`, `operation`, `routes`, and `nearest` for requests without a route.
//! 4. Check a request: `security`, `parameters` with `style` and `brackets`, `body` with `form` and `media_type`. A request that doesn't
//!    fit gets a `refusal`; `refuse` makes the reply to it, `error_body` the body of that reply.
//! 5. Choose an answer: `response` holds the documented ones and `choose` picks one; `wish` reads from a request (`prefer`, `accept`)
//!    which one it asks for; `sequence` writes the bodies of streams; `answered` checks an answer that came from elsewhere.

pub(crate) mod accept;
pub(crate) mod answered;
pub(crate) mod body;
pub(crate) mod brackets;
pub(crate) mod choose;
pub(crate) mod cursor;
pub(crate) mod error_body;
pub(crate) mod faults;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod grammar;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod load;
pub(crate) mod load_error;
pub(crate) mod media_type;
pub(crate) mod nearest;
pub(crate) mod operation;
pub(crate) mod parameters;
pub(crate) mod prefer;
pub(crate) mod refusal;
pub(crate) mod refuse;
pub(crate) mod response;
pub(crate) mod routes;
pub(crate) mod security;
pub(crate) mod sequence;
pub(crate) mod style;
pub(crate) mod text;
pub(crate) mod wish;
#[cfg(feature = "yaml")]
pub(crate) mod yaml;

use std::{fmt, path::PathBuf, sync::Arc};

use http::Method;
use serde_json::Value;

use crate::LoadError;
use crate::Location;
use crate::Operation;
use crate::Route;
use crate::RouteError;
use crate::Violation;
use crate::document::routes::Routes;
use crate::schema::messages;
use crate::schema::schemas::Schemas;

/// A loaded OpenAPI document (3.0, 3.1 or 3.2) with its operations and routes; share it in an `Arc`.
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
    /// The files that the document was loaded from; empty if it was loaded from text or from a value.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The document's faults: keywords that aren't checked, and operations that are left out.
    pub fn warnings(&self) -> &[LoadError] {
        &self.warnings
    }

    /// The document as JSON; a document spread over files is put together in it.
    pub fn value(&self) -> &Value {
        &self.source
    }

    /// All operations, in the order of the document's paths.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter()
    }

    /// The operation with this [id](Operation::id).
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id() == id)
    }

    /// Finds the operation for a method and a percent-encoded path.
    ///
    /// A template is matched below the path of its server's URL. A literal path wins over a template. A parameter may be empty.
    ///
    /// # Errors
    /// If the document has no such path, if the path doesn't take this method (HEAD and OPTIONS included, unless they are
    /// documented), or if a parameter isn't UTF-8 after percent-decoding.
    pub fn route(&self, method: &Method, path: &str) -> Result<Route<'_>, RouteError> {
        let (index, path_parameters) = self.routes.find(method, path)?;
        let operation = self.operations.get(index).ok_or(RouteError::NotFound)?;
        Ok(Route { operation, path_parameters })
    }

    /// The path of the first server's URL. It precedes every template that has no server of its own.
    pub(crate) fn base(&self) -> &str {
        self.routes.base()
    }

    /// The documented example answers that break their own schema.
    ///
    /// The engine answers with them as they stand; the author of the document should correct them. This compiles the schemas of all
    /// answers, which otherwise happens on first use.
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
    /// If there is no usable schema at the pointer.
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
