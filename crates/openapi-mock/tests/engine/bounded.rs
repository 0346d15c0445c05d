//! Input that would cost time or memory without end: a bound that is missing shows in a test that never ends, or by the end of the process.

use crate::common::{json, violations};
use http::Method;
use openapi_mock::{Document, Engine, Handler, Request};
use serde_json::{Value, json};

fn document(operation: Value, schemas: Value) -> Document {
    Document::from_value(json!({
        "openapi": "3.1.0",
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": schemas},
    }))
    .unwrap()
}

fn answering(media_type: &str, schema: Value, schemas: Value) -> Engine {
    let content = json!({media_type: {"schema": schema}});
    Engine::new(document(json!({"responses": {"200": {"description": "", "content": content}}}), schemas))
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

fn reply(schema: Value) -> (u16, Value) {
    let reply = answering("application/json", schema, json!({})).handle(Request::new(Method::POST, "/a"));
    (reply.status.as_u16(), json(&reply.body))
}

#[test]
fn a_made_body_is_no_larger_than_a_draft_may_be() {
    let most = 100_000_000;
    let text = json!({"type": "string", "minLength": 900_000});
    let example = json!({"type": "string", "example": "x".repeat(10_000)});
    for schema in [
        json!({"type": "array", "items": {"type": "string"}, "minItems": most}),
        json!({"type": "array", "minItems": most}),
        json!({"type": "array", "items": {"enum": [1, 2]}, "minItems": most}),
        json!({"type": "object", "minProperties": most}),
        json!({"type": "object", "minProperties": most, "patternProperties": {"^k": {"type": "integer"}}}),
        json!({"type": "array", "items": {"type": "array", "items": {"type": "null"}, "minItems": 40_000}, "minItems": 40_000}),
        json!({"type": "array", "items": text, "minItems": 50_000}),
        json!({"type": "array", "items": example, "minItems": 90_000}),
        // It is small enough, and no draft of it fits.
        json!({"type": "array", "items": {"enum": [1, 2]}, "minItems": 20_000, "uniqueItems": true}),
    ] {
        let (status, told) = reply(schema.clone());
        assert_eq!(status, 501, "{schema:.200}: {told:.200}");
    }
    let (_, told) =
        reply(json!({"type": "object", "properties": {"a": {"type": "array", "minItems": most}}, "required": ["a"]}));
    assert!(told["error"]["message"].as_str().unwrap().contains("more than 100000 values"), "{told}");
    let (status, made) = reply(json!({"type": "array", "items": {"type": "integer"}, "minItems": 20_000}));
    assert_eq!((status, made.as_array().unwrap().len()), (200, 20_000));
    let (status, made) =
        reply(json!({"type": "object", "properties": {"a": {"type": "array", "minItems": most}, "b": {}}}));
    assert_eq!((status, made), (200, json!({"b": "string"})), "what needn't be there may be as large as it likes");
}

#[test]
fn a_text_for_a_pattern_takes_no_more_steps_than_it_may() {
    let many = |inner: &str, times: usize| {
        format!("^{}$", (0..times).fold(inner.to_owned(), |it, _| format!("({it}){{1000}}")))
    };
    for schema in [
        json!({"type": "string", "pattern": many("|a", 6)}),
        json!({"type": "string", "pattern": many("a", 6)}),
        json!({"type": "string", "pattern": "^(((|a)*)*)*$", "minLength": 90_000}),
        json!({"type": "string", "pattern": "^a{600}$", "minLength": 601}),
        json!({"type": "string", "pattern": "^[ab]{99990}$", "minLength": 99_991}),
    ] {
        let (status, told) = reply(schema.clone());
        assert!(status == 200 || status == 501, "{schema}: {told}");
    }
}
