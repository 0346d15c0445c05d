//! Who may write, and who may buy: locks of the operating system, which end by themselves when a process dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::journal::Claim;

/// How often to try to lock the file for an entry, and the pause between: others hold it only until a line has reached the disk.
const TRIES: (u32, Duration) = (1000, Duration::from_millis(10));

/// How often to try at open: a program of an earlier version holds the file as long as it runs.
pub(super) const TRIES_AT_OPEN: u32 = 100;

/// The pause between two checks whether the claim of another process has ended.
const PATIENCE: Duration = Duration::from_millis(50);

/// The file, locked for one writer.
pub(super) struct Locked<'f>(&'f File);

impl<'f> Locked<'f> {
    pub(super) fn new(file: &'f File) -> io::Result<Self> {
        Self::within(file, TRIES.0)
    }

    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if another has it locked all the time.
    pub(super) fn within(file: &'f File, tries: u32) -> io::Result<Self> {
        for _ in 0..tries {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(TRIES.1),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::Error::new(io::ErrorKind::WouldBlock, "another program has it locked"))
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        // If this fails, the lock ends when the file is closed.
        let _ = self.0.unlock();
    }
}

/// A file beside the journal whose lock is a claim. It is removed with the claim; one that a killed process leaves is used by the next
/// claim of the same fingerprint.
struct ClaimFile {
    path: PathBuf,
    file: Option<File>,
}

impl ClaimFile {
    /// Takes the claim; `None` if another process holds it.
    fn take(path: &Path) -> io::Result<Option<Self>> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            locked => locked?,
        }
        // The process that held it before may just have removed the file.
        let is_there = same_file::Handle::from_path(path)
            .and_then(|there| Ok(there == same_file::Handle::from_file(file.try_clone()?)?));
        Ok(is_there.unwrap_or(false).then(|| Self { path: path.to_owned(), file: Some(file) }))
    }
}

impl Drop for ClaimFile {
    fn drop(&mut self) {
        let (path, file) = (std::mem::take(&mut self.path), self.file.take());
        let end = move || {
            // A file that stays is used by the next claim.
            let _ = std::fs::remove_file(path);
            drop(file);
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(end)),
            Err(_) => end(),
        }
    }
}

/// Waits for the claim on a fingerprint.
pub(super) async fn claim(journal: &Path, fingerprint: &str) -> io::Result<Claim> {
    let digest = Sha256::digest(fingerprint).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    let name = journal.file_name().unwrap_or_default().to_string_lossy();
    let path = journal.with_file_name(format!(".{name}.{digest}.lock"));
    loop {
        let path = path.clone();
        let taken = tokio::task::spawn_blocking(move || ClaimFile::take(&path)).await.map_err(io::Error::other)?;
        if let Some(taken) = taken? {
            return Ok(Claim::until_dropped(taken));
        }
        tokio::time::sleep(PATIENCE).await;
    }
}
