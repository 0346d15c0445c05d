//! The files of a room need each other one way only: data lies below the machines that use it, so that each file can be understood
//! with those that it names, and no more.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The circles that are still there, by the names of their modules. None is added, none grows, and one that is opened is taken away.
const ALLOWED: [&str; 5] = [
    "musicapi::call::transport musicapi::generated::raw",
    "musicapi::client musicapi::journal::reconcile musicapi::task::handle musicapi::task::poller",
    "musicapi::display musicapi::error musicapi::journal::intent musicapi::task::reference",
    "musicapi::webhook::event musicapi::webhook::sign musicapi::webhook::verify",
    "openapi-mock::document openapi-mock::document::body openapi-mock::document::faults openapi-mock::document::form \
     openapi-mock::document::load openapi-mock::document::operation openapi-mock::document::parameters \
     openapi-mock::document::refusal openapi-mock::document::response openapi-mock::document::routes \
     openapi-mock::document::security openapi-mock::make openapi-mock::make::maker openapi-mock::make::object \
     openapi-mock::make::parts openapi-mock::make::text openapi-mock::schema::discriminator \
     openapi-mock::schema::schemas openapi-mock::schema::to_json_schema",
];

/// A room's files by the names of their modules, as code alone, without their tests.
fn read(folder: &Path, module: &str, all: &mut BTreeMap<String, String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let name = if ["lib", "main", "mod"].contains(&name) { module.to_owned() } else { format!("{module}::{name}") };
        if path.is_dir() {
            read(&path, &name, all);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !name.contains("::tests")
            && !name.contains("::bin")
        {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            all.entry(name).or_default().push_str(&lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The paths at the beginning of a text, such as `b::c` and `b::d` of `b::{c, d as e};`, each after another one.
fn paths<'t>(mut text: &'t str, before: &str, found: &mut Vec<String>) -> &'t str {
    let end =
        text.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':').unwrap_or(text.len());
    let path = format!("{before}{}", &text[..end]);
    text = &text[end..];
    if !path.ends_with("::") || !text.starts_with('{') {
        found.push(path);
        return text.trim_start_matches(|letter| letter != ',' && letter != '}' && letter != ';');
    }
    while !text.starts_with('}') {
        text = paths(text[1..].trim_start(), &path, found).trim_start();
    }
    &text[1..]
}

/// The paths behind each of these words.
fn behind(text: &str, word: &str, before: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(word) {
        let is_word = !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':');
        if is_word {
            paths(&text[at + word.len()..], before, &mut found);
        }
    }
    found
}

/// The module that a path leads into, which is where a name comes from that others pass on.
fn home(path: &str, all: &BTreeMap<String, String>, passed: &BTreeMap<String, String>) -> String {
    let mut prefix = path;
    while !all.contains_key(prefix) {
        if let Some(from) = passed.get(prefix) {
            return home(from, all, passed);
        }
        prefix = prefix.rsplit_once("::").map_or("crate", |(prefix, _)| prefix);
    }
    prefix.to_owned()
}

/// What each module needs, directly and through others.
fn needs(room: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    read(&room.join("src"), "crate", &mut all);
    let absolute =
        |path: String, here: &str| if path.starts_with("crate::") { path } else { format!("{here}::{path}") };
    let passed = all.iter().flat_map(|(here, text)| {
        let all =
            ["pub use ", "pub(crate) use ", "pub(super) use "].into_iter().flat_map(|word| behind(text, word, ""));
        all.map(move |path| (format!("{here}::{}", path.rsplit("::").next().unwrap_or_default()), absolute(path, here)))
    });
    let passed: BTreeMap<String, String> = passed.filter(|(name, path)| name != path).collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (here, text) in &all {
        let above = here.rsplit_once("::").map_or("", |(above, _)| above);
        let named = [behind(text, "crate::", "crate::"), behind(text, "super::", &format!("{above}::"))].concat();
        let homes = named.iter().map(|path| home(path, &all, &passed)).filter(|home| home != here);
        needs.insert(here.clone(), homes.collect());
    }
    for middle in all.keys() {
        let through = needs[middle].clone();
        needs
            .values_mut()
            .filter(|needs| needs.contains(middle))
            .for_each(|needs| needs.extend(through.iter().cloned()));
    }
    needs
}

#[test]
fn no_files_of_a_room_need_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let rooms = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let mut circles = BTreeSet::new();
    for room in rooms.chain([root.join("xtask")]) {
        let (needs, name) = (needs(&room), room.file_name().unwrap().to_str().unwrap().to_owned());
        assert!(needs.len() > 2, "{name}");
        for one in needs.keys().filter(|one| needs[*one].contains(*one)) {
            let circle = needs.keys().filter(|other| needs[one].contains(*other) && needs[*other].contains(one));
            circles.insert(circle.map(|file| file.replacen("crate", &name, 1)).collect::<Vec<_>>());
        }
    }
    let within = |circle: &[String], known: &str| circle.iter().all(|file| known.split(' ').any(|known| known == file));
    for circle in &circles {
        assert!(ALLOWED.iter().any(|known| within(circle, known)), "these files need each other: {circle:?}");
    }
    for known in ALLOWED {
        assert!(circles.iter().any(|circle| within(circle, known)), "this one is open, and allowed no more: {known}");
    }
}
