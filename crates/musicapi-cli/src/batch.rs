//! Batches: many paid calls from one file.
//!
//! `source` reads the file row by row, by `csv`, `list` or as JSON lines (`strict`); `rows` makes paid calls of them; `identity` says which
//! batch of the store it is, `before` what is told before anything is sent. `schema` publishes what a row may hold, `estimate` says how long it takes, `index_page` writes the page with
//! players beside the songs. Running the rows is `calls::run_jobs`.

pub(crate) mod before;
pub(crate) mod csv;
pub(crate) mod estimate;
pub(crate) mod identity;
pub(crate) mod index_page;
pub(crate) mod list;
pub(crate) mod rows;
pub(crate) mod schema;
pub(crate) mod source;
pub(crate) mod strict;
