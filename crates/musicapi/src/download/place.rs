//! The paths of a file, its part and its notes, and whether the file may be stored there.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::file::Downloaded;
use super::side_file::{self, About, FileRecord, SideFile, Stored};
use crate::error::{Error, ErrorKind};

/// The ending of a part's name.
const PART: &str = ".musicapi-part";

/// The longest name of a file that most systems take, in bytes.
const NAME_LIMIT: usize = 255;

/// The paths of a file, of its part, and of the notes about both.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) target: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) part: PathBuf,
    pub(super) note: PathBuf,
    pub(super) side_file: Option<PathBuf>,
    pub(super) overwrite: bool,
}

impl Place {
    pub(super) fn new(target: &Path, overwrite: bool, with_side_file: bool) -> Result<Self, Error> {
        let no_name = || Error::new(ErrorKind::File, format!("{:?} doesn't name a file", target.display()));
        let name = target.file_name().ok_or_else(no_name)?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A name that leaves no room for an ending is replaced by its hash, so that it is always the same.
        let stem = if name.len() + PART.len() + ".json".len() <= NAME_LIMIT {
            name.to_owned()
        } else {
            format!("{:x}", Sha256::digest(name.as_encoded_bytes())).into()
        };
        let part = folder.join(with(&stem, PART));
        Ok(Self {
            note: with(part.as_os_str(), ".json").into(),
            side_file: with_side_file.then(|| folder.join(with(name, ".json"))),
            folder: folder.to_owned(),
            target: target.to_owned(),
            part,
            overwrite,
        })
    }

    /// Checks that the file may get its name: a file that can't be stored isn't fetched.
    pub(super) fn check(&self) -> Result<(), Error> {
        match fs::metadata(&self.folder) {
            Ok(folder) if folder.is_dir() => {}
            Ok(_) => return Err(self.unwritable(io::ErrorKind::NotADirectory.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = format!("{}: there is no such folder; make it first", self.target.display());
                return Err(Error::new(ErrorKind::File, text).because(error));
            }
            Err(error) => return Err(self.unwritable(error)),
        }
        let is_free = self.is_free(&self.target)?;
        if let Some(side_file) = &self.side_file {
            let leftover = || is_free && side_file::is_about(side_file, &self.target);
            if is_free && !self.is_free(side_file)? && !self.overwrite && !leftover() {
                return Err(taken(side_file));
            }
        }
        if !is_free && !self.overwrite {
            return Err(match SideFile::stored(&self.target) {
                Stored::Changed(record) => changed(&self.target, &record),
                _ => taken(&self.target),
            });
        }
        Ok(())
    }

    /// Whether the path is free; a folder can't be replaced.
    fn is_free(&self, path: &Path) -> Result<bool, Error> {
        match fs::symlink_metadata(path) {
            Ok(there) if there.is_dir() => Err(taken(path)),
            Ok(_) => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(self.unwritable(error)),
        }
    }

    pub(super) fn unwritable(&self, error: io::Error) -> Error {
        Error::new(ErrorKind::File, format!("{} couldn't be written", self.target.display())).because(error)
    }

    /// Gives a file that is whole its name.
    pub(super) fn put(&self, from: &Path, to: &Path, overwrite: bool) -> Result<(), Error> {
        let put = if overwrite {
            fs::rename(from, to)
        } else {
            tempfile::TempPath::try_from_path(from).and_then(|mut from| {
                // If it fails, it is for the caller to say what becomes of it.
                from.disable_cleanup(true);
                from.persist_noclobber(to).map_err(|error| error.error)
            })
        };
        put.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => taken(to),
            _ => self.unwritable(error),
        })
    }

    /// Writes the side file of the file at this place, whole or not at all.
    pub(super) fn put_beside(&self, about: &About, to: &Path, file: &Downloaded) -> Result<(), Error> {
        let written = about.text(&self.target, file).map_err(io::Error::other).and_then(|text| {
            let mut temporary = temporary_in(&self.folder)?;
            temporary.write_all(text.as_bytes())?;
            temporary.as_file().sync_all()?;
            Ok(temporary.into_temp_path())
        });
        let temporary = written.map_err(|error| self.unwritable(error))?;
        self.put(&temporary, to, self.overwrite || side_file::is_about(to, &self.target))
    }

    /// Syncs the names in the folder to the disk.
    pub(super) fn sync_folder(&self) -> Result<(), Error> {
        // On other systems a folder can't be opened.
        #[cfg(unix)]
        match fs::File::open(&self.folder).and_then(|folder| folder.sync_all()) {
            // A folder that can't be read, or a file system that doesn't do this: there is no way, and the file is there.
            Err(error) if ![io::ErrorKind::PermissionDenied, io::ErrorKind::InvalidInput].contains(&error.kind()) => {
                return Err(self.unwritable(error));
            }
            _ => {}
        }
        Ok(())
    }
}

/// A file that is deleted unless it is given its name. Others may read it as they may read any file of this user.
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".musicapi-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn with(name: &OsStr, ending: &str) -> OsString {
    let mut name = name.to_owned();
    name.push(ending);
    name
}

fn taken(path: &Path) -> Error {
    Error::new(ErrorKind::File, format!("{} is already there; move it away or choose another name", path.display()))
}

/// The error of a file that isn't any more what was fetched: it may be its owner's work, so it isn't overwritten.
fn changed(path: &Path, record: &FileRecord) -> Error {
    let text = format!(
        "{} is there, but isn't the file of {} bytes that was fetched: it was cut or changed; move it away to fetch it again",
        path.display(),
        record.bytes
    );
    Error::new(ErrorKind::File, text)
}
