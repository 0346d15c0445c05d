//! Convert OpenAPI schemas to plain JSON Schema 2020-12. Here OpenAPI 3.0, whose schemas are a dialect of their own, and 3.1, whose schemas
//! nearly are JSON Schema, are told apart.
//!
//! The result has the shape of the document, so a pointer means the same in both, and an error of the validator leads back to the
//! document. There are two exceptions, which `reference` knows: a nullable schema that is composed of others stands behind an `else` (of
//! *if it is null*), and the variants of a discriminator stand as conditions behind a `then`. What isn't a schema is dropped, and so is
//! a keyword with a value that it can't have, with a fault: what is left can be compiled.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::LoadError;
use crate::document::cursor::{self, Place, has_json_schema, join};
use crate::document::faults::Faults;
use crate::document::files;
use crate::document::grammar::Kind;
use crate::schema::discriminator::variants;
use crate::schema::reference::{is_wrapped, translate};
use crate::schema::violation::shorten;

/// Keywords that mean the same in OpenAPI and in JSON Schema.
const SAME: [&str; 11] = [
    "multipleOf",
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "format",
    "minimum",
    "maximum",
];
/// Keywords that only JSON Schema has, with values that aren't schemas.
const NEW: [&str; 4] = ["const", "dependentRequired", "minContains", "maxContains"];
/// Keywords of OpenAPI 3.0 with schemas in their values.
const OLD: [&str; 7] = ["properties", "allOf", "anyOf", "oneOf", "items", "not", "additionalProperties"];
/// Keywords that mean nothing in OpenAPI 3.0.
const ONLY_NEW: [&str; 13] = [
    "$defs",
    "patternProperties",
    "dependentSchemas",
    "prefixItems",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "minContains",
    "maxContains",
];

/// What the schemas check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Anything, as documented; the check of a request ignores missing `readOnly` properties by itself.
    Any,
    /// An answer, in which nothing that is `writeOnly` is required.
    Answer,
}

/// Converts every schema of a document, drops everything else, and reports faults to `faults`.
pub(crate) fn convert(document: &Value, side: Side, faults: &mut Faults) -> Value {
    let is_new = has_json_schema(document);
    Converter { document, side, is_new, faults, patterns: HashMap::new() }.visit(Kind::Document, &Place::root(document))
}

struct Converter<'c> {
    document: &'c Value,
    side: Side,
    /// Whether the schemas are JSON Schema.
    is_new: bool,
    faults: &'c mut Faults,
    /// The patterns seen so far, each with the pattern that is checked instead; `None` if none can be.
    patterns: HashMap<String, Option<String>>,
}

impl Converter<'_> {
    fn visit(&mut self, kind: Kind, place: &Place<'_>) -> Value {
        if kind.may_refer()
            && let Some(reference) = place.text("$ref")
        {
            if let Err(error) = check_reference(place, kind, reference) {
                self.faults.fatal(error);
                return json!({});
            }
            if kind != Kind::Schema || !self.is_new {
                return json!({"$ref": translate(reference, self.document)});
            }
        }
        match place.value {
            Value::Object(members) => {
                let mut converted = Map::new();
                for (key, value) in members {
                    let known = self.is_new || OLD.contains(&key.as_str());
                    if kind == Kind::Schema && !(known && is_well_formed(key, value)) {
                        continue;
                    }
                    if let (Some(kind), Some(child)) = (kind.child(key), place.child(key)) {
                        converted.insert(key.clone(), self.visit(kind, &child));
                    }
                }
                if kind == Kind::Schema {
                    return self.schema(place, members, converted);
                }
                Value::Object(converted)
            }
            Value::Array(items) => (0..items.len())
                .filter_map(|index| {
                    let index = index.to_string();
                    Some(self.visit(kind.child(&index)?, &place.child(&index)?))
                })
                .collect(),
            scalar => scalar.clone(),
        }
    }

    /// Converts one schema whose subschemas are converted already.
    fn schema(&mut self, place: &Place<'_>, members: &Map<String, Value>, mut converted: Map<String, Value>) -> Value {
        let wrapped = is_wrapped(place.value);
        let nullable = place.flag("nullable") && !wrapped;
        for (keyword, value) in members {
            let known = self.is_new || !ONLY_NEW.contains(&keyword.as_str());
            if known && !is_well_formed(keyword, value) {
                let told = format!("`{keyword}` can't have this value, and isn't checked");
                self.faults.remark(LoadError::new(&join(&place.pointer, keyword), told));
                continue;
            }
            let value = match (keyword.as_str(), value) {
                ("type", Value::String(name)) if nullable => json!([name, "null"]),
                ("enum", Value::Array(values)) if nullable && !values.contains(&Value::Null) => {
                    values.iter().cloned().chain([Value::Null]).collect()
                }
                ("type" | "enum", _) => value.clone(),
                ("$ref", Value::String(reference)) if self.is_new => translate(reference, self.document).into(),
                (keyword, _) if self.is_new && NEW.contains(&keyword) => value.clone(),
                // In OpenAPI 3.0 a boolean makes the plain bound exclusive; since 3.1 a number is a bound of its own.
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
                ("required", Value::Array(names)) => {
                    let answers = self.side == Side::Answer;
                    let is_sent =
                        |name: &Value| !(answers && name.as_str().is_some_and(|name| is_write_only(place, name)));
                    // Each name once, since the validator counts the names.
                    let asked =
                        names.iter().enumerate().filter(|(n, name)| is_sent(name) && !names[..*n].contains(name));
                    asked.map(|(_, name)| name.clone()).collect()
                }
                ("pattern", Value::String(pattern)) => match self.pattern(pattern) {
                    Some(pattern) => pattern.into(),
                    None => {
                        let told = format!("the pattern `{}` can't be read, and isn't checked", shorten(pattern));
                        self.faults.remark(LoadError::new(&join(&place.pointer, keyword), told));
                        continue;
                    }
                },
                (keyword, _) if SAME.contains(&keyword) => value.clone(),
                _ => continue,
            };
            converted.insert(keyword.clone(), value);
        }
        within_format(place, &mut converted);
        if let Some(Value::Object(patterns)) = converted.get_mut("patternProperties") {
            let names: Vec<String> = patterns.keys().cloned().collect();
            for name in names {
                match self.pattern(&name) {
                    Some(pattern) if pattern == name => {}
                    readable => {
                        let schema = patterns.remove(&name);
                        patterns.extend(readable.zip(schema));
                    }
                }
            }
        }
        if !converted.contains_key("if")
            && let Some(variants) = variants(place, self.document, self.faults)
        {
            converted.remove("oneOf");
            converted.remove("anyOf");
            converted.entry("type").or_insert(json!("object"));
            converted.insert("if".into(), json!({"type": "object"}));
            converted.insert("then".into(), variants);
        }
        if wrapped {
            return json!({"if": {"type": "null"}, "else": converted});
        }
        Value::Object(converted)
    }

    /// The pattern as the validator can read it. In JavaScript, `-` beside `\w` and the like in brackets stands for itself.
    fn pattern(&mut self, pattern: &str) -> Option<String> {
        if let Some(known) = self.patterns.get(pattern) {
            return known.clone();
        }
        let is_readable = |pattern: &str| jsonschema::validator_for(&json!({"pattern": pattern})).is_ok();
        let readable = [pattern.to_owned(), with_dashes_escaped(pattern)].into_iter().find(|it| is_readable(it));
        self.patterns.insert(pattern.to_owned(), readable.clone());
        readable
    }
}

/// Bounds an integer by its format, which JSON Schema doesn't know. A schema with a bound of its own beyond that means something else by it.
fn within_format(place: &Place<'_>, converted: &mut Map<String, Value>) {
    let (low, high) = match (place.text("format"), place.text("type")) {
        (Some("int32"), Some("integer")) => (i64::from(i32::MIN), i64::from(i32::MAX)),
        (Some("int64"), Some("integer")) => (i64::MIN, i64::MAX),
        _ => return,
    };
    let own = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].map(|keyword| converted.get(keyword));
    let is_beyond = |bound: &&Value| bound.as_i64().is_none_or(|bound| bound <= low || bound >= high);
    if own.iter().flatten().any(is_beyond) {
        return;
    }
    let [has_low, has_high] = [own[0].or(own[1]).is_some(), own[2].or(own[3]).is_some()];
    if !has_low {
        converted.insert("minimum".to_owned(), low.into());
    }
    if !has_high {
        converted.insert("maximum".to_owned(), high.into());
    }
}

fn check_reference(place: &Place<'_>, kind: Kind, reference: &str) -> Result<(), LoadError> {
    let fail = |problem: &str| LoadError::new(&place.pointer, format!("`$ref: {reference}` {problem}"));
    if cursor::target(reference).is_none() {
        let why = "leads out of the document, and nothing is fetched; keep what it names in a file beside the document";
        return Err(fail(place.text(files::WHY).unwrap_or(why)));
    }
    let target = place.step().ok_or_else(|| fail("leads nowhere; correct it or add its target"))?;
    if kind == Kind::Schema && Kind::at(&target.pointer) != Some(Kind::Schema) {
        return Err(fail("doesn't lead to a schema"));
    }
    target.follow().map(|_| ()).ok_or_else(|| fail("leads in a circle or nowhere"))
}

/// Whether a keyword has a value of the kind that it must have; any other member of a schema may have any value.
fn is_well_formed(keyword: &str, value: &Value) -> bool {
    const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];
    let is_count = |value: &Value| value.as_f64().is_some_and(|number| number >= 0.0 && number.fract() == 0.0);
    let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    match keyword {
        "type" => {
            is_type(value) || value.as_array().is_some_and(|names| !names.is_empty() && names.iter().all(is_type))
        }
        "enum" => value.as_array().is_some_and(|values| !values.is_empty()),
        "required" => value.as_array().is_some_and(|names| names.iter().all(Value::is_string)),
        "multipleOf" => value.as_f64().is_some_and(|number| number > 0.0),
        "minimum" | "maximum" => value.is_number(),
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number() || value.is_boolean(),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => is_count(value),
        "uniqueItems" => value.is_boolean(),
        "pattern" | "format" => value.is_string(),
        "properties" | "$defs" | "patternProperties" | "dependentSchemas" | "dependentRequired" => value.is_object(),
        "minContains" | "maxContains" => is_count(value),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => value.as_array().is_some_and(|parts| !parts.is_empty()),
        "items"
        | "not"
        | "additionalProperties"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => value.is_object() || value.is_boolean(),
        _ => true,
    }
}

/// The pattern with each `-` beside a class in brackets escaped: `[\w-.]` becomes `[\w\-.]`.
fn with_dashes_escaped(pattern: &str) -> String {
    let letters: Vec<char> = pattern.chars().collect();
    let mut escaped = String::new();
    let (mut inside, mut at) = (false, 0);
    while let Some(letter) = letters.get(at) {
        let next = letters.get(at + 1);
        match letter {
            '\\' => {
                escaped.push('\\');
                escaped.extend(next);
                let is_class = next.is_some_and(|next| "wWdDsS".contains(*next));
                at += 1;
                if inside && is_class && letters.get(at + 1) == Some(&'-') {
                    escaped.push_str("\\-");
                    at += 1;
                }
            }
            '-' if inside && next == Some(&'\\') && letters.get(at + 2).is_some_and(|it| "wWdDsS".contains(*it)) => {
                escaped.push_str("\\-");
            }
            other => {
                inside = (inside || *other == '[') && *other != ']';
                escaped.push(*other);
            }
        }
        at += 1;
    }
    escaped
}

/// Whether a property is `writeOnly`, and so never stands in an answer.
pub(crate) fn is_write_only(schema: &Place<'_>, name: &str) -> bool {
    let property = schema.get("properties").and_then(|it| it.child(name));
    property.is_some_and(|it| it.flag("writeOnly") || it.follow().is_some_and(|it| it.flag("writeOnly")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(schemas: Value) -> Value {
        let mut document = json!({"components": {"schemas": schemas}});
        let mut converted = convert(&document, Side::Any, &mut Faults::default());
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
        let mut faults = Faults::default();
        convert(&document, Side::Any, &mut faults);
        let told = faults.all();
        assert_eq!((&told[0].pointer[..], told.len()), ("/components/schemas/It/items", 1));
        assert!(told[0].message.contains("#/components/schemas/None"), "{told:?}");
    }

    #[test]
    fn what_can_not_be_checked_is_told_and_left_out() {
        let schema =
            json!({"type": "file", "required": true, "minLength": "3", "pattern": "(", "oneOf": [], "maxLength": 3});
        let document = json!({"components": {"schemas": {"It": schema}}});
        let mut faults = Faults::default();
        let converted = convert(&document, Side::Any, &mut faults);
        assert_eq!(converted["components"]["schemas"]["It"], json!({"maxLength": 3}));
        assert_eq!(faults.all().len(), 5);
        assert_eq!(one(json!({"pattern": r"^[\w-.]+[^\d-\s]-\w-$"})), json!({"pattern": r"^[\w\-.]+[^\d\-\s]-\w-$"}));
    }
}
