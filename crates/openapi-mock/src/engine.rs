//! The engine: a handler that answers from the document, and from closures (`call`) for single operations.

mod call;

use std::sync::Arc;

use http::{Method, StatusCode, header::ORIGIN};
use serde_json::{Value, json};

use crate::BODY_LIMIT;
use crate::Checked;
use crate::Document;
use crate::Handler;
use crate::LoadError;
use crate::Operation;
use crate::Refusal;
use crate::Reply;
use crate::Request;
use crate::Route;
use crate::RouteError;
use crate::Violation;
use crate::cors;
use crate::document::routes::methods;
use crate::document::wish::{Unmet, Wish};
use crate::engine::call::Overrides;
use crate::violations_header;

pub use call::Call;

/// Answers every request as the document says.
///
/// The steps, in this order: find the operation (404, 405); give an error answer that `Prefer` or `__code` asks for; require
/// credentials in the documented form, with any value (401); check the request (413, 415, 400); give the answer that the request
/// asks for, or else the first documented success, in a media type that `Accept` takes (406).
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
    check: Checking,
    credentials: Checking,
    errors: Option<StatusCode>,
    cors: bool,
    dynamic: bool,
    overrides: Overrides,
}

/// What the engine does with a request that the document doesn't allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checking {
    /// Refuse the request.
    #[default]
    On,
    /// Answer it, with the header `x-violations` that lists what is wrong.
    Warn,
    /// Answer it without a check.
    Off,
}

impl Engine {
    /// An engine that answers from a document and checks everything.
    pub fn new(document: impl Into<Arc<Document>>) -> Self {
        let (check, credentials) = (Checking::On, Checking::On);
        Self {
            document: document.into(),
            check,
            credentials,
            errors: None,
            cors: false,
            dynamic: false,
            overrides: Overrides::default(),
        }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Answers one operation with a closure instead of the document; the closure gets requests that pass the checks.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/books/{id}": {"get": {
    /// #     "operationId": "getBook", "responses": {}}}}}"#)?;
    /// use http::StatusCode;
    /// use openapi_mock::{Engine, Handler, Reply, Request};
    ///
    /// let engine = Engine::new(document)
    ///     .on("getBook", |call| Reply::text(StatusCode::OK, format!("book {}", call.path_parameters["id"])))?;
    /// assert_eq!(engine.handle(Request::get("/books/7")).body, "book 7");
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    ///
    /// # Errors
    /// If the document has no operation of that [id](Operation::id).
    pub fn on(
        mut self,
        id: &str,
        answer: impl Fn(&Call<'_>) -> Reply + Send + Sync + 'static,
    ) -> Result<Self, LoadError> {
        let operation = self.document.operation(id).ok_or_else(|| {
            let known: Vec<&str> = self.document.operations().map(Operation::id).take(20).collect();
            LoadError::new("/paths", format!("the document has no operation `{id}`; it has {}", known.join(", ")))
        })?;
        self.overrides.set(operation, Arc::new(answer));
        Ok(self)
    }

    /// Sets what happens to a request whose parameters or body break rules; by default it is refused.
    #[must_use]
    pub fn check(mut self, checking: Checking) -> Self {
        self.check = checking;
        self
    }

    /// Sets what happens to a request without the documented credentials; by default it is refused.
    #[must_use]
    pub fn credentials(mut self, checking: Checking) -> Self {
        self.credentials = checking;
        self
    }

    /// Sets the status for broken rules, instead of 400 (or 422 where only that is documented).
    #[must_use]
    pub fn errors(mut self, status: StatusCode) -> Self {
        self.errors = Some(status);
        self
    }

    /// Sets whether pages of every origin may read the answers; preflight requests are then answered too. By default they may not.
    #[must_use]
    pub fn cors(mut self, cors: bool) -> Self {
        self.cors = cors;
        self
    }

    /// Sets whether bodies are made from their schemas even if there are examples, unless a request says otherwise by `Prefer` or
    /// `__dynamic`. By default they aren't.
    #[must_use]
    pub fn dynamic(mut self, dynamic: bool) -> Self {
        self.dynamic = dynamic;
        self
    }

    /// The route of a request. A HEAD that isn't documented goes to the GET of its path; the server leaves out the body.
    pub(crate) fn route(&self, request: &Request) -> Result<Route<'_>, RouteError> {
        match self.document.route(&request.method, &request.path) {
            Err(RouteError::MethodNotAllowed { allow })
                if request.method == Method::HEAD && allow.contains(&Method::GET) =>
            {
                self.document.route(&Method::GET, &request.path)
            }
            found => found,
        }
    }

    /// The reply to a request without a route, with the operation that it probably meant.
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

    fn answer(&self, request: &Request) -> Reply {
        let route = match self.route(request) {
            Ok(route) => route,
            Err(error) => return self.lost(request, &error),
        };
        let operation = route.operation;
        // An adapter hands over only the start of a longer body, so its content can't be checked.
        if request.body.len() > BODY_LIMIT {
            return operation.refuse(&Refusal::TooLarge { limit: BODY_LIMIT });
        }
        let wish = Wish::of(request, self.dynamic);
        if wish.is_failure() {
            return meet(&wish, operation);
        }
        let mut warned = Vec::new();
        if self.credentials != Checking::Off
            && let Err(refusal) = operation.credentials(request)
        {
            if self.credentials == Checking::On {
                return operation.refuse(&refusal);
            }
            warned.extend(refusal.violations());
        }
        let mut checked = Checked::default();
        if self.check != Checking::Off {
            match operation.check(request, &route.path_parameters) {
                Ok(found) => checked = found,
                Err(refusal) if self.check == Checking::On => return operation.refuse_as(&refusal, self.errors),
                Err(refusal) => warned.extend(refusal.violations()),
            }
        }
        let mut reply = match self.overrides.of(operation) {
            Some(answer) => answer(&Call { request, operation, path_parameters: &route.path_parameters, checked }),
            None => meet(&wish, operation),
        };
        if !warned.is_empty() {
            let (name, value) = violations_header(&warned);
            reply.headers.insert(name, value);
        }
        reply
    }
}

/// The documented reply that a request asks for.
fn meet(wish: &Wish, operation: &Operation) -> Reply {
    match wish.meet(operation) {
        Ok(answer) => answer.reply(),
        Err(Unmet::Unknown(unknown)) => {
            Reply::problem(StatusCode::NOT_FOUND, &unknown.to_string(), json!({"known": unknown.known}))
        }
        Err(Unmet::NotAcceptable(known)) => {
            let message =
                format!("the answer isn't documented as a media type that `Accept` takes; take {}", known.join(" or "));
            Reply::problem(StatusCode::NOT_ACCEPTABLE, &message, json!({"known": known}))
        }
        Err(Unmet::Nothing) => {
            let message = format!("the document has no answer for `{}`; give it one", operation.id());
            Reply::problem(StatusCode::NOT_IMPLEMENTED, &message, Value::Null)
        }
    }
}

impl From<Document> for Engine {
    fn from(document: Document) -> Self {
        Self::new(document)
    }
}

impl From<Arc<Document>> for Engine {
    fn from(document: Arc<Document>) -> Self {
        Self::new(document)
    }
}

impl Handler for Engine {
    fn handle(&self, request: Request) -> Reply {
        if !self.cors {
            return self.answer(&request);
        }
        cors::preflight(&request).unwrap_or_else(|| cors::open(request.headers.get(ORIGIN), self.answer(&request)))
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
