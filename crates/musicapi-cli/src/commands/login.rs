//! `musicapi login`: stores a key for a service, or forgets it.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};

use musicapi::Client;
use serde_json::json;

use crate::context::credentials::{LONGEST, in_clear, path, store};
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::shown;
use crate::output::streams::tell;

/// Stores a key for a service, or deletes the one that is stored for it.
pub(crate) async fn run(settings: &Settings, forget: bool) -> Result<Report, Failure> {
    let service = settings.service()?;
    let path = path(&service)?;
    let shown = path.display();
    if forget {
        let told = json!({"stored": false, "service": service.as_str()});
        return match fs::remove_file(&path) {
            Ok(()) => Ok(Report::new(format!("the key of {service} is forgotten: {shown} is deleted\n"), told)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Report::new(format!("no key is stored for {service}\n"), told))
            }
            Err(error) => Err(Failure::plain(format!("{shown} can't be deleted: {error}"))),
        };
    }
    if !service.is_encrypted() && !service.is_local() {
        return Err(in_clear(&service));
    }
    let key = ask().map_err(|error| Failure::plain(format!("the key can't be read: {error}")))?;
    shown::keep_secret(&key, "[key]");
    let client = Client::builder(key.as_str()).base_url(service.as_str()).build()?;
    let checked = match client.account().get_credits().await {
        Err(error) if error.is_auth() => return Err(error.into()),
        Err(error) => {
            tell(&format!("it couldn't be checked: {error}"));
            false
        }
        Ok(_) => true,
    };
    store(&path, &key, &service).map_err(|error| Failure::plain(format!("{shown} can't be written: {error}")))?;
    let state = if checked { "the service knows it" } else { "not checked" };
    let text = format!("stored for {service} in {shown}, which only you can read ({state})\n");
    Ok(Report::new(text, json!({"stored": true, "checked": checked, "file": path, "service": service.as_str()})))
}

/// From the terminal, where it isn't shown, or else from standard input.
fn ask() -> io::Result<String> {
    if io::stdin().is_terminal() {
        let mut terminal = console::Term::stderr();
        write!(terminal, "API key (not shown): ")?;
        return Ok(terminal.read_secure_line()?.trim().to_owned());
    }
    let mut text = String::new();
    io::stdin().take(LONGEST).read_to_string(&mut text)?;
    Ok(text.trim().to_owned())
}
