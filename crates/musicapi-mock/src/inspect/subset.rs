//! Compare a body with an expected part of it, and name the first place where they differ.

use serde_json::Value;

/// How much of a value is told.
const SHOWN: usize = 60;

/// Where a value doesn't hold what is expected: each in a sentence that begins with the place. Members that aren't expected may be there,
/// as in wiremock's `body_partial_json`.
pub(super) fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut told = Vec::new();
    compare(expected, actual, "", &mut told);
    told
}

fn compare(expected: &Value, actual: &Value, place: &str, told: &mut Vec<String>) {
    let at = if place.is_empty() { "the body" } else { place };
    match (expected, actual) {
        (Value::Object(members), Value::Object(there)) => {
            for (name, expected) in members {
                let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                match there.get(name) {
                    Some(actual) => compare(expected, actual, &place, told),
                    None => told.push(format!("{place} is missing")),
                }
            }
        }
        (Value::Array(items), Value::Array(there)) => {
            for (index, expected) in items.iter().enumerate() {
                let place = format!("{place}/{index}");
                match there.get(index) {
                    Some(actual) => compare(expected, actual, &place, told),
                    None => told.push(format!("{place} is missing")),
                }
            }
        }
        (Value::Number(expected), Value::Number(actual)) if expected.as_f64() == actual.as_f64() => {}
        _ if expected == actual => {}
        _ => told.push(format!("{at} is {}, and not {}", shown(actual), shown(expected))),
    }
}

/// A value as text, cut off.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_expected_is_held_and_what_is_not_is_placed() {
        let body = json!({"title": "A", "n": 3, "list": [{"a": 1, "b": 2}, 5], "a/b": null});
        for held in [json!({}), json!({"n": 3.0}), json!({"list": [{"b": 2}]}), json!({"a/b": null}), body.clone()] {
            assert_eq!(differences(&held, &body), [""; 0], "{held}");
        }
        for (expected, told) in [
            (json!({"title": "B"}), r#"/title is "A", and not "B""#),
            (json!({"a/b": 1}), "/a~1b is null, and not 1"),
            (json!({"mv": "x"}), "/mv is missing"),
            (json!({"list": [{"b": 2}, 5, 6]}), "/list/2 is missing"),
            (json!({"list": [{"b": 3}]}), "/list/0/b is 2, and not 3"),
            (json!([]), r#"the body is {"title":"A","n":3,"list":[{"a":1,"b":2},5],"a/b":null}, and not []"#),
        ] {
            assert_eq!(differences(&expected, &body), [told]);
        }
        assert!(differences(&json!(1), &json!("x".repeat(100)))[0].contains("x…, and not 1"));
    }
}
