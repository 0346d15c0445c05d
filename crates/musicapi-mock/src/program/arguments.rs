//! The options of the program, and the settings that they stand for.

use std::path::PathBuf;

use clap::{Parser, ValueEnum as _};
use musicapi_facts::Edition;

use super::commands::{self, Command};
use super::log::LogFormat;
use crate::clock::Clock;
use crate::contract::refusal::ErrorShape;
use crate::faults::Fault;
use crate::inspect::report::{Minimum, ReportFormat, Rule};
use crate::setup::settings::Settings;
use crate::state::account::Account;
use crate::state::lifecycle::{Lifecycle, UnknownLifecycle};
use crate::state::seconds;

/// An offline MusicAPI: documented answers, tasks that proceed, credits, playable audio. It costs nothing.
///
/// Each option is also read from the environment: `--keep-tasks` from MUSICAPI_MOCK_KEEP_TASKS, a flag such as `--cors` from
/// MUSICAPI_MOCK_CORS=true.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// A file that says how the mock is set up; what is said here besides goes before it. `check` looks it over.
    #[arg(long, value_name = "FILE", env = "MUSICAPI_MOCK_SCENARIO", hide_env = true)]
    scenario: Option<PathBuf>,
    /// A key that calls of the control API below /__mock/ must bring, as `Authorization: Bearer KEY`.
    #[arg(long, value_name = "KEY", env = "MUSICAPI_MOCK_CONTROL_KEY", hide_env_values = true)]
    pub(super) control_key: Option<String>,
    /// Where to listen; port 0 picks a free one. The first line on standard output tells the address of the API.
    #[arg(
        long,
        default_value = "127.0.0.1:4010",
        value_name = "HOST:PORT",
        env = "MUSICAPI_MOCK_LISTEN",
        hide_env = true
    )]
    pub(super) listen: String,
    /// A file in which it goes on after a restart: all spaces, with accounts, tasks, time, lives, faults and journal. It is written every
    /// ten seconds in which something changed, and at the end, and only one mock can have it. Keys and callback secrets are in it, so that
    /// it is for its owner alone. Once there is one, what it says of accounts, lives, faults and speed goes before the options.
    #[arg(long, value_name = "FILE", env = "MUSICAPI_MOCK_STATE", hide_env = true)]
    pub(super) state: Option<PathBuf>,
    /// Lets whoever reaches it over the network control it without a key; without this a mock that listens for other machines needs
    /// --control-key.
    #[arg(long, env = "MUSICAPI_MOCK_OPEN_CONTROL", hide_env = true)]
    pub(super) open_control: bool,
    /// Where clients reach it, if something stands in between, such as `https://mock.example/music`: files are told to lie there.
    #[arg(long, value_name = "URL", env = "MUSICAPI_MOCK_PUBLIC_URL", hide_env = true)]
    public_url: Option<String>,
    /// Lets web pages from anywhere call the API and fetch files (CORS). The control API stays closed to them.
    #[arg(long, env = "MUSICAPI_MOCK_CORS", hide_env = true)]
    pub(super) cors: bool,
    /// A line on standard error for each request: as text, or as JSON.
    #[arg(long, value_enum, value_name = "FORMAT", env = "MUSICAPI_MOCK_LOG", hide_env = true)]
    pub(super) log: Option<LogFormat>,
    /// Ends when its standard input does: a runner that starts it with a pipe there leaves no mock behind, however it ends itself.
    #[arg(long, env = "MUSICAPI_MOCK_EXIT_WITH_PARENT", hide_env = true)]
    pub(super) exit_with_parent: bool,
    /// An API key that is known, instead of `mock-key`; may be given more than once, and each has an account of its own.
    #[arg(long = "key", env = "MUSICAPI_MOCK_KEY", hide_env = true)]
    keys: Vec<String>,
    /// The monthly credits of each account [default: 1000]
    #[arg(long, env = "MUSICAPI_MOCK_CREDITS", hide_env = true)]
    credits: Option<u64>,
    /// The extra credits of each account; they are spent first [default: 0]
    #[arg(long, env = "MUSICAPI_MOCK_EXTRA_CREDITS", hide_env = true)]
    extra_credits: Option<u64>,
    /// The lyrics credits of each account, a purse of its own [default: 0]
    #[arg(long, env = "MUSICAPI_MOCK_LYRICS_CREDITS", hide_env = true)]
    lyrics_credits: Option<u64>,
    /// The subscription of each account has lapsed: everything that may cost credits is refused.
    #[arg(long, env = "MUSICAPI_MOCK_LAPSED", hide_env = true)]
    lapsed: bool,
    /// What becomes of tasks: immediate, timed, after_looks:3, after:90 (seconds), failed:timeout, one_clip_fails, stuck. With
    /// an operation before it, as in create_sonic=stuck, it is of its tasks only. May be given more than once.
    #[arg(long = "life", value_name = "[OPERATION=]LIFE", value_parser = life, env = "MUSICAPI_MOCK_LIFE", hide_env = true)]
    lives: Vec<(Option<String>, Lifecycle)>,
    /// Refuses more than one create in this many seconds, as the service does in 3 (observed).
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "3", env = "MUSICAPI_MOCK_RATE_LIMIT", hide_env = true)]
    rate_limit: Option<f64>,
    /// How many tasks are kept; of those that are over the oldest is forgotten first [default: 100000]
    #[arg(long, env = "MUSICAPI_MOCK_KEEP_TASKS", hide_env = true)]
    keep_tasks: Option<usize>,
    /// How many bytes of each request's body the journal keeps, with keys and secrets masked; 0 keeps none [default: 4096]
    #[arg(long, value_name = "BYTES", env = "MUSICAPI_MOCK_KEEP_BODIES", hide_env = true)]
    keep_bodies: Option<usize>,
    /// Decides ids, lengths, melodies and how long things take; the same seed repeats a run [default: 0]
    #[arg(long, env = "MUSICAPI_MOCK_SEED", hide_env = true)]
    seed: Option<u64>,
    /// How many times faster than real its time runs: with 60 a song of two minutes takes two seconds; 0 is moved by the control
    /// API alone [default: 1]
    #[arg(long, env = "MUSICAPI_MOCK_SPEED", hide_env = true)]
    speed: Option<f64>,
    /// The shape of error bodies, since which one the service uses where is not known [default: type-error]
    #[arg(long, value_enum, env = "MUSICAPI_MOCK_ERROR_SHAPE", hide_env = true)]
    error_shape: Option<ErrorShape>,
    /// The edition of the service that it plays, a month such as 2025-08: prices, models, texts and statuses [default: the newest]
    #[arg(long, value_name = "MONTH", env = "MUSICAPI_MOCK_EDITION", hide_env = true)]
    edition: Option<Edition>,
    /// What signs callbacks where a create has no `webhook_secret` [default: mock-webhook-secret]
    #[arg(long, value_name = "SECRET", env = "MUSICAPI_MOCK_CALLBACK_SECRET", hide_env = true)]
    callback_secret: Option<String>,
    /// How many times each callback is sent again after it was taken [default: 0]
    #[arg(long, value_name = "NUMBER", env = "MUSICAPI_MOCK_CALLBACK_DUPLICATES", hide_env = true)]
    callback_duplicates: Option<u32>,
    /// Sends the callbacks of a task in the wrong order.
    #[arg(long, env = "MUSICAPI_MOCK_CALLBACKS_REORDERED", hide_env = true)]
    callbacks_reordered: bool,
    /// Calls other machines back too, by http.
    #[arg(long, env = "MUSICAPI_MOCK_CALLBACKS_ANYWHERE", hide_env = true)]
    callbacks_anywhere: bool,
    /// A report on who called, of all spaces as one, at the end: text, json or junit, on standard output or into a file, as in junit=report.xml. May be
    /// given more than once.
    #[arg(long = "report", value_name = "FORMAT[=FILE]", value_parser = report, env = "MUSICAPI_MOCK_REPORT", hide_env = true)]
    pub(super) reports: Vec<(ReportFormat, Option<PathBuf>)>,
    /// Ends with the exit code 3 if less than this percentage was tried of the document's operations, answers or examples, as in
    /// examples=20. May be given more than once.
    #[arg(long, value_name = "[WHAT=]PERCENT", value_parser = minimum, env = "MUSICAPI_MOCK_FAIL_UNDER", hide_env = true)]
    pub(super) fail_under: Vec<Minimum>,
    /// Ends with the exit code 3 if the report finds this. May be given more than once.
    #[arg(long, value_enum, value_name = "RULE", env = "MUSICAPI_MOCK_FAIL_ON", hide_env = true)]
    pub(super) fail_on: Vec<Rule>,
    /// Something that goes wrong, such as `create_sonic:1:after:reset`; may be given more than once. The README has the words.
    /// At the end it is told how often each was used.
    #[arg(long = "fault", value_name = "FAULT", env = "MUSICAPI_MOCK_FAULT", hide_env = true)]
    faults: Vec<Fault>,
}

impl Arguments {
    /// The options that were said and that a state file has its own word on.
    pub(super) fn kept_in_state(&self) -> Vec<&'static str> {
        let said = [
            ("--key", !self.keys.is_empty()),
            ("--credits", self.credits.is_some()),
            ("--extra-credits", self.extra_credits.is_some()),
            ("--lyrics-credits", self.lyrics_credits.is_some()),
            ("--lapsed", self.lapsed),
            ("--life", !self.lives.is_empty()),
            ("--speed", self.speed.is_some()),
            ("--fault", !self.faults.is_empty()),
            ("the accounts, lives, faults and time of --scenario", self.scenario.is_some()),
        ];
        said.into_iter().filter_map(|(name, is_said)| is_said.then_some(name)).collect()
    }

    /// The settings and the faults: those of the scenario, with what the arguments say besides.
    pub(super) fn settings(self) -> Result<(Settings, Vec<Fault>), String> {
        let scenario = self.scenario.as_deref().map(commands::scenario).transpose()?;
        let mut settings = Settings { clock: Clock::real(1.0), ..Settings::default() };
        let mut faults = scenario.unwrap_or_default().apply(&mut settings);
        // A receiver in another language has no other clock.
        settings.callbacks.machine_time = true;
        faults.extend(self.faults);
        if let Some(speed) = self.speed {
            if !(speed.is_finite() && speed >= 0.0) {
                return Err(format!("--speed {speed}: it must be a number, and not below 0"));
            }
            settings.clock = if speed > 0.0 { Clock::real(speed) } else { Clock::by_hand() };
        }
        if !self.keys.is_empty() {
            settings.accounts = self.keys.into_iter().map(|key| (key, Account::default())).collect();
        }
        for (_, account) in &mut settings.accounts {
            account.credits = self.credits.unwrap_or(account.credits);
            account.extra_credits = self.extra_credits.unwrap_or(account.extra_credits);
            account.lyrics_credits = self.lyrics_credits.unwrap_or(account.lyrics_credits);
            account.subscribed &= !self.lapsed;
        }
        for (operation, life) in self.lives {
            match operation {
                Some(operation) => settings.lives.push((operation, life)),
                None => settings.life = life,
            }
        }
        let rate_limit = self.rate_limit.map(seconds::of).transpose();
        settings.rate_limit = rate_limit.map_err(|error| format!("--rate-limit: {error}"))?.or(settings.rate_limit);
        settings.bounds.tasks = self.keep_tasks.unwrap_or(settings.bounds.tasks);
        settings.bounds.bodies = self.keep_bodies.unwrap_or(settings.bounds.bodies);
        settings.public_url = self.public_url.map(|url| public_url(&url)).transpose()?.or(settings.public_url);
        settings.seed = self.seed.unwrap_or(settings.seed);
        settings.error_shape = self.error_shape.unwrap_or(settings.error_shape);
        settings.edition = self.edition.or(settings.edition);
        let callbacks = &mut settings.callbacks;
        callbacks.secret = self.callback_secret.unwrap_or_else(|| std::mem::take(&mut callbacks.secret));
        callbacks.duplicates = self.callback_duplicates.unwrap_or(callbacks.duplicates);
        callbacks.reordered |= self.callbacks_reordered;
        callbacks.anywhere |= self.callbacks_anywhere;
        Ok((settings, faults))
    }
}

/// A life, perhaps of the tasks of one operation.
fn life(text: &str) -> Result<(Option<String>, Lifecycle), String> {
    let (operation, life) =
        text.split_once('=').map_or((None, text), |(operation, life)| (Some(operation.to_owned()), life));
    Ok((operation, life.parse().map_err(|error: UnknownLifecycle| error.to_string())?))
}

/// A form, perhaps with a file.
fn report(text: &str) -> Result<(ReportFormat, Option<PathBuf>), String> {
    let (format, file) = text.split_once('=').map_or((text, None), |(format, file)| (format, Some(file.into())));
    Ok((
        ReportFormat::from_str(format, false)
            .map_err(|_| "write text, json or junit, perhaps with =FILE".to_owned())?,
        file,
    ))
}

/// A minimum of coverage; of operations, if it doesn't say of what.
fn minimum(text: &str) -> Result<Minimum, String> {
    let (of, percent) = text.split_once('=').unwrap_or(("operations", text));
    let percent = percent.parse().ok().filter(|percent| (0.0..=100.0).contains(percent));
    let percent: f64 = percent.ok_or("a percentage is a number from 0 to 100")?;
    let mut minimum = Minimum::default();
    match of {
        "operations" => minimum.operations = percent,
        "answers" => minimum.answers = percent,
        "examples" => minimum.examples = percent,
        _ => return Err("it is of operations, answers or examples".to_owned()),
    }
    Ok(minimum)
}

/// An address of the web, without a slash at its end.
fn public_url(text: &str) -> Result<String, String> {
    let uri: Option<http::Uri> =
        text.parse().ok().filter(|uri: &http::Uri| uri.authority().is_some() && uri.query().is_none());
    let scheme = uri.as_ref().and_then(http::Uri::scheme_str);
    // What stands behind `#` is dropped by the parser in silence.
    match scheme {
        Some("http" | "https") if !text.contains(['"', '#']) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err(format!("--public-url {text}: write an address such as https://mock.example/music")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_neither_query_nor_fragment() {
        assert_eq!(public_url("https://mock.example/music/").unwrap(), "https://mock.example/music");
        for text in ["https://x/#f", "https://x#", "https://x/?a=1", "mock.example", "ftp://x/", "https://x/\""] {
            assert!(public_url(text).is_err_and(|error| error.contains("https://mock.example/music")), "{text}");
        }
    }
}
