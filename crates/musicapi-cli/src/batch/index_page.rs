//! Writes `index.html` with an audio player for each song of a batch. The page needs only the files beside it.

use std::fs;
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use musicapi_jobs::{ClipRecord, Job, Jobs, SavedFile, Scope, State};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::context::files::Files;
use crate::output::failure::Failure;
use crate::output::report::AT_A_TIME;
use crate::output::streams::eprint_line;

/// Writes the page of a batch beside the files of its first row, once all of its jobs have ended.
pub(crate) async fn of_batch(jobs: &Jobs, batch: &str) -> Result<(), Failure> {
    let scope = Scope::Batch(batch.to_owned());
    let progress = jobs.progress(&scope).await?;
    let is_over = [State::Waiting, State::Sending, State::Running].into_iter().all(|state| progress.count(state) == 0);
    // Single jobs have no batch, and no page.
    if batch.is_empty() || !is_over || progress.files == 0 {
        return Ok(());
    }
    let names = jobs.names(batch).await?;
    let mut page = None::<Page>;
    for ids in jobs.ids(&scope).await?.chunks(AT_A_TIME) {
        for job in jobs.some(ids).await? {
            if let Some(files) = Files::from_note(&job.note).filter(|_| page.is_none()) {
                page = Some(Page::begin(files.folder, batch, &names));
            }
            page.iter_mut().for_each(|page| page.add(&job));
        }
    }
    match page.map(|page| (page.folder.clone(), page.end())) {
        Some((_, Ok(path))) => eprint_line(&format!("listen: {}", path.display())),
        Some((folder, Err(error))) => {
            eprint_line(&format!("there is no page with players in {}: {error}", folder.display()));
        }
        None => {}
    }
    Ok(())
}

/// Marks the page of a batch by a digest, so that people who hear the songs don't see the path.
fn mark(batch: &str) -> String {
    let digest = Sha256::digest(batch).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("<!-- made by musicapi batch {digest} -->")
}

/// The page in a folder, renamed to `index.html` once it is complete. A file of another batch or program stays, and this page gets a
/// number.
struct Page {
    folder: PathBuf,
    written: io::Result<(PathBuf, BufWriter<NamedTempFile>)>,
}

impl Page {
    /// Begins the page of a batch. An earlier page, even under another name of the batch, is replaced.
    fn begin(folder: PathBuf, batch: &str, names: &[String]) -> Self {
        let written = Self::begun(&folder, batch, names);
        Self { folder, written }
    }

    fn begun(folder: &Path, batch: &str, names: &[String]) -> io::Result<(PathBuf, BufWriter<NamedTempFile>)> {
        let marks: Vec<String> = std::iter::once(batch).chain(names.iter().map(String::as_str)).map(mark).collect();
        let names = std::iter::once("index.html".to_owned()).chain((2..).map(|number| format!("index-{number}.html")));
        let mut path = folder.join("index.html");
        for name in names {
            path = folder.join(name);
            match beginning(&path) {
                Ok(there) if !marks.iter().any(|mark| there.contains(mark)) => {}
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => break,
            }
        }
        #[cfg_attr(not(unix), allow(unused_mut, reason = "permissions are of Unix"))]
        let mut new = tempfile::Builder::new();
        // Temporary files are private; let the umask decide, as for any other file.
        #[cfg(unix)]
        new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = BufWriter::new(new.tempfile_in(folder)?);
        let title = Path::new(batch).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let title = escaped(&title.unwrap_or_default());
        write!(
            file,
            "<!doctype html>\n{}\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>body{{font:1em/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}}\
             audio{{width:100%}}li{{margin:1em 0}}</style>\n<h1>{title}</h1>\n<ol>\n",
            mark(batch)
        )?;
        Ok((path, file))
    }

    /// Adds the songs of a job.
    fn add(&mut self, job: &Job) {
        let Self { folder, written: Ok((_, file)) } = self else { return };
        for clip in &job.clips {
            if let Some(kept) = &clip.file
                && let Err(error) = file.write_all(song(folder, clip, kept).as_bytes())
            {
                self.written = Err(error);
                return;
            }
        }
    }

    /// Completes the page, and gives it its name.
    fn end(self) -> io::Result<PathBuf> {
        let (path, mut file) = self.written?;
        file.write_all(b"</ol>\n</html>\n")?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.persist(&path)?;
        Ok(path)
    }
}

/// The beginning of a file, which holds the mark of a page.
fn beginning(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(1024).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn song(folder: &Path, clip: &ClipRecord, file: &SavedFile) -> String {
    let name = clip.title.clone().or_else(|| Some(file.path.file_name()?.to_string_lossy().into_owned()));
    let length = clip.seconds.map(|seconds| format!(" ({}:{:02})", seconds as u64 / 60, seconds as u64 % 60));
    format!(
        "<li>{}{}<br><audio controls preload=\"none\" src=\"{}\"></audio></li>\n",
        escaped(&name.unwrap_or_default()),
        length.unwrap_or_default(),
        address(folder, &file.path)
    )
}

/// The relative address of a file from the folder, so that page and songs can be moved together.
fn address(folder: &Path, file: &Path) -> String {
    let (folder, file) = (&straight(folder), &straight(file));
    let common = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| encoded(&part.as_os_str().to_string_lossy()));
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// An absolute path without `..`.
fn straight(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}

fn encoded(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    part.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn escaped(text: &str) -> String {
    musicapi::display::line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn songs_are_addressed_relative_to_the_page() {
        let of = |file: &str| address(Path::new("/music/album"), Path::new(file));
        assert_eq!(of("/music/album/a b.mp3"), "a%20b.mp3");
        assert_eq!(of("/music/twins/#1/x.mp3"), "../twins/%231/x.mp3");
        let of = |file: &str| address(Path::new("/music/album/../other"), Path::new(file));
        assert_eq!([of("/music/album/x.mp3"), of("/music/album/../other/y.mp3")], ["../album/x.mp3", "y.mp3"]);
    }

    #[test]
    fn a_foreign_page_is_kept_and_titles_are_escaped() {
        let folder = tempfile::tempdir().unwrap();
        let named = |batch: &str| {
            let page = Page::begin(folder.path().to_owned(), batch, &[]).end().unwrap();
            page.file_name().unwrap().to_string_lossy().into_owned()
        };
        assert_eq!(named("/<b>\"mine\".jsonl"), "index.html");
        let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert!(page.contains("&lt;b&gt;&quot;mine&quot;") && !page.contains(".jsonl"), "{page}");
        assert_eq!(named("/other.jsonl"), "index-2.html");
        assert_eq!(named("/<b>\"mine\".jsonl"), "index.html", "it is brought up to date");
        fs::write(folder.path().join("index.html"), [0xff]).unwrap();
        assert_eq!([named("/other.jsonl"), named("/<b>\"mine\".jsonl")], ["index-2.html", "index-3.html"]);
        assert_eq!(fs::read(folder.path().join("index.html")).unwrap(), [0xff]);
    }
}
