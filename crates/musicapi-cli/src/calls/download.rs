//! A clip's file: named by its title, never written over, with tags in it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use musicapi::{Client, Clip, Error, ErrorKind, FileRecord, Look, SideFile, Stored, TaskRef};
use musicapi_jobs::{Fetching, Job, Kept, Seeing};
use serde_json::Value;

use crate::calls::tags::Tags;
use crate::context::files::Files;
use crate::output::progress::{Screen, say};
use crate::output::streams::tell;

/// For how long the file at an address that an answer has told is asked for again while it isn't there: as long as that of a clip.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// What is known of a clip besides itself.
pub(crate) struct Origin<'o> {
    pub(crate) task: Option<&'o TaskRef>,
    pub(crate) request: Option<&'o Value>,
    /// What its file is called instead of its title.
    pub(crate) name: Option<&'o str>,
}

/// Fetches clips, several at a time, each into a file of its own.
pub(crate) struct Titled {
    screen: Screen,
    /// Which clip has which path, since the name of a file is there only once it is whole.
    claimed: Mutex<HashMap<PathBuf, String>>,
    /// The tags of clips, whose covers aren't fetched again with each try to fetch the song.
    tags: Mutex<HashMap<String, Tags>>,
}

impl Titled {
    pub(crate) fn new(screen: &Screen) -> Self {
        Self { screen: screen.clone(), claimed: Mutex::default(), tags: Mutex::default() }
    }

    /// The tags of a clip.
    async fn tags(&self, client: &Client, id: &str, clip: &Clip<Value>) -> Tags {
        let known = || self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tags) = known().get(id) {
            return tags.clone();
        }
        let tags = Tags::of(client, clip).await;
        known().insert(id.to_owned(), tags.clone());
        tags
    }

    /// Whether a path is this clip's.
    fn claim(&self, path: &Path, clip: &str) -> bool {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        claimed.entry(path.to_owned()).or_insert_with(|| clip.to_owned()) == clip
    }

    /// Keeps a name for each clip that can be named already, in their order: which of them is done first must not decide that.
    pub(crate) async fn reserve(&self, clips: &[Clip<Value>], name: Option<&str>, files: &Files) {
        for clip in clips {
            let (Some(id), Some(title)) = (clip.id(), name.or(clip.title())) else { continue };
            let address = clip.audio().or(clip.preview()).unwrap_or_default();
            for name in names(title, Some(kind(bare(address)).unwrap_or("mp3"))) {
                let path = files.folder.join(name);
                let is_mine = self.claim(&path, id);
                match look(&path, id).await {
                    Place::There(..) => break,
                    Place::Free if is_mine => break,
                    Place::Free | Place::Taken | Place::Changed(_) => {}
                }
            }
        }
    }

    /// The clip's file, fetched unless an earlier run has fetched it: a file has its name only once it is whole. None if there is
    /// no audio.
    pub(crate) async fn fetch(
        &self,
        client: &Client,
        clip: &Clip<Value>,
        origin: &Origin<'_>,
        files: &Files,
    ) -> Result<Option<Kept>, Error> {
        let Some(url) = clip.audio() else { return Ok(None) };
        let title = origin.name.or(clip.title()).unwrap_or_default();
        let kind = kind(bare(url)).unwrap_or("mp3");
        self.fetch_as(client, url, Some(clip), (title, Some(kind)), origin, files).await.map(Some)
    }

    /// A file that an answer tells the address of, named by that.
    pub(crate) async fn fetch_address(
        &self,
        client: &Client,
        url: &str,
        request: Option<&Value>,
        files: &Files,
    ) -> Result<Kept, Error> {
        let (bare, origin) = (bare(url), Origin { task: None, request, name: None });
        let name = bare.rsplit('/').next().unwrap_or(bare);
        let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
        self.fetch_as(client, url, None, (title, kind(bare)), &origin, files).await
    }

    async fn fetch_as(
        &self,
        client: &Client,
        url: &str,
        clip: Option<&Clip<Value>>,
        (title, kind): (&str, Option<&str>),
        origin: &Origin<'_>,
        files: &Files,
    ) -> Result<Kept, Error> {
        // What has no id is known by its address.
        let id = clip.and_then(Clip::id).unwrap_or(bare(url));
        let names = || names(title, kind);
        let (mut tags, mut taken, mut changed) = (None, None, None);
        for name in names() {
            let path = files.folder.join(name);
            // Before anything is waited for, so that the first clip has the first name.
            let is_mine = self.claim(&path, id);
            match look(&path, id).await {
                Place::There(bytes, sha256) => return Ok(Kept { path, bytes, sha256 }),
                Place::Changed(bytes) => {
                    changed = Some((path, bytes));
                    continue;
                }
                Place::Free if is_mine => {}
                Place::Free | Place::Taken => continue,
            }
            if let Some(clip) = clip.filter(|_| files.tags && tags.is_none()) {
                tags = Some(self.tags(client, id, clip).await);
            }
            let mut about = SideFile::new().clip(id);
            about = origin.task.into_iter().fold(about, SideFile::task);
            about = clip.and_then(Clip::model).into_iter().fold(about, SideFile::model);
            about = origin.request.cloned().into_iter().fold(about, SideFile::request);
            let length = clip.and_then(Clip::duration);
            let download = client.download(url, &path).expect_length(length).side_file(about);
            // A clip is asked for again by whoever waits for its task; of an address there is no fresh report.
            let download = if clip.is_none() { download.patience(PATIENCE) } else { download };
            let download = match tags.clone() {
                Some(tags) => download.change(move |file| tags.write(file)),
                None => download,
            };
            let shown = self.screen.follow(&path, download.progress());
            match tokio::join!(download, shown).0 {
                Ok(file) => {
                    if let Some(problem) = tags.as_ref().and_then(Tags::problem) {
                        say(&format!("{} has no tags: {problem}", path.display()));
                    }
                    for warning in &file.warnings {
                        say(&format!("{}: {warning}; it is kept as it is", path.display()));
                    }
                    if let Some((old, bytes)) = changed {
                        let old = old.display();
                        let text =
                            format!("{old} isn't the file of {bytes} bytes that was fetched: it was cut or changed");
                        say(&format!("{text}; it was left alone, and the clip fetched again as {}", path.display()));
                    }
                    return Ok(Kept { path: file.path, bytes: file.bytes, sha256: file.sha256 });
                }
                // Somebody else has taken the name in between.
                Err(error) if error.kind() == ErrorKind::File && path.exists() => taken = Some(error),
                Err(error) => return Err(error),
            }
        }
        if let Some(error) = taken {
            return Err(error);
        }
        // No name is free: the first one is refused in the client's own words.
        let file = client.download(url, files.folder.join(names().next().unwrap_or_default())).await?;
        Ok(Kept { path: file.path, bytes: file.bytes, sha256: file.sha256 })
    }
}

/// The clips of jobs go to where each job says.
impl musicapi_jobs::Files for Titled {
    fn seen<'a>(&'a self, job: &'a Job, look: &'a Look<Value>) -> Seeing<'a> {
        Box::pin(async move {
            if let Some(files) = Files::noted(&job.note) {
                self.reserve(&look.clips, job.note["name"].as_str(), &files).await;
            }
        })
    }

    fn fetch<'a>(&'a self, client: &'a Client, job: &'a Job, task: &'a TaskRef, clip: &'a Clip<Value>) -> Fetching<'a> {
        Box::pin(async move {
            let Some(files) = Files::noted(&job.note) else { return Ok(None) };
            if let Err(error) = fs::create_dir_all(&files.folder) {
                tell(&format!("{} can't be made: {error}", files.folder.display()));
            }
            let origin = Origin { task: Some(task), request: Some(&job.request), name: job.note["name"].as_str() };
            self.fetch(client, clip, &origin, &files).await
        })
    }
}

/// What is at a path.
#[derive(Debug, PartialEq)]
enum Place {
    /// This clip, so many bytes of it, and their SHA-256.
    There(u64, Option<String>),
    /// What was this clip, so many bytes of it.
    Changed(u64),
    /// Something else.
    Taken,
    Free,
}

async fn look(path: &Path, clip: &str) -> Place {
    let (read, clip) = (path.to_owned(), clip.to_owned());
    // All of it is read, and the disk may hang: somebody may want to end the program then.
    let looked = tokio::task::spawn_blocking(move || {
        let is_ours = |record: &FileRecord| record.clip.as_deref() == Some(&clip);
        match SideFile::stored(&read) {
            Stored::Whole(record) if is_ours(&record) => Place::There(record.bytes, record.sha256),
            Stored::Changed(record) if is_ours(&record) => Place::Changed(record.bytes),
            Stored::Nothing(Some(record)) if is_ours(&record) => Place::Free,
            Stored::Nothing(None) => {
                let mut beside = read.into_os_string();
                beside.push(".json");
                if fs::symlink_metadata(beside).is_ok() { Place::Taken } else { Place::Free }
            }
            _ => Place::Taken,
        }
    });
    looked.await.unwrap_or(Place::Taken)
}

/// The names that a file of this title may have, in the order in which they are tried.
fn names(title: &str, kind: Option<&str>) -> impl Iterator<Item = String> {
    /// Names that Windows keeps for itself.
    const KEPT: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    // An apostrophe divides no word.
    let title = title.replace(['\'', '’'], "");
    let words = title.split(|letter: char| !is_of_word(letter)).filter(|word| word.contains(char::is_alphanumeric));
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let title = title.trim_end_matches('-').to_owned();
    let title = if title.is_empty() || KEPT.contains(&title.as_str()) { format!("song{title}") } else { title };
    let end = kind.map(|kind| format!(".{kind}")).unwrap_or_default();
    (1..10_000).map(move |number| match number {
        1 => format!("{title}{end}"),
        _ => format!("{title}-{number}{end}"),
    })
}

/// Letters, numbers, and the signs that many scripts set upon letters. What steers a text takes no room either, and is none of them.
fn is_of_word(letter: char) -> bool {
    let is_steering =
        letter.is_control() || matches!(letter, '\u{200b}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    letter.is_alphanumeric() || !is_steering && console::measure_text_width(letter.encode_utf8(&mut [0; 4])) == 0
}

/// An address without what comes after the path.
fn bare(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// What kind of file is at an address, if that is one of those that are made here.
fn kind(bare: &str) -> Option<&str> {
    const KNOWN: [&str; 10] = ["mp3", "wav", "m4a", "ogg", "flac", "mid", "mp4", "jpeg", "jpg", "png"];
    bare.rsplit_once('.').map(|(_, kind)| kind).filter(|kind| KNOWN.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_the_title_and_is_safe() {
        let named = |title: &str| names(title, kind("https://cdn.example/a.m4a")).take(2).collect::<Vec<_>>();
        assert_eq!(named("Keeper of the Light!"), ["keeper-of-the-light.m4a", "keeper-of-the-light-2.m4a"]);
        assert_eq!([&named("हिन्दी ज़िंदगी")[0], &named("น้ำใจ")[0]], ["हिन्दी-ज़िंदगी.m4a", "น้ำใจ.m4a"]);
        assert_eq!([&named("Don't")[0], &named("a\u{202e}b")[0]], ["dont.m4a", "a-b.m4a"]);
        assert_eq!(named("../../etc/passwd")[0], "etc-passwd.m4a");
        assert_eq!([&named("")[0], &named("NUL")[0]], ["song.m4a", "songnul.m4a"]);
        assert_eq!(named(&"é".repeat(100))[0].chars().count(), 64);
        assert_eq!(names("x", kind("https://cdn.example/x.exe")).next().unwrap(), "x");
    }

    #[tokio::test]
    async fn a_file_is_known_by_what_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, side) = (folder.path().join("x.mp3"), folder.path().join("x.mp3.json"));
        assert_eq!(look(&path, "26c9").await, Place::Free);
        let beside =
            |more: &str| format!(r#"{{"musicapi_side_file": 1, "file": "x.mp3", "bytes": 3, "clip": "26c9"{more}}}"#);
        fs::write(&side, beside("")).unwrap();
        assert_eq!(look(&path, "26c9").await, Place::Free);
        assert_eq!(look(&path, "another").await, Place::Taken);
        fs::write(&path, "abc").unwrap();
        assert_eq!(look(&path, "26c9").await, Place::There(3, None));
        assert_eq!(look(&path, "another").await, Place::Taken);
        // What was cut or changed afterwards isn't taken for whole.
        fs::write(&path, "ab").unwrap();
        assert_eq!(look(&path, "26c9").await, Place::Changed(3));
        fs::write(&path, "abd").unwrap();
        fs::write(&side, beside(r#", "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#))
            .unwrap();
        assert_eq!(look(&path, "26c9").await, Place::Changed(3));
        fs::write(&path, "abc").unwrap();
        assert!(matches!(look(&path, "26c9").await, Place::There(3, Some(_))));
        fs::remove_file(&side).unwrap();
        assert_eq!(look(&path, "26c9").await, Place::Taken);
        fs::remove_file(&path).unwrap();
        fs::write(&side, "mine").unwrap();
        assert_eq!(look(&path, "26c9").await, Place::Taken);
    }
}
