//! A cursor into the document: a value with its JSON pointer, so that a fault names its place, and with the root, so that references can
//! be followed.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// How many references in a row are followed before they count as a cycle.
const MAX_HOPS: usize = 32;

/// A value in the document, and the JSON pointer to it.
#[derive(Clone, Debug)]
pub(crate) struct Place<'d> {
    root: &'d Value,
    pub(crate) value: &'d Value,
    pub(crate) pointer: String,
}

impl<'d> Place<'d> {
    pub(crate) fn root(root: &'d Value) -> Self {
        Self { root, value: root, pointer: String::new() }
    }

    /// The whole document.
    pub(crate) fn document(&self) -> &'d Value {
        self.root
    }

    /// The place at a JSON pointer; a reference isn't followed.
    pub(crate) fn at(root: &'d Value, pointer: &str) -> Option<Self> {
        Some(Self { root, value: root.pointer(pointer)?, pointer: pointer.to_owned() })
    }

    /// The member or item of that name; a reference isn't followed.
    pub(crate) fn child(&self, key: &str) -> Option<Self> {
        let value = match self.value {
            Value::Object(map) => map.get(key)?,
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
        Some(Self { root: self.root, value, pointer: join(&self.pointer, key) })
    }

    /// The member or item of that name, or what its references lead to.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.child(key)?.follow()
    }

    /// The members of an object in the document's order, or the items of a list, or what their references lead to.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let here = self.clone();
        let (map, list) = match self.value {
            Value::Object(map) => (Some(map), None),
            Value::Array(list) => (None, Some(list)),
            _ => (None, None),
        };
        let items = 0..list.map_or(0, Vec::len);
        let keys = map.into_iter().flat_map(|map| map.keys().map(String::as_str));
        let at = here.clone();
        keys.filter_map(move |key| Some((key, here.get(key)?)))
            .chain(items.filter_map(move |index| Some(("", at.get(&index.to_string())?))))
    }

    /// The value of a member, if it is a string.
    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Whether a member is `true`.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// The target of this place's own `$ref`, one step.
    pub(crate) fn step(&self) -> Option<Self> {
        Self::at(self.root, &target(self.text("$ref")?)?)
    }

    /// Whether the place is a reference that makes its siblings void, as in OpenAPI 3.0.
    pub(crate) fn is_reference_alone(&self) -> bool {
        self.text("$ref").is_some() && !has_json_schema(self.root)
    }

    /// Follows references to their end; `None` if one leads nowhere, or if they form a cycle.
    pub(crate) fn follow(mut self) -> Option<Self> {
        for _ in 0..MAX_HOPS {
            match self.text("$ref") {
                Some(reference) => self = Self::at(self.root, &target(reference)?)?,
                None => return Some(self),
            }
        }
        None
    }
}

/// Whether a document's schemas are JSON Schema 2020-12, as they are since OpenAPI 3.1.
pub(crate) fn has_json_schema(document: &Value) -> bool {
    document.get("openapi").and_then(Value::as_str).is_some_and(|version| !version.starts_with("3.0"))
}

/// The pointer in a reference within the document (`#/components/...`); `None` for a reference to another document.
pub(crate) fn target(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    Some(percent_decode_str(fragment).decode_utf8().ok()?.into_owned())
}

pub(crate) fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The keys of a JSON pointer, unescaped.
pub(crate) fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_lead_to_the_place_they_name() {
        let root = json!({
            "a": {"$ref": "#/b/x~1y"}, "b": {"x/y": {"$ref": "#/c%20d"}}, "c d": {"end": 1},
            "round": {"$ref": "#/round"}, "nowhere": {"$ref": "#/none"}, "abroad": {"$ref": "other.json"},
        });
        let root = Place::root(&root);
        assert_eq!(root.get("a").map(|place| place.pointer), Some("/c d".to_owned()));
        for key in ["round", "nowhere", "abroad"] {
            assert!(root.get(key).is_none(), "{key}");
            assert!(root.child(key).is_some(), "{key}");
        }
    }
}
