//! The engine as its users have it: documents, requests, answers, adapters and the program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[cfg(all(feature = "wiremock", feature = "server"))]
mod adapters;
mod answers;
mod bounded;
mod checks;
mod common;
#[cfg(feature = "yaml")]
mod formats;
#[cfg(all(feature = "wiremock", feature = "server"))]
mod hostile;
mod loading;
mod made;
#[cfg(feature = "program")]
mod program;
mod requests;
#[cfg(all(feature = "wiremock", feature = "server"))]
mod wire;
