//! What the command prints: results (`report`, `table`), `progress` bars, and `failure` with exit codes. All of it leaves through `shown`,
//! which lets nothing through that steers a terminal, and no secret.

pub(crate) mod date;
pub(crate) mod failure;
pub(crate) mod pauses;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod shown;
pub(crate) mod table;
