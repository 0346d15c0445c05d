#![doc = include_str!("../README.md")]

mod batch;
mod care;
mod error;
mod jobs;
mod journal;
mod ledger;
mod model;
mod reconcile;
mod sqlite;
#[cfg(test)]
mod tests;
mod worker;

pub use batch::wanted::Wanted;
pub use batch::{Edited, Elsewhere, MadeElsewhere, Plan};
pub use care::{Health, Pruned};
pub use error::{Error, ErrorKind, Fault};
pub use jobs::{Finding, Jobs};
pub use model::job::{Ended, Job, Kept, Made, State, Work};
pub use model::progress::Progress;
pub use model::scope::Scope;
pub use worker::event::{Event, Why};
pub use worker::files::{Fetching, Files, Seeing};
pub use worker::options::Options;
pub use worker::run::Run;
