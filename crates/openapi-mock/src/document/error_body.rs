//! Write the body of a refusal as the document describes it.
//!
//! A client that was generated from the document reads an error by its schema, and a person reads why. So a body is made from the schema,
//! and the reason is put where errors have it; whatever the schema then refuses is taken back.

use jsonschema::Validator;
use serde_json::Value;

use crate::Answer;
use crate::document::cursor::join;
use crate::document::media_type::{concrete, is_json};
use crate::document::style::members;
use crate::schema::schemas::Schemas;

/// The members that have the reason, the best first.
const REASONS: [&str; 8] = ["message", "detail", "error_description", "reason", "msg", "description", "error", "title"];
/// The members that repeat the status.
const STATUSES: [&str; 3] = ["status", "statusCode", "status_code"];
/// How deep the reason may stand: `{"errors": [{"message": "..."}]}`.
const DEEPEST: usize = 3;

/// The body by which an operation refuses a request: this crate's own, if the documented answer may have it, and else one that is made
/// from the answer's schema. `None` if the answer has no schema for JSON, or if none can be made.
pub(crate) fn of(schemas: &Schemas, answer: &Answer<'_>, own: &Value, reason: &str) -> Option<Value> {
    let schema = answer.schema.filter(|_| answer.media_type.is_some_and(|it| is_json(concrete(it))))?;
    let validator = schemas.answer_validator(schema).ok()?;
    let named = schemas.place(schema).and_then(|place| place.follow()).map(|place| members(&place)).unwrap_or_default();
    let is_known = named.is_empty() || named.iter().any(|member| own.get(&member.name).is_some());
    if is_known && validator.is_valid(own) {
        return Some(own.clone());
    }
    let mut body = answer.value().ok()??.clone();
    put(&mut body, &validator, &REASONS, &reason.into());
    put(&mut body, &validator, &STATUSES, &answer.status.as_u16().into());
    Some(body)
}

/// Puts a value in place of the first member of these names that has the same type, if the schema accepts it there.
fn put(body: &mut Value, validator: &Validator, names: &[&str], value: &Value) {
    let mut found = Vec::new();
    collect(body, String::new(), names, value, &mut found);
    found.sort();
    for (_, _, pointer) in found {
        let Some(place) = body.pointer_mut(&pointer) else { continue };
        let before = std::mem::replace(place, value.clone());
        if validator.is_valid(body) {
            return;
        }
        if let Some(place) = body.pointer_mut(&pointer) {
            *place = before;
        }
    }
}

/// Collects the places of the members, each with its depth and the rank of its name.
fn collect(body: &Value, at: String, names: &[&str], value: &Value, found: &mut Vec<(usize, usize, String)>) {
    let depth = at.matches('/').count();
    if depth > DEEPEST {
        return;
    }
    match body {
        Value::Object(members) => {
            for (name, member) in members {
                let below = join(&at, name);
                if let Some(rank) = names.iter().position(|known| known == name)
                    && (member.is_string() && value.is_string() || member.is_number() && value.is_number())
                {
                    found.push((depth, rank, below));
                } else {
                    collect(member, below, names, value, found);
                }
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                collect(first, format!("{at}/0"), names, value, found);
            }
        }
        _ => {}
    }
}
