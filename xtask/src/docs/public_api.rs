//! The public API of the published crates, a line for each item, so that a change of it is seen in review.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Each crate, the page of its API, and what is left out: what is made from the document, and changes with it.
const CRATES: [(&str, &str, &[&str]); 5] = [
    ("musicapi", "docs/api/musicapi.txt", &["musicapi::types::"]),
    ("musicapi-facts", "docs/api/musicapi-facts.txt", &["pub const musicapi_facts::"]),
    ("musicapi-jobs", "docs/api/musicapi-jobs.txt", &[]),
    ("musicapi-mock", "docs/api/musicapi-mock.txt", &[]),
    ("openapi-mock", "docs/api/openapi-mock.txt", &[]),
];

/// Every page with its text.
pub fn pages(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let target = target_directory(root)?;
    CRATES.iter().map(|(name, page, left_out)| Ok((*page, page_of(root, &target, name, left_out)?))).collect()
}

fn page_of(root: &Path, target: &Path, name: &str, left_out: &[&str]) -> Result<String> {
    let status = Command::new("cargo")
        .args(["rustdoc", "--quiet", "--lib", "--package", name, "--", "-Z", "unstable-options"])
        .args(["--output-format", "json", "--cap-lints", "allow"])
        .env("RUSTDOC", root.join("xtask/rustdoc.sh"))
        .current_dir(root)
        .status();
    ensure!(status.context("can't run cargo rustdoc")?.success(), "{name} can't be documented: see above");
    let json = target.join("doc").join(name.replace('-', "_")).with_extension("json");
    let api = public_api::Builder::from_rustdoc_json(&json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .with_context(|| format!("can't read {}", json.display()))?;
    let items = api.items().map(ToString::to_string);
    let kept = items.filter(|item| !left_out.iter().any(|part| item.contains(part)));
    Ok(kept.map(|item| item + "\n").collect())
}

/// Where cargo builds.
fn target_directory(root: &Path) -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("can't run cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata isn't JSON")?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo metadata names no target directory")
}
