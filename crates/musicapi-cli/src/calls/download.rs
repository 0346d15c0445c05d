//! Downloads clips: each into a file named after its title, with tags, and never over another file.
//!
//! The side file beside each download says which clip it holds. A path is therefore free, taken, or already holds the clip from an earlier
//! run, which then isn't fetched again. Paths are claimed before anything is awaited, so that concurrent downloads get their names in the
//! order of the clips.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use musicapi::{Client, Clip, Error, ErrorKind, FileRecord, SideFile, Stored, TaskRef, TaskStatus};
use musicapi_jobs::{FetchFuture, Job, SavedFile, SeenFuture};
use serde_json::Value;

use crate::calls::tags::Tags;
use crate::context::files::Files;
use crate::output::progress::{Screen, eprint_above_bars};
use crate::output::streams::eprint_line;

/// How long to retry a file whose address came in an answer: as long as that of a clip.
const RETRY_TIME: Duration = Duration::from_secs(10 * 60);

/// What belongs into the side file and the name of a clip.
pub(crate) struct ClipContext<'o> {
    pub(crate) task: Option<&'o TaskRef>,
    pub(crate) request: Option<&'o Value>,
    /// The name of the file, instead of the clip's title.
    pub(crate) name: Option<&'o str>,
}

/// Downloads clips concurrently, each into a file of its own.
pub(crate) struct Downloader {
    screen: Screen,
    /// The paths that clips have claimed, since a file gets its name only when it is complete.
    claimed: Mutex<HashMap<PathBuf, String>>,
    /// The tags of clips, kept so that a retry doesn't fetch the cover again.
    tags: Mutex<HashMap<String, Tags>>,
}

impl Downloader {
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

    /// Claims a path for a clip; false if another clip has it.
    fn claim(&self, path: &Path, clip: &str) -> bool {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        claimed.entry(path.to_owned()).or_insert_with(|| clip.to_owned()) == clip
    }

    /// Claims a path for each clip that has a title, in order, so that names don't depend on which clip is final first.
    pub(crate) async fn reserve(&self, clips: &[Clip<Value>], name: Option<&str>, files: &Files) {
        for clip in clips {
            let (Some(id), Some(title)) = (clip.id(), name.or(clip.title())) else { continue };
            let address = clip.audio().or(clip.preview()).unwrap_or_default();
            for name in names(title, Some(kind(bare(address)).unwrap_or("mp3"))) {
                let path = files.folder.join(name);
                let is_mine = self.claim(&path, id);
                match path_state(&path, id).await {
                    PathState::Complete(..) => break,
                    PathState::Free if is_mine => break,
                    PathState::Free | PathState::Taken | PathState::Changed(_) => {}
                }
            }
        }
    }

    /// Downloads a clip, unless an earlier run has. None if the clip has no audio.
    pub(crate) async fn fetch(
        &self,
        client: &Client,
        clip: &Clip<Value>,
        clip_context: &ClipContext<'_>,
        files: &Files,
    ) -> Result<Option<SavedFile>, Error> {
        let Some(url) = clip.audio() else { return Ok(None) };
        let title = clip_context.name.or(clip.title()).unwrap_or_default();
        let kind = kind(bare(url)).unwrap_or("mp3");
        self.fetch_as(client, url, Some(clip), (title, Some(kind)), clip_context, files).await.map(Some)
    }

    /// Downloads a file from an address in an answer, named after the address.
    pub(crate) async fn fetch_address(
        &self,
        client: &Client,
        url: &str,
        request: Option<&Value>,
        files: &Files,
    ) -> Result<SavedFile, Error> {
        let (bare, clip_context) = (bare(url), ClipContext { task: None, request, name: None });
        let name = bare.rsplit('/').next().unwrap_or(bare);
        let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
        self.fetch_as(client, url, None, (title, kind(bare)), &clip_context, files).await
    }

    async fn fetch_as(
        &self,
        client: &Client,
        url: &str,
        clip: Option<&Clip<Value>>,
        (title, kind): (&str, Option<&str>),
        clip_context: &ClipContext<'_>,
        files: &Files,
    ) -> Result<SavedFile, Error> {
        // A file without a clip id is identified by its address.
        let id = clip.and_then(Clip::id).unwrap_or(bare(url));
        let names = || names(title, kind);
        let (mut tags, mut taken, mut changed) = (None, None, None);
        for name in names() {
            let path = files.folder.join(name);
            // Claim before the first await, so that the first clip gets the first name.
            let is_mine = self.claim(&path, id);
            match path_state(&path, id).await {
                PathState::Complete(bytes, sha256) => return Ok(SavedFile { path, bytes, sha256 }),
                PathState::Changed(bytes) => {
                    changed = Some((path, bytes));
                    continue;
                }
                PathState::Free if is_mine => {}
                PathState::Free | PathState::Taken => continue,
            }
            if let Some(clip) = clip.filter(|_| files.tags && tags.is_none()) {
                tags = Some(self.tags(client, id, clip).await);
            }
            let mut about = SideFile::new().clip(id);
            about = clip_context.task.into_iter().fold(about, SideFile::task);
            about = clip.and_then(Clip::model).into_iter().fold(about, SideFile::model);
            about = clip_context.request.cloned().into_iter().fold(about, SideFile::request);
            let length = clip.and_then(Clip::duration);
            let download = client.download(url, &path).expect_length(length).side_file(about);
            // The wait for a task retries its clips with fresh addresses; a bare address can only be retried here.
            let download = if clip.is_none() { download.patience(RETRY_TIME) } else { download };
            let download = match tags.clone() {
                Some(tags) => download.change(move |file| tags.write(file)),
                None => download,
            };
            let shown = self.screen.follow(&path, download.progress());
            match tokio::join!(download, shown).0 {
                Ok(file) => {
                    if let Some(problem) = tags.as_ref().and_then(Tags::problem) {
                        eprint_above_bars(&format!("{} has no tags: {problem}", path.display()));
                    }
                    for warning in &file.warnings {
                        eprint_above_bars(&format!("{}: {warning}; it is kept as it is", path.display()));
                    }
                    if let Some((old, bytes)) = changed {
                        let old = old.display();
                        let text =
                            format!("{old} isn't the file of {bytes} bytes that was fetched: it was cut or changed");
                        eprint_above_bars(&format!(
                            "{text}; it was left alone, and the clip fetched again as {}",
                            path.display()
                        ));
                    }
                    return Ok(SavedFile { path: file.path, bytes: file.bytes, sha256: file.sha256 });
                }
                // Another program has taken the name meanwhile.
                Err(error) if error.kind() == ErrorKind::File && path.exists() => taken = Some(error),
                Err(error) => return Err(error),
            }
        }
        if let Some(error) = taken {
            return Err(error);
        }
        // No name is free; let the client refuse the first one with its own error.
        let file = client.download(url, files.folder.join(names().next().unwrap_or_default())).await?;
        Ok(SavedFile { path: file.path, bytes: file.bytes, sha256: file.sha256 })
    }
}

/// Downloads the clips of jobs, each to the folder in the note of its job.
impl musicapi_jobs::Files for Downloader {
    fn seen<'a>(&'a self, job: &'a Job, status: &'a TaskStatus<Value>) -> SeenFuture<'a> {
        Box::pin(async move {
            if let Some(files) = Files::from_note(&job.note) {
                self.reserve(&status.clips, job.note["name"].as_str(), &files).await;
            }
        })
    }

    fn fetch<'a>(
        &'a self,
        client: &'a Client,
        job: &'a Job,
        task: &'a TaskRef,
        clip: &'a Clip<Value>,
    ) -> FetchFuture<'a> {
        Box::pin(async move {
            let Some(files) = Files::from_note(&job.note) else { return Ok(None) };
            if let Err(error) = fs::create_dir_all(&files.folder) {
                eprint_line(&format!("{} can't be made: {error}", files.folder.display()));
            }
            let clip_context =
                ClipContext { task: Some(task), request: Some(&job.request), name: job.note["name"].as_str() };
            self.fetch(client, clip, &clip_context, &files).await
        })
    }
}

/// What a path holds.
#[derive(Debug, PartialEq)]
enum PathState {
    /// This clip, complete: its size and SHA-256.
    Complete(u64, Option<String>),
    /// This clip, but cut or changed since; the size that it had.
    Changed(u64),
    /// Something else.
    Taken,
    Free,
}

async fn path_state(path: &Path, clip: &str) -> PathState {
    let (read, clip) = (path.to_owned(), clip.to_owned());
    // This reads the whole file, and the disk may hang; don't block the runtime.
    let looked = tokio::task::spawn_blocking(move || {
        let is_ours = |record: &FileRecord| record.clip.as_deref() == Some(&clip);
        match SideFile::stored(&read) {
            Stored::Whole(record) if is_ours(&record) => PathState::Complete(record.bytes, record.sha256),
            Stored::Changed(record) if is_ours(&record) => PathState::Changed(record.bytes),
            Stored::Nothing(Some(record)) if is_ours(&record) => PathState::Free,
            Stored::Nothing(None) => {
                let mut beside = read.into_os_string();
                beside.push(".json");
                if fs::symlink_metadata(beside).is_ok() { PathState::Taken } else { PathState::Free }
            }
            _ => PathState::Taken,
        }
    });
    looked.await.unwrap_or(PathState::Taken)
}

/// The file names for a title, in the order to try.
fn names(title: &str, kind: Option<&str>) -> impl Iterator<Item = String> {
    /// Names that Windows reserves.
    const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    // An apostrophe doesn't end a word.
    let title = title.replace(['\'', '’'], "");
    let words = title.split(|letter: char| !is_of_word(letter)).filter(|word| word.contains(char::is_alphanumeric));
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let title = title.trim_end_matches('-').to_owned();
    let title = if title.is_empty() || RESERVED.contains(&title.as_str()) { format!("song{title}") } else { title };
    let end = kind.map(|kind| format!(".{kind}")).unwrap_or_default();
    (1..10_000).map(move |number| match number {
        1 => format!("{title}{end}"),
        _ => format!("{title}-{number}{end}"),
    })
}

/// Whether a character belongs to a word: letters, digits, and combining marks, which have no width. Control and format characters have no
/// width either, and don't.
fn is_of_word(letter: char) -> bool {
    let is_steering =
        letter.is_control() || matches!(letter, '\u{200b}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    letter.is_alphanumeric() || !is_steering && console::measure_text_width(letter.encode_utf8(&mut [0; 4])) == 0
}

/// An address without query and fragment.
fn bare(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// The file extension of an address, if it is a known one.
fn kind(bare: &str) -> Option<&str> {
    const KNOWN: [&str; 10] = ["mp3", "wav", "m4a", "ogg", "flac", "mid", "mp4", "jpeg", "jpg", "png"];
    bare.rsplit_once('.').map(|(_, kind)| kind).filter(|kind| KNOWN.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_a_safe_form_of_the_title() {
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
    async fn a_file_is_identified_by_its_side_file() {
        let folder = tempfile::tempdir().unwrap();
        let (path, side) = (folder.path().join("x.mp3"), folder.path().join("x.mp3.json"));
        assert_eq!(path_state(&path, "26c9").await, PathState::Free);
        let beside =
            |more: &str| format!(r#"{{"musicapi_side_file": 1, "file": "x.mp3", "bytes": 3, "clip": "26c9"{more}}}"#);
        fs::write(&side, beside("")).unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Free);
        assert_eq!(path_state(&path, "another").await, PathState::Taken);
        fs::write(&path, "abc").unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Complete(3, None));
        assert_eq!(path_state(&path, "another").await, PathState::Taken);
        // A file that was cut or changed isn't complete.
        fs::write(&path, "ab").unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Changed(3));
        fs::write(&path, "abd").unwrap();
        fs::write(&side, beside(r#", "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#))
            .unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Changed(3));
        fs::write(&path, "abc").unwrap();
        assert!(matches!(path_state(&path, "26c9").await, PathState::Complete(3, Some(_))));
        fs::remove_file(&side).unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Taken);
        fs::remove_file(&path).unwrap();
        fs::write(&side, "mine").unwrap();
        assert_eq!(path_state(&path, "26c9").await, PathState::Taken);
    }
}
