//! The extensions: that each is known and of its form, and that sources and prices are said.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value};

use super::places::{Tell, walk};
use crate::document::extensions;
use crate::document::{escape, operations, request_schema, resolve};

/// The extensions with what checks them, made once.
static EXTENSIONS: LazyLock<BTreeMap<&str, Result<Validator, String>>> = LazyLock::new(|| {
    let made = |schema: &schemars::Schema| {
        jsonschema::validator_for(&listed(schema.as_value())).map_err(|error| error.to_string())
    };
    extensions::schemas().iter().map(|(name, schema)| (*name, made(schema))).collect()
});

/// Words that are described one by one as the list that they are, and what may be left out as what it is, so that an error can name it.
fn listed(schema: &Value) -> Value {
    if let Some([optional, null]) = schema["anyOf"].as_array().map(Vec::as_slice)
        && *null == serde_json::json!({"type": "null"})
    {
        return listed(optional);
    }
    let words = schema["oneOf"].as_array().map(|parts| parts.iter().map(|part| part.get("const")));
    match (words.and_then(|words| words.collect::<Option<Vec<_>>>()), schema) {
        (Some(words), _) => serde_json::json!({ "enum": words }),
        (None, Value::Object(fields)) => {
            fields.iter().map(|(key, value)| (key.clone(), listed(value))).collect::<Map<_, _>>().into()
        }
        (None, Value::Array(items)) => items.iter().map(listed).collect(),
        (None, other) => other.clone(),
    }
}

pub fn extension(root: &Value, tell: Tell<'_>) {
    let mut known = BTreeMap::new();
    for (name, validator) in EXTENSIONS.iter() {
        match validator {
            Ok(validator) => drop(known.insert(*name, validator)),
            Err(error) => tell("", format!("the schema of {name} itself is broken: {error}")),
        }
    }
    walk(root, "", &mut |pointer, map| {
        if pointer.ends_with("/headers") {
            return; // The keys are names of headers.
        }
        for (key, value) in map.iter().filter(|(key, _)| key.starts_with("x-")) {
            let place = format!("{pointer}/{key}");
            let Some(validator) = known.get(key.as_str()) else {
                let names = known.keys().copied().collect::<Vec<_>>().join(", ");
                tell(
                    &place,
                    format!(
                        "{key} is not one of the extensions {names}; say it with one of these, or in plain OpenAPI"
                    ),
                );
                continue;
            };
            for error in validator.iter_errors(value) {
                let (below, text) = told(&error);
                tell(&format!("{place}{below}"), format!("{key}: {text}"));
            }
        }
    });
}

/// Where an error is within an extension, and what it says. Of something that may have several forms it is told what is wrong in the one
/// that fits furthest.
fn told(error: &ValidationError<'_>) -> (String, String) {
    let place = error.instance_path().as_str();
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
        let deepest = context.iter().flatten().max_by_key(|error| depth(error));
        if let Some(deepest) = deepest.filter(|deepest| depth(deepest) > depth(error)) {
            return told(deepest);
        }
    }
    let text = match place.rsplit('/').next() {
        Some("since" | "until") => format!("{} isn't a month such as 2026-10", error.instance()),
        _ => error.to_string(),
    };
    (place.to_owned(), text)
}

pub fn source(root: &Value, tell: Tell<'_>) {
    for (path, method, operation) in operations(root) {
        if operation.get("x-source").is_none() {
            tell(
                &format!("/paths/{}/{method}", escape(path)),
                "it doesn't say where its facts come from; add `x-source`, such as `x-source: ['documented: the page of bpm']`".to_owned(),
            );
        }
    }
}

pub fn price(root: &Value, tell: Tell<'_>) {
    for (path, method, operation) in operations(root).filter(|(_, method, _)| *method != "get") {
        let place = format!("/paths/{}/{method}", escape(path));
        let schema = request_schema(root, operation).map_or(&Value::Null, |schema| resolve(root, schema));
        let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
        let variants = mapping
            .into_iter()
            .flatten()
            .filter_map(|(name, path)| Some((name, root.pointer(path.as_str()?.get(1..)?)?)));
        let says_why =
            |value: &Value| value["description"].as_str().is_some_and(|text| text.to_lowercase().contains("price"));
        let known = |value: &Value| value.get("x-price").is_some() || says_why(value);
        if known(operation) || known(schema) {
            continue;
        }
        // What is retired costs nothing any more.
        let unknown: Vec<&str> = variants
            .filter(|(_, variant)| !known(variant) && variant["deprecated"] != true)
            .map(|(name, _)| name.as_str())
            .collect();
        if mapping.is_none() || !unknown.is_empty() {
            let of = if unknown.is_empty() { String::new() } else { format!(" of {}", unknown.join(", ")) };
            tell(
                &place,
                format!(
                    "it doesn't say the price{of}; add `x-price: {{credits: 2, purse: credits, source: 'documented: the page of prices'}}`, or say in the description that the price is not known"
                ),
            );
        }
    }
}
