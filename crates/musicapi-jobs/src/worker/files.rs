//! Fetch the files of a job's clips, each once and whole.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use musicapi::{Client, Clip, Error, SideFile, Stored, TaskRef, TaskStatus};
use serde_json::Value;

use crate::model::job::{Job, SavedFile};

/// The future of a note about a poll.
pub type SeenFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Fetches the files of clips. A function from a job and a clip to a path, or to `None`, is one that stores audio as it comes.
pub trait Files: Send + Sync + 'static {
    /// Called with each poll of a job's task, before any clip that it shows is fetched: to reserve a name for each of them, for example.
    /// Does nothing by default.
    fn seen<'a>(&'a self, job: &'a Job, status: &'a TaskStatus<Value>) -> SeenFuture<'a> {
        let _ = (job, status);
        Box::pin(std::future::ready(()))
    }

    /// The clip's file, fetched unless it is there already; `None` if there is nothing to fetch.
    ///
    /// Called as soon as the clip is final, whatever the state of the other clips. It may be called again for the same clip after a
    /// crash, or with a fresh address, and its future may be dropped at any moment.
    ///
    /// # Errors
    /// If the file can't be fetched now. After an error [that may pass](Error::is_transient), or of a file that
    /// [isn't there yet](Error::is_file_pending), it is tried again.
    fn fetch<'a>(
        &'a self,
        client: &'a Client,
        job: &'a Job,
        task: &'a TaskRef,
        clip: &'a Clip<Value>,
    ) -> FetchFuture<'a>;
}

/// The future of a file.
pub type FetchFuture<'a> = Pin<Box<dyn Future<Output = Result<Option<SavedFile>, Error>> + Send + 'a>>;

impl<F> Files for F
where
    F: Fn(&Job, &Clip<Value>) -> Option<PathBuf> + Send + Sync + 'static,
{
    fn fetch<'a>(
        &'a self,
        client: &'a Client,
        job: &'a Job,
        task: &'a TaskRef,
        clip: &'a Clip<Value>,
    ) -> FetchFuture<'a> {
        Box::pin(async move {
            let Some((url, path)) = clip.audio().zip(self(job, clip)) else { return Ok(None) };
            if let Some(kept) = there(&path, task).await {
                return Ok(Some(kept));
            }
            let about = SideFile::new().task(task).request(job.request.clone());
            let about = clip.model().into_iter().fold(about, SideFile::model);
            let about = clip.id().into_iter().fold(about, SideFile::clip);
            let download = client.download(url, &path).side_file(about);
            #[cfg(feature = "audio-length")]
            let download = download.expect_length(clip.duration());
            let file = download.await?;
            Ok(Some(SavedFile { path: file.path, bytes: file.bytes, sha256: file.sha256 }))
        })
    }
}

/// The file, if it is there and whole, and comes from this task.
async fn there(path: &Path, task: &TaskRef) -> Option<SavedFile> {
    let read = path.to_owned();
    // It is read as a whole, and the disk may hang.
    let stored = tokio::task::spawn_blocking(move || SideFile::stored(read)).await.ok()?;
    let Stored::Whole(record) = stored else { return None };
    let (bytes, sha256) = (record.bytes, record.sha256);
    (record.task.as_ref() == Some(task)).then(|| SavedFile { path: path.to_owned(), bytes, sha256 })
}
