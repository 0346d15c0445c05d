//! The data of this crate: jobs, calls, plans and counts, below everything that works with them.
//!
//! `job` is a job as callers see it, `call` the states of its paid calls, `identity` what makes two requests the same, `price` what a
//! request costs, `secret` what is left out of the file. `scope`, `closed`, `plan`, `progress` and `health` are what methods take and return.

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
