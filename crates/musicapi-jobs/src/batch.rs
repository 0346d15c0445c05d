//! Compare the work that a batch is to have with the jobs that it has.
//!
//! A batch is a list of work in which equal work may stand several times. Work that was sent is found again by what it asks for
//! ([`model::identity`](crate::model::identity)), under any key and in any place: `spec` is the work, `known` the jobs of the batch,
//! and `matching` says which job is which work. So work that moves, or is written in another way, is never paid for again; and work
//! without a job is new. `changes` decides what happens to the jobs.

pub(crate) mod changes;
pub(crate) mod known;
pub(crate) mod matching;
pub(crate) mod spec;
