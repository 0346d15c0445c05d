//! What the engine answers.

use crate::common::{bookstore, json};
use http::{Method, StatusCode};
use openapi_mock::{BODY_LIMIT, Engine, Handler, Refusal, Reply, Request};
use serde_json::json;

fn ask(request: Request) -> Reply {
    Engine::new(bookstore()).handle(request)
}

fn list() -> Request {
    Request::get("/api/v1/books").with_header("x-shop", "main")
}

#[test]
fn requests_find_their_operation() {
    let document = bookstore();
    let id = |method: Method, path: &str| match document.route(&method, path) {
        Ok(route) => route.operation.id().to_owned(),
        Err(error) => error.reply().status.as_str().to_owned(),
    };
    assert_eq!(id(Method::GET, "/api/v1/books"), "listBooks");
    assert_eq!(id(Method::GET, "/api/v1/books/latest"), "latest");
    assert_eq!(id(Method::GET, "/api/v1/books/7"), "GET /books/{id}");
    assert_eq!(id(Method::GET, "/api/v1/shelves/a/books/7"), "GET /shelves/{shelf}/books/{id}");
    for path in ["/", "", "*", "/books", "/api/v1", "/api/v1/books/7/8", "/api/v1/films", "//api/v1/books"] {
        assert_eq!(id(Method::GET, path), "404", "{path}");
    }
    for method in [Method::PUT, Method::HEAD, Method::OPTIONS] {
        assert_eq!(id(method, "/api/v1/books"), "405");
    }
    assert_eq!(id(Method::GET, "/api/v1/books/%ff"), "400");
    assert_eq!(id(Method::GET, "/api/v1/books/%zz%"), "GET /books/{id}");
    let route = document.route(&Method::GET, "/api/v1/shelves/a%2Fb/books/%C3%A9+").unwrap();
    assert_eq!((&route.path_parameters["shelf"][..], &route.path_parameters["id"][..]), ("a/b", "é+"));
    assert_eq!(document.route(&Method::GET, "/api/v1/books/").unwrap().path_parameters["id"], "");
    let wrong = ask(Request::new(Method::PUT, "/api/v1/books"));
    assert_eq!((wrong.status.as_u16(), &wrong.headers["allow"]), (405, &"GET, POST".parse().unwrap()));
    assert_eq!(document.operation("listBooks").unwrap().tags().collect::<Vec<_>>(), ["books", "public"]);
    assert_eq!(document.operation("latest").unwrap().value()["operationId"], "latest");
    assert_eq!(document.operations().count(), 8);
}

#[test]
fn a_request_that_leads_nowhere_has_a_nearest_operation() {
    let document = bookstore();
    let why = |method: Method, path: &str| {
        document.nearest(&method, path).map(|nearest| format!("{}: {}", nearest.operation.id(), nearest.why))
    };
    let told = |method, path| why(method, path).unwrap();
    assert_eq!(told(Method::GET, "/api/v1/bookz"), "listBooks: its path is `/api/v1/books`");
    assert_eq!(told(Method::POST, "/books"), "addBook: its path is `/api/v1/books`");
    assert_eq!(told(Method::PUT, "/api/v1/books/latest"), "latest: its method is GET");
    assert_eq!(
        told(Method::GET, "/api/v1/shelves/a/books"),
        "GET /shelves/{shelf}/books/{id}: its path is `/api/v1/shelves/{shelf}/books/{id}`, and there is no `id`",
    );
    assert_eq!(
        told(Method::POST, "/api/v1/shelfs/a/books/7"),
        "GET /shelves/{shelf}/books/{id}: its path is `/api/v1/shelves/{shelf}/books/{id}`, and its method is GET",
    );
    for path in ["/", "", "/favicon.ico", "/api/v1/entirely/different", &format!("/{}", "a".repeat(1000))] {
        assert_eq!(why(Method::GET, path), None, "{path}");
    }
}

#[test]
fn what_a_query_says_is_read_as_its_schema_says() {
    let document =
        openapi_mock::Document::from_value(json!({"openapi": "3.0.3", "paths": {"/": {"get": {"parameters": [
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            {"name": "word", "in": "query", "schema": {"type": "string"}},
            {"name": "absent", "in": "query", "schema": {"type": "string"}},
        ]}}}}));
    let document = document.unwrap();
    let operation = document.operation("GET /").unwrap();
    let checked = operation.check(&Request::get("/?limit=3&word=7&other=1"), &Default::default()).unwrap();
    assert_eq!(serde_json::Value::from(checked.query), json!({"limit": 3, "word": "7"}));
    assert_eq!(operation.query_names().collect::<Vec<_>>(), ["limit", "word", "absent"]);
}

#[test]
fn the_first_documented_success_is_answered() {
    let reply = ask(list());
    assert_eq!((reply.status, json(&reply.body)), (StatusCode::OK, json!([{"id": 1, "title": "Emma"}])));
    let reply = ask(Request::get("/api/v1/books/7").with_header("authorization", "bearer any"));
    assert_eq!((&reply.body[..], &reply.headers["content-type"]), (&b"Emma"[..], &"text/plain".parse().unwrap()));
    assert_eq!(ask(Request::get("/api/v1/books/latest")).status, 200);
    assert_eq!(ask(Request::get("/api/v1/shelves/a/books/7")).status, 200);
    let reply = ask(Request::new(Method::DELETE, "/api/v1/books/7").with_header("x-key", "any"));
    assert_eq!((reply.status.as_u16(), reply.body.len(), reply.headers.len()), (204, 0, 0));
}

#[test]
fn a_preferred_answer_wins() {
    let prefer = |value: &str| ask(list().with_header("prefer", value));
    let reply = prefer("code=429, example=closed");
    assert_eq!((reply.status.as_u16(), json(&reply.body)), (429, json!({"error": "closed"})));
    assert_eq!((&reply.headers["retry-after"], reply.headers.get("x-any")), (&"30".parse().unwrap(), None));
    assert_eq!(prefer("example=none").body, "[]");
    assert_eq!(prefer("example=busy").status, 429);
    let reply = prefer("code=503");
    assert_eq!((reply.status.as_u16(), reply.body.len()), (503, 0));
    assert_eq!(prefer("dynamic=true").status, 200);
    for unknown in ["example=nobody", "code=429, example=some", "code=abc", "code=99999", "code=", "code=42"] {
        let reply = prefer(unknown);
        assert_eq!(reply.status, 404, "{unknown}");
        assert_eq!(json(&reply.body)["error"]["known"][3], "code=429, example=busy", "{unknown}");
    }
}

#[test]
fn credentials_are_asked_for() {
    let document = bookstore();
    let book = || Request::post("/api/v1/books", &json!({"title": "Emma"}));
    let credentials = |request: &Request| document.operation("addBook").unwrap().credentials(request);
    assert_eq!(credentials(&book().with_header("authorization", "BEARER  abc ")), Ok(Some("abc".to_owned())));
    assert_eq!(credentials(&book().with_header("x-key", "abc")), Ok(Some("abc".to_owned())));
    let missing = |request: &Request| match credentials(request) {
        Err(Refusal::Unauthorized { missing, .. }) => missing,
        other => panic!("{other:?}"),
    };
    assert!(missing(&book()));
    for wrong in ["Bearer", "Bearer ", "Basic abc", "abc", ""] {
        assert!(!missing(&book().with_header("authorization", wrong)), "{wrong}");
    }
    assert!(!missing(&book().with_header("x-key", "")));
    let open = document.operation("GET /shelves/{shelf}/books/{id}").unwrap();
    assert_eq!(open.credentials(&Request::get("/")), Ok(None));
    assert_eq!(open.credentials(&Request::get("/").with_header("authorization", "Bearer a")), Ok(Some("a".to_owned())));

    let reply = ask(book());
    assert_eq!((reply.status.as_u16(), json(&reply.body)), (401, json!({"error": "who are you?"})));
    let reply = ask(Request::get("/api/v1/books/7"));
    assert_eq!((reply.status.as_u16(), &reply.headers["www-authenticate"]), (401, &"Bearer".parse().unwrap()));
}

#[test]
fn refusals_use_the_documented_body_or_explain_themselves() {
    let post = |path: &str, body| ask(Request::post(path, &body).with_header("authorization", "Bearer a"));
    let reply = post("/api/v1/books", json!({"title": 7}));
    assert_eq!((reply.status.as_u16(), json(&reply.body)), (400, json!({"error": "wrong"})));
    let details = json(reply.headers["x-violations"].as_bytes());
    assert_eq!((&details[0]["in"], &details[0]["keyword"]), (&json!("body"), &json!("type")));
    let reply = post("/api/v1/orders", json!({"price": "low"}));
    assert_eq!((reply.status.as_u16(), reply.headers.get("x-violations")), (422, None));
    assert_eq!(json(&reply.body)["error"]["violations"][0]["schema"], "/components/schemas/Sale/properties/price");
    let mut large = Request::new(Method::POST, "/api/v1/orders").with_header("prefer", "code=202");
    large.body = vec![b' '; BODY_LIMIT + 1].into();
    assert_eq!(ask(large).status, 413);
    let mut html = Request::new(Method::POST, "/api/v1/orders").with_header("content-type", "text/html");
    html.body = "<p>".into();
    assert_eq!(ask(html).status, 415);
}

#[test]
fn a_refusal_has_the_body_that_is_documented_and_says_why() {
    let told = |responses: serde_json::Value| {
        let limit = json!({"name": "limit", "in": "query", "required": true, "schema": {"type": "integer"}});
        let value =
            json!({"openapi": "3.0.3", "paths": {"/": {"get": {"parameters": [limit], "responses": responses}}}});
        let reply = Engine::new(openapi_mock::Document::from_value(value).unwrap()).handle(Request::get("/"));
        assert_eq!(reply.status, 400);
        (json(&reply.body), reply.headers.contains_key("x-violations"), reply.headers["content-type"].clone())
    };
    let content = |media_type: &str, schema: serde_json::Value| json!({"description": "", "content": {media_type: {"schema": schema}}});
    let object = |properties: serde_json::Value| {
        let required: Vec<_> = properties.as_object().unwrap().keys().cloned().collect();
        json!({"type": "object", "required": required, "properties": properties})
    };
    let why = "the query parameter `limit` is missing; add it";
    let text = json!({"type": "string"});
    for (schema, body) in [
        (object(json!({"code": {"type": "integer"}, "message": text})), json!({"code": 0, "message": why})),
        (
            object(json!({"title": text, "status": {"type": "integer"}, "detail": text})),
            json!({"title": "string", "status": 400, "detail": why}),
        ),
        (
            object(json!({"error": object(json!({"message": text, "param": text}))})),
            json!({"error": {"message": why, "param": "string"}}),
        ),
        (
            object(json!({"errors": {"type": "array", "items": object(json!({"msg": text}))}})),
            json!({"errors": [{"msg": why}]}),
        ),
        (object(json!({"message": {"type": "string", "maxLength": 8}})), json!({"message": "string"})),
        (object(json!({"kind": {"enum": ["bad"]}})), json!({"kind": "bad"})),
        (json!({"type": "object", "properties": {"message": text}}), json!({"message": why})),
    ] {
        let (found, has_details, media_type) =
            told(json!({"200": {"description": ""}, "default": content("application/problem+json", schema)}));
        assert_eq!((found, has_details, &media_type), (body, true, &"application/problem+json".parse().unwrap()));
    }
    let own = object(json!({"error": {"type": "object"}}));
    for responses in [
        json!({"200": {"description": ""}}),
        json!({"400": content("application/json", own.clone())}),
        json!({"400": content("application/json", json!({}))}),
        json!({"400": content("text/html", text.clone())}),
        json!({"400": content("application/json", json!({"type": "integer", "minimum": 2, "maximum": 1}))}),
        json!({"default": content("application/json", object(json!({"title": text})))}),
    ] {
        let (found, has_details, _) = told(responses.clone());
        assert_eq!((&found["error"]["message"], has_details), (&json!(why), false), "{responses}: {found}");
    }
}
