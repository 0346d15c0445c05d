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
    #[cfg_attr(not(unix), allow(unused_mut, reason = "permissions are of Unix"))]
    let mut new = tempfile::Builder::new();
    // As for any other file, the umask decides who may read it.
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = new.tempfile_in(folder)?;
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

/// The way from the folder to a file, as an address: page and songs can be moved together.
fn address(folder: &Path, file: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let common = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| encoded(&part.as_os_str().to_string_lossy()));
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn encoded(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    part.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_is_found_from_the_page() {
        let of = |file: &str| address(Path::new("/music/album"), Path::new(file));
        assert_eq!(of("/music/album/a b.mp3"), "a%20b.mp3");
        assert_eq!(of("/music/twins/#1/x.mp3"), "../twins/%231/x.mp3");
    }

    #[test]
    fn a_page_of_somebody_else_stays_and_titles_do_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let page = write(folder.path(), "<b>\"mine\"</b>", &[]).unwrap();
        assert!(fs::read_to_string(&page).unwrap().contains("&lt;b&gt;&quot;mine&quot;"));
        write(folder.path(), "again", &[]).unwrap();
        fs::write(&page, "theirs").unwrap();
        assert_eq!(write(folder.path(), "x", &[]).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&page).unwrap(), "theirs");
    }
}
