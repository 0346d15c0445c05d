//! Express a discriminator in JSON Schema, which has none: by conditions, so that a value is checked against its own variant only.

use serde_json::{Value, json};

use crate::LoadError;
use crate::document::cursor::{self, Place, join};
use crate::document::faults::Faults;
use crate::document::grammar::Kind;
use crate::schema::reference::translate;

/// The conditions that stand for a discriminator: if the property has this value, then the value must fit that variant.
pub(crate) fn variants(place: &Place<'_>, document: &Value, faults: &mut Faults) -> Option<Value> {
    let discriminator = place.child("discriminator")?;
    let property = discriminator.text("propertyName")?;
    let branches = place.child("oneOf").or_else(|| place.child("anyOf"))?;
    let references: Option<Vec<&str>> =
        branches.value.as_array().into_iter().flatten().map(|branch| branch.get("$ref")?.as_str()).collect();
    // A discriminator can't name a variant that stands inline.
    let references = references?;
    let mut known: Vec<(&str, String)> = Vec::new();
    let mut named = |at: &str, name: &Value| {
        let name = name.as_str().unwrap_or_default();
        let reference =
            if name.contains('#') { name.to_owned() } else { format!("#{}", join("/components/schemas", name)) };
        let target = cursor::target(&reference).filter(|target| Place::at(document, target).is_some());
        if target.is_none_or(|target| Kind::at(&target) != Some(Kind::Schema)) {
            faults.remark(LoadError::new(at, format!("`{name}` isn't a schema of this document, and is passed over")));
            return None;
        }
        Some(reference)
    };
    let mapping = discriminator.child("mapping");
    for (value, name) in mapping.iter().filter_map(|it| it.value.as_object()).flatten() {
        let at = join(&join(&discriminator.pointer, "mapping"), value);
        known.extend(named(&at, name).map(|reference| (value.as_str(), reference)));
    }
    // Since OpenAPI 3.2: the variant of every other value, and of none.
    let other = discriminator.child("defaultMapping").and_then(|it| named(&it.pointer, it.value));
    for reference in references {
        if known.iter().all(|(_, mapped)| mapped != reference) {
            known.extend(own_names(document, reference, property).into_iter().map(|name| (name, reference.to_owned())));
        }
    }
    let values: Vec<&str> = known.iter().map(|(value, _)| *value).collect();
    let mut conditions = Vec::new();
    let mut required = vec![property];
    for (value, reference) in &known {
        let variant = cursor::target(reference).and_then(|target| Place::at(document, &target)?.follow());
        let default =
            variant.and_then(|variant| find_property(&variant, property, 0)).and_then(|it| it.child("default"));
        let mut condition = json!({"properties": {property: {"const": value}}});
        // Without the property a value is of the variant whose default says so: that one's condition doesn't require it.
        if default.is_some_and(|default| default.value == value) {
            required.clear();
        } else {
            condition["required"] = json!([property]);
        }
        conditions.push(json!({"if": condition, "then": {"$ref": translate(reference, document)}}));
    }
    if let Some(other) = other {
        let is_known = json!({"required": [property], "properties": {property: {"enum": values}}});
        conditions.push(json!({"if": is_known, "else": {"$ref": translate(&other, document)}}));
        return Some(json!({"allOf": conditions}));
    }
    // The conditions stand side by side: each in the `else` of the one before, they would cost stack for each variant.
    Some(json!({"required": required, "properties": {property: {"enum": values}}, "allOf": conditions}))
}

/// The values that name a variant without a mapping: its name, unless its own schema allows other values only.
pub(crate) fn own_names<'d>(document: &'d Value, reference: &'d str, property: &str) -> Vec<&'d str> {
    let name = reference.rsplit('/').next().unwrap_or_default();
    let variant = cursor::target(reference).and_then(|target| Place::at(document, &target)?.follow());
    let schema = variant.and_then(|variant| find_property(&variant, property, 0));
    let constant = schema.as_ref().and_then(|schema| schema.text("const"));
    let listed = schema.as_ref().and_then(|schema| schema.value.get("enum")?.as_array());
    let allowed: Vec<&str> =
        constant.into_iter().chain(listed.into_iter().flatten().filter_map(Value::as_str)).collect();
    if allowed.is_empty() || allowed.contains(&name) { vec![name] } else { allowed }
}

/// The schema of a property of an object's schema, also if it comes from `allOf`.
fn find_property<'d>(schema: &Place<'d>, name: &str, depth: usize) -> Option<Place<'d>> {
    if depth > 8 {
        return None;
    }
    let direct = schema.get("properties").and_then(|properties| properties.get(name));
    direct.or_else(|| schema.get("allOf")?.entries().find_map(|(_, part)| find_property(&part, name, depth + 1)))
}

#[cfg(test)]
mod tests {
    use crate::document::faults::Faults;
    use crate::schema::to_json_schema::{Side, convert};
    use serde_json::json;

    #[test]
    fn discriminators_choose_one_variant() {
        let schemas = json!({
            "It": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
                "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A"}}},
            "A": {"type": "object", "properties": {"kind": {"type": "string", "default": "a"}}},
            "B": {"type": "object"},
        });
        let all = convert(&json!({"components": {"schemas": schemas.clone()}}), Side::Any, &mut Faults::default());
        let all = &all["components"]["schemas"];
        assert_eq!(
            all["It"]["then"],
            json!({
                "required": [],
                "properties": {"kind": {"enum": ["a", "B"]}},
                "allOf": [
                    {"if": {"properties": {"kind": {"const": "a"}}}, "then": {"$ref": "#/components/schemas/A"}},
                    {"if": {"properties": {"kind": {"const": "B"}}, "required": ["kind"]},
                        "then": {"$ref": "#/components/schemas/B"}},
                ],
            })
        );
        let mut it = schemas.clone();
        it["It"]["discriminator"]["defaultMapping"] = json!("B");
        let all = convert(&json!({"components": {"schemas": it}}), Side::Any, &mut Faults::default());
        let then = &all["components"]["schemas"]["It"]["then"];
        assert_eq!((&then["required"], &then["properties"]), (&json!(null), &json!(null)));
        assert_eq!(
            then["allOf"][2],
            json!({"if": {"required": ["kind"], "properties": {"kind": {"enum": ["a", "B"]}}}, "else": {"$ref": "#/components/schemas/B"}})
        );
    }
}
