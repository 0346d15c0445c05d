//! The worker: takes jobs out of the store and carries each to its end.
//!
//! `options` say how to run, and an `event` what happens. `run` takes leases on jobs and works on many side by side; `process` carries a
//! single job through its steps (sent once, then polled by `follow`, and its `files` fetched); `intent` writes its paid call down;
//! `shared` is what all jobs of a run share, and `gate` what ends a wait early. A worker may die after any step: the store has the intent
//! before a call is sent, and its outcome and task after, so the next run goes on from there.

pub(crate) mod event;
pub(crate) mod files;
pub(crate) mod follow;
pub(crate) mod gate;
pub(crate) mod intent;
pub(crate) mod options;
pub(crate) mod process;
pub(crate) mod run;
pub(crate) mod shared;
