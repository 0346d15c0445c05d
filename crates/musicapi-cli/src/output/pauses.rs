//! Whoever waits for something that isn't as it should be says for what, before the pause.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use musicapi::{Attempt, Observer, Pause, PauseReason};

use crate::output::progress::say;

/// A shorter pause isn't worth a word.
const SHORTEST: Duration = Duration::from_secs(2);

/// How often the same reason is told again: many tasks wait for it together.
const AGAIN: Duration = Duration::from_secs(30);

/// Tells the pauses of a client on standard error.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<HashMap<PauseReason, Instant>>);

impl Observer for Told {
    fn attempt(&self, _: &Attempt<'_>) {}

    fn pause(&self, pause: &Pause<'_>) {
        if let Some(line) = self.line(pause) {
            say(&line);
        }
    }
}

impl Told {
    fn line(&self, pause: &Pause<'_>) -> Option<String> {
        let (reason, seconds) = (pause.reason, pause.time.as_secs_f64().ceil());
        let what = match reason {
            PauseReason::Service => "the service asks for a pause",
            PauseReason::Network => "the service can't be reached, or fails",
            PauseReason::Task => "the service doesn't know the task yet",
            // The file of a clip is told of with the clip.
            PauseReason::File if pause.task.is_none() => "the file isn't there yet, or its host fails",
            PauseReason::Answer => "no answer yet",
            _ => return None,
        };
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = told.get(&reason).is_none_or(|told| told.elapsed() >= AGAIN);
        if pause.time < SHORTEST || !is_new {
            return None;
        }
        told.insert(reason, Instant::now());
        let why = pause.error.map(|error| format!(": {error}")).unwrap_or_default();
        if reason == PauseReason::Answer {
            return Some(format!("{what}, {seconds} s after it was asked for; it is waited for"));
        }
        Some(format!("{what}; going on in {seconds} s{why}"))
    }
}
