#![doc = include_str!("../README.md")]

mod adapters;
mod document;
mod engine;
mod http;
mod make;
#[cfg(feature = "program")]
pub mod program;
mod schema;

pub use crate::http::cors;
pub use crate::http::message::{BODY_LIMIT, Handler, Reply, Request};
pub use crate::http::wire::{Hold, Wire};
pub use document::Document;
pub use document::json::parse as json;
pub use document::load::Loader;
pub use document::load_error::LoadError;
pub use document::nearest::Nearest;
pub use document::operation::{Checked, Operation};
pub use document::prefer::UnknownAnswer;
pub use document::refusal::Refusal;
pub use document::response::Answer;
pub use document::routes::{Route, RouteError};
pub use engine::{Call, Checking, Engine};
pub use make::MakeError;
pub use schema::violation::{Location, Violation, violations_header};

#[cfg(feature = "server")]
pub use adapters::hyper as server;
#[cfg(feature = "wiremock")]
pub use adapters::wiremock;

#[cfg(all(feature = "wiremock", feature = "server", feature = "yaml"))]
#[doc = include_str!("../TESTING.md")]
pub mod testing {}
