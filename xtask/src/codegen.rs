//! What is made from the document, a module for each file.
//!
//! `types` is the client's types and raw calls: `rewrite` turns the truthful document into one that progenitor digests, and passes over
//! progenitor's output do the rest; `structs` is what an object looks like. `operations` are the methods in front of it, `webhooks` the callbacks; `facts` and `answers` are the facts crate,
//! `mock_document` is the document for the mock. `output` writes files, or says that they are stale.

pub(crate) mod answers;
pub(crate) mod components;
pub(crate) mod facts;
mod forms;
pub(crate) mod links;
pub(crate) mod mock_document;
pub(crate) mod names;
pub(crate) mod operations;
pub(crate) mod output;
pub(crate) mod prices;
pub(crate) mod prose;
pub(crate) mod rewrite;
pub(crate) mod structs;
pub(crate) mod types;
pub(crate) mod webhooks;

use std::cell::Cell;
use std::sync::Once;

use anyhow::{Result, bail};

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
    ])
}

/// Progenitor panics on what it doesn't understand; this turns a panic into an error, and keeps it off the terminal.
pub fn quieted<T>(make: impl FnOnce() -> Result<T> + std::panic::UnwindSafe) -> Result<T> {
    thread_local!(static IS_QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                loud(panic);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let made = std::panic::catch_unwind(make);
    IS_QUIET.set(was_quiet);
    made.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        bail!("the generator gave up: {}", text.unwrap_or("it doesn't say why"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_generator_becomes_an_error() {
        let error = quieted::<()>(|| panic!("response_types.len() <= 1")).unwrap_err();
        assert_eq!(error.to_string(), "the generator gave up: response_types.len() <= 1");
    }
}
