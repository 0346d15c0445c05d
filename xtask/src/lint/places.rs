//! Iterates over the places of the document that rules check, and defines how a rule reports an error.

use serde_json::{Map, Value};

use crate::document::{callbacks, escape, operations};

/// Reports an error: JSON pointer and text.
pub type Report<'a> = &'a mut dyn FnMut(&str, String);

/// A field with a single possible value, such as the tag of a variant.
pub fn is_tag(schema: &Value) -> bool {
    schema["enum"].as_array().is_some_and(|values| values.len() == 1)
}

/// Visits each JSON body of a request, an answer or a callback: place and media type object.
pub fn for_each_media(root: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    const JSON: &str = "/content/application~1json";
    let mut places: Vec<String> = Vec::new();
    for (path, method, operation) in operations(root) {
        let place = format!("/paths/{}/{method}", escape(path));
        places.push(format!("{place}/requestBody{JSON}"));
        for (status, _) in operation["responses"].as_object().into_iter().flatten() {
            places.push(format!("{place}/responses/{status}{JSON}"));
        }
    }
    for (name, _) in root["components"]["responses"].as_object().into_iter().flatten() {
        places.push(format!("/components/responses/{}{JSON}", escape(name)));
    }
    places.extend(callbacks(root).map(|(_, place, _)| format!("{place}/requestBody{JSON}")));
    for place in places {
        if let Some(media) = root.pointer(&place) {
            visit(&place, media);
        }
    }
}

/// Visits each object of the document, except the data in examples.
pub fn walk(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(pointer, map);
            for (key, below) in map.iter().filter(|(key, _)| !["example", "value", "default"].contains(&key.as_str())) {
                walk(below, &format!("{pointer}/{}", escape(key)), visit);
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                walk(below, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}
