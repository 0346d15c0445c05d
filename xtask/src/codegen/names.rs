//! Names in Rust for what the document calls otherwise: the wire keeps its own.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};

/// The names that fields have in Rust, in the order of their names on the wire. No two are the same, and none is a word of Rust but
/// for the underscore that progenitor puts behind it.
pub fn fields<'n>(wire: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    // An answer keeps in `extra` what the document doesn't know, and `new` makes it.
    const TAKEN: [&str; 2] = ["extra", "new"];
    let named = |name: &str| if TAKEN.contains(&name) { format!("{name}_field") } else { snake_case(name) };
    unique(wire.into_iter().map(named), |name, number| format!("{name}_{number}"))
}

/// A name of a field as an identifier: words of Rust get an underscore.
pub fn identifier(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { format!("{name}_") }
}

/// The variants that words have in Rust, in the order of the list.
pub fn variants<'n>(words: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    const TAKEN: [&str; 3] = ["Unknown", "KNOWN", "Self"];
    let named = words.into_iter().map(|word| {
        let name = pascal_case(word);
        if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
    });
    unique(named, |name, number| {
        let is_digit = name.ends_with(|letter: char| letter.is_numeric());
        format!("{name}{}{number}", if is_digit { "_" } else { "" })
    })
}

/// Whether progenitor makes a type of exactly this name.
pub fn is_type(name: &str) -> bool {
    is_identifier(name) && name.is_ascii() && name.to_pascal_case() == name
}

/// What a schema could be called instead.
pub fn type_like(name: &str) -> String {
    let spoken: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let name = spoken.to_pascal_case();
    if is_type(&name) && !is_taken(&name) { name } else { format!("Music{name}") }
}

/// Whether the name of a type already means something where the types are used.
pub fn is_taken(name: &str) -> bool {
    const OF_RUST: &str = "Option Some None Result Ok Err String Vec Box ToString ToOwned From Into Default Clone Copy Send Sync Sized \
        Unpin Drop Fn FnMut FnOnce AsyncFn Iterator IntoIterator Extend AsRef AsMut Eq PartialEq Ord PartialOrd TryFrom TryInto \
        FromIterator Self Debug Hash";
    OF_RUST.split_whitespace().any(|taken| taken == name)
}

/// Whether Rust takes it as a name.
pub fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() && name != "gen" && name != "_"
}

/// A family as the name of its handle.
pub fn capitalized(word: &str) -> String {
    word.to_pascal_case()
}

/// As progenitor makes the name of a field.
fn snake_case(name: &str) -> String {
    let spoken: String = name
        .chars()
        .filter(|letter| *letter != '\'')
        .map(|letter| if letter == '_' || letter.is_alphanumeric() { letter } else { '-' })
        .collect();
    let name = spoken.to_snake_case();
    let starts = name.starts_with(|letter: char| letter.is_alphabetic());
    let name = if starts { name } else { format!("x{name}") };
    // What no identifier can hold, such as a fraction that counts as a digit.
    if is_identifier(&identifier(&name)) { name } else { spelled(&name).to_snake_case() }
}

/// `sonic-v3-5` as `SonicV3_5`: digits that follow a separator keep an underscore between them, so that `v3-5` isn't `v35`.
fn pascal_case(word: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_digit() || letter.is_alphabetic();
    let mut name = String::new();
    for part in word.split(|letter: char| !is_part(letter)).filter(|part| !part.is_empty()) {
        let digits = part.starts_with(|letter: char| letter.is_ascii_digit());
        if digits && name.ends_with(|letter: char| letter.is_ascii_digit()) {
            name.push('_');
        }
        let mut letters = part.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    let name = match name.chars().next() {
        None if word.is_empty() => "Empty".to_owned(),
        None => spelled(word),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        Some(_) => name,
    };
    if is_identifier(&name) || name == "Self" { name } else { spelled(word) }
}

/// A word of signs alone, letter by letter.
fn spelled(word: &str) -> String {
    let spoken = word.chars().map(|letter| match letter {
        '+' => "Plus".to_owned(),
        '-' => "Minus".to_owned(),
        '&' => "And".to_owned(),
        '#' => "Sharp".to_owned(),
        '*' => "Star".to_owned(),
        '/' => "Slash".to_owned(),
        '.' => "Dot".to_owned(),
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_uppercase().to_string(),
        other => format!("U{:x}", u32::from(other)),
    });
    spoken.collect()
}

/// Gives a number to a name that is there already.
fn unique(names: impl Iterator<Item = String>, numbered: impl Fn(&str, usize) -> String) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut all = Vec::new();
    for name in names {
        let others = (2..).map(|number| numbered(name.trim_end_matches('_'), number));
        let free = std::iter::once(name.clone()).chain(others).find(|name| !taken.contains(name)).unwrap_or(name);
        taken.insert(free.clone());
        all.push(free);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_give_names_that_differ() {
        let words = ["sonic-v4", "sonic-v4-5", "sonic-v45", "sonic-v4-5-plus", "FUZZ-1.0 Pro", "FUZZ-1.1"];
        assert_eq!(variants(words), ["SonicV4", "SonicV4_5", "SonicV45", "SonicV4_5Plus", "FUZZ1_0Pro", "FUZZ1_1"]);
        let words = ["8k", "16:9", "", "self", "unknown", "new", "New", "+", "日本", "★", "½", "élan"];
        let names =
            ["N8k", "N16_9", "Empty", "Self_", "Unknown_", "New", "New2", "Plus", "日本", "U2605", "Ubd", "Élan"];
        assert_eq!(variants(words), names);
    }

    #[test]
    fn fields_of_any_spelling_have_names_of_their_own() {
        let wire = ["style_weight", "style-weight", "styleWeight", "type", "extra", "new", "3d", "$", "a.b", "Élan"];
        let names = [
            "style_weight",
            "style_weight_2",
            "style_weight_3",
            "type",
            "extra_field",
            "new_field",
            "x3d",
            "x",
            "a_b",
            "élan",
        ];
        assert_eq!(fields(wire), names);
        assert_eq!(identifier("type"), "type_");
    }

    #[test]
    fn a_name_of_a_type_is_one_that_progenitor_leaves() {
        assert!(is_type("SonicV2Clip") && is_type("Error"));
        for (name, instead) in [
            ("suno_thing", "SunoThing"),
            ("Suno.Thing-v2", "SunoThingV2"),
            ("MIDIFile", "MidiFile"),
            ("2nd", "Music2nd"),
        ] {
            assert!(!is_type(name), "{name}");
            assert_eq!(type_like(name), instead);
        }
        assert!(is_taken("Option") && type_like("Option") == "MusicOption");
    }
}
