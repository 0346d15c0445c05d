//! ARCHITECTURE.md against the tree: what it names is there, and what is there is named.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What stands between backticks, but for code blocks.
fn code(page: &str) -> Vec<&str> {
    let prose = page.split("```").step_by(2);
    prose.flat_map(|text| text.split('`').skip(1).step_by(2)).collect()
}

/// The page's paths, each with the name that is to be defined there.
fn named(page: &str) -> BTreeSet<(&str, Option<&str>)> {
    let tops = ["openapi", "crates", "xtask", "tests", "docs"];
    let is_path = |text: &&str| tops.contains(&text.split('/').next().unwrap_or_default());
    code(page)
        .into_iter()
        .filter(is_path)
        .map(|text| text.split_once("::").map_or((text, None), |(path, name)| (path, Some(name))))
        .collect()
}

#[test]
fn what_the_page_names_is_in_the_tree() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named = named(&page);
    assert!(named.len() > 60 && named.iter().filter(|(_, name)| name.is_some()).count() > 10, "{named:?}");
    for (path, name) in named {
        let place = root().join(path);
        assert!(place.exists(), "there is no {path}");
        let Some(name) = name else { continue };
        let text = fs::read_to_string(&place).unwrap();
        let is_defined = ["fn", "struct", "enum", "trait"]
            .iter()
            .any(|word| [' ', '(', '<', ':'].iter().any(|end| text.contains(&format!("{word} {name}{end}"))));
        assert!(is_defined, "{path} defines no {name}");
    }
}

#[test]
fn every_folder_of_a_room_is_on_the_page() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeSet<&str> = named(&page).into_iter().map(|(path, _)| path).collect();
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let rooms: Vec<PathBuf> = crates.chain([root().join("xtask")]).collect();
    assert!(rooms.len() > 6);
    for room in rooms {
        for entry in fs::read_dir(room.join("src")).unwrap().map(|entry| entry.unwrap().path()) {
            let path = entry.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            // Git leaves empty folders behind.
            let is_folder = entry.is_dir() && fs::read_dir(&entry).unwrap().next().is_some();
            assert!(!is_folder || named.contains(path.as_str()), "{path} isn't on the page");
        }
    }
}

#[test]
fn an_enum_of_the_client_may_grow_unless_the_page_on_semver_names_it() {
    let page = fs::read_to_string(root().join("docs/semver.md")).unwrap();
    let (_, breaks) = page.split_once("\n## Is a break\n").unwrap();
    let closed = code(breaks.split("\n## ").next().unwrap());
    let list = fs::read_to_string(root().join("docs/api/musicapi.txt")).unwrap();
    let enums = list.lines().filter_map(|line| line.split_once("pub enum "));
    let (mut open, mut found) = (0, 0);
    for (attributes, path) in enums {
        let name = path.split("::").last().unwrap_or_default().split('<').next().unwrap_or_default();
        if attributes.contains("#[non_exhaustive]") {
            open += 1;
        } else {
            assert!(closed.contains(&name), "{path} can't grow");
            found += 1;
        }
    }
    assert!(open > 8 && found == 3, "{open} may grow, {found} can't");
}
