//! Batches: many paid calls from one file.
//!
//! `rows` reads the file, `schema` publishes what a row may hold, `estimate` says how long it takes, `index_page` writes the page with
//! players beside the songs. Running the rows is `calls::run_jobs`.

pub(crate) mod estimate;
pub(crate) mod index_page;
pub(crate) mod rows;
pub(crate) mod schema;
