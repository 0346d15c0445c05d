//! What is good OpenAPI, and yet makes progenitor stop or go wrong.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::rules::{Tell, walk};
use crate::codegen::operations;
use crate::codegen::types::pascal_case;
use crate::document::{escape, operations, resolve};

/// All of them.
pub fn pitfall(root: &Value, tell: Tell<'_>) {
    walk(root, "", &mut |pointer, map| {
        outside_reference(pointer, map, tell);
        negation(pointer, map, tell);
        open_enum(pointer, map, tell);
        colliding_words(pointer, map, tell);
    });
    for (path, method, operation) in operations(root) {
        let place = format!("/paths/{}/{method}", escape(path));
        let media = resolve(root, &operation["requestBody"])["content"].as_object();
        if media.is_some_and(|media| media.len() > 1) {
            tell(&place, "progenitor panics on two media types of a request; keep one".to_owned());
        }
        if let Err(error) = operations::answer_type(root, operation) {
            tell(&place, format!("its successes have no common type: {error}; put them into one named `oneOf`"));
        }
    }
}

fn outside_reference(pointer: &str, map: &Map<String, Value>, tell: Tell<'_>) {
    if let Some(path) = map.get("$ref").and_then(Value::as_str).filter(|path| !path.starts_with("#/")) {
        tell(pointer, format!("progenitor can't follow {path} out of the document; bring it in"));
    }
}

fn negation(pointer: &str, map: &Map<String, Value>, tell: Tell<'_>) {
    if map.contains_key("not") && !pointer.ends_with("/properties") {
        tell(pointer, "progenitor can't generate `not`; say what is allowed instead".to_owned());
    }
}

/// It compiles, and then refuses every value.
fn open_enum(pointer: &str, map: &Map<String, Value>, tell: Tell<'_>) {
    let parts = map.get("anyOf").and_then(Value::as_array);
    let text = |with_enum: bool| {
        parts.into_iter().flatten().any(|part| part["type"] == "string" && part.get("enum").is_some() == with_enum)
    };
    if text(true) && text(false) {
        tell(pointer, "an enum beside any string goes wrong in progenitor; keep the enum alone, the client keeps other words anyway".to_owned());
    }
}

fn colliding_words(pointer: &str, map: &Map<String, Value>, tell: Tell<'_>) {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for word in map.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if let Some(other) = names.insert(pascal_case(word), word) {
            tell(
                pointer,
                format!(
                    "{other:?} and {word:?} would be the same name in Rust; teach `pascal_case` to tell them apart"
                ),
            );
        }
    }
}
