//! The log of the program, for `--log` and `--log-file`.
//!
//! A filter is parsed here, and not by `tracing`, which takes any text for the name of a target and then logs nothing.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

use crate::cli::nearest::did_you_mean;
use crate::context::setting::Setting;
use crate::output::failure::Failure;
use crate::output::sanitize::Log;

/// The levels, from nothing to everything.
const LEVELS: [(&str, LevelFilter); 6] = [
    ("off", LevelFilter::OFF),
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];

/// The targets that anything is logged under: the toolkit's own, and the crate that keeps its connections.
const TARGETS: [&str; 2] = ["musicapi", "hyper_util"];

/// Parses a filter: levels and `target=level`, separated by commas. A target alone means all of it.
pub(crate) fn targets(filter: &Setting, config_file: &Path) -> Result<Targets, Failure> {
    let parsed = filter.value.split(',').try_fold(Targets::new(), |targets, part| {
        Ok(match part.split_once('=') {
            Some((name, wanted)) => targets.with_target(target(name)?, level(wanted)?),
            None => match (level(part), target(part)) {
                (Ok(level), _) => targets.with_default(level),
                (_, Ok(target)) => targets.with_target(target, LevelFilter::TRACE),
                _ => {
                    let known = LEVELS.iter().map(|(name, _)| *name).chain(TARGETS);
                    let meant = did_you_mean(part.trim(), known);
                    return Err(format!("{:?} is neither a level nor a target{meant}", part.trim()));
                }
            },
        })
    });
    parsed.map_err(|why| {
        let place = filter.origin.place("log", config_file);
        let (levels, targets) = (LEVELS.map(|(name, _)| name).join(", "), TARGETS.join(", "));
        let failure = Failure::usage(format!("{place}: {why}")).and(&format!(
            "a filter is a level ({levels}), or a target ({targets}) with a level, such as musicapi=trace"
        ));
        filter.add_step("log", failure)
    })
}

fn level(typed: &str) -> Result<LevelFilter, String> {
    let typed = typed.trim();
    let found = LEVELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(typed));
    found
        .map(|(_, level)| *level)
        .ok_or_else(|| format!("{typed:?} is not a level{}", did_you_mean(typed, LEVELS.iter().map(|(name, _)| *name))))
}

/// A known target, or a module of one.
fn target(typed: &str) -> Result<&str, String> {
    let typed = typed.trim();
    let is_word = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    let (name, is_path) = (typed.split("::").next().unwrap_or(typed), typed.split("::").all(is_word));
    if is_path && TARGETS.contains(&name) {
        return Ok(typed);
    }
    Err(format!("nothing is logged under the target {typed:?}{}", did_you_mean(typed, TARGETS)))
}

/// Starts the log, to standard error or to a file.
pub(crate) fn start(log: Option<&Setting>, log_file: Option<&Setting>, config_file: &Path) -> Result<(), Failure> {
    // A log file without a filter would stay empty.
    let targets = match (log, log_file) {
        (Some(filter), _) => targets(filter, config_file)?,
        (None, Some(_)) => Targets::new().with_default(LevelFilter::DEBUG),
        (None, None) => return Ok(()),
    };
    let format = tracing_subscriber::fmt::layer().with_ansi(false);
    let layer = match log_file {
        None => format.with_writer(Log(std::io::stderr)).boxed(),
        Some(path) => {
            let file = OpenOptions::new().create(true).append(true).open(&path.value).map_err(|error| {
                let place = path.origin.place("log_file", config_file);
                let failure = Failure::plain(format!("{place}: {} can't be written: {error}", path.value));
                path.add_step("log_file", failure)
            })?;
            format.with_writer(Log(Arc::new(file))).boxed()
        }
    };
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(targets));
    tracing::subscriber::set_global_default(subscriber).map_err(|error| Failure::plain(error.to_string()))
}
