//! Adapts the document to progenitor in named steps.
//!
//! The file itself stays true to the service, whatever progenitor can't handle: each step changes the parsed value, and its doc comment
//! says why it is necessary.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::codegen::components::{Union, collect_components, enums, is_scalar, schemas, tagged_unions};
use crate::codegen::names;
use crate::codegen::prose::limits_in_words;
use crate::document::model::{Kind, Model};
use crate::document::{answer_schemas, callbacks, operations, request_schema};

/// A step.
pub type Step = fn(&mut Value);

/// All steps, in order.
pub const STEPS: &[(&str, Step)] = &[
    ("lift_path_parameters", lift_path_parameters),
    ("parameters_are_text", parameters_are_text),
    ("lists_have_one_word", lists_have_one_word),
    ("keep_unknown_fields", keep_unknown_fields),
    ("drop_callbacks", drop_callbacks),
    ("free_objects_are_anything", free_objects_are_anything),
    ("hand_over_answers", hand_over_answers),
    ("untag_variants", untag_variants),
    ("drop_rules_between_fields", drop_rules_between_fields),
    ("inline_scalars", inline_scalars),
    ("make_nullable_optional", make_nullable_optional),
    ("unwrap_nullable_references", unwrap_nullable_references),
    ("limits_into_words", limits_into_words),
    ("drop_extensions", drop_extensions),
    ("name_fields", name_fields),
];

/// The document after all steps.
pub fn for_generator(document: &Value) -> Value {
    let mut document = document.clone();
    for (_, step) in STEPS {
        step(&mut document);
    }
    document
}

/// Progenitor orders parameters by where they are declared. This step moves those of a path into its operations, in the order of [`Model`].
fn lift_path_parameters(document: &mut Value) {
    let lists: Vec<(String, Vec<Value>)> = Model::read(document)
        .0
        .operations
        .iter()
        .map(|operation| (operation.place.clone(), operation.parameters.iter().map(|it| it.value.clone()).collect()))
        .collect();
    for (place, parameters) in lists {
        if let Some(operation) = document.pointer_mut(&place).and_then(Value::as_object_mut) {
            operation.shift_remove("parameters");
            if !parameters.is_empty() {
                operation.insert("parameters".to_owned(), Value::Array(parameters));
            }
        }
    }
    for item in document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut()) {
        item.as_object_mut().map(|item| item.shift_remove("parameters"));
    }
}

/// Progenitor would generate a type for each parameter with a limit, can't send comma-separated lists, and accepts only text for headers.
/// So all parameters become text; the public methods convert their arguments.
fn parameters_are_text(document: &mut Value) {
    let lists: Vec<(String, Vec<bool>)> = Model::read(document)
        .0
        .operations
        .iter()
        .map(|operation| {
            let repeated = |kind: &Kind<'_>| matches!(kind, Kind::List { repeated: true, .. });
            (operation.place.clone(), operation.parameters.iter().map(|it| repeated(&it.kind)).collect())
        })
        .collect();
    for (place, repeated) in lists {
        let parameters = document.pointer_mut(&format!("{place}/parameters")).and_then(Value::as_array_mut);
        for (parameter, repeated) in parameters.into_iter().flatten().zip(repeated) {
            parameter["schema"] = match repeated {
                true => json!({"type": "array", "items": {"type": "string"}}),
                false => json!({"type": "string"}),
            };
            for keyword in ["explode", "style", "example", "examples"] {
                parameter.as_object_mut().map(|parameter| parameter.shift_remove(keyword));
            }
        }
    }
}

/// Progenitor panics on enum values with the same name in Rust. `types` writes the enums itself, so one value suffices here.
fn lists_have_one_word(document: &mut Value) {
    let lists = enums(document);
    for (name, _) in lists {
        document["components"]["schemas"][name]["enum"] = json!(["word"]);
    }
}

/// Two names on the wire may be equal in Rust, and `extra` is reserved for unknown fields. So each field gets its unique Rust name here,
/// and `types` adds its name on the wire.
fn name_fields(document: &mut Value) {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(|schemas| schemas.values_mut()) {
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { continue };
        let pairs: Vec<(String, String)> = {
            let wire: Vec<&str> = properties.keys().map(String::as_str).collect();
            wire.iter().map(ToString::to_string).zip(names::fields(wire.iter().copied())).collect()
        };
        *properties =
            pairs.iter().map(|(wire, rust)| (rust.clone(), properties[wire].clone())).collect::<Map<String, Value>>();
        for name in schema.get_mut("required").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some((_, rust)) = pairs.iter().find(|(wire, _)| *name == **wire) {
                *name = json!(rust);
            }
        }
    }
}

/// An answer or a callback may have fields that the document doesn't know. Progenitor keeps them only with `additionalProperties`.
fn keep_unknown_fields(document: &mut Value) {
    let mut names = BTreeSet::new();
    for (_, _, operation) in operations(document) {
        for (_, schema) in answer_schemas(document, operation) {
            collect_components(document, schema, &mut names);
        }
    }
    for schema in callbacks(document).filter_map(|(_, _, operation)| request_schema(document, operation)) {
        collect_components(document, schema, &mut names);
    }
    for name in names {
        let schema = &mut document["components"]["schemas"][&name];
        if schema["type"] == "object" && schema.get("additionalProperties").is_none() {
            schema["additionalProperties"] = json!({});
        }
    }
}

/// Progenitor's OpenAPI parser doesn't accept a reference to a callback, and progenitor doesn't use callbacks.
fn drop_callbacks(document: &mut Value) {
    for_each_operation(document, |operation| {
        operation.as_object_mut().map(|operation| operation.shift_remove("callbacks"));
    });
    document
        .pointer_mut("/components")
        .and_then(Value::as_object_mut)
        .map(|components| components.shift_remove("callbacks"));
}

/// An object without known fields would become a map, which is omitted when it is empty. As an arbitrary value it is kept unchanged.
fn free_objects_are_anything(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        for property in schema
            .get_mut("properties")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(|fields| fields.values_mut())
        {
            let free = |keyword: &str| property.get(keyword).is_none();
            if property["type"] == "object" && free("properties") && free("additionalProperties") {
                property.as_object_mut().map(|property| property.shift_remove("type"));
            }
        }
    });
}

/// Progenitor can't describe several success or error answers, and loses status and headers of a body that it can't read. So every answer
/// is returned as bytes, and the client decodes it by its status.
fn hand_over_answers(document: &mut Value) {
    for_each_operation(document, |operation| {
        operation["responses"] = json!({
            "default": {"description": "Any answer.", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        });
    });
}

/// Progenitor generates an untagged enum for a discriminated `oneOf`, and repeats the tag in each variant. This step removes the tag from
/// the variants; [`crate::codegen::types`] adds it to the enum.
fn untag_variants(document: &mut Value) {
    for Union { tag, variants, .. } in tagged_unions(document) {
        for (_, variant) in variants {
            let schema = &mut document["components"]["schemas"][&variant];
            if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
                properties.shift_remove(&tag);
            }
            if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|name| name != &tag);
            }
        }
    }
}

/// A `oneOf` beside `properties` is a rule between fields. Progenitor would generate an enum of partial structs; the client checks these
/// rules from the facts.
fn drop_rules_between_fields(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        if schema.contains_key("properties") {
            schema.shift_remove("oneOf");
            schema.shift_remove("anyOf");
        }
    });
}

/// A named string or number would become an inconvenient newtype. Enums stay named.
fn inline_scalars(document: &mut Value) {
    let scalars: Map<String, Value> = schemas(document)
        .filter(|(_, schema)| is_scalar(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for_each_schema(document, &mut |schema| {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
        if let Some(scalar) = name.and_then(|name| scalars.get(name)).and_then(Value::as_object) {
            *schema = scalar.clone();
        }
    });
    if let Some(components) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        components.retain(|name, _| !scalars.contains_key(name));
    }
}

/// Decoding would fail if a required nullable field is missing. A nullable field may as well be absent.
fn make_nullable_optional(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let nullable = |schema: &Map<String, Value>, name: &Value| {
            name.as_str().and_then(|name| schema.get("properties")?.get(name)?.get("nullable"))
                == Some(&Value::Bool(true))
        };
        let Some(Value::Array(mut required)) = schema.get("required").cloned() else { return };
        required.retain(|name| !nullable(schema, name));
        schema.insert("required".to_owned(), Value::Array(required));
    });
}

/// OpenAPI 3.0 wraps a nullable reference in an `allOf`. An optional field accepts null anyway.
fn unwrap_nullable_references(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let inner =
            schema.get("allOf").and_then(Value::as_array).filter(|all| all.len() == 1).map(|all| all[0].clone());
        if let (Some(Value::Object(inner)), true) = (inner, schema.contains_key("nullable")) {
            *schema = inner;
        }
    });
}

/// Lengths would become newtypes that also refuse answers, `minimum: 1` a `NonZeroU64`, a default a value that null can't replace, and
/// formats strict types. The docs state these limits instead, and the client checks them from the facts.
fn limits_into_words(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let words = limits_in_words(schema);
        // A numeric enum would become a type that refuses other values in answers too.
        if schema.get("type").is_some_and(|kind| kind != "string") {
            schema.shift_remove("enum");
        }
        for keyword in
            ["minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems", "default", "format"]
        {
            // The format is what makes a binary body a stream.
            if schema.get(keyword).is_some_and(|value| value != "binary") {
                schema.shift_remove(keyword);
            }
        }
        if let Some(words) = words {
            let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            schema.insert("description".to_owned(), json!(format!("{description}\n\n{words}").trim()));
        }
    });
}

/// Progenitor reads no extensions, and would copy some of them into the docs.
fn drop_extensions(document: &mut Value) {
    for_each_schema(document, &mut |schema| schema.retain(|keyword, _| !keyword.starts_with("x-")));
}

fn for_each_operation(document: &mut Value, mut change: impl FnMut(&mut Value)) {
    let places: Vec<String> = operations(document)
        .map(|(path, method, _)| format!("/paths/{}/{method}", crate::document::escape(path)))
        .collect();
    for place in places {
        if let Some(operation) = document.pointer_mut(&place) {
            change(operation);
        }
    }
}

/// Calls `change` for each schema below components and parameters, outer schemas first.
fn for_each_schema(document: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.values_mut().for_each(|schema| visit_schema(schema, change));
    }
    for_each_operation(document, |operation| {
        for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(schema) = parameter.get_mut("schema") {
                visit_schema(schema, change);
            }
        }
    });
}

fn visit_schema(schema: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Some(map) = schema.as_object_mut() else { return };
    change(map);
    for keyword in ["properties", "patternProperties"] {
        if let Some(properties) = map.get_mut(keyword).and_then(Value::as_object_mut) {
            properties.values_mut().for_each(|schema| visit_schema(schema, change));
        }
    }
    for keyword in ["items", "additionalProperties", "not"] {
        if let Some(schema) = map.get_mut(keyword) {
            visit_schema(schema, change);
        }
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        for schema in map.get_mut(keyword).and_then(Value::as_array_mut).into_iter().flatten() {
            visit_schema(schema, change);
        }
    }
}

#[cfg(test)]
mod tests;
