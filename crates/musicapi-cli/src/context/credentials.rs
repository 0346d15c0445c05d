//! The API key: where it is, and how it is stored.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::PathBuf;

use musicapi::Client;
use serde_json::json;

use crate::context::settings::{self, Origin, Setting, Settings};
use crate::output::failure::{Failure, tell};
use crate::output::report::Report;

/// The file that the key is stored in.
fn path() -> Result<PathBuf, Failure> {
    Ok(settings::folder()?.join("key"))
}

/// The key, of the environment or else the stored one.
pub(crate) fn key() -> Result<Option<Setting>, Failure> {
    const VARIABLE: &str = "MUSICAPI_KEY";
    let set = |text: String| Some(text.trim().to_owned()).filter(|key| !key.is_empty());
    if let Some(value) = std::env::var(VARIABLE).ok().and_then(set) {
        return Ok(Some(Setting { value, origin: Origin::Environment(VARIABLE) }));
    }
    let path = path()?;
    match fs::read_to_string(&path) {
        Ok(text) => Ok(set(text).map(|value| Setting { value, origin: Origin::File })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::plain(format!("{} can't be read: {error}", path.display()))),
    }
}

/// Stores a key, or deletes the stored one.
pub(crate) async fn login(settings: &Settings, forget: bool) -> Result<Report, Failure> {
    let path = path()?;
    let shown = path.display();
    if forget {
        return match fs::remove_file(&path) {
            Ok(()) => Ok(Report::new(format!("{shown} is deleted\n"), json!({"stored": false}))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Report::new("no key is stored\n", json!({"stored": false})))
            }
            Err(error) => Err(Failure::plain(format!("{shown} can't be deleted: {error}"))),
        };
    }
    let key = ask().map_err(|error| Failure::plain(format!("the key can't be read: {error}")))?;
    let builder = Client::builder(key.as_str());
    let client = settings.base_url.iter().fold(builder, |builder, url| builder.base_url(url.value.as_str())).build()?;
    let checked = match client.account().get_credits().await {
        Err(error) if error.is_auth() => return Err(error.into()),
        Err(error) => {
            tell(&format!("it couldn't be checked: {error}"));
            false
        }
        Ok(_) => true,
    };
    store(&path, &key).map_err(|error| Failure::plain(format!("{shown} can't be written: {error}")))?;
    let state = if checked { "the service knows it" } else { "not checked" };
    let text = format!("stored in {shown}, which only you can read ({state})\n");
    Ok(Report::new(text, json!({"stored": true, "checked": checked, "file": path})))
}

/// From the terminal, where it isn't shown, or else from standard input.
fn ask() -> io::Result<String> {
    if io::stdin().is_terminal() {
        let mut terminal = console::Term::stderr();
        write!(terminal, "API key (not shown): ")?;
        return terminal.read_secure_line();
    }
    // A key is shorter than this by far.
    let mut text = String::new();
    io::stdin().take(10_000).read_to_string(&mut text)?;
    Ok(text.trim().to_owned())
}

/// Whole or not at all, and never readable by others, not even for a moment.
fn store(path: &std::path::Path, key: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    // Such files are made for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{key}")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
