//! The size of generated diffs: a small change of the document must stay reviewable.

use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use super::{document, made};
use crate::document::{Document, component, operations, request_schema};

/// The number of generated lines that an edit adds.
fn added(edit: impl FnOnce(&mut Value)) -> usize {
    let mut value = document().value;
    edit(&mut value);
    let (old, new) = (made(&document()), made(&Document::of(value)));
    let of = |((_, old), (name, new)): (&(_, String), &(&str, String))| {
        let diff = TextDiff::from_lines(old, new);
        let lines = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Insert);
        lines.inspect(|line| print!("{name}: {line}")).count()
    };
    old.iter().zip(&new).map(of).sum()
}

#[test]
fn an_optional_field_adds_few_lines() {
    let document = document().value;
    let body = operations(&document)
        .filter_map(|(_, _, operation)| component(request_schema(&document, operation)?))
        // In a body with one or two fields, the lines around them change too.
        .max_by_key(|name| document["components"]["schemas"][name]["properties"].as_object().map_or(0, |all| all.len()))
        .unwrap();
    // One line for the name, and one for each keyword.
    let field = json!({"description": "A word for the mood.", "type": "string", "maxLength": 40});
    let lines = 1 + field.as_object().unwrap().len();
    let added = added(|root| root["components"]["schemas"][body]["properties"]["no_such_field"] = field);
    assert!((lines..=3 * lines).contains(&added), "{added} lines of {lines}");
}

#[test]
fn an_enum_value_adds_fifteen_lines_at_most() {
    let document = document().value;
    // The enum with the most uses.
    let text = document.to_string();
    let used = |name: &str| text.matches(&format!("\"#/components/schemas/{name}\"")).count();
    let lists = document["components"]["schemas"].as_object().unwrap().iter();
    let lists = lists.filter(|(_, schema)| schema["enum"].is_array()).map(|(name, _)| name);
    let name = lists.max_by_key(|name| used(name)).unwrap();
    let added = added(|root| {
        root["components"]["schemas"][name]["enum"].as_array_mut().unwrap().push(json!("no such word"));
    });
    assert!((1..=15).contains(&added), "{name}: {added} lines");
}
