//! Rules about answers: no length limits, fields of clips, and addresses of files.

use std::collections::BTreeSet;

use serde_json::Value;

use super::places::{Report, walk};
use crate::codegen::components::references;
use crate::codegen::operations;
use crate::document::{answer_schemas, callbacks, escape, operations, request_schema, resolve, target};

pub fn length_in_answer(root: &Value, report: Report<'_>) {
    let mut seen = BTreeSet::new();
    let answers = operations(root).flat_map(|(_, _, operation)| answer_schemas(root, operation));
    // The service writes callbacks too.
    let words = callbacks(root).filter_map(|(_, _, operation)| request_schema(root, operation));
    let schemas = answers.map(|(_, schema)| schema).chain(words);
    let mut open: Vec<String> = schemas.filter_map(|schema| target(schema).map(str::to_owned)).collect();
    while let Some(pointer) = open.pop() {
        if !seen.insert(pointer.clone()) {
            continue;
        }
        let Some(schema) = root.pointer(&pointer) else { continue };
        open.extend(references(schema).into_iter().map(|(_, target)| target));
        walk(schema, &pointer, &mut |place, map| {
            for keyword in ["minLength", "maxLength"].into_iter().filter(|keyword| map.contains_key(*keyword)) {
                report(place, format!("{keyword} in an answer would refuse what the service sends; take it out"));
            }
        });
    }
}

/// The fields that `x-task` names must exist in the clip, or clients would silently get clips without an address.
pub fn clip_field(root: &Value, report: Report<'_>) {
    for (path, method, operation) in operations(root) {
        let Some(fields) = operation["x-task"]["clip"].as_object() else { continue };
        let place = format!("/paths/{}/{method}/x-task", escape(path));
        if operation["x-task"].get("single").is_some()
            && let Err(error) = operations::clip_type(root, operation, true)
        {
            report(&format!("{place}/single"), format!("what it leads to is not found: {error}"));
        }
        let clip = match operations::clip_type(root, operation, false) {
            Ok(name) => &root["components"]["schemas"][name.to_string()],
            Err(error) => {
                report(&place, format!("its clips are not found: {error}"));
                continue;
            }
        };
        for (field, pointers) in fields {
            let pointers = pointers.as_array().map_or(std::slice::from_ref(pointers), Vec::as_slice);
            for name in pointers.iter().filter_map(|pointer| pointer.as_str()?.strip_prefix('/')) {
                if clip["properties"].get(name).is_none() {
                    report(
                        &format!("{place}/clip/{field}"),
                        format!("clips have no field {name}; name one that they have"),
                    );
                }
            }
        }
    }
}

/// An address of a file must be marked as one, so that clients download it. `x-task` names those of clips.
pub fn address(root: &Value, report: Report<'_>) {
    for (path, method, operation) in operations(root).filter(|(_, _, operation)| operation.get("x-task").is_none()) {
        let mut members = Vec::new();
        for (_, schema) in answer_schemas(root, operation).filter(|(status, _)| status.starts_with('2')) {
            reached(root, schema, &mut members);
        }
        let named = members.iter().flat_map(|schema| schema["properties"].as_object().into_iter().flatten());
        for (name, field) in named.filter(|(name, _)| *name == "url" || name.ends_with("_url")) {
            if resolve(root, field)["format"] != "uri" {
                let place = format!("/paths/{}/{method}", escape(path));
                report(&place, format!("its answer has the address {name}; say `format: uri` of it"));
            }
        }
    }
}

/// Collects the schemas below a schema, each once.
fn reached<'d>(root: &'d Value, schema: &'d Value, found: &mut Vec<&'d Value>) {
    let schema = resolve(root, schema);
    if found.iter().any(|known| std::ptr::eq(*known, schema)) {
        return;
    }
    found.push(schema);
    let parts = ["oneOf", "anyOf", "allOf"].into_iter().flat_map(|key| schema[key].as_array().into_iter().flatten());
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(_, field)| field);
    parts.chain(fields).chain(schema.get("items")).for_each(|part| reached(root, part, found));
}
