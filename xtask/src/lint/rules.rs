//! The rules. Each is small, and has a fixture in `tests.rs` that breaks it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::{contract, example_fields, generated, keywords, pitfalls};
use crate::codegen::operations;
use crate::codegen::rewrite::references;
use crate::codegen::webhooks::platforms;
use crate::document::extensions;
use crate::document::{answer_schemas, callbacks, component, escape, operations, request_schema, resolve, target};

/// Tells of a fault at a place.
pub type Tell<'a> = &'a mut dyn FnMut(&str, String);

/// Looks at the document, and tells what it finds.
type Rule = fn(&Value, Tell<'_>);

/// Each rule with its name. Those of structure come first: the others follow references.
pub const RULES: &[(&str, Rule)] = &[
    ("version", version),
    ("dangling-reference", dangling_reference),
    ("circular-reference", circular_reference),
    ("keyword", keywords::keyword),
    ("type-name", generated::type_name),
    ("operation", operation),
    ("unique-id", unique_id),
    ("extension", extension),
    ("source", source),
    ("described", described),
    ("enum-in-components", enum_in_components),
    ("length-in-answer", length_in_answer),
    ("example", example),
    ("example-valid", example_valid),
    ("callback", callback),
    ("clip-field", clip_field),
    ("address", address),
    ("unused", unused),
    ("price", price),
    ("limit-in-prose", limit_in_prose),
    ("required-field", contract::required_field),
    ("list-of-values", contract::list_of_values),
    ("discriminator", contract::discriminator),
    ("inline", contract::inline),
    ("family", contract::family),
    ("server", contract::server),
    ("security", contract::security),
    ("link", contract::link),
    ("state", contract::state),
    ("example-field", example_fields::example_field),
    ("webhook", contract::webhook),
    ("limit", contract::limit),
    ("pitfall", pitfalls::pitfall),
    ("model", generated::model),
];

/// Without these nothing else can be judged.
pub const LAST_OF_STRUCTURE: &str = "type-name";

fn version(root: &Value, tell: Tell<'_>) {
    match root.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.0.") => {}
        Some(version) => {
            tell("/openapi", format!("{version} is not understood by progenitor; write the document in OpenAPI 3.0.3"))
        }
        None => tell("", "it doesn't say `openapi: 3.0.3`; is it an OpenAPI document?".to_owned()),
    }
}

fn dangling_reference(root: &Value, tell: Tell<'_>) {
    for (pointer, target) in references(root) {
        if root.pointer(&target).is_none() {
            tell(&pointer, format!("#{target} doesn't exist; write the component or correct the name"));
        }
    }
}

fn circular_reference(root: &Value, tell: Tell<'_>) {
    for (pointer, mut next) in references(root) {
        let mut seen = BTreeSet::new();
        while seen.insert(next.clone()) {
            match root.pointer(&next).and_then(target) {
                Some(further) => next = further.to_owned(),
                None => break,
            }
        }
        if root.pointer(&next).and_then(target).is_some() {
            tell(
                &pointer,
                "this reference leads back to itself without ever reaching a schema; break the circle".to_owned(),
            );
        }
    }
}

fn operation(root: &Value, tell: Tell<'_>) {
    let tags: Vec<&Value> = root["tags"].as_array().into_iter().flatten().map(|tag| &tag["name"]).collect();
    if operations(root).next().is_none() {
        tell("/paths", "there are no operations; a document without them describes nothing".to_owned());
    }
    for (path, method, operation) in operations(root) {
        let place = format!("/paths/{}/{method}", escape(path));
        let id = operation["operationId"].as_str().unwrap_or_default();
        let verb_and_noun = id.contains('_') && id.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
        if !verb_and_noun {
            tell(&place, format!("operationId {id:?} is not verb and noun in snake_case, such as `create_sonic`"));
        }
        if !tags.contains(&&operation["tags"][0]) || operation["tags"].as_array().is_none_or(|tags| tags.len() != 1) {
            tell(&place, "it needs exactly one tag, its family, which is listed under `tags`".to_owned());
        }
        for (key, such_as) in [
            ("summary", "summary: Measure the tempo"),
            ("description", "description: What it does, and what has to be known to use it."),
            ("x-status", "x-status: {edition: later}"),
        ] {
            if operation.get(key).is_none() {
                tell(&place, format!("it has no `{key}`; add it, such as `{such_as}`"));
            }
        }
    }
}

fn unique_id(root: &Value, tell: Tell<'_>) {
    let mut seen = BTreeMap::new();
    for (path, method, operation) in operations(root) {
        if let Some(first) = seen.insert(operation["operationId"].as_str(), path) {
            tell(
                &format!("/paths/{}/{method}/operationId", escape(path)),
                format!("the id is taken by {first}; give it another"),
            );
        }
    }
}

/// The extensions with what checks them, made once.
static EXTENSIONS: LazyLock<BTreeMap<&str, Result<Validator, String>>> = LazyLock::new(|| {
    let made = |schema: &schemars::Schema| {
        jsonschema::validator_for(&listed(schema.as_value())).map_err(|error| error.to_string())
    };
    extensions::schemas().iter().map(|(name, schema)| (*name, made(schema))).collect()
});

/// Words that are described one by one as the list that they are, so that an error can name them.
fn listed(schema: &Value) -> Value {
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

fn extension(root: &Value, tell: Tell<'_>) {
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
                tell(&format!("{place}{}", error.instance_path()), format!("{key}: {error}"));
            }
        }
    });
}

fn source(root: &Value, tell: Tell<'_>) {
    for (path, method, operation) in operations(root) {
        if operation.get("x-source").is_none() {
            tell(
                &format!("/paths/{}/{method}", escape(path)),
                "it doesn't say where its facts come from; add `x-source`, such as `x-source: ['documented: the page of bpm']`".to_owned(),
            );
        }
    }
}

fn described(root: &Value, tell: Tell<'_>) {
    for (name, schema) in root["components"]["schemas"].as_object().into_iter().flatten() {
        let place = format!("/components/schemas/{}", escape(name));
        if schema.get("description").is_none() {
            tell(&place, "it has no description; say what it means".to_owned());
        }
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let said = resolve(root, property).get("description").is_some();
            if !said && !is_tag(property) {
                tell(
                    &format!("{place}/properties/{}", escape(field)),
                    "it has no description; say meaning and unit".to_owned(),
                );
            }
        }
    }
}

fn enum_in_components(root: &Value, tell: Tell<'_>) {
    walk(root, "", &mut |pointer, map| {
        let depth = pointer.matches('/').count();
        let is_component = pointer.starts_with("/components/schemas/") && depth == 3;
        if map.contains_key("enum") && map.contains_key("type") && !is_component && !is_tag(&Value::Object(map.clone()))
        {
            tell(
                pointer,
                "a list of values needs a name of its own; move it to components/schemas and refer to it".to_owned(),
            );
        }
    });
}

fn length_in_answer(root: &Value, tell: Tell<'_>) {
    let mut seen = BTreeSet::new();
    let answers = operations(root).flat_map(|(_, _, operation)| answer_schemas(root, operation));
    // A callback is the service's word too.
    let words = callbacks(root).filter_map(|(_, _, operation)| request_schema(root, operation));
    let told = answers.map(|(_, schema)| schema).chain(words);
    let mut open: Vec<String> = told.filter_map(|schema| target(schema).map(str::to_owned)).collect();
    while let Some(pointer) = open.pop() {
        if !seen.insert(pointer.clone()) {
            continue;
        }
        let Some(schema) = root.pointer(&pointer) else { continue };
        open.extend(references(schema).into_iter().map(|(_, target)| target));
        walk(schema, &pointer, &mut |place, map| {
            for keyword in ["minLength", "maxLength"].into_iter().filter(|keyword| map.contains_key(*keyword)) {
                tell(place, format!("{keyword} in an answer would refuse what the service sends; take it out"));
            }
        });
    }
}

fn example(root: &Value, tell: Tell<'_>) {
    for_each_media(root, &mut |place, media| {
        let named = media["examples"].as_object().is_some_and(|examples| !examples.is_empty());
        if media.get("schema").is_some_and(|schema| component(schema).is_none()) {
            tell(place, "its schema has no name; move it to components/schemas and refer to it".to_owned());
        }
        if !named {
            tell(place, "it has no named example under `examples`; add one".to_owned());
        }
    });
}

fn example_valid(root: &Value, tell: Tell<'_>) {
    let document = match openapi_mock::Loader::new().strict(true).from_value(root.clone()) {
        Ok(document) => document,
        Err(error) => {
            // It says itself where it stopped.
            let text = error.to_string();
            let place = text.strip_prefix("at /").and_then(|rest| rest.split_once(": "));
            let (place, why) = place.map_or((String::new(), text.as_str()), |(place, why)| (format!("/{place}"), why));
            return tell(&place, format!("the mock can't load it: {why}"));
        }
    };
    for_each_media(root, &mut |place, media| {
        for (name, example) in media["examples"].as_object().into_iter().flatten() {
            let place_of_example = format!("{place}/examples/{}", escape(name));
            let value = &resolve(root, example)["value"];
            match document.validate(&format!("{place}/schema"), value) {
                Ok(violations) => {
                    for violation in violations {
                        tell(&place_of_example, format!("its schema refuses it: {}", violation.message));
                    }
                }
                Err(error) => tell(&place_of_example, format!("it can't be checked: {error}")),
            }
        }
    });
}

/// The examples tell which platform's word it is.
fn callback(root: &Value, tell: Tell<'_>) {
    for (_, place, operation) in callbacks(root) {
        let named: BTreeSet<&str> = platforms(root, operation).collect();
        if named.len() != 1 {
            tell(&place, "its examples must name one `platform`, by which it is told from other callbacks".to_owned());
        }
    }
}

/// What `x-task` says of every clip must be there to be read: nobody would notice a song without an address.
fn clip_field(root: &Value, tell: Tell<'_>) {
    for (path, method, operation) in operations(root) {
        let Some(fields) = operation["x-task"]["clip"].as_object() else { continue };
        let place = format!("/paths/{}/{method}/x-task", escape(path));
        if operation["x-task"].get("single").is_some()
            && let Err(error) = operations::clip_type(root, operation, true)
        {
            tell(&format!("{place}/single"), format!("what it leads to is not found: {error}"));
        }
        let clip = match operations::clip_type(root, operation, false) {
            Ok(name) => &root["components"]["schemas"][name.to_string()],
            Err(error) => {
                tell(&place, format!("its clips are not found: {error}"));
                continue;
            }
        };
        for (field, pointers) in fields {
            let pointers = pointers.as_array().map_or(std::slice::from_ref(pointers), Vec::as_slice);
            for name in pointers.iter().filter_map(|pointer| pointer.as_str()?.strip_prefix('/')) {
                if clip["properties"].get(name).is_none() {
                    tell(
                        &format!("{place}/clip/{field}"),
                        format!("clips have no field {name}; name one that they have"),
                    );
                }
            }
        }
    }
}

/// An answer that tells where files are must say so to whoever fetches them. Where clips have theirs is said by `x-task`.
fn address(root: &Value, tell: Tell<'_>) {
    for (path, method, operation) in operations(root).filter(|(_, _, operation)| operation.get("x-task").is_none()) {
        let mut members = Vec::new();
        for (_, schema) in answer_schemas(root, operation).filter(|(status, _)| status.starts_with('2')) {
            reached(root, schema, &mut members);
        }
        let named = members.iter().flat_map(|schema| schema["properties"].as_object().into_iter().flatten());
        for (name, field) in named.filter(|(name, _)| *name == "url" || name.ends_with("_url")) {
            if resolve(root, field)["format"] != "uri" {
                let place = format!("/paths/{}/{method}", escape(path));
                tell(&place, format!("its answer has the address {name}; say `format: uri` of it"));
            }
        }
    }
}

/// All schemas that a schema is made of, each once.
fn reached<'d>(root: &'d Value, schema: &'d Value, found: &mut Vec<&'d Value>) {
    let schema = resolve(root, schema);
    if found.iter().any(|known| std::ptr::eq(*known, schema)) {
        return;
    }
    found.push(schema);
    let parts = ["oneOf", "anyOf", "allOf"].into_iter().flat_map(|key| schema[key].as_array().into_iter().flatten());
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(_, field)| field);
    parts.chain(fields).chain(schema.get("items")).for_each(|part| reached(root, part, found));
}

fn unused(root: &Value, tell: Tell<'_>) {
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
                tell(&place, "nothing refers to it; take it out".to_owned());
            }
        }
    }
}

fn price(root: &Value, tell: Tell<'_>) {
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

/// A length or a number of items that only the description knows is checked by nobody.
fn limit_in_prose(root: &Value, tell: Tell<'_>) {
    const LIMITS: [&str; 7] = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "x-limits"];
    walk(root, "", &mut |pointer, map| {
        let text = map.get("description").and_then(Value::as_str).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let says = words.windows(2).any(|pair| {
            let number = pair[0].chars().all(|letter| letter.is_ascii_digit());
            number && ["characters", "items", "letters"].iter().any(|unit| pair[1].starts_with(unit))
        });
        if says && map.contains_key("type") && LIMITS.iter().all(|keyword| !map.contains_key(*keyword)) {
            tell(pointer, "its description names a limit that its schema doesn't have; say it with minLength, maxItems or the like".to_owned());
        }
    });
}

/// A field with a single possible value, such as the tag of a variant.
fn is_tag(schema: &Value) -> bool {
    schema["enum"].as_array().is_some_and(|values| values.len() == 1)
}

/// Each JSON body of a request, an answer or a callback: its place and the media type object.
fn for_each_media(root: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    const JSON: &str = "/content/application~1json";
    let mut places: Vec<String> = Vec::new();
    for (path, method, operation) in operations(root) {
        let place = format!("/paths/{}/{method}", escape(path));
        places.push(format!("{place}/requestBody{JSON}"));
        for (status, _) in operation["responses"].as_object().into_iter().flatten() {
            places.push(format!("{place}/responses/{status}{JSON}"));
        }
    }
    for (name, _) in root["components"]["responses"].as_object().into_iter().flatten() {
        places.push(format!("/components/responses/{}{JSON}", escape(name)));
    }
    places.extend(callbacks(root).map(|(_, place, _)| format!("{place}/requestBody{JSON}")));
    for place in places {
        if let Some(media) = root.pointer(&place) {
            visit(&place, media);
        }
    }
}

/// Each object of the document itself; what stands in examples is data.
pub fn walk(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(pointer, map);
            for (key, below) in map.iter().filter(|(key, _)| !["example", "value", "default"].contains(&key.as_str())) {
                walk(below, &format!("{pointer}/{}", escape(key)), visit);
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                walk(below, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}
