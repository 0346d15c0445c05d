//! What is made from the document, a module for each file.
//!
//! `types` is the client's types and raw calls: `rewrite` turns the truthful document into one that progenitor digests, and passes over
//! progenitor's output do the rest; `structs` is what an object looks like. `operations` are the methods in front of it,
//! `webhooks` the callbacks; `facts` and `answers` are the facts crate, `mock_document` is the document for the mock, `plain_document`
//! the one for the generators of others. `quieted` makes an error of a generator's panic, and `output` writes files, or says that they are
//! stale.

pub(crate) mod answers;
pub(crate) mod components;
pub(crate) mod facts;
mod forms;
pub(crate) mod links;
pub(crate) mod mock_document;
pub(crate) mod names;
pub(crate) mod operations;
pub(crate) mod output;
pub(crate) mod plain_document;
pub(crate) mod prices;
pub(crate) mod prose;
pub(crate) mod quieted;
pub(crate) mod rewrite;
pub(crate) mod structs;
pub(crate) mod types;
pub(crate) mod webhooks;

use anyhow::Result;

use crate::document::Document;
use crate::document::model::Model;

/// Files by their names, with their texts.
pub type Files = Vec<(&'static str, String)>;

/// Every file that is made, with its text.
pub fn files(document: &Document) -> Result<Files> {
    let model = Model::of(&document.value)?;
    let types::Made { types, calls } = types::generate(&model)?;
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
