//! Edits the config file: sets or removes one setting and leaves every other line as it is.
//!
//! A file that no command can start with can be edited too, because that is how it gets repaired; only the new value is checked. The edit
//! replaces text at the position of the value. Before the file is replaced, the new text is parsed again, and refused unless it differs
//! from the old one in this setting alone.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use musicapi::BaseUrl;
use toml::de::DeTable;
use toml::{Table, Value};

use crate::cli::nearest::did_you_mean;
use crate::cli::options::Common;
use crate::cli::suggestions::song_models;
use crate::context::pace::Pace;
use crate::context::setting::{Origin, Setting};
use crate::context::{log, settings, writable};
use crate::output::failure::Failure;
use crate::output::invocation::in_backticks;

/// Sets or removes a setting. Returns the path of the file, and why commands still can't start with it, if so.
pub(crate) fn change(flags: &Common, name: &str, value: Option<&str>) -> Result<(PathBuf, Option<Failure>), Failure> {
    let (path, _) = settings::config_file(flags)?;
    let value = value.map(|value| checked(name, value, &path)).transpose()?;
    let before = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(|error| Failure::plain(format!("{} can't be read: {error}", path.display())))?,
    };
    let after = changed(&before, name, value.as_ref());
    let after = after.map_err(|why| Failure::usage(format!("{} stays as it is: {why}", path.display())))?;
    if after != before {
        write(&path, &after)
            .map_err(|error| Failure::plain(format!("{} can't be written: {error}", path.display())))?;
    }
    let fault = settings::check(&path, &after).err();
    Ok((path, fault))
}

/// Parses a value, and refuses one that commands can't start with.
fn checked(name: &str, value: &str, config_file: &Path) -> Result<Value, Failure> {
    if value.trim().is_empty() {
        let step = in_backticks(&format!("config unset {name}"));
        return Err(Failure::usage(format!("{name}: the value is empty; {step} removes the setting")));
    }
    let own = || Setting { value: value.to_owned(), origin: Origin::Argument };
    let usable = |tried: Result<(), String>| tried.map_err(|why| Failure::usage(format!("{name}: {why}")));
    let path = || PathBuf::from(settings::expand_home(value));
    match name {
        "poll_interval" => Pace::read(Some(own()), None, config_file).map(drop)?,
        "create_interval" => Pace::read(None, Some(own()), config_file).map(drop)?,
        "base_url" => drop(value.parse::<BaseUrl>().map_err(|error| Failure::usage(error.to_string()))?),
        "model" if !song_models().contains(&value) => {
            let (all, meant) = (song_models().join(", "), did_you_mean(value, song_models().iter().copied()));
            return Err(Failure::usage(format!("model: {value:?} is not one of {all}{meant}")));
        }
        "log" => drop(log::targets(&own(), config_file)?),
        "log_file" => usable(writable::file(&path()))?,
        "out" => usable(writable::folder(&path()))?,
        "store" => usable(writable::store(&path()))?,
        _ => {}
    }
    match value.trim().parse::<f64>() {
        Ok(seconds) if name.ends_with("_interval") => Ok(seconds.into()),
        _ => Ok(value.into()),
    }
}

/// The text of the file with a setting set, or removed.
fn changed(text: &str, name: &str, value: Option<&Value>) -> Result<String, String> {
    let wrong = |error: toml::de::Error| error.to_string().trim_end().to_owned();
    let table = DeTable::parse(text).map_err(wrong)?;
    let found = table.get_ref().iter().find(|(key, _)| key.get_ref() == name);
    let found = found.map(|(key, value)| (key.span().start, value.span()));
    let mut new = text.to_owned();
    match (found, value) {
        (Some((_, place)), Some(value)) => new.replace_range(place, &literal(value)),
        (Some((from, place)), None) => {
            let start = text.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let rest = text.get(place.end..).unwrap_or_default();
            new.replace_range(start..place.end + rest.find('\n').map_or(rest.len(), |at| at + 1), "");
        }
        (None, Some(value)) => {
            let end = if new.is_empty() || new.ends_with('\n') { "" } else { "\n" };
            new.push_str(&format!("{end}{name} = {}\n", literal(value)));
        }
        (None, None) => {}
    }
    let (mut wanted, read): (Table, _) = (toml::from_str(text).map_err(wrong)?, toml::from_str::<Table>(&new));
    wanted.remove(name);
    wanted.extend(value.map(|value| (name.to_owned(), value.clone())));
    match read {
        Ok(read) if read == wanted => Ok(new),
        _ => Err(format!("{name} can't be changed there by itself; change it in an editor")),
    }
}

/// A value in TOML. A JSON string is a valid TOML string.
fn literal(value: &Value) -> String {
    match value {
        Value::Float(number) => format!("{number:?}"),
        other => serde_json::Value::from(other.as_str().unwrap_or_default()).to_string(),
    }
}

/// Replaces a file atomically, following a symbolic link.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    if let Ok(about) = fs::metadata(&path) {
        new.as_file().set_permissions(about.permissions())?;
    }
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(&path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_changes_one_setting_and_nothing_else() {
        let text = "# mine\n\"model\" = \"sonic-v4\" # old\nout = \"\"\"\nmodel = 1\n\"\"\"\r\npoll_interval = 20";
        let of = |name: &str, value: Option<Value>| changed(text, name, value.as_ref()).unwrap();
        assert_eq!(of("model", Some("x\"y".into())), text.replace("\"sonic-v4\"", r#""x\"y""#));
        assert_eq!(of("model", None), text.replace("\"model\" = \"sonic-v4\" # old\n", ""));
        assert_eq!(of("out", Some("a".into())), text.replace("\"\"\"\nmodel = 1\n\"\"\"", "\"a\""));
        assert_eq!(of("out", None), "# mine\n\"model\" = \"sonic-v4\" # old\npoll_interval = 20");
        assert_eq!(of("poll_interval", Some(0.5.into())), text.replace("= 20", "= 0.5"));
        assert_eq!(of("log", Some("debug".into())), format!("{text}\nlog = \"debug\"\n"));
        assert_eq!([of("log", None), of("store", None)], [text, text]);
    }

    #[test]
    fn an_edit_that_would_touch_other_settings_is_refused() {
        for text in ["[other]\nx = 1\n", "[model]\nx = 1\n", "model.x = 1\nmodel.y = 2\n", "model = [\n"] {
            assert!(changed(text, "model", Some(&"x".into())).is_err(), "{text}");
        }
        assert!(changed("model.x = 1\nmodel.y = 2\n", "model", None).is_err());
    }
}
