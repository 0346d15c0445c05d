//! What a batch is to hold.
//!
//! A batch is a list of work in which equal work may stand several times. What was sent is found again by what it asks for
//! ([`model::identity`](crate::model::identity)), wherever it stands now and whatever key it has there: `wanted` is the work, `known`
//! what the batch has, and `matching` says which job each of the work is. So work that moves, or is written in another way, is never
//! paid for again; and what finds no job is new. `changes` says what becomes of the jobs.

pub(crate) mod changes;
pub(crate) mod known;
pub(crate) mod matching;
pub(crate) mod wanted;
