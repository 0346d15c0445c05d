#![doc = include_str!("../README.md")]
#![cfg_attr(
    not(feature = "client"),
    allow(dead_code, reason = "what is left is shared with the client, which uses all of it")
)]

#[cfg(feature = "client")]
mod base_url;
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod clock;
pub mod display;
#[cfg(feature = "client")]
mod download;
mod error;
mod generated;
#[cfg(feature = "client")]
mod journal;
// What an error may name of a paid call.
#[cfg(not(feature = "client"))]
mod journal {
    pub(crate) mod intent;
}
#[cfg(feature = "client")]
mod policy;
mod task;
pub mod testing;
pub mod webhook;

pub use call::answer::Paid;
pub use call::validate::{Violation, check};
pub use error::{Error, ErrorKind};
pub use generated::types;
pub use journal::intent::Intent;
pub use musicapi_facts as facts;
pub use task::TaskRef;
pub use task::status::{Clip, ClipState, Outcome, TaskStatus};

#[cfg(feature = "client")]
mod with_client {
    pub use crate::base_url::BaseUrl;
    pub use crate::call::budget::Spend;
    pub use crate::call::dynamic::Response;
    pub use crate::call::observer::{Attempt, Drift, DriftKind, Observer, Pause, PauseReason};
    pub use crate::call::transport::{Middleware, Next, SendFuture, http_builder};
    pub use crate::client::{Builder, Client};
    pub use crate::clock::{Clock, SystemClock};
    pub use crate::download::{Download, Downloaded, FileRecord, Progress, Served, SideFile, Stored};
    pub use crate::generated::operations::*;
    pub use crate::journal::evidence;
    pub use crate::journal::verdict::Verdict;
    pub use crate::journal::{Claim, Entry, FileJournal, Journal, JournalFuture, NamedBudget, Submission};
    pub use crate::policy::{Policy, PollPolicy, Retry, UnknownInput};
    pub use crate::task::Task;
    pub use crate::task::delivery::{Delivered, Deliveries, Delivery, Missing};
    pub use crate::task::poller::{Event, Events, Poller};
    pub use reqwest;
}
#[cfg(feature = "client")]
pub use with_client::*;
