//! Rules about contradictions: valid OpenAPI in which one part refers to something that another part doesn't have.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::places::{Report, walk};
use crate::codegen::components::enums;
use crate::codegen::names;
use crate::codegen::operations::clip_type;
use crate::document::{answer_schemas, component, escape, operations, request_schema, resolve, target};

/// A required field must exist.
pub fn required_field(root: &Value, report: Report<'_>) {
    schemas(root, &mut |pointer, schema| {
        // A rule between fields names fields of the schema around it.
        let whole = rule_of(root, pointer).map(|whole| &whole["properties"]).or_else(|| schema.get("properties"));
        let Some(properties) = whole.and_then(Value::as_object) else { return };
        let names = schema.get("required").and_then(Value::as_array).into_iter().flatten().enumerate();
        for (index, name) in names.filter_map(|(index, name)| Some((index, name.as_str()?))) {
            if !properties.contains_key(name) {
                let known: Vec<&str> = properties.keys().map(String::as_str).collect();
                let near = similar::get_close_matches(name, &known, 1, 0.6);
                let near = near.first().map_or_else(
                    || "add it, or take it from the list".to_owned(),
                    |near| format!("did you mean {near}?"),
                );
                report(
                    &format!("{pointer}/required/{index}"),
                    format!("{name} is required, and there is no such field; {near}"),
                );
            }
        }
    });
}

/// The values of an enum are distinct and of its type.
pub fn list_of_values(root: &Value, report: Report<'_>) {
    schemas(root, &mut |pointer, schema| {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { return };
        let kind = schema.get("type").and_then(Value::as_str);
        let in_rule = rule_of(root, pointer).is_some();
        if values.is_empty() || kind.is_none() && !in_rule {
            let what = if values.is_empty() {
                "an empty list of values allows none; fill it"
            } else {
                "a list of values needs a `type` beside it, mostly `string`"
            };
            report(&format!("{pointer}/enum"), what.to_owned());
        }
        for (index, value) in values.iter().enumerate() {
            let fits = match kind {
                Some("string") => value.is_string(),
                Some("integer") => value.is_i64() || value.is_u64(),
                Some("number") => value.is_number(),
                _ => true,
            };
            let place = format!("{pointer}/enum/{index}");
            if value.is_null() {
                report(&place, "null is no word; say `nullable: true` where it is referred to".to_owned());
            } else if !fits {
                report(
                    &place,
                    format!(
                        "{value} isn't of type {}; put it in quotes if it is meant as text",
                        kind.unwrap_or_default()
                    ),
                );
            } else if values[..index].contains(value) {
                report(&place, format!("{value} is in the list already; take it out"));
            } else if kind == Some("boolean") {
                report(&place, "a list of true and false can't be generated; say `type: boolean` alone".to_owned());
            }
        }
        let statuses = schema.get("x-status").and_then(|status| status["values"].as_object());
        for (word, status) in statuses.into_iter().flatten() {
            let instead = status["replacement"].as_str();
            for word in std::iter::once(word.as_str()).chain(instead).filter(|word| !values.iter().any(|it| it == word))
            {
                let place = format!("{pointer}/x-status/values/{}", escape(word));
                report(&place, format!("{word} isn't a word of this list; correct it, or add it to `enum`"));
            }
        }
    });
}

/// A discriminated union maps each value of its tag to one part.
pub fn discriminator(root: &Value, report: Report<'_>) {
    schemas(root, &mut |pointer, schema| {
        let Some(discriminator) = schema.get("discriminator") else { return };
        let place = format!("{pointer}/discriminator");
        let parts: Vec<&str> =
            schema.get("oneOf").and_then(Value::as_array).into_iter().flatten().filter_map(target).collect();
        if parts.is_empty() {
            return report(
                &place,
                "a discriminator tells the parts of a `oneOf` apart, and there is none here; add it".to_owned(),
            );
        }
        if let [part] = parts.as_slice() {
            let name = part.rsplit('/').next().unwrap_or_default();
            let text =
                format!("a union of a single part can't be generated; refer to {name} itself until there is a second");
            return report(&place, text);
        }
        let is_component = pointer.starts_with("/components/schemas/") && pointer.matches('/').count() == 3;
        if !is_component {
            return report(
                &place,
                "a union with a discriminator needs a name of its own; move it to components/schemas".to_owned(),
            );
        }
        let Some(tag) = discriminator["propertyName"].as_str() else {
            return report(&place, "it doesn't say `propertyName`, the field that tells the parts apart".to_owned());
        };
        let Some(mapping) = discriminator["mapping"].as_object() else {
            return report(
                &place,
                "it has no `mapping`; write one line for each part: the value, and the schema".to_owned(),
            );
        };
        let mut mapped = BTreeSet::new();
        for (value, path) in mapping {
            let place = format!("{place}/mapping/{}", escape(value));
            let path = path.as_str().and_then(|path| path.strip_prefix('#')).unwrap_or_default();
            if !parts.contains(&path) {
                report(
                    &place,
                    format!("{value} must lead to a part of the `oneOf`, written as '#/components/schemas/…'"),
                );
                continue;
            }
            if !mapped.insert(path) {
                report(
                    &place,
                    "another value leads to the same part, which can't be generated; give it a schema of its own"
                        .to_owned(),
                );
            }
            let part = root.pointer(path).unwrap_or(&Value::Null);
            let tag_schema = resolve(root, &part["properties"][tag]);
            if !tag_schema["enum"].as_array().is_some_and(|words| words.len() == 1 && words[0] == **value) {
                report(
                    path,
                    format!(
                        "it is told by {tag} {value:?}; give it that field: `{tag}: {{type: string, enum: [{value}]}}`"
                    ),
                );
            }
        }
        for part in parts.iter().filter(|part| !mapped.contains(*part)) {
            report(
                &format!("{place}/mapping"),
                format!(
                    "{} is a part, and no value leads to it; add a line",
                    part.rsplit('/').next().unwrap_or_default()
                ),
            );
        }
    });
}

/// Objects and unions must be named components, since progenitor would invent names that may clash.
pub fn inline(root: &Value, report: Report<'_>) {
    schemas(root, &mut |pointer, schema| {
        let is_component = pointer.starts_with("/components/schemas/") && pointer.matches('/').count() == 3;
        if is_component || rule_of(root, pointer).is_some() {
            return;
        }
        let wraps = schema
            .get("allOf")
            .and_then(Value::as_array)
            .is_some_and(|parts| parts.len() == 1 && target(&parts[0]).is_some());
        let made_of_parts = ["oneOf", "anyOf", "allOf"].iter().any(|keyword| schema.contains_key(*keyword)) && !wraps;
        if schema.contains_key("properties") || made_of_parts {
            report(pointer, "it needs a name of its own; move it to components/schemas and refer to it (with `allOf` around the reference where it has a description or may be null)".to_owned());
        }
    });
}

/// The name of a family becomes a method and a type of the client, and must not clash with others.
pub fn family(root: &Value, report: Report<'_>) {
    for (index, tag) in root["tags"].as_array().into_iter().flatten().enumerate() {
        let place = format!("/tags/{index}");
        let name = tag["name"].as_str().unwrap_or_default();
        let is_small = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase());
        if !is_small || !names::is_identifier(name) {
            report(&place, format!("{name:?} can't be the name of a family; use a single word in small letters"));
        } else if CLIENT_METHODS.split_whitespace().chain(["dispatch"]).any(|taken| taken == name) {
            report(&place, format!("the client has a method `{name}` of its own; give the family another name"));
        } else if OPERATION_TYPES.contains(&names::capitalized(name).as_str()) {
            report(
                &place,
                format!("the client has a type {} of its own; give the family another name", names::capitalized(name)),
            );
        }
    }
}

/// The handwritten methods of the client.
pub const CLIENT_METHODS: &str = "about account_digest add_extra_fields allowed answer_from_then ask attempts awaited balance base_url buy \
    builder call clock download entry estimate extra_fields files from_env in_way intend journal named_budget \
    note_end only paid_turn policy raw reconcile record report sealed send send_checked set_apart shared spent started task \
    task_of_calls tell tell_pause unknowns with with_callback with_extra with_journal";

/// Types in the generated module of operations.
const OPERATION_TYPES: [&str; 7] = ["Operation", "Value", "Answer", "Paid", "Client", "Error", "Task"];

/// The document names the address of the service.
pub fn server(root: &Value, report: Report<'_>) {
    let url = root.pointer("/servers/0/url").and_then(Value::as_str).unwrap_or_default();
    if !url.starts_with("http") || url.contains('{') || url.ends_with('/') {
        report("/servers", "the client needs the service's address: `servers: [{url: https://…}]`, without variables, and without a slash at its end".to_owned());
    }
}

/// The only security scheme is `Authorization: Bearer`, which the client sends.
pub fn security(root: &Value, report: Report<'_>) {
    for (name, scheme) in root["components"]["securitySchemes"].as_object().into_iter().flatten() {
        if scheme["type"] != "http" || scheme["scheme"] != "bearer" {
            let place = format!("/components/securitySchemes/{}", escape(name));
            report(&place, "the client sends its key as `Authorization: Bearer`; say `type: http, scheme: bearer`, or change crates/musicapi/src/call/transport.rs first".to_owned());
        }
    }
    let mut places = vec![(String::new(), root)];
    places.extend(
        operations(root).map(|(path, method, operation)| (format!("/paths/{}/{method}", escape(path)), operation)),
    );
    for (place, holder) in places {
        for (index, requirement) in holder["security"].as_array().into_iter().flatten().enumerate() {
            for (name, _) in requirement.as_object().into_iter().flatten() {
                if root["components"]["securitySchemes"].get(name).is_none() {
                    report(
                        &format!("{place}/security/{index}"),
                        format!("there is no security scheme {name}; write it under components/securitySchemes"),
                    );
                }
            }
        }
    }
}

/// A link names an existing operation, and passes it an existing field.
pub fn link(root: &Value, report: Report<'_>) {
    let mut holders: Vec<(String, &Value)> = Vec::new();
    for (path, method, operation) in operations(root) {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            holders.push((format!("/paths/{}/{method}/responses/{status}", escape(path)), response));
        }
    }
    for (name, response) in root["components"]["responses"].as_object().into_iter().flatten() {
        holders.push((format!("/components/responses/{}", escape(name)), response));
    }
    for (place, response) in holders {
        for (name, link) in response["links"].as_object().into_iter().flatten() {
            let place = format!("{place}/links/{}", escape(name));
            let link = resolve(root, link);
            let Some(id) = link["operationId"].as_str() else {
                report(&place, "a link names the operation that it leads to by `operationId`".to_owned());
                continue;
            };
            let Some((path, _, operation)) = operations(root).find(|(_, _, operation)| operation["operationId"] == id)
            else {
                report(&format!("{place}/operationId"), format!("there is no operation {id}; correct the name"));
                continue;
            };
            if ["task", "single"].contains(&name.as_str()) && operation.get("x-task").is_none() {
                report(
                    &format!("{place}/operationId"),
                    format!(
                        "a link `{name}` leads to the operation that reports on the task, and {id} has no `x-task`"
                    ),
                );
            }
            let given = link["parameters"].as_object();
            if given.is_none_or(Map::is_empty) {
                report(&place, "it takes nothing from the answer; say `parameters: {task_id: '$response.body#/task_id'}` or the like".to_owned());
            }
            let own = operation["parameters"].as_array().into_iter().flatten();
            let shared = root["paths"][path]["parameters"].as_array().into_iter().flatten();
            let known: Vec<&Value> = own.chain(shared).map(|parameter| &resolve(root, parameter)["name"]).collect();
            for (parameter, value) in given.into_iter().flatten() {
                let place = format!("{place}/parameters/{}", escape(parameter));
                if !known.contains(&&Value::from(parameter.as_str())) {
                    report(&place, format!("{id} has no parameter {parameter}"));
                }
                let Some(pointer) = value.as_str().and_then(|value| value.strip_prefix("$response.body#")) else {
                    report(&place, "only what stands in the answer can be taken: '$response.body#/…'".to_owned());
                    continue;
                };
                let schema = resolve(root, response).pointer("/content/application~1json/schema");
                if schema.is_none_or(|schema| at_pointer(root, schema, pointer).is_empty()) {
                    report(&place, format!("the answer has no field at {pointer}; name one that it has"));
                }
            }
        }
    }
}

/// Each documented state is listed as waiting, succeeded or failed, or a task would never end.
pub fn state(root: &Value, report: Report<'_>) {
    for (path, method, operation) in operations(root) {
        let task = &operation["x-task"];
        let place = format!("/paths/{}/{method}/x-task", escape(path));
        let words = |lists: &[&Value]| -> Vec<Value> {
            lists.iter().filter_map(|list| list.as_array()).flatten().cloned().collect()
        };
        let listed = words(&[&task["waiting"], &task["succeeded"], &task["failed"]]);
        if let Some((index, word)) = listed.iter().enumerate().find(|(index, word)| listed[..*index].contains(word)) {
            let list = if index < task["waiting"].as_array().map_or(0, Vec::len) { "waiting" } else { "succeeded" };
            report(&place, format!("{word} is in {list} and again further on; a state has one meaning"));
        }
        let answers: Vec<&Value> = answer_schemas(root, operation)
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(_, schema)| schema)
            .collect();
        let at =
            |pointer: &str| answers.iter().flat_map(|schema| at_pointer(root, schema, pointer)).collect::<Vec<_>>();
        let pointer = task["state"].as_str().unwrap_or_default();
        let states = match (task["state_of"].as_str(), clip_type(root, operation, false)) {
            _ if !task.is_object() => continue,
            (Some("task"), _) => at(pointer),
            (_, Ok(clip)) => at_pointer(root, &root["components"]["schemas"][clip.to_string()], pointer),
            // Another rule reports missing clips.
            (_, Err(_)) => continue,
        };
        if states.is_empty() {
            report(
                &format!("{place}/state"),
                "the answer has no field there; point to the one that tells the state".to_owned(),
            );
        }
        let notices = task["notice"]["type"].as_str().map(at).unwrap_or_default();
        let listed_notices = words(&[&task["notice"]["waiting"], &task["notice"]["failed"]]);
        for (schemas, listed, what) in [
            (states, listed, "waiting, succeeded or failed"),
            (notices, listed_notices, "waiting or failed of `notice`"),
        ] {
            for schema in schemas {
                for word in schema["enum"].as_array().into_iter().flatten().filter(|word| !listed.contains(word)) {
                    report(
                        &place,
                        format!("the state {word} is documented, and in none of the lists; put it into {what}"),
                    );
                }
            }
        }
    }
}

/// An operation with a `webhook_url` declares its callbacks.
pub fn webhook(root: &Value, report: Report<'_>) {
    for (path, method, operation) in operations(root) {
        let Some(schema) = request_schema(root, operation).map(|schema| resolve(root, schema)) else { continue };
        let parts = schema["oneOf"].as_array().into_iter().flatten().map(|part| resolve(root, part));
        let takes =
            std::iter::once(schema).chain(parts).any(|schema| schema["properties"].get("webhook_url").is_some());
        let place = format!("/paths/{}/{method}", escape(path));
        if takes && operation.get("callbacks").is_none() {
            report(&place, "it takes a `webhook_url`, and doesn't say what is sent there; refer to the callback of its family under `callbacks`".to_owned());
        }
    }
}

/// The schemas at a JSON pointer of an answer, in all of its alternatives.
fn at_pointer<'d>(root: &'d Value, schema: &'d Value, pointer: &str) -> Vec<&'d Value> {
    let mut here = vec![schema];
    for key in pointer.split('/').skip(1) {
        here = here
            .into_iter()
            .flat_map(|schema| members(root, schema, 0))
            .filter_map(|schema| {
                schema["properties"].get(key).or_else(|| schema.get("items").filter(|_| key.parse::<usize>().is_ok()))
            })
            .collect();
    }
    here.into_iter().flat_map(|schema| members(root, schema, 0)).collect()
}

/// A schema and the parts of its compositions, with references followed.
fn members<'d>(root: &'d Value, schema: &'d Value, depth: usize) -> Vec<&'d Value> {
    let schema = resolve(root, schema);
    let mut all = vec![schema];
    if depth < 8 {
        for keyword in ["oneOf", "anyOf", "allOf"] {
            for part in schema[keyword].as_array().into_iter().flatten() {
                all.extend(members(root, part, depth + 1));
            }
        }
    }
    all
}

/// Visits each schema below the components.
fn schemas(root: &Value, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    let Some(schemas) = root["components"].get("schemas") else { return };
    walk(schemas, "/components/schemas", &mut |pointer, map| {
        let is_names = ["/properties", "/schemas", "/mapping", "/x-messages"].iter().any(|end| pointer.ends_with(end));
        let is_field_of_that_name =
            pointer.ends_with("/properties/properties") || pointer.ends_with("/properties/mapping");
        if !is_names || is_field_of_that_name {
            visit(pointer, map);
        }
    });
}

/// A conditional limit depends on an existing enum or number.
pub fn limit(root: &Value, report: Report<'_>) {
    for (name, schema) in root["components"]["schemas"].as_object().into_iter().flatten() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let limits = &resolve(root, property)["x-limits"];
            let place = format!("/components/schemas/{}/properties/{}", escape(name), escape(field));
            if let Some(above) = limits["above"].as_str() {
                let kind = &resolve(root, &schema["properties"][above])["type"];
                if kind != "number" && kind != "integer" {
                    report(
                        &place,
                        format!("x-limits compares it with {above}, which is no number; name a field that is one"),
                    );
                }
            }
            let Some(by) = limits["by"].as_str() else { continue };
            let list = component(&schema["properties"][by]);
            let words = list
                .and_then(|list| enums(root).into_iter().find(|(name, _)| name == list))
                .map(|(_, schema)| schema["enum"].clone());
            let Some(words) = words.as_ref().and_then(Value::as_array) else {
                report(
                    &place,
                    format!("x-limits depends on {by}, which has no list of words; name a field that has one"),
                );
                continue;
            };
            for value in limits["values"].as_object().into_iter().flatten().map(|(value, _)| value) {
                if !words.iter().any(|word| word == value) {
                    report(&place, format!("x-limits names {value}, which isn't a word of {by}"));
                }
            }
        }
    }
}

/// The schema whose rule between fields contains this place: one with a `oneOf` or `anyOf` beside `properties`.
fn rule_of<'d>(root: &'d Value, pointer: &str) -> Option<&'d Value> {
    let ends = pointer.match_indices("/oneOf/").chain(pointer.match_indices("/anyOf/"));
    ends.map(|(end, _)| root.pointer(&pointer[..end]))
        .find_map(|whole| whole.filter(|whole| whole.get("properties").is_some()))
}
