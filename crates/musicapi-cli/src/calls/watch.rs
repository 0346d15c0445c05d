//! Follows a run of jobs, one or many: reads its events, prints the messages that all runs share, and stops it at an interrupt.
//!
//! The first interrupt stops the run, which then waits only for the answers to paid calls. The caller handles the second, because it knows
//! what is left behind.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use musicapi::{Clip, Error, TaskStatus};
use musicapi_jobs::{Event, Progress, Run, SavedFile};
use serde_json::Value;

use crate::context::interrupt;
use crate::output::failure::Failure;
use crate::output::progress::eprint_above_bars;

/// A run, and the interrupt that stops it.
pub(crate) struct Watch {
    run: Run,
    is_many: bool,
    is_stopped: bool,
    unknown_states: UnknownStates,
    pub(crate) fetched_files: FetchedFiles,
}

/// What happened in a run.
pub(crate) enum Update {
    /// The first interrupt has stopped the run.
    Interrupt,
    /// An event. Messages that all runs share are already printed.
    Event(Box<Event>),
}

impl Watch {
    /// Follows a run; with `is_many`, messages name the job.
    pub(crate) fn new(run: Run, is_many: bool) -> Self {
        Self {
            run,
            is_many,
            is_stopped: false,
            unknown_states: UnknownStates::default(),
            fetched_files: FetchedFiles::default(),
        }
    }

    /// The next update; none when the run is over.
    pub(crate) async fn next(&mut self) -> Option<Update> {
        tokio::select! {
            // The interrupt must win over events that are always ready.
            biased;
            () = interrupt::first(), if !self.is_stopped => {
                self.is_stopped = true;
                self.run.stop();
                Some(Update::Interrupt)
            }
            event = self.run.next() => {
                let event = event?;
                self.print_message(&event);
                Some(Update::Event(Box::new(event)))
            }
        }
    }

    fn print_message(&mut self, event: &Event) {
        let of = |job: &i64| if self.is_many { format!("job {job}: ") } else { String::new() };
        match event {
            Event::Polled { status, .. } => self.unknown_states.report(status),
            Event::Delayed { job, clip, error, pause } => self.fetched_files.delayed(&of(job), clip, error, *pause),
            Event::Paused { pause, error } => {
                let what = if self.is_many { "pausing for" } else { "sent again in" };
                eprint_above_bars(&format!("{what} {} s: {error}", pause.as_secs()));
            }
            Event::Turn { pause } => eprint_above_bars(&turn_message(*pause)),
            Event::Waiting { .. } => {
                let what = if self.is_many { "what is left" } else { "this job" };
                eprint_above_bars(&format!("another process works on {what}: it is waited for"));
            }
            Event::Settling { pause } => {
                eprint_above_bars(&format!(
                    "a call is in doubt: the balance is asked again in {} s, as a charge may show late",
                    pause.as_secs()
                ));
            }
            Event::Unwritten { job, error } => eprint_above_bars(&format!("{}{error}", of(job))),
            _ => {}
        }
    }

    /// Whether an interrupt has stopped the run.
    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Stops the run after the calls in flight.
    pub(crate) fn stop(&self) {
        self.run.stop();
    }

    /// Waits for the end of the run. Returns the progress of its jobs and the files that were downloaded.
    pub(crate) async fn finish(self) -> Result<(Progress, FetchedFiles), Failure> {
        Ok((self.run.finish().await?, self.fetched_files))
    }
}

/// The message while another command has the turn of paid calls.
fn turn_message(pause: Duration) -> String {
    format!("another command made a paid call just now; this one has its turn in {} s", pause.as_secs_f64().ceil())
}

/// Reports clip states that the document doesn't know, each once.
#[derive(Default)]
pub(crate) struct UnknownStates(HashSet<String>);

impl UnknownStates {
    pub(crate) fn report(&mut self, status: &TaskStatus<Value>) {
        for word in status.unknown_states() {
            if self.0.insert(word.to_owned()) {
                eprint_above_bars(&format!(
                    "the service says {word:?} of a clip, which isn't documented: it is taken for one that will change"
                ));
            }
        }
    }
}

/// The files that were downloaded, to be named if the command fails.
#[derive(Default)]
pub(crate) struct FetchedFiles {
    files: Vec<PathBuf>,
    delayed: HashSet<String>,
}

impl FetchedFiles {
    pub(crate) fn add(&mut self, file: Option<&SavedFile>) {
        self.files.extend(file.map(|file| file.path.clone()));
    }

    /// Reports, once for each clip, that its file isn't available yet.
    pub(crate) fn delayed(&mut self, of: &str, clip: &Clip<Value>, error: &Error, pause: Duration) {
        let id = clip.id().unwrap_or("without an id");
        if self.delayed.insert(format!("{of}{id}")) {
            let text =
                format!("{of}the file of clip {id} isn't there yet, and is asked for again in {} s", pause.as_secs());
            eprint_above_bars(&format!("{text}, and then on for minutes: {error}"));
        }
    }

    /// Adds the downloaded files to a failure.
    pub(crate) fn add_to(&self, failure: Failure) -> Failure {
        if self.files.is_empty() { failure } else { failure.beside(&self.files) }
    }
}
