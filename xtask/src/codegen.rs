//! Generates all checked-in files from the document, a module for each.
//!
//! For the client, `rewrite` adapts the document to progenitor, `types` runs progenitor and edits the syntax tree of its output, and
//! `structs` writes objects in a short form. `operations` writes the methods in front of the raw calls, and `webhooks` the callbacks. For
//! the facts crate there are `facts`, with `forms` for request bodies, and `answers`; for the mock, `mock_document`;
//! for other generators, `plain_document`. `names`, `components`,
//! `links`, `prices` and `prose` read parts of the document for them. `catch_panic` turns a panic of progenitor into an error, and
//! `output` writes files or reports that they are stale.

pub(crate) mod answers;
pub(crate) mod catch_panic;
pub(crate) mod components;
pub(crate) mod facts;
pub(crate) mod forms;
pub(crate) mod links;
pub(crate) mod mock_document;
pub(crate) mod names;
pub(crate) mod operations;
pub(crate) mod output;
pub(crate) mod plain_document;
pub(crate) mod prices;
pub(crate) mod prose;
pub(crate) mod rewrite;
pub(crate) mod structs;
pub(crate) mod types;
pub(crate) mod webhooks;

use anyhow::Result;

use crate::document::Document;
use crate::document::model::Model;

/// Generated files: path and text.
pub type Files = Vec<(&'static str, String)>;

/// Generates every file.
pub fn files(document: &Document) -> Result<Files> {
    let model = Model::of(&document.value)?;
    let types::Generated { types, calls } = types::generate(&model)?;
    Ok(vec![
        ("crates/musicapi/src/generated/types.rs", types),
        ("crates/musicapi/src/generated/raw.rs", calls),
        ("crates/musicapi/src/generated/operations.rs", operations::generate(&model)?),
        ("crates/musicapi/src/generated/webhook_body.rs", webhooks::generate(&model)?),
        ("crates/musicapi-facts/src/generated.rs", facts::generate(&model)?),
        ("crates/musicapi-facts/src/answers.rs", answers::generate(&model)?),
        ("crates/musicapi-mock/src/contract/openapi.json", mock_document::generate(&model)?),
        ("openapi/musicapi.plain.json", plain_document::generate(&model)?),
    ])
}
