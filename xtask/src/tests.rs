//! What holds of the document and of everything that is made from it.

mod compiled;
pub mod edits;
mod generated;
mod merge;
mod mutations;
mod size;
mod sound;

use std::path::Path;

use crate::document::Document;
use crate::{codegen, docs, lint};

/// The document as it stands.
pub fn document() -> Document {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Document::load(&root.join("openapi/musicapi.yaml")).unwrap()
}

/// Every file that is made of a document.
pub fn made(document: &Document) -> Vec<(&'static str, String)> {
    let mut files = codegen::files(document).unwrap();
    files.extend(docs::pages::pages(document).unwrap());
    files
}

#[test]
fn the_document_is_sound() {
    let faults: Vec<String> = lint::lint(&document()).iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(made(&document()) == made(&document()));
}
