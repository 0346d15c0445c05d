//! The fields of a song whose meaning this program knows. They are named here only; everything else follows from the facts.

use musicapi::Violation;
use serde_json::{Map, Value};

/// Whether the song has lyrics (true) or a description (false).
pub(crate) const MODE: &str = "custom_mode";

/// The model.
pub(crate) const MODEL: &str = "mv";

/// The description of the song.
pub(crate) const DESCRIPTION: &str = "gpt_description_prompt";

/// The lyrics, under each of their names; this program writes the first.
pub(crate) const LYRICS: [&str; 2] = ["prompt", "lyrics"];

/// Whether the service writes the lyrics, with `prompt` as a hint.
pub(crate) const AUTO_LYRICS: &str = "auto_lyrics";

/// Whether the song has no vocals.
pub(crate) const INSTRUMENTAL: &str = "make_instrumental";

/// The clip that the song is made from.
pub(crate) const CLIP: &str = "continue_clip_id";

/// The second of that clip at which the new part begins.
pub(crate) const START: &str = "continue_at";

/// The mode that follows from a body: true with lyrics, false with a description alone, none with neither.
pub(crate) fn mode(body: &Map<String, Value>) -> Option<bool> {
    let is_sung = LYRICS.iter().any(|field| body.contains_key(*field));
    (is_sung || body.contains_key(DESCRIPTION)).then_some(is_sung)
}

/// Whether a violation says that a song has neither description nor lyrics. Where the mode was inferred, its message would name a mode that
/// the user never chose.
pub(crate) fn lacks_words(violation: &Violation) -> bool {
    violation.rule == "required" && [DESCRIPTION, LYRICS[0]].contains(&violation.field.as_str())
}

#[cfg(test)]
mod tests {
    use musicapi::facts::CREATE_SONIC;

    use super::*;

    #[test]
    fn the_document_has_these_fields() {
        let fields = CREATE_SONIC.forms.iter().flat_map(|form| form.fields).map(|field| field.name).collect::<Vec<_>>();
        for field in [MODE, MODEL, DESCRIPTION, LYRICS[0], LYRICS[1], AUTO_LYRICS, INSTRUMENTAL, CLIP, START] {
            assert!(fields.contains(&field), "{field}");
        }
    }
}
