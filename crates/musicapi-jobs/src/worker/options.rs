//! How a run is made: which jobs, how many side by side, and for how long.

use std::sync::Arc;
use std::time::Duration;

use musicapi::{Clip, Wait};
use serde_json::Value;

use crate::model::job::Job;
use crate::model::scope::Scope;
use crate::worker::files::Files;

/// How to run.
#[derive(Clone)]
pub struct Options {
    /// Which jobs.
    pub scope: Scope,
    /// How many are under way at a time, from the create to the last file. 20 unless set, our own choice: how many the service
    /// takes isn't known. Creates are [paced](musicapi::Policy::paid_gap) by the client.
    pub concurrency: usize,
    /// How long a job stays this run's if the process dies; 15 s unless set, and a second at least. It is renewed at a third of it.
    pub lease: Duration,
    /// How long it is tried again while nothing succeeds for a passing reason, such as no network; eight hours unless set.
    pub patience: Duration,
    /// How to wait for tasks; as the document says of each unless set.
    pub wait: Option<Wait>,
    /// Whether what is in doubt is [reconciled](crate::Jobs::reconcile) before anything is sent, once all that runs is over. Only right if
    /// nobody else uses the account; off unless set.
    pub reconcile: bool,
    /// What each `webhook_secret` of the requests was, which the file doesn't hold. A job that had one isn't sent without it: it is
    /// [refused](crate::State::Refused).
    pub webhook_secret: Option<String>,
    /// Where files go, such as a function that gives each clip of each job a path of its own; none are fetched unless set.
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
