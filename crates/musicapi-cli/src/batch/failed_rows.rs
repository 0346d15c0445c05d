//! The jobs that need the user's attention: which, why, and the next command for each.

use musicapi_jobs::{Job, Scope, State};
use serde_json::{Value, json};

use crate::context::database::Store;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::report::Report;
use crate::output::table::line;

/// The most jobs of a state that are listed, since a thousand rows may fail for one reason.
const MAX_LISTED: usize = 10;

/// The states that need attention, the most urgent first.
const STATES: [State; 4] = [State::InDoubt, State::Charged, State::Failed, State::Refused];

/// Collects the jobs that need attention: all of them by id, the first of each state in words.
#[derive(Default)]
pub(crate) struct FailedRows {
    by_state: [(Vec<i64>, String); STATES.len()],
    can_resume: bool,
}

impl FailedRows {
    /// Adds a job, if it needs attention.
    pub(crate) fn add(&mut self, job: &Job) {
        let Some(urgency) = STATES.iter().position(|state| *state == job.state) else { return };
        let (ids, text) = &mut self.by_state[urgency];
        if ids.len() < MAX_LISTED {
            text.push_str(&sentence(job));
        }
        ids.push(job.id);
        self.can_resume |= matches!(job.state, State::Failed | State::Refused) && !job.is_withdrawn;
    }

    /// Reports the jobs of a scope.
    pub(crate) fn into_report(self, store: &Store, scope: &Scope) -> Report {
        let (mut text, mut all) = (String::new(), Vec::new());
        for (state, (ids, named)) in STATES.into_iter().zip(self.by_state) {
            text.push_str(&named);
            if let Some(more) = ids.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
                let batch = batch(scope).map(|batch| format!(" --batch {}", quoted(batch))).unwrap_or_default();
                let state = state.word().replace(' ', "-");
                text.push_str(&format!("and {more} more: `{} jobs list{batch} --state {state}`\n", command_prefix()));
            }
            all.extend(ids);
        }
        if let Some(batch) = batch(scope).filter(|_| self.can_resume) {
            let line = format!("{} batch resume {} --failed", command_prefix(), quoted(batch));
            text.push_str(&format!("what failed or was refused is sent again by\n  {line}\n"));
        }
        Report::new(text, json!({})).listing("troubles", store.list(all, failed_row_json))
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

fn failed_row_json(job: &Job) -> Value {
    json!({"job": job.id, "key": job.key, "state": job.state, "why": why(job), "next": next(job)})
}

/// The next command for a job.
fn next(job: &Job) -> String {
    let command = match job.state {
        State::InDoubt => "reconcile",
        // The unreadable answer, which `show` prints, may name the task.
        State::Charged => "show",
        _ => "resume",
    };
    format!("{} jobs {command} {}", command_prefix(), job.id)
}
