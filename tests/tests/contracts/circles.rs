//! The files of a room need each other one way only: data lies below the machines that use it, so that each file can be understood
//! with those that it names, and no more.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The circles that are left, by the names of their modules. None is added, none grows, and one that is opened is taken away. The two recursions that are left: an error names its task and a task's text is read or an error; objects are made of values, and values
/// may be objects.
const ALLOWED: [&str; 2] =
    ["musicapi::error musicapi::task::reference", "openapi-mock::make::maker openapi-mock::make::object"];

/// A room's files by the names of their modules, as code alone, without their tests.
fn read(folder: &Path, module: &str, all: &mut BTreeMap<String, String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let name = if ["lib", "main", "mod"].contains(&name) { module.to_owned() } else { format!("{module}::{name}") };
        if path.is_dir() {
            read(&path, &name, all);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !name.contains("::bin") {
            all.entry(name).or_default().push_str(&code(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// A file without its comments, and without tests within it. Two slashes behind a colon are part of an address.
fn code(text: &str) -> String {
    let line = |line: &str| {
        let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
        line[..comment.map_or(line.len(), |(at, _)| at)].trim_end().to_owned()
    };
    let text = text.lines().map(line).collect::<Vec<_>>().join("\n");
    let tests = text.match_indices("#[cfg(test)]\nmod ").find(|(at, _)| {
        let declared = text[*at..].lines().nth(1).unwrap_or_default();
        declared.ends_with('{')
    });
    text[..tests.map_or(text.len(), |(at, _)| at)].to_owned()
}

/// The names of the modules that a file declares, and whether they are only there for tests.
fn declared(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let lines = std::iter::once("").chain(text.lines()).zip(text.lines());
    lines.filter_map(|(before, line)| {
        let name = line.trim().strip_suffix(';')?.rsplit_once("mod ")?.1;
        name.chars().all(|letter| letter.is_alphanumeric() || letter == '_').then_some((name, before == "#[cfg(test)]"))
    })
}

/// A text without the statements that pass names on to others: who passes a name on doesn't need it.
fn without_passing(text: &str) -> String {
    let mut parts = text.split("pub");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| {
        let visible = part.strip_prefix('(').and_then(|part| part.split_once(')')).map_or(part, |(_, part)| part);
        match visible.strip_prefix(" use ").and_then(|passed| passed.split_once(';')) {
            Some((_, rest)) => code + rest,
            None => code + "pub" + part,
        }
    })
}

/// The paths at the beginning of a text, such as `b::c` and `b::d` of `b::{c, d as e};`, each after another one.
fn paths<'t>(mut text: &'t str, before: &str, found: &mut Vec<String>) -> &'t str {
    let end =
        text.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':').unwrap_or(text.len());
    let path = format!("{before}{}", &text[..end]);
    text = &text[end..];
    if !path.ends_with("::") || !text.starts_with('{') {
        // Behind the last comma there is nothing.
        if end > 0 || text.starts_with('*') {
            found.push(path);
        }
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

/// A path from the top of the room; one without a beginning is of the module itself.
fn absolute(path: &str, here: &str) -> String {
    let (mut path, mut here) = (path, here);
    while let Some(rest) = path.strip_prefix("super::") {
        (path, here) = (rest, here.rsplit_once("::").map_or("", |(above, _)| above));
    }
    if path.starts_with("crate::") { path.to_owned() } else { format!("{here}::{}", path.trim_start_matches("self::")) }
}

/// The module that a path leads into, which is where a name comes from that another one has by `use`; none if nothing of this name is
/// defined there, as where the path is of another crate, or of code that is made for another room.
fn home(path: &str, all: &BTreeMap<String, String>, used: &BTreeMap<String, String>) -> Option<String> {
    let (mut prefix, mut name) = (path, "");
    while !all.contains_key(prefix) {
        if let Some(from) = used.get(prefix) {
            return home(from, all, used);
        }
        (prefix, name) = prefix.rsplit_once("::")?;
    }
    let words = all[prefix].split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    const DEFINING: [&str; 9] = ["fn", "struct", "enum", "const", "static", "type", "trait", "mod", "macro_rules"];
    let is_defined = words.windows(2).any(|pair| DEFINING.contains(&pair[0]) && pair[1] == name);
    (is_defined || ["", "self"].contains(&name)).then(|| prefix.to_owned())
}

/// What each module of a room needs, directly and through others.
fn needs(room: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    read(&room.join("src"), "crate", &mut all);
    needs_of(all)
}

fn needs_of(mut all: BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let of_tests = all.iter().flat_map(|(here, text)| {
        declared(text).filter(|(_, is_test)| *is_test).map(move |(name, _)| format!("{here}::{name}"))
    });
    for tests in of_tests.collect::<Vec<_>>() {
        all.retain(|name, _| !format!("{name}::").starts_with(&format!("{tests}::")));
    }
    let used = all.iter().flat_map(|(here, text)| {
        let used = behind(text, "use ", "").into_iter();
        used.map(move |path| {
            (format!("{here}::{}", path.rsplit("::").next().unwrap_or_default()), absolute(&path, here))
        })
    });
    let used: BTreeMap<String, String> = used.filter(|(name, path)| name != path).collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (here, text) in &all {
        let (children, text) = (declared(text).map(|(child, _)| child), without_passing(text));
        let beginnings = ["crate", "super", "self"].into_iter().chain(children).map(|word| format!("{word}::"));
        let named = beginnings.flat_map(|word| behind(&text, &word, &word));
        let homes = named.filter_map(|path| home(&absolute(&path, here), &all, &used)).filter(|home| home != here);
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
    let is_new = |circle: &&Vec<String>| !ALLOWED.iter().any(|known| within(circle, known));
    let new: Vec<String> = circles.iter().filter(is_new).map(|circle| circle.join(" ")).collect();
    assert!(new.is_empty(), "these files need each other:\n{}", new.join("\n"));
    for known in ALLOWED {
        assert!(circles.iter().any(|circle| within(circle, known)), "this one is open, and allowed no more: {known}");
    }
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let circle = |head: &str, child: &str| {
        let files = [
            ("crate::diff", head),
            ("crate::diff::schema", child),
            ("crate::diff::class", "struct Class;"),
            ("crate::diff::tests", "use super::schema::Own;"),
        ];
        let all = files.into_iter().map(|(name, text)| (name.to_owned(), code(text))).collect();
        needs_of(all)["crate::diff::schema"].contains("crate::diff::schema")
    };
    const CHILD: &str = "use super::{\n    Class,\n};\nenum Direction {}\nfn compare() {}\n";
    for head in [
        "mod schema;\n#[cfg(test)]\nmod tests;\nuse schema::Direction;",
        "mod schema;\nfn call() { schema::compare() }",
        "pub(crate) mod schema;\nuse self::schema::Direction;",
        "mod schema;\nuse crate::diff::schema::Direction;",
        "mod schema;\nconst AT: &str = \"https://x\"; use schema::Direction;",
    ] {
        assert!(circle(&format!("{head}\nstruct Class;"), CHILD), "{head}");
    }
    for head in [
        "mod schema;\npub use schema::Direction;",
        "mod schema;\n// use schema::Direction;",
        "mod schema;\n#[cfg(test)]\nmod tests {\n    use super::schema::Direction;\n}\n",
        "use other::schema::Direction;",
    ] {
        assert!(!circle(&format!("{head}\nstruct Class;"), CHILD), "{head}");
    }
    assert!(!circle(
        "mod schema;\nuse schema::Direction;\nstruct Class;",
        "struct Direction;\nconst MADE: &str = \"crate::client::Class\";"
    ));
    assert!(circle("mod schema;\nuse schema::Direction;\nstruct Class;", "use super::*;\nstruct Direction;"));
    // A name that is passed on comes from its own file.
    let passed = "mod schema;\npub use schema::Direction;\nmod class;\npub use class::Class;\n";
    assert!(!circle(passed, "use super::Class;"));
}
