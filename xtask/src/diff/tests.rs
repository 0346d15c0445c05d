//! Tests of the diff: each change has its class and its message.

use serde_json::{Value, json};

use super::*;

fn document() -> Value {
    let media = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    json!({
        "paths": {"/create": {"post": {
            "operationId": "create_song", "summary": "Start a song", "x-price": {"credits": 15, "purse": "credits"},
            "parameters": [{"in": "query", "name": "page", "schema": {"type": "integer"}}],
            "requestBody": {"content": media("Request")},
            "responses": {
                "200": {
                    "description": "", "content": media("Answer"), "links": {"task": {"operationId": "get_song"}},
                    "headers": {"retry-after": {"schema": {"type": "integer"}}},
                },
                "400": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"},
                    "examples": {"poor": {"value": {"error": "Too poor."}}}}}},
            },
            "x-task": {"state": "/state", "failed": ["failed"]},
            "tags": ["songs"], "x-source": ["observed: x"], "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}},
        }}},
        "servers": [{"url": "https://a.example"}], "security": [{"key": []}], "tags": [{"name": "songs"}],
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "callbacks": {"Done": {"{address}": {"post": {
                "parameters": [{"in": "header", "name": "signature", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"content": media("Event")},
            }}}},
            "schemas": {
            "Event": {"type": "object", "properties": {"event": {"type": "string", "enum": ["done"]}}},
            "Part": {"type": "object"},
            "Union": {"oneOf": [{"$ref": "#/components/schemas/Part"}], "discriminator": {"propertyName": "kind", "mapping": {"answer": "#/components/schemas/Part"}}},
            "Request": {"type": "object", "required": ["mv"], "properties": {
                "mv": {"type": "string", "enum": ["old", "new"]}, "title": {"type": "string", "maxLength": 80},
                "more": {"$ref": "#/components/schemas/Request"}, "union": {"$ref": "#/components/schemas/Union"}, "weight": {"type": "integer", "minimum": 0},
            }},
            "Answer": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "note": {"type": "string"}, "length": {"type": "number"}}},
        }},
    })
}

/// A change that clients, authors of tests and users of the command see, as those above.
const SEEN: &[(&str, &str, Class, &str)] = &[
    ("/paths/~1create/post/responses/200/links/task", "null", Class::Breaking, "the link task was removed"),
    (
        "/paths/~1create/post/responses/400/links",
        r#"{"next": {"operationId": "get_song"}}"#,
        Class::Breaking,
        "the link next is new",
    ),
    (
        "/paths/~1create/post/responses/200/links/task/operationId",
        r#""get_other""#,
        Class::Breaking,
        "the link task led to",
    ),
    (
        "/paths/~1create/post/responses/200/headers/retry-after",
        "null",
        Class::Breaking,
        "the header retry-after was removed",
    ),
    ("/paths/~1create/post/responses/200/headers/x-id", r#"{"schema": {}}"#, Class::Additive, "the header x-id is new"),
    ("/paths/~1create/post/tags", r#"["other"]"#, Class::Breaking, "was in the family songs, and is in other"),
    ("/tags", r#"[]"#, Class::Breaking, "the family songs was removed"),
    ("/servers/0/url", r#""https://b.example""#, Class::Breaking, "the address of the service was"),
    ("/security", "[]", Class::Breaking, "how a call says who makes it was"),
    ("/components/securitySchemes/key/scheme", r#""basic""#, Class::Breaking, "how a call says who makes it was"),
    ("/paths/~1create/post/callbacks", "{}", Class::Breaking, "the callback done was removed"),
    (
        "/components/callbacks/Done/{address}/post/parameters",
        "[]",
        Class::Breaking,
        "the header signature of the event was removed",
    ),
    (
        "/components/schemas/Event/properties/event/enum",
        r#"["done", "failed"]"#,
        Class::Additive,
        "the value \"failed\" is new",
    ),
    ("/components/schemas/Event/properties/event", "null", Class::Breaking, "the field event was removed"),
    ("/paths/~1create/post/requestBody/required", "true", Class::Breaking, "the request body is now required"),
    (
        "/components/schemas/Request/properties/weight/default",
        "3",
        Class::Breaking,
        "without it not said was meant, and 3 is",
    ),
    ("/components/schemas/Request/deprecated", "true", Class::Additive, "it is deprecated"),
    (
        "/components/schemas/Request/additionalProperties",
        "false",
        Class::Breaking,
        "fields beside those that are named",
    ),
    ("/components/schemas/Union/discriminator/mapping/answer", "null", Class::Breaking, "the form answer was removed"),
    (
        "/components/schemas/Union/discriminator/mapping/request",
        r##""#/components/schemas/Request""##,
        Class::Additive,
        "the form request is new",
    ),
    (
        "/paths/~1create/post/requestBody/content/application~1json/schema/$ref",
        r##""#/components/schemas/Answer""##,
        Class::Breaking,
        "it was Request, and is Answer",
    ),
    ("/paths/~1create/post/x-source", r#"["documented: x"]"#, Class::Editorial, "the source \"documented: x\" is new"),
    (
        "/paths/~1create/post/responses/400/content/application~1json/examples/poor/value/error",
        r#""No.""#,
        Class::Other,
        "said \"Too poor.\", and says \"No.\"",
    ),
    (
        "/paths/~1create/post/responses/400/content/application~1json/examples/poor",
        "null",
        Class::Other,
        "the documented answer poor was removed",
    ),
    (
        "/components/schemas/Request/properties/title/x-messages",
        r#"{"maxLength": "No."}"#,
        Class::Other,
        "the service's words for a refusal changed",
    ),
    (
        "/components/schemas/Request/properties/mv/x-status",
        r#"{"edition": "later"}"#,
        Class::Other,
        "x-status was not said",
    ),
    (
        "/components/schemas/Request/properties/title/uniqueItems",
        "true",
        Class::Other,
        "uniqueItems was not said, and is true",
    ),
    ("/paths/~1create/post/x-task/failed", "[]", Class::Breaking, "the state of the task: failed was"),
    ("/paths/~1create/post/x-unheard-of", "1", Class::Other, "x-unheard-of was not said, and is 1"),
];

/// Each change: place, new value (null removes it), class, and message.
const CHANGES: &[(&str, &str, Class, &str)] = &[
    ("/paths/~1create", "null", Class::Breaking, "create_song was removed"),
    ("/paths/~1list", r#"{"get": {"operationId": "list_songs"}}"#, Class::Additive, "list_songs is new"),
    ("/paths/~1create/post/operationId", r#""make_song""#, Class::Breaking, "create_song is now called make_song"),
    ("/paths/~1create/post/summary", r#""Begin a song""#, Class::Editorial, "summary changed"),
    ("/paths/~1create/post/deprecated", "true", Class::Additive, "it is deprecated"),
    ("/paths/~1create/post/x-price/credits", "20", Class::Breaking, "the price was 15 credits, and is 20 credits"),
    ("/paths/~1create/post/x-price/credits", "12", Class::Additive, "the price was 15 credits, and is 12 credits"),
    ("/paths/~1create/post/x-task/state", r#""/status""#, Class::Breaking, "the state of the task: state was"),
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
    match (serde_json::from_str(value).unwrap(), key.parse::<usize>()) {
        (Value::Null, _) => drop(parent.as_object_mut().unwrap().shift_remove(&key)),
        (value, Ok(index)) if parent.is_array() => parent[index] = value,
        (value, _) => parent[key.as_str()] = value,
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
    for (pointer, value, class, text) in SEEN {
        let changes = diff(&document(), &changed(pointer, value));
        let described = changes.iter().any(|change| change.class == *class && change.text.contains(text));
        assert!(described && changes[0].class == *class, "{pointer} {value}: {changes:#?}");
    }
}

#[test]
fn the_worst_class_decides_the_exit_code() {
    for (pointer, value, class, _) in CHANGES {
        let (text, code) = report(&diff(&document(), &changed(pointer, value)), true);
        let wanted = match class {
            Class::Editorial => 0,
            Class::Additive | Class::Other => 2,
            Class::Breaking => 3,
        };
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((code, &json["worst"]), (wanted, &Value::from(class.to_string())), "{pointer}: {text}");
    }
}

/// Every removal and every change of a value is reported; and if all changes are editorial, the generated code is equal but for its prose.
#[test]
fn every_change_is_reported_and_editorial_ones_change_no_code() {
    let old = Document::parse(include_str!("../../fixtures/http.yaml")).unwrap().value;
    let code = |document: &Value| {
        crate::codegen::files(&crate::document::Document::of(document.clone())).ok().map(without_words)
    };
    let made = code(&old).unwrap();
    let (mut editorial, mut others, mut wrong) = (0, 0, Vec::new());
    for place in places(&old, "") {
        for new in [taken_out(&old, &place), said_otherwise(&old, &place)].into_iter().flatten() {
            let changes = diff(&old, &new);
            if changes.is_empty() {
                wrong.push(format!("{place}: nothing is told"));
                continue;
            }
            if changes[0].class != Class::Editorial {
                others += 1;
                continue;
            }
            editorial += 1;
            // There are many similar descriptions; a few suffice.
            if place.ends_with("/description") && editorial % 4 != 0 {
                continue;
            }
            if code(&new).is_some_and(|code| code != made) {
                wrong.push(format!("{place}: the code differs, and all that is told is {changes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(editorial > 50 && others > 300, "{editorial} {others}");
}

/// Lists every place below a value.
fn places(value: &Value, pointer: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (crate::document::escape(key), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (key, value) in below {
        let place = format!("{pointer}/{key}");
        all.extend(places(value, &place));
        all.push(place);
    }
    all
}

fn taken_out(document: &Value, place: &str) -> Option<Value> {
    let mut document = document.clone();
    let (parent, key) = place.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(map) => map.shift_remove(&key.replace("~1", "/").replace("~0", "~")).map(drop)?,
        Value::Array(items) => drop(items.remove(key.parse().ok()?)),
        _ => return None,
    }
    Some(document)
}

fn said_otherwise(document: &Value, place: &str) -> Option<Value> {
    let mut document = document.clone();
    let value = document.pointer_mut(place)?;
    *value = match value {
        Value::String(text) if !text.starts_with('#') => json!(format!("{text}x")),
        Value::Number(number) => json!(number.as_f64()? + 1.0),
        Value::Bool(flag) => json!(!*flag),
        _ => return None,
    };
    Some(document)
}

/// The generated Rust and mock document, without prose, examples and sources.
fn without_words(files: crate::codegen::Files) -> String {
    const WORDS: [&str; 9] = [
        "//",
        "\"{",
        "description:",
        "summary:",
        "example:",
        "pace_source:",
        "\"examples\"",
        "#[doc",
        "\"description\"",
    ];
    let lines = files.iter().filter(|(name, _)| name.ends_with(".rs")).flat_map(|(_, text)| text.lines());
    lines
        .map(str::trim)
        .filter(|line| !["", "),"].contains(line) && !WORDS.iter().any(|word| line.starts_with(word)))
        .flat_map(|line| match (line.split_once("description: \""), line.split_once(", required: ")) {
            // A row of a table has its prose within the line.
            (Some((before, _)), Some((_, after))) => [before, after],
            _ => [line, ""],
        })
        .collect()
}
