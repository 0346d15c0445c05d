//! The mock as a program, for any language: `musicapi-mock`, and the command `musicapi mock`.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use openapi_mock::Handler;
use tokio::net::TcpListener;

use crate::Account;
use crate::Clock;
use crate::Delivery;
use crate::Edition;
use crate::ErrorShape;
use crate::Fault;
use crate::Life;
use crate::Minimum;
use crate::ReportFormat;
use crate::Rule;
use crate::Scenario;
use crate::Settings;
use crate::Spaces;
use crate::SpacesOptions;
use crate::control_document;
use crate::state::seconds;

/// An offline MusicAPI: documented answers, tasks that proceed, credits, playable audio. It costs nothing.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// A file that says how the mock is set up; what is said here besides goes before it. `check` looks it over.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// A key that calls of the control API below /__mock/ must bring, as `Authorization: Bearer KEY`.
    #[arg(long, value_name = "KEY", env = "MUSICAPI_MOCK_CONTROL_KEY", hide_env_values = true)]
    control_key: Option<String>,
    /// Where to listen; port 0 picks a free one. The first line on standard output tells the address of the API.
    #[arg(long, default_value = "127.0.0.1:4010", value_name = "HOST:PORT")]
    listen: String,
    /// An API key that is known, instead of `mock-key`; may be given more than once, and each has an account of its own.
    #[arg(long = "key")]
    keys: Vec<String>,
    /// The monthly credits of each account [default: 1000]
    #[arg(long)]
    credits: Option<u64>,
    /// The extra credits of each account; they are spent first [default: 0]
    #[arg(long)]
    extra_credits: Option<u64>,
    /// The lyrics credits of each account, a purse of its own [default: 0]
    #[arg(long)]
    lyrics_credits: Option<u64>,
    /// The subscription of each account has lapsed: everything that may cost credits is refused.
    #[arg(long)]
    lapsed: bool,
    /// What becomes of tasks: immediate, timed, after_looks:3, after:90 (seconds), failed:timeout, one_clip_fails, stuck. With
    /// an operation before it, as in create_sonic=stuck, it is of its tasks only. May be given more than once.
    #[arg(long = "life", value_name = "[OPERATION=]LIFE", value_parser = life)]
    lives: Vec<(Option<String>, Life)>,
    /// Refuses more than one create in this many seconds, as the service does in 3 (observed).
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "3")]
    rate_limit: Option<f64>,
    /// How many tasks are kept; of those that are over the oldest is forgotten first [default: 100000]
    #[arg(long)]
    keep_tasks: Option<usize>,
    /// Decides ids, lengths, melodies and how long things take; the same seed repeats a run [default: 0]
    #[arg(long)]
    seed: Option<u64>,
    /// How many times faster than real its time runs: with 60 a song of two minutes takes two seconds; 0 is moved by the control
    /// API alone [default: 1]
    #[arg(long)]
    speed: Option<f64>,
    /// The shape of error bodies, since which one the service uses where is not known [default: type-error]
    #[arg(long, value_enum)]
    error_shape: Option<ErrorShape>,
    /// The edition of the service that it plays, a month such as 2025-08: prices, models, texts and statuses [default: the newest]
    #[arg(long, value_name = "MONTH", env = "MUSICAPI_MOCK_EDITION")]
    edition: Option<Edition>,
    /// What signs callbacks where a create has no `webhook_secret` [default: mock-webhook-secret]
    #[arg(long, value_name = "SECRET")]
    callback_secret: Option<String>,
    /// How many times each callback is sent again after it was taken [default: 0]
    #[arg(long, value_name = "NUMBER")]
    callback_duplicates: Option<u32>,
    /// Sends the callbacks of a task in the wrong order.
    #[arg(long)]
    callbacks_reordered: bool,
    /// Calls other machines back too, by http.
    #[arg(long)]
    callbacks_anywhere: bool,
    /// A report on who called, of all spaces as one, at the end: text, json or junit, on standard output or into a file, as in junit=report.xml. May be
    /// given more than once.
    #[arg(long = "report", value_name = "FORMAT[=FILE]", value_parser = report)]
    reports: Vec<(ReportFormat, Option<PathBuf>)>,
    /// Ends with the exit code 3 if less than this percentage was tried of the document's operations, answers or examples, as in
    /// examples=20. May be given more than once.
    #[arg(long, value_name = "[WHAT=]PERCENT", value_parser = minimum)]
    fail_under: Vec<Minimum>,
    /// Ends with the exit code 3 if the report finds this. May be given more than once.
    #[arg(long, value_enum, value_name = "RULE")]
    fail_on: Vec<Rule>,
    /// Something that goes wrong, such as `create_sonic:1:after:reset`; may be given more than once. The README has the words.
    /// At the end it is told how often each was used.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Looks a scenario over, and tells what is wrong with it, where, and what is meant.
    Check {
        /// The scenario.
        file: PathBuf,
    },
    /// Prints the JSON Schema of scenarios, or the OpenAPI document of the control API.
    Schema {
        /// Which one.
        #[arg(value_enum, default_value_t)]
        of: Schema,
    },
}

/// What is described.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Schema {
    /// Scenarios.
    #[default]
    Scenario,
    /// The control API.
    Control,
}

impl Arguments {
    /// The settings and the faults: those of the scenario, with what the arguments say besides.
    fn settings(self) -> Result<(Settings, Vec<Fault>), String> {
        let scenario = self.scenario.as_ref().map(Scenario::read).transpose().map_err(|error| error.to_string())?;
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
fn life(text: &str) -> Result<(Option<String>, Life), String> {
    let (operation, life) =
        text.split_once('=').map_or((None, text), |(operation, life)| (Some(operation.to_owned()), life));
    Ok((operation, life.parse().map_err(|error: crate::UnknownLife| error.to_string())?))
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

/// What is reported at the end, and what isn't good enough.
struct AtEnd {
    reports: Vec<(ReportFormat, Option<PathBuf>)>,
    minimum: Minimum,
    fail_on: Vec<Rule>,
}

impl AtEnd {
    fn of(arguments: &Arguments) -> Self {
        let larger = |one: Minimum, other: &Minimum| Minimum {
            operations: one.operations.max(other.operations),
            answers: one.answers.max(other.answers),
            examples: one.examples.max(other.examples),
        };
        let minimum = arguments.fail_under.iter().fold(Minimum::default(), larger);
        Self { reports: arguments.reports.clone(), minimum, fail_on: arguments.fail_on.clone() }
    }

    /// Makes the files, empty, so that one that can't be is told before there is anything to lose.
    fn make_files(&self) -> Result<(), String> {
        let mut files = self.reports.iter().filter_map(|(_, file)| file.as_deref());
        files.try_for_each(|file| write(file, ""))
    }

    /// Writes the reports, all that can be, and tells whether they are good enough.
    fn tell(&self, mock: &Spaces) -> Result<bool, String> {
        let report = mock.report();
        let written = self.reports.iter().map(|(format, file)| {
            let text = report.told(*format, &self.minimum);
            file.as_ref().map_or_else(|| say(&text), |file| write(file, &text))
        });
        let errors: Vec<String> = written.filter_map(Result::err).collect();
        let found = report.findings.iter().filter(|finding| self.fail_on.contains(&finding.rule));
        let found = found.map(|finding| format!("{}: {}", finding.rule.name(), finding.told()));
        let failures: Vec<String> = report.shortfalls(&self.minimum).into_iter().chain(found).collect();
        failures.iter().for_each(|failure| eprintln!("not good enough: {failure}"));
        if errors.is_empty() { Ok(failures.is_empty()) } else { Err(errors.join("\n")) }
    }
}

impl Command {
    fn run(self) -> Result<(), String> {
        match self {
            Self::Check { file } => {
                Scenario::read(&file).map_err(|error| error.to_string())?;
                say(&format!("{}: a mock can be set up so\n", file.display()))
            }
            Self::Schema { of: Schema::Scenario } => say(&pretty(&Scenario::schema())),
            Self::Schema { of: Schema::Control } => say(&pretty(control_document())),
        }
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("the report can't be written to {}: {error}", file.display()))
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// Does what is asked for, or runs the mock until Ctrl-C or SIGTERM; tells whether its reports were good enough.
///
/// # Errors
/// A text for people: a setting that can't be, or an address that can't be listened on.
pub async fn run(mut arguments: Arguments) -> Result<bool, String> {
    if let Some(command) = arguments.command.take() {
        return command.run().map(|()| true);
    }
    let listen = arguments.listen.clone();
    let control_key = arguments.control_key.clone();
    let at_end = AtEnd::of(&arguments);
    at_end.make_files()?;
    let (settings, faults) = arguments.settings()?;
    let options = SpacesOptions { control_key, missed: Some(tell_of_callback), ..SpacesOptions::default() };
    let mock = Arc::new(Spaces::new(settings, faults, options)?);
    let service = mock.service();
    let listener = TcpListener::bind(&listen).await.map_err(|error| {
        format!("can't listen on {listen}: {error}; choose another with --listen HOST:PORT, or port 0 for a free one")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let stop = stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    let keys: Vec<&str> = service.settings().accounts.iter().map(|(key, _)| key.as_str()).collect();
    let base = service.base_path();
    say(&format!(
        "listening on http://{address}{base}\ncontrol: http://{address}/__mock/\nkeys: {}\n",
        keys.join(", ")
    ))?;
    let handler = Arc::clone(&mock) as Arc<dyn Handler>;
    openapi_mock::server::serve(listener, handler, stop).await.map_err(|error| error.to_string())?;
    say(&mock.faults().states().iter().map(|state| format!("{state}\n")).collect::<String>())?;
    at_end.tell(&mock)
}

/// Writes to standard output at once: whoever started it may be reading through a pipe.
fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Nobody reads it, and yet it may be called.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("can't write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Tells of a callback that wasn't taken: whoever waits for it in vain has nothing else to look at.
fn tell_of_callback(delivery: &Delivery) {
    // If nobody reads that, there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "callback: {delivery}");
}

/// Ends at Ctrl-C or SIGTERM.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
