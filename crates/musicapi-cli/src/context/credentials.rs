//! The API key: where it is, to which service it belongs, and how it is stored.
//!
//! A key that is stored belongs to the service that it was stored for, and is sent to no other: each has a file of its own in the folder
//! of settings. The one called `key` is that of the service itself, as it always was; each other file is named by its host and a digest
//! of its address, and holds the address below the key. A key in `MUSICAPI_KEY` stands beside the address that is set, and goes there.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use musicapi::{BaseUrl, display};
use sha2::{Digest as _, Sha256};

use crate::context::setting::{Origin, Setting};
use crate::context::settings;
use crate::output::failure::Failure;
use crate::output::invocation::{quoted, said};
use crate::output::shown;
use crate::output::streams::tell;

const VARIABLE: &str = "MUSICAPI_KEY";

/// A key is shorter than this by far.
pub(crate) const LONGEST: u64 = 10_000;

/// The file that the key of a service is stored in.
pub(crate) fn path(service: &BaseUrl) -> Result<PathBuf, Failure> {
    let folder = settings::folder()?;
    if *service == BaseUrl::default() {
        return Ok(folder.join("key"));
    }
    // Two services may be at one host, and two hosts may look alike in a name.
    let digest = Sha256::digest(service.as_str());
    let digest: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok(folder.join(format!("key-{}-{digest}", settings::name_of(service))))
}

/// The key for a service: that of the environment, or else the one that is stored for it.
pub(crate) fn key(service: &BaseUrl) -> Result<Option<Setting>, Failure> {
    let step = format!("set it to your API key, or unset it to use the one that {} stores", said("login"));
    let key = match std::env::var(VARIABLE) {
        Ok(text) if text.trim().is_empty() => {
            return Err(Failure::of_key(format!("{VARIABLE} is set, and empty")).and(&step));
        }
        Err(std::env::VarError::NotUnicode(_)) => {
            return Err(Failure::of_key(format!("{VARIABLE} isn't UTF-8")).and(&step));
        }
        Ok(text) => Some(Setting { value: text.trim().to_owned(), origin: Origin::Environment(VARIABLE) }),
        Err(std::env::VarError::NotPresent) => stored(service)?.map(|value| Setting { value, origin: Origin::File }),
    };
    key.iter().for_each(|key| shown::keep_secret(&key.value, "[key]"));
    Ok(key)
}

/// The key that is stored for a service.
fn stored(service: &BaseUrl) -> Result<Option<String>, Failure> {
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
    file.take(LONGEST).read_to_string(&mut text).map_err(unread)?;
    let mut lines = text.lines().map(str::trim);
    let Some(key) = lines.next().filter(|key| !key.is_empty()) else { return Ok(None) };
    let owner = lines.next().filter(|line| !line.is_empty());
    // One without an address is of the time before keys had one, and then of the service itself.
    let is_its = match owner {
        Some(owner) => owner.parse::<BaseUrl>().is_ok_and(|owner| owner == *service),
        None => *service == BaseUrl::default(),
    };
    if !is_its {
        let owner = owner.map_or_else(|| "no service".to_owned(), display::address);
        let text = format!("the key in {} is that of {owner}, and isn't sent to {service}", path.display());
        return Err(Failure::of_key(text).and(&format!("store one for it with {}", said("login"))));
    }
    Ok(Some(key.to_owned()))
}

/// There is no key for a service, though there may be one for the service itself.
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

/// Refuses to send a stored key over a network in clear. One that was set goes where it is said, and that others can read it is told.
pub(crate) fn may_go(key: &Setting, service: &BaseUrl) -> Result<(), Failure> {
    if service.is_encrypted() || service.is_local() {
        return Ok(());
    }
    if key.origin == Origin::File {
        return Err(in_clear(service));
    }
    let proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    let proxy = proxies.into_iter().find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let proxy = proxy.map(|name| format!(", and so can the proxy of {name}")).unwrap_or_default();
    tell(&format!("warning: the key goes to {service} in clear: whoever is between can read it{proxy}; use https"));
    Ok(())
}

/// A stored key isn't sent in clear.
pub(crate) fn in_clear(service: &BaseUrl) -> Failure {
    let text =
        format!("a stored key isn't sent to {service}, where it would go over a network in clear; nothing was sent");
    Failure::usage(text).and(&format!("use https, or set {VARIABLE} beside that address if it must be so"))
}

/// Whole or not at all, and never readable by others, not even for a moment.
pub(crate) fn store(path: &Path, key: &str, service: &BaseUrl) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    // Such files are made for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{key}")?;
    // Earlier versions read the key of the service itself, and nothing but the key.
    if *service != BaseUrl::default() {
        writeln!(file, "{service}")?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
