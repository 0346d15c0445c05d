//! Tasks: work that the service goes on with after a create has been answered.
//!
//! `reference` names a task in any process; `status` reads a report on it; `handle` is a task together with the client that polls it;
//! `poller` polls until every clip is final; `delivery` fetches each clip as soon as it is.

#[cfg(feature = "client")]
pub(crate) mod delivery;
#[cfg(feature = "client")]
mod handle;
#[cfg(feature = "client")]
pub(crate) mod poller;
mod reference;
pub(crate) mod status;

#[cfg(feature = "client")]
pub use handle::Task;
pub use reference::TaskRef;
