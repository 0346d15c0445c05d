//! The flags that several commands share, as clap reads them.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use musicapi::{Policy, PollPolicy};

use crate::cli::suggestions::{Suggestions, default_song_model, song_models};
use crate::output::invocation::quoted;

/// Flags of every command.
#[derive(Debug, Args, Default)]
pub(crate) struct Common {
    /// Work against a mock inside this program: no key, no network, no cost, in a few seconds
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) mock: bool,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) json: bool,
    /// Address of the API [or MUSICAPI_BASE_URL; default: that of the service]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "URL", value_parser = non_empty)]
    pub(crate) base_url: Option<String>,
    /// File in which paid work is written down [or MUSICAPI_STORE; `musicapi doctor` names the usual one]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "SECONDS", allow_negative_numbers = true, help = poll_help())]
    pub(crate) poll_interval: Option<String>,
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "SECONDS", allow_negative_numbers = true, help = create_help())]
    pub(crate) create_interval: Option<String>,
    /// Log on standard error, with a filter such as `debug` or `musicapi=trace` [or MUSICAPI_LOG]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILTER", value_parser = non_empty)]
    pub(crate) log: Option<String>,
    /// Append the log to a file instead; `debug` unless --log says otherwise [or MUSICAPI_LOG_FILE]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub(crate) log_file: Option<PathBuf>,
    /// File with the settings [or MUSICAPI_CONFIG; `musicapi doctor` names the usual one]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub(crate) config_file: Option<PathBuf>,
}

impl Common {
    /// The beginning of a follow-up command with the same flags. It repeats nothing that the environment or the config file sets.
    pub(crate) fn command_prefix(&self) -> String {
        // Destructure, so that a new flag can't be forgotten here.
        let Common { mock, json: _, base_url, store, poll_interval, create_interval, log, log_file, config_file } =
            self;
        let path = |path: &Option<std::path::PathBuf>| path.as_ref().map(|path| path.display().to_string());
        let flags = [
            ("base-url", base_url.as_deref().map(musicapi::display::address)),
            ("store", path(store)),
            ("poll-interval", poll_interval.clone()),
            ("create-interval", create_interval.clone()),
            ("log", log.clone()),
            ("log-file", path(log_file)),
            ("config-file", path(config_file)),
        ];
        let flags = flags.into_iter().filter_map(|(name, value)| Some(format!(" --{name} {}", quoted(&value?))));
        format!("musicapi{}{}", if *mock { " --mock" } else { "" }, flags.collect::<String>())
    }
}

/// Refuses an empty value: an unset shell variable must not look like a flag that was left out.
fn non_empty(value: &str) -> Result<String, &'static str> {
    if value.trim().is_empty() {
        Err("it is empty; put a value there, or leave the flag out")
    } else {
        Ok(value.to_owned())
    }
}

fn poll_help() -> String {
    let (from, to) = PollPolicy::default().pace;
    let default = format!("{} to {}", from.as_secs(), to.as_secs());
    format!(
        "Poll tasks every so many seconds, the first time too [or MUSICAPI_POLL_INTERVAL; default: as documented, {default}]"
    )
}

fn create_help() -> String {
    let default = Policy::default().paid_gap.as_secs_f64();
    format!("Keep so many seconds between two creates [or MUSICAPI_CREATE_INTERVAL; default: {default}]")
}

fn model_help() -> String {
    format!("Model [or MUSICAPI_MODEL; default: {}; `musicapi models` lists them]", default_song_model())
}

/// The names of settings in the config file.
pub(crate) const NAMES: [&str; 8] =
    ["base_url", "model", "out", "store", "poll_interval", "create_interval", "log", "log_file"];

/// The heading of the flags that every command takes.
const EVERYWHERE: &str = "Options of every command";

/// Flags that describe a song.
#[derive(Debug, Args)]
pub(crate) struct SongOptions {
    /// File with the lyrics, or - for standard input
    #[arg(long, value_name = "FILE|-", value_hint = ValueHint::FilePath)]
    pub(crate) lyrics: Option<String>,
    /// Style, such as "jazz, brushed drums"
    #[arg(long)]
    pub(crate) tags: Option<String>,
    /// Title
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Without vocals
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) instrumental: Option<bool>,
    #[arg(long, help = model_help(), value_parser = Suggestions::of(song_models().iter().copied()), hide_possible_values = true)]
    pub(crate) model: Option<String>,
    /// Number of songs to make; each costs the price
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) count: u32,
}

/// Flags that name the clip to work on.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The clip of the sonic family: its id, the address of its page, or a file that was downloaded here
    #[arg(required_unless_present = "last", conflicts_with = "last")]
    pub(crate) clip: Option<String>,
    /// The first clip of the song that was made last
    #[arg(long)]
    pub(crate) last: bool,
}

/// Flags for downloaded files.
#[derive(Debug, Args, Default)]
pub(crate) struct Out {
    /// Folder for the files, created if necessary; nothing in it is overwritten [or MUSICAPI_OUT; default: .]
    #[arg(long = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: Option<PathBuf>,
    /// Don't embed title, lyrics and cover art in the audio
    #[arg(long)]
    pub(crate) no_tags: bool,
}

/// Flag of commands whose answer contains the addresses of files.
#[derive(Debug, Args, Default)]
pub(crate) struct DownloadFolder {
    /// Download the files into this folder, and print their names instead of the answer; nothing in it is overwritten
    #[arg(long = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: Option<PathBuf>,
}

/// Flags of commands that start a task.
#[derive(Debug, Args, Default)]
pub(crate) struct Delivery {
    #[command(flatten)]
    pub(crate) out: Out,
    /// Print the task, and don't wait for it
    #[arg(long)]
    pub(crate) no_wait: bool,
    #[command(flatten)]
    pub(crate) dry_run: DryRun,
}

/// The flag `--dry-run`.
#[derive(Debug, Args, Default, Clone, Copy)]
pub(crate) struct DryRun {
    /// Show what would be sent and what it would cost, and send nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
