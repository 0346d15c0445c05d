//! Jobs that somebody must look at: which, why, and the next step.

use musicapi_jobs::{Job, Scope, State};
use serde_json::{Value, json};

use crate::commands::completions::{musicapi, quoted};
use crate::output::report::Report;
use crate::output::table::line;

/// How many of a state are named; a thousand rows may fail for one reason.
const NAMED: usize = 10;

/// The states that somebody must look at, the most urgent first.
const STATES: [State; 4] = [State::InDoubt, State::Charged, State::Failed, State::Refused];

/// Of all the jobs of a scope those that somebody must look at.
pub(crate) fn told(jobs: &[Job], scope: &Scope) -> Report {
    let (mut text, mut all) = (String::new(), Vec::new());
    for state in STATES {
        let these: Vec<&Job> = jobs.iter().filter(|job| job.state == state).collect();
        text.extend(these.iter().take(NAMED).map(|job| sentence(job)));
        if let Some(more) = these.len().checked_sub(NAMED).filter(|more| *more > 0) {
            let batch = batch(scope).map(|batch| format!(" --batch {}", quoted(batch))).unwrap_or_default();
            let state = state.word().replace(' ', "-");
            text.push_str(&format!("and {more} more: `{} jobs list{batch} --state {state}`\n", musicapi()));
        }
        all.extend(these.into_iter().map(told_of));
    }
    let can_go = jobs.iter().any(|job| matches!(job.state, State::Failed | State::Refused) && !job.is_withdrawn);
    if let Some(batch) = batch(scope).filter(|_| can_go) {
        let line = format!("{} batch resume {} --failed", musicapi(), quoted(batch));
        text.push_str(&format!("what failed or was refused is sent again by\n  {line}\n"));
    }
    Report::new(text, json!({"troubles": all}))
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
