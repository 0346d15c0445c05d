//! Jobs that somebody must look at: which, why, and the next step.

use musicapi_jobs::{Job, Scope, State};
use serde_json::{Value, json};

use crate::context::database::Store;
use crate::output::invocation::{musicapi, quoted};
use crate::output::report::Report;
use crate::output::table::line;

/// How many of a state are named; a thousand rows may fail for one reason.
const NAMED: usize = 10;

/// The states that somebody must look at, the most urgent first.
const STATES: [State; 4] = [State::InDoubt, State::Charged, State::Failed, State::Refused];

/// Of many jobs those that somebody must look at: all of them by number, the first in words.
#[derive(Default)]
pub(crate) struct Troubles {
    of: [(Vec<i64>, String); STATES.len()],
    can_go: bool,
}

impl Troubles {
    /// Looks at a job.
    pub(crate) fn add(&mut self, job: &Job) {
        let Some(urgency) = STATES.iter().position(|state| *state == job.state) else { return };
        let (ids, text) = &mut self.of[urgency];
        if ids.len() < NAMED {
            text.push_str(&sentence(job));
        }
        ids.push(job.id);
        self.can_go |= matches!(job.state, State::Failed | State::Refused) && !job.is_withdrawn;
    }

    /// Those of a scope.
    pub(crate) fn told(self, store: &Store, scope: &Scope) -> Report {
        let (mut text, mut all) = (String::new(), Vec::new());
        for (state, (ids, named)) in STATES.into_iter().zip(self.of) {
            text.push_str(&named);
            if let Some(more) = ids.len().checked_sub(NAMED).filter(|more| *more > 0) {
                let batch = batch(scope).map(|batch| format!(" --batch {}", quoted(batch))).unwrap_or_default();
                let state = state.word().replace(' ', "-");
                text.push_str(&format!("and {more} more: `{} jobs list{batch} --state {state}`\n", musicapi()));
            }
            all.extend(ids);
        }
        if let Some(batch) = batch(scope).filter(|_| self.can_go) {
            let line = format!("{} batch resume {} --failed", musicapi(), quoted(batch));
            text.push_str(&format!("what failed or was refused is sent again by\n  {line}\n"));
        }
        Report::new(text, json!({})).listing("troubles", store.list(all, told_of))
    }
}

fn batch(scope: &Scope) -> Option<&str> {
    if let Scope::Batch(batch) = scope { Some(batch) } else { None }
}

fn why(job: &Job) -> &str {
    job.error.as_deref().unwrap_or("no answer came")
}

fn sentence(job: &Job) -> String {
    let row = if job.batch.is_empty() { String::new() } else { format!(", row {},", job.key) };
    format!("job {}{row} is {}: {}; see `{}`\n", job.id, job.state, line(why(job), 150), next(job))
}

fn told_of(job: &Job) -> Value {
    json!({"job": job.id, "key": job.key, "state": job.state, "why": why(job), "next": next(job)})
}

/// The command that goes on with it.
fn next(job: &Job) -> String {
    let command = match job.state {
        State::InDoubt => "reconcile",
        // What came instead of an answer may name the task.
        State::Charged => "show",
        _ => "resume",
    };
    format!("{} jobs {command} {}", musicapi(), job.id)
}
