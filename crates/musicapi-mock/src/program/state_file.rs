//! The file in which the mock goes on after a restart.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::spaces::Spaces;

/// How often it is written while something changes.
const EVERY: Duration = Duration::from_secs(10);

/// A mock and the file that it is kept in.
#[derive(Clone)]
pub(super) struct StateFile {
    pub(super) mock: Arc<Spaces>,
    pub(super) path: PathBuf,
}

impl StateFile {
    /// Goes on where the file says, if there is one, and writes it, so that one that can't be is told at the start.
    ///
    /// # Errors
    /// If it can't be read or written.
    pub(super) fn begin(&self) -> Result<(), String> {
        let path = self.path.display();
        match fs::read_to_string(&self.path) {
            Ok(text) => self
                .mock
                .read_state(&text)
                .map_err(|error| format!("--state {path}: {error}; move the file away to begin anew"))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("--state {path}: it can't be read: {error}")),
        }
        self.write()
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// If it can't be written; what was there before is still there then.
    pub(super) fn write(&self) -> Result<(), String> {
        let mut part = self.path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let write = || {
            let mut out = BufWriter::new(File::create(&part)?);
            self.mock.write_state(&mut out)?;
            out.flush()?;
            out.get_ref().sync_all()?;
            fs::rename(&part, &self.path)
        };
        write().map_err(|error| format!("--state {}: it can't be written: {error}", self.path.display()))
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
                    Ok(Err(error)) => eprintln!("{error}"),
                    Err(error) => eprintln!("{error}"),
                }
            }
        }
    }
}
