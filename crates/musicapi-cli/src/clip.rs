//! What a clip tells, whatever its family calls it.

use serde_json::Value;

/// The first of these fields that holds something.
fn field<'c>(clip: &'c Value, names: &[&str]) -> Option<&'c Value> {
    names.iter().find_map(|name| clip.get(name)).filter(|value| !value.is_null())
}

/// Its id; the only clip of a task has that of its task.
pub(crate) fn id(clip: &Value) -> &str {
    field(clip, &["clip_id", "id", "task_id"]).and_then(Value::as_str).unwrap_or_default()
}

/// Its title.
pub(crate) fn title(clip: &Value) -> &str {
    field(clip, &["title"]).and_then(Value::as_str).unwrap_or_default()
}

/// Where its audio is.
pub(crate) fn audio(clip: &Value) -> Option<&str> {
    field(clip, &["audio_url", "song_path", "wav_url"]).and_then(Value::as_str)
}

/// How long it is; the service writes a number or text.
pub(crate) fn seconds(clip: &Value) -> Option<f64> {
    let seconds = field(clip, &["duration"])?;
    seconds.as_f64().or_else(|| seconds.as_str()?.parse().ok())
}

/// The name of its file: its title, and its id, so that the same clip always has the same name. Of a UUID the beginning is enough.
pub(crate) fn file_name(clip: &Value) -> String {
    let words = title(clip).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let id: String = id(clip).chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let is_uuid = id.len() == 36 && id.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let id = if is_uuid { &id[..8] } else { id.trim_matches('-') };
    let kind = audio(clip).and_then(|url| url.split(['?', '#']).next()?.rsplit_once('.')).map(|(_, kind)| kind);
    let kind = kind.filter(|kind| ["mp3", "wav", "m4a", "ogg", "flac"].contains(kind)).unwrap_or("mp3");
    format!("{}-{id}.{kind}", if title.is_empty() { "song" } else { title.trim_end_matches('-') })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_made_of_title_and_id_and_stays_in_its_folder() {
        let name =
            |title: &str, id: &str, url: &str| file_name(&json!({"title": title, "clip_id": id, "audio_url": url}));
        let uuid = "26c9c592-0566-46cf-bb71-91ac1deaa7b5";
        assert_eq!(name("Über den Wolken / ../etc", uuid, "http://x/a.mp3"), "über-den-wolken-etc-26c9c592.mp3");
        assert_eq!(name("…", "../../x", "http://x/a.wav?t=1"), "song-x.wav");
        assert_eq!(
            (name("a", "clip_0001_a", ""), name("a", "clip_0001_b", "")),
            ("a-clip-0001-a.mp3".into(), "a-clip-0001-b.mp3".into())
        );
        assert_eq!(name(&"la ".repeat(100), uuid, "").chars().count(), 59 + "-26c9c592.mp3".len());
    }

    #[test]
    fn every_family_is_understood() {
        let nuro = json!({"task_id": "t", "audio_url": "http://x/a.wav", "duration": 199.04325});
        assert_eq!((id(&nuro), audio(&nuro), seconds(&nuro)), ("t", Some("http://x/a.wav"), Some(199.04325)));
        let studio = json!({"id": "s", "song_path": "http://x/b.mp3"});
        assert_eq!((id(&studio), audio(&studio), seconds(&studio)), ("s", Some("http://x/b.mp3"), None));
    }
}
