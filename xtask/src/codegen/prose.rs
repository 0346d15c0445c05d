//! Turns descriptions into doc comments, and limits into sentences.
//!
//! A description is arbitrary text, in which rustdoc would read brackets as links, code fences as tests and `<` as HTML; here they are
//! escaped.

use serde_json::{Map, Value};
use syn::{Attribute, Expr, Lit, Meta};

/// Escapes a text so that rustdoc shows it unchanged.
pub fn escaped(text: &str) -> String {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                // Drop the language, so that the block is no doctest.
                lines.push(format!("{mark}text"));
                fence = Some(mark);
            }
            (Some(open), Some(mark)) if open == mark => {
                lines.push(mark.to_owned());
                fence = None;
            }
            (Some(_), _) => lines.push(line.to_owned()),
            // Four spaces would begin a code block.
            (None, None) if line.starts_with("    ") || line.starts_with('\t') => {
                lines.push(format!("  {}", inline(start)))
            }
            (None, None) => lines.push(inline(line)),
        }
    }
    lines.extend(fence.map(str::to_owned));
    lines.join("\n")
}

fn inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        if letter == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let (run, after) = rest.split_at(ticks);
            match closing(after, ticks) {
                Some(end) => {
                    out.push_str(run);
                    out.push_str(&after[..end + ticks]);
                    rest = &after[end + ticks..];
                }
                None => {
                    out.push_str(&"\\`".repeat(ticks));
                    rest = after;
                }
            }
            continue;
        }
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        if is_address(rest) {
            let end =
                rest.find(|letter: char| letter.is_whitespace() || "<>()[]\"'`".contains(letter)).unwrap_or(rest.len());
            let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
            out.push_str(&format!("<{address}>"));
            rest = &rest[address.len()..];
            continue;
        }
        if letter == '<'
            && is_address(&rest[1..])
            && let Some(end) = rest.find('>')
        {
            out.push_str(&rest[..=end]);
            rest = &rest[end + 1..];
            continue;
        }
        if let Some(end) = link(rest) {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if "[]<\\".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    out
}

/// Finds a run of exactly this many backticks.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// The length of a link `[text](https://…)` at the start of a text.
fn link(text: &str) -> Option<usize> {
    let (words, address) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = address.split_once(')')?;
    let is_plain = |part: &str| !part.contains(['[', ']', '<', '>', '`', ' ']);
    let is_link = address.starts_with("http") && is_plain(address) && !words.contains(['[', ']', '<', '`']);
    is_link.then(|| 1 + words.len() + 2 + address.len() + 1)
}

/// The limits of a schema as a sentence.
pub fn limits_in_words(schema: &Map<String, Value>) -> Option<String> {
    let limit = |keyword: &str| schema.get(keyword);
    let mut words = Vec::new();
    for (low, high, unit) in
        [("minLength", "maxLength", " characters"), ("minimum", "maximum", ""), ("minItems", "maxItems", " items")]
    {
        match (limit(low), limit(high)) {
            (Some(low), Some(high)) if low == high => words.push(format!("Exactly {low}{unit}")),
            (Some(low), Some(high)) => words.push(format!("From {low} to {high}{unit}")),
            (Some(low), None) => words.push(format!("At least {low}{unit}")),
            (None, Some(high)) => words.push(format!("At most {high}{unit}")),
            (None, None) => {}
        }
    }
    if let Some(limits) = limit("x-limits") {
        let mut narrower: Vec<(&Value, Vec<&str>)> = Vec::new();
        for (value, limit) in limits["values"].as_object().into_iter().flatten() {
            match narrower.iter_mut().find(|(known, _)| *known == limit) {
                Some((_, values)) => values.push(value),
                None => narrower.push((limit, vec![value])),
            }
        }
        for (limit, values) in narrower {
            words.push(format!("{limit} with `{}`", values.join("`, `")));
        }
        words.extend(limits["above"].as_str().map(|field| format!("Greater than `{field}`")));
    }
    if let (Some(values), true) =
        (limit("enum").and_then(Value::as_array), limit("type").is_some_and(|kind| kind != "string"))
    {
        words.push(format!("One of {}", values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")));
    }
    (!words.is_empty()).then(|| format!("{}.", words.join("; ")))
}

pub fn doc_text(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_description_is_shown_unchanged() {
        for (written, wanted) in [
            ("Plain, with `[Verse]` in code.", "Plain, with `[Verse]` in code."),
            ("A [Foo] and [x][y].", "A \\[Foo\\] and \\[x\\]\\[y\\]."),
            ("See https://a.example/b?c=1.", "See <https://a.example/b?c=1>."),
            ("See <https://a.example> too.", "See <https://a.example> too."),
            ("[Here](https://a.example/b), (https://a.example)", "[Here](https://a.example/b), (<https://a.example>)"),
            ("A <b> tag, and 1 < 2", "A \\<b> tag, and 1 \\< 2"),
            ("One ` alone", "One \\` alone"),
            ("``two ` in`` it", "``two ` in`` it"),
            ("```\nlet x = 1;\n```\nafter", "```text\nlet x = 1;\n```\nafter"),
            ("```rust\nnever closed", "```text\nnever closed\n```"),
            ("    indented [x]", "  indented \\[x\\]"),
        ] {
            assert_eq!(escaped(written), wanted);
        }
    }
}
