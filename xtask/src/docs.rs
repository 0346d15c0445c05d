//! What is written for people: `pages` of tables from the document, and the list of the `public_api`.

pub(crate) mod pages;
pub(crate) mod public_api;
