//! Run a handler behind a wiremock server, for Rust tests.
//!
//! wiremock answers on one thread under one lock, keeps every request in memory, and adds a `date` to each answer;
//! [`server`](crate::adapters::hyper) does none of this, and can break connections.

use std::{io, net::SocketAddr, net::TcpListener, sync::Arc, thread};

use ::wiremock::{Match, Mock, MockServer, Respond, ResponseTemplate, matchers::any};
use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use crate::Document;
use crate::Engine;
use crate::Handler;
use crate::Reply;
use crate::Request;
use crate::Wire;
use crate::http::message::guarded;

/// A wiremock responder that asks a handler, for mocks with matchers of your own.
///
/// A reply that asks for a broken connection, or for a wait, becomes a 501 that says which server can do it.
pub struct Responder(Arc<dyn Handler>);

impl Responder {
    /// A responder that asks the handler.
    pub fn new(handler: Arc<dyn Handler>) -> Self {
        Self(handler)
    }
}

impl Respond for Responder {
    fn respond(&self, request: &::wiremock::Request) -> ResponseTemplate {
        let limit = self.0.body_limit(request.url.path(), &request.headers);
        let length = request.body.len().min(limit.saturating_add(1));
        let mut reply = guarded(
            &*self.0,
            Request {
                method: request.method.clone(),
                path: request.url.path().to_owned(),
                query: request.url.query().map(str::to_owned),
                headers: request.headers.clone(),
                body: Bytes::copy_from_slice(&request.body[..length]),
            },
        );
        if reply.wire != Wire::Intact || reply.hold.is_some() {
            let message = "wiremock can't break a connection or hold a reply back; \
                           serve this handler by openapi_mock::server instead";
            reply = Reply::problem(StatusCode::NOT_IMPLEMENTED, message, Value::Null);
        }
        let template = ResponseTemplate::new(reply.status.as_u16()).set_body_bytes(reply.body);
        reply.headers.iter().fold(template, |template, (name, value)| template.append_header(name, value))
    }
}

/// Mounts a mock that answers, from a [`Document`] or an [`Engine`], every request that no other mock of the server answers.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let text = r#"{"openapi": "3.0.3", "paths": {}}"#;
/// let server = wiremock::MockServer::start().await;
/// openapi_mock::wiremock::mount(openapi_mock::Document::from_json(text)?, &server).await;
/// # Ok(()) }
/// ```
pub async fn mount(engine: impl Into<Engine>, server: &MockServer) {
    let responder = Responder::new(Arc::new(engine.into()));
    Mock::given(any()).respond_with(responder).with_priority(u8::MAX).mount(server).await;
}

/// Matches the requests for the operation with this [id](crate::Operation::id), for mocks and expectations of your own.
pub fn calls(document: &Arc<Document>, id: &str) -> impl Match + use<> {
    Calls { document: document.clone(), id: id.to_owned() }
}

struct Calls {
    document: Arc<Document>,
    id: String,
}

impl Match for Calls {
    fn matches(&self, request: &::wiremock::Request) -> bool {
        self.document.route(&request.method, request.url.path()).is_ok_and(|route| route.operation.id() == self.id)
    }
}

/// A wiremock server whose only mock hands every request to a handler.
///
/// It may be dropped anywhere and in any number; a plain wiremock server may hang if many are dropped in one task.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use std::sync::Arc;
/// use http::StatusCode;
/// use openapi_mock::{Reply, Request, wiremock::Server};
///
/// let server = Server::start(Arc::new(|_: Request| Reply::new(StatusCode::NO_CONTENT))).await?;
/// assert!(server.uri().starts_with("http://127.0.0.1:"));
/// # Ok(()) }
/// ```
pub struct Server {
    address: SocketAddr,
    inner: Option<MockServer>,
}

impl Server {
    /// Starts a server on a free port of the loopback address.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start(handler: Arc<dyn Handler>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = MockServer::builder().listener(listener).disable_request_recording().start().await;
        Mock::given(any()).respond_with(Responder::new(handler)).mount(&server).await;
        Ok(Self { address, inner: Some(server) })
    }

    /// The address on which the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The server's URL, without a slash at the end.
    pub fn uri(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The drop of a wiremock server waits for locks, which within a task counts against the task's budget
        // and, once that is spent, never ends. A thread has no such budget.
        let server = self.inner.take();
        if let Ok(thread) = thread::Builder::new().spawn(move || drop(server)) {
            let _ = thread.join();
        }
    }
}
