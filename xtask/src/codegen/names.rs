//! Names in Rust for fields, enum values and types of the document. The names on the wire stay as they are.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};

/// The names of fields in Rust, in the order of their names on the wire. They are unique; progenitor appends an underscore to keywords.
pub fn fields<'n>(wire: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    // Generated structs have a field `extra` for unknown fields, and a constructor `new`.
    const TAKEN: [&str; 2] = ["extra", "new"];
    let named = |name: &str| if TAKEN.contains(&name) { format!("{name}_field") } else { snake_case(name) };
    unique(wire.into_iter().map(named), |name, number| format!("{name}_{number}"))
}

/// A field name as an identifier: a keyword gets an underscore.
pub fn identifier(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { format!("{name}_") }
}

/// The variants of enum values, in order.
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

/// Whether progenitor keeps this type name unchanged.
pub fn is_type(name: &str) -> bool {
    is_identifier(name) && name.is_ascii() && name.to_pascal_case() == name
}

/// A suggestion for the name of a schema.
pub fn type_like(name: &str) -> String {
    let spoken: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let name = spoken.to_pascal_case();
    if is_type(&name) && !is_taken(&name) { name } else { format!("Music{name}") }
}

/// Whether the name of a type is already taken by Rust's prelude.
pub fn is_taken(name: &str) -> bool {
    const OF_RUST: &str = "Option Some None Result Ok Err String Vec Box ToString ToOwned From Into Default Clone Copy Send Sync Sized \
        Unpin Drop Fn FnMut FnOnce AsyncFn Iterator IntoIterator Extend AsRef AsMut Eq PartialEq Ord PartialOrd TryFrom TryInto \
        FromIterator Self Debug Hash";
    OF_RUST.split_whitespace().any(|taken| taken == name)
}

/// Whether a name is a valid identifier.
pub fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() && name != "gen" && name != "_"
}

/// The type of a family's handle.
pub fn capitalized(word: &str) -> String {
    word.to_pascal_case()
}

/// The name of a field as progenitor would write it.
fn snake_case(name: &str) -> String {
    let spoken: String = name
        .chars()
        .filter(|letter| *letter != '\'')
        .map(|letter| if letter == '_' || letter.is_alphanumeric() { letter } else { '-' })
        .collect();
    let name = spoken.to_snake_case();
    let starts = name.starts_with(|letter: char| letter.is_alphabetic());
    let name = if starts { name } else { format!("x{name}") };
    // Some characters are numeric but not allowed in identifiers, such as ½.
    if is_identifier(&identifier(&name)) { name } else { spell_out(&name).to_snake_case() }
}

/// An enum value in Pascal case. Digits on both sides of a separator keep an underscore: `sonic-v3-5` is `SonicV3_5`, not `SonicV35`.
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
        None => spell_out(word),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        Some(_) => name,
    };
    if is_identifier(&name) || name == "Self" { name } else { spell_out(word) }
}

/// Spells a word character by character, for words without letters.
fn spell_out(word: &str) -> String {
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

/// Numbers repeated names.
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
    fn distinct_values_have_distinct_variants() {
        let words = ["sonic-v4", "sonic-v4-5", "sonic-v45", "sonic-v4-5-plus", "FUZZ-1.0 Pro", "FUZZ-1.1"];
        assert_eq!(variants(words), ["SonicV4", "SonicV4_5", "SonicV45", "SonicV4_5Plus", "FUZZ1_0Pro", "FUZZ1_1"]);
        let words = ["8k", "16:9", "", "self", "unknown", "new", "New", "+", "日本", "★", "½", "élan"];
        let names =
            ["N8k", "N16_9", "Empty", "Self_", "Unknown_", "New", "New2", "Plus", "日本", "U2605", "Ubd", "Élan"];
        assert_eq!(variants(words), names);
    }

    #[test]
    fn fields_of_any_spelling_have_distinct_names() {
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
    fn type_names_are_those_that_progenitor_keeps() {
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
