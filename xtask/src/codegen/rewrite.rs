//! Named steps that turn the truthful document into one that progenitor understands.
//!
//! The file is never bent for the tool: each step works on the parsed value, and says in its doc comment why it is needed.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::codegen::components::{Union, collect_components, enums, is_scalar, schemas, tagged_unions};
use crate::codegen::names;
use crate::codegen::prose::limits_in_words;
use crate::document::model::{Kind, Model};
use crate::document::{answer_schemas, callbacks, operations, request_schema};

/// A step.
pub type Step = fn(&mut Value);

/// All steps, in their order.
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

/// Progenitor orders what an operation takes by where it is declared. Here each operation has its own, as [`Model`] reads them.
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

/// Progenitor would make a type of each parameter with a limit, can't send lists with commas, and puts only text into headers. The
/// methods in front of it make text of what they are given.
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

/// Words that are alike in Rust make progenitor panic, and it makes nothing of them: `types` writes the lists.
fn lists_have_one_word(document: &mut Value) {
    let lists = enums(document);
    for (name, _) in lists {
        document["components"]["schemas"][name]["enum"] = json!(["word"]);
    }
}

/// Two names on the wire may be one in Rust, and `extra` is where an answer keeps what the document doesn't know. So each field gets
/// its name in Rust here; `types` writes what it is called on the wire.
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

/// An answer or a callback may have fields that the document doesn't know. They are kept only where `additionalProperties` asks
/// for them.
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

/// The parser of OpenAPI under progenitor doesn't read a reference to a callback, and progenitor makes nothing of one.
fn drop_callbacks(document: &mut Value) {
    for_each_operation(document, |operation| {
        operation.as_object_mut().map(|operation| operation.shift_remove("callbacks"));
    });
    document
        .pointer_mut("/components")
        .and_then(Value::as_object_mut)
        .map(|components| components.shift_remove("callbacks"));
}

/// An object without known fields would become a map that is left out when it is empty. As any value it is kept as it came.
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

/// Progenitor can't describe several success or error answers, and loses status and headers of a body that it can't read.
/// So each answer is handed over as bytes, and decoded by its status in the client's own layer.
fn hand_over_answers(document: &mut Value) {
    for_each_operation(document, |operation| {
        operation["responses"] = json!({
            "default": {"description": "Any answer.", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        });
    });
}

/// Progenitor makes an untagged enum of a discriminated `oneOf`, with the tag once more in each variant. Here the tag is taken
/// out of the variants; [`crate::codegen::types`] puts it onto the enum.
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

/// A `oneOf` beside `properties` says which fields go together. As a type it would be an enum of half-filled structs; the client
/// checks these rules from the facts.
fn drop_rules_between_fields(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        if schema.contains_key("properties") {
            schema.shift_remove("oneOf");
            schema.shift_remove("anyOf");
        }
    });
}

/// A named string or number would become a newtype of its own that nobody wants to use. Enums stay named.
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

/// A field that must be there but may be null would be an error where it is missing. What may be null may as well be absent.
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

/// OpenAPI 3.0 writes a reference that may be null as `nullable` with `allOf` around it. An optional field takes null anyway.
fn unwrap_nullable_references(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let inner =
            schema.get("allOf").and_then(Value::as_array).filter(|all| all.len() == 1).map(|all| all[0].clone());
        if let (Some(Value::Object(inner)), true) = (inner, schema.contains_key("nullable")) {
            *schema = inner;
        }
    });
}

/// Lengths would become newtypes that also refuse answers, `minimum: 1` a `NonZeroU64`, a default a value that null can't
/// replace, and formats types that a new spelling breaks. They are told in the docs, and checked from the facts.
fn limits_into_words(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let words = limits_in_words(schema);
        // Numbers that are a list would be a type of their own that refuses others in answers too.
        if schema.get("type").is_some_and(|kind| kind != "string") {
            schema.shift_remove("enum");
        }
        for keyword in
            ["minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems", "default", "format"]
        {
            // A binary body is a stream of bytes only by its format.
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

/// Nothing that the generator reads is an extension, and it would copy some of them into the docs.
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

/// Calls `change` for each schema object below the components and the parameters, the innermost last.
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
