//! The worker: takes jobs out of the store and carries each to its end.
//!
//! `options` say how to run, and an `event` tells what happens. `run` takes leases on jobs and works on many side by side; `process` carries a single one through its steps (sent once, polled, its
//! `files` fetched); `intent` writes its paid call down; `shared` is what all jobs of a run share, and `gate` what ends a wait. A worker may die after any step: the next run goes on from what the
//! store holds.

pub(crate) mod event;
pub(crate) mod files;
pub(crate) mod follow;
pub(crate) mod gate;
pub(crate) mod intent;
pub(crate) mod options;
pub(crate) mod process;
pub(crate) mod run;
pub(crate) mod shared;
