//! Make a text by format, pattern and length.

use std::rc::Rc;

use crate::document::cursor::Place;
use crate::make::parts::counts;
use crate::make::pattern::Patterns;

/// A text that fits all schemas as far as this module can tell; another one for each salt.
pub(super) fn value(schemas: &[Place<'_>], salt: usize, patterns: &mut Patterns) -> String {
    let least =
        usize::try_from(counts(schemas, "minLength").max().unwrap_or_default()).unwrap_or_default().min(1_000_000);
    let most = counts(schemas, "maxLength").min().and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let texts = |keyword| schemas.iter().filter_map(move |it| it.value.get(keyword)?.as_str());
    let mut known: Vec<Rc<str>> = Vec::new();
    known.extend(texts("format").filter_map(of_format).map(Rc::from));
    for wanted in texts("pattern") {
        known.extend(patterns.text(wanted, least));
        // A lookahead can't be followed; it is often the rule for a password, so try a text with characters of every kind.
        known.extend(wanted.contains("(?").then(|| Rc::from(fit("Aa1!Aa1!", least, most))));
    }
    known.retain(|text| (least..=most).contains(&text.chars().count()));
    // A text that matches all patterns comes first.
    if known.len() > 1 {
        known.sort_by_cached_key(|text| !texts("pattern").all(|wanted| patterns.matches(wanted, text)));
    }
    let plain = if salt <= known.len() { "string".to_owned() } else { format!("string{}", salt - known.len() + 1) };
    if let (0, Some(first)) = (salt, known.first()) {
        return first.to_string();
    }
    known.get(salt).map_or_else(|| fit(&plain, least, most), ToString::to_string)
}

/// Repeats or cuts a text to the required length.
fn fit(text: &str, least: usize, most: usize) -> String {
    let length = text.chars().count().max(least).min(most);
    // Cut at the front, since the end tells texts apart.
    let repeated: String = text.chars().cycle().take(length).collect();
    if length < text.len() { text.chars().skip(text.len() - length).collect() } else { repeated }
}

fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2024-05-17T08:30:00Z",
        "date" => "2024-05-17",
        "time" => "08:30:00Z",
        "duration" => "P1D",
        "email" | "idn-email" => "user@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "iri" | "url" | "uri-reference" | "iri-reference" => "https://example.com/a",
        "uri-template" => "https://example.com/{id}",
        "uuid" => "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "json-pointer" => "/a",
        "relative-json-pointer" => "0",
        "regex" => "^a$",
        "byte" => "c3RyaW5n",
        _ => return None,
    })
}
