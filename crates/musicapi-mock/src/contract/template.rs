//! Templates: documented examples whose text has slots for the values of a task.

use std::fmt::Write as _;

use musicapi_facts::Report;
use serde_json::Value;

use crate::media::Kind as Format;

/// A key of a clip that tells what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// Whether its value in the document is a list.
    pub(crate) is_list: bool,
}

/// A form.
#[derive(Debug, Default)]
pub(crate) struct Template {
    pub(crate) body: Vec<Piece>,
    /// A clip of the list in the body.
    pub(crate) clip: Vec<Piece>,
}

/// A piece of a form.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    /// JSON as it stands in the document.
    Text(String),
    Slot(Slot),
}

/// Where something is filled in.
#[derive(Debug, PartialEq)]
pub(crate) enum Slot {
    /// The list of clips.
    Clips,
    TaskId,
    ClipId,
    State,
    /// Where a file of this kind is.
    File(Format),
    /// Where the sound is, in a file of this kind: also while it is made.
    Audio(Format),
    Duration {
        is_text: bool,
    },
    /// When the task began, as a date.
    Date,
    /// When the task began or ended, in seconds since 1970.
    Began,
    Ended,
    /// As below, for the title, to which a track adds what it is.
    Title {
        index: usize,
        otherwise: String,
    },
    /// What the request says under the key with this index; the document's value if that isn't known.
    EchoedFields {
        index: usize,
        otherwise: String,
    },
}

impl Template {
    /// The form of a documented report.
    pub(crate) fn compile(body: &Value, report: &Report, keys: &[Key]) -> Self {
        let mut template = Self::default();
        let mut writer = Writer { report, keys, pieces: &mut template.body, clip: None };
        writer.value(body, "", None);
        if let Some(clip) = writer.clip {
            let mut writer = Writer { report, keys, pieces: &mut template.clip, clip: None };
            writer.value(&clip, "", Some(""));
        }
        template
    }

    /// Whether it has a list of clips, and shows what a clip looks like.
    pub(crate) fn has_clips(&self) -> bool {
        !self.clip.is_empty()
    }
}

struct Writer<'w> {
    report: &'w Report,
    keys: &'w [Key],
    pieces: &'w mut Vec<Piece>,
    /// The first clip of the list, once it was met.
    clip: Option<Value>,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Writes a value that stands here in the body, and here in a clip if it is in one.
    fn value(&mut self, value: &Value, path: &str, in_clip: Option<&str>) {
        if in_clip.is_none() && path == self.report.clips {
            if let Value::Array(clips) = value {
                self.clip =
                    clips.iter().find(|clip| clip.pointer(self.report.state).is_some()).or(clips.first()).cloned();
                return self.pieces.push(Piece::Slot(Slot::Clips));
            }
            if value.pointer(self.report.state).is_some() {
                return self.value(value, path, Some(""));
            }
        }
        if let Some(slot) = self.slot(value, path, in_clip) {
            return self.pieces.push(Piece::Slot(slot));
        }
        let Value::Object(members) = value else {
            return self.text(&value.to_string());
        };
        self.text("{");
        for (index, (key, value)) in members.iter().enumerate() {
            let mut head = if index == 0 { String::new() } else { ",".to_owned() };
            // Writing to a string can't fail.
            let _ = write!(head, "{}:", Value::from(key.as_str()));
            self.text(&head);
            // There are no films here, and the example's is not this clip's.
            if in_clip == Some("") && key == "video_url" {
                self.text("null");
                continue;
            }
            let below = in_clip.map(|path| format!("{path}/{key}"));
            self.value(value, &format!("{path}/{key}"), below.as_deref());
        }
        self.text("}");
    }

    fn slot(&self, value: &Value, path: &str, in_clip: Option<&str>) -> Option<Slot> {
        match path.rsplit('/').next().unwrap_or_default() {
            "task_id" => return Some(Slot::TaskId),
            "submit_time" | "start_time" => return Some(Slot::Began),
            "finish_time" => return Some(Slot::Ended),
            _ => {}
        }
        let path = in_clip?;
        // What a task makes alone, such as a persona, is its only clip.
        if self.report.single == Some(path) {
            return Some(Slot::ClipId);
        }
        if path == self.report.state {
            return Some(Slot::State);
        }
        match path.strip_prefix('/')? {
            "clip_id" | "id" => Some(Slot::ClipId),
            "audio_url" | "song_path" => value.as_str().and_then(Format::promised_by).map(Slot::Audio),
            "image_url" | "image_path" | "wav_url" => value.as_str().and_then(Format::promised_by).map(Slot::File),
            "duration" => Some(Slot::Duration { is_text: !value.is_number() }),
            "created_at" => Some(Slot::Date),
            key => {
                let index = self.keys.iter().position(|known| known.name == key)?;
                let otherwise = value.to_string();
                Some(if key == "title" {
                    Slot::Title { index, otherwise }
                } else {
                    Slot::EchoedFields { index, otherwise }
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_task_knows_takes_the_place_of_the_examples_values() {
        let report = musicapi_facts::GET_SONIC_TASK.report.unwrap();
        let keys = [Key { name: "tags".to_owned(), is_list: false }];
        let clip = json!({"clip_id": "x", "state": "succeeded", "tags": "pop", "video_url": "y", "made": {"id": 1}});
        let template = Template::compile(&json!({"code": 200, "data": [clip, clip]}), &report, &keys);
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(template.body, [text(r#"{"code":200,"data":"#), Piece::Slot(Slot::Clips), text("}")]);
        let tags = Slot::EchoedFields { index: 0, otherwise: r#""pop""#.to_owned() };
        assert_eq!(
            template.clip,
            [
                text(r#"{"clip_id":"#),
                Piece::Slot(Slot::ClipId),
                text(r#","state":"#),
                Piece::Slot(Slot::State),
                text(r#","tags":"#),
                Piece::Slot(tags),
                text(r#","video_url":null,"made":{"id":1}}"#)
            ]
        );
    }
}
