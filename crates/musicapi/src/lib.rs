#![doc = include_str!("../README.md")]

mod call;
mod check;
mod client;
mod clock;
mod default_tag;
mod download;
mod error;
mod open_enum;
mod seconds;
mod task;
mod transport;

#[rustfmt::skip]
#[allow(dead_code, reason = "progenitor writes more than is called")]
mod generated;
#[rustfmt::skip]
mod operations;

pub use call::Called;
pub use check::{Violation, check};
pub use client::{Builder, Client};
pub use clock::{Clock, SystemClock};
pub use download::Downloaded;
pub use error::{Error, ErrorKind};
pub use generated::types;
pub use musicapi_facts as facts;
pub use operations::*;
pub use task::{Clip, ClipState, Look, Outcome, Task, TaskRef, Wait, Watch};
