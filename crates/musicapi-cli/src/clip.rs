//! The name of a clip's file.

use musicapi::Clip;
use serde_json::Value;

/// Its title, and its id, so that the same clip always has the same name. Of a UUID the beginning is enough.
pub(crate) fn file_name(clip: &Clip<Value>) -> String {
    let title = clip.title().unwrap_or_default();
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let id = clip.id().unwrap_or_default();
    let id: String = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let is_uuid = id.len() == 36 && id.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let id = if is_uuid { &id[..8] } else { id.trim_matches('-') };
    let kind = clip.audio().and_then(|url| url.split(['?', '#']).next()?.rsplit_once('.')).map(|(_, kind)| kind);
    let kind = kind.filter(|kind| ["mp3", "wav", "m4a", "ogg", "flac"].contains(kind)).unwrap_or("mp3");
    format!("{}-{id}.{kind}", if title.is_empty() { "song" } else { title.trim_end_matches('-') })
}
