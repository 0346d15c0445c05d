//! Generates documentation: `pages` with tables from the document, and lists of the `public_api` of each crate.

pub(crate) mod pages;
pub(crate) mod public_api;
