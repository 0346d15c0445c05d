#![doc = include_str!("../README.md")]

mod batch;
mod error;
mod jobs;
mod ledger;
mod model;
mod reconcile;
mod sqlite;
#[cfg(test)]
mod tests;
mod worker;

pub use batch::spec::BatchSpec;
pub use error::{Error, ErrorKind, Fault};
pub use jobs::Jobs;
pub use model::health::{Health, Pruned};
pub use model::job::{ClipRecord, Ended, Job, JobSpec, SavedFile, State};
pub use model::plan::{Edited, Elsewhere, MadeElsewhere, Plan};
pub use model::progress::Progress;
pub use model::scope::{SINGLE, Scope};
pub use reconcile::Finding;
pub use worker::event::{Event, StopReason};
pub use worker::files::{FetchFuture, Files, SeenFuture};
pub use worker::options::Options;
pub use worker::run::Run;
