//! What a song means that leaves its mode or its model open, said anywhere but in `song` itself.

use musicapi::facts::{self, Field};
use serde_json::{Map, Value};

/// A song without these is meant as `musicapi song` means it: lyrics are sung, a description is not. Says whether the model was left open.
pub(crate) fn complete(body: &mut Map<String, Value>, model: &str) -> bool {
    fill(body, model, |_| true)
}

/// The same of what must be there: all else is as it was typed.
pub(crate) fn complete_required(body: &mut Map<String, Value>, model: &str) {
    fill(body, model, |field| field.required);
}

fn fill(body: &mut Map<String, Value>, model: &str, is_wanted: impl Fn(&Field) -> bool) -> bool {
    let form = facts::CREATE_SONIC.form(body.get("task_type").and_then(Value::as_str));
    let has =
        |name: &str| form.is_some_and(|form| form.fields.iter().any(|field| field.name == name && is_wanted(field)));
    let is_sung = body.contains_key("prompt");
    let mut fill = |name: &str, value: Value| {
        let is_open = has(name) && !body.contains_key(name);
        if is_open {
            body.insert(name.to_owned(), value);
        }
        is_open
    };
    fill("custom_mode", is_sung.into());
    fill("mv", model.into())
}
