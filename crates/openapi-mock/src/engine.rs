//! The handler that answers from the document alone.

use std::sync::Arc;

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::BODY_LIMIT;
use crate::Document;
use crate::Handler;
use crate::Refusal;
use crate::Reply;
use crate::Request;
use crate::Route;
use crate::RouteError;
use crate::Violation;
use crate::document::routes::methods;

/// Answers every request with what the document has for it.
///
/// In this order: find the operation (404, 405); honour `Prefer`; ask for credentials, of which any will do
/// (401); check the request (413, 415, 400); give the first documented success, or else what the document has instead.
///
/// ```
/// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/books": {"get": {"responses": {
/// #     "200": {"description": "", "content": {"application/json": {"example": ["Emma"]}}}}}}}}"#)?;
/// use openapi_mock::{Engine, Handler, Request};
///
/// let engine = Engine::new(document);
/// assert_eq!(&engine.handle(Request::get("/books")).body[..], br#"["Emma"]"#);
/// assert_eq!(engine.handle(Request::get("/films")).status, 404);
/// # Ok::<(), openapi_mock::LoadError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Engine {
    document: Arc<Document>,
}

impl Engine {
    /// An engine for a document.
    pub fn new(document: impl Into<Arc<Document>>) -> Self {
        Self { document: document.into() }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// A HEAD that isn't documented is answered like the GET of its path; whoever sends the reply leaves out its body.
    fn route(&self, request: &Request) -> Result<Route<'_>, RouteError> {
        match self.document.route(&request.method, &request.path) {
            Err(RouteError::MethodNotAllowed { allow })
                if request.method == Method::HEAD && allow.contains(&Method::GET) =>
            {
                self.document.route(&Method::GET, &request.path)
            }
            found => found,
        }
    }

    /// The reply to a request that leads nowhere, with what it probably meant.
    fn lost(&self, request: &Request, error: &RouteError) -> Reply {
        match (error, self.document.nearest(&request.method, &request.path)) {
            (RouteError::NotFound, Some(nearest)) => {
                let message =
                    format!("{error}; the nearest operation is `{}`: {}", nearest.operation.id(), nearest.why);
                Reply::problem(StatusCode::NOT_FOUND, &message, json!({"nearest": nearest.operation.id()}))
            }
            _ => error.reply(),
        }
    }
}

impl Handler for Engine {
    fn handle(&self, request: Request) -> Reply {
        let route = match self.route(&request) {
            Ok(route) => route,
            Err(error) => return self.lost(&request, &error),
        };
        let operation = route.operation;
        // The adapters cut a longer body, so nothing that it says can be relied on.
        if request.body.len() > BODY_LIMIT {
            return operation.refuse(&Refusal::TooLarge { limit: BODY_LIMIT });
        }
        match operation.preferred(&request.headers) {
            Some(Ok(answer)) => return answer.reply(),
            Some(Err(unknown)) => return unknown.reply(),
            None => {}
        }
        let checked = operation.credentials(&request).and_then(|_| operation.check(&request, &route.path_parameters));
        match checked {
            Ok(_) => match operation.answer(None, None) {
                Some(answer) => answer.reply(),
                None => {
                    let message = format!("the document has no answer for `{}`; give it one", operation.id());
                    Reply::problem(StatusCode::NOT_IMPLEMENTED, &message, Value::Null)
                }
            },
            Err(refusal) => operation.refuse(&refusal),
        }
    }
}

impl RouteError {
    /// The error as a reply: 404, 405 with `Allow`, or 400.
    pub fn reply(&self) -> Reply {
        let problem = |status, details| Reply::problem(status, &self.to_string(), details);
        match self {
            Self::NotFound => problem(StatusCode::NOT_FOUND, Value::Null),
            Self::MethodNotAllowed { allow } => {
                problem(StatusCode::METHOD_NOT_ALLOWED, Value::Null).with_header("allow", &methods(allow))
            }
            Self::NotUtf8 { parameter } => {
                let location = crate::Location::Path { name: parameter.clone() };
                let violation = Violation::new(&location, "", "encoding", "isn't valid UTF-8; encode it as UTF-8", "");
                problem(StatusCode::BAD_REQUEST, json!({"violations": [violation]}))
            }
        }
    }
}
