//! From OpenAPI 3.0 schemas to JSON Schema 2020-12, the one place where the two are told apart.
//!
//! The result has the shape of the document, so a pointer means the same in both, with two exceptions that
//! [`holder`] undoes: a nullable schema that is composed of others stands behind an `else` (of *if it is
//! null*), and the variants of a discriminator stand as conditions behind a `then`.

use serde_json::{Map, Value, json};

use crate::LoadError;
use crate::document::cursor::{self, Place, join};
use crate::document::grammar::Kind;
use crate::schema::discriminator::variants;

/// The keywords that mean the same on both sides.
const SAME: [&str; 13] = [
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "format",
    "minimum",
    "maximum",
];
const COMPOSITION: [&str; 4] = ["allOf", "anyOf", "oneOf", "not"];

/// Converts every schema of a document and drops everything else.
///
/// # Errors
/// If a reference anywhere in the document leads nowhere.
pub(crate) fn convert(document: &Value, side: Side) -> Result<Value, LoadError> {
    visit(Kind::Document, &Place::root(document), document, side)
}

/// What is checked by the schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Everything as it stands; whoever checks a request forgives it what is `readOnly`.
    Any,
    /// An answer, which needs nothing that is `writeOnly`.
    Answer,
}

fn visit(kind: Kind, place: &Place<'_>, document: &Value, side: Side) -> Result<Value, LoadError> {
    if kind.may_refer()
        && let Some(reference) = place.text("$ref")
    {
        check_reference(place, document, kind, reference)?;
        return Ok(json!({"$ref": translate(reference, document)}));
    }
    match place.value {
        Value::Object(members) => {
            let mut converted = Map::new();
            for key in members.keys() {
                if let (Some(kind), Some(child)) = (kind.child(key), place.child(key)) {
                    converted.insert(key.clone(), visit(kind, &child, document, side)?);
                }
            }
            if kind == Kind::Schema {
                return schema(place, members, converted, document, side);
            }
            Ok(Value::Object(converted))
        }
        Value::Array(items) => (0..items.len())
            .filter_map(|index| {
                let index = index.to_string();
                Some(visit(kind.child(&index)?, &place.child(&index)?, document, side))
            })
            .collect(),
        scalar => Ok(scalar.clone()),
    }
}

fn check_reference(place: &Place<'_>, document: &Value, kind: Kind, reference: &str) -> Result<(), LoadError> {
    let fail = |problem: &str| LoadError::new(&place.pointer, format!("`$ref: {reference}` {problem}"));
    let Some(target) = cursor::target(reference) else {
        return Err(fail("leads out of the document, which isn't supported; move what it names into `components`"));
    };
    let target = Place::at(document, &target).ok_or_else(|| fail("leads nowhere; correct it or add its target"))?;
    if kind == Kind::Schema && Kind::at(&target.pointer) != Some(Kind::Schema) {
        return Err(fail("doesn't lead to a schema"));
    }
    target.follow().map(|_| ()).ok_or_else(|| fail("leads in a circle or nowhere"))
}

/// The converted form of one schema whose subschemas are converted already.
fn schema(
    place: &Place<'_>,
    members: &Map<String, Value>,
    mut converted: Map<String, Value>,
    document: &Value,
    side: Side,
) -> Result<Value, LoadError> {
    let wrapped = is_wrapped(place.value);
    let nullable = place.flag("nullable") && !wrapped;
    for (keyword, value) in members {
        let value = match (keyword.as_str(), value) {
            ("type", Value::String(name)) if nullable => json!([name, "null"]),
            ("enum", Value::Array(values)) if nullable && !values.contains(&Value::Null) => {
                values.iter().cloned().chain([Value::Null]).collect()
            }
            ("type" | "enum", _) => value.clone(),
            // A boolean modifies the plain bound in OpenAPI 3.0, and a number is a bound from then on.
            ("minimum", _) if place.flag("exclusiveMinimum") => continue,
            ("maximum", _) if place.flag("exclusiveMaximum") => continue,
            ("exclusiveMinimum", Value::Bool(true)) => match members.get("minimum") {
                Some(bound) => bound.clone(),
                None => continue,
            },
            ("exclusiveMaximum", Value::Bool(true)) => match members.get("maximum") {
                Some(bound) => bound.clone(),
                None => continue,
            },
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => value.clone(),
            ("required", Value::Array(names)) if side == Side::Answer => {
                let is_sent = |name: &&Value| !name.as_str().is_some_and(|name| is_write_only(place, name));
                names.iter().filter(is_sent).cloned().collect()
            }
            (keyword, _) if SAME.contains(&keyword) => value.clone(),
            _ => continue,
        };
        converted.insert(keyword.clone(), value);
    }
    if let Some(variants) = variants(place, document)? {
        converted.remove("oneOf");
        converted.remove("anyOf");
        converted.entry("type").or_insert(json!("object"));
        converted.insert("if".into(), json!({"type": "object"}));
        converted.insert("then".into(), variants);
    }
    if wrapped {
        return Ok(json!({"if": {"type": "null"}, "else": converted}));
    }
    Ok(Value::Object(converted))
}

/// Whether a property never stands in an answer.
pub(crate) fn is_write_only(schema: &Place<'_>, name: &str) -> bool {
    schema.get("properties").and_then(|it| it.get(name)).is_some_and(|it| it.flag("writeOnly"))
}

/// Whether `nullable` can't be said by `type` alone.
fn is_wrapped(schema: &Value) -> bool {
    schema.get("$ref").is_none()
        && schema.get("nullable") == Some(&Value::Bool(true))
        && COMPOSITION.iter().any(|keyword| schema.get(keyword).is_some())
}

/// A reference to where the converted form of its target stands, as a URI fragment.
pub(crate) fn translate(reference: &str, document: &Value) -> String {
    let pointer = cursor::target(reference).unwrap_or_default();
    let mut place = Some(Place::root(document));
    let mut path = String::new();
    let mut kind = Some(Kind::Document);
    for key in cursor::keys(&pointer) {
        if kind == Some(Kind::Schema) && place.as_ref().is_some_and(|place| is_wrapped(place.value)) {
            path.push_str("/else");
        }
        path = join(&path, &key);
        kind = kind.and_then(|kind| kind.child(&key));
        place = place.and_then(|place| place.child(&key));
    }
    fragment(&path)
}

/// A pointer as a URI fragment.
pub(crate) fn fragment(pointer: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    format!("#{}", utf8_percent_encode(pointer, KEEP))
}

/// The place in the document of the schema that a keyword of the converted schemas belongs to, and whether
/// that keyword was made for a discriminator.
pub(crate) fn holder<'d>(document: &'d Value, keyword_pointer: &str) -> (Place<'d>, bool) {
    let mut place = Place::root(document);
    let parent = keyword_pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    for key in cursor::keys(parent) {
        match (place.child(&key), key.as_str()) {
            (Some(child), _) => place = child,
            (None, "else") => {}
            (None, _) => return (place, true),
        }
    }
    (place, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(schemas: Value) -> Value {
        let mut document = json!({"components": {"schemas": schemas}});
        let mut converted = convert(&document, Side::Any).unwrap();
        document = converted["components"]["schemas"].take();
        document
    }

    fn one(schema: Value) -> Value {
        converted(json!({"It": schema, "Other": {"type": "string"}}))["It"].take()
    }

    #[test]
    fn nullable() {
        assert_eq!(one(json!({"type": "string", "nullable": true})), json!({"type": ["string", "null"]}));
        assert_eq!(one(json!({"type": "string", "nullable": false})), json!({"type": "string"}));
        assert_eq!(
            one(json!({"type": "string", "nullable": true, "enum": ["a"]})),
            json!({"type": ["string", "null"], "enum": ["a", null]})
        );
        assert_eq!(
            one(json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/Other"}]})),
            json!({"if": {"type": "null"}, "else": {"allOf": [{"$ref": "#/components/schemas/Other"}]}})
        );
    }

    #[test]
    fn bounds() {
        assert_eq!(one(json!({"minimum": 1, "exclusiveMinimum": true})), json!({"exclusiveMinimum": 1}));
        assert_eq!(one(json!({"maximum": 1, "exclusiveMaximum": false})), json!({"maximum": 1}));
    }

    #[test]
    fn siblings_of_references_and_annotations_are_dropped() {
        let reference = json!({"$ref": "#/components/schemas/Other", "maxLength": 3, "nullable": true});
        assert_eq!(one(reference), json!({"$ref": "#/components/schemas/Other"}));
        let annotated = json!({"type": "object", "example": {"$ref": "no reference"}, "xml": {}, "x-any": {"type": 1},
            "externalDocs": {}, "default": {"nullable": true}, "properties": {"$ref": {"type": "string"}, "example": {}}});
        let plain = json!({"type": "object", "properties": {"$ref": {"type": "string"}, "example": {}}});
        assert_eq!(one(annotated), plain);
    }

    #[test]
    fn references_into_a_wrapped_schema_follow_it() {
        let all = converted(json!({
            "It": {"nullable": true, "allOf": [{}], "properties": {"a b": {}}},
            "Use": {"$ref": "#/components/schemas/It/properties/a%20b"},
        }));
        assert_eq!(all["Use"]["$ref"], "#/components/schemas/It/else/properties/a%20b");
    }

    #[test]
    fn dangling_references_are_named() {
        let document = json!({"components": {"schemas": {"It": {"items": {"$ref": "#/components/schemas/None"}}}}});
        let error = convert(&document, Side::Any).unwrap_err();
        assert_eq!(error.pointer, "/components/schemas/It/items");
        assert!(error.message.contains("#/components/schemas/None"), "{error}");
    }
}
