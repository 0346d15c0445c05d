//! The side file: a JSON file beside a download, with its origin and what its bytes should be.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::file::{Downloaded, Served};
use crate::client::Client;
use crate::display::SECRET;
use crate::display::public;
use crate::task::TaskRef;

/// What is left out of a request.
const LEFT_OUT: &str = "[left out]";

/// How much of a file is read to see whether it is a side file.
const LIMIT: u64 = 1024 * 1024;

/// What is written beside a file besides what the download itself knows: address, kind, length, SHA-256, `ETag` and
/// [warnings](crate::Downloaded::warnings); and length and SHA-256 as served, if the file was [changed](crate::Download::change).
/// [`SideFile::stored`] reads it again.
///
/// It never holds the API key or a `webhook_secret`; and of addresses, those within the request too, no user and no query, for they
/// may be signed.
///
/// ```no_run
/// # async fn example(client: musicapi::Client, task: musicapi::TaskRef, request: serde_json::Value) -> Result<(), musicapi::Error> {
/// use musicapi::SideFile;
///
/// let about = SideFile::new().task(&task).model("sonic-v5").request(request);
/// let file = client.download("https://files.example/song.mp3", "song.mp3").side_file(about).await?;
/// assert_eq!(file.side_file.as_deref(), Some("song.mp3.json".as_ref()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SideFile {
    request: Option<Value>,
    task: Option<TaskRef>,
    clip: Option<String>,
    model: Option<String>,
}

impl SideFile {
    /// One that tells only what the download knows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The request that the file came of.
    #[must_use]
    pub fn request(mut self, request: Value) -> Self {
        self.request = Some(request);
        self
    }

    /// The task that made it.
    #[must_use]
    pub fn task(mut self, task: &TaskRef) -> Self {
        self.task = Some(task.clone());
        self
    }

    /// The id of the clip that it is.
    #[must_use]
    pub fn clip(mut self, id: impl Into<String>) -> Self {
        self.clip = Some(id.into());
        self
    }

    /// The model that made it.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// With the address of the file, and nothing in it that is secret.
    pub(super) fn about(&self, client: &Client, url: &Url) -> About {
        let mut request = self.request.clone();
        request.iter_mut().for_each(leave_out);
        About {
            client: client.clone(),
            url: public(url).into(),
            task: self.task.clone(),
            clip: self.clip.clone(),
            model: self.model.clone(),
            request,
        }
    }
}

/// Takes out of a request what is secret.
fn leave_out(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == SECRET {
                    *value = LEFT_OUT.into();
                }
                leave_out(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out),
        Value::String(text) => {
            let url = Url::parse(text).ok().filter(|url| public(url) != *url && url.has_host());
            if let Some(url) = url {
                let query = url.query().map(|_| format!("?{LEFT_OUT}")).unwrap_or_default();
                *text = format!("{}{query}", public(&url));
            }
        }
        _ => {}
    }
}

/// What is to be written, but for what is known only at the end.
pub(super) struct About {
    client: Client,
    url: String,
    task: Option<TaskRef>,
    clip: Option<String>,
    model: Option<String>,
    request: Option<Value>,
}

#[derive(Serialize)]
struct Content<'c> {
    /// The version of this format, and what such a file is known by.
    musicapi_side_file: u32,
    file: &'c str,
    url: &'c str,
    media_type: &'c str,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    served: Option<&'c Served>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<&'c str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    warnings: &'c [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'c TaskRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clip: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'c Value>,
}

impl About {
    /// What the side file of a file with this name says.
    pub(super) fn text(&self, target: &Path, file: &Downloaded) -> serde_json::Result<String> {
        let content = Content {
            musicapi_side_file: 1,
            file: &name_of(target),
            url: &self.url,
            media_type: file.media_type,
            bytes: file.bytes,
            sha256: file.sha256.as_deref(),
            served: file.served.as_ref(),
            seconds: file.audio_length.map(|length| length.as_secs_f64()),
            etag: file.etag.as_deref(),
            warnings: &file.warnings,
            task: self.task.as_ref(),
            clip: self.clip.as_deref(),
            model: self.model.as_deref(),
            request: self.request.as_ref(),
        };
        Ok(self.client.shared().without_key(&serde_json::to_string_pretty(&content)?))
    }
}

/// What a [`SideFile`] tells of the file that it lies beside.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct FileRecord {
    /// The name that the file was given.
    pub file: String,
    /// How many bytes were written.
    pub bytes: u64,
    /// Their SHA-256, in lower-case hexadecimal.
    pub sha256: Option<String>,
    /// What its first bytes say it is.
    pub media_type: Option<String>,
    /// The task that made it.
    pub task: Option<TaskRef>,
    /// The id of the clip that it is.
    pub clip: Option<String>,
    /// The model that made it.
    pub model: Option<String>,
    /// What was odd about it.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// What lies at the path of a file that a download writes, by what its side file tells.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Stored {
    /// No file; a side file may be there, of a download that was cut off before its file got its name.
    Nothing(Option<FileRecord>),
    /// The file, with the bytes that were written.
    Whole(FileRecord),
    /// The file, with other bytes than were written: it was cut, damaged, or changed by its owner.
    Changed(FileRecord),
    /// Something of which no side file tells.
    Unknown,
}

impl SideFile {
    /// What lies at the path of a file, by what its side file tells. All bytes are read and compared with their SHA-256, so that one
    /// that was cut or damaged isn't taken for whole.
    ///
    /// It reads the disk, so in an async program it belongs on a thread that may block.
    ///
    /// ```
    /// use musicapi::{SideFile, Stored};
    ///
    /// assert_eq!(SideFile::stored("none.mp3"), Stored::Nothing(None));
    /// ```
    #[must_use]
    pub fn stored(path: impl AsRef<Path>) -> Stored {
        let path = path.as_ref();
        let record = record(path);
        let length = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Stored::Nothing(record),
            Ok(there) if there.is_file() => there.len(),
            _ => return Stored::Unknown,
        };
        match record {
            None => Stored::Unknown,
            Some(record) if record.bytes == length && has_hash(path, record.sha256.as_deref()) => Stored::Whole(record),
            Some(record) => Stored::Changed(record),
        }
    }
}

/// The path of a file's side file.
fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".json");
    beside.into()
}

/// What the side file of a file tells, if there is one.
fn record(path: &Path) -> Option<FileRecord> {
    read(&beside(path))
}

/// Reads a side file, if it is one.
fn read(side_file: &Path) -> Option<FileRecord> {
    #[derive(Deserialize)]
    struct Marked {
        musicapi_side_file: u32,
        #[serde(flatten)]
        record: FileRecord,
    }
    let mut text = Vec::new();
    fs::File::open(side_file).and_then(|file| file.take(LIMIT).read_to_end(&mut text)).ok()?;
    let marked: Marked = serde_json::from_slice(&text).ok()?;
    Some(marked.record).filter(|_| marked.musicapi_side_file == 1)
}

/// Whether a file has these bytes; one without a hash is taken by its length alone.
fn has_hash(path: &Path, sha256: Option<&str>) -> bool {
    let Some(sha256) = sha256 else { return true };
    let mut hash = Sha256::new();
    let read = fs::File::open(path).and_then(|mut file| io::copy(&mut file, &mut hash));
    read.is_ok() && format!("{:x}", hash.finalize()) == sha256
}

/// Whether a file is one of ours about this one: it was written, but the file didn't get its name any more.
pub(super) fn is_about(side_file: &Path, target: &Path) -> bool {
    read(side_file).is_some_and(|record| record.file == name_of(target))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
