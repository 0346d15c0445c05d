//! The fields of a song that the command knows by their meaning. It names them here and nowhere else; all others follow from the facts.

use musicapi::Violation;
use serde_json::{Map, Value};

/// Whether words are sung, or described. What is needed follows from it.
pub(crate) const MODE: &str = "custom_mode";

/// The model that sings.
pub(crate) const MODEL: &str = "mv";

/// What the song is about.
pub(crate) const DESCRIPTION: &str = "gpt_description_prompt";

/// What is sung, by each of its names; the first is the one that is written.
pub(crate) const LYRICS: [&str; 2] = ["prompt", "lyrics"];

/// That the service writes the lyrics from those that are there.
pub(crate) const AUTO_LYRICS: &str = "auto_lyrics";

/// That nothing is sung.
pub(crate) const INSTRUMENTAL: &str = "make_instrumental";

/// The clip that it is made of.
pub(crate) const CLIP: &str = "continue_clip_id";

/// The second of that clip at which it begins.
pub(crate) const START: &str = "continue_at";

/// The mode that follows from the words of a song: a description alone is not sung. None if there are no words.
pub(crate) fn mode(body: &Map<String, Value>) -> Option<bool> {
    let is_sung = LYRICS.iter().any(|field| body.contains_key(*field));
    (is_sung || body.contains_key(DESCRIPTION)).then_some(is_sung)
}

/// Whether a violation is that a song has no words. It is told by a mode that nobody chose, if that followed from the words.
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
