//! What may differ between the document and its form for code generators, said apart from the code that makes it: each place of the plain
//! document stands in the document too, and each place that it lacks is of one of the kinds that are listed here.

use serde_json::{Map, Value, json};

use super::document;
use crate::arbitrary::Arbitrary;
use crate::codegen;
use crate::document::{Document, operations, resolve};
use crate::lint;

fn plain(document: &Document) -> Value {
    let files = codegen::files(document).unwrap();
    let text = files.into_iter().find(|(name, _)| *name == "openapi/musicapi.plain.json").unwrap().1;
    serde_json::from_str(&text).unwrap()
}

/// Every difference that isn't listed, by its place.
fn differences(root: &Value, plain: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(root, root, plain, "", &mut found);
    found
}

fn compare(root: &Value, full: &Value, plain: &Value, place: &str, found: &mut Vec<String>) {
    let same = match (full, plain) {
        (Value::Object(full), Value::Object(plain)) => return objects(root, full, plain, place, found),
        (Value::Array(full), Value::Array(plain)) if full.len() == plain.len() => {
            for (index, (full, plain)) in full.iter().zip(plain).enumerate() {
                compare(root, full, plain, &format!("{place}/{index}"), found);
            }
            return;
        }
        // What the document says of itself ends with what this form leaves out.
        (Value::String(full), Value::String(plain)) if place == "/info/description" => plain.starts_with(full.as_str()),
        (full, plain) => full == plain,
    };
    if !same {
        found.push(format!("{place}: {plain} for {full}"));
    }
}

fn objects(root: &Value, full: &Map<String, Value>, plain: &Map<String, Value>, place: &str, found: &mut Vec<String>) {
    // Callbacks, and their parameters, are written out.
    if let Some(whole) = full.get("$ref").filter(|_| !plain.contains_key("$ref")) {
        match place.contains("/callbacks/") {
            true => compare(root, resolve(root, &json!({"$ref": whole})), &json!(plain), place, found),
            false => found.push(format!("{place}: {whole} is written out")),
        }
        return;
    }
    // Names of any kind are compared as they are, and so are values.
    let holder = place.rsplit('/').next().unwrap_or_default();
    let are_names = ["properties", "headers", "schemas", "examples", "responses", "value", "example", "default"];
    let is_keyword = |key: &str| !are_names.contains(&holder) && !place.contains("/value/") && !key.is_empty();
    for (key, below) in full {
        let place = format!("{place}/{}", crate::document::escape(key));
        if let Some(plain) = plain.get(key) {
            compare(root, below, plain, &place, found);
            continue;
        }
        let may_go = is_keyword(key)
            && match key.as_str() {
                // Any form that fits, instead of the only one.
                "oneOf" if !full.contains_key("discriminator") && plain.contains_key("anyOf") => {
                    compare(root, below, &plain["anyOf"], &place, found);
                    true
                }
                "oneOf" | "anyOf" | "allOf" => full.contains_key("properties") && are_rules(below, full),
                "callbacks" => place == "/components/callbacks",
                key => key.starts_with("x-"),
            };
        if !may_go {
            found.push(format!("{place}: is gone"));
        }
    }
    for key in plain.keys().filter(|key| !full.contains_key(*key)) {
        if !(key == "anyOf" && full.contains_key("oneOf")) && (place, key.as_str()) != ("/info", "description") {
            found.push(format!("{place}/{key}: is invented"));
        }
    }
}

/// Members that only say which of the object's own fields go together.
fn are_rules(members: &Value, object: &Map<String, Value>) -> bool {
    members.as_array().unwrap().iter().flat_map(|member| member.as_object().unwrap()).all(|(key, below)| {
        let mut fields = below.as_object().into_iter().flat_map(Map::keys);
        match key.as_str() {
            "required" => true,
            "properties" => fields.all(|field| object["properties"].get(field).is_some()),
            key => key.starts_with("x-") || key == "description",
        }
    })
}

#[test]
fn only_what_is_listed_differs_in_the_form_for_generators() {
    let document = document();
    let plain = plain(&document);
    assert_eq!(differences(&document.value, &plain), Vec::<String>::new());

    let ids = |root: &Value| -> Vec<String> {
        operations(root).map(|(path, method, it)| format!("{method} {path} {}", it["operationId"])).collect()
    };
    assert_eq!(ids(&document.value), ids(&plain));
    let required = |root: &Value| -> Vec<String> {
        let schemas = root["components"]["schemas"].as_object().unwrap().iter();
        let fields = schemas.map(|(name, schema)| {
            let fields: Vec<_> = schema["properties"].as_object().into_iter().flat_map(Map::keys).collect();
            format!("{name} {fields:?} {}", schema["required"])
        });
        fields.collect()
    };
    assert_eq!(required(&document.value), required(&plain));
}

#[test]
fn nothing_is_left_that_generators_stop_at() {
    fn look(value: &Value, place: &str, found: &mut Vec<String>) {
        if let Some(object) = value.as_object() {
            let forms = ["oneOf", "anyOf"].into_iter().filter_map(|key| object.get(key)?.as_array());
            if forms.flatten().any(|form| form.get("type").is_none() && form.get("$ref").is_none()) {
                found.push(format!("{place}: a form without a type"));
            }
            if object.get("oneOf").is_some_and(Value::is_array) && !object.contains_key("discriminator") {
                found.push(format!("{place}: forms that nothing tells apart"));
            }
            let is_elsewhere = place.ends_with("/callbacks") && object.values().any(|it| it.get("$ref").is_some());
            let parameters = object.get("parameters").and_then(Value::as_array).into_iter().flatten();
            if is_elsewhere || place.contains("/callbacks/") && parameters.clone().any(|it| it.get("$ref").is_some()) {
                found.push(format!("{place}: a callback that stands elsewhere"));
            }
            object.iter().for_each(|(key, below)| look(below, &format!("{place}/{key}"), found));
        }
        value.as_array().into_iter().flatten().for_each(|below| look(below, place, found));
    }
    let (document, mut found, mut before) = (document(), Vec::new(), Vec::new());
    look(&plain(&document), "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    // The document itself has each of them, so that this can find them.
    look(&document.value, "", &mut before);
    for what in ["without a type", "tells apart", "stands elsewhere"] {
        assert!(before.iter().any(|found| found.ends_with(what)), "{what}: {before:?}");
    }
}

#[test]
fn only_what_is_listed_differs_for_documents_that_nobody_wrote() {
    let documents = (1..=40).map(|seed| Document::of(Arbitrary::new(seed).document()));
    let documents: Vec<Document> = documents.filter(|document| lint::errors(document).is_empty()).collect();
    assert!(documents.len() > 20, "lint refused most of them: {} passed", documents.len());
    for document in documents {
        assert_eq!(differences(&document.value, &plain(&document)), Vec::<String>::new());
    }
}

#[test]
fn a_difference_that_is_not_listed_is_found() {
    let full = document().value;
    let made = plain(&document());
    let places = [
        ("/components/schemas/SonicClip/required", json!(["clip_id"])),
        ("/components/schemas/SonicClip/properties/title", json!({"type": "string"})),
        ("/components/schemas/SonicClip/properties/invented", json!({"type": "string"})),
        ("/components/schemas/SonicTaskAnswer/anyOf", json!([{"$ref": "#/components/schemas/SonicTask"}])),
        ("/paths/~1sonic~1create/post/operationId", json!("other")),
    ];
    for (place, value) in places {
        let mut changed = made.clone();
        let (holder, key) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(holder).unwrap()[key] = value;
        assert!(!differences(&full, &changed).is_empty(), "{place}");
    }
    let mut changed = made;
    changed["paths"].as_object_mut().unwrap().shift_remove("/get-credits").unwrap();
    assert_eq!(differences(&full, &changed), ["/paths/~1get-credits: is gone"]);
}
