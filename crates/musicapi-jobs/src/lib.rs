#![doc = include_str!("../README.md")]

mod batch;
mod closed;
#[cfg(test)]
mod crash;
mod error;
mod evidence;
mod files;
mod job;
mod jobs;
mod journal;
mod progress;
mod queue;
mod run;
mod secret;
mod service;
mod store;
mod submissions;
#[cfg(test)]
mod tests;
mod work;

pub use batch::Plan;
pub use error::{Error, ErrorKind, Fault};
pub use files::{Fetching, Files};
pub use job::{Ended, Job, Kept, Made, State, Work};
pub use jobs::{Finding, Jobs};
pub use progress::Progress;
pub use run::{Event, Options, Run, Scope, Why};
