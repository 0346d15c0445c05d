//! Coerce values of another kind than documented: a number that came as text is a number all the same.

use musicapi_facts::{Shape, ShapeKind};
use serde_json::Value;

/// Whether a value is of a kind.
pub(crate) fn is_of(value: &Value, kind: ShapeKind) -> bool {
    match kind {
        ShapeKind::Text | ShapeKind::Address => value.is_string(),
        ShapeKind::Number => value.is_number(),
        ShapeKind::Integer => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|it| it.fract() == 0.0),
        ShapeKind::Flag => value.is_boolean(),
        ShapeKind::List => value.is_array(),
        ShapeKind::Object => value.is_object(),
        ShapeKind::Any => true,
    }
}

/// A copy of a value with all its parts of their documented kinds, where that can be done: a number that came as text is a number
/// again. A part that can't be coerced becomes null, or an empty list.
pub(crate) fn mended(value: &Value, shape: &Shape) -> Value {
    if is_of(value, shape.kind) {
        return match value {
            Value::Object(fields) => {
                let mend = |(name, value): (&String, &Value)| {
                    let shape = shape.fields.iter().find(|(known, _)| known == name);
                    (name.clone(), shape.map_or_else(|| value.clone(), |(_, shape)| mended(value, shape)))
                };
                Value::Object(fields.iter().map(mend).collect())
            }
            Value::Array(items) => {
                let mend = |item| shape.items.map_or_else(|| Value::clone(item), |shape| mended(item, shape));
                // Null in a list of things stands for no thing.
                let there = |item: &&Value| !item.is_null() || shape.items.is_none_or(|it| it.kind == ShapeKind::Any);
                Value::Array(items.iter().filter(there).map(mend).collect())
            }
            other => other.clone(),
        };
    }
    match (shape.kind, value) {
        (ShapeKind::Text | ShapeKind::Address, Value::Number(_) | Value::Bool(_)) => Value::from(value.to_string()),
        (ShapeKind::Number | ShapeKind::Integer | ShapeKind::Flag, Value::String(text)) => {
            let read: Option<Value> = serde_json::from_str(text.trim()).ok();
            read.filter(|value| is_of(value, shape.kind)).unwrap_or_default()
        }
        (ShapeKind::List, _) => Value::Array(Vec::new()),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn kinds_are_mended() {
        let body = json!({"data": [{"clip_id": 12, "state": "succeeded", "style_weight": "0.5", "weirdness_constraint": "much", "title": null, "new": "1"}]});
        assert_eq!(
            mended(&body, musicapi_facts::answer("get_sonic_task")),
            json!({"data": [{"clip_id": "12", "state": "succeeded", "style_weight": 0.5, "weirdness_constraint": null, "title": null, "new": "1"}]})
        );
    }
}
