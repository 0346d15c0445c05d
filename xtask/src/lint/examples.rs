//! Rules about examples: they exist, for each part of a union too, match their schema, and those of a callback name its platform.

use std::collections::BTreeSet;

use serde_json::Value;

use super::places::{Report, for_each_media};
use crate::codegen::forms;
use crate::codegen::webhooks::platforms;
use crate::document::{callbacks, component, escape, operations, request_schema, resolve};

pub fn example(root: &Value, report: Report<'_>) {
    for_each_media(root, &mut |place, media| {
        let named = media["examples"].as_object().is_some_and(|examples| !examples.is_empty());
        if media.get("schema").is_some_and(|schema| component(schema).is_none()) {
            report(place, "its schema has no name; move it to components/schemas and refer to it".to_owned());
        }
        if !named {
            report(place, "it has no named example under `examples`; add one".to_owned());
        }
    });
    // Of a union each part needs one: it is what help shows, what a batch starts from, and what the contract tests send.
    for (path, method, operation) in operations(root) {
        let schema = request_schema(root, operation).map(|schema| resolve(root, schema));
        let Some(schema) = schema.filter(|schema| schema.get("discriminator").is_some()) else { continue };
        let Some(tag) = schema["discriminator"]["propertyName"].as_str() else { continue };
        let place = format!("/paths/{}/{method}/requestBody/content/application~1json", escape(path));
        for (name, part) in schema["discriminator"]["mapping"].as_object().into_iter().flatten() {
            let part = part.as_str().and_then(|part| root.pointer(part.trim_start_matches('#')));
            if part.is_some_and(|part| forms::example(root, Some((tag, name)), part, operation).is_none()) {
                report(&place, format!("it has no example with the {tag} {name}; add one under `examples`"));
            }
        }
    }
}

pub fn example_valid(root: &Value, report: Report<'_>) {
    let document = match openapi_mock::Loader::new().strict(true).from_value(root.clone()) {
        Ok(document) => document,
        Err(error) => {
            // The error names its own place.
            let text = error.to_string();
            let place = text.strip_prefix("at /").and_then(|rest| rest.split_once(": "));
            let (place, why) = place.map_or((String::new(), text.as_str()), |(place, why)| (format!("/{place}"), why));
            return report(&place, format!("the mock can't load it: {why}"));
        }
    };
    for_each_media(root, &mut |place, media| {
        for (name, example) in media["examples"].as_object().into_iter().flatten() {
            let place_of_example = format!("{place}/examples/{}", escape(name));
            let value = &resolve(root, example)["value"];
            match document.validate(&format!("{place}/schema"), value) {
                Ok(violations) => {
                    for violation in violations {
                        report(&place_of_example, format!("its schema refuses it: {}", violation.message));
                    }
                }
                Err(error) => report(&place_of_example, format!("it can't be checked: {error}")),
            }
        }
    });
}

/// The examples of a callback name its platform.
pub fn callback(root: &Value, report: Report<'_>) {
    for (_, place, operation) in callbacks(root) {
        let named: BTreeSet<&str> = platforms(root, operation).collect();
        if named.len() != 1 {
            report(
                &place,
                "its examples must name one `platform`, by which it is told from other callbacks".to_owned(),
            );
        }
    }
}
