//! The document, prepared once for answering.
//!
//! `catalog` holds the operations, and for each the resource that it creates and the templates of reports on it. A `template` is a
//! documented example with slots for a task's values. A `refusal` is an error in the service's words. `edition` says what the month that is
//! played has, `fingerprint` whether two requests ask for the same, and `told_apart` lists the operations that the mock knows by their ids.

pub(crate) mod catalog;
pub(crate) mod edition;
pub(crate) mod fingerprint;
pub(crate) mod refusal;
pub(crate) mod template;
pub(crate) mod told_apart;
