//! What `cargo xtask codegen` makes from the document, and the little that it leans on.
//!
//! Made: `types`, `raw` (calls, by progenitor), `operations` (the methods that users call, by family) and `webhook_body`. Written by hand,
//! since generated code uses them: `model` (objects), `open_enum` (lists of words that may grow), `default_tag` (unions whose tag may be
//! absent) and `seconds`.

pub(crate) mod default_tag;
pub(crate) mod model;
pub(crate) mod open_enum;
#[cfg(feature = "client")]
#[rustfmt::skip]
pub(crate) mod operations;
#[cfg(feature = "client")]
#[rustfmt::skip]
#[allow(dead_code, reason = "progenitor writes more than is called")]
pub(crate) mod raw;
pub(crate) mod seconds;
#[rustfmt::skip]
/// What is sent and what is answered.
pub mod types;
#[rustfmt::skip]
pub(crate) mod webhook_body;
