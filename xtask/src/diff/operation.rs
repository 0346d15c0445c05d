//! Compares two versions of an operation: its name, parameters, request, answers and callbacks.

use std::collections::BTreeMap;

use serde_json::Value;

use super::comparison::{Class, Comparison, Direction, name, text};
use super::content::Examples;
use crate::document::{escape, resolve, target};

impl Comparison<'_> {
    pub(super) fn operation(&mut self, place: &str, old: &Value, new: &Value) {
        if old["operationId"] != new["operationId"] {
            self.record(Class::Breaking, place, format!("{} is now called {}", name(old), name(new)));
        }
        if old["tags"] != new["tags"] {
            let text = format!(
                "{} was in the family {}, and is in {}",
                name(new),
                text(&old["tags"][0]),
                text(&new["tags"][0])
            );
            self.record(Class::Breaking, &format!("{place}/tags"), text);
        }
        if old["security"] != new["security"] {
            self.record(
                Class::Breaking,
                &format!("{place}/security"),
                "how the call says who makes it changed".to_owned(),
            );
        }
        self.price(place, &old["x-price"], &new["x-price"]);
        self.task(place, &old["x-task"], &new["x-task"]);
        self.deprecated(place, old, new);
        self.parameters(place, old, new);
        self.request(place, old, new);
        self.answers(place, old, new);
        self.callbacks(place, old, new);
        const KNOWN: [&str; 9] = [
            "operationId",
            "tags",
            "security",
            "x-price",
            "x-task",
            "deprecated",
            "parameters",
            "requestBody",
            "responses",
        ];
        let known: Vec<&str> = KNOWN.into_iter().chain(["callbacks"]).collect();
        self.rest(place, old, new, &known);
    }

    fn parameters(&mut self, place: &str, old: &Value, new: &Value) {
        let path = place.rsplit_once('/').map_or("", |(path, _)| path);
        let list = |root: &Value, operation: &Value| -> BTreeMap<String, (String, Value)> {
            let shared = root.pointer(path).and_then(|item| item["parameters"].as_array()).into_iter().flatten();
            let own = operation["parameters"].as_array().into_iter().flatten();
            // Parameters of the operation override those of the path.
            let all = shared.chain(own).map(|parameter| {
                let at = target(parameter).map_or_else(|| format!("{place}/parameters"), str::to_owned);
                (at, resolve(root, parameter))
            });
            all.map(|(at, it)| (format!("{} parameter {}", text(&it["in"]), text(&it["name"])), (at, it.clone())))
                .collect()
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        let place = format!("{place}/parameters");
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.record(Class::Breaking, &place, format!("the {name} was removed"));
        }
        for (name, (at, parameter)) in &after {
            self.reached.insert(at.clone());
            match before.get(name) {
                Some((_, old)) => {
                    match (old["required"] == true, parameter["required"] == true) {
                        (false, true) => self.record(Class::Breaking, at, format!("the {name} is now required")),
                        (true, false) => self.record(
                            Class::Breaking,
                            at,
                            format!("the {name} is no longer required: its type changes"),
                        ),
                        _ => {}
                    }
                    self.deprecated(at, old, parameter);
                    self.schema(at, &old["schema"], &parameter["schema"], Direction::Request);
                    self.rest(
                        &format!("{at}/{}", escape(text(&parameter["name"]))),
                        old,
                        parameter,
                        &["required", "deprecated", "schema"],
                    );
                }
                None if parameter["required"] == true => {
                    self.record(Class::Breaking, &place, format!("the {name} is new and required"))
                }
                None => self.record(Class::Breaking, &place, format!("the {name} is new: the method takes one more")),
            }
        }
        let order = |operation: &Value| {
            operation["parameters"].as_array().into_iter().flatten().map(|it| it["name"].clone()).collect::<Vec<_>>()
        };
        let (mut one, mut other) = (order(old), order(new));
        let differ = one != other;
        one.sort_by_key(ToString::to_string);
        other.sort_by_key(ToString::to_string);
        if differ && one == other {
            self.record(Class::Editorial, &place, "the parameters stand in another order".to_owned());
        }
    }

    fn request(&mut self, place: &str, old: &Value, new: &Value) {
        let place = format!("{place}/requestBody");
        match (old.get("requestBody"), new.get("requestBody")) {
            (Some(before), Some(after)) => {
                let place = target(after).unwrap_or(&place).to_owned();
                self.reached.insert(place.clone());
                let (before, after) = (resolve(self.old, before), resolve(self.new, after));
                match (before["required"] == true, after["required"] == true) {
                    (false, true) => {
                        self.record(Class::Breaking, &place, "the request body is now required".to_owned())
                    }
                    (true, false) => {
                        self.record(Class::Additive, &place, "the request body is no longer required".to_owned())
                    }
                    _ => {}
                }
                self.content(&place, before, after, Direction::Request, Examples::Request);
                self.rest(&place, before, after, &["required", "content"]);
            }
            (Some(_), None) => self.record(Class::Breaking, &place, "the request body was removed".to_owned()),
            (None, Some(_)) => self.record(Class::Breaking, &place, "a request body is now taken".to_owned()),
            (None, None) => {}
        }
    }
}
