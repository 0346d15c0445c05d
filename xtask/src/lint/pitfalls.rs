//! Rules about valid OpenAPI that progenitor can't handle.

use serde_json::{Map, Value};

use super::places::{Report, walk};
use crate::codegen::operations;
use crate::document::model::{Model, Success};

/// Checks all pitfalls.
pub fn pitfall(root: &Value, report: Report<'_>) {
    walk(root, "", &mut |pointer, map| {
        outside_reference(pointer, map, report);
        negation(pointer, map, report);
        open_enum(pointer, map, report);
    });
    for operation in Model::read(root).0.operations {
        if operation.success == Success::Json
            && let Err(error) = operations::answer_type(root, operation.value)
        {
            report(
                &operation.place,
                format!("its successes have no common type: {error}; put them into one named `oneOf`"),
            );
        }
    }
}

fn outside_reference(pointer: &str, map: &Map<String, Value>, report: Report<'_>) {
    if let Some(path) = map.get("$ref").and_then(Value::as_str).filter(|path| !path.starts_with("#/")) {
        report(pointer, format!("progenitor can't follow {path} out of the document; bring it in"));
    }
}

fn negation(pointer: &str, map: &Map<String, Value>, report: Report<'_>) {
    if map.contains_key("not") && !pointer.ends_with("/properties") {
        report(pointer, "progenitor can't generate `not`; say what is allowed instead".to_owned());
    }
}

/// The generated code would compile, and then refuse every value.
fn open_enum(pointer: &str, map: &Map<String, Value>, report: Report<'_>) {
    let parts = map.get("anyOf").and_then(Value::as_array);
    let text = |with_enum: bool| {
        parts.into_iter().flatten().any(|part| part["type"] == "string" && part.get("enum").is_some() == with_enum)
    };
    if text(true) && text(false) {
        report(pointer, "an enum beside any string goes wrong in progenitor; keep the enum alone, the client keeps other words anyway".to_owned());
    }
}
