//! A host of files for the tests of downloads: ranges, validators, and the bytes of a song.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use openapi_mock::{Reply, Request};

/// An MP3 of about so many seconds: frames of silence, 128 kbit/s.
pub fn mp3(seconds: f64) -> Vec<u8> {
    let frame = [b"\xFF\xFB\x90\x64".as_slice(), &[0; 413]].concat();
    frame.repeat((seconds * 44_100.0 / 1152.0) as usize)
}

/// Bytes that begin as an MP3 does, and are the same only for the same seed.
pub fn song(length: usize, seed: u8) -> Vec<u8> {
    let noise = |index: usize| (index * 31 % 251) as u8 ^ seed;
    let head = *b"\xFF\xFB\x90\x64";
    (0..length).map(|index| head.get(index).copied().unwrap_or_else(|| noise(index))).collect()
}

/// A file on a host.
#[derive(Debug, Clone, Default)]
pub struct Hosted {
    /// Its bytes.
    pub body: Vec<u8>,
    /// Its media type; `audio/mpeg` if there is none.
    pub kind: Option<&'static str>,
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`; the answers are dated a day later.
    pub modified: Option<&'static str>,
}

/// A time for [`Hosted::modified`].
pub const MONDAY: &str = "Mon, 02 Feb 2026 10:00:00 GMT";
/// Another one.
pub const SUNDAY: &str = "Sun, 01 Feb 2026 10:00:00 GMT";
const TUESDAY: &str = "Tue, 03 Feb 2026 10:00:00 GMT";

impl Hosted {
    /// With an `ETag`.
    pub fn tagged(body: Vec<u8>, etag: &str) -> Self {
        Self { body, etag: Some(etag.to_owned()), ..Self::default() }
    }

    /// With a `Last-Modified`.
    pub fn dated(body: Vec<u8>, modified: &'static str) -> Self {
        Self { body, modified: Some(modified), ..Self::default() }
    }

    /// With nothing to tell versions apart.
    pub fn plain(body: Vec<u8>) -> Self {
        Self { body, ..Self::default() }
    }

    /// What a host answers: the whole, or from a byte on if this is still the version that the client has a part of.
    pub fn answer(&self, request: &Request) -> Reply {
        let header = |name: &str| request.headers.get(name).map(|value| value.to_str().expect("a header is text"));
        let known = |validator: &str| [self.etag.as_deref(), self.modified].contains(&Some(validator));
        let from = header("range").filter(|_| header("if-range").is_none_or(known));
        let from = from.map(|range| range.trim_start_matches("bytes=").trim_end_matches('-').parse::<usize>());
        let length = self.body.len();
        let mut reply = match from.map(|from| from.expect("the range is open")) {
            Some(from) if from >= length => {
                Reply::new(StatusCode::RANGE_NOT_SATISFIABLE).with_header("content-range", &format!("bytes */{length}"))
            }
            Some(from) => Reply { body: self.body[from..].to_vec().into(), ..Reply::new(StatusCode::PARTIAL_CONTENT) }
                .with_header("content-range", &format!("bytes {from}-{}/{length}", length - 1)),
            None => Reply { body: self.body.clone().into(), ..Reply::new(StatusCode::OK) },
        };
        reply = reply.with_header("content-type", self.kind.unwrap_or("audio/mpeg")).with_header("date", TUESDAY);
        if let Some(etag) = &self.etag {
            reply = reply.with_header("etag", etag);
        }
        if let Some(modified) = self.modified {
            reply = reply.with_header("last-modified", modified);
        }
        reply
    }
}

/// Counts the requests of each path, so that one host serves many tests.
#[derive(Debug, Default)]
pub struct Visits(Mutex<HashMap<String, usize>>);

impl Visits {
    /// How often this path was asked for before.
    pub fn before(&self, request: &Request) -> usize {
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let visits = visits.entry(request.path.clone()).or_default();
        *visits += 1;
        *visits - 1
    }
}

/// The number that a path such as `/files/12.mp3` ends with.
///
/// # Panics
/// If there is none.
pub fn number_of(request: &Request) -> usize {
    let name = request.path.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".mp3").parse().unwrap_or_else(|_| panic!("{} has no number", request.path))
}

/// A folder for thousands of files: in memory where the system has such a place, since each is forced to the disk.
///
/// # Panics
/// If it can't be made.
pub fn scratch() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("a folder can be made")
}

/// The names of what is in a folder.
///
/// # Panics
/// If it can't be read.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it is there").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
