//! The files of a job's clips: fetched once, whole.

use std::path::{Path, PathBuf};

use musicapi::{Client, Clip, Error, SideFile, TaskRef};
use serde::Deserialize;
use serde_json::Value;

use crate::job::{Job, Kept};
use crate::run::Place;

/// What the side file of a clip tells.
#[derive(Deserialize)]
struct Note {
    bytes: u64,
    sha256: Option<String>,
    task: Option<TaskRef>,
}

/// The file of a clip, fetched unless an earlier run has fetched it; none if it has no audio, or none is wanted.
pub(crate) async fn fetch(
    client: &Client,
    job: &Job,
    task: &TaskRef,
    clip: &Clip<Value>,
    place: &Place,
) -> Result<Option<Kept>, Error> {
    let Some((url, path)) = clip.audio().zip(place(job, clip)) else { return Ok(None) };
    if let Some(kept) = there(&path, task) {
        return Ok(Some(kept));
    }
    if let Some(folder) = path.parent() {
        // If it can't be made, the download says why it can't be written there.
        let _ = std::fs::create_dir_all(folder);
    }
    let about = SideFile::new().task(task).request(job.request.clone());
    let about = clip.model().map_or(about.clone(), |model| about.model(model));
    let download = client.download(url, &path).side_file(about);
    #[cfg(feature = "audio-length")]
    let download = download.expect_length(clip.duration());
    let file = download.await?;
    Ok(Some(Kept { path: file.path, bytes: file.bytes, sha256: file.sha256 }))
}

/// The file, if it is there and comes from this task. It has its name only once it is whole, and its side file before.
fn there(path: &Path, task: &TaskRef) -> Option<Kept> {
    let mut note = path.as_os_str().to_owned();
    note.push(".json");
    let note: Note = serde_json::from_slice(&std::fs::read(PathBuf::from(note)).ok()?).ok()?;
    let bytes = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
    let is_it = note.task.as_ref() == Some(task) && note.bytes == bytes;
    is_it.then(|| Kept { path: path.to_owned(), bytes, sha256: note.sha256 })
}
