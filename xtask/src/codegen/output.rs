//! Formats generated files, and writes them or reports that they are stale.

use std::path::Path;

use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use similar::TextDiff;

/// The header of generated files. It has neither hash nor version: a file changes only where its input does, so that branches merge.
pub const HEADER: &str = "Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.";

/// Formats tokens as a Rust file under the header.
pub fn rust(tokens: TokenStream) -> Result<String> {
    let file: syn::File = syn::parse2(tokens).context("what was generated isn't Rust")?;
    Ok(format!("// {HEADER}\n\n#![allow(clippy::all, reason = \"made\")]\n\n{}", spaced(&prettyplease::unparse(&file))))
}

/// Inserts an empty line after each item that ends in a brace.
fn spaced(code: &str) -> String {
    let mut spaced = String::with_capacity(code.len() + code.len() / 20);
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let depth = line.len() - line.trim_start().len();
        let ends_item = line.trim() == "}" && depth <= 4;
        if ends_item && lines.peek().is_some_and(|next| !next.trim().is_empty() && next.trim() != "}") {
            spaced.push('\n');
        }
    }
    spaced
}

/// Joins each value that begins with these words into one line, so that a table has a row for each value. Generated strings contain no line
/// breaks.
pub fn rows(code: &str, begins: &str) -> String {
    let mut text = String::with_capacity(code.len());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut row = line.to_owned();
        if line.trim_start() == begins {
            for part in lines.by_ref() {
                let opens = row.ends_with(['[', '(']);
                let part_of_row = part.trim();
                if part_of_row.starts_with([']', ')', '}']) && row.ends_with(',') {
                    row.pop();
                }
                if !opens && !part_of_row.starts_with([']', ')']) {
                    row.push(' ');
                }
                row.push_str(part_of_row);
                if part.strip_prefix(indent).is_some_and(|end| end.starts_with('}')) {
                    break;
                }
            }
        }
        text.push_str(&row);
        text.push('\n');
    }
    text
}

/// Writes stale files. With `check` it writes nothing, and fails if a file is stale, naming the command to run.
pub fn write(root: &Path, command: &str, files: &[(&str, String)], check: bool, verbose: bool) -> Result<()> {
    let mut stale = Vec::new();
    for (name, text) in files {
        let path = root.join(name);
        let old = match std::fs::read_to_string(&path) {
            Ok(old) => old,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("can't read {}", path.display())),
        };
        if old == *text {
            continue;
        }
        stale.push(*name);
        if verbose {
            let diff = TextDiff::from_lines(&old, text);
            print!("{}", diff.unified_diff().header(name, name));
        }
        if !check {
            std::fs::write(&path, text).with_context(|| format!("can't write {}", path.display()))?;
            println!("wrote {name}");
        }
    }
    if check && !stale.is_empty() {
        bail!("stale: {}; run `{command}`{}", stale.join(", "), if verbose { "" } else { ", or see why with -v" });
    }
    Ok(())
}

/// An `Option` as tokens.
pub fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or(quote!(None), |value| quote!(Some(#value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_becomes_one_line() {
        let table = "[\n    Field {\n        name: \"a\",\n        limits: &[\n            Limit {\n                when: None,\n            },\n        ],\n    },\n    Other {\n        a: 1,\n    },\n]\n";
        let wanted =
            "[\n    Field { name: \"a\", limits: &[Limit { when: None }] },\n    Other {\n        a: 1,\n    },\n]\n";
        assert_eq!(rows(table, "Field {"), wanted);
    }

    #[test]
    fn check_writes_nothing_and_names_the_command() {
        let root = std::env::temp_dir().join(format!("xtask-output-{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        let files = [("made.rs", "fn made() {}\n".to_owned())];

        let error = write(&root, "cargo xtask codegen", &files, true, false).unwrap_err().to_string();
        assert!(error.contains("made.rs") && error.contains("cargo xtask codegen"), "{error}");
        assert!(!root.join("made.rs").exists());

        write(&root, "cargo xtask codegen", &files, false, false).unwrap();
        write(&root, "cargo xtask codegen", &files, true, false).unwrap();
        std::fs::remove_dir_all(&root).unwrap();
    }
}
