//! The files of a clip: what its addresses promise, made from its seed when they are asked for.

mod cells;
mod content;
mod cover;
mod m4a;
mod midi;
mod mp3;
mod score;
pub(crate) mod serve;
mod stem;
mod timing;
pub(crate) mod url;
mod wav;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use content::Content;
pub(crate) use score::FRAME_MS;
pub(crate) use stem::Stem;

/// The longest song, in frames: one hour.
const LONGEST: u64 = 3_600_000 / FRAME_MS;

/// A song, or a track of one. All that can be known of it follows from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Song {
    seed: u64,
    frames: u64,
    stem: Stem,
}

impl Song {
    /// The song of a seed, of so many frames of [`FRAME_MS`]: at least one, and at most an hour of them.
    pub(crate) fn new(seed: u64, frames: u64) -> Self {
        Self { seed, frames: frames.clamp(1, LONGEST), stem: Stem::SONG }
    }

    /// The song of a seed that lasts so many seconds, to the nearest frame.
    pub(crate) fn lasting(seed: u64, seconds: f64) -> Self {
        // What is negative or not a number becomes zero.
        Self::new(seed, (seconds * 1000.0 / FRAME_MS as f64).round() as u64)
    }

    /// One track of it.
    pub(crate) fn track(self, stem: Stem) -> Self {
        Self { stem, ..self }
    }

    /// Its first seconds, for an address that is given out before the song is done.
    pub(crate) fn beginning(self, seconds: f64) -> Self {
        let frames = Self::lasting(self.seed, seconds).frames.min(self.frames);
        Self { frames, ..self }
    }

    /// How long it lasts.
    pub(crate) fn seconds(&self) -> f64 {
        (self.frames * FRAME_MS) as f64 / 1000.0
    }

    /// Beats a minute, which don't change.
    pub(crate) fn bpm(&self) -> f64 {
        60_000.0 / (self.beat() * FRAME_MS) as f64
    }

    /// Who plays which notes, as an answer tells it: a list of `{name, notes: [{pitch, start, end, velocity}]}`, the pitch as
    /// a MIDI number, the times in seconds, the velocity from 0 to 1.
    pub(crate) fn instruments(&self) -> Value {
        midi::instruments(self)
    }

    /// When each word is sung, as an answer tells it: a list of `{word, start_s, end_s, p_align, success}`; none if the lyrics
    /// have no word. The words share the song evenly, in this order.
    pub(crate) fn alignment(&self, lyrics: &str) -> Option<Value> {
        timing::alignment(self, lyrics)
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn stem(&self) -> Stem {
        self.stem
    }

    /// Frames of a beat.
    fn beat(&self) -> u64 {
        2 * score::half_beat(self.seed)
    }

    /// The notes that begin before its end, cut off there.
    fn notes(&self) -> impl Iterator<Item = score::Note> {
        let (frames, players) = (self.frames, self.stem.players());
        let notes = score::notes(self.seed).take_while(move |note| note.start < frames);
        let notes = notes.filter(move |note| players.contains(&note.player));
        notes.map(move |note| score::Note { frames: note.frames.min(frames - note.start), ..note })
    }
}

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
    const ALL: [Self; 5] = [Self::Mp3, Self::M4a, Self::Wav, Self::Midi, Self::Jpeg];

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

/// A file of a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Artefact {
    /// What is in it.
    pub(crate) song: Song,
    /// In which form.
    pub(crate) kind: Kind,
}

impl Artefact {
    /// Its bytes, the same for the same song and kind.
    ///
    /// # Errors
    /// If a picture can't be encoded, for which there is no known reason.
    pub(crate) fn content(&self) -> Result<Content, jpeg_encoder::EncodingError> {
        let song = &self.song;
        Ok(match self.kind {
            Kind::Mp3 => Content::new(Vec::new(), mp3::cells(), song),
            Kind::M4a => m4a::content(song),
            Kind::Wav => wav::content(song),
            Kind::Midi => Content::whole(midi::file(song)),
            Kind::Jpeg => Content::whole(cover::file(song)?),
        })
    }

    /// A strong validator: files that differ have different ones.
    pub(crate) fn etag(&self) -> String {
        let Song { seed, frames, stem } = self.song;
        let players = stem.players();
        format!("\"{seed:x}-{frames:x}-{}-{}-{}\"", players.start, players.end, self.kind.extension())
    }
}

#[cfg(test)]
mod tests;
