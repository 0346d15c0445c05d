//! Tests of xtask as a whole, on the real document and on variations of it.

mod compiled;
pub mod edits;
mod generated;
mod merge;
mod mutations;
mod plain;
mod size;
mod sound;

use std::path::Path;

use crate::document::Document;
use crate::{codegen, docs, lint};

/// The current document.
pub fn document() -> Document {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Document::load(&root.join("openapi/musicapi.yaml")).unwrap()
}

/// Every file and page generated from a document.
pub fn made(document: &Document) -> Vec<(&'static str, String)> {
    let mut files = codegen::files(document).unwrap();
    files.extend(docs::pages::pages(document).unwrap());
    files
}

#[test]
fn the_document_has_no_errors() {
    let errors: Vec<String> = lint::lint(&document()).iter().map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn generation_is_deterministic() {
    assert!(made(&document()) == made(&document()));
}

#[test]
fn each_inferred_fact_has_a_verdict() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/musicapi.yaml")).unwrap();
    let open: Vec<&str> = text.lines().filter(|line| line.contains("inferred: ")).collect();
    assert_eq!(open, Vec::<&str>::new());
    let page =
        docs::pages::pages(&document()).unwrap().into_iter().find(|(name, _)| *name == "docs/sources.md").unwrap().1;
    let count = |found: &str| -> usize {
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("| {found} | "))).unwrap();
        row.trim_end_matches(" |").parse().unwrap()
    };
    let all: usize = crate::document::extensions::VERDICTS.iter().map(|found| count(found)).sum();
    // The target of an alias is counted at each use.
    assert!(all >= text.matches("inferred, ").count(), "{all}");
    assert_eq!((count("not looked for"), count("confirmed")), (0, 0));
}
