//! What a song means that leaves its mode or its model open, said anywhere but in `song` itself.

use musicapi::facts::{self, Field};
use serde_json::{Map, Value};

use crate::cli::song::{self, MODE, MODEL};

/// A song without these is meant as `musicapi song` means it: lyrics are sung, a description is not. Says whether the model was left open.
pub(crate) fn complete(body: &mut Map<String, Value>, model: &str) -> bool {
    fill(body, model, |_| true)
}

/// The same of what must be there: all else is as it was typed.
pub(crate) fn complete_required(body: &mut Map<String, Value>, model: &str) {
    fill(body, model, |field| field.required);
}

/// Whether a song may leave out a field that the document wants.
pub(crate) fn is_completed(field: &str) -> bool {
    [MODE, MODEL].contains(&field)
}

fn fill(body: &mut Map<String, Value>, model: &str, is_wanted: impl Fn(&Field) -> bool) -> bool {
    let tag = facts::CREATE_SONIC.tag.and_then(|tag| body.get(tag.field)?.as_str());
    let form = facts::CREATE_SONIC.form(tag);
    let field = |name: &str| form?.fields.iter().find(|field| field.name == name && is_wanted(field));
    let mode = song::mode(body);
    let mut fill = |name: &str, value: Value| {
        let is_open = !body.contains_key(name);
        if is_open {
            body.insert(name.to_owned(), value);
        }
        is_open
    };
    // Without words no mode follows, and one is said only where it must be: the words may be missing in the mode in which they are sung.
    if let Some(field) = field(MODE).filter(|field| field.required || mode.is_some()) {
        fill(field.name, mode.unwrap_or(true).into());
    }
    field(MODEL).is_some_and(|field| fill(field.name, model.into()))
}
