//! Compares schemas: what is narrower, wider or gone. In a request a narrower schema breaks clients; in an answer, a wider one.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::comparison::{Class, Comparison, Direction};
use super::rest::shown;
use crate::document::{escape, resolve, target};

/// Keywords with a rule of their own.
const KNOWN: [&str; 23] = [
    "type",
    "format",
    "pattern",
    "nullable",
    "enum",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "x-limits",
    "properties",
    "required",
    "x-price",
    "items",
    "additionalProperties",
    "deprecated",
    "default",
    "discriminator",
    "oneOf",
    "anyOf",
    "allOf",
];

impl Comparison<'_> {
    /// Compares two schemas; `place` locates them if they have no name.
    pub(super) fn schema(&mut self, place: &str, old: &Value, new: &Value, direction: Direction) {
        let names = [target(old), target(new)];
        if names[0] != names[1] && !(old.is_null() || new.is_null()) {
            // The Rust type has the name of the component.
            let [before, after] = names.map(|name| name.map_or("a schema without a name", short));
            self.record(Class::Breaking, place, format!("it was {before}, and is {after}"));
        }
        self.reached.extend(names.into_iter().flatten().map(str::to_owned));
        let place = target(new).unwrap_or(place).to_owned();
        if let (Some(old), Some(new)) = (target(old), target(new))
            && !self.seen.insert((old.to_owned(), new.to_owned(), direction))
        {
            return;
        }
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else {
            if old != new {
                self.record(
                    Class::Breaking,
                    &place,
                    format!("it was {}, and is {}", shown(Some(old)), shown(Some(new))),
                );
            }
            return;
        };
        self.kind(&place, before, after, direction);
        self.values(&place, before, after);
        self.bounds(&place, before, after, direction);
        self.fields(&place, old, new, direction);
        self.price(&place, &old["x-price"], &new["x-price"]);
        match (old.get("items"), new.get("items")) {
            (Some(old), Some(new)) => self.schema(&format!("{place}/items"), old, new, direction),
            (None, None) => {}
            (old, new) => {
                self.record(Class::Breaking, &place, format!("items was {}, and is {}", shown(old), shown(new)))
            }
        }
        self.more(&place, old, new, direction);
        self.deprecated(&place, old, new);
        if old.get("default") != new.get("default") {
            let text =
                format!("without it {} was meant, and {} is", shown(old.get("default")), shown(new.get("default")));
            self.record(Class::Breaking, &format!("{place}/default"), text);
        }
        self.discriminator(&place, &old["discriminator"], &new["discriminator"]);
        for keyword in ["oneOf", "anyOf", "allOf"] {
            self.parts(&place, keyword, old, new, direction);
        }
        self.rest(&place, old, new, &KNOWN);
    }

    /// Compares `additionalProperties`.
    fn more(&mut self, place: &str, old: &Value, new: &Value, direction: Direction) {
        let (before, after) = (&old["additionalProperties"], &new["additionalProperties"]);
        let place = format!("{place}/additionalProperties");
        if before.is_object() && after.is_object() {
            return self.schema(&place, before, after, direction);
        }
        let (before, after) = (before != &Value::Bool(false), after != &Value::Bool(false));
        let class = match (before, after) {
            _ if old.get("additionalProperties") == new.get("additionalProperties") => return,
            (true, false) if direction == Direction::Request => Class::Breaking,
            (false, true) if direction == Direction::Request => Class::Additive,
            // The Rust type changes.
            _ => Class::Breaking,
        };
        let shown = |schema: &Value| shown(schema.get("additionalProperties"));
        self.record(
            class,
            &place,
            format!("fields beside those that are named: was {}, and is {}", shown(old), shown(new)),
        );
    }

    /// Compares which value of the tag selects which part.
    fn discriminator(&mut self, place: &str, old: &Value, new: &Value) {
        let place = format!("{place}/discriminator");
        if old["propertyName"] != new["propertyName"] {
            let text =
                format!("the tag was {}, and is {}", shown(old.get("propertyName")), shown(new.get("propertyName")));
            self.record(Class::Breaking, &place, text);
        }
        let list = |discriminator: &Value| discriminator["mapping"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for (value, path) in &before {
            match after.get(value) {
                None => self.record(Class::Breaking, &place, format!("the form {value} was removed")),
                Some(now) if now != path => {
                    let text = format!("the form {value} was {}, and is {}", shown(Some(path)), shown(Some(now)));
                    self.record(Class::Breaking, &place, text);
                }
                Some(_) => {}
            }
        }
        for value in after.keys().filter(|value| !before.contains_key(*value)) {
            self.record(Class::Additive, &place, format!("the form {value} is new"));
        }
        self.rest(&place, old, new, &["propertyName", "mapping"]);
    }

    fn kind(&mut self, place: &str, old: &Map<String, Value>, new: &Map<String, Value>, direction: Direction) {
        for keyword in ["type", "format", "pattern"] {
            let (before, after) = (old.get(keyword), new.get(keyword));
            // Every integer is a number: a request with `number` accepts more, an answer with `integer` promises more.
            let integer_and_number = |one: Option<&Value>, other: Option<&Value>| {
                one.is_some_and(|kind| kind == "integer") && other.is_some_and(|kind| kind == "number")
            };
            let wider = integer_and_number(before, after) && direction == Direction::Request;
            let narrower = integer_and_number(after, before) && direction == Direction::Answer;
            if before != after {
                // These formats only affect how logs show the text.
                let is_private = |format: Option<&Value>| {
                    format.is_none_or(|format| crate::codegen::structs::hidden(format).is_some())
                };
                let shown_only = keyword == "format" && is_private(before) && is_private(after);
                let class = match (wider || narrower, shown_only) {
                    (_, true) => Class::Other,
                    (true, _) => Class::Additive,
                    _ => Class::Breaking,
                };
                self.record(class, place, format!("{keyword} was {}, and is {}", shown(before), shown(after)));
            }
        }
        let nullable = |schema: &Map<String, Value>| schema.get("nullable") == Some(&Value::Bool(true));
        if nullable(old) != nullable(new) {
            let takes_null = nullable(new);
            let breaks = takes_null == (direction == Direction::Answer);
            let class = if breaks { Class::Breaking } else { Class::Additive };
            self.record(class, place, format!("it {} be null", if takes_null { "may now" } else { "can no longer" }));
        }
    }

    fn values(&mut self, place: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
        let list = |schema: &Map<String, Value>| -> Option<Vec<Value>> { schema.get("enum")?.as_array().cloned() };
        match (list(old), list(new)) {
            (Some(before), Some(after)) => {
                for value in before.iter().filter(|value| !after.contains(value)) {
                    self.record(Class::Breaking, place, format!("the value {value} was removed"));
                }
                for value in after.iter().filter(|value| !before.contains(value)) {
                    self.record(Class::Additive, place, format!("the value {value} is new"));
                }
                let both = |one: &[Value], other: &[Value]| {
                    one.iter().filter(|it| other.contains(it)).cloned().collect::<Vec<_>>()
                };
                if both(&before, &after) != both(&after, &before) {
                    self.record(Class::Editorial, place, "the values stand in another order".to_owned());
                }
            }
            (None, Some(_)) => self.record(Class::Breaking, place, "it is now one of a list of values".to_owned()),
            (Some(_), None) => {
                self.record(Class::Additive, place, "it is no longer one of a list of values".to_owned())
            }
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
            self.record(
                class,
                place,
                format!("{keyword} was {}, and is {}", shown(old.get(keyword)), shown(new.get(keyword))),
            );
        }
        if old.get("x-limits") != new.get("x-limits") {
            let class = if new.contains_key("x-limits") { Class::Breaking } else { Class::Additive };
            self.record(
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
            self.record(Class::Breaking, &at(name), format!("the field {name} was removed"));
        }
        for (name, field) in &after {
            match before.get(name) {
                Some(old) => self.schema(&at(name), old, field, direction),
                None if direction == Direction::Request && is_required.contains(name) => {
                    self.record(Class::Breaking, &at(name), format!("the field {name} is new and required"));
                }
                None => self.record(Class::Additive, &at(name), format!("the field {name} is new")),
            }
        }
        for name in was_required
            .symmetric_difference(&is_required)
            .filter(|name| before.contains_key(*name) && after.contains_key(*name))
        {
            let now = is_required.contains(name);
            let class = if now == (direction == Direction::Request) { Class::Breaking } else { Class::Additive };
            self.record(
                class,
                &at(name),
                format!("the field {name} is {} required", if now { "now" } else { "no longer" }),
            );
        }
    }

    /// Compares the parts of a composition, matched by reference, or else by position.
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
            self.record(Class::Breaking, &place, format!("the alternative {} was removed", short(name)));
        }
        for (name, part) in &after {
            match find(&before, name) {
                Some(old) => self.schema(&format!("{place}/{name}"), &old, part, direction),
                // Another rule between fields accepts less.
                None if new.get("properties").is_some() => {
                    self.record(Class::Breaking, &place, "a rule between fields is new".to_owned())
                }
                None => self.record(Class::Additive, &place, format!("the alternative {} is new", short(name))),
            }
        }
    }
}

fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
