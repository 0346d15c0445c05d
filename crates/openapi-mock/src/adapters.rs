//! Run a handler on a server: `wiremock` for Rust tests, `hyper` for programs and for tests that need broken connections.
//!
//! Both hand over complete requests, with a body cut one byte after the handler's body limit, and answer 500 if the handler panics.

#[cfg(feature = "server")]
pub mod hyper;
#[cfg(feature = "wiremock")]
pub mod wiremock;
