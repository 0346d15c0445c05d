//! The file in which the mock goes on after a restart.
//!
//! One mock has the file, for as long as it runs: it locks a file beside it, `FILE.lock`, which stays there. Each version of the file is
//! written beside it too, `FILE.part`, and put in its place once it is on the disk. Keys and secrets are in it, so that nobody but its
//! owner may read it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::lines::tell;
use crate::spaces::Spaces;

/// How often it is written while something changes.
const EVERY: Duration = Duration::from_secs(10);

/// A mock and the file that it is kept in.
#[derive(Clone)]
pub(super) struct StateFile {
    mock: Arc<Spaces>,
    /// As it was said.
    said: PathBuf,
    /// Where it lies, whatever links lead there.
    path: PathBuf,
    /// The file that is locked. Whoever writes holds it: the write every ten seconds may still be under way at the end.
    writing: Arc<Mutex<File>>,
}

impl StateFile {
    /// Takes the file for this mock, goes on where it says, if there is one, and writes it, so that one that can't be is told at the
    /// start. Tells whether there was one.
    ///
    /// # Errors
    /// If another mock has it, or it can't be read or written.
    pub(super) fn begin(mock: Arc<Spaces>, said: PathBuf) -> Result<(Self, bool), String> {
        let of = format!("--state {}", said.display());
        let path = real(&said).map_err(|error| format!("{of}: there can be no such file: {error}"))?;
        let lock = beside(&path, ".lock");
        let lock = private().create(true).truncate(false).open(&lock).map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => format!("{of}: {} is a folder", lock.display()),
            _ => format!("{of}: {} can't be written: {error}", lock.display()),
        })?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => format!("{of}: another mock has it; end that one, or name another file"),
            TryLockError::Error(error) => format!("{of}: it can't be locked: {error}"),
        })?;
        let is_restored = match fs::read_to_string(&path) {
            Ok(text) => {
                mock.read_state(&text).map_err(|error| format!("{of}: {error}; move the file away to begin anew"))?;
                true
            }
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(format!("{of}: it can't be read: {error}")),
        };
        let file = Self { mock, said, path, writing: Arc::new(Mutex::new(lock)) };
        file.write()?;
        Ok((file, is_restored))
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// If it can't be written; what was there before is still there then.
    pub(super) fn write(&self) -> Result<(), String> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let part = beside(&self.path, ".part");
        let write = || {
            // One that a crash has left behind may be another's to read.
            match fs::remove_file(&part) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut out = BufWriter::new(private().create_new(true).open(&part)?);
            self.mock.write_state(&mut out)?;
            out.flush()?;
            out.get_ref().sync_all()?;
            fs::rename(&part, &self.path)
        };
        write().map_err(|error| format!("--state {}: it can't be written: {error}", self.said.display()))
    }

    /// Writes it while something changes, for ever. One that can't be written is told, and tried again.
    pub(super) async fn keep(self) {
        let mut written = self.mock.activity();
        loop {
            tokio::time::sleep(EVERY).await;
            let now = self.mock.activity();
            if now != written {
                let file = self.clone();
                match tokio::task::spawn_blocking(move || file.write()).await {
                    Ok(Ok(())) => written = now,
                    Ok(Err(error)) => tell(&error),
                    Err(error) => tell(&error.to_string()),
                }
            }
        }
    }
}

/// Options to write a file that nobody else may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The file with this ending after its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(ending);
    name.into()
}

/// Where a file lies, or will lie: a link to it stays a link.
fn real(path: &Path) -> io::Result<PathBuf> {
    let missing = match fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => error,
        found => return found,
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::read_link(path), path.file_name()) {
        (Ok(target), _) => real(&folder.join(target)),
        (Err(_), Some(name)) => Ok(fs::canonicalize(folder)?.join(name)),
        (Err(_), None) => Err(missing),
    }
}
