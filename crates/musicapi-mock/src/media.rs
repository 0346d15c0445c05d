//! The files of a clip, made from its seed when they are fetched.
//!
//! A `song` is three numbers: seed, length, track. `score` and `stem` say who plays which notes. `mp3`, `m4a` and `wav` string pre-encoded
//! `cells` of notes together, so any part of a file is made without the others (`content`); `midi` and `cover` are made whole. `timing`
//! says when each word is sung. `name` and `url` are the names and addresses of files, and `serve` answers requests for them.

mod cells;
mod content;
mod cover;
mod m4a;
mod midi;
mod mp3;
mod name;
mod score;
pub(crate) mod serve;
mod song;
mod stem;
mod timing;
pub(crate) mod url;
mod wav;

pub(crate) use content::Content;
pub(crate) use name::{Kind, Name};
pub(crate) use score::FRAME_MS;
pub(crate) use song::Song;
pub(crate) use stem::Stem;

/// A file of a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MediaFile {
    /// What is in it.
    pub(crate) song: Song,
    /// In which form.
    pub(crate) kind: Kind,
}

impl MediaFile {
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
        let (seed, frames, players) = (self.song.seed(), self.song.frames(), self.song.stem().players());
        format!("\"{seed:x}-{frames:x}-{}-{}-{}\"", players.start, players.end, self.kind.extension())
    }
}

#[cfg(test)]
mod tests;
