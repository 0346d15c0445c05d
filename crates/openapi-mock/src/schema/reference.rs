//! Point from the document to the converted schemas, and back.
//!
//! Both have one shape, but for two detours: a schema that is `nullable` and composed of others stands behind an `else`, and the
//! variants of a discriminator stand as conditions behind a `then`.

use serde_json::Value;

use crate::document::cursor::{self, Place, join};
use crate::document::grammar::Kind;

const COMPOSITION: [&str; 4] = ["allOf", "anyOf", "oneOf", "not"];

/// Whether `type` alone can't express `nullable`, since the schema is composed of others.
pub(crate) fn is_wrapped(schema: &Value) -> bool {
    schema.get("$ref").is_none()
        && schema.get("nullable") == Some(&Value::Bool(true))
        && COMPOSITION.iter().any(|keyword| schema.get(keyword).is_some())
}

/// A reference to the converted form of its target, as a URI fragment: with an `else` for each wrapped schema on the way.
pub(crate) fn translate(reference: &str, document: &Value) -> String {
    let pointer = cursor::target(reference).unwrap_or_default();
    let mut place = Some(Place::root(document));
    let mut path = String::new();
    let mut kind = Some(Kind::Document);
    for key in cursor::keys(&pointer) {
        if kind == Some(Kind::Schema) && place.as_ref().is_some_and(|place| is_wrapped(place.value)) {
            path.push_str("/else");
        }
        path = join(&path, &key);
        kind = kind.and_then(|kind| kind.child(&key));
        place = place.and_then(|place| place.child(&key));
    }
    fragment(&path)
}

/// A pointer as a URI fragment.
pub(crate) fn fragment(pointer: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    format!("#{}", utf8_percent_encode(pointer, KEEP))
}

/// The schema in the document that a keyword of the converted schemas belongs to, and whether that keyword was made for a discriminator.
///
/// Keys that the document has lead on. Of those that it hasn't, `else` is the wrapping of a nullable schema, and any other begins the
/// conditions of a discriminator.
pub(crate) fn holder<'d>(document: &'d Value, keyword_pointer: &str) -> (Place<'d>, bool) {
    let mut place = Place::root(document);
    let parent = keyword_pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    for key in cursor::keys(parent) {
        match (place.child(&key), key.as_str()) {
            (Some(child), _) => place = child,
            (None, "else") => {}
            (None, _) => return (place, true),
        }
    }
    (place, false)
}
