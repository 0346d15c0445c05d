//! Lists the public API of the published crates, a line for each item, so that reviewers see changes of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The items on a page.
enum Items {
    All,
    /// All but those that contain this text: generated items, which change with the document.
    Without(&'static str),
    /// Only those that contain this text.
    Only(&'static str),
}

/// Each crate with the pages of its API.
const CRATES: [(&str, &[(&str, Items)]); 5] = [
    (
        "musicapi",
        &[
            ("docs/api/musicapi.txt", Items::Without("musicapi::types::")),
            ("docs/api/musicapi-types.txt", Items::Only("musicapi::types::")),
        ],
    ),
    ("musicapi-facts", &[("docs/api/musicapi-facts.txt", Items::Without("pub const musicapi_facts::"))]),
    ("musicapi-jobs", &[("docs/api/musicapi-jobs.txt", Items::All)]),
    ("musicapi-mock", &[("docs/api/musicapi-mock.txt", Items::All)]),
    ("openapi-mock", &[("docs/api/openapi-mock.txt", Items::All)]),
];

/// Generates every page.
pub fn pages(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let target = target_directory(root)?;
    let mut all = Vec::new();
    for (name, pages) in &CRATES {
        let items = items_of(root, &target, name)?;
        for (page, which) in *pages {
            let stands = |item: &&String| match which {
                Items::All => true,
                Items::Without(part) => !item.contains(part),
                Items::Only(part) => item.contains(part),
            };
            all.push((*page, items.iter().filter(stands).map(|item| format!("{item}\n")).collect()));
        }
    }
    Ok(all)
}

fn items_of(root: &Path, target: &Path, name: &str) -> Result<Vec<String>> {
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
    Ok(api.items().map(ToString::to_string).collect())
}

/// The target directory of cargo.
fn target_directory(root: &Path) -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("can't run cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata isn't JSON")?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo metadata names no target directory")
}
