//! Make a text that a regular expression matches, by a walk through the parsed expression.

use std::{cell::OnceCell, collections::HashMap, rc::Rc};

use jsonschema::Validator;
use regex_syntax::{
    Parser,
    hir::{Class, Hir, HirKind},
};
use serde_json::json;

/// The ranges from which a character of a class is taken, if it has any of them.
const PREFERRED: [(char, char); 4] = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~')];
/// How often a part of the expression is repeated at most, and how many bytes a text may have.
const REPEATED: usize = 100_000;
/// How many parts of the expression are walked through for one text. Parts that add nothing, such as `(|a){1000}`, count as well.
const STEPS: usize = 1_000_000;

/// The patterns of a schema, each parsed and compiled once: lists and objects ask for the same one thousands of times.
#[derive(Default)]
pub(super) struct Patterns(HashMap<String, Pattern>);

#[derive(Default)]
struct Pattern {
    /// `None` if the validator can't read the pattern.
    validator: OnceCell<Option<Validator>>,
    /// The texts by their least length; `None` if none was found.
    texts: HashMap<usize, Option<Rc<str>>>,
}

impl Patterns {
    /// A text that the pattern matches, with at least `least` characters if the pattern can be stretched; `None` if it can't be parsed,
    /// or if the text would be very long.
    pub(super) fn text(&mut self, pattern: &str, least: usize) -> Option<Rc<str>> {
        let known = &mut self.known(pattern).texts;
        known.entry(least).or_insert_with(|| text(pattern, least).map(Rc::from)).clone()
    }

    /// Whether a text matches the pattern; `false` if the validator can't read the pattern.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let compile = || jsonschema::validator_for(&json!({"pattern": pattern})).ok();
        let validator = self.known(pattern).validator.get_or_init(compile);
        validator.as_ref().is_some_and(|validator| validator.is_valid(&json!(text)))
    }

    fn known(&mut self, pattern: &str) -> &mut Pattern {
        self.0.entry(pattern.to_owned()).or_default()
    }
}

fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = parsed(pattern)?;
    let mut walk = Walk { text: String::new(), more: 0, steps: 0 };
    let mut before = None;
    loop {
        walk.text.clear();
        walk.write(&hir)?;
        let length = walk.text.chars().count();
        // What doesn't grow once each star is repeated has come to its end.
        if length >= least || walk.more > 1 && before == Some(length) {
            return Some(walk.text);
        }
        before = Some(length);
        walk.more = (walk.more * 2).max(1).min(walk.more + (least - length));
    }
}

fn parsed(pattern: &str) -> Option<Hir> {
    let ascii = |pattern: &str| pattern.replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]").replace("\\/", "/");
    let read = |pattern: &str| Parser::new().parse(pattern).ok();
    read(&ascii(pattern)).or_else(|| read(pattern)).or_else(|| read(&ascii(&without_looks(pattern))))
}

/// The pattern without its lookaheads and lookbehinds, which add no characters.
fn without_looks(pattern: &str) -> String {
    let mut rest = pattern;
    let mut kept = String::new();
    while let Some(start) = ["(?=", "(?!", "(?<=", "(?<!"].iter().filter_map(|look| rest.find(look)).min() {
        kept.push_str(&rest[..start]);
        let (mut depth, mut escaped, mut end) = (0, false, rest.len());
        for (at, letter) in rest[start..].char_indices() {
            match letter {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = start + at + 1;
                break;
            }
        }
        rest = &rest[end..];
    }
    kept + rest
}

/// A walk through an expression, and the text that it has written.
struct Walk {
    text: String,
    /// Each repetition is as short as allowed, and then longer by up to this.
    more: usize,
    steps: usize,
}

impl Walk {
    /// Appends a text for the expression; `None` if there is none, or if the walk is too long.
    fn write(&mut self, hir: &Hir) -> Option<()> {
        self.steps += 1;
        if self.steps > STEPS || self.text.len() > REPEATED {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(Class::Unicode(class)) => {
                let of = |(low, high): (char, char)| {
                    class
                        .iter()
                        .find(|range| range.start() <= high && range.end() >= low)
                        .map(|range| range.start().max(low))
                };
                let first =
                    PREFERRED.into_iter().find_map(of).or_else(|| class.iter().next().map(|range| range.start()));
                self.text.push(first?);
            }
            HirKind::Class(Class::Bytes(class)) => self.text.push(char::from(class.iter().next()?.start())),
            HirKind::Repetition(repetition) => {
                let least = repetition.min as usize;
                let most = repetition.max.map_or(REPEATED, |most| most as usize);
                // A star allows no repetition at all, but an empty text is a poor example.
                let start = if least == 0 && repetition.max.is_none() { 1 } else { least };
                for _ in 0..(start + self.more).min(most) {
                    self.write(&repetition.sub)?;
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(parts) => self.write(parts.first()?)?,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_matches_its_pattern() {
        for (pattern, wanted) in [
            ("^[a-z]{3}$", "aaa"),
            (r"^\d{4}-\d{2}$", "0000-00"),
            ("^(cat|dog)s?$", "cat"),
            ("^$", ""),
            (r"^[\w.]+@x\/y$", "a@x/y"),
            ("^(?!x)[A-Z]*$", "A"),
            ("^(?=.*[0-9]).{2,}$", "aa"),
        ] {
            assert_eq!(text(pattern, 0).as_deref(), Some(wanted), "{pattern}");
        }
        assert_eq!(text("^[a-z]*-x$", 10).unwrap().len(), 10);
        assert_eq!(text("^[a-z]{2,5}$", 10).unwrap().len(), 5, "it can't be longer");
        let mut patterns = Patterns::default();
        assert!(text("(", 0).is_none() && patterns.matches("^a", "ab") && !patterns.matches("^a$", "ab"));
        assert_eq!(patterns.text("^a*$", 3), patterns.text("^a+$", 3));
    }

    #[test]
    fn a_walk_ends() {
        let many = |inner: &str| format!("^{}$", (0..8).fold(inner.to_owned(), |it, _| format!("({it}){{1000}}")));
        assert_eq!((text(&many("|a"), 0), text(&many("a"), 0)), (None, None));
        assert_eq!(text("^(((|a)*)*)*$", 90_000).as_deref(), Some(""));
        assert_eq!(text("^(x?y{0,9})?$", 9).unwrap().len(), 9, "the outer part takes one step to show");
        assert_eq!(text("^[ab]{99990}$", 99_991).unwrap().len(), 99_990);
    }
}
