//! Normalizes a description, so that two descriptions of one service by different authors become comparable.
//!
//! Schemas are inlined where they are used (a recursive one once), and a discriminated union becomes one object with the fields of all its
//! forms. Summaries, examples, extensions, links and callbacks are dropped.

use serde_json::{Map, Value, json};

use crate::document::{operations, resolve, target};

/// Normalizes both descriptions, with the paths and operation names of the first.
pub(super) fn pair(document: &Value, other: &Value) -> (Value, Value) {
    let (mut document, other) = (normalized(document, document), normalized(other, document));
    drop_unspecified(&mut document, &other);
    (document, other)
}

/// Drops what the other description doesn't specify at all: the type of a schema, or the contents of an object or list.
fn drop_unspecified(own: &mut Value, other: &Value) {
    if let Some(schema) = own.as_object_mut().filter(|schema| schema.contains_key("type")) {
        for said in ["type", "properties", "items"].into_iter().filter(|said| other.get(said).is_none()) {
            schema.shift_remove(said);
        }
        if other.get("properties").is_none() {
            schema.shift_remove("required");
        }
    }
    match own {
        Value::Object(own) => {
            for (key, below) in own.iter_mut() {
                if let Some(other) = other.get(key) {
                    drop_unspecified(below, other);
                }
            }
        }
        Value::Array(own) => {
            for (index, below) in own.iter_mut().enumerate() {
                if let Some(other) = other.get(index) {
                    drop_unspecified(below, other);
                }
            }
        }
        _ => {}
    }
}

/// Normalizes a description, with the paths and operation names of `names`.
fn normalized(root: &Value, names: &Value) -> Value {
    let mut paths = Map::new();
    for (path, method, operation) in operations(root) {
        let own =
            operations(names).find(|(other, other_method, _)| is_same_path(path, other) && method == *other_method);
        let shared = operations(names).find(|(other, ..)| is_same_path(path, other)).map_or(path, |(path, ..)| path);
        let name = own.map_or(&operation["operationId"], |(_, _, own)| &own["operationId"]);
        let item = paths.entry(shared).or_insert_with(|| json!({}));
        item[method] = normalized_operation(root, &root["paths"][path], operation, name, path, shared);
    }
    json!({"servers": servers(root), "paths": paths})
}

/// Whether two paths are equal but for the names of their parameters.
fn is_same_path(one: &str, other: &str) -> bool {
    let parts = |path: &str| {
        path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }.to_owned()).collect::<Vec<_>>()
    };
    parts(one) == parts(other)
}

fn servers(root: &Value) -> Value {
    let servers = root["servers"].as_array().into_iter().flatten();
    servers.map(|server| json!({"url": server["url"]})).collect()
}

fn normalized_operation(
    root: &Value,
    item: &Value,
    operation: &Value,
    name: &Value,
    path: &str,
    shared: &str,
) -> Value {
    let mut plain = json!({"operationId": name, "responses": {}});
    let names = |path: &str| {
        path.split('/')
            .filter(|part| part.starts_with('{'))
            .map(|part| part.trim_matches(['{', '}']).to_owned())
            .collect::<Vec<_>>()
    };
    let (own, wanted) = (names(path), names(shared));
    let parameters =
        [item, operation].into_iter().flat_map(|holder| holder["parameters"].as_array().into_iter().flatten());
    let parameters = parameters.map(|parameter| {
        let parameter = resolve(root, parameter);
        let name = own.iter().position(|name| parameter["name"] == **name).and_then(|at| wanted.get(at));
        let name = name.map_or(parameter["name"].clone(), |name| json!(name));
        let mut schema = schema(root, &parameter["schema"], &mut Vec::new());
        // A path parameter can't be empty anyway.
        schema.as_object_mut().map(|schema| schema.shift_remove("minLength"));
        json!({"name": name, "in": parameter["in"], "required": parameter["required"], "schema": schema})
    });
    let parameters: Vec<Value> = parameters.collect();
    if !parameters.is_empty() {
        plain["parameters"] = json!(parameters);
    }
    let body = resolve(root, &operation["requestBody"]);
    if body.is_object() {
        plain["requestBody"] = json!({"required": body["required"], "content": content(root, body)});
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let content = content(root, resolve(root, response));
        // All errors share one shape, which most descriptions omit.
        plain["responses"][status] = match content.as_object() {
            Some(content) if status.starts_with('2') && !content.is_empty() => json!({"content": content}),
            _ => json!({}),
        };
    }
    plain
}

fn content<'d>(root: &'d Value, body: &'d Value) -> Value {
    let media = body["content"].as_object().into_iter().flatten();
    media
        .map(|(kind, media)| (kind.clone(), json!({"schema": schema(root, &media["schema"], &mut Vec::new())})))
        .collect::<Map<_, _>>()
        .into()
}

/// Inlines a schema. `open` holds the references being inlined; a recursive one is cut there.
fn schema<'d>(root: &'d Value, whole: &'d Value, open: &mut Vec<&'d str>) -> Value {
    if let Some(place) = target(whole) {
        let Some(whole) = root.pointer(place).filter(|_| !open.contains(&place)) else { return json!({}) };
        open.push(place);
        let plain = schema(root, whole, open);
        open.pop();
        return plain;
    }
    let mut below = |of: &'d Value| schema(root, of, open);
    let mut plain = Map::new();
    const KEYWORDS: [&str; 9] =
        ["enum", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "default", "nullable"];
    for (key, value) in whole.as_object().into_iter().flatten().filter(|(key, _)| KEYWORDS.contains(&key.as_str())) {
        plain.insert(key.clone(), value.clone());
    }
    kind(&whole["type"], &mut plain);
    if let Some(items) = whole.get("items") {
        plain.insert("items".to_owned(), below(items));
    }
    let fields = whole["properties"].as_object().into_iter().flatten();
    let fields: Map<_, _> = fields.map(|(name, field)| (name.clone(), below(field))).collect();
    let mut object =
        json!({"properties": fields, "required": whole["required"].as_array().cloned().unwrap_or_default()});
    for part in whole["allOf"].as_array().into_iter().flatten() {
        merge(&mut object, &below(part), true, &mut plain);
    }
    // Beside `properties`, compositions are rules between fields, which aren't compared; else they are forms of one object.
    if whole.get("properties").is_none() {
        for part in ["oneOf", "anyOf"].into_iter().flat_map(|key| whole[key].as_array().into_iter().flatten()) {
            let is_first = object["properties"].as_object().is_none_or(Map::is_empty);
            let part = below(part);
            if is_first {
                object["required"] = part.get("required").cloned().unwrap_or_else(|| json!([]));
            }
            merge(&mut object, &part, false, &mut plain);
        }
    }
    let required = object["required"].as_array_mut().map(std::mem::take).unwrap_or_default();
    if object["properties"].as_object().is_some_and(|fields| !fields.is_empty()) {
        plain.insert("type".to_owned(), json!("object"));
        plain.insert("properties".to_owned(), object["properties"].take());
        if !required.is_empty() {
            plain.insert("required".to_owned(), json!(required));
        }
    }
    plain.into()
}

/// Normalizes the type: a list with null (OpenAPI 3.1) becomes `nullable` (3.0), and several types become any.
fn kind(kind: &Value, plain: &mut Map<String, Value>) {
    let kinds = match kind {
        Value::Array(kinds) => kinds.iter().collect(),
        Value::String(_) => vec![kind],
        _ => Vec::new(),
    };
    let (null, others): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| **kind == "null");
    if !null.is_empty() {
        plain.insert("nullable".to_owned(), json!(true));
    }
    if let [only] = others.as_slice() {
        plain.insert("type".to_owned(), (*only).clone());
    }
}

/// Merges a part into an object. All parts of an `allOf` add required fields; alternatives keep those that all require.
fn merge(object: &mut Value, part: &Value, is_all: bool, plain: &mut Map<String, Value>) {
    for (key, value) in
        part.as_object().into_iter().flatten().filter(|(key, _)| *key != "properties" && *key != "required")
    {
        plain.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for (name, field) in part["properties"].as_object().into_iter().flatten() {
        match object["properties"].get_mut(name) {
            None => object["properties"][name] = field.clone(),
            Some(known) => widen(known, field),
        }
    }
    let theirs = part["required"].as_array().cloned().unwrap_or_default();
    if let Some(required) = object["required"].as_array_mut() {
        match is_all {
            true => required.extend(theirs.into_iter().filter(|name| !name.is_null())),
            false => required.retain(|name| theirs.contains(name)),
        }
    }
}

/// Widens a field to what either form allows.
fn widen(known: &mut Value, other: &Value) {
    if let (Some(words), Some(more)) = (known["enum"].as_array().cloned(), other["enum"].as_array()) {
        let new = more.iter().filter(|word| !words.contains(word)).cloned();
        known["enum"] = words.iter().cloned().chain(new).collect();
    }
    if let (None, Some(default)) = (known.get("default"), other.get("default")) {
        known["default"] = default.clone();
    }
}
