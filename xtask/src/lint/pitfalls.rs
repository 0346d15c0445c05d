//! What is good OpenAPI, and yet makes progenitor stop or go wrong.

use serde_json::{Map, Value};

use super::places::{Tell, walk};
use crate::codegen::operations;
use crate::document::model::{Model, Success};

/// All of them.
pub fn pitfall(root: &Value, tell: Tell<'_>) {
    walk(root, "", &mut |pointer, map| {
        outside_reference(pointer, map, tell);
        negation(pointer, map, tell);
        open_enum(pointer, map, tell);
    });
    for operation in Model::read(root).0.operations {
        if operation.success == Success::Json
            && let Err(error) = operations::answer_type(root, operation.value)
        {
            tell(
                &operation.place,
                format!("its successes have no common type: {error}; put them into one named `oneOf`"),
            );
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
