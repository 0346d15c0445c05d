//! What the command prints: results (`report`, `table`), `progress` bars, and `failure` with exit codes.

pub(crate) mod failure;
pub(crate) mod pauses;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod table;
