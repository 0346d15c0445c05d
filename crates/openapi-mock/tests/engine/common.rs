//! A small bookstore with most of what OpenAPI 3.0 has.

use openapi_mock::{Document, Refusal, Request, Violation};
use serde_json::Value;

pub const BOOKSTORE: &str = include_str!("bookstore.json");

pub fn bookstore() -> Document {
    Document::from_json(BOOKSTORE).unwrap()
}

/// What the document's check says about a request.
pub fn refusal(document: &Document, request: &Request) -> Option<Refusal> {
    let route = document.route(&request.method, &request.path).unwrap();
    route.operation.check(request, &route.path_parameters).err()
}

/// The violations of a request, of which there are some or none.
pub fn violations(document: &Document, request: &Request) -> Vec<Violation> {
    match refusal(document, request) {
        None => Vec::new(),
        Some(Refusal::Invalid(violations)) => violations,
        Some(other) => panic!("{other:?}"),
    }
}

/// Pointer, keyword and schema of each violation.
pub fn brief(violations: &[Violation]) -> Vec<(&str, &str, &str)> {
    violations.iter().map(|it| (&it.pointer[..], &it.keyword[..], &it.schema[..])).collect()
}

pub fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}
