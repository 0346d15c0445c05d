//! Warnings about fields that are probably a mistake. The document allows them, so the request is sent all the same.

use musicapi::facts::Operation;
use serde_json::Value;

use crate::cli::song::{AUTO_LYRICS, DESCRIPTION, INSTRUMENTAL, LYRICS, MODE};

/// The warnings about a body, each beginning with its field.
pub(crate) fn warnings(operation: &Operation, body: &Value) -> Vec<String> {
    let is_set = |field: &str| body[field].as_bool() == Some(true);
    let words = LYRICS.into_iter().find(|field| body[*field].as_str().is_some_and(|text| !text.trim().is_empty()));
    let mut warnings = Vec::new();
    // Only operations with this field read `prompt` as lyrics; elsewhere it is a description.
    if !operation.forms.iter().flat_map(|form| form.fields).any(|field| field.name == INSTRUMENTAL) {
        return warnings;
    }
    if is_set(AUTO_LYRICS) && body[MODE].as_bool() == Some(false) {
        warnings.push(format!("{AUTO_LYRICS}: it is for {MODE} true; the service probably ignores it"));
    }
    let is_sung = is_set(MODE) && !is_set(AUTO_LYRICS);
    if let Some(words) = words.filter(|_| is_sung) {
        if body[DESCRIPTION].is_string() {
            warnings.push(format!(
                "{DESCRIPTION}: there are lyrics too ({words}); the service probably ignores the description"
            ));
        }
        if is_set(INSTRUMENTAL) {
            warnings.push(format!("{words}: an instrumental has no voice to sing it"));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use musicapi::facts;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_warning_names_the_field_that_is_probably_a_mistake() {
        let fields_of = |body: Value| {
            let fields =
                warnings(&facts::CREATE_SONIC, &body).into_iter().map(|text| text.split(':').next().map(str::to_owned));
            fields.flatten().collect::<Vec<_>>()
        };
        assert_eq!(fields_of(json!({"custom_mode": true, "prompt": "la", "tags": "pop"})), [""; 0]);
        assert_eq!(
            fields_of(json!({"custom_mode": false, "gpt_description_prompt": "x", "make_instrumental": true})),
            [""; 0]
        );
        let both =
            json!({"custom_mode": true, "prompt": "la", "gpt_description_prompt": "x", "make_instrumental": true});
        assert_eq!(fields_of(both), ["gpt_description_prompt", "prompt"]);
        let ignored = json!({"custom_mode": false, "gpt_description_prompt": "x", "auto_lyrics": true});
        assert_eq!(fields_of(ignored), ["auto_lyrics"]);
        assert_eq!(
            fields_of(json!({"custom_mode": true, "prompt": "a song", "auto_lyrics": true, "make_instrumental": true})),
            [""; 0]
        );
    }
}
