//! The options of a run: which jobs, how many side by side, and for how long.

use std::sync::Arc;
use std::time::Duration;

use musicapi::{Clip, PollPolicy};
use serde_json::Value;

use crate::model::job::Job;
use crate::model::scope::Scope;
use crate::worker::files::Files;

/// The options of a run.
#[derive(Clone)]
pub struct Options {
    /// The jobs to work on.
    pub scope: Scope,
    /// How many jobs are in progress at a time, from the create to the last file. The default is 20, a choice of this crate: how many the
    /// service takes isn't known. The client [paces](musicapi::Policy::paid_gap) creates.
    pub concurrency: usize,
    /// How long a job stays with this run if its process dies; 15 s by default, and at least a second. The lease is renewed at a third of it.
    pub lease: Duration,
    /// How long the run tries again while nothing succeeds for a passing reason, such as no network; eight hours by default.
    pub patience: Duration,
    /// How to wait for tasks; by default as the document says for each.
    pub wait: Option<PollPolicy>,
    /// Whether jobs in doubt are [reconciled](crate::Jobs::reconcile) before anything is sent, once all running jobs are over. Only right if
    /// no one else uses the account; off by default.
    pub reconcile: bool,
    /// The `webhook_secret` of the requests, which the file doesn't contain. A job whose request had one isn't sent without it: it is
    /// [refused](crate::State::Refused).
    pub webhook_secret: Option<String>,
    /// Where files go, such as a function that gives each clip of each job a path; by default no files are fetched.
    pub files: Arc<dyn Files>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scope: Scope::All,
            concurrency: 20,
            lease: Duration::from_secs(15),
            patience: Duration::from_secs(8 * 60 * 60),
            wait: None,
            reconcile: false,
            webhook_secret: None,
            files: Arc::new(|_: &Job, _: &Clip<Value>| None),
        }
    }
}
