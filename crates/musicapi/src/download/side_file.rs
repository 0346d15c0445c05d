//! The file beside a file, which tells where it comes from.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::place::Place;
use super::{Downloaded, Served, public};
use crate::client::Client;
use crate::error::Error;
use crate::task::TaskRef;

/// What is left out of a request.
const LEFT_OUT: &str = "[left out]";

/// How much of a file is read to see whether it is a side file.
const LIMIT: u64 = 1024 * 1024;

/// What is written beside a file besides what the download itself knows: address, kind, length, SHA-256 and `ETag`; and
/// length and SHA-256 as served, if the file was [changed](crate::Download::change).
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
                if name == "webhook_secret" {
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
    /// Writes it, whole or not at all.
    pub(super) fn write(&self, place: &Place, to: &Path, file: &Downloaded) -> Result<(), Error> {
        let content = Content {
            musicapi_side_file: 1,
            file: &name_of(&place.target),
            url: &self.url,
            media_type: file.media_type,
            bytes: file.bytes,
            sha256: file.sha256.as_deref(),
            served: file.served.as_ref(),
            seconds: file.audio_length.map(|length| length.as_secs_f64()),
            etag: file.etag.as_deref(),
            task: self.task.as_ref(),
            clip: self.clip.as_deref(),
            model: self.model.as_deref(),
            request: self.request.as_ref(),
        };
        let written = serde_json::to_string_pretty(&content).map_err(io::Error::other).and_then(|text| {
            let mut temporary = temporary_in(&place.folder)?;
            temporary.write_all(self.client.shared().without_key(&text).as_bytes())?;
            temporary.as_file().sync_all()?;
            Ok(temporary.into_temp_path())
        });
        let temporary = written.map_err(|error| place.unwritable(error))?;
        place.put(&temporary, to, place.overwrite || is_about(to, &place.target))
    }
}

/// Whether a file is one of ours about this one: it was written, but the file didn't get its name any more.
pub(super) fn is_about(path: &Path, target: &Path) -> bool {
    #[derive(Deserialize)]
    struct Mark {
        musicapi_side_file: u32,
        file: String,
    }
    let mut text = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LIMIT).read_to_end(&mut text));
    let mark = read.ok().and_then(|_| serde_json::from_slice::<Mark>(&text).ok());
    mark.is_some_and(|mark| mark.musicapi_side_file == 1 && mark.file == name_of(target))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A file that is deleted unless it is given its name. Others may read it as they may read any file of this user.
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".musicapi-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
