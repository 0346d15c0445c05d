//! Documents as other people write them.

use crate::common::json;
use http::Method;
use openapi_mock::{Document, Engine, Handler, LoadError, Loader, Request};
use serde_json::{Value, json};

/// An operation that answers with this text.
fn answering(text: &str) -> Value {
    json!({"responses": {"200": {"description": "", "content": {"text/plain": {"example": text}}}}})
}

fn document(paths: Value) -> Value {
    json!({"openapi": "3.0.3", "paths": paths})
}

fn engine(value: Value) -> Engine {
    Engine::new(Document::from_value(value).unwrap())
}

fn text(engine: &Engine, method: &str, path: &str) -> String {
    let reply = engine.handle(Request::new(Method::try_from(method).unwrap(), path));
    assert_eq!(reply.status, 200, "{method} {path}: {reply:?}");
    String::from_utf8(reply.body.to_vec()).unwrap()
}

fn places(errors: &[LoadError]) -> Vec<&str> {
    errors.iter().map(|error| &error.pointer[..]).collect()
}

#[test]
fn one_wrong_place_costs_one_operation() {
    let broken = json!({"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Uses"}}}}, "responses": {}});
    let value = json!({
        "openapi": "3.0",
        "paths": {
            "/good": {"get": answering("good"), "post": broken},
            "/ref": {"get": {"parameters": [{"$ref": "#/components/parameters/None"}], "responses": {}}, "put": answering("put")},
            "/list": {"get": []},
            "/away": {"$ref": "https://example.com/item.json"},
            "no slash": {"get": answering("")},
            "/pattern": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "string", "pattern": "(?"}}}},
                "responses": {"204": {"description": ""}}}},
        },
        "components": {"schemas": {
            "Uses": {"properties": {"a": {"$ref": "#/components/schemas/Gone"}}},
            "Unused": {"$ref": "#/components/schemas/Gone"},
        }},
    });
    let document = Document::from_value(value.clone()).unwrap();
    let served: Vec<&str> = document.operations().map(|operation| operation.id()).collect();
    assert_eq!(served, ["GET /good", "PUT /ref", "POST /pattern"]);
    assert_eq!(
        places(document.warnings()),
        [
            "/paths/~1ref/get/parameters/0",
            "/paths/~1away",
            "/components/schemas/Uses/properties/a",
            "/components/schemas/Unused",
            "/paths/~1pattern/post/requestBody/content/application~1json/schema/pattern",
            "/paths/~1good/post",
            "/paths/~1ref/get",
            "/paths/~1list/get",
            "/paths/no slash/get",
        ]
    );
    let told = document.warnings()[5].to_string();
    assert!(told.contains("left out") && told.contains("/components/schemas/Uses/properties/a"), "{told}");
    let engine = Engine::new(document);
    assert_eq!(engine.handle(Request::post("/pattern", &json!("any"))).status, 204);
    assert_eq!(engine.handle(Request::post("/good", &json!({}))).status, 405);

    let refused = Loader::new().strict(true).from_value(value).unwrap_err();
    assert_eq!(refused.others.len(), 8);
    assert_eq!(refused.to_string().lines().count(), 9);
    assert!(Document::from_value(document_of_nothing()).is_err());
}

/// One of which no operation can be served.
fn document_of_nothing() -> Value {
    document(json!({"/a": {"get": {"$ref": "#/nowhere"}}}))
}

#[test]
fn paths_are_told_apart_as_openapi_has_it() {
    let engine = engine(document(json!({
        "/compare/{base}...{head}": {"get": answering("compare")},
        "/users/{id}": {"get": answering("get by id")},
        "/users/{name}": {"put": answering("put by name")},
        "/users/{id}:stop": {"get": answering("stop")},
        "/a%20b/{x}": {"get": answering("encoded")},
        "/{a}/x/{b}": {"get": answering("middle")},
        "/shared": {"$ref": "#/paths/~1aliased"},
        "/aliased": {"get": answering("aliased")},
        "/one": {"get": {"$ref": "#/paths/~1aliased/get"}, "parameters": []},
    })));
    for (method, path, wanted) in [
        ("GET", "/compare/main...dev", "compare"),
        ("GET", "/users/7", "get by id"),
        ("PUT", "/users/7", "put by name"),
        ("GET", "/users/7:stop", "stop"),
        ("GET", "/a%20b/7", "encoded"),
        ("GET", "//x/7", "middle"),
        ("GET", "/shared", "aliased"),
        ("GET", "/aliased", "aliased"),
        ("GET", "/one", "aliased"),
    ] {
        assert_eq!(text(&engine, method, path), wanted, "{method} {path}");
    }
    let route = engine.document().route(&Method::PUT, "/users/a%2Fb").unwrap();
    assert_eq!(route.path_parameters["name"], "a/b");
    let route = engine.document().route(&Method::GET, "/compare/v1.0...v2.0").unwrap();
    assert_eq!((&route.path_parameters["base"][..], &route.path_parameters["head"][..]), ("v1.0", "v2.0"));
}

#[test]
fn every_server_has_its_paths() {
    let mut value = document(json!({
        "/a": {"get": answering("a")},
        "/b": {"servers": [{"url": "https://b.example/other"}], "get": answering("b"),
            "put": {"servers": [{"url": "/third"}], "responses": {"204": {"description": ""}}}},
    }));
    value["servers"] = json!([{"url": "https://a.example/v1"}, {"url": "/v2"}]);
    let engine = engine(value.clone());
    for (path, wanted) in [("/v1/a", "a"), ("/v2/a", "a"), ("/other/b", "b")] {
        assert_eq!(text(&engine, "GET", path), wanted);
    }
    for path in ["/a", "/v1/b", "/third/b"] {
        assert!(matches!(engine.handle(Request::get(path)).status.as_u16(), 404 | 405), "{path}");
    }
    let rooted = Engine::new(Loader::new().at_root(true).from_value(value).unwrap());
    for (path, wanted) in [("/a", "a"), ("/v1/a", "a"), ("/b", "b")] {
        assert_eq!(text(&rooted, "GET", path), wanted);
    }
}

#[test]
fn what_is_not_a_success_is_answered_where_there_is_none() {
    let responses = |codes: &[&str]| -> Value {
        codes.iter().map(|code| ((*code).to_owned(), json!({"description": "", "headers": {
            "Location": {"example": "/there"}, "Content-Length": {"example": 7}, "Content-Encoding": {"example": "gzip"},
            "Connection": {"example": "close"}, "X-Own": {"example": "kept"}}}))).collect()
    };
    for (codes, status) in [
        (&["404", "default"][..], 200),
        (&["404", "302"], 302),
        (&["5XX", "404"], 500),
        (&["3XX"], 300),
        (&["default", "2XX"], 200),
    ] {
        let engine = engine(document(json!({"/a": {"get": {"responses": responses(codes)}}})));
        let reply = engine.handle(Request::get("/a"));
        assert_eq!(reply.status, status, "{codes:?}");
        let names: Vec<&str> = reply.headers.keys().map(|name| name.as_str()).collect();
        assert_eq!(names, ["location", "x-own"]);
        let head = engine.handle(Request::new(Method::HEAD, "/a"));
        assert_eq!((head.status, head.headers), (reply.status, reply.headers));
    }
    let none = engine(document(json!({"/a": {"get": {"responses": {}}}})));
    assert_eq!(none.handle(Request::get("/a")).status, 501);
}

#[test]
fn a_request_that_leads_nowhere_is_told_the_nearest() {
    let engine = engine(document(json!({"/books": {"get": answering("")}})));
    let reply = engine.handle(Request::get("/boks"));
    let told = json(&reply.body)["error"].clone();
    assert_eq!((reply.status.as_u16(), &told["nearest"]), (404, &json!("GET /books")));
    assert!(told["message"].as_str().unwrap().contains("its path is `/books`"), "{told}");
}

#[test]
fn an_operation_that_is_left_out_is_found_below_none_of_its_servers() {
    let below = |servers: Value, text: &str| {
        let mut operation = answering(text);
        operation["servers"] = servers;
        operation
    };
    let engine = engine(document(json!({
        "/a/{x}": {"get": below(json!([{"url": "/v1"}]), "first")},
        "/a/{y}": {"get": below(json!([{"url": "/v2"}, {"url": "/v1"}]), "second")},
        "/c": {"get": answering("third")},
    })));
    assert_eq!(places(engine.document().warnings()), ["/paths/~1a~1{y}/get"]);
    assert_eq!((text(&engine, "GET", "/v1/a/1"), text(&engine, "GET", "/c")), ("first".into(), "third".into()));
    assert_eq!(engine.handle(Request::get("/v2/a/1")).status, 404);
}
