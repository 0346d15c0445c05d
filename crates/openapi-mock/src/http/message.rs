//! Requests, replies, and the [`Handler`] that turns one into the other. All are complete and in memory; no server is needed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};

use crate::Hold;
use crate::Wire;

/// The longest request body, in bytes, that a handler gets whole unless it [asks for more](Handler::body_limit).
///
/// The adapters hand over at most one byte more and discard the rest, so a handler can tell that a body is too long without
/// having it in memory.
pub const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// A complete HTTP request.
///
/// ```
/// use openapi_mock::Request;
///
/// let request = Request::get("/books?limit=3").with_header("authorization", "Bearer key");
/// assert_eq!(request.path, "/books");
/// assert_eq!(request.query.as_deref(), Some("limit=3"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path as it was sent, still percent-encoded, without the query.
    pub path: String,
    /// What follows the `?`, still percent-encoded.
    pub query: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; the adapters cut it one byte after the handler's [limit](Handler::body_limit).
    pub body: Bytes,
}

impl Request {
    /// A request without headers and body; `target` is the path, with a query if it has a `?`.
    pub fn new(method: Method, target: &str) -> Self {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target, None),
        };
        Self { method, path: path.to_owned(), query, ..Self::default() }
    }

    /// A GET request.
    pub fn get(target: &str) -> Self {
        Self::new(Method::GET, target)
    }

    /// A POST request with a JSON body and the Content-Type for it.
    pub fn post(target: &str, body: &Value) -> Self {
        let request = Self { body: body.to_string().into(), ..Self::new(Method::POST, target) };
        request.with_header("content-type", "application/json")
    }

    /// Adds a header; one whose name or value HTTP doesn't allow is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        append(&mut self.headers, name, value);
        self
    }
}

/// A complete HTTP reply.
///
/// ```
/// use http::StatusCode;
/// use openapi_mock::Reply;
///
/// let reply = Reply::json(StatusCode::OK, &serde_json::json!({"id": 7})).with_header("x-trace", "1");
/// assert_eq!(&reply.body[..], br#"{"id":7}"#);
/// assert_eq!(reply.headers["content-type"], "application/json");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers; the adapter adds `content-length`.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// How the reply is put on the wire.
    pub wire: Wire,
    /// What the reply waits for before it is sent.
    pub hold: Option<Hold>,
}

impl Reply {
    /// A reply without headers and body.
    pub fn new(status: StatusCode) -> Self {
        Self { status, ..Self::default() }
    }

    /// A reply with a JSON body.
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self::with_body(status, HeaderValue::from_static("application/json"), body.to_string())
    }

    /// A reply with a plain text.
    pub fn text(status: StatusCode, body: impl Into<String>) -> Self {
        Self::with_body(status, HeaderValue::from_static("text/plain; charset=utf-8"), body.into())
    }

    fn with_body(status: StatusCode, media_type: HeaderValue, body: String) -> Self {
        let mut reply = Self { body: body.into(), ..Self::new(status) };
        reply.headers.insert(CONTENT_TYPE, media_type);
        reply
    }

    /// Adds a header; one whose name or value HTTP doesn't allow is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        append(&mut self.headers, name, value);
        self
    }

    /// Sets how the reply is put on the wire.
    #[must_use]
    pub fn with_wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    /// Sets what the reply waits for before it is sent.
    #[must_use]
    pub fn with_hold(mut self, hold: Hold) -> Self {
        self.hold = Some(hold);
        self
    }

    /// This crate's own body for an error: `{"error": {"status", "message", ...details}}`.
    pub(crate) fn problem(status: StatusCode, message: &str, details: Value) -> Self {
        Self::json(status, &problem(status, message, details))
    }
}

/// This crate's own body for an error.
pub(crate) fn problem(status: StatusCode, message: &str, details: Value) -> Value {
    let mut error = json!({"status": status.as_u16(), "message": message});
    if let (Value::Object(error), Value::Object(details)) = (&mut error, details) {
        error.extend(details);
    }
    json!({"error": error})
}

pub(crate) fn append(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.append(name, value);
    }
}

/// Answers requests: closures, an [`Engine`](crate::Engine), or an `Arc` of either.
///
/// ```
/// use http::StatusCode;
/// use openapi_mock::{Handler, Reply, Request};
///
/// let echo = |request: Request| Reply::text(StatusCode::OK, request.path);
/// assert_eq!(&echo.handle(Request::get("/hi")).body[..], b"/hi");
/// ```
pub trait Handler: Send + Sync + 'static {
    /// Answers one request. Servers call this from many threads at once, and answer 500 if it panics.
    fn handle(&self, request: Request) -> Reply;

    /// The longest body, in bytes, that the handler gets whole on this path from who sends these headers; a longer one is cut one byte
    /// after that. It is asked before the body is read, so that a handler needn't take much from who may not send it.
    fn body_limit(&self, _path: &str, _headers: &HeaderMap) -> usize {
        BODY_LIMIT
    }
}

impl<F: Fn(Request) -> Reply + Send + Sync + 'static> Handler for F {
    fn handle(&self, request: Request) -> Reply {
        self(request)
    }
}

impl<H: Handler + ?Sized> Handler for Arc<H> {
    fn handle(&self, request: Request) -> Reply {
        H::handle(self, request)
    }

    fn body_limit(&self, path: &str, headers: &HeaderMap) -> usize {
        H::body_limit(self, path, headers)
    }
}

/// Calls a handler for an adapter: a panic becomes a 500 for its own request, and the server goes on.
#[cfg_attr(not(any(feature = "wiremock", feature = "server")), allow(dead_code))]
pub(crate) fn guarded(handler: &dyn Handler, request: Request) -> Reply {
    catch_unwind(AssertUnwindSafe(|| handler.handle(request))).unwrap_or_else(|_| {
        let message = "the handler panicked; its message is on the standard error of this process";
        Reply::problem(StatusCode::INTERNAL_SERVER_ERROR, message, Value::Null)
    })
}
