//! Compares callbacks.

use std::collections::BTreeMap;

use serde_json::Value;

use super::comparison::{Class, Comparison, Direction, text};
use super::content::Examples;
use super::rest::referred;
use crate::document::{escape, resolve, target};

impl Comparison<'_> {
    /// Compares the callbacks of an operation, or of the components.
    pub(super) fn callbacks(&mut self, place: &str, old: &Value, new: &Value) {
        let place = if place.is_empty() { "/components" } else { place };
        let list = |holder: &Value| holder["callbacks"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for (name, callback) in &before {
            let at = format!("{place}/callbacks/{}", escape(name));
            let Some(now) = after.get(name) else {
                self.record(Class::Breaking, &at, format!("the callback {name} was removed"));
                continue;
            };
            if target(callback) != target(now) {
                self.record(
                    Class::Breaking,
                    &at,
                    format!("the callback {name} was {}, and is {}", referred(callback), referred(now)),
                );
            }
            let (callback, now) = (resolve(self.old, callback), resolve(self.new, now));
            let at = target(now).unwrap_or(&at).to_owned();
            self.rest(&at, &addresses(callback), &addresses(now), &[]);
            for (address, item) in callback.as_object().into_iter().flatten() {
                let (Some(old), Some(new)) = (item.get("post"), now.get(address).and_then(|item| item.get("post")))
                else {
                    if item != &now[address] {
                        self.record(Class::Breaking, &at, format!("where {name} is sent, or how, changed"));
                    }
                    continue;
                };
                let at = format!("{at}/{}/post", escape(address));
                // The service writes the body of a callback.
                let (before, after) = (resolve(self.old, &old["requestBody"]), resolve(self.new, &new["requestBody"]));
                self.content(&format!("{at}/requestBody"), before, after, Direction::Answer, Examples::Answer);
                self.rest(&format!("{at}/requestBody"), before, after, &["content"]);
                self.rest(&at, old, new, &["requestBody", "parameters"]);
                self.callback_headers(&at, old, new);
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            self.record(
                Class::Additive,
                &format!("{place}/callbacks/{}", escape(name)),
                format!("the callback {name} is new"),
            );
        }
    }

    /// Compares the headers of an event, such as its signature.
    fn callback_headers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |root: &Value, operation: &Value| -> BTreeMap<String, Value> {
            let parameters = operation["parameters"].as_array().into_iter().flatten().map(|it| resolve(root, it));
            parameters.map(|it| (format!("{} {}", text(&it["in"]), text(&it["name"])), it.clone())).collect()
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        for (name, parameter) in &before {
            let at = format!("{place}/parameters");
            match after.get(name) {
                None => self.record(Class::Breaking, &at, format!("the {name} of the event was removed")),
                Some(now) => {
                    if parameter["required"] == true && now["required"] != true {
                        self.record(Class::Breaking, &at, format!("the {name} of the event may be missing"));
                    }
                    self.schema(&at, &parameter["schema"], &now["schema"], Direction::Answer);
                    self.rest(&format!("{at}/{}", escape(name)), parameter, now, &["required", "schema"]);
                }
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            self.record(Class::Additive, &format!("{place}/parameters"), format!("the {name} of the event is new"));
        }
    }
}

/// The addresses of a callback, with their methods.
fn addresses(callback: &Value) -> Value {
    let methods = |item: &Value| {
        item.as_object().into_iter().flatten().map(|(key, _)| Value::from(key.as_str())).collect::<Value>()
    };
    callback
        .as_object()
        .into_iter()
        .flatten()
        .map(|(address, item)| (address.clone(), methods(item)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
