//! What a request says that is probably not meant so. No document says that it is wrong, so that it is sent all the same.

use musicapi::facts::Operation;
use serde_json::Value;

use crate::cli::song::{AUTO_LYRICS, DESCRIPTION, INSTRUMENTAL, LYRICS, MODE};

/// Each with its field.
pub(crate) fn doubts(operation: &Operation, body: &Value) -> Vec<String> {
    let is_set = |field: &str| body[field].as_bool() == Some(true);
    let words = LYRICS.into_iter().find(|field| body[*field].as_str().is_some_and(|text| !text.trim().is_empty()));
    let mut doubts = Vec::new();
    // A prompt of these families is what is sung; elsewhere it is a description.
    if !operation.forms.iter().flat_map(|form| form.fields).any(|field| field.name == INSTRUMENTAL) {
        return doubts;
    }
    if is_set(AUTO_LYRICS) && body[MODE].as_bool() == Some(false) {
        doubts.push(format!("{AUTO_LYRICS}: it is for {MODE} true; the service probably ignores it"));
    }
    let is_sung = is_set(MODE) && !is_set(AUTO_LYRICS);
    if let Some(words) = words.filter(|_| is_sung) {
        if body[DESCRIPTION].is_string() {
            doubts.push(format!(
                "{DESCRIPTION}: there are lyrics too ({words}); the service probably ignores the description"
            ));
        }
        if is_set(INSTRUMENTAL) {
            doubts.push(format!("{words}: an instrumental has no voice to sing it"));
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use musicapi::facts;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_probably_not_meant_so_is_told_by_its_field() {
        let told = |body: Value| {
            let fields =
                doubts(&facts::CREATE_SONIC, &body).into_iter().map(|text| text.split(':').next().map(str::to_owned));
            fields.flatten().collect::<Vec<_>>()
        };
        assert_eq!(told(json!({"custom_mode": true, "prompt": "la", "tags": "pop"})), [""; 0]);
        assert_eq!(
            told(json!({"custom_mode": false, "gpt_description_prompt": "x", "make_instrumental": true})),
            [""; 0]
        );
        let both =
            json!({"custom_mode": true, "prompt": "la", "gpt_description_prompt": "x", "make_instrumental": true});
        assert_eq!(told(both), ["gpt_description_prompt", "prompt"]);
        let ignored = json!({"custom_mode": false, "gpt_description_prompt": "x", "auto_lyrics": true});
        assert_eq!(told(ignored), ["auto_lyrics"]);
        assert_eq!(
            told(json!({"custom_mode": true, "prompt": "a song", "auto_lyrics": true, "make_instrumental": true})),
            [""; 0]
        );
    }
}
