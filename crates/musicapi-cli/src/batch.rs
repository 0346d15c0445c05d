//! Many paid calls: batches from one file, and jobs that are worked on together.
//!
//! A file becomes jobs in this order: `encoding` converts it to UTF-8, `lines` splits it, `csv`, `list` (JSON or YAML) and `strict` (JSON
//! lines) parse it behind `source`, and `rows` checks every row and makes paid calls of them. `identity` finds the batch that the file
//! belongs to, `preflight` reports edited rows and missing funds before anything is sent, and `estimate` says how long the run takes.
//! `run_jobs` then works on the jobs; `bill` and `failed_rows` report on them, and `index_page` writes a page that plays the songs.
//! `copies` makes several songs from one request, and `schema` publishes the JSON Schema of a row.

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
pub(crate) mod preflight;
pub(crate) mod rows;
pub(crate) mod run_jobs;
pub(crate) mod schema;
pub(crate) mod source;
pub(crate) mod strict;
