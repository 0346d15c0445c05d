//! The part of a file that is there: locked, added to, and found again by the next download.
//!
//! A part is only continued if a note beside it names its version. To begin a version, the part is emptied first, and its note is written
//! before its first byte; before a file is changed, the note is removed. So whenever a process dies, a part that isn't empty and has a
//! readable note is of the version in that note; any other part is started over.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(feature = "audio-length")]
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use sha2::{Digest, Sha256};
use tokio::task::{JoinHandle, spawn_blocking};

use super::file::{Change, Downloaded, Served};
use super::kind;
use super::place::Place;
use super::side_file::About;
use super::version::Version;
use crate::error::{Error, ErrorKind};

/// The part of a file, under the lock of this download.
///
/// All work on the disk is done on tokio's blocking threads, one piece at a time, while the next bytes come. Dropping a download never
/// waits for such a piece, since the disk may hang: a piece in progress goes on to its end and then releases the part. [`Phase`] alone
/// decides which comes first, that the download is dropped or that its file is named, so a dropped download is never named afterwards.
pub(super) struct Partial {
    open: Arc<Shared>,
    writing: Option<JoinHandle<Result<(), Error>>>,
    length: u64,
    version: Option<Version>,
    begun: u32,
}

/// What the threads share. The last one to release it closes the part.
struct Shared {
    open: Mutex<Open>,
    phase: Phase,
}

/// The phase of a download: it goes on until it is either dropped or named.
struct Phase(AtomicU8);

impl Phase {
    const GOES_ON: u8 = 0;
    const DROPPED: u8 = 1;
    const NAMED: u8 = 2;

    /// Takes the step from going on to `next`; returns whether this was the first step.
    fn go_to(&self, next: u8) -> bool {
        self.0.compare_exchange(Self::GOES_ON, next, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn is_dropped(&self) -> bool {
        self.0.load(Ordering::SeqCst) == Self::DROPPED
    }
}

/// The part, and what is known of it.
struct Open {
    place: Place,
    file: File,
    /// Kept only if it is wanted: hashing takes longer than writing.
    hash: Option<Sha256>,
    fate: Fate,
}

/// What happens to the part if the download ends now.
#[derive(PartialEq)]
enum Fate {
    /// It is deleted, since nothing can be added to it, or it isn't worth keeping.
    Goes,
    /// It stays.
    Stays,
    /// It has been given the file's name.
    Done,
}

/// What is checked and written once the file is whole.
pub(super) struct Checks {
    /// The expected length of the audio.
    #[cfg(feature = "audio-length")]
    pub(super) audio_length: Option<Duration>,
    pub(super) side_file: Option<About>,
    pub(super) change: Option<Change>,
    /// The warnings up to now.
    pub(super) warnings: Vec<String>,
}

impl Partial {
    /// Takes the place, with the part that an earlier download of this address left there.
    pub(super) async fn open(place: Place, url: &Url) -> Result<Self, Error> {
        let url = url.clone();
        let opened = spawn_blocking(move || {
            place.check()?;
            let file = lock(&place)?;
            let hash = place.side_file.as_ref().map(|_| Sha256::new());
            let mut open = Open { place, file, hash, fate: Fate::Goes };
            // Another download may have been done in between.
            open.place.check()?;
            open.take_up(&url).map(|(length, version)| (open, length, version))
        });
        let (open, length, version) = opened.await.unwrap_or_else(|gone| Err(stopped(gone)))?;
        let open = Shared { open: Mutex::new(open), phase: Phase(AtomicU8::new(Phase::GOES_ON)) };
        Ok(Self { open: Arc::new(open), writing: None, length, version, begun: 0 })
    }

    /// The number of bytes in the part.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// How often the part was started over.
    pub(super) fn begun(&self) -> u32 {
        self.begun
    }

    /// The version that the part belongs to.
    pub(super) fn version(&self) -> Option<&Version> {
        self.version.as_ref()
    }

    /// The value for `If-Range`, if bytes can be added to the part.
    pub(super) fn validator(&self) -> Option<&str> {
        self.version.as_ref().filter(|_| self.length > 0)?.validator()
    }

    /// Sets how long the file is, once that is known.
    pub(super) fn learn_total(&mut self, total: Option<u64>) {
        if let Some(version) = &mut self.version {
            version.total = total;
        }
    }

    /// Starts over with an empty part.
    pub(super) async fn begin(&mut self, version: Option<Version>) -> Result<(), Error> {
        self.settle().await?;
        (self.length, self.version, self.begun) = (0, version.clone(), self.begun.saturating_add(1));
        self.work(move |open, _| open.begin(version.as_ref())).await
    }

    /// Adds bytes, which are in the part once this is [settled](Self::settle).
    pub(super) async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.settle().await?;
        self.length += bytes.len() as u64;
        let open = Arc::clone(&self.open);
        self.writing = Some(spawn_blocking(move || with(&open, |open, _| open.write(&bytes))));
        Ok(())
    }

    /// Whether bytes are still being written.
    pub(super) fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// Waits until the bytes that were added are in the part.
    pub(super) async fn settle(&mut self) -> Result<(), Error> {
        let Some(writing) = &mut self.writing else { return Ok(()) };
        let written = writing.await.unwrap_or_else(|gone| Err(stopped(gone)));
        self.writing = None;
        written
    }

    /// Checks the whole file, and gives it its name.
    pub(super) async fn finish(self, checks: Checks) -> Result<Downloaded, Error> {
        let (bytes, etag) = (self.length, self.version.as_ref().and_then(|version| version.etag.clone()));
        self.work(move |open, phase| open.finish(bytes, etag, checks, phase)).await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Open, &Phase) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let open = Arc::clone(&self.open);
        spawn_blocking(move || with(&open, work)).await.unwrap_or_else(|gone| Err(stopped(gone)))
    }
}

/// Works on the part, unless the download has been dropped.
fn with<T>(shared: &Shared, work: impl FnOnce(&mut Open, &Phase) -> Result<T, Error>) -> Result<T, Error> {
    let mut open = shared.open.lock().unwrap_or_else(PoisonError::into_inner);
    if shared.phase.is_dropped() {
        return Err(stopped(DROPPED));
    }
    work(&mut open, &shared.phase)
}

const DROPPED: &str = "the download was dropped";

impl Drop for Partial {
    /// The part is closed at once, or after the piece of work in progress.
    fn drop(&mut self) {
        self.open.phase.go_to(Phase::DROPPED);
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.fate == Fate::Goes {
            // If this fails, the next download overwrites both.
            let _ = (fs::remove_file(&self.place.note), fs::remove_file(&self.place.part));
        }
        // Closing the file isn't enough while a process that this one is just starting has a copy of it. If this fails, closing is all that
        // can be done.
        let _ = self.file.unlock();
    }
}

impl Open {
    /// Takes up the part of an earlier download, if it belongs to the file at this address.
    fn take_up(&mut self, url: &Url) -> Result<(u64, Option<Version>), Error> {
        let length = self.file.metadata().map_err(|error| self.place.unwritable(error))?.len();
        let note = fs::read(&self.place.note).ok();
        let version: Option<Version> = note.and_then(|note| serde_json::from_slice(&note).ok());
        let version = version.filter(|version| {
            version.validator().is_some() && version.is_of(url) && version.total.is_none_or(|total| length <= total)
        });
        if version.is_none() || length == 0 {
            self.begin(None)?;
            return Ok((0, None));
        }
        self.fate = Fate::Stays;
        let at_end = match &mut self.hash {
            Some(hash) => io::copy(&mut self.file, hash),
            None => self.file.seek(io::SeekFrom::End(0)),
        };
        Ok((at_end.map_err(|error| self.place.unwritable(error))?, version))
    }

    /// Empties the part first, so that no byte ever counts as one of another version.
    fn begin(&mut self, version: Option<&Version>) -> Result<(), Error> {
        self.fate = Fate::Goes;
        self.hash = self.hash.as_ref().map(|_| Sha256::new());
        let note = version.filter(|version| version.validator().is_some());
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| {
            remove_if_there(&self.place.note)?;
            let Some(note) = note else { return Ok(()) };
            // A note that is cut short can't be read, and then the next download starts over. It is a new file, since a link in its place may
            // lead anywhere.
            File::create_new(&self.place.note)?.write_all(&serde_json::to_vec(note).map_err(io::Error::other)?)
        });
        emptied.map_err(|error| self.place.unwritable(error))?;
        if note.is_some() {
            self.fate = Fate::Stays;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(hash) = &mut self.hash {
            hash.update(bytes);
        }
        self.file.write_all(bytes).map_err(|error| self.place.unwritable(error))
    }

    fn finish(&mut self, bytes: u64, etag: Option<String>, checks: Checks, phase: &Phase) -> Result<Downloaded, Error> {
        #[cfg_attr(not(feature = "audio-length"), allow(unused_mut, reason = "nothing is measured"))]
        let mut warnings = checks.warnings;
        let sync = self.file.sync_all().and_then(|()| self.head());
        let head = sync.map_err(|error| self.place.unwritable(error))?;
        let media_type = kind::look(&head, &self.place.target).map_err(|reason| {
            self.fate = Fate::Goes;
            let error = Error::new(ErrorKind::Download, reason.text);
            if reason.is_pending { error.pending() } else { error }
        })?;
        #[cfg(feature = "audio-length")]
        let audio_length = self.audio_length(media_type, checks.audio_length, &mut warnings)?;
        #[cfg(not(feature = "audio-length"))]
        let audio_length = None;
        let mut file = Downloaded {
            path: self.place.target.clone(),
            bytes,
            sha256: self.hash.clone().map(|hash| format!("{:x}", hash.finalize())),
            served: None,
            media_type,
            audio_length,
            etag,
            warnings,
            side_file: None,
        };
        if let Some(change) = checks.change {
            self.change(change, &mut file)?;
        }
        if let Some((about, path)) = checks.side_file.as_ref().zip(self.place.side_file.clone()) {
            self.place.put_beside(about, &path, &file)?;
            file.side_file = Some(path);
        }
        // Either the file is named, or the download was dropped before.
        let put = if phase.go_to(Phase::NAMED) {
            self.place.put(&self.place.part, &self.place.target, self.place.overwrite)
        } else {
            Err(stopped(DROPPED))
        };
        if let Err(error) = put {
            self.fate = Fate::Goes;
            // The file that it describes isn't there.
            if let Some(side_file) = &file.side_file {
                let _ = fs::remove_file(side_file);
            }
            return Err(error);
        }
        self.fate = Fate::Done;
        let _ = fs::remove_file(&self.place.note);
        self.place.sync_folder()?;
        Ok(file)
    }

    /// Changes the file, and takes its length and hash again.
    fn change(&mut self, change: Change, file: &mut Downloaded) -> Result<(), Error> {
        // From now on it isn't a part of the host's file, and no download may continue it, not even after a crash.
        self.fate = Fate::Goes;
        let work = || {
            remove_if_there(&self.place.note)?;
            self.file.rewind()?;
            change(&mut self.file)?;
            self.file.sync_all()?;
            self.file.rewind()?;
            let mut hash = self.hash.as_ref().map(|_| Sha256::new());
            let bytes = match &mut hash {
                Some(hash) => io::copy(&mut self.file, hash)?,
                None => self.file.metadata()?.len(),
            };
            Ok((bytes, hash.map(|hash| format!("{:x}", hash.finalize()))))
        };
        let (bytes, sha256) = work().map_err(|error| self.place.unwritable(error))?;
        if (bytes, &sha256) != (file.bytes, &file.sha256) || sha256.is_none() {
            file.served = Some(Served { bytes: file.bytes, sha256: file.sha256.take() });
            (file.bytes, file.sha256) = (bytes, sha256);
        }
        Ok(())
    }

    fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.file.rewind()?;
        (&mut self.file).take(kind::HEAD as u64).read_to_end(&mut head)?;
        Ok(head)
    }

    #[cfg(feature = "audio-length")]
    fn audio_length(
        &mut self,
        media_type: &str,
        expected: Option<Duration>,
        warnings: &mut Vec<String>,
    ) -> Result<Option<Duration>, Error> {
        let Some(expected) = expected else { return Ok(None) };
        let file = self.file.try_clone().and_then(|mut file| file.rewind().map(|()| file));
        let file = file.map_err(|error| self.place.unwritable(error))?;
        let length = super::length::check(file, media_type, expected).map_err(|reason| {
            // It may still be what was wanted, and it has been paid for.
            self.fate = Fate::Stays;
            let part = self.place.part.display();
            let way = "look at the task again, since the clip may not be final, or take it from there";
            Error::new(ErrorKind::Download, format!("{reason}; it is kept as {part}: {way}"))
        })?;
        warnings.extend(length.warning);
        Ok(length.measured)
    }
}

/// Opens the part and locks it for this download alone.
fn lock(place: &Place) -> Result<File, Error> {
    let unwritable = |error| place.unwritable(error);
    loop {
        // In a folder that others write to, a link may lead anywhere.
        if fs::symlink_metadata(&place.part).is_ok_and(|there| !there.is_file()) {
            let text = format!("{} is in the way; move it away", place.part.display());
            return Err(Error::new(ErrorKind::File, text));
        }
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place.part);
        let file = file.map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
            Err(TryLockError::WouldBlock) => {
                let text = format!(
                    "{} is being downloaded already, here or by another process; wait for that, or choose another name",
                    place.target.display()
                );
                // That download ends, and then the file is there or can be fetched.
                return Err(Error::new(ErrorKind::File, text).passing());
            }
        }
        // The download that held the lock before may have named or deleted the file.
        if is_at(&file, &place.part).map_err(unwritable)? {
            return Ok(file);
        }
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    fs::remove_file(path).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Whether the file is still at this path.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = same_file::Handle::from_file(file.try_clone()?)?;
    match same_file::Handle::from_path(path) {
        Ok(there) => Ok(ours == there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn stopped(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::File, "the work on the file was stopped").because(cause)
}
