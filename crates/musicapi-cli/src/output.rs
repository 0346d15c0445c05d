//! What the command prints: results (`report`, `table`), `progress` bars with `pauses`, and `failure` with exit codes, in the same `words`
//! and with a `date`. All of it leaves by `streams` and through `shown`, which lets nothing through that steers a terminal, and no secret.
//! `invocation` knows how the command was called, for the commands that are told.

pub(crate) mod date;
pub(crate) mod failure;
pub(crate) mod invocation;
pub(crate) mod pauses;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod shown;
pub(crate) mod streams;
pub(crate) mod table;
pub(crate) mod words;
