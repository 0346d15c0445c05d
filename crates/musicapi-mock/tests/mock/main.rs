//! The mock as its users have it: callbacks, many at once, whatever is asked, and the program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod callbacks;
mod callbacks_controlled;
mod fuzz;
mod hook;
#[cfg(feature = "wiremock")]
mod many;
#[cfg(all(unix, feature = "program"))]
mod program;
mod random;
#[cfg(all(unix, feature = "program"))]
mod started;
#[cfg(all(unix, feature = "program"))]
mod state;
