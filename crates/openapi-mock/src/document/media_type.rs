//! Read media types: `application/json; charset=utf-8`, and ranges such as `image/*`; and what else is said of a body.

use http::{HeaderMap, header::CONTENT_ENCODING};

/// A media type in lower case, without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    without_parameters(media_type).to_ascii_lowercase()
}

fn without_parameters(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type, with parameters or not, is JSON: `application/json` or one that ends in `+json`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = without_parameters(media_type);
    let suffix = essence.rfind('+').map_or("", |at| &essence[at..]);
    essence.eq_ignore_ascii_case("application/json") || suffix.eq_ignore_ascii_case("+json")
}

/// Whether the body of a message is compressed, or encoded otherwise.
pub(crate) fn is_encoded(headers: &HeaderMap) -> bool {
    let given = headers.get(CONTENT_ENCODING).map(|value| value.as_bytes().trim_ascii());
    given.is_some_and(|given| !given.is_empty() && !given.eq_ignore_ascii_case(b"identity"))
}

/// Whether a media type, with parameters or not, is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}

/// Whether a media type of the document, which may be a range, is or includes JSON.
pub(crate) fn takes_json(known: &str) -> bool {
    is_json(known) || covers(&essence(known), "application/json")
}

/// The media type with which a body is sent that is documented under this one: of a range, such as `*/*`, a type that it includes.
pub(crate) fn concrete(known: &str) -> &str {
    match without_parameters(known) {
        "*/*" | "*" | "application/*" => "application/json",
        "text/*" => "text/plain",
        "image/*" => "image/png",
        "audio/*" => "audio/mpeg",
        "video/*" => "video/mp4",
        range if range.ends_with("/*") => "application/octet-stream",
        _ => known,
    }
}

/// Whether a media type of the document, which may be a range, includes one in lower case.
pub(crate) fn covers(known: &str, given: &str) -> bool {
    known == given || known == "*/*" || known.strip_suffix('*').is_some_and(|kind| given.starts_with(kind))
}

/// A parameter of a header such as `Content-Type` or `Content-Disposition`: the `x` of `form-data; name="x"`. Its name has no case.
pub(crate) fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, end) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), end)
            }
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after[end..].split_once(';')?.1;
    }
}

/// The text up to the next quote, and how many bytes of what stands from the first quote on that is.
fn unquoted(quoted: &str) -> (String, usize) {
    let mut text = String::new();
    let mut letters = quoted.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, at + 2),
            // A backslash that protects nothing stands for itself, as in the paths of Windows.
            '\\' => text.push(letters.next_if(|(_, next)| matches!(next, '"' | '\\')).map_or(letter, |(_, next)| next)),
            _ => text.push(letter),
        }
    }
    (text, quoted.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        assert!(is_json("application/json; charset=utf-8") && is_json("application/problem+json"));
        assert!(is_json(" Application/JSON ;x") && is_json("a/b+JSON") && !is_json("a/b+jsonx") && !is_json("+json+x"));
        assert!(!is_json("text/json5") && !is_json(""));
        assert!(takes_json("*/*") && takes_json("application/*") && !takes_json("text/*"));
        assert_eq!(
            [concrete("*/*"), concrete("text/*;q=1"), concrete("a/b; c")],
            ["application/json", "text/plain", "a/b; c"]
        );
        assert!(covers("image/*", "image/png") && !covers("image/*", "audio/wav"));
        assert!(is_xml("text/xml; charset=utf-8") && is_xml("image/svg+xml") && !is_xml("application/xmlx"));
    }

    #[test]
    fn parameters_are_found() {
        let given = r#"form-data; NAME = "a;b=\"c\""; filename="C:\a\"; x=1 ;last= y "#;
        let read = |name| parameter(given, name);
        assert_eq!(read("name").as_deref(), Some("a;b=\"c\""));
        assert_eq!(
            read("filename"),
            Some("C:\\a\"; x=1 ;last= y ".to_owned()),
            "a quote that is protected ends nothing"
        );
        let given = r#"form-data; filename="C:\d\b.txt"; x=1 ;last= y "#;
        let read = |name| parameter(given, name);
        assert_eq!(read("filename").as_deref(), Some("C:\\d\\b.txt"));
        assert_eq!((read("x").as_deref(), read("Last").as_deref(), read("file")), (Some("1"), Some("y"), None));
        for none in ["", "a/b", "a/b; x", "x=1", "a/b;;;", "a/b; y=\""] {
            assert_eq!(parameter(none, "x"), None, "{none}");
        }
    }
}
