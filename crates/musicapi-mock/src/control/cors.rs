//! Pages from anywhere that call the API: what a browser asks and must be told for it (the Fetch standard's CORS protocol).

use http::{Method, StatusCode};
use openapi_mock::{Reply, Request};

/// The reply to a browser that asks whether a page may make a call; none if it doesn't ask.
pub(super) fn preflight(request: &Request) -> Option<Reply> {
    let asks = request.method == Method::OPTIONS
        && request.headers.contains_key("origin")
        && request.headers.contains_key("access-control-request-method");
    let headers = request.headers.get("access-control-request-headers").and_then(|headers| headers.to_str().ok());
    asks.then(|| {
        open(Reply::new(StatusCode::NO_CONTENT))
            .with_header("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
            // `*` doesn't stand for `authorization`.
            .with_header("access-control-allow-headers", headers.unwrap_or("authorization, content-type"))
            .with_header("access-control-max-age", "600")
    })
}

/// A reply that any page may read, with all its headers.
pub(super) fn open(reply: Reply) -> Reply {
    reply.with_header("access-control-allow-origin", "*").with_header("access-control-expose-headers", "*")
}
