//! Schemas: what is narrower, wider or gone, in a request and in an answer.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Class, Comparison};
use crate::document::{escape, resolve, target};

/// Who writes what the schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// The client, so it breaks when less is taken.
    Request,
    /// The service, so it breaks when less is promised.
    Answer,
}

impl Comparison<'_> {
    /// Compares two schemas; `place` is told where neither has a name.
    pub(super) fn schema(&mut self, place: &str, old: &Value, new: &Value, direction: Direction) {
        let place = target(new).unwrap_or(place).to_owned();
        if let (Some(old), Some(new)) = (target(old), target(new))
            && !self.seen.insert((old.to_owned(), new.to_owned(), direction))
        {
            return;
        }
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else { return };
        self.words(&place, old, new);
        self.kind(&place, before, after, direction);
        self.values(&place, before, after);
        self.bounds(&place, before, after, direction);
        self.fields(&place, old, new, direction);
        self.price(&place, &old["x-price"], &new["x-price"]);
        if let (Some(old), Some(new)) = (old.get("items"), new.get("items")) {
            self.schema(&format!("{place}/items"), old, new, direction);
        }
        for keyword in ["oneOf", "anyOf", "allOf"] {
            self.parts(&place, keyword, old, new, direction);
        }
    }

    fn kind(&mut self, place: &str, old: &Map<String, Value>, new: &Map<String, Value>, direction: Direction) {
        for keyword in ["type", "format", "pattern"] {
            let (before, after) = (old.get(keyword), new.get(keyword));
            // Every integer is a number: a request that takes numbers takes more, an answer that gives integers promises more.
            let integer_and_number = |one: Option<&Value>, other: Option<&Value>| {
                one.is_some_and(|kind| kind == "integer") && other.is_some_and(|kind| kind == "number")
            };
            let wider = integer_and_number(before, after) && direction == Direction::Request;
            let narrower = integer_and_number(after, before) && direction == Direction::Answer;
            if before != after {
                let class = if wider || narrower { Class::Additive } else { Class::Breaking };
                self.tell(class, place, format!("{keyword} was {}, and is {}", shown(before), shown(after)));
            }
        }
        let nullable = |schema: &Map<String, Value>| schema.get("nullable") == Some(&Value::Bool(true));
        if nullable(old) != nullable(new) {
            let takes_null = nullable(new);
            let breaks = takes_null == (direction == Direction::Answer);
            let class = if breaks { Class::Breaking } else { Class::Additive };
            self.tell(class, place, format!("it {} be null", if takes_null { "may now" } else { "can no longer" }));
        }
    }

    fn values(&mut self, place: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
        let list = |schema: &Map<String, Value>| -> Option<Vec<Value>> { schema.get("enum")?.as_array().cloned() };
        match (list(old), list(new)) {
            (Some(before), Some(after)) => {
                for value in before.iter().filter(|value| !after.contains(value)) {
                    self.tell(Class::Breaking, place, format!("the value {value} was removed"));
                }
                for value in after.iter().filter(|value| !before.contains(value)) {
                    self.tell(Class::Additive, place, format!("the value {value} is new"));
                }
            }
            (None, Some(_)) => self.tell(Class::Breaking, place, "it is now one of a list of values".to_owned()),
            (Some(_), None) => self.tell(Class::Additive, place, "it is no longer one of a list of values".to_owned()),
            (None, None) => {}
        }
    }

    fn bounds(&mut self, place: &str, old: &Map<String, Value>, new: &Map<String, Value>, direction: Direction) {
        for (keyword, is_low) in [
            ("minLength", true),
            ("maxLength", false),
            ("minimum", true),
            ("maximum", false),
            ("minItems", true),
            ("maxItems", false),
        ] {
            let open = if is_low { f64::NEG_INFINITY } else { f64::INFINITY };
            let bound = |schema: &Map<String, Value>| schema.get(keyword).and_then(Value::as_f64).unwrap_or(open);
            let (before, after) = (bound(old), bound(new));
            if before == after {
                continue;
            }
            let narrower = (after > before) == is_low;
            let class = if narrower == (direction == Direction::Request) { Class::Breaking } else { Class::Additive };
            self.tell(
                class,
                place,
                format!("{keyword} was {}, and is {}", shown(old.get(keyword)), shown(new.get(keyword))),
            );
        }
        if old.get("x-limits") != new.get("x-limits") {
            let class = if new.contains_key("x-limits") { Class::Breaking } else { Class::Additive };
            self.tell(
                class,
                &format!("{place}/x-limits"),
                "the limits that depend on another field changed".to_owned(),
            );
        }
    }

    fn fields(&mut self, place: &str, old: &Value, new: &Value, direction: Direction) {
        let fields = |schema: &Value| schema["properties"].as_object().cloned().unwrap_or_default();
        let required = |schema: &Value| -> BTreeSet<String> {
            let names = schema["required"].as_array().into_iter().flatten();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (before, after) = (fields(old), fields(new));
        let (was_required, is_required) = (required(old), required(new));
        let at = |name: &str| format!("{place}/properties/{}", escape(name));
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.tell(Class::Breaking, &at(name), format!("the field {name} was removed"));
        }
        for (name, field) in &after {
            match before.get(name) {
                Some(old) => self.schema(&at(name), old, field, direction),
                None if direction == Direction::Request && is_required.contains(name) => {
                    self.tell(Class::Breaking, &at(name), format!("the field {name} is new and required"));
                }
                None => self.tell(Class::Additive, &at(name), format!("the field {name} is new")),
            }
        }
        for name in was_required
            .symmetric_difference(&is_required)
            .filter(|name| before.contains_key(*name) && after.contains_key(*name))
        {
            let now = is_required.contains(name);
            let class = if now == (direction == Direction::Request) { Class::Breaking } else { Class::Additive };
            self.tell(
                class,
                &at(name),
                format!("the field {name} is {} required", if now { "now" } else { "no longer" }),
            );
        }
    }

    /// The parts of a composition, matched by what they refer to, else by their place.
    fn parts(&mut self, place: &str, keyword: &str, old: &Value, new: &Value, direction: Direction) {
        let parts = |schema: &Value| -> Vec<(String, Value)> {
            let parts = schema[keyword].as_array().into_iter().flatten().enumerate();
            parts
                .map(|(index, part)| (target(part).map_or_else(|| index.to_string(), str::to_owned), part.clone()))
                .collect()
        };
        let (before, after) = (parts(old), parts(new));
        let place = format!("{place}/{keyword}");
        let find = |parts: &[(String, Value)], wanted: &str| {
            parts.iter().find(|(name, _)| name == wanted).map(|(_, part)| part.clone())
        };
        for (name, _) in before.iter().filter(|(name, _)| find(&after, name).is_none()) {
            self.tell(Class::Breaking, &place, format!("the alternative {} was removed", short(name)));
        }
        for (name, part) in &after {
            match find(&before, name) {
                Some(old) => self.schema(&format!("{place}/{name}"), &old, part, direction),
                // A further rule beside the fields takes less.
                None if new.get("properties").is_some() => {
                    self.tell(Class::Breaking, &place, "a rule between fields is new".to_owned())
                }
                None => self.tell(Class::Additive, &place, format!("the alternative {} is new", short(name))),
            }
        }
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "not said".to_owned(), ToString::to_string)
}

fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
