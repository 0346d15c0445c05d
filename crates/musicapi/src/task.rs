//! Paid work that goes on elsewhere, and what finds it again.

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
pub(crate) use reference::ESCAPED;
pub use reference::TaskRef;
