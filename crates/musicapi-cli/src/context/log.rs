//! The log of the program, for `--log` and `--log-file`.

use std::fs::OpenOptions;
use std::sync::Arc;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::sanitize::Log;

/// Parses a filter.
pub(crate) fn targets(filter: &str) -> Result<Targets, Failure> {
    filter.parse().map_err(|error| {
        Failure::usage(format!("{filter:?} is no filter for --log: {error}; it must be like debug or musicapi=trace"))
    })
}

/// Starts the log, to standard error or to a file.
pub(crate) fn start(settings: &Settings) -> Result<(), Failure> {
    // A log file without a filter would stay empty.
    let filter = match (&settings.log, &settings.log_file) {
        (Some(filter), _) => filter.value.as_str(),
        (None, Some(_)) => "debug",
        (None, None) => return Ok(()),
    };
    let targets = targets(filter)?;
    let format = tracing_subscriber::fmt::layer().with_ansi(false);
    let layer = match &settings.log_file {
        None => format.with_writer(Log(std::io::stderr)).boxed(),
        Some(path) => {
            let file = OpenOptions::new().create(true).append(true).open(&path.value);
            let file = file.map_err(|error| Failure::plain(format!("{} can't be written: {error}", path.value)))?;
            format.with_writer(Log(Arc::new(file))).boxed()
        }
    };
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(targets));
    tracing::subscriber::set_global_default(subscriber).map_err(|error| Failure::plain(error.to_string()))
}
