//! Where the files of a call go: from flags and settings, and kept beside its job.

use std::path::PathBuf;

use musicapi_jobs::Kept;
use serde_json::{Value, json};

use crate::cli::options::Out;
use crate::context::settings::Settings;
use crate::output::failure::Failure;

/// Where files go, and how.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    /// Whether tags are written into them.
    pub(crate) tags: bool,
}

impl Files {
    /// As it is kept beside a job: it holds in whatever folder the job is resumed.
    pub(crate) fn note(&self, name: Option<&str>) -> Value {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        json!({"out": folder, "tags": self.tags, "name": name})
    }

    /// A file as it is shown: below the folder as that was said.
    pub(crate) fn shown(&self, kept: Kept) -> Kept {
        let path = kept.path.file_name().map(|name| self.folder.join(name));
        Kept { path: path.unwrap_or_else(|| kept.path.clone()), ..kept }
    }

    /// Read from there; none if nothing is to be fetched.
    pub(crate) fn noted(note: &Value) -> Option<Self> {
        let folder = note["out"].as_str()?.into();
        Some(Self { folder, tags: note["tags"].as_bool().unwrap_or(true) })
    }

    /// What was said, or is set.
    pub(crate) fn named(out: &Out, settings: &Settings) -> Self {
        Self { folder: PathBuf::from(settings.out(out.folder.as_deref()).value), tags: !out.no_tags }
    }

    /// The folder, made if need be. That nothing can be written there is better known before a song is paid for.
    pub(crate) fn prepare(out: &Out, settings: &Settings) -> Result<Self, Failure> {
        Self::named(out, settings).made()
    }

    /// The same, made.
    pub(crate) fn made(self) -> Result<Self, Failure> {
        let tried = std::fs::create_dir_all(&self.folder).and_then(|()| tempfile::tempfile_in(&self.folder));
        let shown = self.folder.display();
        let text = match tried {
            Ok(_) => return Ok(self),
            Err(_) if self.folder.is_file() => format!("{shown} is a file, and no folder"),
            Err(error) => format!("nothing can be written to {shown}: {error}"),
        };
        Err(Failure::plain(format!("{text}; choose another folder with --out")))
    }
}
