//! Changes of the real document that once went unnoticed: lint refuses each, or `docs/changes` reports it with the right class.
//!
//! The changed places are found by their properties, not by position, so that ordinary edits of the document don't break this test.

use serde_json::{Value, json};

use super::document;
use crate::diff::{Class, diff, unreleased};
use crate::document::{Document, escape, operations, resolve};
use crate::lint::lint;

/// Each change: name, edit, least class, and message; no class if lint refuses it.
type Mutation = (&'static str, fn(&mut Value), Option<(Class, &'static str)>);

const MUTATIONS: &[Mutation] = &[
    (
        "an example of a refusal is deleted",
        |root| {
            let examples =
                first(root, &|place, it| place.ends_with("/examples") && place.contains("/responses/") && len(it) > 1);
            let name = examples.as_object().unwrap().keys().next().unwrap().clone();
            remove(examples, &name);
        },
        Some((Class::Other, "was removed")),
    ),
    (
        "a field is no longer required",
        |root| drop(request(root)["required"].as_array_mut().unwrap().pop()),
        Some((Class::Additive, "is no longer required")),
    ),
    ("a limit is widened", |root| limited(root)["maxLength"] = json!(99_999), Some((Class::Additive, "maxLength was"))),
    ("a limit is narrowed", |root| limited(root)["maxLength"] = json!(1), None),
    (
        "an operation is deprecated",
        |root| operation(root, |it| it.get("deprecated").is_none())["deprecated"] = json!(true),
        Some((Class::Additive, "it is deprecated")),
    ),
    (
        "an operation is no longer deprecated",
        |root| remove(operation(root, |it| it["deprecated"] == true), "deprecated"),
        Some((Class::Additive, "it is no longer deprecated")),
    ),
    ("a callback is removed", |root| remove(operation(root, |it| it.get("callbacks").is_some()), "callbacks"), None),
    (
        "an observation becomes documented",
        |root| {
            let source = first(root, &|place, it| {
                place.contains("/x-source/") && it.as_str().is_some_and(|text| text.starts_with("observed:"))
            });
            *source = json!(source.as_str().unwrap().replace("observed:", "documented:"));
        },
        Some((Class::Editorial, "the source")),
    ),
    (
        "a 429 is removed",
        |root| remove(&mut operation(root, |it| it["responses"].get("429").is_some())["responses"], "429"),
        Some((Class::Breaking, "the answer 429 was removed")),
    ),
    (
        "the text of an error changes",
        |root| {
            *first(root, &|place, it| {
                place.contains("/responses/") && place.ends_with("/value/error") && it.is_string()
            }) = json!("No.")
        },
        Some((Class::Other, "and says \"No.\"")),
    ),
    (
        "a model's replacement is removed",
        |root| {
            let status = first(root, &|place, it| {
                place.ends_with("/x-status")
                    && it["values"]
                        .as_object()
                        .is_some_and(|values| values.values().any(|it| it.get("replacement").is_some()))
            });
            for value in status["values"].as_object_mut().unwrap().values_mut() {
                remove(value, "replacement");
            }
        },
        Some((Class::Other, "x-status was")),
    ),
    (
        "something can no longer be null",
        |root| remove(first(root, &|place, it| place.contains("/schemas/") && it["nullable"] == true), "nullable"),
        Some((Class::Additive, "can no longer be null")),
    ),
    (
        "a list may be of any length",
        |root| {
            remove(first(root, &|place, it| place.contains("/schemas/") && it.get("maxItems").is_some()), "maxItems")
        },
        Some((Class::Additive, "maxItems was")),
    ),
    (
        "a failure is a state that goes on",
        |root| {
            let task = &mut operation(root, |it| len(&it["x-task"]["failed"]) > 0)["x-task"];
            let word = task["failed"].as_array_mut().unwrap().pop().unwrap();
            task["waiting"].as_array_mut().unwrap().push(word);
        },
        Some((Class::Breaking, "the state of the task: waiting was")),
    ),
    (
        "the address of the service changes",
        |root| root["servers"][0]["url"] = json!("https://elsewhere.example/v1"),
        Some((Class::Breaking, "the address of the service was")),
    ),
    (
        "a POST becomes a PUT",
        |root| {
            let item = root["paths"]
                .as_object_mut()
                .unwrap()
                .values_mut()
                .find(|it| it.get("post").is_some())
                .unwrap()
                .as_object_mut()
                .unwrap();
            let operation = item.shift_remove("post").unwrap();
            item.insert("put".to_owned(), operation);
        },
        Some((Class::Breaking, "was removed")),
    ),
    (
        "the sound is somewhere else",
        |root| operation(root, |it| it.get("x-task").is_some())["x-task"]["clip"]["audio"] = json!(["/nowhere"]),
        None,
    ),
    (
        "a header of events is renamed",
        |root| {
            *first(root, &|place, _| place.starts_with("/components/parameters/") && place.ends_with("/name")) =
                json!("X-Other");
        },
        Some((Class::Breaking, "of the event was removed")),
    ),
    (
        "a link is removed",
        |root| {
            let response = first(root, &|place, it| {
                place.starts_with("/paths/") && place.contains("/responses/") && it["links"].get("task").is_some()
            });
            remove(response, "links");
        },
        Some((Class::Breaking, "the link task was removed")),
    ),
    (
        "an operation moves to another family",
        |root| {
            let tag = root["tags"].as_array().unwrap().last().unwrap()["name"].clone();
            operation(root, |it| it["tags"][0] != tag)["tags"] = json!([tag]);
        },
        Some((Class::Breaking, "was in the family")),
    ),
    (
        "a price rises",
        |root| {
            first(root, &|place, it| place.ends_with("/x-price") && it["credits"].is_u64())["credits"] = json!(9_999)
        },
        Some((Class::Breaking, "the price was")),
    ),
    (
        "the key is sent in another way",
        |root| {
            root["components"]["securitySchemes"]
                .as_object_mut()
                .unwrap()
                .values_mut()
                .for_each(|it| *it = json!({"type": "apiKey", "in": "header", "name": "X-Key"}))
        },
        None,
    ),
    (
        "a default changes",
        |root| {
            let field = first(root, &|place, it| {
                place.contains("/schemas/")
                    && it["default"].is_string()
                    && it["enum"].as_array().is_some_and(|words| words.len() == 1)
            });
            remove(field, "default");
        },
        Some((Class::Breaking, "without it")),
    ),
];

#[test]
fn each_change_is_noticed() {
    let old = document().value;
    let mut wrong = Vec::new();
    for (what, change, wanted) in MUTATIONS {
        let mut new = old.clone();
        change(&mut new);
        assert!(new != old, "{what}: nothing was changed");
        let changes = diff(&old, &new);
        match wanted {
            None if lint(&Document::of(new.clone())).is_empty() => {
                wrong.push(format!("{what}: lint passes it; {changes:?}"))
            }
            None => {}
            Some((class, text)) => {
                if !changes.iter().any(|change| change.class >= *class && change.text.contains(text)) {
                    wrong.push(format!("{what}: {changes:?}"));
                }
                if unreleased::files(&old, &new).is_empty() {
                    wrong.push(format!("{what}: docs/changes is silent"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(MUTATIONS.len() >= 22);
}

fn len(value: &Value) -> usize {
    value.as_array().map_or_else(|| value.as_object().map_or(0, serde_json::Map::len), Vec::len)
}

fn remove(value: &mut Value, key: &str) {
    value.as_object_mut().unwrap().shift_remove(key);
}

/// The first value that matches.
fn first<'r>(root: &'r mut Value, is_it: &dyn Fn(&str, &Value) -> bool) -> &'r mut Value {
    fn find(value: &Value, place: &str, is_it: &dyn Fn(&str, &Value) -> bool) -> Option<String> {
        if is_it(place, value) {
            return Some(place.to_owned());
        }
        match value {
            Value::Object(map) => {
                map.iter().find_map(|(key, below)| find(below, &format!("{place}/{}", escape(key)), is_it))
            }
            Value::Array(items) => {
                items.iter().enumerate().find_map(|(index, below)| find(below, &format!("{place}/{index}"), is_it))
            }
            _ => None,
        }
    }
    let place = find(root, "", is_it).expect("the document has such a place");
    root.pointer_mut(&place).unwrap()
}

/// The first operation that matches.
fn operation(root: &mut Value, is_it: impl Fn(&Value) -> bool) -> &mut Value {
    let place = operations(root)
        .find(|(_, _, it)| is_it(it))
        .map(|(path, method, _)| format!("/paths/{}/{method}", escape(path)));
    root.pointer_mut(&place.expect("the document has such an operation")).unwrap()
}

/// The first request body with required fields.
fn request(root: &mut Value) -> &mut Value {
    let name = operations(root).find_map(|(_, _, it)| {
        let schema = crate::document::request_schema(root, it)?;
        (len(&resolve(root, schema)["required"]) > 0).then(|| crate::document::component(schema).unwrap().to_owned())
    });
    &mut root["components"]["schemas"][name.unwrap()]
}

/// A field of a request with a limit whose examples are all longer than a single character.
fn limited(root: &mut Value) -> &mut Value {
    let name = operations(root).find_map(|(_, _, it)| {
        let schema = crate::document::request_schema(root, it)?;
        let properties = resolve(root, schema)["properties"].as_object()?;
        let required = &resolve(root, schema)["required"];
        let field = properties.iter().find(|(name, field)| {
            field.get("maxLength").is_some()
                && required.as_array().is_some_and(|all| all.iter().any(|it| it == name.as_str()))
        })?;
        Some((crate::document::component(schema)?.to_owned(), field.0.clone()))
    });
    let (name, field) = name.unwrap();
    &mut root["components"]["schemas"][name]["properties"][field]
}
