//! Watching a run of jobs, one or many: the loop over its events, the interrupt that ends it, and what is told of every run.
//!
//! The first interrupt stops the run, which then ends by itself once the answers that are paid for are there; a second one is for the
//! caller, who knows what is left behind.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use musicapi::{Clip, Error, Look};
use musicapi_jobs::{Event, Kept, Progress, Run};
use serde_json::Value;

use crate::context::interrupt;
use crate::output::failure::Failure;
use crate::output::progress::say;

/// A run that is watched.
pub(crate) struct Watch {
    run: Run,
    is_many: bool,
    is_stopped: bool,
    odd: Odd,
    pub(crate) there: There,
}

/// What is seen of a run.
pub(crate) enum Seen {
    /// Somebody wants it to end, and it was stopped.
    Interrupt,
    /// Of what concerns every run it was told already.
    Event(Box<Event>),
}

impl Watch {
    /// Of one job, or of many, each of which is told by its number.
    pub(crate) fn new(run: Run, is_many: bool) -> Self {
        Self { run, is_many, is_stopped: false, odd: Odd::default(), there: There::default() }
    }

    /// What comes next; none once the run is over.
    pub(crate) async fn next(&mut self) -> Option<Seen> {
        tokio::select! {
            // To end must win over work that is ready again and again.
            biased;
            () = interrupt::once(), if !self.is_stopped => {
                self.is_stopped = true;
                self.run.stop();
                Some(Seen::Interrupt)
            }
            event = self.run.next() => {
                let event = event?;
                self.tell(&event);
                Some(Seen::Event(Box::new(event)))
            }
        }
    }

    fn tell(&mut self, event: &Event) {
        let of = |job: &i64| if self.is_many { format!("job {job}: ") } else { String::new() };
        match event {
            Event::Looked { look, .. } => self.odd.tell(look),
            Event::Delayed { job, clip, error, pause } => self.there.delayed(&of(job), clip, error, *pause),
            Event::Paused { pause, error } => {
                let what = if self.is_many { "pausing for" } else { "sent again in" };
                say(&format!("{what} {} s: {error}", pause.as_secs()));
            }
            Event::Turn { pause } => say(&turn(*pause)),
            Event::Waiting { .. } => {
                let what = if self.is_many { "what is left" } else { "this job" };
                say(&format!("another process works on {what}: it is waited for"));
            }
            Event::Settling { pause } => {
                say(&format!(
                    "a call is in doubt: the balance is asked again in {} s, as a charge may show late",
                    pause.as_secs()
                ));
            }
            Event::Unwritten { job, error } => say(&format!("{}{error}", of(job))),
            _ => {}
        }
    }

    /// Whether somebody wanted it to end.
    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Begins nothing more.
    pub(crate) fn stop(&self) {
        self.run.stop();
    }

    /// How far the jobs are at the end of the run.
    pub(crate) async fn finish(self) -> Result<(Progress, There), Failure> {
        Ok((self.run.finish().await?, self.there))
    }
}

/// Another command has just made a call that was paid for.
fn turn(pause: Duration) -> String {
    format!("another command made a paid call just now; this one has its turn in {} s", pause.as_secs_f64().ceil())
}

/// Words for states that the document doesn't know: each is told once, as soon as it is seen.
#[derive(Default)]
pub(crate) struct Odd(HashSet<String>);

impl Odd {
    pub(crate) fn tell(&mut self, look: &Look<Value>) {
        for word in look.unknown_states() {
            if self.0.insert(word.to_owned()) {
                say(&format!(
                    "the service says {word:?} of a clip, which isn't documented: it is taken for one that will change"
                ));
            }
        }
    }
}

/// The files that are there, though others aren't.
#[derive(Default)]
pub(crate) struct There {
    files: Vec<PathBuf>,
    delayed: HashSet<String>,
}

impl There {
    pub(crate) fn add(&mut self, file: Option<&Kept>) {
        self.files.extend(file.map(|file| file.path.clone()));
    }

    /// Tells, once for each clip, that its file isn't there yet.
    pub(crate) fn delayed(&mut self, of: &str, clip: &Clip<Value>, error: &Error, pause: Duration) {
        let id = clip.id().unwrap_or("without an id");
        if self.delayed.insert(format!("{of}{id}")) {
            let text =
                format!("{of}the file of clip {id} isn't there yet, and is asked for again in {} s", pause.as_secs());
            say(&format!("{text}, and then on for minutes: {error}"));
        }
    }

    /// A failure that isn't one of these files.
    pub(crate) fn of(&self, failure: Failure) -> Failure {
        if self.files.is_empty() { failure } else { failure.beside(&self.files) }
    }
}
