//! Writes title, lyrics and cover into an audio file.
//!
//! A song is worth more than its tags: a cover that can't be fetched, or a file that can't hold tags, is reported and never an error.

use std::fs::File;
use std::io::{self, Cursor, Read as _, Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lofty::config::WriteOptions;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::probe::Probe;
use lofty::tag::{Accessor as _, ItemKey, Tag};
use musicapi::{Client, Clip};
use serde_json::Value;

use crate::output::progress::eprint_above_bars;

/// The most bytes of a cover; real ones are far smaller.
const COVER_LIMIT: u64 = 20_000_000;

/// The deadline for a cover.
const COVER_TIME: Duration = Duration::from_secs(30);

/// The tags of a song.
#[derive(Debug, Clone)]
pub(crate) struct Tags {
    title: Option<String>,
    lyrics: Option<String>,
    cover: Option<Vec<u8>>,
    /// Why they couldn't be written.
    problem: Arc<Mutex<Option<String>>>,
}

impl Tags {
    /// The tags of a clip, with its cover if that can be fetched.
    pub(crate) async fn of(client: &Client, clip: &Clip<Value>) -> Self {
        let cover = match clip.image() {
            None => None,
            Some(url) => match cover(client, url).await {
                Ok(cover) => Some(cover),
                Err(problem) => {
                    eprint_above_bars(&format!("the cover can't be fetched, so the song has none: {problem}"));
                    None
                }
            },
        };
        let own = |text: Option<&str>| text.map(str::to_owned);
        Self { title: own(clip.title()), lyrics: own(clip.lyrics()), cover, problem: Arc::default() }
    }

    /// Writes the tags into a file, which stays as it is if that fails.
    pub(crate) fn write(&self, file: &mut File) -> io::Result<()> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        match self.written(bytes) {
            Ok(bytes) => {
                file.rewind()?;
                file.set_len(0)?;
                file.write_all(&bytes)
            }
            Err(error) => {
                *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.to_string());
                Ok(())
            }
        }
    }

    /// Why the tags couldn't be written, if so.
    pub(crate) fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn written(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let mut song = Cursor::new(bytes);
        let mut file = Probe::new(&mut song).guess_file_type()?.read()?;
        if file.primary_tag().is_none() {
            file.insert_tag(Tag::new(file.primary_tag_type()));
        }
        if let Some(tag) = file.primary_tag_mut() {
            if let Some(title) = &self.title {
                tag.set_title(title.clone());
            }
            if let Some(lyrics) = &self.lyrics {
                tag.insert_text(ItemKey::UnsyncLyrics, lyrics.clone());
            }
            if let Some(cover) = &self.cover {
                // Replace the front cover of an earlier write.
                tag.remove_picture_type(PictureType::CoverFront);
                tag.push_picture(picture(cover));
            }
        }
        song.rewind()?;
        file.save_to(&mut song, WriteOptions::default())?;
        Ok(song.into_inner())
    }
}

/// A picture of any format. One that the library doesn't know is embedded as it is, so that it doesn't prevent title and lyrics.
fn picture(bytes: &[u8]) -> Picture {
    match Picture::from_reader(&mut &*bytes) {
        Ok(mut picture) => {
            picture.set_pic_type(PictureType::CoverFront);
            picture
        }
        Err(_) => {
            let kind = if bytes.starts_with(b"RIFF") { "image/webp" } else { "application/octet-stream" };
            let picture = Picture::unchecked(bytes.to_vec()).pic_type(PictureType::CoverFront);
            picture.mime_type(MimeType::Unknown(kind.to_owned())).build()
        }
    }
}

/// Fetches a cover.
async fn cover(client: &Client, url: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let file = client.download(url, folder.path().join("cover")).max_bytes(COVER_LIMIT).tries(2).deadline(COVER_TIME);
    Ok(std::fs::read(file.await?.path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second of silence.
    fn wav() -> Vec<u8> {
        let data = vec![0; 8000];
        let mut wav = b"RIFF".to_vec();
        wav.extend(8036_u32.to_le_bytes());
        wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
        wav.extend(8000_u32.to_le_bytes());
        wav.extend(data);
        wav
    }

    #[test]
    fn a_cover_of_any_format_is_embedded_once_beside_title_and_lyrics() {
        for cover in [b"RIFF\x04\0\0\0WEBP".to_vec(), b"no picture".to_vec()] {
            let (title, lyrics) = (Some("T".to_owned()), Some("la".to_owned()));
            let tags = Tags { title, lyrics, cover: Some(cover.clone()), problem: Arc::default() };
            let twice = tags.written(tags.written(wav()).unwrap()).unwrap();
            let file = Probe::new(Cursor::new(twice)).guess_file_type().unwrap().read().unwrap();
            let tag = file.primary_tag().unwrap();
            assert_eq!((tag.title().as_deref(), tag.get_string(ItemKey::UnsyncLyrics)), (Some("T"), Some("la")));
            assert_eq!(tag.pictures().iter().map(Picture::data).collect::<Vec<_>>(), [cover]);
        }
    }
}
