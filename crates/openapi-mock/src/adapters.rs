//! A handler on a server: behind wiremock for Rust tests, on hyper for programs and for broken connections.

#[cfg(feature = "server")]
pub mod hyper;
#[cfg(feature = "wiremock")]
pub mod wiremock;
