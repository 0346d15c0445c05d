//! The API key: where it is stored, which service it belongs to, and when it may be sent.
//!
//! A stored key belongs to the service that it was stored for, and is sent to no other. Each service has a file of its own in the folder of
//! settings: `key` for MusicAPI itself; for any other address, a file named by its host and a digest of the address, which holds the
//! address below the key. A key in `MUSICAPI_KEY` goes to whatever address is set.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use musicapi::{BaseUrl, display};
use sha2::{Digest as _, Sha256};

use crate::context::setting::{Origin, Setting};
use crate::context::settings;
use crate::output::failure::Failure;
use crate::output::invocation::{in_backticks, quoted};
use crate::output::sanitize;
use crate::output::streams::eprint_line;

const VARIABLE: &str = "MUSICAPI_KEY";

/// The most bytes that are read as a key.
pub(crate) const MAX_KEY_BYTES: u64 = 10_000;

/// The file that stores the key of a service.
pub(crate) fn path(service: &BaseUrl) -> Result<PathBuf, Failure> {
    let folder = settings::folder()?;
    if *service == BaseUrl::default() {
        return Ok(folder.join("key"));
    }
    // The digest separates services at one host, and hosts whose file names would be equal.
    let digest = Sha256::digest(service.as_str());
    let digest: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok(folder.join(format!("key-{}-{digest}", settings::file_name_part(service))))
}

/// The key for a service: from the environment, or else the one stored for this service.
pub(crate) fn key(service: &BaseUrl) -> Result<Option<Setting>, Failure> {
    let step = format!("set it to your API key, or unset it to use the one that {} stores", in_backticks("login"));
    let key = match std::env::var(VARIABLE) {
        Ok(text) if text.trim().is_empty() => {
            return Err(Failure::of_key(format!("{VARIABLE} is set, and empty")).and(&step));
        }
        Err(std::env::VarError::NotUnicode(_)) => {
            return Err(Failure::of_key(format!("{VARIABLE} isn't UTF-8")).and(&step));
        }
        Ok(text) => Some(Setting { value: text.trim().to_owned(), origin: Origin::Environment(VARIABLE) }),
        Err(std::env::VarError::NotPresent) => {
            read_stored(service)?.map(|value| Setting { value, origin: Origin::File })
        }
    };
    key.iter().for_each(|key| sanitize::mask_secret(&key.value, "[key]"));
    Ok(key)
}

/// Reads the stored key of a service. Refuses a file that others can read, and one that belongs to another service.
fn read_stored(service: &BaseUrl) -> Result<Option<String>, Failure> {
    let path = path(service)?;
    let unread = |error: io::Error| Failure::plain(format!("{} can't be read: {error}", path.display()));
    let file = match fs::File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(unread)?,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if file.metadata().map_err(unread)?.permissions().mode() & 0o077 != 0 {
            let shown = path.display().to_string();
            let text = format!("the stored key isn't used, since others may read or change it: {shown}");
            let step = format!("keep it from them:\nchmod 600 {}", quoted(&shown));
            return Err(Failure::of_key(text).and(&step));
        }
    }
    let mut text = String::new();
    file.take(MAX_KEY_BYTES).read_to_string(&mut text).map_err(unread)?;
    let mut lines = text.lines().map(str::trim);
    let Some(key) = lines.next().filter(|key| !key.is_empty()) else { return Ok(None) };
    let owner = lines.next().filter(|line| !line.is_empty());
    // Earlier versions stored no address; their key belongs to MusicAPI itself.
    let is_its = match owner {
        Some(owner) => owner.parse::<BaseUrl>().is_ok_and(|owner| owner == *service),
        None => *service == BaseUrl::default(),
    };
    if !is_its {
        let owner = owner.map_or_else(|| "no service".to_owned(), display::address);
        let text = format!("the key in {} is that of {owner}, and isn't sent to {service}", path.display());
        return Err(Failure::of_key(text).and(&format!("store one for it with {}", in_backticks("login"))));
    }
    Ok(Some(key.to_owned()))
}

/// The failure without a key. If one is stored for MusicAPI itself, it says why that one isn't used.
pub(crate) fn missing(service: &BaseUrl) -> Failure {
    let default = BaseUrl::default();
    let failure = Failure::no_key(service);
    let is_elsewhere = *service != default && path(&default).is_ok_and(|path| path.exists());
    if is_elsewhere {
        failure.and(&format!("the stored key is that of {default}, and goes nowhere else"))
    } else {
        failure
    }
}

/// Refuses to send a stored key over a network unencrypted, and warns before it sends one from the environment so.
pub(crate) fn check_encryption(key: &Setting, service: &BaseUrl) -> Result<(), Failure> {
    if service.is_encrypted() || service.is_local() {
        return Ok(());
    }
    if key.origin == Origin::File {
        return Err(unencrypted(service));
    }
    let proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    let proxy = proxies.into_iter().find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let proxy = proxy.map(|name| format!(", and so can the proxy of {name}")).unwrap_or_default();
    eprint_line(&format!(
        "warning: the key goes to {service} in clear: whoever is between can read it{proxy}; use https"
    ));
    Ok(())
}

/// The failure of a stored key that would be sent unencrypted.
pub(crate) fn unencrypted(service: &BaseUrl) -> Failure {
    let text =
        format!("a stored key isn't sent to {service}, where it would go over a network in clear; nothing was sent");
    Failure::usage(text).and(&format!("use https, or set {VARIABLE} beside that address if it must be so"))
}

/// Stores a key atomically, in a file that only its owner can ever read.
pub(crate) fn store(path: &Path, key: &str, service: &BaseUrl) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    // Temporary files are created with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{key}")?;
    // Earlier versions expect nothing but the key in the file of MusicAPI itself.
    if *service != BaseUrl::default() {
        writeln!(file, "{service}")?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
