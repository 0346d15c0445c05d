//! Read media types: `application/json; charset=utf-8`, and ranges such as `image/*`.

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

/// Whether a media type, with parameters or not, is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}

/// Whether a media type of the document, which may be a range, is or includes JSON.
pub(crate) fn takes_json(known: &str) -> bool {
    is_json(known) || covers(&essence(known), "application/json")
}

/// Whether a media type of the document, which may be a range, includes one in lower case.
pub(crate) fn covers(known: &str, given: &str) -> bool {
    known == given || known == "*/*" || known.strip_suffix('*').is_some_and(|kind| given.starts_with(kind))
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
        assert!(covers("image/*", "image/png") && !covers("image/*", "audio/wav"));
        assert!(is_xml("text/xml; charset=utf-8") && is_xml("image/svg+xml") && !is_xml("application/xmlx"));
    }
}
