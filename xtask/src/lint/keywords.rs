//! The rule that every keyword is valid at its place in OpenAPI 3.0, since a misspelt one would be ignored silently.

use serde_json::Value;

use super::places::Report;
use crate::document::escape;

/// Each kind of object with its keywords. A colon is followed by the kind of the value, with `[` for a list and `{` for a map.
const KINDS: &[(&str, &str)] = &[
    ("document", "openapi info:info servers:[server security tags:[tag paths:{path components:components externalDocs"),
    ("info", "title description termsOfService contact license version"),
    ("server", "url description variables"),
    ("tag", "name description externalDocs"),
    (
        "path",
        "summary description parameters:[parameter get:operation put:operation post:operation delete:operation \
         options:operation head:operation patch:operation trace:operation",
    ),
    (
        "operation",
        "tags summary description externalDocs operationId parameters:[parameter requestBody:body responses:{response \
         callbacks:{callback deprecated security",
    ),
    (
        "parameter",
        "name in description required deprecated allowEmptyValue style explode allowReserved schema:schema example \
         examples:{example content:{media",
    ),
    ("header", "description required deprecated style explode schema:schema example examples:{example content:{media"),
    ("body", "description content:{media required"),
    ("media", "schema:schema example examples:{example encoding"),
    ("response", "description headers:{header content:{media links:{link"),
    ("example", "summary description value externalValue"),
    ("link", "operationRef operationId parameters requestBody description server"),
    (
        "components",
        "schemas:{schema responses:{response parameters:{parameter examples:{example requestBodies:{body headers:{header \
         securitySchemes:{security links:{link callbacks:{callback",
    ),
    ("security", "type description name in scheme bearerFormat flows openIdConnectUrl"),
    (
        "schema",
        "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems \
         uniqueItems maxProperties minProperties required enum type allOf:[schema oneOf:[schema anyOf:[schema not:schema \
         items:schema properties:{schema additionalProperties:schema description format default nullable \
         discriminator:discriminator readOnly writeOnly xml externalDocs example deprecated",
    ),
    ("discriminator", "propertyName mapping"),
];

/// Checks every keyword, and the type of its value.
pub fn keyword(root: &Value, report: Report<'_>) {
    object("document", root, "", report);
}

fn object(kind: &str, value: &Value, pointer: &str, report: Report<'_>) {
    if kind == "callback" && value.get("$ref").is_none() {
        return below("{path", value, pointer, report);
    }
    let Some(map) = value.as_object() else {
        let is_flag = kind == "schema" && value.is_boolean() && pointer.ends_with("/additionalProperties");
        if !is_flag {
            report(pointer, format!("a {kind} must be a mapping, and this is {value}"));
        }
        return;
    };
    if let Some(reference) = map.get("$ref") {
        if !reference.is_string() {
            report(pointer, "a `$ref` must be text, such as '#/components/schemas/Song'".to_owned());
        }
        if let Some((other, _)) = map.iter().find(|(key, _)| *key != "$ref") {
            let mend = "in OpenAPI 3.0 nothing counts beside a `$ref`";
            report(
                &format!("{pointer}/{}", escape(other)),
                format!("{mend}; take {other} out, or put the reference into `allOf: [...]` beside it"),
            );
        }
        return;
    }
    let keywords = KINDS.iter().find(|(name, _)| *name == kind).map_or("", |(_, keywords)| keywords);
    let keywords: Vec<(&str, Option<&str>)> = keywords
        .split_whitespace()
        .map(|word| word.split_once(':').map_or((word, None), |(word, below)| (word, Some(below))))
        .collect();
    for (key, value) in map.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let place = format!("{pointer}/{}", escape(key));
        match keywords.iter().find(|(word, _)| word == key) {
            Some((_, Some(kind))) => below(kind, value, &place, report),
            Some((_, None)) if kind == "schema" => self::value(key, value, &place, report),
            Some((_, None)) => {}
            None => {
                let known: Vec<&str> = keywords.iter().map(|(word, _)| *word).collect();
                let near = similar::get_close_matches(key.as_str(), &known, 1, 0.6);
                let near =
                    near.first().map_or_else(|| "take it out".to_owned(), |near| format!("did you mean {near}?"));
                report(&place, format!("{key} is no keyword of a {kind} in OpenAPI 3.0; {near}"));
            }
        }
    }
}

fn below(kind: &str, value: &Value, pointer: &str, report: Report<'_>) {
    let at = |key: &str| format!("{pointer}/{}", escape(key));
    if let Some(kind) = kind.strip_prefix('[') {
        match value.as_array() {
            Some(items) => {
                items.iter().enumerate().for_each(|(index, item)| object(kind, item, &at(&index.to_string()), report));
            }
            None => report(pointer, format!("a list is needed here, and this is {}", short(value))),
        }
    } else if let Some(kind) = kind.strip_prefix('{') {
        match value.as_object() {
            Some(map) => {
                let named =
                    map.iter().filter(|(key, _)| !(key.starts_with("x-") && ["path", "response"].contains(&kind)));
                named.for_each(|(key, item)| object(kind, item, &at(key), report));
            }
            None => report(pointer, format!("a mapping is needed here, and this is {}", short(value))),
        }
    } else {
        object(kind, value, pointer, report);
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}

/// Checks the value of a keyword in a schema.
fn value(key: &str, value: &Value, place: &str, report: Report<'_>) {
    const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];
    let wanted =
        match key {
            "type" if value.as_str().is_some_and(|kind| TYPES.contains(&kind)) => return,
            "type" if value.is_array() => {
                return report(
                    place,
                    "OpenAPI 3.0 knows a single type; write it alone, and `nullable: true` if it may be null"
                        .to_owned(),
                );
            }
            "type" => {
                let near = similar::get_close_matches(value.as_str().unwrap_or_default(), &TYPES, 1, 0.5);
                let near = near.first().map_or_else(|| TYPES.join(", "), |near| format!("did you mean {near}?"));
                return report(place, format!("{value} is no type; {near}"));
            }
            "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties" | "minProperties" => {
                if value.is_u64() { return } else { "a whole number" }
            }
            "maximum" | "minimum" | "multipleOf" => {
                if value.is_number() {
                    return;
                } else {
                    "a number"
                }
            }
            "exclusiveMaximum" | "exclusiveMinimum" => {
                if value.is_boolean() {
                    return;
                } else {
                    "true or false in OpenAPI 3.0, beside `maximum` or `minimum`"
                }
            }
            "nullable" | "deprecated" | "uniqueItems" | "readOnly" | "writeOnly" => {
                if value.is_boolean() {
                    return;
                } else {
                    "true or false"
                }
            }
            "required" => {
                let names = value.as_array().is_some_and(|names| names.iter().all(Value::is_string));
                if names {
                    return;
                } else {
                    "a list of names of fields; a field is required by its name, beside `properties`"
                }
            }
            "description" | "title" | "format" | "pattern" => {
                if value.is_string() {
                    return;
                } else {
                    "text"
                }
            }
            "enum" => {
                if value.is_array() {
                    return;
                } else {
                    "a list"
                }
            }
            _ => return,
        };
    report(place, format!("{key} must be {wanted}, and this is {}", short(value)));
}
