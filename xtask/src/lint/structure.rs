//! Rules about structure: version, references, operations, and no unused components.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::places::{Report, walk};
use crate::codegen::components::references;
use crate::document::{escape, operations, target};

pub fn version(root: &Value, report: Report<'_>) {
    match root.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.0.") => {}
        Some(version) => report(
            "/openapi",
            format!("{version} is not understood by progenitor; write the document in OpenAPI 3.0.3"),
        ),
        None => report("", "it doesn't say `openapi: 3.0.3`; is it an OpenAPI document?".to_owned()),
    }
}

pub fn dangling_reference(root: &Value, report: Report<'_>) {
    for (pointer, target) in references(root) {
        if root.pointer(&target).is_none() {
            report(&pointer, format!("#{target} doesn't exist; write the component or correct the name"));
        }
    }
}

pub fn circular_reference(root: &Value, report: Report<'_>) {
    for (pointer, mut next) in references(root) {
        let mut seen = BTreeSet::new();
        while seen.insert(next.clone()) {
            match root.pointer(&next).and_then(target) {
                Some(further) => next = further.to_owned(),
                None => break,
            }
        }
        if root.pointer(&next).and_then(target).is_some() {
            report(
                &pointer,
                "this reference leads back to itself without ever reaching a schema; break the circle".to_owned(),
            );
        }
    }
}

pub fn operation(root: &Value, report: Report<'_>) {
    let tags: Vec<&Value> = root["tags"].as_array().into_iter().flatten().map(|tag| &tag["name"]).collect();
    if operations(root).next().is_none() {
        report("/paths", "there are no operations; a document without them describes nothing".to_owned());
    }
    for (path, method, operation) in operations(root) {
        let place = format!("/paths/{}/{method}", escape(path));
        let id = operation["operationId"].as_str().unwrap_or_default();
        let verb_and_noun = id.contains('_') && id.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
        if !verb_and_noun {
            report(&place, format!("operationId {id:?} is not verb and noun in snake_case, such as `create_sonic`"));
        }
        if !tags.contains(&&operation["tags"][0]) || operation["tags"].as_array().is_none_or(|tags| tags.len() != 1) {
            report(&place, "it needs exactly one tag, its family, which is listed under `tags`".to_owned());
        }
        for (key, such_as) in [
            ("summary", "summary: Measure the tempo"),
            ("description", "description: What it does, and what has to be known to use it."),
            ("x-status", "x-status: {edition: later}"),
        ] {
            if operation.get(key).is_none() {
                report(&place, format!("it has no `{key}`; add it, such as `{such_as}`"));
            }
        }
    }
}

pub fn unique_id(root: &Value, report: Report<'_>) {
    let mut seen = BTreeMap::new();
    for (path, method, operation) in operations(root) {
        if let Some(first) = seen.insert(operation["operationId"].as_str(), path) {
            report(
                &format!("/paths/{}/{method}/operationId", escape(path)),
                format!("the id is taken by {first}; give it another"),
            );
        }
    }
}

pub fn unused(root: &Value, report: Report<'_>) {
    let mut used: BTreeSet<String> = references(root).into_iter().map(|(_, target)| target).collect();
    walk(root, "", &mut |_, map| {
        for path in
            map.get("mapping").and_then(Value::as_object).into_iter().flatten().filter_map(|(_, path)| path.as_str())
        {
            used.insert(path.trim_start_matches('#').to_owned());
        }
    });
    for kind in ["schemas", "responses", "callbacks", "parameters", "headers", "examples", "requestBodies"] {
        for (name, _) in root["components"][kind].as_object().into_iter().flatten() {
            let place = format!("/components/{kind}/{}", escape(name));
            if !used.contains(&place) {
                report(&place, "nothing refers to it; take it out".to_owned());
            }
        }
    }
}
