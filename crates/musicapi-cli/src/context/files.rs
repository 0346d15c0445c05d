//! Where the files of a call go. The choice comes from flags and settings, and is stored in the note of the job, so that a resumed job
//! writes to the same folder.

use std::path::PathBuf;

use musicapi_jobs::SavedFile;
use serde_json::{Value, json};

use crate::cli::options::Out;
use crate::context::settings::Settings;
use crate::output::failure::Failure;

/// The folder for downloaded files.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    /// Whether title, lyrics and cover are written into the files.
    pub(crate) tags: bool,
}

impl Files {
    /// The note for a job. Its path is absolute, so that the job can be resumed from any folder.
    pub(crate) fn to_note(&self, name: Option<&str>) -> Value {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        json!({"out": folder, "tags": self.tags, "name": name})
    }

    /// A file with its path as the user wrote the folder.
    pub(crate) fn with_given_folder(&self, kept: SavedFile) -> SavedFile {
        let path = kept.path.file_name().map(|name| self.folder.join(name));
        SavedFile { path: path.unwrap_or_else(|| kept.path.clone()), ..kept }
    }

    /// Reads the note of a job; none if its files aren't wanted.
    pub(crate) fn from_note(note: &Value) -> Option<Self> {
        let folder = note["out"].as_str()?.into();
        Some(Self { folder, tags: note["tags"].as_bool().unwrap_or(true) })
    }

    /// From the flags, or else the settings.
    pub(crate) fn from_options(out: &Out, settings: &Settings) -> Self {
        Self { folder: PathBuf::from(settings.out(out.folder.as_deref()).value), tags: !out.no_tags }
    }

    /// From the flags, with the folder created and writable: a folder that isn't must be known before a song is paid for.
    pub(crate) fn prepare(out: &Out, settings: &Settings) -> Result<Self, Failure> {
        let set = settings.out(out.folder.as_deref());
        Self::from_options(out, settings).create().map_err(|failure| set.explain("out", &settings.path, failure))
    }

    /// Creates the folder, and checks that files can be written to it.
    pub(crate) fn create(self) -> Result<Self, Failure> {
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
