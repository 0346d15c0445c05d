//! OpenAPI 3.1, YAML, and documents that are spread over files.

use std::{fs, path::Path};

use crate::common::{json, violations};
use http::Method;
use openapi_mock::{Document, Engine, Handler, Loader, Reply, Request};
use serde_json::{Value, json};

const BOOKS: &str = r##"
openapi: 3.1.0
info: {title: Books, version: "1"}
paths:
  /books:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Book'}
      responses:
        201:
          description: added
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Book'
                required: [id]
components:
  schemas:
    Book:
      $defs:
        isbn: {type: string, pattern: '^\d{13}$'}
      type: object
      required: [title, kind]
      properties:
        id: {type: integer, exclusiveMinimum: 0, readOnly: true}
        title: {type: [string, 'null'], examples: [Emma]}
        kind: {const: book}
        isbn: {$ref: '#/components/schemas/Book/$defs/isbn', description: a sibling}
        pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
        price: {type: number}
        currency: {type: string, enum: [EUR, GBP]}
        extra: true
        never: false
      dependentRequired: {price: [currency]}
      if: {properties: {kind: {const: map}}}
      then: {required: [price]}
      patternProperties:
        ^x-: {type: integer}
      unevaluatedProperties: false
"##;

#[test]
fn schemas_of_3_1_are_json_schema() {
    let document = Loader::new().strict(true).from_yaml(BOOKS).unwrap();
    let told = |body: Value| -> Vec<(String, String)> {
        let found = violations(&document, &Request::post("/books", &body));
        found.into_iter().map(|it| (it.pointer, it.keyword)).collect()
    };
    assert_eq!(told(json!({"title": null, "kind": "book", "x-a": 1})), []);
    for (body, at, keyword) in [
        (json!({"title": "a", "kind": "film"}), "/kind", "const"),
        (json!({"title": 1, "kind": "book"}), "/title", "type"),
        (json!({"title": "a", "kind": "book", "id": 0}), "/id", "exclusiveMinimum"),
        (json!({"title": "a", "kind": "book", "isbn": "1"}), "/isbn", "pattern"),
        (json!({"title": "a", "kind": "book", "pair": ["a", "b"]}), "/pair/1", "type"),
        (json!({"title": "a", "kind": "book", "x-a": "b"}), "/x-a", "type"),
        (json!({"title": "a", "kind": "book", "price": 1}), "/currency", "required"),
    ] {
        let found = told(body.clone());
        assert!(found.contains(&(at.to_owned(), keyword.to_owned())), "{body}: {found:?}");
    }
    assert!(!told(json!({"title": "a", "kind": "book", "other": 1})).is_empty());
    let reply = Engine::new(document).handle(Request::post("/books", &json!({"title": "a", "kind": "book"})));
    assert_eq!(
        json(&reply.body),
        json!({"id": 1, "title": "Emma", "kind": "book", "isbn": "0000000000000", "pair": ["string", 0], "price": 0, "currency": "EUR",
            "extra": "string"})
    );
}

#[test]
fn what_is_wrong_in_yaml_has_its_line() {
    let broken = BOOKS.replace("'#/components/schemas/Book/$defs/isbn'", "'#/components/schemas/None'");
    let error = Loader::new().from_yaml(&broken).unwrap_err();
    assert_eq!((error.line, &error.pointer[..]), (Some(31), "/components/schemas/Book/properties/isbn"));
    assert!(Loader::new().from_yaml("a: [").unwrap_err().message.contains("YAML"));
    let swagger = Loader::new().from_yaml("swagger: '2.0'\npaths: {}\n").unwrap_err();
    assert!(swagger.to_string().contains("convert it"), "{swagger}");
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

const SPLIT: [(&str, &str); 6] = [
    (
        "api/openapi.yaml",
        r"
openapi: 3.0.3
paths:
  /books: {$ref: paths/books.yaml}
  /books/{id}:
    parameters: [{$ref: 'parts.json#/id'}]
    get: {$ref: 'paths/one.yaml#/get'}
    delete: {responses: {404: {$ref: 'none.yaml'}}}
    put: {responses: {404: {$ref: '../secret.yaml'}}}
    patch: {responses: {404: {$ref: 'https://example.com/a.yaml'}}}
components:
  schemas:
    Shared: {type: string, example: shared}
",
    ),
    (
        "api/paths/books.yaml",
        "get:\n  responses:\n    $ref: ../parts.json#/responses\npost:\n  requestBody: {$ref: ../parts.json#/body}\n  responses: {201: {description: ''}}\n",
    ),
    (
        "api/paths/one.yaml",
        "get:\n  responses:\n    200:\n      description: ''\n      content:\n        application/json: {schema: {$ref: '../schemas/tree.yaml#/Tree'}}\n",
    ),
    (
        "api/schemas/tree.yaml",
        "Tree:\n  type: object\n  required: [name]\n  properties:\n    name: {$ref: '../openapi.yaml#/components/schemas/Shared'}\n    child: {$ref: '#/Tree'}\n",
    ),
    (
        "api/parts.json",
        r#"{"id": {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}},
            "body": {"content": {"application/json": {"schema": {"$ref": "schemas/tree.yaml#/Tree"}}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "schemas/tree.yaml#/Tree"}}}}}}}"#,
    ),
    ("secret.yaml", "description: secret\n"),
];

#[test]
fn a_document_may_be_spread_over_files() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &SPLIT);
    let document = Document::from_file(folder.path().join("api/openapi.yaml")).unwrap();
    assert_eq!(document.files().len(), 5);
    let told: Vec<String> = document.warnings().iter().map(ToString::to_string).collect();
    for (line, says) in [(8, "none.yaml"), (9, "outside"), (10, "nothing is fetched")] {
        assert!(
            told.iter().any(|it| it.starts_with(&format!("line {line}, ")) && it.contains(says)),
            "{says}: {told:#?}"
        );
    }
    assert_eq!(document.operations().count(), 3);
    let wrong = Request::post("/books", &json!({"name": "a", "child": {"name": 7}}));
    assert_eq!(violations(&document, &wrong)[0].pointer, "/child/name");
    let engine = Engine::new(document);
    assert_eq!(json(&engine.handle(Request::get("/books")).body), json!([{"name": "shared"}]));
    assert_eq!(json(&engine.handle(Request::get("/books/7")).body), json!({"name": "shared"}));
    assert_eq!(engine.handle(Request::get("/books/seven")).status, 400);
    assert_eq!(engine.handle(Request::new(Method::DELETE, "/books/7")).status, 405);
    assert!(Document::from_file(folder.path().join("none.yaml")).is_err());
}

#[test]
fn examples_may_be_spread_over_files() {
    let folder = tempfile::tempdir().unwrap();
    let answer = |example: &str| {
        format!("{{responses: {{200: {{description: '', content: {{application/json: {example}}}}}}}}}")
    };
    let named = |example: &str| answer(&format!("{{examples: {{a: {example}}}}}"));
    let paths = [
        ("/example", answer("{example: {$ref: 'examples.json#/book'}}")),
        ("/value", named("{value: {books: [{$ref: 'examples.json#/book'}]}}")),
        ("/named", answer("{example: {$ref: '#/components/examples/Named'}}")),
        ("/external", named("{externalValue: sub/book.json}")),
        ("/literal", answer("{example: {$ref: '#/nowhere'}}")),
        ("/round", answer("{example: {$ref: 'examples.json#/round'}}")),
        ("/outside", named("{externalValue: ../secret.yaml}")),
        (
            "/text",
            "{responses: {200: {description: '', content: {text/csv: {examples: {a: {externalValue: sub/a.csv}}}}}}}"
                .to_owned(),
        ),
    ];
    let paths: String = paths.iter().map(|(path, item)| format!("  {path}: {{get: {item}}}\n")).collect();
    let root = format!("openapi: 3.0.3\npaths:\n{paths}components: {{examples: {{Named: {{value: named}}}}}}\n");
    write(
        folder.path(),
        &[
            ("secret.yaml", "secret: true\n"),
            ("api/openapi.yaml", &root),
            (
                "api/examples.json",
                r##"{"book": {"title": "Emma", "by": {"$ref": "sub/book.json#/by"}}, "round": [{"$ref": "#/round"}, {"$ref": "#/round"}]}"##,
            ),
            ("api/sub/book.json", r#"{"by": "Austen"}"#),
            ("api/sub/a.csv", "id,name\n1,a\n"),
        ],
    );
    let engine = Engine::new(Document::from_file(folder.path().join("api/openapi.yaml")).unwrap());
    let told = |path: &str| engine.handle(Request::get(path)).body;
    let book = json!({"title": "Emma", "by": "Austen"});
    assert_eq!(json(&told("/example")), book);
    assert_eq!(json(&told("/value")), json!({"books": [book]}));
    assert_eq!(json(&told("/named")), "named");
    assert_eq!(json(&told("/external")), json!({"by": "Austen"}));
    assert_eq!(json(&told("/literal")), json!({"$ref": "#/nowhere"}), "it is part of the example, then");
    assert_eq!(told("/text"), "id,name\n1,a\n");
    assert!(told("/round").len() < 1_000_000);
    assert!(!String::from_utf8_lossy(&told("/outside")).contains("secret"));
}

#[test]
fn what_openapi_3_2_adds_is_answered() {
    let answering = |content: Value| json!({"responses": {"200": {"content": content}}});
    let text = |text: &str| answering(json!({"text/plain": {"example": text}}));
    let event = json!({"type": "object", "required": ["data"], "properties": {"event": {"const": "add"}, "data": {"type": "string", "example": "one\ntwo"}}});
    let value = json!({
        "openapi": "3.2.0",
        "$self": "https://example.com/api.json",
        "paths": {
            "/books": {
                "query": text("query"),
                "additionalOperations": {"COPY": text("copy"), "Lock": {"$ref": "#/nowhere"}},
                "get": answering(json!({"application/json": {"$ref": "#/components/mediaTypes/Books"}})),
            },
            "/lines": {"get": answering(json!({"application/jsonl": {"itemSchema": {"type": "object", "properties": {"n": {"const": 7}}}}}))},
            "/events": {"get": answering(json!({"text/event-stream": {"itemSchema": event}}))},
            "/examples": {
                "get": answering(json!({"application/json": {"examples": {"a": {"dataValue": {"a": 1}, "serializedValue": "{ }"}}}})),
                "put": answering(json!({"application/json": {"examples": {"a": {"serializedValue": "{\"b\": 2}"}}}})),
                "post": answering(json!({"text/csv": {"examples": {"a": {"dataValue": [1], "serializedValue": "1\n"}}}})),
            },
        },
        "components": {"mediaTypes": {"Books": {"example": ["Emma"]}}},
    });
    let document = Document::from_value(value).unwrap();
    let warnings: Vec<String> = document.warnings().iter().map(ToString::to_string).collect();
    assert!(warnings.iter().all(|it| it.contains("/paths/~1books/additionalOperations/Lock")), "{warnings:?}");
    assert!(warnings.last().unwrap().contains("left out"), "{warnings:?}");
    let engine = Engine::new(document);
    for (method, path, media_type, body) in [
        ("QUERY", "/books", "text/plain", "query"),
        ("COPY", "/books", "text/plain", "copy"),
        ("GET", "/books", "application/json", "[\"Emma\"]"),
        ("GET", "/lines", "application/jsonl", "{\"n\":7}\n"),
        ("GET", "/events", "text/event-stream", "event: add\ndata: one\ndata: two\n\n"),
        ("GET", "/examples", "application/json", "{\"a\":1}"),
        ("PUT", "/examples", "application/json", "{\"b\":2}"),
        ("POST", "/examples", "text/csv", "1\n"),
    ] {
        let reply = engine.handle(Request::new(Method::try_from(method).unwrap(), path));
        assert_eq!((reply.status.as_u16(), &reply.body[..]), (200, body.as_bytes()), "{method} {path}");
        assert_eq!(reply.headers["content-type"], media_type, "{method} {path}");
    }
    let wrong = engine.handle(Request::new(Method::DELETE, "/books"));
    assert_eq!(wrong.headers["allow"], "GET, QUERY, COPY");
}

#[test]
fn a_media_type_that_is_a_range_is_sent_as_one_it_includes() {
    let book = json!({"type": "object", "properties": {"title": {"type": "string"}}});
    let responses = json!({
        "200": {"description": "", "content": {"*/*": {"schema": book}}},
        "201": {"description": "", "content": {"*/*": {"example": "Emma"}}},
        "202": {"description": "", "content": {"text/*": {"schema": {"type": "string"}}}},
        "203": {"description": "", "content": {"audio/mpeg": {}}},
    });
    let value = json!({"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": responses}}}});
    let engine = Engine::new(Document::from_value(value).unwrap());
    for (status, accept, media_type, body) in [
        (200, "application/json", "application/json", "{\"title\":\"string\"}"),
        (200, "", "application/json", "{\"title\":\"string\"}"),
        (200, "text/html", "application/json", "{\"title\":\"string\"}"),
        (201, "*/*", "application/json", "\"Emma\""),
        (202, "text/plain", "text/plain", "string"),
        // There is no schema; a body without a byte would be taken for a lost one.
        (203, "", "audio/mpeg", "string"),
    ] {
        let request = Request::get("/a").with_header("prefer", &format!("code={status}")).with_header("accept", accept);
        let reply = engine.handle(request);
        assert_eq!((reply.status.as_u16(), &reply.body[..]), (status, body.as_bytes()), "{accept}");
        assert_eq!(reply.headers["content-type"], media_type);
        let operation = engine.document().operation("GET /a").unwrap();
        assert_eq!(operation.check_answer(&reply), []);
    }
    let operation = engine.document().operation("GET /a").unwrap();
    let html = Reply::text(http::StatusCode::ACCEPTED, "<p>").with_header("x", "");
    assert_eq!(operation.check_answer(&html), [], "text/* includes it");
    let json = Reply::json(http::StatusCode::ACCEPTED, &json!(1));
    assert_eq!(operation.check_answer(&json)[0].keyword, "mediaType");
}
