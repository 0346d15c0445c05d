//! The defaults of a song: the mode follows from lyrics and description, and the model from the settings.

use musicapi::facts::{self, Field};
use serde_json::{Map, Value};

use crate::cli::song::{self, MODE, MODEL};

/// Fills in mode and model where a body lacks them. Returns whether the model was missing.
pub(crate) fn complete(body: &mut Map<String, Value>, model: &str) -> bool {
    fill(body, model, None, |_| true)
}

/// Fills in mode and model of a row. Where the form requires neither, the mode is false, as in every earlier version: a row with another
/// request would count as a new song and be paid for again.
pub(crate) fn complete_row(body: &mut Map<String, Value>, model: &str) -> bool {
    fill(body, model, Some(false), |_| true)
}

/// Fills in mode and model only where they are required.
pub(crate) fn complete_required(body: &mut Map<String, Value>, model: &str) {
    fill(body, model, None, |field| field.required);
}

/// Whether a song may omit a field that the document requires.
pub(crate) fn is_completed(field: &str) -> bool {
    [MODE, MODEL].contains(&field)
}

fn fill(
    body: &mut Map<String, Value>,
    model: &str,
    without_words: Option<bool>,
    is_wanted: impl Fn(&Field) -> bool,
) -> bool {
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
    // With neither lyrics nor description, a required mode is true: an instrumental may lack lyrics.
    let of_words = |field: &Field| mode.or(field.required.then_some(true)).or(without_words);
    if let Some((field, mode)) = field(MODE).and_then(|field| Some((field, of_words(field)?))) {
        fill(field.name, mode.into());
    }
    field(MODEL).is_some_and(|field| fill(field.name, model.into()))
}
