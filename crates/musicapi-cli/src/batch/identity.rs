//! Finds the batch in the store that a file belongs to. A batch is identified by its rows; its path is only a name.
//!
//! A path that was run before names its batch, whatever rows the file has now. A file under a new path with exactly the rows of a batch is
//! that batch, renamed or copied: if the old path no longer exists, the batch is renamed; otherwise it has both names as long as the rows
//! are equal. Any other file is a new batch.

use std::path::Path;

use musicapi_jobs::{Jobs, Scope};

use crate::batch::rows::{Checked, Rows};
use crate::context::database::Store;
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::words::input;

/// The batch of a file.
#[derive(Debug)]
pub(crate) struct Identity {
    /// Its name in the store.
    pub(crate) batch: String,
    /// Another name for it, and whether that replaces the first.
    other: Option<(String, bool)>,
}

impl Identity {
    /// Finds the batch of a checked file.
    pub(crate) async fn of(jobs: &Jobs, file: &str, rows: &Rows, checked: &Checked) -> Result<Self, Failure> {
        let path = match rows.is_stream() {
            // A stream has no path, so its rows are its name.
            true => format!("{} {}", if file == "-" { input(file) } else { "pipe" }, checked.wanted.digest()),
            false => name(file),
        };
        let known = jobs.batch(&path).await?;
        if known.as_ref() == Some(&path) {
            return Ok(Self { batch: path, other: None });
        }
        let is_there = |batch: &str| Path::new(batch).exists();
        if let Some(same) = jobs.same(&checked.wanted).await? {
            let moves = !is_there(&same);
            return Ok(Self { batch: same, other: Some((path, moves)) });
        }
        match known {
            Some(batch) if !is_there(&batch) => Ok(Self { batch, other: Some((path, true)) }),
            _ => Ok(Self { batch: path, other: None }),
        }
    }

    /// Says that the file is a known batch under another name.
    pub(crate) fn notice(&self, rows: &Rows) -> Option<String> {
        let (_, moves) = self.other.as_ref()?;
        let how = if *moves { "under another name" } else { "once more" };
        Some(format!("{} is {} {how}: it has the same rows, and goes on", rows.name(), shown(&self.batch)))
    }

    /// Stores the other name, and returns the name of the batch.
    pub(crate) async fn settle(self, jobs: &Jobs) -> Result<String, Failure> {
        let Some((name, moves)) = self.other else { return Ok(self.batch) };
        jobs.call(&self.batch, &name, moves).await?;
        Ok(jobs.batch(&name).await?.unwrap_or(self.batch))
    }
}

/// The absolute path of a file, even if the file no longer exists.
fn name(file: &str) -> String {
    let path = Path::new(file);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let absolute = match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => Ok(folder.join(name)),
        _ => std::path::absolute(path),
    };
    absolute.map_or_else(|_| file.to_owned(), |path| path.display().to_string())
}

/// The name of a batch, relative to the current folder if it is below it.
pub(crate) fn shown(batch: &str) -> &str {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let below = here.and_then(|here| Path::new(batch).strip_prefix(here).ok()?.to_str());
    below.unwrap_or(batch)
}

/// The name in the store of a batch that was run.
pub(crate) async fn found(store: &Store, file: &str) -> Result<String, Failure> {
    for name in [file.to_owned(), name(file)] {
        if let Some(batch) = store.jobs.batch(&name).await? {
            return Ok(batch);
        }
    }
    let begin = format!("begin with `{} batch run {}`", command_prefix(), quoted(file));
    Err(Failure::usage(format!("nothing of {file} was run; {begin}")))
}

/// The jobs of a batch that was run.
pub(crate) async fn scope(store: &Store, file: &str) -> Result<Scope, Failure> {
    found(store, file).await.map(Scope::Batch)
}
