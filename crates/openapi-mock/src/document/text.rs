//! Parse a text that is JSON or YAML, and find lines in it. A text that begins with `{` or `[` is JSON, any other is YAML.

use serde_json::Value;

use crate::document::{json, lines};

#[cfg(feature = "yaml")]
use crate::document::yaml;

fn is_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '['])
}

/// Parses a text; the error names the place of the mistake.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let from_json = || json::parse(text.trim_start_matches('\u{feff}').as_bytes()).map_err(|error| error.to_string());
    #[cfg(feature = "yaml")]
    if !is_json(text) {
        return yaml::parse(text);
    }
    if !is_json(text) && !cfg!(feature = "yaml") {
        return Err("this isn't JSON, and this program is built without the feature `yaml`".to_owned());
    }
    from_json()
}

/// The line on which the value at a JSON pointer begins.
pub(crate) fn line(text: &str, pointer: &str) -> Option<usize> {
    #[cfg(feature = "yaml")]
    if !is_json(text) {
        return yaml::line(text, pointer);
    }
    lines::of(text, pointer)
}
