//! Write the body of a refusal as the document describes it.
//!
//! A client that was generated from the document reads an error by its schema, and a person reads why. So a body is made from the schema,
//! and the reason is put where errors have it; whatever the schema then refuses is taken back.

use std::sync::Arc;

use http::StatusCode;
use jsonschema::Validator;
use serde_json::Value;

use crate::document::cursor::{Place, join};
use crate::document::style::members;

/// The members that have the reason, the best first.
const REASONS: [&str; 8] = ["message", "detail", "error_description", "reason", "msg", "description", "error", "title"];
/// The members that repeat the status.
const STATUSES: [&str; 3] = ["status", "statusCode", "status_code"];
/// How deep the reason may stand: `{"errors": [{"message": "..."}]}`.
const DEEPEST: usize = 3;

/// A documented answer with a JSON body.
pub(crate) struct Documented<'d> {
    pub(crate) status: StatusCode,
    pub(crate) schema: Place<'d>,
    pub(crate) validator: Arc<Validator>,
}

impl Documented<'_> {
    /// The body by which a request is refused: this crate's own, if the schema knows and accepts it, and else one that is made; `None` if
    /// none can be made.
    pub(crate) fn body(&self, own: &Value, reason: &str, made: impl FnOnce() -> Option<Value>) -> Option<Value> {
        let named = self.schema.clone().follow().map(|schema| members(&schema)).unwrap_or_default();
        let is_known = named.is_empty() || named.iter().any(|member| own.get(&member.name).is_some());
        if is_known && self.validator.is_valid(own) {
            return Some(own.clone());
        }
        let mut body = made()?;
        put(&mut body, &self.validator, &REASONS, &reason.into());
        put(&mut body, &self.validator, &STATUSES, &self.status.as_u16().into());
        Some(body)
    }
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
