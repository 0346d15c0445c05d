//! What is checked, and how what is wrong is told.

use crate::common::{bookstore, brief, refusal, violations};
use openapi_mock::{BODY_LIMIT, Document, Loader, Location, Refusal, Request};
use serde_json::{Value, json};

const SCHEMAS: &str = "/components/schemas";

fn assert_broken(path: &str, body: Value, expected: &[(&str, &str, &str)]) {
    let request = Request::post(path, &body);
    let found = violations(&bookstore(), &request);
    let expected: Vec<_> =
        expected.iter().map(|(at, keyword, schema)| (*at, *keyword, format!("{SCHEMAS}{schema}"))).collect();
    let expected: Vec<_> = expected.iter().map(|(at, keyword, schema)| (*at, *keyword, &schema[..])).collect();
    assert_eq!(brief(&found), expected, "{body} {found:#?}");
}

#[test]
fn violations_name_the_value_and_the_place_in_the_document() {
    let long = "x".repeat(21);
    assert_broken("/api/v1/books", json!({"title": long}), &[("/title", "maxLength", "/Book/properties/title")]);
    assert_broken("/api/v1/books", json!([]), &[("", "type", "/Book")]);
    assert_broken("/api/v1/books", json!({}), &[("/title", "required", "/Book")]);
    assert_broken("/api/v1/books", json!({"title": "a", "a/b": 1}), &[("/a~1b", "additionalProperties", "/Book")]);
    assert_broken(
        "/api/v1/books",
        json!({"title": "a", "sequel": {"title": "b", "sequel": {"title": 3}}, "author": {}}),
        &[("/sequel/sequel/title", "type", "/Book/properties/title"), ("/author/name", "required", "/Person")],
    );
    let document = bookstore();
    let found = violations(&document, &Request::post("/api/v1/books", &json!({"title": long})));
    assert_eq!(document.value().pointer(&found[0].schema).unwrap()["x-messages"]["maxLength"], "too long");
    assert_eq!(found[0].message, "`/title` must be at most 20 characters long, and has 21; shorten it");
}

#[test]
fn nullable_values_may_be_null() {
    let nulls = json!({"title": "a", "genre": null, "translator": null});
    assert_broken("/api/v1/books", nulls, &[]);
    assert_broken(
        "/api/v1/books",
        json!({"title": null, "genre": "prose", "translator": {"name": ""}, "author": null}),
        &[
            ("/title", "type", "/Book/properties/title"),
            ("/genre", "enum", "/Book/properties/genre"),
            ("/translator/name", "minLength", "/Person/properties/name"),
            ("/author", "type", "/Person"),
        ],
    );
}

#[test]
fn formats_are_checked() {
    let good = json!({"title": "a", "printed": "2024-05-17T08:30:00Z", "cover": "https://a.example/b",
        "isbn": "1b4e28ba-2fa1-41d2-883f-0016d3cca427"});
    assert_broken("/api/v1/books", good, &[]);
    assert_broken(
        "/api/v1/books",
        json!({"title": "a", "printed": "today", "cover": "b", "isbn": "7"}),
        &[
            ("/printed", "format", "/Book/properties/printed"),
            ("/cover", "format", "/Book/properties/cover"),
            ("/isbn", "format", "/Book/properties/isbn"),
        ],
    );
}

#[test]
fn the_discriminator_chooses_the_variant() {
    for good in [
        json!({"kind": "sale", "price": 1}),
        json!({"price": 1}),
        json!({"kind": "loan", "days": 3}),
        json!({"kind": "Gift", "to": {"name": "a"}, "next": {"price": 2}}),
    ] {
        assert_broken("/api/v1/orders", good, &[]);
    }
    assert_broken("/api/v1/orders", json!({"kind": "loan", "price": 1}), &[("/days", "required", "/Loan")]);
    assert_broken("/api/v1/orders", json!({}), &[("/price", "required", "/Sale")]);
    assert_broken("/api/v1/orders", json!("sale"), &[("", "type", "/Order")]);
    assert_broken("/api/v1/orders", json!({"kind": 7}), &[("/kind", "discriminator", "/Order")]);
    let nested = json!({"kind": "Gift", "to": {}, "next": {"kind": "sale", "price": 0}});
    assert_broken(
        "/api/v1/orders",
        nested,
        &[("/to/name", "required", "/Person"), ("/next/price", "minimum", "/Sale/properties/price")],
    );

    let document = bookstore();
    let found = violations(&document, &Request::post("/api/v1/orders", &json!({"kind": "sales"})));
    assert_eq!(brief(&found), [("/kind", "discriminator", "/components/schemas/Order")]);
    let message = r#"`/kind` must be one of "sale", "loan", "Gift", and is "sales"; did you mean "sale"?"#;
    assert_eq!(found[0].message, message);

    let strict = |instance| document.validate("/components/schemas/Strict", &instance).unwrap();
    assert_eq!(brief(&strict(json!({}))), [("/kind", "required", "/components/schemas/Strict")]);
    assert_eq!(strict(json!(null)), []);
}

#[test]
fn alternatives_are_explained_by_the_nearest() {
    assert_broken(
        "/api/v1/prints",
        json!({"custom": true, "text": "a"}),
        &[("/paper", "required", "/Print/oneOf/0"), ("/ink", "required", "/Print/oneOf/0")],
    );
    assert_broken("/api/v1/prints", json!({"custom": false}), &[("/text", "required", "/Print/oneOf/1")]);
    let found = violations(&bookstore(), &Request::post("/api/v1/books", &json!({"title": "a", "length": true})));
    assert_eq!(found[0].message, "`/length` must be a number or a string, not a boolean");
    assert_eq!((&found[0].keyword[..], found.len()), ("oneOf", 1));
}

#[test]
fn parameters_are_checked() {
    let document = bookstore();
    let get = |query: &str| {
        let request = Request::get(&format!("/api/v1/books?{query}")).with_header("x-shop", "main");
        violations(&document, &request).into_iter().map(|it| (it.location, it.pointer, it.keyword)).collect::<Vec<_>>()
    };
    let query = |name: &str, pointer: &str, keyword: &str| {
        vec![(Location::Query { name: name.into() }, pointer.to_owned(), keyword.to_owned())]
    };
    for good in
        ["", "limit=100", "tag=a&tag=b", "ids=1,2", "ids=", "cheap=true", "unknown=1", "filter=%7B%22by%22:1%7D"]
    {
        assert_eq!(get(good), [], "{good}");
    }
    assert_eq!(get("limit=0"), query("limit", "", "exclusiveMinimum"));
    assert_eq!(get("limit=101"), query("limit", "", "maximum"));
    assert_eq!(get("limit=ten"), query("limit", "", "type"));
    assert_eq!(get("limit="), query("limit", "", "type"));
    assert_eq!(get("limit=%ff"), query("limit", "", "encoding"));
    assert_eq!(get("tag=a&tag=b&tag=c"), query("tag", "", "maxItems"));
    assert_eq!(get("tag=a&tag=toolong"), query("tag", "/1", "maxLength"));
    assert_eq!(get("ids=1,b"), query("ids", "/1", "type"));
    assert_eq!(get("cheap=1"), query("cheap", "", "type"));
    assert_eq!(get("filter=%7B"), query("filter", "", "json"));
    assert_eq!(get("filter=%7B%7D"), query("filter", "/by", "required"));

    let missing = violations(&document, &Request::get("/api/v1/books"));
    assert_eq!(brief(&missing), [("", "required", "/paths/~1books/get/parameters/5")]);
    assert_eq!(missing[0].message, "the header `X-Shop` is missing; add it");
    let wrong = Request::get("/api/v1/books?limit=200").with_header("x-shop", "A1");
    let wrong = violations(&document, &wrong);
    assert_eq!(
        brief(&wrong),
        [("", "maximum", "/components/schemas/Count"), ("", "pattern", "/paths/~1books/get/parameters/5/schema"),]
    );
    let path = Request::new(http::Method::DELETE, "/api/v1/books/0");
    assert_eq!(violations(&document, &path)[0].message, "the path parameter `id` must be at least 1, and is 0");
    assert_eq!(violations(&document, &Request::get("/api/v1/books/"))[0].keyword, "minLength");
}

#[test]
fn bodies_that_are_not_what_they_should_be() {
    let document = bookstore();
    let post = |body: &[u8], media_type: &str| {
        let mut request = Request::new(http::Method::POST, "/api/v1/orders");
        if !media_type.is_empty() {
            request = request.with_header("content-type", media_type);
        }
        request.body = body.to_vec().into();
        refusal(&document, &request)
    };
    let good = br#"{"price": 1}"#;
    for media_type in ["", "application/json", "application/JSON; charset=utf-8", "application/vnd.a+json", "text/csv"]
    {
        assert_eq!(post(good, media_type), None, "{media_type}");
    }
    assert!(matches!(post(good, "text/html"), Some(Refusal::UnsupportedMediaType { .. })));
    for (encoding, is_taken) in [("gzip", false), ("br, gzip", false), ("Identity", true), ("", true)] {
        let mut request = Request::new(http::Method::POST, "/api/v1/orders").with_header("content-encoding", encoding);
        request.body = good.as_slice().into();
        let refused = refusal(&document, &request);
        assert_eq!(refused.is_none(), is_taken, "{encoding}");
        if let Some(refused) = refused {
            assert_eq!(refused.status(), 415);
            assert_eq!(
                refused.to_string(),
                format!("the body is encoded as `{encoding}`; send it without an encoding")
            );
            assert_eq!(refused.violations()[0].keyword, "encoding");
        }
    }
    assert!(matches!(post(b"", ""), Some(Refusal::Invalid(found)) if found[0].keyword == "required"));
    assert_eq!(post(&vec![b' '; BODY_LIMIT + 1], ""), Some(Refusal::TooLarge { limit: BODY_LIMIT }));
    let deep = "[".repeat(10_000);
    for (body, says) in [
        (&b"{"[..], "line 1"),
        (b"\n\nhello", "line 3"),
        (b"{\"price\": 1, \"price\": 1}", "`price` is given twice"),
        (deep.as_bytes(), "recursion"),
        (b"\"\xff\"", "line 1"),
        (b"{} {}", "line 1"),
        (b"\x00", "line 1"),
        (b" ", "line 1"),
    ] {
        let Some(Refusal::NotJson { message }) = post(body, "") else { panic!("{body:?}") };
        assert!(message.contains(says) && message.len() < 200, "{message}");
    }
    let huge = violations(&document, &Request::post("/api/v1/orders", &json!({"kind": "x".repeat(1_000_000)})));
    assert!(huge[0].message.len() < 300);
    let mut ignored = Request::get("/api/v1/books/latest").with_header("content-type", "text/html");
    ignored.body = "anything".into();
    assert_eq!(refusal(&document, &ignored), None);
}

#[test]
fn documented_examples_fit_their_schemas() {
    let document = bookstore();
    let mut checked = 0;
    for answer in document.operations().flat_map(|operation| operation.answers()) {
        if let (Some(schema), Some(body)) = (&answer.schema, answer.body) {
            assert_eq!(document.validate(schema, body).unwrap(), [], "{answer:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, 3);
    assert!(document.validate("/paths", &json!(1)).is_err());
    assert!(document.validate("/components/schemas/None", &json!(1)).is_err());
    assert!(document.validate("no pointer", &json!(1)).is_err());
    assert!(document.validate("/components/schemas/Endless", &json!(1)).is_ok());
}

#[test]
fn unusable_documents_say_where() {
    let error = |patch: fn(&mut Value)| {
        let mut document: Value = serde_json::from_str(crate::common::BOOKSTORE).unwrap();
        patch(&mut document);
        let error = Loader::new().strict(true).from_value(document).err().unwrap();
        (error.pointer.clone(), error.to_string())
    };
    let (at, message) = error(|it| it["openapi"] = json!("4.0"));
    assert!(at == "/openapi" && message.contains("4.0"));
    let (_, message) = error(|it| *it = json!({"swagger": "2.0"}));
    assert!(message.contains("Swagger 2.0"), "{message}");
    let (at, message) = error(|it| it["paths"]["/books/{name}"] = json!({"get": {"responses": {}}}));
    assert!(at == "/paths/~1books~1{name}/get" && message.contains("`/books/{id}`"), "{message}");
    let (at, _) = error(|it| it["components"]["responses"]["Wrong"] = json!({"$ref": "#/components/responses/Wrong"}));
    assert!(at.contains("400") || at == "/components/responses/Wrong", "{at}");
    let (at, _) = error(|it| it["components"]["schemas"]["Book"]["properties"]["author"]["$ref"] = json!("a.json"));
    assert_eq!(at, "/components/schemas/Book/properties/author");
    let (at, _) = error(|it| it["components"]["schemas"]["Order"]["discriminator"]["mapping"]["loan"] = json!("Lone"));
    assert_eq!(at, "/components/schemas/Order/discriminator/mapping/loan");
    let (at, _) = error(|it| it["components"]["schemas"]["Person"]["properties"]["name"]["pattern"] = json!("("));
    assert_eq!(at, "/components/schemas/Person/properties/name/pattern");
    assert!(Document::from_json("{").is_err() && Document::from_json("[]").is_err());
}

#[test]
fn values_as_deep_as_json_may_be_are_checked() {
    let depth = 120;
    let order =
        format!("{}{}{}", r#"{"kind": "Gift", "to": {"name": "a"}, "next": "#.repeat(depth), "7", "}".repeat(depth));
    let mut request = Request::new(http::Method::POST, "/api/v1/orders");
    request.body = order.into();
    let found = violations(&bookstore(), &request);
    assert_eq!(brief(&found), [(&"/next".repeat(depth)[..], "type", "/components/schemas/Order")]);
}

#[test]
fn what_is_told_of_a_body_is_bounded() {
    let document = Document::from_json(
        r#"{"openapi": "3.0.3", "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}, "maxProperties": 3000,
        "properties": {"alternatives": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}},
            "closed": {"type": "object", "properties": {"a": {}}, "additionalProperties": false}}
        }}}}, "responses": {}}}}}"#,
    )
    .unwrap();
    let told = |body: Value| violations(&document, &Request::post("/a", &body));
    let wrong = |items: usize| Value::from(vec![1; items]);
    let members = |count: usize| -> Value { (0..count).map(|n| (format!("k{n}"), json!(1))).collect() };
    assert_eq!(told(json!({"list": wrong(99)})).len(), 99);
    for body in [
        json!({"list": wrong(9_000)}),
        json!({"alternatives": wrong(9_000)}),
        json!({"closed": members(9_000)}),
        members(2_000),
        json!({"closed": {"x".repeat(1_000_000): 1}, "list": wrong(200)}),
    ] {
        let told = told(body);
        assert_eq!(told.len(), 100, "{:.500}", format!("{told:?}"));
        assert!(serde_json::to_string(&told).unwrap().len() < 300_000);
    }
    // A body of more values than that is still checked, but its faults are not collected.
    for body in [json!({"list": wrong(20_000)}), json!({"alternatives": wrong(1_000_000)}), members(100_000)] {
        let told = told(body);
        assert_eq!(brief(&told), [("", "values", "")]);
        assert!(told[0].message.contains("10000 values"), "{}", told[0].message);
    }
    assert_eq!(told(json!({"list": vec!["good"; 100_000]})), []);
}

#[test]
fn a_body_may_be_left_unread() {
    let document = bookstore();
    let unread = |limit: usize, body: &'static str| {
        let request = Request { body: body.into(), ..Request::post("/api/v1/books", &Value::Null) };
        let route = document.route(&request.method, &request.path).unwrap();
        route.operation.check_unread(limit, &request, &route.path_parameters)
    };
    assert_eq!(unread(9, "no JSON").unwrap().body, None);
    assert_eq!(unread(6, "no JSON").unwrap_err(), Refusal::TooLarge { limit: 6 });
}
