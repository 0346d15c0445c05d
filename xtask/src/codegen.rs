//! What is made from the document, a module for each file.
//!
//! `types` is the client's raw code: `rewrite` turns the truthful document into one that progenitor digests, and passes over progenitor's
//! output do the rest. `operations` are the methods in front of it, `webhooks` the callbacks; `facts` and `answers` are the facts crate,
//! `mock_document` is the document for the mock. `output` writes files, or says that they are stale.

pub(crate) mod answers;
pub(crate) mod facts;
pub(crate) mod mock_document;
pub(crate) mod operations;
pub(crate) mod output;
pub(crate) mod rewrite;
pub(crate) mod types;
pub(crate) mod webhooks;
