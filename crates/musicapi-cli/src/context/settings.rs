//! Settings: each comes from a flag, the environment or the config file, in this order.
//!
//! An empty value is refused wherever it stands, because it is most often an unset shell variable: `MUSICAPI_BASE_URL="$MOCK"` without a
//! `MOCK` must not mean the real service.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use musicapi::BaseUrl;
use serde::Deserialize;

use crate::cli::options::Common;
use crate::cli::suggestions::default_song_model;
use crate::context::log;
use crate::context::pace::Pace;
use crate::context::setting::{Origin, Setting};
use crate::context::writable;
use crate::output::failure::Failure;

/// The config file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base_url: Option<String>,
    model: Option<String>,
    out: Option<String>,
    store: Option<String>,
    poll_interval: Option<f64>,
    create_interval: Option<f64>,
    log: Option<String>,
    log_file: Option<String>,
}

/// The settings of a command.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The path of the config file, whether or not it exists.
    pub(crate) path: PathBuf,
    pub(crate) is_there: bool,
    pub(crate) base_url: Option<Setting>,
    /// The store of jobs, unless it is the default one.
    store: Option<Setting>,
    pace: Pace,
    pub(crate) log: Option<Setting>,
    pub(crate) log_file: Option<Setting>,
    file: File,
}

/// The folder for the settings and the key.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    let base = etcetera::choose_base_strategy();
    let base = base.map_err(|error| Failure::plain(format!("there is no folder for settings: {error}")))?;
    Ok(base.config_dir().join("musicapi"))
}

/// The default store of a service. Each service has its own, so that jobs of a mock and of the real service never mix.
fn store(service: &BaseUrl) -> Result<PathBuf, Failure> {
    let base = etcetera::choose_base_strategy();
    let base = base.map_err(|error| Failure::plain(format!("there is no folder for jobs: {error}")))?;
    // Not every system has a folder for state.
    Ok(base.state_dir().unwrap_or_else(|| base.data_dir()).join("musicapi").join(store_name(service)))
}

/// The file name of the default store: after host and port, except for MusicAPI itself.
fn store_name(service: &BaseUrl) -> String {
    if *service == BaseUrl::default() { "jobs.db".to_owned() } else { format!("jobs-{}.db", file_name_part(service)) }
}

/// The host and port of a service, safe for a file name.
pub(crate) fn file_name_part(service: &BaseUrl) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
    service.host().chars().map(safe).collect::<String>().trim_matches('-').to_owned()
}

/// Refuses empty environment variables, except that of the key, which has its own message.
fn refuse_blank_variables() -> Result<(), Failure> {
    for (name, value) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|name| name.starts_with("MUSICAPI_") && *name != "MUSICAPI_KEY") else {
            continue;
        };
        match value.to_str() {
            None => return Err(Failure::usage(format!("{name} isn't UTF-8")).and(step(name))),
            Some(value) if value.trim().is_empty() => {
                return Err(Failure::usage(format!("{name} is set, and empty: {}", step(name))).unsent());
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// What to do about an empty setting.
fn step(name: &str) -> &'static str {
    match name {
        "MUSICAPI_BASE_URL" | "base_url" => "put the address there, or take it away for the service itself",
        _ => "put a value there, or take it away",
    }
}

/// Refuses empty values in the config file.
fn refuse_blanks(path: &Path, file: &File) -> Result<(), Failure> {
    let File { base_url, model, out, store, log, log_file, poll_interval: _, create_interval: _ } = file;
    for (name, value) in
        [("base_url", base_url), ("model", model), ("out", out), ("store", store), ("log", log), ("log_file", log_file)]
    {
        if value.as_ref().is_some_and(|value| value.trim().is_empty()) {
            let text = format!("{name} in {} is empty: {}", path.display(), step(name));
            return Err(Failure::usage(text).unsent());
        }
    }
    Ok(())
}

impl Settings {
    /// The service, unless the command works against the embedded mock.
    pub(crate) fn service(&self) -> Result<BaseUrl, Failure> {
        let address = self.base_url.as_ref().map_or(musicapi::facts::SERVER, |url| &url.value);
        Ok(address.parse::<BaseUrl>()?)
    }

    /// The pace for a service, or for the embedded mock.
    pub(crate) fn pace(&self, is_mock: bool) -> Pace {
        if is_mock { self.pace.of_mock() } else { self.pace }
    }

    /// The store of jobs. The embedded mock uses only a store named by a flag, since its tasks end with it and must not mix with real jobs;
    /// none without one.
    pub(crate) fn store(&self, is_mock: bool) -> Result<Option<Setting>, Failure> {
        match &self.store {
            Some(named) if !is_mock || named.origin == Origin::Flag => Ok(Some(named.clone())),
            _ if is_mock => Ok(None),
            _ => {
                let value = store(&self.service()?)?.display().to_string();
                Ok(Some(Setting { value, origin: Origin::Default }))
            }
        }
    }

    /// Reads the settings from flags, environment and config file.
    pub(crate) fn read(flags: &Common) -> Result<Self, Failure> {
        let (path, is_named) = config_file(flags)?;
        let text = match fs::read_to_string(&path) {
            // The default file is optional; a named one must exist.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => None,
            Err(error) => return Err(Failure::usage(format!("{} can't be read: {error}", path.display()))),
            Ok(text) => Some(text),
        };
        let file = parse(&path, text.as_deref().unwrap_or_default())?;
        let flag = |value: &Option<PathBuf>| value.as_ref().map(|path| path.display().to_string());
        let pace = Pace::read(
            pick(flags.poll_interval.clone(), "MUSICAPI_POLL_INTERVAL", number(file.poll_interval)),
            pick(flags.create_interval.clone(), "MUSICAPI_CREATE_INTERVAL", number(file.create_interval)),
            &path,
        )?;
        let path_of = |set: Option<Setting>| set.map(|set| Setting { value: expand_home(&set.value), ..set });
        Ok(Self {
            pace,
            base_url: pick(flags.base_url.clone(), "MUSICAPI_BASE_URL", file.base_url.clone()),
            store: path_of(pick(flag(&flags.store), "MUSICAPI_STORE", file.store.clone())),
            log: pick(flags.log.clone(), "MUSICAPI_LOG", file.log.clone()),
            log_file: path_of(pick(flag(&flags.log_file), "MUSICAPI_LOG_FILE", file.log_file.clone())),
            is_there: text.is_some(),
            path,
            file,
        })
    }

    /// No settings at all.
    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        let (path, file, pace) = (PathBuf::new(), File::default(), Pace::default());
        Self { path, is_there: false, base_url: None, store: None, pace, log: None, log_file: None, file }
    }

    /// The model for songs: the one that is set, or the default.
    pub(crate) fn model(&self, flag: Option<String>) -> Setting {
        let set = pick(flag, "MUSICAPI_MODEL", self.file.model.clone());
        set.unwrap_or_else(|| Setting { value: default_song_model().to_owned(), origin: Origin::Default })
    }

    /// The folder for files.
    pub(crate) fn out(&self, flag: Option<&Path>) -> Setting {
        let set = pick(flag.map(|path| path.display().to_string()), "MUSICAPI_OUT", self.file.out.clone());
        let set = set.unwrap_or_else(|| Setting { value: ".".to_owned(), origin: Origin::Default });
        Setting { value: expand_home(&set.value), ..set }
    }
}

/// Expands a leading `~` to the home folder, where no shell has done so.
pub(crate) fn expand_home(path: &str) -> String {
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match (rest, etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest.trim_start_matches(['/', '\\'])).display().to_string(),
        _ => path.to_owned(),
    }
}

/// The path of the config file, and whether the user named it.
pub(crate) fn config_file(flags: &Common) -> Result<(PathBuf, bool), Failure> {
    refuse_blank_variables()?;
    let flag = flags.config_file.as_ref().map(|path| path.display().to_string());
    match pick(flag, "MUSICAPI_CONFIG", None) {
        Some(named) => Ok((named.value.into(), true)),
        None => Ok((folder()?.join("config.toml"), false)),
    }
}

/// Parses the config file.
fn parse(path: &Path, text: &str) -> Result<File, Failure> {
    let file: Result<File, _> = toml::from_str(text);
    let file = file.map_err(|error| {
        let text = error.to_string().replace("expected f64", "expected a number of seconds");
        let text = text.replace("invalid float, expected `nan`", "a value is a number, or a text in quotes");
        Failure::usage(format!("{} isn't right: {}", path.display(), text.trim_end()))
    })?;
    refuse_blanks(path, &file)?;
    Ok(file)
}

/// Fails if commands can't start with a config file, even though flags or the environment may override it.
pub(crate) fn check(path: &Path, text: &str) -> Result<(), Failure> {
    let file = parse(path, text)?;
    let own = |value: Option<String>| value.map(|value| Setting { value, origin: Origin::File });
    Pace::read(own(number(file.poll_interval)), own(number(file.create_interval)), path)?;
    file.base_url.iter().try_for_each(|url| url.parse::<BaseUrl>().map(drop))?;
    own(file.log).iter().try_for_each(|filter| log::targets(filter, path).map(drop))?;
    file.log_file
        .map(|file| writable::file(Path::new(&expand_home(&file))))
        .transpose()
        .map_err(|why| Failure::usage(format!("{}: {why}", Origin::File.place("log_file", path))))?;
    Ok(())
}

fn number(seconds: Option<f64>) -> Option<String> {
    seconds.map(|seconds| seconds.to_string())
}

/// The value with the highest precedence that isn't empty.
fn pick(flag: Option<String>, variable: &'static str, file: Option<String>) -> Option<Setting> {
    let environment = std::env::var(variable).ok();
    let all = [(flag, Origin::Flag), (environment, Origin::Environment(variable)), (file, Origin::File)];
    let mut set = all.into_iter().filter_map(|(value, origin)| Some((value?, origin)));
    set.find(|(value, _)| !value.is_empty()).map(|(value, origin)| Setting { value, origin })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_has_a_store_of_its_own() {
        for (address, name) in [
            (musicapi::facts::SERVER, "jobs.db"),
            ("https://api.musicapi.ai:443/api/v1", "jobs.db"),
            ("HTTPS://api.musicapi.ai/api/v1/ ", "jobs.db"),
            ("http://127.0.0.1:4010/api/v1", "jobs-127.0.0.1-4010.db"),
            ("http://[::1]:4010", "jobs-1--4010.db"),
            ("http://staging.example/../../etc", "jobs-staging.example.db"),
        ] {
            assert_eq!(store_name(&address.parse().unwrap()), name, "{address}");
        }
    }

    #[test]
    fn a_leading_tilde_is_the_home_folder() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(expand_home("~/Music/new"), home.join("Music/new").display().to_string());
        assert_eq!(expand_home("~"), home.join("").display().to_string());
        assert_eq!([expand_home("~x/y"), expand_home("a/~/b")], ["~x/y", "a/~/b"]);
    }

    #[test]
    fn the_embedded_mock_uses_only_a_store_named_by_a_flag() {
        let named =
            |origin| Settings { store: Some(Setting { value: "my.db".to_owned(), origin }), ..Settings::empty() };
        let of = |settings: &Settings, is_mock| settings.store(is_mock).ok().unwrap().map(|store| store.value);
        for origin in [Origin::File, Origin::Environment("MUSICAPI_STORE")] {
            assert_eq!(of(&named(origin), true), None);
            assert_eq!(of(&named(origin), false).unwrap(), "my.db");
        }
        assert_eq!(of(&named(Origin::Flag), true).unwrap(), "my.db");
        assert_eq!(of(&Settings::empty(), true), None);
        assert!(of(&Settings::empty(), false).unwrap().ends_with("jobs.db"));
    }
}
