//! One change after the other, and what it is called.

use serde_json::{Value, json};

use super::*;

fn document() -> Value {
    let media = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    json!({
        "paths": {"/create": {"post": {
            "operationId": "create_song", "summary": "Start a song", "x-price": {"credits": 15, "purse": "credits"},
            "parameters": [{"in": "query", "name": "page", "schema": {"type": "integer"}}],
            "requestBody": {"content": media("Request")},
            "responses": {"200": {"description": "", "content": media("Answer")}, "400": {"description": ""}},
            "x-task": {"state": "/state"},
        }}},
        "components": {"schemas": {
            "Request": {"type": "object", "required": ["mv"], "properties": {
                "mv": {"type": "string", "enum": ["old", "new"]}, "title": {"type": "string", "maxLength": 80},
                "more": {"$ref": "#/components/schemas/Request"}, "weight": {"type": "integer", "minimum": 0},
            }},
            "Answer": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "note": {"type": "string"}, "length": {"type": "number"}}},
        }},
    })
}

/// A place, what is put there (null takes it out), the class, and what is told.
const CHANGES: &[(&str, &str, Class, &str)] = &[
    ("/paths/~1create", "null", Class::Breaking, "create_song was removed"),
    ("/paths/~1list", r#"{"get": {"operationId": "list_songs"}}"#, Class::Additive, "list_songs is new"),
    ("/paths/~1create/post/operationId", r#""make_song""#, Class::Breaking, "create_song is now called make_song"),
    ("/paths/~1create/post/summary", r#""Begin a song""#, Class::Editorial, "summary changed"),
    ("/paths/~1create/post/deprecated", "true", Class::Additive, "create_song is deprecated"),
    ("/paths/~1create/post/x-price/credits", "20", Class::Breaking, "the price was 15 credits, and is 20 credits"),
    ("/paths/~1create/post/x-price/credits", "12", Class::Additive, "the price was 15 credits, and is 12 credits"),
    ("/paths/~1create/post/x-task/state", r#""/status""#, Class::Breaking, "the state of the task changed"),
    ("/paths/~1create/post/parameters/0/required", "true", Class::Breaking, "query parameter page is now required"),
    ("/paths/~1create/post/parameters", "[]", Class::Breaking, "query parameter page was removed"),
    ("/paths/~1create/post/requestBody", "null", Class::Breaking, "the request body was removed"),
    ("/paths/~1create/post/responses/400", "null", Class::Breaking, "the answer 400 was removed"),
    ("/paths/~1create/post/responses/429", r#"{"description": ""}"#, Class::Additive, "the answer 429 is new"),
    ("/components/schemas/Request/required", r#"["mv", "title"]"#, Class::Breaking, "title is now required"),
    ("/components/schemas/Request/required", "[]", Class::Additive, "mv is no longer required"),
    ("/components/schemas/Request/properties/title", "null", Class::Breaking, "the field title was removed"),
    ("/components/schemas/Request/properties/tags", r#"{"type": "string"}"#, Class::Additive, "the field tags is new"),
    ("/components/schemas/Request/properties/mv/enum", r#"["new"]"#, Class::Breaking, "the value \"old\" was removed"),
    (
        "/components/schemas/Request/properties/mv/enum",
        r#"["old", "new", "newer"]"#,
        Class::Additive,
        "the value \"newer\" is new",
    ),
    ("/components/schemas/Request/properties/title/maxLength", "40", Class::Breaking, "maxLength was 80, and is 40"),
    (
        "/components/schemas/Request/properties/title/maxLength",
        "null",
        Class::Additive,
        "maxLength was 80, and is not said",
    ),
    ("/components/schemas/Request/properties/weight/minimum", "-1", Class::Additive, "minimum was 0, and is -1"),
    (
        "/components/schemas/Request/properties/weight/type",
        r#""number""#,
        Class::Additive,
        "type was \"integer\", and is \"number\"",
    ),
    (
        "/components/schemas/Request/properties/title/type",
        r#""array""#,
        Class::Breaking,
        "type was \"string\", and is \"array\"",
    ),
    (
        "/components/schemas/Request/properties/title/x-limits",
        r#"{"by": "mv"}"#,
        Class::Breaking,
        "depend on another field changed",
    ),
    (
        "/components/schemas/Request/oneOf",
        r#"[{"required": ["title"]}]"#,
        Class::Breaking,
        "a rule between fields is new",
    ),
    ("/components/schemas/Answer/properties/note", "null", Class::Breaking, "the field note was removed"),
    ("/components/schemas/Answer/properties/mood", r#"{"type": "string"}"#, Class::Additive, "the field mood is new"),
    ("/components/schemas/Answer/required", r#"["id", "note"]"#, Class::Additive, "note is now required"),
    ("/components/schemas/Answer/required", "[]", Class::Breaking, "id is no longer required"),
    ("/components/schemas/Answer/properties/id/nullable", "true", Class::Breaking, "it may now be null"),
    (
        "/components/schemas/Answer/properties/length/type",
        r#""integer""#,
        Class::Additive,
        "type was \"number\", and is \"integer\"",
    ),
    ("/components/schemas/Answer/properties/id/description", r#""The id.""#, Class::Editorial, "description changed"),
];

fn changed(pointer: &str, value: &str) -> Value {
    let mut document = document();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    let key = key.replace("~1", "/");
    match serde_json::from_str(value).unwrap() {
        Value::Null => drop(parent.as_object_mut().unwrap().shift_remove(&key)),
        value => parent[key.as_str()] = value,
    }
    document
}

#[test]
fn nothing_changed() {
    assert_eq!(diff(&document(), &document()), []);
    assert_eq!(report(&[], false), ("nothing changed\n".to_owned(), 0));
}

#[test]
fn each_change_has_its_class() {
    for (pointer, value, class, text) in CHANGES {
        let changes = diff(&document(), &changed(pointer, value));
        assert_eq!(changes.len(), 1, "{pointer} {value}: {changes:#?}");
        assert_eq!(changes[0].class, *class, "{changes:#?}");
        assert!(changes[0].text.contains(text), "{changes:#?}");
    }
}

#[test]
fn the_worst_decides_the_exit_code() {
    for (pointer, value, class, _) in CHANGES {
        let (text, code) = report(&diff(&document(), &changed(pointer, value)), true);
        let wanted = match class {
            Class::Editorial => 0,
            Class::Additive => 2,
            Class::Breaking => 3,
        };
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((code, &json["worst"]), (wanted, &Value::from(class.to_string())));
    }
}
