//! Settings: from a flag, the environment, or the file, in this order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use musicapi::BaseUrl;
use serde::Deserialize;

use crate::cli::offered::usual_song_model;
use crate::cli::options::Common;
use crate::context::pace::Pace;
use crate::context::setting::{Origin, Setting};
use crate::output::failure::Failure;

/// The file, as it is written.
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

/// What is set.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The file, whether or not it is there.
    pub(crate) path: PathBuf,
    pub(crate) is_there: bool,
    pub(crate) base_url: Option<Setting>,
    /// The file of jobs, if it isn't the usual one.
    store: Option<Setting>,
    pace: Pace,
    pub(crate) log: Option<Setting>,
    pub(crate) log_file: Option<Setting>,
    file: File,
}

/// The folder of this user for the settings and the key.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    let base = etcetera::choose_base_strategy();
    let base = base.map_err(|error| Failure::plain(format!("there is no folder for settings: {error}")))?;
    Ok(base.config_dir().join("musicapi"))
}

/// The usual file of jobs of a service: each has its own, so that a rehearsal at a mock and the real night don't meet.
fn store(service: &BaseUrl) -> Result<PathBuf, Failure> {
    let base = etcetera::choose_base_strategy();
    let base = base.map_err(|error| Failure::plain(format!("there is no folder for jobs: {error}")))?;
    // Not every system has a place for what is neither settings nor data.
    Ok(base.state_dir().unwrap_or_else(|| base.data_dir()).join("musicapi").join(store_name(service)))
}

/// What it is called: after the host and the port, unless it is that of the service itself.
fn store_name(service: &BaseUrl) -> String {
    if *service == BaseUrl::default() { "jobs.db".to_owned() } else { format!("jobs-{}.db", name_of(service)) }
}

/// A service as a part of the name of a file: its host and port.
pub(crate) fn name_of(service: &BaseUrl) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
    service.host().chars().map(safe).collect::<String>().trim_matches('-').to_owned()
}

/// Refuses what is set to nothing, such as by `MUSICAPI_BASE_URL="$MOCK"` where there is no `MOCK`: whoever sets something means
/// something, and that is never the real service, or another file, by accident. The key has a word of its own.
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

/// What to do about what is set to nothing.
fn step(name: &str) -> &'static str {
    match name {
        "MUSICAPI_BASE_URL" | "base_url" => "put the address there, or take it away for the service itself",
        _ => "put a value there, or take it away",
    }
}

/// The same of the file.
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
    /// The service that is worked with, unless that is the mock inside the program.
    pub(crate) fn service(&self) -> Result<BaseUrl, Failure> {
        let address = self.base_url.as_ref().map_or(musicapi::facts::SERVER, |url| &url.value);
        Ok(address.parse::<BaseUrl>()?)
    }

    /// How fast a service is asked, or the mock inside the program.
    pub(crate) fn pace(&self, is_mock: bool) -> Pace {
        if is_mock { self.pace.of_mock() } else { self.pace }
    }

    /// The file of jobs. At a mock inside the program only one that is said is meant: it forgets all at its end, which is nothing for a
    /// file of real jobs. None if there is none for it.
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

    /// Reads them.
    pub(crate) fn read(flags: &Common) -> Result<Self, Failure> {
        let (path, is_named) = config_file(flags)?;
        let text = match fs::read_to_string(&path) {
            // The usual file need not be there; one that is named must be.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => None,
            Err(error) => return Err(Failure::usage(format!("{} can't be read: {error}", path.display()))),
            Ok(text) => Some(text),
        };
        let file = parsed(&path, text.as_deref().unwrap_or_default())?;
        let flag = |value: &Option<PathBuf>| value.as_ref().map(|path| path.display().to_string());
        let pace = Pace::read(
            pick(flags.poll_interval.clone(), "MUSICAPI_POLL_INTERVAL", number(file.poll_interval)),
            pick(flags.create_interval.clone(), "MUSICAPI_CREATE_INTERVAL", number(file.create_interval)),
        )?;
        let path_of = |set: Option<Setting>| set.map(|set| Setting { value: expanded(&set.value), ..set });
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

    /// Where nothing is set.
    #[cfg(test)]
    pub(crate) fn of_nobody() -> Self {
        let (path, file, pace) = (PathBuf::new(), File::default(), Pace::default());
        Self { path, is_there: false, base_url: None, store: None, pace, log: None, log_file: None, file }
    }

    /// The model for songs: one that none has replaced, unless another is set.
    pub(crate) fn model(&self, flag: Option<String>) -> Setting {
        let set = pick(flag, "MUSICAPI_MODEL", self.file.model.clone());
        set.unwrap_or_else(|| Setting { value: usual_song_model().to_owned(), origin: Origin::Default })
    }

    /// The folder for files.
    pub(crate) fn out(&self, flag: Option<&Path>) -> Setting {
        let set = pick(flag.map(|path| path.display().to_string()), "MUSICAPI_OUT", self.file.out.clone());
        let set = set.unwrap_or_else(|| Setting { value: ".".to_owned(), origin: Origin::Default });
        Setting { value: expanded(&set.value), ..set }
    }
}

/// A path whose `~` is the home of this user, where no shell has seen to it.
pub(crate) fn expanded(path: &str) -> String {
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match (rest, etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest.trim_start_matches(['/', '\\'])).display().to_string(),
        _ => path.to_owned(),
    }
}

/// The config file, and whether it is named. The environment is looked at first.
pub(crate) fn config_file(flags: &Common) -> Result<(PathBuf, bool), Failure> {
    refuse_blank_variables()?;
    let flag = flags.config_file.as_ref().map(|path| path.display().to_string());
    match pick(flag, "MUSICAPI_CONFIG", None) {
        Some(named) => Ok((named.value.into(), true)),
        None => Ok((folder()?.join("config.toml"), false)),
    }
}

/// What a file says, if it can be read.
fn parsed(path: &Path, text: &str) -> Result<File, Failure> {
    let file: Result<File, _> = toml::from_str(text);
    let file = file.map_err(|error| {
        let text = error.to_string().replace("expected f64", "expected a number of seconds");
        let text = text.replace("invalid float, expected `nan`", "a value is a number, or a text in quotes");
        Failure::usage(format!("{} isn't right: {}", path.display(), text.trim_end()))
    })?;
    refuse_blanks(path, &file)?;
    Ok(file)
}

/// Fails if a command can't begin with what a file says, whatever flags and the environment say instead.
pub(crate) fn check(path: &Path, text: &str) -> Result<(), Failure> {
    let file = parsed(path, text)?;
    let own = |seconds| number(seconds).map(|value| Setting { value, origin: Origin::File });
    Pace::read(own(file.poll_interval), own(file.create_interval))?;
    file.base_url.iter().try_for_each(|url| url.parse::<BaseUrl>().map(drop))?;
    Ok(())
}

fn number(seconds: Option<f64>) -> Option<String> {
    seconds.map(|seconds| seconds.to_string())
}

/// The first that is set; what is empty isn't.
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
    fn each_service_has_a_file_of_jobs_of_its_own() {
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
    fn a_home_is_found_where_no_shell_has_seen_to_it() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(expanded("~/Music/new"), home.join("Music/new").display().to_string());
        assert_eq!(expanded("~"), home.join("").display().to_string());
        assert_eq!([expanded("~x/y"), expanded("a/~/b")], ["~x/y", "a/~/b"]);
    }

    #[test]
    fn a_mock_inside_the_program_has_only_the_file_that_is_said() {
        let named =
            |origin| Settings { store: Some(Setting { value: "my.db".to_owned(), origin }), ..Settings::of_nobody() };
        let of = |settings: &Settings, is_mock| settings.store(is_mock).ok().unwrap().map(|store| store.value);
        for origin in [Origin::File, Origin::Environment("MUSICAPI_STORE")] {
            assert_eq!(of(&named(origin), true), None);
            assert_eq!(of(&named(origin), false).unwrap(), "my.db");
        }
        assert_eq!(of(&named(Origin::Flag), true).unwrap(), "my.db");
        assert_eq!(of(&Settings::of_nobody(), true), None);
        assert!(of(&Settings::of_nobody(), false).unwrap().ends_with("jobs.db"));
    }
}
