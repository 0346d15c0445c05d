//! Which batch of the store a file is: a batch is its rows, and the path is what it is called.
//!
//! A file is the batch that was run under its path, whatever its rows are now. A file under a new path whose rows are just those of a
//! batch is that batch: it was renamed or copied. If nothing is there any more under the old path the batch moves to the new one, else
//! it has both names, as long as the rows are the same. Every other file is a new batch.

use std::path::Path;

use musicapi_jobs::{Jobs, Scope};

use crate::batch::rows::{Checked, Rows};
use crate::context::database::Store;
use crate::output::failure::Failure;
use crate::output::invocation::{musicapi, quoted};
use crate::output::words::input;

/// The batch of a file.
#[derive(Debug)]
pub(crate) struct Identity {
    /// What the store calls it.
    pub(crate) batch: String,
    /// The name that it is to have as well, and whether it moves there.
    other: Option<(String, bool)>,
}

impl Identity {
    /// Of a file that was checked.
    pub(crate) async fn of(jobs: &Jobs, file: &str, rows: &Rows, checked: &Checked) -> Result<Self, Failure> {
        let path = match rows.is_stream() {
            // Nothing else tells it from other rows that came in this way.
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

    /// That a file is a batch of another name, for people.
    pub(crate) fn told(&self, rows: &Rows) -> Option<String> {
        let (_, moves) = self.other.as_ref()?;
        let how = if *moves { "under another name" } else { "once more" };
        Some(format!("{} is {} {how}: it has the same rows, and goes on", rows.name(), shown(&self.batch)))
    }

    /// Writes down that it has another name, and says what it is called then.
    pub(crate) async fn settle(self, jobs: &Jobs) -> Result<String, Failure> {
        let Some((name, moves)) = self.other else { return Ok(self.batch) };
        jobs.call(&self.batch, &name, moves).await?;
        Ok(jobs.batch(&name).await?.unwrap_or(self.batch))
    }
}

/// The path of a file, from whatever folder that is named, whether or not it is there any more.
fn name(file: &str) -> String {
    let path = Path::new(file);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let absolute = match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => Ok(folder.join(name)),
        _ => std::path::absolute(path),
    };
    absolute.map_or_else(|_| file.to_owned(), |path| path.display().to_string())
}

/// The name of a batch without its folder, if that is the current one.
pub(crate) fn shown(batch: &str) -> &str {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let below = here.and_then(|here| Path::new(batch).strip_prefix(here).ok()?.to_str());
    below.unwrap_or(batch)
}

/// What a batch that was run is called in the store.
pub(crate) async fn found(store: &Store, file: &str) -> Result<String, Failure> {
    for name in [file.to_owned(), name(file)] {
        if let Some(batch) = store.jobs.batch(&name).await? {
            return Ok(batch);
        }
    }
    let begin = format!("begin with `{} batch run {}`", musicapi(), quoted(file));
    Err(Failure::usage(format!("nothing of {file} was run; {begin}")))
}

/// The jobs of a batch that was run.
pub(crate) async fn scope(store: &Store, file: &str) -> Result<Scope, Failure> {
    found(store, file).await.map(Scope::Batch)
}
