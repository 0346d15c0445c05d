//! Many paid calls: batches from one file, and jobs that are worked on together.
//!
//! `source` reads the file row by row, by `csv`, `list` or as JSON lines (`strict`), all from `lines`, once `encoding` has made text of it; `rows` makes paid calls of them.
//! `identity` says which batch of the store it is, `before` what is told before anything is sent, `estimate` how long it takes. `run_jobs`
//! works on the jobs; `bill` and `failed_rows` tell how far they are, and `index_page` writes the page with players beside the songs.
//! `copies` makes several songs of one request. `schema` publishes what a row may hold.

pub(crate) mod before;
pub(crate) mod bill;
pub(crate) mod copies;
pub(crate) mod csv;
pub(crate) mod encoding;
pub(crate) mod estimate;
pub(crate) mod failed_rows;
pub(crate) mod identity;
pub(crate) mod index_page;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod rows;
pub(crate) mod run_jobs;
pub(crate) mod schema;
pub(crate) mod source;
pub(crate) mod strict;
