//! Generates the mock's copy of the document: plain OpenAPI 3.0, without prose, with conditional limits as standard keywords.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::codegen::output::HEADER;
use crate::document::extensions::{Limits, LimitsByWord};
use crate::document::model::Model;
use crate::document::{LocatedError, escape, resolve};

/// Generates the JSON, in short lines, so that diffs are readable and branches merge.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let mut value = model.root.clone();
    lower_limits(&mut value)?;
    strip(&mut value);
    value["info"]["description"] = json!(HEADER);
    Ok(lines(&value, 0) + "\n")
}

/// Turns a limit that depends on another field into an `anyOf` beside `properties`, which any JSON Schema validator can check: a branch for
/// each limit, and one for the values without a limit.
fn lower_limits(document: &mut Value) -> Result<()> {
    let whole = document.clone();
    let schemas = document["components"]["schemas"].as_object_mut().context("the document has no schemas")?;
    for (name, schema) in schemas {
        let mut lowered: Vec<Value> = Vec::new();
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let Some(limits) = resolve(&whole, property).get("x-limits") else { continue };
            let narrower = serde_json::from_value(limits.clone())
                .with_context(|| format!("{name}.{field}: x-limits is not of its form"))?;
            // JSON Schema can't compare two fields; the mock reads this limit from the facts.
            let Limits::ByWord(LimitsByWord { by, keyword, values, message }) = narrower else { continue };
            let at = format!("/components/schemas/{}/properties/{}", escape(name), escape(field));
            ensure!(
                resolve(&whole, &schema["properties"][&by])["enum"].is_array(),
                LocatedError::new(&at, format!("{field}: x-limits depends on {by}, which has no list of values"))
            );
            let default = &resolve(&whole, &schema["properties"][&by])["default"];
            let mut branches = Vec::new();
            let has_default = values.keys().any(|value| default == value);
            let narrowed: Vec<&String> = values.keys().collect();
            // Exclude the limited values, so that a new enum value changes nothing here.
            let mut free = json!({"not": {"properties": {&by: {"enum": narrowed}}, "required": [&by]}});
            for value in values.keys() {
                // Write 60, not 60.0, since messages quote it.
                let mut narrow = json!({&keyword: limits["values"][value]});
                if let Some(message) = &message {
                    narrow["x-messages"] = json!({&keyword: message});
                }
                let mut branch = json!({"properties": {&by: {"enum": [value]}, field: narrow}});
                if *default != *value {
                    branch["required"] = json!([&by]);
                }
                branches.push(branch);
            }
            // An absent field means its default, so it is unlimited only if the default is.
            if has_default {
                free["required"] = json!([&by]);
            }
            branches.push(free);
            lowered.push(json!({"anyOf": branches}));
        }
        if !lowered.is_empty() {
            lowered.extend(schema["allOf"].as_array().into_iter().flatten().cloned());
            schema["allOf"] = json!(lowered);
        }
    }
    Ok(())
}

/// Removes prose and other keys that aren't used at run time. Maps whose keys are names keep all of them.
fn strip(value: &mut Value) {
    const PROSE: [&str; 9] =
        ["description", "summary", "x-source", "x-status", "x-price", "x-task", "x-limits", "externalDocs", "license"];
    const BY_NAME: [&str; 6] = ["properties", "schemas", "responses", "headers", "links", "examples"];
    match value {
        Value::Object(map) => {
            // The mock needs these for older editions.
            let since = map.get("x-status").and_then(|status| status.get("since")).cloned();
            map.retain(|key, _| !PROSE.contains(&key.as_str()));
            map.extend(since.map(|since| ("x-since".to_owned(), since)));
            for (key, below) in map.iter_mut() {
                match below {
                    Value::Object(names) if BY_NAME.contains(&key.as_str()) => names.values_mut().for_each(strip),
                    _ if ["example", "value", "default", "enum", "x-messages"].contains(&key.as_str()) => {}
                    _ => strip(below),
                }
            }
            // OpenAPI requires a description of a response.
            if map.contains_key("content") || map.contains_key("links") {
                map.entry("description").or_insert_with(|| json!(""));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Formats JSON: a value on one line if it fits, else a line for each member.
pub(crate) fn lines(value: &Value, depth: usize) -> String {
    const WIDTH: usize = 100;
    let flat = flat(value);
    if flat.len() + depth <= WIDTH {
        return flat;
    }
    let indent = " ".repeat(depth + 1);
    let below = |value| lines(value, depth + 1);
    let (open, close, members): (_, _, Vec<String>) = match value {
        Value::Object(map) => {
            ('{', '}', map.iter().map(|(key, value)| format!("{indent}{}: {}", json!(key), below(value))).collect())
        }
        Value::Array(items) => ('[', ']', items.iter().map(|item| format!("{indent}{}", below(item))).collect()),
        _ => return flat,
    };
    format!("{open}\n{}\n{}{close}", members.join(",\n"), " ".repeat(depth))
}

/// Formats JSON on a single line, with a space after each comma and colon.
fn flat(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let members = map.iter().map(|(key, value)| format!("{}: {}", json!(key), flat(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_by_model_becomes_a_branch_for_each_limit() {
        let mut document = json!({"components": {"schemas": {
            "Model": {"type": "string", "enum": ["old", "new"]},
            "Song": {"type": "object", "properties": {
                "mv": {"$ref": "#/components/schemas/Model"},
                "title": {"type": "string", "maxLength": 9, "x-limits": {"by": "mv", "keyword": "maxLength", "values": {"old": 3}, "message": "Too long."}},
            }},
        }}});
        lower_limits(&mut document).unwrap();
        let branches = json!([
            {"properties": {"mv": {"enum": ["old"]}, "title": {"maxLength": 3, "x-messages": {"maxLength": "Too long."}}}, "required": ["mv"]},
            {"not": {"properties": {"mv": {"enum": ["old"]}}, "required": ["mv"]}},
        ]);
        assert_eq!(document["components"]["schemas"]["Song"]["allOf"], json!([{"anyOf": branches}]));
    }

    #[test]
    fn prose_is_removed_but_fields_of_that_name_stay() {
        let mut document = json!({"paths": {"/a": {"post": {"summary": "x", "responses": {"200": {"description": "x", "content": {"application/json": {
            "schema": {"properties": {"description": {"type": "string", "description": "x"}}, "x-source": ["inferred: x"],
                "x-messages": {"required": {"description": "Say it."}}},
            "examples": {"description": {"summary": "x", "value": {"description": "kept"}}}}}}}}}}});
        strip(&mut document);
        let media = document.pointer("/paths/~1a/post/responses/200/content/application~1json").unwrap();
        let messages = json!({"required": {"description": "Say it."}});
        assert_eq!(media["schema"], json!({"properties": {"description": {"type": "string"}}, "x-messages": messages}));
        assert_eq!(media["examples"]["description"], json!({"value": {"description": "kept"}}));
        assert_eq!(document.pointer("/paths/~1a/post").unwrap().get("summary"), None);
    }

    #[test]
    fn a_value_that_fits_stays_on_one_line() {
        let long = "x".repeat(90);
        let value = json!({"short": [1, {"a": null}], "long": {"one": long, "other": []}});
        let text = lines(&value, 0);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        let wanted = format!(
            "{{\n \"short\": [1, {{\"a\": null}}],\n \"long\": {{\n  \"one\": \"{long}\",\n  \"other\": []\n }}\n}}"
        );
        assert_eq!(text, wanted);
    }
}
