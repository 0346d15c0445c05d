//! Rules about extensions: each is known and valid, and sources and prices are present.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value};

use super::places::{Report, walk};
use crate::document::extensions;
use crate::document::{escape, operations, request_schema, resolve};

/// The validators of the extensions.
static EXTENSIONS: LazyLock<BTreeMap<&str, Result<Validator, String>>> = LazyLock::new(|| {
    let validator = |schema: &schemars::Schema| {
        jsonschema::validator_for(&simplified(schema.as_value())).map_err(|error| error.to_string())
    };
    extensions::schemas().iter().map(|(name, schema)| (*name, validator(schema))).collect()
});

/// Simplifies a schema of schemars, so that errors list the allowed values: documented constants become an `enum`, and optional fields
/// plain.
fn simplified(schema: &Value) -> Value {
    if let Some([optional, null]) = schema["anyOf"].as_array().map(Vec::as_slice)
        && *null == serde_json::json!({"type": "null"})
    {
        return simplified(optional);
    }
    let words = schema["oneOf"].as_array().map(|parts| parts.iter().map(|part| part.get("const")));
    match (words.and_then(|words| words.collect::<Option<Vec<_>>>()), schema) {
        (Some(words), _) => serde_json::json!({ "enum": words }),
        (None, Value::Object(fields)) => {
            fields.iter().map(|(key, value)| (key.clone(), simplified(value))).collect::<Map<_, _>>().into()
        }
        (None, Value::Array(items)) => items.iter().map(simplified).collect(),
        (None, other) => other.clone(),
    }
}

pub fn extension(root: &Value, report: Report<'_>) {
    let mut known = BTreeMap::new();
    for (name, validator) in EXTENSIONS.iter() {
        match validator {
            Ok(validator) => drop(known.insert(*name, validator)),
            Err(error) => report("", format!("the schema of {name} itself is broken: {error}")),
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
                report(
                    &place,
                    format!(
                        "{key} is not one of the extensions {names}; say it with one of these, or in plain OpenAPI"
                    ),
                );
                continue;
            };
            for error in validator.iter_errors(value) {
                let (below, text) = located(&error);
                report(&format!("{place}{below}"), format!("{key}: {text}"));
            }
        }
    });
}

/// The place and the text of a validation error. For alternatives, the error of the one that matches furthest.
fn located(error: &ValidationError<'_>) -> (String, String) {
    let place = error.instance_path().as_str();
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
        let deepest = context.iter().flatten().max_by_key(|error| depth(error));
        if let Some(deepest) = deepest.filter(|deepest| depth(deepest) > depth(error)) {
            return located(deepest);
        }
    }
    let text = match place.rsplit('/').next() {
        Some("since" | "until") => format!("{} isn't a month such as 2026-10", error.instance()),
        _ => error.to_string(),
    };
    (place.to_owned(), text)
}

pub fn source(root: &Value, report: Report<'_>) {
    for (path, method, operation) in operations(root) {
        if operation.get("x-source").is_none() {
            report(
                &format!("/paths/{}/{method}", escape(path)),
                "it doesn't say where its facts come from; add `x-source`, such as `x-source: ['documented: the page of bpm']`".to_owned(),
            );
        }
    }
}

pub fn price(root: &Value, report: Report<'_>) {
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
        // Retired forms have no price.
        let unknown: Vec<&str> = variants
            .filter(|(_, variant)| !known(variant) && variant["deprecated"] != true)
            .map(|(name, _)| name.as_str())
            .collect();
        if mapping.is_none() || !unknown.is_empty() {
            let of = if unknown.is_empty() { String::new() } else { format!(" of {}", unknown.join(", ")) };
            report(
                &place,
                format!(
                    "it doesn't say the price{of}; add `x-price: {{credits: 2, purse: credits, source: 'documented: the page of prices'}}`, or say in the description that the price is not known"
                ),
            );
        }
    }
}
