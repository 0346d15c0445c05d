//! What a caller learns of a download: its progress, and the file.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Downloaded {
    /// The path of the file.
    pub path: PathBuf,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in lower-case hexadecimal, if a [`SideFile`](crate::SideFile) was asked for.
    pub sha256: Option<String>,
    /// The bytes that the host served, if they were [changed](crate::Download::change) before they were stored.
    pub served: Option<Served>,
    /// The media type by the first bytes, such as `audio/mpeg`; `application/octet-stream` if they say nothing.
    pub media_type: &'static str,
    /// The length of the audio, if a length was expected and could be measured.
    pub audio_length: Option<Duration>,
    /// The host's `ETag`.
    pub etag: Option<String>,
    /// What is odd about the file though its bytes are good: the host names another type or coding, or the audio lasts longer or shorter
    /// than was expected (`Download::expect_length`). A [`SideFile`](crate::SideFile) has these warnings too.
    pub warnings: Vec<String>,
    /// The path of the [`SideFile`](crate::SideFile), if one was asked for.
    pub side_file: Option<PathBuf>,
}

/// The bytes that a host served, where other bytes are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Served {
    /// The number of bytes.
    pub bytes: u64,
    /// Their SHA-256, in lower-case hexadecimal, if a [`SideFile`](crate::SideFile) was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The function that changes a whole file before it gets its name.
pub(super) type Change = Box<dyn FnOnce(&mut File) -> io::Result<()> + Send + Sync>;

/// The progress of a download.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// The bytes that are written, with those of an earlier run. The number falls only if the download has to start over.
    pub bytes: u64,
    /// The length of the file, once the host has said it.
    pub total: Option<u64>,
}
