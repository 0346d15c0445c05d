//! Tries the paths of settings before they are stored: a path that can't be used would end every later command. Nothing is left behind.

use std::fs;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;

/// Fails unless a file can be appended to, or made in a folder that exists.
pub(crate) fn file(path: &Path) -> Result<(), String> {
    let shown = path.display();
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(format!("{shown} is a folder, and no file")),
        Ok(about) if about.is_file() => match OpenOptions::new().append(true).open(path) {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("{shown} can't be written: {error}")),
        },
        // Opening a pipe would wait for its reader.
        Ok(_) => Ok(()),
        Err(_) if !folder_of(path).exists() => {
            Err(format!("the folder {} isn't there; make it, or name another file", folder_of(path).display()))
        }
        Err(_) => folder(folder_of(path)),
    }
}

/// Fails unless a folder can be written to, or made below one that can.
pub(crate) fn folder(path: &Path) -> Result<(), String> {
    let shown = path.display();
    match fs::metadata(path) {
        Ok(about) if !about.is_dir() => Err(format!("{shown} is no folder")),
        Ok(_) => match tempfile::tempfile_in(path) {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("nothing can be written to the folder {shown}: {error}")),
        },
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
                && path.parent().is_some()
                && path != folder_of(path) =>
        {
            folder(folder_of(path))
        }
        Err(error) => Err(format!("the folder {shown} can't be used: {error}")),
    }
}

/// Fails unless a store is a file, or can be made in a folder that exists or can be made. What is in it is seen when it is opened.
pub(crate) fn store(path: &Path) -> Result<(), String> {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => Err(format!("{} is no file", path.display())),
        Ok(_) => Ok(()),
        Err(_) => folder(folder_of(path)),
    }
}

/// The folder that a path lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
