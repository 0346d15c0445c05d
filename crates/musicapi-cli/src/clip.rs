//! A clip's file: named by its title, never written over, with tags in it.

use std::fs;
use std::path::{Path, PathBuf};

use musicapi::{Client, Clip, ErrorKind, SideFile, TaskRef};
use serde_json::Value;

use crate::bars::Bars;
use crate::failure::{Failure, tell};
use crate::session::Files;
use crate::tags::Tags;

/// A file that is there.
pub(crate) struct Stored {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
}

/// The clip's file, fetched unless an earlier run has fetched it: a file has its name only once it is whole.
pub(crate) async fn fetch(
    client: &Client,
    clip: &Clip<Value>,
    task: &TaskRef,
    files: &Files,
    request: Option<&Value>,
    bars: &Bars,
) -> Result<Stored, Failure> {
    let url = clip.audio().ok_or_else(|| {
        let id = clip.id().unwrap_or("without an id");
        Failure::plain(format!("clip {id} is done but tells no address of its audio"))
    })?;
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    // A clip without an id is known by its address.
    let id = clip.id().unwrap_or(bare);
    let names = names(clip.title().unwrap_or_default(), bare);
    let mut tags = None;
    for name in names {
        let path = files.folder.join(name);
        match look(&path, id) {
            Place::There(bytes) => return Ok(Stored { path, bytes }),
            Place::Taken => continue,
            Place::Free => {}
        }
        if files.tags && tags.is_none() {
            tags = Some(Tags::of(client, clip).await);
        }
        let mut about = SideFile::new().task(task).clip(id);
        about = clip.model().into_iter().fold(about, SideFile::model);
        about = request.cloned().into_iter().fold(about, SideFile::request);
        let download = client.download(url, &path).expect_length(clip.duration()).side_file(about);
        let download = match tags.clone() {
            Some(tags) => download.change(move |file| tags.write(file)),
            None => download,
        };
        let shown = bars.follow(&path, download.progress());
        match tokio::join!(download, shown).0 {
            Ok(file) => {
                if let Some(problem) = tags.as_ref().and_then(Tags::problem) {
                    tell(&format!("{} has no tags: {problem}", path.display()));
                }
                return Ok(Stored { path, bytes: file.bytes });
            }
            // Somebody else has taken the name in between.
            Err(error) if error.kind() == ErrorKind::File && path.exists() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::plain(format!("no name is free in {}; choose another folder with --out", files.folder.display())))
}

/// What is at a path.
enum Place {
    /// This clip, so many bytes of it.
    There(u64),
    /// Something else.
    Taken,
    Free,
}

fn look(path: &Path, clip: &str) -> Place {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".json");
    let about: Option<Value> = fs::read(&beside).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let is_ours = about.is_some_and(|about| about["musicapi_side_file"] == 1 && about["clip"] == clip);
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_file() && there.len() > 0 && is_ours => Place::There(there.len()),
        Ok(_) => Place::Taken,
        Err(_) if is_ours || fs::symlink_metadata(beside).is_err() => Place::Free,
        Err(_) => Place::Taken,
    }
}

/// The names that a file of this title may have, in the order in which they are tried.
fn names(title: &str, url: &str) -> impl Iterator<Item = String> {
    /// Names that Windows keeps for itself.
    const KEPT: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let title = title.trim_end_matches('-').to_owned();
    let title = if title.is_empty() || KEPT.contains(&title.as_str()) { format!("song{title}") } else { title };
    let kind = url.rsplit_once('.').map(|(_, kind)| kind);
    let kind = kind.filter(|kind| ["mp3", "wav", "m4a", "ogg", "flac"].contains(kind)).unwrap_or("mp3").to_owned();
    (1..10_000).map(move |number| match number {
        1 => format!("{title}.{kind}"),
        _ => format!("{title}-{number}.{kind}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_the_title_and_is_safe() {
        let named = |title: &str| names(title, "https://cdn.example/a.m4a").take(2).collect::<Vec<_>>();
        assert_eq!(named("Keeper of the Light!"), ["keeper-of-the-light.m4a", "keeper-of-the-light-2.m4a"]);
        assert_eq!(named("../../etc/passwd")[0], "etc-passwd.m4a");
        assert_eq!([&named("")[0], &named("NUL")[0]], ["song.m4a", "songnul.m4a"]);
        assert_eq!(named(&"é".repeat(100))[0].chars().count(), 64);
        assert_eq!(names("x", "https://cdn.example/x.exe").next().unwrap(), "x.mp3");
    }

    #[test]
    fn a_file_is_known_by_what_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, side) = (folder.path().join("x.mp3"), folder.path().join("x.mp3.json"));
        assert!(matches!(look(&path, "26c9"), Place::Free));
        fs::write(&side, r#"{"musicapi_side_file": 1, "clip": "26c9"}"#).unwrap();
        assert!(matches!(look(&path, "26c9"), Place::Free));
        assert!(matches!(look(&path, "another"), Place::Taken));
        fs::write(&path, "abc").unwrap();
        assert!(matches!(look(&path, "26c9"), Place::There(3)));
        assert!(matches!(look(&path, "another"), Place::Taken));
        fs::remove_file(&side).unwrap();
        assert!(matches!(look(&path, "26c9"), Place::Taken));
    }
}
