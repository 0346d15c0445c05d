//! What a request may bring besides JSON, and what it may ask for.

use crate::common::{json, violations};
use http::Method;
use openapi_mock::{Checking, Document, Engine, Handler, Reply, Request};
use serde_json::{Value, json};

fn document(operation: Value) -> Document {
    let scheme = json!({"basic": {"type": "http", "scheme": "basic"}});
    Document::from_value(json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"post": operation}, "/p/{list}/{object}/end": {"get": {"parameters": [
            {"name": "list", "in": "path", "required": true, "style": "label", "schema": {"type": "array", "items": {"type": "integer"}}},
            {"name": "object", "in": "path", "required": true, "style": "matrix", "explode": true,
                "schema": {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}},
        ]}}},
        "components": {"securitySchemes": scheme},
    }))
    .unwrap()
}

fn form(media_type: &str, body: &str) -> Request {
    let request = Request::new(Method::POST, "/a").with_header("content-type", media_type);
    Request { body: body.to_owned().into(), ..request }
}

/// Place and keyword of what is wrong.
fn told(document: &Document, request: &Request) -> Vec<(String, String)> {
    violations(document, request)
        .into_iter()
        .map(|it| (format!("{}{}", name(&it.location), it.pointer), it.keyword))
        .collect()
}

fn name(location: &openapi_mock::Location) -> String {
    let location = serde_json::to_value(location).unwrap();
    location["name"].as_str().unwrap_or_default().to_owned()
}

fn one(place: &str, keyword: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), keyword.to_owned())]
}

#[test]
fn forms_are_checked_as_objects() {
    let schema = json!({"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
        "name": {"type": "string", "maxLength": 5}, "pages": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "integer"}},
        "more": {"type": "object", "required": ["x"]}, "file": {"type": "string", "format": "binary"}}});
    let content = json!({"schema": schema, "encoding": {"name": {"allowReserved": false}, "tags": {"explode": true}}});
    let document = document(json!({"requestBody": {"required": true, "content": {
        "application/x-www-form-urlencoded": content, "multipart/form-data": content}}}));
    let url = "application/x-www-form-urlencoded";
    for (body, wrong) in [
        ("name=a+b&pages=7&tags=1&tags=2&more=%7B%22x%22:1%7D", vec![]),
        ("pages=7", one("/name", "required")),
        ("name=a&pages=many", one("/pages", "type")),
        ("name=toolong", one("/name", "maxLength")),
        ("name=a&tags=1&tags=b", one("/tags/1", "type")),
        ("name=a&more=%7B%7D", one("/more/x", "required")),
        ("name=a&extra=1", one("/extra", "additionalProperties")),
        ("name=a:b", one("/name", "allowReserved")),
        ("name=%ff", one("", "form")),
    ] {
        assert_eq!(told(&document, &form(url, body)), wrong, "{body}");
    }
    let part = |name: &str, rest: &str, body: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{body}\r\n")
    };
    let parts = |parts: &[String]| form("multipart/form-data; boundary=x", &format!("{}--x--\r\n", parts.concat()));
    let file = part("file", "; filename=\"a\"\r\nContent-Type: image/png", "bytes");
    let more = part("more", "\r\nContent-Type: application/json", "{\"x\": 1}");
    assert_eq!(told(&document, &parts(&[part("name", "", "a"), file.clone(), more])), []);
    assert_eq!(told(&document, &parts(&[file])), one("/name", "required"));
    assert_eq!(told(&document, &parts(&[part("name", "", "a"), part("pages", "", "x")])), one("/pages", "type"));
    assert_eq!(told(&document, &form("multipart/form-data; boundary=y", "--x--")), one("", "form"));
    assert_eq!(told(&document, &form("multipart/form-data", "--x--")), one("", "form"));
    let json = form(url, "{\"name\": \"a\"}");
    assert_eq!(told(&document, &json)[0].1, "additionalProperties", "JSON isn't documented");
    let content = json!({url: content, "application/json": {}});
    let document = self::document(json!({"requestBody": {"content": content}}));
    assert_eq!(told(&document, &form(url, "name=toolong")), one("/name", "maxLength"));
    let wrong = violations(&document, &json);
    assert!(wrong.len() == 1 && wrong[0].message.contains("`Content-Type: application/json`"), "{wrong:?}");
}

#[test]
fn brackets_write_values_within_values() {
    let price = json!({"type": "object", "required": ["price"], "additionalProperties": false, "properties": {
        "price": {"type": "string"}, "quantity": {"type": "integer"}}});
    let schema = json!({"type": "object", "additionalProperties": false, "properties": {
        "items": {"type": "array", "items": price, "minItems": 1},
        "expand": {"type": "array", "items": {"type": "string"}},
        "metadata": {"anyOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "string", "enum": [""]}]},
        "odd[name]": {"type": "integer"},
    }});
    let content = json!({"application/x-www-form-urlencoded": {"schema": schema, "encoding": {"items": {"style": "deepObject"}}}});
    let filter = json!({"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object", "additionalProperties": false,
        "properties": {"at": {"type": "object", "properties": {"gte": {"type": "integer"}}}, "tags": {"type": "array", "items": {"type": "integer"}}}}});
    let document = document(json!({"requestBody": {"content": content}, "parameters": [filter]}));
    let url = "application/x-www-form-urlencoded";
    let body = "items[0][price]=7&items[0][quantity]=2&items%5B1%5D%5Bprice%5D=x&expand[]=a&expand[]=b&metadata[n]=6735&odd[name]=1";
    let mut request = form(url, body);
    request.query = Some("filter[at][gte]=5&filter[tags][]=1&filter[tags][]=2".to_owned());
    let route = document.route(&request.method, &request.path).unwrap();
    let checked = route.operation.check(&request, &route.path_parameters).unwrap();
    assert_eq!(
        checked.body.unwrap(),
        json!({"items": [{"price": "7", "quantity": 2}, {"price": "x"}], "expand": ["a", "b"], "metadata": {"n": "6735"}, "odd[name]": 1})
    );
    assert_eq!(checked.query["filter"], json!({"at": {"gte": 5}, "tags": [1, 2]}));
    for (body, wrong) in [
        ("metadata=", vec![]),
        ("items[0][quantity]=2", one("/items/0/price", "required")),
        ("items[0][price]=7&items[0][quantity]=many", one("/items/0/quantity", "type")),
        ("other[a]=1", one("/other[a]", "additionalProperties")),
        ("items[0=7", one("/items[0", "additionalProperties")),
    ] {
        assert_eq!(told(&document, &form(url, body)), wrong, "{body}");
    }
    let asked = |query: &str| told(&document, &Request::new(Method::POST, &format!("/a?{query}")));
    assert_eq!(asked("filter[at][gte]=x"), one("filter/at/gte", "type"));
    assert_eq!(asked("filter[more]=x"), one("filter/more", "additionalProperties"));
}

#[test]
fn a_form_is_split_where_a_line_begins_with_its_boundary() {
    let content = json!({"schema": {"type": "object"}});
    let document = document(json!({"requestBody": {"content": {"multipart/form-data": content}}}));
    let read = |media_type: &str, lines: &[&str]| {
        let request = form(media_type, &lines.join("\r\n"));
        let route = document.route(&request.method, &request.path).unwrap();
        route.operation.check(&request, &route.path_parameters).map(|checked| checked.body.unwrap())
    };
    let named = |name: &str| format!("content-disposition: form-data; {name}");
    let (a, b) = (named("Name=a"), named("filename=\"x; name=no\"; name=\"b\\\"c\""));
    let parts = ["preamble", "--b", &a, "", "hello --b there", "--b there", "", "--b \t", &b, "", "--b--", "epilogue"];
    let wanted = json!({"a": "hello --b there\r\n--b there\r\n", "b\"c": ""});
    for media_type in [
        "multipart/form-data; boundary=b",
        "multipart/form-data;charset=x; BOUNDARY=\"b\"",
        "multipart/form-data; boundary=b ",
    ] {
        assert_eq!(read(media_type, &parts).unwrap(), wanted, "{media_type}");
    }
    let media_type = "multipart/form-data; boundary=b";
    assert_eq!(read(media_type, &["--b--"]).unwrap(), json!({}));
    assert_eq!(read(media_type, &["--b", &a, "--b--"]).unwrap(), json!({"a": ""}));
    for (media_type, lines, says) in [
        (media_type, &["--b", &a, "", "no end"][..], "boundary that its Content-Type names"),
        (media_type, &["text --b", &a, "", "", "--c--"], "boundary that its Content-Type names"),
        (media_type, &["--b", "x: y", "", "", "--b--"], "without a name"),
        ("multipart/form-data; boundary=", &["--", &a, "", "", "----"], "has no boundary"),
        (&format!("{media_type}{}", "b".repeat(70)), &["--b--"], "more than 70"),
    ] {
        let refused = read(media_type, lines).unwrap_err().violations();
        assert!(refused[0].message.contains(says), "{lines:?}: {refused:?}");
    }
}

#[test]
fn objects_and_cookies_are_checked_as_parameters() {
    let object = json!({"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}, "y": {"type": "boolean"}}});
    let query = |name: &str, style: &str, explode: bool| json!({"name": name, "in": "query", "style": style, "explode": explode, "schema": object});
    let mut apart = query("apart", "form", true);
    apart["schema"] = json!({"type": "object", "required": ["u"], "properties": {"u": {"type": "integer"}, "v": {}}});
    let document = document(json!({"parameters": [
        query("deep", "deepObject", true), query("flat", "form", false), apart,
        {"name": "session", "in": "cookie", "required": true, "schema": {"type": "integer"}},
        {"name": "X-Object", "in": "header", "schema": object},
    ]}));
    let ask =
        |query: &str| Request::new(Method::POST, &format!("/a?{query}")).with_header("cookie", "other=1; session=7");
    for (query, wrong) in [
        ("", vec![]),
        ("deep[x]=1&deep%5By%5D=true", vec![]),
        ("deep[y]=true", one("deep/x", "required")),
        ("deep[x]=a", one("deep/x", "type")),
        ("flat=x,1,y,false", vec![]),
        ("flat=y,no", vec![("flat/y".to_owned(), "type".to_owned()), ("flat/x".to_owned(), "required".to_owned())]),
        ("u=1&v=2", vec![]),
        ("u=one", one("apart/u", "type")),
        ("v=2", one("apart/u", "required")),
    ] {
        let mut found = told(&document, &ask(query));
        found.sort_by_key(|(_, keyword)| std::cmp::Reverse(keyword.clone()));
        assert_eq!(found, wrong, "{query}");
    }
    assert_eq!(told(&document, &ask("").with_header("x-object", "x,1,y,true")), []);
    assert_eq!(told(&document, &ask("").with_header("x-object", "x,a")), one("X-Object/x", "type"));
    let mut wrong = ask("");
    wrong.headers.insert("cookie", "session=seven".parse().unwrap());
    assert_eq!(told(&document, &wrong), one("session", "type"));
    wrong.headers.remove("cookie");
    assert_eq!(told(&document, &wrong), one("session", "required"));
    assert!(violations(&document, &wrong)[0].message.contains("the cookie `session`"));

    for (path, wrong) in [
        ("/p/.1,2/;x=1/end", vec![]),
        ("/p/.1,b/;x=1/end", one("list/1", "type")),
        ("/p/.1/;x=b/end", one("object/x", "type")),
        ("/p//;x=1/end", one("list", "required")),
    ] {
        assert_eq!(told(&document, &Request::get(path)), wrong, "{path}");
    }
}

fn engine(operation: Value) -> Engine {
    Engine::new(document(operation))
}

fn post(engine: &Engine, request: Request) -> Reply {
    engine.handle(request)
}

#[test]
fn an_integer_is_as_long_as_its_format_says() {
    let number = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let document = document(json!({"parameters": [
        number("small", json!({"type": "integer", "format": "int32"})),
        number("id", json!({"type": "integer", "format": "int64", "minimum": 1})),
        number("time", json!({"type": "integer", "format": "int32", "maximum": 9_999_999_999_i64})),
    ]}));
    let asked = |query: &str| told(&document, &Request::new(Method::POST, &format!("/a?{query}")));
    assert_eq!(asked("small=2147483647&id=9223372036854775807&time=5000000000"), []);
    assert_eq!(asked("small=2147483648"), one("small", "maximum"));
    assert_eq!(asked("small=-2147483649"), one("small", "minimum"));
    assert_eq!(asked("id=99999999999999999999"), one("id", "maximum"));
    assert_eq!(asked("id=0"), one("id", "minimum"));
}

#[test]
fn basic_credentials_are_a_name_and_a_password() {
    let engine = engine(json!({"security": [{"basic": []}], "responses": {"204": {"description": ""}}}));
    for (header, status) in [
        ("Basic dXNlcjpwYXNz", 204),
        ("basic dTo=", 204),
        ("Basic abc123", 401),
        ("Basic no base64!", 401),
        ("Basic ", 401),
        ("Bearer dXNlcjpwYXNz", 401),
    ] {
        let reply = post(&engine, Request::new(Method::POST, "/a").with_header("authorization", header));
        assert_eq!(reply.status, status, "{header}");
        assert!(status == 204 || reply.headers["www-authenticate"] == "Basic");
    }
}

#[test]
fn all_credentials_that_are_taken_are_told() {
    let key = |place: &str| json!({"type": "apiKey", "in": place, "name": "k"});
    let value = json!({
        "openapi": "3.0.3",
        "paths": {"/": {"get": {"security": [{"header": [], "cookie": []}, {"token": []}], "responses": {"204": {"description": ""}}}}},
        "components": {"securitySchemes": {"header": key("header"), "cookie": key("cookie"), "token": {"type": "oauth2"}}},
    });
    let engine = Engine::new(Document::from_value(value).unwrap());
    let reply = engine.handle(Request::get("/").with_header("k", "1"));
    let told = json(&reply.body)["error"].clone();
    let at = &told["violations"][0];
    assert_eq!((&at["in"], &at["name"]), (&json!("header"), &json!("k")), "where the first of them belongs");
    let told = told["message"].as_str().unwrap();
    assert!(told.ends_with("send k (header) and k (cookie), or Authorization: Bearer <token>"), "{told}");
    assert_eq!((reply.status.as_u16(), &reply.headers["www-authenticate"]), (401, &"Bearer".parse().unwrap()));
    assert_eq!(engine.handle(Request::get("/").with_header("k", "1").with_header("cookie", "k=2")).status, 204);
}

#[test]
fn accept_chooses_the_media_type() {
    let pet = json!({"type": "object", "xml": {"name": "pet"}, "properties": {"id": {"type": "integer", "xml": {"attribute": true}}, "name": {"type": "string"}}});
    let engine = engine(json!({"responses": {
        "204": {"description": ""},
        "200": {"description": "", "content": {"application/xml": {"schema": pet}, "text/csv": {"example": "id,name"}, "application/json": {"schema": pet}}},
    }}));
    for (accept, media_type, body) in [
        ("*/*", "application/json", r#"{"id":0,"name":"string"}"#),
        ("application/xml", "application/xml", r#"<pet id="0"><name>string</name></pet>"#),
        ("text/*;q=0.5, application/*;q=0.1", "text/csv", "id,name"),
    ] {
        let reply = post(&engine, Request::new(Method::POST, "/a").with_header("accept", accept));
        assert_eq!(
            (reply.status.as_u16(), &reply.headers["content-type"], &reply.body[..]),
            (200, &media_type.parse().unwrap(), body.as_bytes())
        );
    }
    let reply = post(&engine, Request::new(Method::POST, "/a").with_header("accept", "image/png"));
    assert_eq!(
        (reply.status.as_u16(), &json(&reply.body)["error"]["known"]),
        (406, &json!(["application/json", "application/xml", "text/csv"]))
    );
}

#[test]
fn a_request_chooses_its_answer() {
    let engine = engine(json!({
        "parameters": [{"name": "n", "in": "query", "required": true, "schema": {"type": "integer"}}],
        "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": {"type": "string"}, "examples": {"a": {"value": "A"}, "b": {"value": "B"}}}}},
            "404": {"description": "", "content": {"application/json": {"example": "gone"}}}}}));
    let ask = |query: &str, prefer: &str| {
        let reply = post(&engine, Request::new(Method::POST, &format!("/a?{query}")).with_header("prefer", prefer));
        (reply.status.as_u16(), json(&reply.body))
    };
    assert_eq!(ask("n=1", ""), (200, json!("A")));
    assert_eq!(ask("n=1&__example=b", ""), (200, json!("B")));
    assert_eq!(ask("n=1", "example=b"), (200, json!("B")));
    assert_eq!(ask("n=1&__dynamic=true", "example=b"), (200, json!("string")));
    assert_eq!(ask("n=1", "dynamic=true"), (200, json!("string")));
    let all = engine.clone().dynamic(true);
    let body = |query: &str| json(&post(&all, Request::new(Method::POST, &format!("/a?n=1{query}"))).body);
    assert_eq!((body(""), body("&__dynamic=false")), (json!("string"), json!("A")));
    assert_eq!(ask("__code=404", ""), (404, json!("gone")), "a failure is given without a look at the request");
    assert_eq!(ask("__code=200", "").0, 400, "a success isn't");
    assert_eq!(ask("n=1&__code=418", "").0, 404);
    assert_eq!(
        ask("n=1&__example=c", "").1["error"]["known"],
        json!(["code=200, example=a", "code=200, example=b", "code=404"])
    );
}

#[test]
fn checks_may_warn_or_be_off() {
    let operation = json!({"security": [{"basic": []}], "parameters": [{"name": "n", "in": "query", "required": true, "schema": {}}],
        "responses": {"204": {"description": ""}}});
    let ask = |check: Checking, credentials: Checking| {
        let engine = engine(operation.clone()).check(check).credentials(credentials);
        let reply = post(&engine, Request::new(Method::POST, "/a"));
        let told = reply.headers.get("x-violations").map(|it| json(it.as_bytes()).as_array().unwrap().len());
        (reply.status.as_u16(), told)
    };
    assert_eq!(ask(Checking::On, Checking::On).0, 401);
    assert_eq!(ask(Checking::On, Checking::Off).0, 400);
    assert_eq!(ask(Checking::Warn, Checking::Warn), (204, Some(2)));
    assert_eq!(ask(Checking::Off, Checking::Warn), (204, Some(1)));
    assert_eq!(ask(Checking::Off, Checking::Off), (204, None));
    let status = engine(operation).credentials(Checking::Off).errors(http::StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&status, Request::new(Method::POST, "/a")).status, 422);
}
