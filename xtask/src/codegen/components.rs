//! Queries about components: tagged unions, enums, request bodies, and references between them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::codegen::names;
use crate::document::{component, escape, operations, request_schema, resolve, target};

/// The fields of a component: name in Rust and name on the wire.
pub fn field_names(schema: &Value) -> Vec<(String, String)> {
    let wire: Vec<&str> =
        schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let rust = names::fields(wire.iter().copied());
    rust.into_iter().map(|rust| names::identifier(&rust)).zip(wire.into_iter().map(str::to_owned)).collect()
}

/// A component that is a discriminated `oneOf`.
pub struct Union {
    pub name: String,
    pub tag: String,
    /// The value that an absent tag means.
    pub default: Option<String>,
    /// Each variant: value of the tag, and component.
    pub variants: Vec<(String, String)>,
}

/// Lists the discriminated `oneOf` components.
pub fn tagged_unions(document: &Value) -> Vec<Union> {
    let unions = schemas(document).filter_map(|(name, schema)| {
        let tag = schema.pointer("/discriminator/propertyName")?.as_str()?;
        let mapping = schema.pointer("/discriminator/mapping")?.as_object()?;
        let variants = mapping.iter().filter_map(|(value, path)| {
            let variant = path.as_str()?.rsplit('/').next()?;
            Some((value.clone(), variant.to_owned()))
        });
        let variants: Vec<(String, String)> = variants.collect();
        let is_default = |component: &str| {
            let default = &document["components"]["schemas"][component]["properties"][tag]["default"];
            default.is_string()
        };
        let default = variants.iter().find(|(_, component)| is_default(component)).map(|(value, _)| value.clone());
        Some(Union { name: name.clone(), tag: tag.to_owned(), default, variants })
    });
    unions.collect()
}

/// Lists the string enums: name and schema.
pub fn enums(document: &Value) -> Vec<(String, Value)> {
    let enums = schemas(document).filter(|(_, schema)| schema["type"] == "string" && schema.get("enum").is_some());
    enums.map(|(name, schema)| (name.clone(), schema.clone())).collect()
}

/// Lists the components that are a request body, or a variant of one.
pub fn request_components(document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, _, operation) in operations(document) {
        if let Some(name) = request_schema(document, operation).and_then(component) {
            let union = tagged_unions(document).into_iter().find(|union| union.name == name);
            let variants = union.map(|union| union.variants).unwrap_or_default();
            if variants.is_empty() {
                names.insert(name.to_owned());
            }
            names.extend(variants.into_iter().map(|(_, variant)| variant));
        }
    }
    names
}

pub fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document["components"]["schemas"].as_object().into_iter().flatten()
}

pub fn is_scalar(schema: &Value) -> bool {
    ["number", "integer", "boolean"].iter().any(|kind| schema["type"] == *kind)
        || schema["type"] == "string" && schema.get("enum").is_none()
}

pub fn collect_components(document: &Value, schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(name) = component(schema) {
        if names.insert(name.to_owned()) {
            collect_components(document, resolve(document, schema), names);
        }
        return;
    }
    match schema {
        Value::Object(map) => map.values().for_each(|value| collect_components(document, value, names)),
        Value::Array(items) => items.iter().for_each(|value| collect_components(document, value, names)),
        _ => {}
    }
}

/// Lists each `$ref` below a value: its JSON pointer, and its target.
pub fn references(value: &Value) -> Vec<(String, String)> {
    fn walk(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
        if let Some(target) = target(value) {
            found.push((pointer.to_owned(), target.to_owned()));
        }
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    walk(value, &format!("{pointer}/{}", escape(key)), found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    walk(value, &format!("{pointer}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}
