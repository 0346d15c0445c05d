//! A page with players for the songs of a batch, which needs nothing but the files beside it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use musicapi_jobs::{Job, Kept, Made};

/// What such a page is known by: another one of that name stays.
const MARK: &str = "<!-- made by musicapi batch -->";

/// Writes `index.html` into the folder, whole or not at all.
pub(crate) fn write(folder: &Path, title: &str, jobs: &[Job]) -> io::Result<PathBuf> {
    let path = folder.join("index.html");
    match fs::read_to_string(&path) {
        Ok(there) if !there.contains(MARK) => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(file.path(), page(folder, title, jobs))?;
    file.persist(&path)?;
    Ok(path)
}

fn page(folder: &Path, title: &str, jobs: &[Job]) -> String {
    let songs = jobs.iter().flat_map(|job| job.clips.iter());
    let songs: String = songs.filter_map(|clip| Some(song(folder, clip, clip.file.as_ref()?))).collect();
    let title = escaped(title);
    format!(
        "<!doctype html>\n{MARK}\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>body{{font:1em/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}}\
         audio{{width:100%}}li{{margin:1em 0}}</style>\n<h1>{title}</h1>\n<ol>\n{songs}</ol>\n</html>\n"
    )
}

fn song(folder: &Path, clip: &Made, file: &Kept) -> String {
    let name = clip.title.clone().or_else(|| Some(file.path.file_name()?.to_string_lossy().into_owned()));
    let length = clip.seconds.map(|seconds| format!(" ({}:{:02})", seconds as u64 / 60, seconds as u64 % 60));
    format!(
        "<li>{}{}<br><audio controls preload=\"none\" src=\"{}\"></audio></li>\n",
        escaped(&name.unwrap_or_default()),
        length.unwrap_or_default(),
        address(folder, &file.path)
    )
}

/// The way from the folder to a file, as an address.
fn address(folder: &Path, file: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    match file.strip_prefix(&absolute) {
        Ok(below) => {
            let parts = below.components().map(|part| encoded(&part.as_os_str().to_string_lossy()));
            parts.collect::<Vec<_>>().join("/")
        }
        Err(_) => format!("file://{}", file.to_string_lossy().split('/').map(encoded).collect::<Vec<_>>().join("/")),
    }
}

fn encoded(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    part.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
