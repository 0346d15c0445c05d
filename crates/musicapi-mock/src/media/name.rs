//! The names of files: the clip, the kind of file, and whether it is the preview of a song that isn't done.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Mp3,
    M4a,
    Wav,
    Midi,
    Jpeg,
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [Self::Mp3, Self::M4a, Self::Wav, Self::Midi, Self::Jpeg];

    /// The kind that the end of a name promises.
    pub(crate) fn promised_by(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.extension() == extension)
    }

    /// How its names end.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Wav => "wav",
            Self::Midi => "mid",
            Self::Jpeg => "jpeg",
        }
    }

    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Wav => "audio/wav",
            Self::Midi => "audio/midi",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// What is asked for by the name of a file: `<id>.<extension>`, or `preview/<id>.<extension>` for the beginning of a song that
/// isn't done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name<'n> {
    /// The clip.
    pub(crate) id: &'n str,
    /// The kind of file.
    pub(crate) kind: Kind,
    /// Whether it is the temporary address of a beginning.
    pub(crate) is_preview: bool,
}

impl<'n> Name<'n> {
    /// None if it is no such name.
    pub(crate) fn parse(name: &'n str) -> Option<Self> {
        let (name, is_preview) = match name.strip_prefix("preview/") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (id, _) = name.rsplit_once('.')?;
        Some(Self { id, kind: Kind::promised_by(name)?, is_preview })
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, kind, is_preview } = self;
        write!(formatter, "{}{id}.{}", if *is_preview { "preview/" } else { "" }, kind.extension())
    }
}
