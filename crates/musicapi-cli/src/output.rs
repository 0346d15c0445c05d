//! What the command prints.
//!
//! A command ends in a `report` (text for people, JSON for programs) or a `failure` with its exit code; `progress` shows bars and `pauses`
//! explains waits meanwhile. `table`, `words` and `date` format values. All text leaves through `streams`, which passes it through
//! `sanitize`: no control sequence and no secret reaches a terminal. `invocation` builds the commands that hints suggest.

pub(crate) mod date;
pub(crate) mod failure;
pub(crate) mod invocation;
pub(crate) mod pauses;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod sanitize;
pub(crate) mod streams;
pub(crate) mod table;
pub(crate) mod words;
