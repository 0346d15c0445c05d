//! Bodies that are made from schemas.

use crate::common::json;
use openapi_mock::{Document, Engine, Handler, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A document whose one operation answers by this schema, beside others that are named.
fn document(schema: &Value, others: Value) -> Document {
    Document::from_value(json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}},
        "components": {"schemas": others},
    }))
    .unwrap()
}

fn made(schema: Value, others: Value) -> Result<Value, String> {
    let document = document(&schema, others);
    let answer = document.operation("GET /a").unwrap().answer(None, None).unwrap();
    answer.value().map(|value| value.unwrap().clone()).map_err(|unmade| unmade.to_string())
}

#[test]
fn a_body_is_made_of_all_that_a_schema_says() {
    let made = |schema| made(schema, json!({})).unwrap();
    assert_eq!(made(json!({"type": "string", "enum": ["b", "a"]})), "b");
    assert_eq!(made(json!({"type": "string", "default": "d"})), "d");
    assert_eq!(made(json!({"type": "string", "example": "e", "default": "d"})), "e");
    assert_eq!(made(json!({"type": "string", "maxLength": 2, "example": "long", "default": "d"})), "d");
    assert_eq!(made(json!({"type": "string", "minLength": 8})), "stringst");
    assert_eq!(made(json!({"type": "string", "pattern": "^[A-Z]{2}-\\d+$", "minLength": 6})), "AA-000");
    assert_eq!(made(json!({"type": "string", "pattern": "^[a-z]*$", "minLength": 4})), "aaaa");
    assert_eq!(made(json!({"type": "integer"})), 0);
    assert_eq!(made(json!({"type": "integer", "minimum": 3, "exclusiveMinimum": true})), 4);
    assert_eq!(made(json!({"type": "integer", "minimum": 3, "multipleOf": 5})), 5);
    assert_eq!(made(json!({"type": "number", "maximum": -0.5})), -0.5);
    assert_eq!(
        made(json!({"type": "array", "uniqueItems": true, "minItems": 3, "items": {"type": "integer"}})),
        json!([0, 1, 2])
    );
    assert_eq!(made(json!({"type": "array", "items": {"type": "string"}})), json!(["string"]));
    assert_eq!(
        made(json!({"additionalProperties": {"type": "integer"}, "minProperties": 2})),
        json!({"key": 0, "key2": 0})
    );
    assert_eq!(
        made(json!({"type": "object", "properties": {"a": {"example": 7}}, "required": ["b"]})),
        json!({"a": 7, "b": "string"})
    );
    assert_eq!(
        made(json!({"allOf": [
            {"properties": {"a": {"type": "string", "minLength": 1}}, "example": {"a": "x"}},
            {"properties": {"a": {"maxLength": 3}, "b": {"type": "boolean"}}},
        ]})),
        json!({"a": "x", "b": true}),
    );
    assert_eq!(made(json!({"oneOf": [{"type": "integer", "minimum": 1, "maximum": 0}, {"type": "boolean"}]})), true);
    assert_eq!(
        made(
            json!({"type": "object", "properties": {"a": {}, "b": {}}, "not": {"required": ["a"]}, "required": ["b"]})
        ),
        json!({"b": "string"})
    );
    assert_eq!(made(json!({})), json!({}));
}

#[test]
fn a_header_that_must_be_there_is() {
    let header = |schema: Value| json!({"required": true, "schema": schema});
    let document = Document::from_value(
        json!({"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"204": {"description": "", "headers": {
        "X-Count": header(json!({"type": "integer", "minimum": 3})), "X-At": header(json!({"$ref": "#/components/schemas/At"})),
        "X-Given": {"required": true, "schema": {"type": "string", "example": "e"}},
        "X-Maybe": {"schema": {"type": "string"}}, "Content-Length": header(json!({"type": "integer"})),
    }}}}}}, "components": {"schemas": {"At": {"type": "string", "format": "date"}}}}),
    );
    let reply = Engine::new(document.unwrap()).handle(Request::get("/a"));
    let told: Vec<_> = reply.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    assert_eq!(told, [("x-count", "3"), ("x-at", "2024-05-17"), ("x-given", "e")]);
}

#[test]
fn what_is_only_written_is_not_answered() {
    let user = json!({"type": "object", "required": ["name", "password"], "properties": {
        "name": {"type": "string", "readOnly": true}, "password": {"type": "string", "writeOnly": true}}});
    assert_eq!(made(json!({"oneOf": [user, {"type": "integer"}]}), json!({})), Ok(json!({"name": "string"})));
}

#[test]
fn alternatives_are_told_apart() {
    let open = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let schema = json!({"oneOf": [open("a"), open("b")]});
    let document = document(&schema, json!({}));
    let body = made(schema, json!({})).unwrap();
    assert_eq!(body["a"], "string", "{body}");
    let pointer = "/paths/~1a/get/responses/200/content/application~1json/schema";
    assert_eq!(document.validate(pointer, &body).unwrap(), []);
    let sale = json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "price": {"type": "number"}}});
    let order = json!({"oneOf": [{"$ref": "#/components/schemas/Sale"}], "discriminator": {"propertyName": "kind", "mapping": {"sale": "Sale"}}});
    assert_eq!(made(order, json!({"Sale": sale})), Ok(json!({"kind": "sale", "price": 0})));
}

#[test]
fn recursion_is_cut_where_it_may_be() {
    let tree = json!({"type": "object", "required": ["name", "children"], "properties": {
        "name": {"type": "string"}, "parent": {"$ref": "#/components/schemas/Tree"},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}});
    let named = json!({"$ref": "#/components/schemas/Tree"});
    assert_eq!(made(named.clone(), json!({"Tree": tree})), Ok(json!({"name": "string", "children": []})));
    let ends = json!({"type": "object", "required": ["next"], "properties": {
        "next": {"oneOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "integer"}]}}});
    assert_eq!(made(named.clone(), json!({"Tree": ends})), Ok(json!({"next": 0})));
    let endless =
        json!({"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Tree"}}});
    let told = made(named, json!({"Tree": endless})).unwrap_err();
    assert!(told.contains("/components/schemas/Tree") && told.contains("without an end"), "{told}");
}

#[test]
fn what_nothing_fits_is_told() {
    for (schema, says) in [
        (json!({"type": "integer", "minimum": 3, "maximum": 2}), "`minimum`"),
        (json!({"type": "string", "pattern": "(?<=x)^a"}), "`pattern`"),
        (
            json!({"type": "object", "required": ["a"], "properties": {"a": {"allOf": [{"type": "string"}, {"type": "integer"}]}}}),
            "`/a`",
        ),
    ] {
        let engine = Engine::new(document(&schema, json!({})));
        let reply = engine.handle(Request::get("/a"));
        let told = json(&reply.body)["error"].clone();
        assert_eq!(reply.status, 501);
        assert!(told["message"].as_str().unwrap().contains(says), "{told}");
        assert!(told["schema"].as_str().unwrap().starts_with("/paths/~1a/get/responses/200/"), "{told}");
    }
}

const FORMATS: [&str; 20] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "iri",
    "uri-reference",
    "iri-reference",
    "uri-template",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "byte",
];
const PATTERNS: [&str; 8] = [
    "^a+$",
    "^[A-Z][a-z]*$",
    "x",
    "^(one|two)$",
    r"^\d{3}-\w+$",
    r"^\S+@\S+\.\w{2,3}$",
    "^[^/]+$",
    "^#[0-9a-fA-F]{6}$",
];

/// Schemas that something fits, and whatever they are nested in.
fn schemas() -> impl Strategy<Value = Value> {
    let text =
        (0..4_u64, 0..6_u64, proptest::option::of(0..FORMATS.len())).prop_map(|(least, more, format)| match format {
            Some(format) => json!({"type": "string", "format": FORMATS[format]}),
            None => json!({"type": "string", "minLength": least, "maxLength": least + more}),
        });
    let pattern = (0..PATTERNS.len()).prop_map(|n| json!({"type": "string", "pattern": PATTERNS[n]}));
    let number = (-50..50_i64, 1..60_i64, 1..5_i64, any::<bool>(), any::<bool>()).prop_map(|(low, width, step, whole, exclusive)| {
        let mut schema = json!({"type": if whole { "integer" } else { "number" }, "minimum": low, "maximum": low + width + step * 2,
            "multipleOf": step});
        if exclusive {
            schema["exclusiveMinimum"] = json!(true);
        }
        schema
    });
    let small = (-9..9_i64, 1..9_i64).prop_map(|(low, tenths)| {
        json!({"type": "number", "minimum": low, "exclusiveMinimum": true, "maximum": low as f64 + tenths as f64 / 10.0, "exclusiveMaximum": true})
    });
    let chosen =
        proptest::collection::vec("[a-z]{1,4}", 1..4).prop_map(|words| json!({"type": "string", "enum": words}));
    let wrong = Just(json!({"type": "integer", "example": "no number", "default": null}));
    let back = Just(json!({"$ref": "#/components/schemas/Tree"}));
    let leaf = prop_oneof![
        text,
        pattern,
        number,
        small,
        chosen,
        wrong,
        back,
        Just(json!({"type": "boolean"})),
        Just(json!({}))
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let object = (proptest::collection::vec((inner.clone(), any::<bool>(), 0..4_u8), 0..5), 0..4_u8).prop_map(|(members, closed)| {
            let required: Vec<String> =
                members.iter().enumerate().filter(|(_, it)| it.1).map(|(n, _)| format!("m{n}")).collect();
            let flagged = |(n, (mut schema, _, flag)): (usize, (Value, bool, u8))| {
                match flag {
                    0 => schema["writeOnly"] = json!(true),
                    1 => schema["nullable"] = json!(true),
                    _ => {}
                }
                (format!("m{n}"), schema)
            };
            let properties: serde_json::Map<String, Value> = members.into_iter().enumerate().map(flagged).collect();
            let mut schema = json!({"type": "object", "properties": properties, "required": required});
            match closed {
                0 => schema["additionalProperties"] = json!(false),
                1 => schema["minProperties"] = json!(3),
                _ => {}
            }
            schema
        });
        let list = (inner.clone(), 0..3_u64).prop_map(|(items, least)| json!({"type": "array", "items": items, "minItems": least}));
        let map = inner.clone().prop_map(|it| json!({"type": "object", "additionalProperties": it, "minProperties": 1}));
        let one = inner.clone().prop_map(|it| json!({"oneOf": [{"type": "object", "properties": {"only": it}, "required": ["only"]}, {"type": "integer"}]}));
        let any = proptest::collection::vec(inner.clone(), 1..3).prop_map(|branches| json!({"anyOf": branches}));
        let all = proptest::collection::vec(inner, 1..3).prop_map(|parts| {
            let parts = parts.into_iter().enumerate().map(|(n, it)| json!({"type": "object", "properties": {format!("p{n}"): it}}));
            json!({"allOf": parts.collect::<Vec<_>>()})
        });
        prop_oneof![3 => object, 1 => list, 1 => map, 1 => one, 1 => any, 1 => all]
    })
}

/// Schemas of keywords that were thrown together, which nothing may fit.
fn nonsense() -> impl Strategy<Value = Value> {
    let number = || -3..6_i64;
    let words = proptest::collection::vec("[ab]", 0..3);
    let leaf = (0..9_usize, number(), number(), words).prop_map(|(kind, a, b, words)| match kind {
        0 => json!({"type": "integer", "minimum": a, "maximum": b}),
        1 => json!({"type": "string", "minLength": a.abs(), "maxLength": b.abs(), "pattern": "^a*b?$"}),
        2 => json!({"required": words}),
        3 => json!({"enum": [a, "a", null, {"a": b}], "type": "object"}),
        4 => json!({"type": "array", "minItems": a.abs(), "uniqueItems": true, "items": {"type": "boolean"}}),
        5 => json!({"minProperties": a.abs(), "maxProperties": b.abs()}),
        6 => json!({"example": {"a": a}}),
        7 => json!({"$ref": "#/components/schemas/Tree"}),
        _ => json!({"nullable": true, "type": "string", "format": "uuid"}),
    });
    leaf.prop_recursive(3, 20, 3, |inner| {
        let list = || proptest::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            list().prop_map(|it| json!({"allOf": it})),
            list().prop_map(|it| json!({"oneOf": it})),
            list().prop_map(|it| json!({"anyOf": it})),
            inner.clone().prop_map(|it| json!({"not": it})),
            inner.clone().prop_map(|it| json!({"items": it, "type": "array"})),
            (inner.clone(), any::<bool>()).prop_map(
                |(it, more)| json!({"properties": {"a": it}, "required": ["a"], "additionalProperties": more})
            ),
        ]
    })
}

fn tree() -> Value {
    json!({"Tree": {"type": "object", "required": ["children"], "properties": {
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}})
}

/// What is made, twice; and what the validator says of it.
fn checked(schema: &Value) -> (Result<Value, String>, String) {
    let engine = Engine::new(document(schema, tree()));
    let reply = engine.handle(Request::get("/a"));
    let again = Engine::new(document(schema, tree())).handle(Request::get("/a"));
    assert_eq!(reply, again, "the same answer each time");
    let answer = engine.document().operation("GET /a").unwrap().answer(None, None).unwrap();
    let value = answer.value();
    assert_eq!(reply.status, if value.is_ok() { 200 } else { 501 });
    let Ok(Some(value)) = value else {
        return (value.map(|_| Value::Null).map_err(ToString::to_string), String::new());
    };
    let mut found = engine.document().validate(answer.schema.unwrap(), value).unwrap();
    // `writeOnly` members are missing on purpose.
    let text = schema.to_string();
    found.retain(|violation| violation.keyword != "required" || !text.contains("writeOnly"));
    let told = if text.contains("writeOnly") { String::new() } else { format!("{found:?}") };
    (Ok(value.clone()), if found.is_empty() { String::new() } else { told })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_can_be_made_is_made(schema in schemas()) {
        let (made, violations) = checked(&schema);
        prop_assert!(made.is_ok(), "{schema}: {made:?}");
        prop_assert_eq!(violations, "", "{} {:?}", schema, made);
    }

    #[test]
    fn what_is_made_of_nonsense_is_valid_all_the_same(schema in nonsense()) {
        let (made, violations) = checked(&schema);
        prop_assert_eq!(violations, "", "{} {:?}", schema, made);
    }
}
