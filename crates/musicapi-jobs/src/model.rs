//! What a job is, as callers see it: plain data, below everything that works with it.

pub(crate) mod call;
pub(crate) mod closed;
pub(crate) mod health;
pub(crate) mod identity;
pub(crate) mod job;
pub(crate) mod plan;
pub(crate) mod price;
pub(crate) mod progress;
pub(crate) mod scope;
pub(crate) mod secret;
