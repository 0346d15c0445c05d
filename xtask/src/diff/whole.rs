//! Compares the document as a whole: its top-level keys, families and operations, and the components that no operation refers to.

use std::collections::BTreeMap;

use serde_json::Value;

use super::comparison::{Class, Comparison, name, text};
use super::rest::shown;
use crate::document::{escape, operations};

impl Comparison<'_> {
    pub(super) fn document(&mut self) {
        let (old, new) = (self.old, self.new);
        self.rest("", old, new, &["info", "tags", "paths", "components", "servers", "security"]);
        self.rest("/info", &old["info"], &new["info"], &[]);
        for (key, what) in [("servers", "the address of the service"), ("security", "how a call says who makes it")] {
            if old.get(key) != new.get(key) {
                let text = format!("{what} was {}, and is {}", shown(old.get(key)), shown(new.get(key)));
                self.record(Class::Breaking, &format!("/{key}"), text);
            }
        }
        self.families();
        self.operations();
        self.callbacks("", &old["components"], &new["components"]);
        let (before, after) = (&old["components"], &new["components"]);
        // Components are compared where operations refer to them.
        self.rest(
            "/components",
            before,
            after,
            &[
                "schemas",
                "responses",
                "parameters",
                "headers",
                "callbacks",
                "examples",
                "requestBodies",
                "links",
                "securitySchemes",
            ],
        );
        if before.get("securitySchemes") != after.get("securitySchemes") {
            let schemes = |components: &Value| shown(components.get("securitySchemes"));
            let text = format!("how a call says who makes it was {}, and is {}", schemes(before), schemes(after));
            self.record(Class::Breaking, "/components/securitySchemes", text);
        }
        self.unreached();
    }

    /// Compares components that no operation refers to.
    fn unreached(&mut self) {
        for kind in ["schemas", "responses", "parameters", "headers", "examples", "requestBodies", "links"] {
            let list = |root: &Value| root["components"][kind].as_object().cloned().unwrap_or_default();
            let (before, after) = (list(self.old), list(self.new));
            for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
                let place = format!("/components/{kind}/{}", escape(name));
                let below = |pointer: &str| pointer == place || pointer.starts_with(&format!("{place}/"));
                let described =
                    self.changes.iter().any(|change| below(&change.pointer)) || self.reached.contains(&place);
                if before.get(name) != after.get(name) && !described {
                    match (before.get(name), after.get(name)) {
                        (Some(_), None) => self.record(Class::Other, &place, format!("{name} was removed")),
                        (None, _) => self.record(Class::Additive, &place, format!("{name} is new")),
                        (Some(_), Some(_)) => self.record(Class::Other, &place, format!("{name} changed")),
                    }
                }
            }
        }
    }

    fn families(&mut self) {
        let list = |root: &Value| -> Vec<Value> { root["tags"].as_array().cloned().unwrap_or_default() };
        let (before, after) = (list(self.old), list(self.new));
        let find = |tags: &[Value], name: &Value| tags.iter().position(|tag| tag["name"] == *name);
        for (index, tag) in before.iter().enumerate() {
            if find(&after, &tag["name"]).is_none() {
                self.record(
                    Class::Breaking,
                    &format!("/tags/{index}"),
                    format!("the family {} was removed", text(&tag["name"])),
                );
            }
        }
        let mut order = Vec::new();
        for (index, tag) in after.iter().enumerate() {
            let place = format!("/tags/{index}");
            match find(&before, &tag["name"]) {
                Some(old) => {
                    order.push(old);
                    self.rest(&place, &before[old], tag, &["name"]);
                }
                None => self.record(Class::Additive, &place, format!("the family {} is new", text(&tag["name"]))),
            }
        }
        if !order.is_sorted() {
            self.record(Class::Editorial, "/tags", "the families stand in another order".to_owned());
        }
    }

    fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let by_place = |root| -> BTreeMap<String, &Value> {
            operations(root)
                .map(|(path, method, operation)| (format!("/paths/{}/{method}", escape(path)), operation))
                .collect()
        };
        let (before, after) = (by_place(old), by_place(new));
        for (place, operation) in &before {
            if !after.contains_key(place) {
                self.record(Class::Breaking, place, format!("{} was removed", name(operation)));
            }
        }
        for (place, operation) in &after {
            match before.get(place) {
                Some(old) => self.operation(place, old, operation),
                None => self.record(Class::Additive, place, format!("{} is new", name(operation))),
            }
        }
        let order = |root| operations(root).map(|(path, method, _)| (path, method)).collect::<Vec<_>>();
        let both = |one: &[(&str, &str)], other: &[(&str, &str)]| -> Vec<String> {
            one.iter().filter(|it| other.contains(it)).map(|(path, method)| format!("{method} {path}")).collect()
        };
        let (one, other) = (order(old), order(new));
        if both(&one, &other) != both(&other, &one) {
            self.record(Class::Editorial, "/paths", "the operations stand in another order".to_owned());
        }
        for (path, item) in new["paths"].as_object().into_iter().flatten() {
            // Methods and parameters are compared with each operation.
            const KNOWN: [&str; 9] =
                ["get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters"];
            if let Some(before) = old["paths"].get(path) {
                self.rest(&format!("/paths/{}", escape(path)), before, item, &KNOWN);
            }
        }
    }
}
