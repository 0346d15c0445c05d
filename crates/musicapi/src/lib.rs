#![doc = include_str!("../README.md")]

mod alike;
mod answer;
mod budget;
#[path = "call/dynamic.rs"]
mod call;
mod check;
mod client;
mod clock;
mod default_tag;
mod download;
mod error;
mod hint;
mod intent;
mod journal;
mod look;
mod observe;
mod open_enum;
mod pacer;
mod policy;
mod reconcile;
mod seconds;
mod send;
mod task;
mod transport;
mod wait;
pub mod webhook;

#[rustfmt::skip]
#[allow(dead_code, reason = "progenitor writes more than is called")]
#[path = "generated/raw.rs"]
mod generated;
#[rustfmt::skip]
mod operations;

pub use answer::Paid;
pub use budget::Spend;
pub use call::Called;
pub use check::{Violation, check};
pub use client::{Builder, Client};
pub use clock::{Clock, SystemClock};
pub use download::{Download, Downloaded, Progress, Served, SideFile};
pub use error::{Error, ErrorKind};
pub use generated::types;
pub use intent::Intent;
pub use journal::{Entry, FileJournal, Journal, Journaling, Submission};
pub use look::{Clip, ClipState, Look, Outcome};
pub use musicapi_facts as facts;
pub use observe::{Attempt, Observer, Surprise, Unknown};
pub use operations::*;
pub use policy::{Policy, Retry};
pub use reconcile::Verdict;
pub use reqwest;
pub use task::{Task, TaskRef};
pub use transport::http_builder;
pub use wait::{Event, Events, Wait, Watch};
