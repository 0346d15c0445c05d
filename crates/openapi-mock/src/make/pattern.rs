//! Make a text that a regular expression matches, by a walk through the parsed expression.

use regex_syntax::{
    Parser,
    hir::{Class, Hir, HirKind},
};

/// The ranges from which a character of a class is taken, if it has any of them.
const PREFERRED: [(char, char); 4] = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~')];
/// How often a part of the expression is repeated at most.
const REPEATED: usize = 100_000;

/// A text that the pattern matches, with at least `least` characters if the pattern can be stretched; `None` if it can't be parsed.
pub(super) fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = parsed(pattern)?;
    let mut stretched = String::new();
    let mut more = 0;
    loop {
        stretched.clear();
        write(&hir, more, &mut stretched)?;
        if stretched.chars().count() >= least || more > least || more > REPEATED {
            return Some(stretched);
        }
        more = (more * 2).max(1).min(more + (least - stretched.chars().count()).max(1));
    }
}

/// Whether a text matches the pattern; `false` if the validator can't read the pattern.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let schema = serde_json::json!({"pattern": pattern});
    jsonschema::validator_for(&schema).is_ok_and(|validator| validator.is_valid(&serde_json::json!(text)))
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

/// Appends a text for the expression. Each repetition is as short as allowed, and then longer by up to `more`.
fn write(hir: &Hir, more: usize, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let of = |(low, high): (char, char)| {
                class
                    .iter()
                    .find(|range| range.start() <= high && range.end() >= low)
                    .map(|range| range.start().max(low))
            };
            let first = PREFERRED.into_iter().find_map(of).or_else(|| class.iter().next().map(|range| range.start()));
            text.push(first?);
        }
        HirKind::Class(Class::Bytes(class)) => text.push(char::from(class.iter().next()?.start())),
        HirKind::Repetition(repetition) => {
            let least = repetition.min as usize;
            let most = repetition.max.map_or(REPEATED, |most| most as usize);
            // A star allows no repetition at all, but an empty text is a poor example.
            let start = if least == 0 && repetition.max.is_none() { 1 } else { least };
            for _ in 0..(start + more).min(most) {
                if text.len() > REPEATED {
                    return None;
                }
                write(&repetition.sub, more, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, more, text))?,
        HirKind::Alternation(parts) => write(parts.first()?, more, text)?,
    }
    Some(())
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
        assert!(text("(", 0).is_none() && matches("^a", "ab") && !matches("^a$", "ab"));
    }
}
