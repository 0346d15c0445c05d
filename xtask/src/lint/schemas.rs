//! Rules about schemas: they have descriptions, enums are components, and limits are keywords instead of prose.

use serde_json::Value;

use super::places::{Report, is_tag, walk};
use crate::document::{escape, resolve};

pub fn described(root: &Value, report: Report<'_>) {
    for (name, schema) in root["components"]["schemas"].as_object().into_iter().flatten() {
        let place = format!("/components/schemas/{}", escape(name));
        if schema.get("description").is_none() {
            report(&place, "it has no description; say what it means".to_owned());
        }
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_described = resolve(root, property).get("description").is_some();
            if !is_described && !is_tag(property) {
                report(
                    &format!("{place}/properties/{}", escape(field)),
                    "it has no description; say meaning and unit".to_owned(),
                );
            }
        }
    }
}

pub fn enum_in_components(root: &Value, report: Report<'_>) {
    walk(root, "", &mut |pointer, map| {
        let depth = pointer.matches('/').count();
        let is_component = pointer.starts_with("/components/schemas/") && depth == 3;
        if map.contains_key("enum") && map.contains_key("type") && !is_component && !is_tag(&Value::Object(map.clone()))
        {
            report(
                pointer,
                "a list of values needs a name of its own; move it to components/schemas and refer to it".to_owned(),
            );
        }
    });
}

/// A limit in a description must also be a keyword, or nothing checks it.
pub fn limit_in_prose(root: &Value, report: Report<'_>) {
    const LIMITS: [&str; 7] = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "x-limits"];
    walk(root, "", &mut |pointer, map| {
        let text = map.get("description").and_then(Value::as_str).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let says = words.windows(2).any(|pair| {
            let number = pair[0].chars().all(|letter| letter.is_ascii_digit());
            number && ["characters", "items", "letters"].iter().any(|unit| pair[1].starts_with(unit))
        });
        if says && map.contains_key("type") && LIMITS.iter().all(|keyword| !map.contains_key(*keyword)) {
            report(pointer, "its description names a limit that its schema doesn't have; say it with minLength, maxItems or the like".to_owned());
        }
    });
}

/// Where a text of the service names a limit's number, the number is that of the limit. Only the newest text counts.
pub fn limit_in_message(root: &Value, report: Report<'_>) {
    const LIMITS: [&str; 6] = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"];
    walk(root, "", &mut |pointer, map| {
        let Some(messages) = map.get("x-messages") else { return };
        for keyword in LIMITS {
            let Some(limit) = map.get(keyword).and_then(Value::as_f64) else { continue };
            let message = &messages[keyword];
            let newest = message.as_array().and_then(|texts| texts.first()).map_or(message, |newest| &newest["text"]);
            let text = newest.as_str().unwrap_or_default();
            let numbers = numbers(text);
            // "Less than 80" is said of 79 and of 80: the service's own pages differ.
            let is_named = |number: &f64| {
                *number == limit || text.contains("less than") && keyword.starts_with("max") && *number == limit + 1.0
            };
            if !numbers.is_empty() && !numbers.iter().any(is_named) {
                report(
                    &format!("{pointer}/x-messages/{keyword}"),
                    format!(
                        "{keyword} is {limit}, and the text for it doesn't name {limit}; put the limit's number into the text, or correct {keyword}"
                    ),
                );
            }
        }
    });
}

/// The numbers in a text, without those inside of words such as `v3-5`.
fn numbers(text: &str) -> Vec<f64> {
    let is_part = |letter: char| letter.is_alphanumeric() || ['.', '-', '_'].contains(&letter);
    let words = text.split(|letter| !is_part(letter));
    words.filter_map(|word| word.trim_end_matches('.').parse().ok()).collect()
}
