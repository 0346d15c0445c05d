//! The rule that examples have no undocumented fields.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::places::Report;
use crate::document::{escape, operations, request_schema, resolve, target};

/// The fields of an example of a request or an error are documented, because the client refuses to send others, and reads no others.
pub fn example_field(root: &Value, report: Report<'_>) {
    let mut reported = BTreeSet::new();
    for (path, method, operation) in operations(root) {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let content = "/content/application~1json";
            let place = target(response).map_or_else(
                || format!("/paths/{}/{method}/responses/{status}{content}", escape(path)),
                |place| format!("{place}{content}"),
            );
            let Some(content) = resolve(root, response).pointer(content).filter(|_| status.starts_with(['4', '5']))
            else {
                continue;
            };
            let examples = content["examples"].as_object().filter(|_| reported.insert(place.clone()));
            for (name, example) in examples.into_iter().flatten() {
                let Some(fields) = resolve(root, example)["value"].as_object() else { continue };
                let known = fields_of(root, &content["schema"], fields);
                for field in fields.keys().filter(|field| !known.is_empty() && !known.contains(field.as_str())) {
                    report(
                        &format!("{place}/examples/{}/value/{}", escape(name), escape(field)),
                        format!("there is no field {field}; describe it, or correct the name"),
                    );
                }
            }
        }
        let Some(schema) = request_schema(root, operation) else { continue };
        let place = format!("/paths/{}/{method}/requestBody/content/application~1json/examples", escape(path));
        let examples = operation.pointer("/requestBody/content/application~1json/examples").and_then(Value::as_object);
        for (name, example) in examples.into_iter().flatten() {
            if let Some(fields) = resolve(root, example)["value"].as_object() {
                let known = fields_of(root, schema, fields);
                for field in fields.keys().filter(|field| !known.is_empty() && !known.contains(field.as_str())) {
                    report(
                        &format!("{place}/{}/value/{}", escape(name), escape(field)),
                        format!("there is no field {field}; describe it, or correct the name"),
                    );
                }
            }
        }
    }
}

/// The fields that a body may have, in a union those of its tag.
fn fields_of<'d>(root: &'d Value, schema: &'d Value, body: &Map<String, Value>) -> BTreeSet<&'d str> {
    let schema = resolve(root, schema);
    let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    let Some(mapping) = mapping else {
        if schema.get("additionalProperties").is_some_and(|more| *more != Value::Bool(false))
            || schema.get("allOf").is_some()
        {
            return BTreeSet::new();
        }
        return schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    };
    let tag = schema["discriminator"]["propertyName"].as_str().and_then(|tag| body.get(tag)?.as_str());
    let parts = mapping.iter().filter(|(value, _)| tag.is_none_or(|tag| tag == value.as_str()));
    let parts = parts.filter_map(|(_, path)| root.pointer(path.as_str()?.strip_prefix('#')?));
    parts.flat_map(|part| part["properties"].as_object().into_iter().flatten()).map(|(name, _)| name.as_str()).collect()
}
