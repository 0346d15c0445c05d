//! `musicapi login`: reads a key, checks it with the service, and stores it; or deletes a stored one.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};

use musicapi::Client;
use serde_json::json;

use crate::context::credentials::{MAX_KEY_BYTES, path, store, unencrypted};
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::sanitize;
use crate::output::streams::eprint_line;

/// Stores a key for a service, or deletes the stored one.
pub(crate) async fn run(settings: &Settings, forget: bool) -> Result<Report, Failure> {
    let service = settings.service()?;
    let path = path(&service)?;
    let shown = path.display();
    if forget {
        let details = json!({"stored": false, "service": service.as_str()});
        return match fs::remove_file(&path) {
            Ok(()) => Ok(Report::new(format!("the key of {service} is forgotten: {shown} is deleted\n"), details)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Report::new(format!("no key is stored for {service}\n"), details))
            }
            Err(error) => Err(Failure::plain(format!("{shown} can't be deleted: {error}"))),
        };
    }
    if !service.is_encrypted() && !service.is_local() {
        return Err(unencrypted(&service));
    }
    let key = ask().map_err(|error| Failure::plain(format!("the key can't be read: {error}")))?;
    sanitize::mask_secret(&key, "[key]");
    let client = Client::builder(key.as_str()).base_url(service.as_str()).build()?;
    let checked = match client.account().get_credits().await {
        Err(error) if error.is_auth() => return Err(error.into()),
        Err(error) => {
            eprint_line(&format!("it couldn't be checked: {error}"));
            false
        }
        Ok(_) => true,
    };
    store(&path, &key, &service).map_err(|error| Failure::plain(format!("{shown} can't be written: {error}")))?;
    let state = if checked { "the service knows it" } else { "not checked" };
    let text = format!("stored for {service} in {shown}, which only you can read ({state})\n");
    Ok(Report::new(text, json!({"stored": true, "checked": checked, "file": path, "service": service.as_str()})))
}

/// Reads the key from the terminal without echo, or from standard input.
fn ask() -> io::Result<String> {
    if io::stdin().is_terminal() {
        let mut terminal = console::Term::stderr();
        write!(terminal, "API key (not shown): ")?;
        return Ok(terminal.read_secure_line()?.trim().to_owned());
    }
    let mut text = String::new();
    io::stdin().take(MAX_KEY_BYTES).read_to_string(&mut text)?;
    Ok(text.trim().to_owned())
}
