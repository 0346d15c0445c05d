//! Fetching files: whole under their name, or not at all.

use std::io;
use std::path::{Path, PathBuf};

use reqwest::header::CONTENT_TYPE;
use tokio::io::AsyncWriteExt;

use crate::client::Client;
use crate::error::{Error, ErrorKind};

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// Where it is.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
}

impl Client {
    /// Fetches the file at an address, such as a clip's `audio_url`, into `path`. The key isn't sent along.
    ///
    /// It is written under another name in the same folder first, so that there is never half a file under its name. A file
    /// that is already there is left alone.
    ///
    /// # Errors
    /// [`ErrorKind::Download`] if it can't be fetched whole, or is a web page rather than a file; [`ErrorKind::File`] if it
    /// can't be written, or the name is taken.
    pub async fn download(&self, url: &str, path: impl AsRef<Path>) -> Result<Downloaded, Error> {
        let path = path.as_ref();
        if path.exists() {
            return Err(taken(path));
        }
        let failed = |error: reqwest::Error| {
            Error::new(ErrorKind::Download, "the file couldn't be fetched").because(error.without_url())
        };
        let mut response = self.files().get(url).send().await.map_err(failed)?;
        let status = response.status();
        // A part would be half a file, and nothing else was asked for.
        if status != reqwest::StatusCode::OK {
            return Err(
                Error::new(ErrorKind::Download, "there is no file at this address").with_status(status.as_u16())
            );
        }
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        let essence = kind.split(';').next().unwrap_or_default().trim_end();
        if essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("xml") {
            return Err(Error::new(ErrorKind::Download, format!("what came is {kind}, not a file"))
                .with_status(status.as_u16()));
        }

        let unwritable = |error: io::Error| {
            Error::new(ErrorKind::File, format!("{} couldn't be written", path.display())).because(error)
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = temporary_in(folder).map_err(unwritable)?;
        let mut file = tokio::fs::File::from_std(temporary.reopen().map_err(unwritable)?);
        let mut bytes = 0;
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            bytes += chunk.len() as u64;
            file.write_all(&chunk).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        file.sync_all().await.map_err(unwritable)?;
        if bytes == 0 {
            return Err(Error::new(ErrorKind::Download, "the file is empty").with_status(status.as_u16()));
        }
        temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => taken(path),
            _ => unwritable(error.error),
        })?;
        Ok(Downloaded { path: path.to_owned(), bytes })
    }
}

/// A file that is deleted unless it is given its name. Others may read it as they may read any file of this user.
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".musicapi-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn taken(path: &Path) -> Error {
    Error::new(ErrorKind::File, format!("{} is already there; move it away or choose another name", path.display()))
}
