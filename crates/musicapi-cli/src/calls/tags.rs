//! Tags: title, lyrics and cover, written into a song.

use std::fs::File;
use std::io::{self, Cursor, Read as _, Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lofty::config::WriteOptions;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::picture::{Picture, PictureType};
use lofty::probe::Probe;
use lofty::tag::{Accessor as _, ItemKey, Tag};
use musicapi::{Client, Clip};
use serde_json::Value;

use crate::output::progress::say;

/// A picture is far smaller.
const COVER_LIMIT: u64 = 20_000_000;

/// How long a picture is waited for: the song that it belongs to is worth more.
const COVER_TIME: Duration = Duration::from_secs(30);

/// What is written into a song.
#[derive(Debug, Clone)]
pub(crate) struct Tags {
    title: Option<String>,
    lyrics: Option<String>,
    cover: Option<Vec<u8>>,
    /// Why they couldn't be written.
    problem: Arc<Mutex<Option<String>>>,
}

impl Tags {
    /// Those of a clip. A cover that can't be fetched is told, and is no reason to lose the song.
    pub(crate) async fn of(client: &Client, clip: &Clip<Value>) -> Self {
        let cover = match clip.image() {
            None => None,
            Some(url) => match cover(client, url).await {
                Ok(cover) => Some(cover),
                Err(problem) => {
                    say(&format!("the cover can't be fetched, so the song has none: {problem}"));
                    None
                }
            },
        };
        let own = |text: Option<&str>| text.map(str::to_owned);
        Self { title: own(clip.title()), lyrics: own(clip.lyrics()), cover, problem: Arc::default() }
    }

    /// Writes them into a file. One that they can't be written into stays as it is.
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

    /// Why they couldn't be written, if so.
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
                let mut picture = Picture::from_reader(&mut cover.as_slice())?;
                picture.set_pic_type(PictureType::CoverFront);
                tag.push_picture(picture);
            }
        }
        song.rewind()?;
        file.save_to(&mut song, WriteOptions::default())?;
        Ok(song.into_inner())
    }
}

/// The bytes of a picture.
async fn cover(client: &Client, url: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let file = client.download(url, folder.path().join("cover")).max_bytes(COVER_LIMIT).tries(2).deadline(COVER_TIME);
    Ok(std::fs::read(file.await?.path)?)
}
