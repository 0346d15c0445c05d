//! Compiles the code generated from random documents, and from every edit of the fixture that passes lint: as modules of one crate, which
//! clippy and rustdoc check as CI checks the client.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::edits;
use crate::arbitrary::Arbitrary;
use crate::codegen::Files;
use crate::document::Document;
use crate::lint::generate;

/// The number of documents in a crate.
const CRATE: usize = 50;

#[test]
#[ignore = "it runs clippy and rustdoc: `cargo xtask conformance` does this, with DOCUMENTS=1000 for more"]
fn generated_code_compiles_if_lint_passes() {
    let wanted: usize = std::env::var("DOCUMENTS").ok().and_then(|number| number.parse().ok()).unwrap_or(CRATE);
    let arbitrary = (1u64..).filter_map(|seed| {
        let document = Document::of(Arbitrary::new(seed).document());
        Some((format!("seed_{seed}"), generate(&document).ok()?))
    });
    let edited = edits::made().into_iter().enumerate().map(|(index, files)| (format!("edit_{index}"), files));
    let mut documents = edited.collect::<Vec<_>>();
    assert!(documents.len() > 10, "hardly any edit is made: {}", documents.len());
    documents.extend(arbitrary.take(wanted));
    for part in documents.chunks(CRATE + 50) {
        compile(part);
    }
}

/// Fails with the output of clippy or rustdoc.
fn compile(documents: &[(String, Files)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text: String = documents.iter().map(|(name, files)| module(name, files)).collect();
    std::fs::write(root.join("target/documents.rs"), text).unwrap();
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        // Name the whole workspace, so that dependencies have the same features as in CI, and aren't rebuilt.
        command.args(arguments).args([
            "--workspace",
            "--example",
            "documents",
            "--features",
            "contract-tests/documents",
        ]);
        command.current_dir(root).env("RUSTDOCFLAGS", "-D warnings");
        command
    };
    let mut clippy = cargo(&["clippy", "--quiet"]);
    assert!(clippy.args(["--", "-D", "warnings"]).status().unwrap().success(), "clippy refuses it");
    let mut rustdoc = cargo(&["doc", "--quiet", "--no-deps", "--document-private-items"]);
    assert!(rustdoc.status().unwrap().success(), "rustdoc refuses it");
}

/// The generated files of a document, as a module.
fn module(name: &str, files: &Files) -> String {
    let mut text = format!(
        "/// A document.\npub mod {name} {{\nclient!({name});\npub use generated::operations::*;\npub use generated::types;\n"
    );
    let mut put = |place: &str, extra: &str, names: &[&str]| {
        writeln!(text, "/// Made.\npub mod {place} {{\n{extra}").unwrap();
        for (file, code) in files {
            let Some(stem) = names.iter().find(|name| file.ends_with(&format!("{name}.rs"))) else { continue };
            let stem = stem.rsplit('/').next().unwrap();
            let code = code
                .replace("musicapi_facts::", &format!("crate::{name}::facts::"))
                .replace("crate::table::", "musicapi::facts::")
                .replace("crate::types", &format!("crate::{name}::types"))
                .replace("crate::client::", &format!("crate::{name}::client::"));
            writeln!(text, "/// Made.\npub mod {stem} {{\n{code}\n}}").unwrap();
        }
        text.push_str("}\n");
    };
    put("generated", "", &["musicapi/src/generated/raw", "musicapi/src/generated/types", "operations", "webhook_body"]);
    put(
        "facts",
        "pub use answers::answer;\npub use generated::*;\npub use musicapi::facts::Operation;",
        &["facts/src/generated", "answers"],
    );
    text + "}\n"
}
