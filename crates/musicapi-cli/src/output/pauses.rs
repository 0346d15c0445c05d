//! Explains pauses of the client on standard error, such as a retry or a rate limit, before it waits.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use musicapi::{Attempt, Observer, Pause, PauseReason};

use crate::output::progress::eprint_above_bars;

/// Shorter pauses aren't reported.
const MIN_REPORTED: Duration = Duration::from_secs(2);

/// The shortest time between two reports of the same reason, which many tasks may share.
const REPEAT_AFTER: Duration = Duration::from_secs(30);

/// An observer that reports pauses.
#[derive(Debug, Default)]
pub(crate) struct PauseReporter(Mutex<HashMap<PauseReason, Instant>>);

impl Observer for PauseReporter {
    fn attempt(&self, _: &Attempt<'_>) {}

    fn pause(&self, pause: &Pause<'_>) {
        if let Some(line) = self.line(pause) {
            eprint_above_bars(&line);
        }
    }
}

impl PauseReporter {
    fn line(&self, pause: &Pause<'_>) -> Option<String> {
        let (reason, seconds) = (pause.reason, pause.time.as_secs_f64().ceil());
        let what = match reason {
            PauseReason::Service => "the service asks for a pause",
            PauseReason::Network => "the service can't be reached, or fails",
            PauseReason::Task => "the service doesn't know the task yet",
            // Delays of a clip's file are reported with the clip.
            PauseReason::File if pause.task.is_none() => "the file isn't there yet, or its host fails",
            PauseReason::Answer => "no answer yet",
            _ => return None,
        };
        let mut reported = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = reported.get(&reason).is_none_or(|reported| reported.elapsed() >= REPEAT_AFTER);
        if pause.time < MIN_REPORTED || !is_new {
            return None;
        }
        reported.insert(reason, Instant::now());
        let why = pause.error.map(|error| format!(": {error}")).unwrap_or_default();
        if reason == PauseReason::Answer {
            return Some(format!("{what}, {seconds} s after it was asked for; it is waited for"));
        }
        Some(format!("{what}; going on in {seconds} s{why}"))
    }
}
