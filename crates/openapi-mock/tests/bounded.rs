//! Input that would cost time or memory without end: a bound that is missing shows in a test that never ends, or by the end of the process.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::violations;
use http::Method;
use openapi_mock::{Document, Request};
use serde_json::{Value, json};

fn document(operation: Value, schemas: Value) -> Document {
    Document::from_value(json!({
        "openapi": "3.1.0",
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": schemas},
    }))
    .unwrap()
}

fn form(media_type: &str, body: impl Into<bytes::Bytes>) -> Request {
    let request = Request::new(Method::POST, "/a").with_header("content-type", media_type);
    Request { body: body.into(), ..request }
}

const URLENCODED: &str = "application/x-www-form-urlencoded";

#[test]
fn a_field_that_is_repeated_is_one_list() {
    let content = json!({URLENCODED: {"schema": {"type": "object", "properties": {"known": {"type": "integer"}}}}});
    let document = document(json!({"requestBody": {"content": content}}), json!({}));
    let read = |body: String| {
        let request = form(URLENCODED, body);
        let route = document.route(&request.method, &request.path).unwrap();
        route.operation.check(&request, &route.path_parameters).map(|checked| checked.body.unwrap())
    };
    assert_eq!(read("a=1&a=2&a=3&b=x".to_owned()).unwrap(), json!({"a": ["1", "2", "3"], "b": "x"}));
    assert_eq!(read("a&".repeat(200_000)).unwrap()["a"].as_array().unwrap().len(), 200_000);
    assert!(read("known=1&known=2&known=3".to_owned()).is_err(), "a number that is given three times is none");
}

#[test]
fn a_member_that_is_repeated_is_one_list() {
    let object = json!({"type": "object", "properties": {"x": {"type": "integer"}}});
    let deep = json!({"name": "deep", "in": "query", "style": "deepObject", "schema": object});
    let document = document(json!({"parameters": [deep]}), json!({}));
    let request = Request::new(Method::POST, "/a?deep[y]=1&deep[y]=2&deep[y]=3&deep[x]=7");
    let route = document.route(&request.method, &request.path).unwrap();
    let checked = route.operation.check(&request, &route.path_parameters).unwrap();
    assert_eq!(checked.query["deep"], json!({"x": 7, "y": ["1", "2", "3"]}));
    let wrong = violations(&document, &Request::new(Method::POST, "/a?deep[x]=1&deep[x]=2"));
    assert_eq!((&wrong[0].pointer[..], &wrong[0].keyword[..]), ("/x", "type"), "the second isn't taken in silence");
}

#[test]
fn a_path_with_many_separators_is_matched_at_once() {
    let template = "/m/{a}-{b}-{c}-{d}-{e}.zip";
    let names = ["a", "b", "c", "d", "e"];
    let document =
        Document::from_value(json!({"openapi": "3.0.3", "paths": {template: {"get": {"responses": {}}}}})).unwrap();
    let find = |path: String| document.route(&Method::GET, &path).ok().map(|route| route.path_parameters);
    assert_eq!(find(format!("/m/{}", "a-".repeat(100_000))), None);
    let found = find(format!("/m/{}.zip", "a-".repeat(100_000))).unwrap();
    assert_eq!(names.map(|name| found[name].len()), [1, 1, 1, 1, 199_992]);
}
