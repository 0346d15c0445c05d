#![doc = include_str!("../README.md")]

mod base_url;
mod call;
mod client;
mod clock;
pub mod display;
mod download;
mod error;
mod generated;
mod journal;
mod policy;
mod task;
pub mod webhook;

pub use base_url::BaseUrl;
pub use call::budget::Spend;
pub use call::dynamic::Called;
pub use call::observer::{Attempt, Observer, Pause, PauseReason, Surprise, Unknown};
pub use call::response::Paid;
pub use call::transport::http_builder;
pub use call::validate::{Violation, check};
pub use client::{Builder, Client};
pub use clock::{Clock, SystemClock};
pub use download::{Download, Downloaded, FileRecord, Progress, Served, SideFile, Stored};
pub use error::{Error, ErrorKind};
pub use generated::operations::*;
pub use generated::raw::types;
pub use journal::intent::Intent;
pub use journal::reconcile::Verdict;
pub use journal::{Entry, FileJournal, Journal, Journaling, Submission};
pub use musicapi_facts as facts;
pub use policy::{Policy, Retry};
pub use reqwest;
pub use task::delivery::{Delivered, Deliveries, Delivery, Missing};
pub use task::poller::{Event, Events, Wait, Watch};
pub use task::status::{Clip, ClipState, Look, Outcome};
pub use task::{Task, TaskRef};
