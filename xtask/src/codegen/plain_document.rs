//! The document for generators that can't read all of OpenAPI 3.0: the same operations and the same fields, said in simpler forms.
//!
//! The truthful document goes in. What openapi-python-client 0.29 or openapi-generator 7.26 stop at, or make a client of that can't read
//! an answer, is rewritten; nothing is added, and what a request or answer may hold only becomes wider. Which differences there may be
//! is said a second time, and by other means, in `tests/plain.rs`.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::codegen::mock_document::lines;
use crate::codegen::output::HEADER;
use crate::document::model::Model;
use crate::document::resolve;

const ABOUT: &str = "This is the form for code generators. It leaves out what they can't read, which the service checks all the same: rules \
between fields, limits that depend on another field, and that an answer has only one of its forms.";

/// The text of the plain document.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let mut value = plain(model.root);
    let told = value["info"]["description"].as_str().unwrap_or_default();
    let gap = if told.is_empty() { "" } else { "\n\n" };
    value["info"]["description"] = json!(format!("{told}{gap}{ABOUT} {HEADER}"));
    Ok(lines(&value, 0) + "\n")
}

/// The document after all steps.
fn plain(root: &Value) -> Value {
    let mut value = root.clone();
    write_out_callbacks(root, &mut value);
    each_object(&mut value, &mut |object| {
        drop_extensions(object);
        drop_rules_between_fields(object);
        take_the_first_form_that_fits(object);
    });
    value
}

/// openapi-python-client refuses a document whose callbacks, or their parameters, stand elsewhere.
fn write_out_callbacks(root: &Value, value: &mut Value) {
    let paths = value["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let operations = paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for callbacks in operations.filter_map(|operation| operation.get_mut("callbacks")?.as_object_mut()) {
        for callback in callbacks.values_mut() {
            *callback = resolve(root, callback).clone();
            let items = callback.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
            for place in items.flat_map(|item| item.iter_mut()) {
                let parameters = match place {
                    (key, shared) if key == "parameters" => Some(shared),
                    (_, operation) => operation.get_mut("parameters"),
                };
                for parameter in parameters.and_then(Value::as_array_mut).into_iter().flatten() {
                    *parameter = resolve(root, parameter).clone();
                }
            }
        }
    }
    value["components"].as_object_mut().map(|components| components.shift_remove("callbacks"));
}

/// What is said to this project's own tools; generators would copy some of it into code.
fn drop_extensions(object: &mut Map<String, Value>) {
    object.retain(|key, _| !key.starts_with("x-"));
}

/// Generators take an `anyOf` of "with this field" and "with that field" for types without fields, and send or read nothing else. One
/// that brings a field which the object doesn't have stays.
fn drop_rules_between_fields(object: &mut Map<String, Value>) {
    let Some(own) = object.get("properties").and_then(Value::as_object) else { return };
    let is_rule = |member: &Value| {
        let mut fields = member["properties"].as_object().into_iter().flat_map(Map::keys);
        member.get("$ref").is_none() && member.get("type").is_none() && fields.all(|field| own.contains_key(field))
    };
    let rules: Vec<&str> = ["anyOf", "oneOf", "allOf"]
        .into_iter()
        .filter(|keyword| object.get(*keyword).and_then(Value::as_array).is_some_and(|all| all.iter().all(is_rule)))
        .collect();
    for keyword in rules {
        object.shift_remove(keyword);
    }
}

/// Without a discriminator openapi-generator tries each form of a `oneOf`, and fails when it takes two of them to fit: it reads an absent
/// field as `null`. Of `anyOf` it takes the first that fits, as openapi-python-client does.
fn take_the_first_form_that_fits(object: &mut Map<String, Value>) {
    let has_forms = object.get("oneOf").is_some_and(Value::is_array);
    if has_forms && !object.contains_key("discriminator") && !object.contains_key("anyOf") {
        let renamed = |key: String| if key == "oneOf" { "anyOf".to_owned() } else { key };
        *object = std::mem::take(object).into_iter().map(|(key, value)| (renamed(key), value)).collect();
    }
}

/// Does something with each object of the document that isn't a value of the API: a schema, an operation, an answer.
fn each_object(value: &mut Value, act: &mut impl FnMut(&mut Map<String, Value>)) {
    // Their keys are names.
    const BY_NAME: [&str; 10] = [
        "properties",
        "schemas",
        "responses",
        "headers",
        "links",
        "examples",
        "parameters",
        "requestBodies",
        "callbacks",
        "securitySchemes",
    ];
    match value {
        Value::Object(object) => {
            act(object);
            for (key, below) in object.iter_mut() {
                match below {
                    Value::Object(names) if BY_NAME.contains(&key.as_str()) => {
                        names.values_mut().for_each(|below| each_object(below, act))
                    }
                    _ if ["example", "value", "default", "enum"].contains(&key.as_str()) => {}
                    _ => each_object(below, act),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, act)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(schema: Value) -> Value {
        plain(&json!({"paths": {}, "components": {"schemas": {"It": schema}}}))["components"]["schemas"]["It"].take()
    }

    #[test]
    fn forms_that_bring_a_field_stay() {
        let own = json!({"a": {"type": "string"}, "x-b": {"type": "string", "x-source": ["inferred: x"]}});
        let kept = json!({"a": {"type": "string"}, "x-b": {"type": "string"}});
        let rules =
            json!({"properties": own, "anyOf": [{"required": ["a"]}, {"properties": {"x-b": {"enum": ["c"]}}}]});
        assert_eq!(schema(rules), json!({"properties": kept}));
        let forms = json!([{"required": ["a"]}, {"properties": {"new": {"type": "string"}}}]);
        let brings = json!({"properties": own, "anyOf": forms});
        assert_eq!(schema(brings), json!({"properties": kept, "anyOf": forms}));
    }

    #[test]
    fn the_only_form_becomes_any_form_unless_a_field_tells_them_apart() {
        let forms = json!([{"type": "number"}, {"type": "string"}]);
        assert_eq!(schema(json!({"oneOf": forms, "nullable": true})), json!({"anyOf": forms, "nullable": true}));
        let told_apart =
            json!({"oneOf": [{"$ref": "#/components/schemas/A"}], "discriminator": {"propertyName": "kind"}});
        assert_eq!(schema(told_apart.clone()), told_apart);
        let example = json!({"example": {"oneOf": [1], "x-a": 2}});
        assert_eq!(schema(example.clone()), example);
    }

    #[test]
    fn callbacks_and_their_parameters_are_written_out() {
        let id = json!({"name": "id", "in": "header", "schema": {"type": "string"}});
        let callback = |parameter: &Value| json!({"{$request.body#/url}": {"parameters": [parameter], "post": {"parameters": [parameter]}}});
        let reference = json!({"$ref": "#/components/parameters/Id"});
        let made = plain(&json!({
            "paths": {"/a": {"post": {"callbacks": {"done": {"$ref": "#/components/callbacks/Done"}}}}},
            "components": {"callbacks": {"Done": callback(&reference)}, "parameters": {"Id": id}},
        }));
        assert_eq!(made["paths"]["/a"]["post"]["callbacks"]["done"], callback(&id));
        assert_eq!(made["components"].get("callbacks"), None);
    }
}
