//! Compares bodies: media types, schema and examples.

use serde_json::Value;

use super::comparison::{Class, Comparison, Direction};
use crate::document::{escape, resolve};

/// Who wrote the examples of a body.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Examples {
    Request,
    /// The service's; the mock answers with them, so tests may rely on them.
    Answer,
}

impl Comparison<'_> {
    pub(super) fn content(&mut self, place: &str, old: &Value, new: &Value, direction: Direction, whose: Examples) {
        let media = |body: &Value| body["content"].as_object().cloned().unwrap_or_default();
        let (before, after) = (media(old), media(new));
        for kind in before.keys().filter(|kind| !after.contains_key(*kind)) {
            self.record(Class::Breaking, &format!("{place}/content"), format!("it is no longer written as {kind}"));
        }
        for (kind, new) in &after {
            let place = format!("{place}/content/{}", escape(kind));
            let Some(old) = before.get(kind) else {
                let class = if before.is_empty() { Class::Breaking } else { Class::Additive };
                self.record(class, &place, format!("it can be written as {kind}"));
                continue;
            };
            self.schema(&format!("{place}/schema"), &old["schema"], &new["schema"], direction);
            self.examples(&place, old, new, whose);
            self.rest(&place, old, new, &["schema", "examples"]);
        }
    }

    fn examples(&mut self, place: &str, old: &Value, new: &Value, whose: Examples) {
        let list = |root: &Value, media: &Value| -> serde_json::Map<String, Value> {
            let all = media["examples"].as_object().into_iter().flatten();
            all.map(|(name, example)| (name.clone(), resolve(root, example).clone())).collect()
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        let (what, class) = match whose {
            Examples::Request => ("the example", Class::Editorial),
            Examples::Answer => ("the documented answer", Class::Other),
        };
        for (name, example) in &before {
            let at = format!("{place}/examples/{}", escape(name));
            match after.get(name) {
                None => self.record(class, &at, format!("{what} {name} was removed")),
                Some(now) => {
                    if example["value"] != now["value"] {
                        let text = match (words(&example["value"]), words(&now["value"])) {
                            (Some(before), Some(after)) if before != after => {
                                format!("{what} {name} said {before:?}, and says {after:?}")
                            }
                            _ => format!("{what} {name} changed"),
                        };
                        self.record(class, &at, text);
                    }
                    self.rest(&at, example, now, &["value"]);
                }
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            let class = if whose == Examples::Request { Class::Editorial } else { Class::Additive };
            self.record(class, &format!("{place}/examples/{}", escape(name)), format!("{what} {name} is new"));
        }
        let order = |list: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>| {
            list.keys().filter(|name| other.contains_key(*name)).cloned().collect::<Vec<_>>()
        };
        if order(&before, &after) != order(&after, &before) {
            self.record(
                class,
                &format!("{place}/examples"),
                "the examples stand in another order, and the first is the usual one".to_owned(),
            );
        }
    }
}

/// The text of an error.
fn words(value: &Value) -> Option<&str> {
    ["error", "message"].iter().find_map(|key| value[key].as_str())
}
