//! Read names with brackets, by which forms and queries write values within values: `items[0][price]=2`, `tags[]=a`.
//!
//! The pairs are gathered into a tree of names. Then the schema says which branches are lists and which are objects, and of which type a
//! text is.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::document::cursor::Place;
use crate::document::style::{Member, collect_types, insert};

/// How many brackets a name may have; one with more is a name like any other.
const DEEPEST: usize = 16;
/// How many compositions of schemas are followed at one place.
const COMPOSED: usize = 8;

/// Splits `a[b][]` into `a` and its brackets `b` and the empty text; `None` if a name has no brackets, or others than these.
pub(crate) fn split(name: &str) -> Option<(&str, Vec<&str>)> {
    let (base, rest) = name.split_at(name.find('[').filter(|at| *at > 0)?);
    let keys: Vec<&str> = rest.strip_prefix('[')?.strip_suffix(']')?.split("][").collect();
    let is_plain = keys.len() <= DEEPEST && keys.iter().all(|key| !key.contains(['[', ']']));
    is_plain.then_some((base, keys))
}

/// A name with its texts, and with the names in brackets behind it.
#[derive(Default)]
pub(crate) struct Tree {
    texts: Vec<String>,
    /// In the order in which they came.
    branches: Vec<(String, Tree)>,
    places: HashMap<String, usize>,
}

impl Tree {
    /// Adds a text below these keys. An empty key is a further item of a list: `[]`.
    pub(crate) fn add(&mut self, keys: &[&str], text: &str) {
        let [key, rest @ ..] = keys else {
            self.texts.push(text.to_owned());
            return;
        };
        // `a[][b]=1&a[][c]=2&a[][b]=3` has two items: the second begins where a name comes again.
        let belongs = |at: &usize| match rest.first() {
            _ if !key.is_empty() => true,
            Some(next) => !self.branches[*at].1.places.contains_key(*next),
            None => false,
        };
        let at = self.places.get(*key).copied().filter(belongs).unwrap_or_else(|| {
            self.branches.push(((*key).to_owned(), Self::default()));
            self.places.insert((*key).to_owned(), self.branches.len() - 1);
            self.branches.len() - 1
        });
        self.branches[at].1.add(rest, text);
    }

    /// The value that stands for the tree where this schema applies.
    pub(crate) fn value(self, schema: Option<&Place<'_>>) -> Value {
        let member = schema.map(|schema| Member::load("", schema));
        let is_list = member.as_ref().is_some_and(Member::is_list);
        let read = |text: String| match &member {
            Some(member) if is_list => member.item(&text),
            Some(member) => member.read(&text),
            None => Value::String(text),
        };
        let mut texts: Vec<Value> = self.texts.into_iter().map(read).collect();
        if self.branches.is_empty() {
            return match texts.pop() {
                Some(text) if texts.is_empty() && !is_list => text,
                last => texts.into_iter().chain(last).collect(),
            };
        }
        let are_items = self.branches.iter().all(|(key, _)| key.bytes().all(|byte| byte.is_ascii_digit()));
        let mut types = Vec::new();
        schema.iter().for_each(|schema| collect_types(schema, 0, &mut types));
        let nested = if are_items && (is_list || types.is_empty()) {
            let mut items = self.branches;
            // A number says where an item goes; those without one follow.
            items.sort_by_key(|(key, _)| key.parse().unwrap_or(u64::MAX));
            let schema = schema.and_then(|schema| below(schema, None, 0));
            Value::Array(items.into_iter().map(|(_, item)| item.value(schema.as_ref())).collect())
        } else {
            let mut object = Map::new();
            for (key, tree) in self.branches {
                let value = tree.value(schema.and_then(|schema| below(schema, Some(&key), 0)).as_ref());
                insert(&mut object, key, value);
            }
            Value::Object(object)
        };
        // Texts beside brackets fit no schema, and the check says so.
        if texts.is_empty() { nested } else { texts.into_iter().chain([nested]).collect() }
    }
}

/// The schema of a member, or without a name that of the items, also if it comes from a composition.
pub(crate) fn below<'d>(schema: &Place<'d>, name: Option<&str>, depth: usize) -> Option<Place<'d>> {
    if depth > COMPOSED {
        return None;
    }
    let own = match name {
        Some(name) => schema.get("properties").and_then(|it| it.get(name)),
        None => schema.get("items"),
    };
    let composed = || {
        let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|keyword| schema.get(keyword));
        parts
            .flat_map(|list| list.entries().map(|(_, part)| part).collect::<Vec<_>>())
            .find_map(|part| below(&part, name, depth + 1))
    };
    let other = || schema.get("additionalProperties").filter(|it| name.is_some() && it.value.is_object());
    own.or_else(composed).or_else(other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_split() {
        assert_eq!(split("a[b][]"), Some(("a", vec!["b", ""])));
        for name in ["a", "[a]", "a[", "a]", "a[b", "a[b]c", "a[[b]]", "a[b]]", &format!("a{}", "[b]".repeat(17))] {
            assert_eq!(split(name), None, "{name}");
        }
    }

    #[test]
    fn values_are_read_as_the_schema_says() {
        let item = json!({"type": "object", "properties": {"n": {"type": "integer"}, "at": {"type": "object"}}});
        let root = json!({"anyOf": [
            {"type": "string"},
            {"type": "object", "properties": {"list": {"type": "array", "items": item}, "tags": {"type": "array", "items": {"type": "integer"}}},
                "additionalProperties": {"type": "boolean"}},
        ]});
        let read = |pairs: &str, schema: Option<Place<'_>>| {
            let mut tree = Tree::default();
            for (name, text) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
                tree.add(&split(name).map(|(_, keys)| keys).unwrap_or_default(), text);
            }
            tree.value(schema.as_ref())
        };
        for (pairs, value) in [
            ("a[list][1][n]=1&a[list][0][n]=x&a[more]=true", json!({"list": [{"n": "x"}, {"n": 1}], "more": true})),
            (
                "a[list][][n]=1&a[list][][at][7]=1&a[list][][n]=2",
                json!({"list": [{"n": 1, "at": {"7": "1"}}, {"n": 2}]}),
            ),
            ("a[tags][]=1&a[tags][]=2", json!({"tags": [1, 2]})),
            ("a[tags]=1", json!({"tags": [1]})),
            ("a[tags]=1&a[tags]=2", json!({"tags": [1, 2]})),
            ("a[5]=false&a[5]=1", json!({"5": [false, "1"]})),
            ("a=1&a[b]=true", json!(["1", {"b": true}])),
        ] {
            assert_eq!(read(pairs, Some(Place::root(&root))), value, "{pairs}");
        }
        assert_eq!(read("a[x][9]=1&a[x][10]=2&a[x][]=3", None), json!({"x": ["1", "2", "3"]}));
    }
}
