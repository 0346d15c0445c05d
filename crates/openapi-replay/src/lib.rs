#![doc = include_str!("../README.md")]

mod answer;
mod convert;
mod discriminator;
mod document;
mod engine;
mod explain;
mod grammar;
mod json;
mod message;
mod nearest;
mod operation;
mod parameters;
mod place;
mod prefer;
mod refusal;
mod routes;
mod schemas;
mod security;
mod violation;
mod wire;

#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "wiremock")]
pub mod wiremock;

pub use answer::Answer;
pub use document::{Document, LoadError};
pub use engine::Engine;
pub use message::{BODY_LIMIT, Handler, Reply, Request};
pub use nearest::Nearest;
pub use operation::{Checked, Operation};
pub use prefer::UnknownAnswer;
pub use refusal::Refusal;
pub use routes::{Route, RouteError};
pub use violation::{Location, Violation, violations_header};
pub use wire::{Hold, Wire};
