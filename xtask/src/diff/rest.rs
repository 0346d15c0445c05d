//! Reports differences that no rule knows, so that none is missed.

use serde_json::Value;

use super::comparison::{Class, Comparison};
use crate::document::{escape, target};

impl Comparison<'_> {
    /// Reports every differing key, except the `known` ones, which are compared elsewhere.
    pub(super) fn rest(&mut self, place: &str, old: &Value, new: &Value, known: &[&str]) {
        let keys =
            |value: &Value| value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let mut all = keys(old);
        all.extend(keys(new).into_iter().filter(|key| old.get(key).is_none()));
        for key in all.iter().filter(|key| !known.contains(&key.as_str())) {
            let (before, after) = (old.get(key), new.get(key));
            if before == after {
                continue;
            }
            let place = format!("{place}/{}", escape(key));
            match key.as_str() {
                "summary" | "description" | "title" | "externalDocs" | "license" | "contact" | "termsOfService" => {
                    self.record(Class::Editorial, &place, format!("{key} changed"));
                }
                "x-source" => self.sources(&place, before, after),
                "x-messages" => {
                    self.record(Class::Other, &place, "the service's words for a refusal changed".to_owned())
                }
                _ => self.record(Class::Other, &place, format!("{key} was {}, and is {}", shown(before), shown(after))),
            }
        }
    }

    /// Compares the sources of a fact.
    fn sources(&mut self, place: &str, old: Option<&Value>, new: Option<&Value>) {
        let list = |sources: Option<&Value>| sources.and_then(Value::as_array).cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for source in before.iter().filter(|source| !after.contains(source)) {
            self.record(Class::Editorial, place, format!("the source {source} was taken away"));
        }
        for source in after.iter().filter(|source| !before.contains(source)) {
            self.record(Class::Editorial, place, format!("the source {source} is new"));
        }
        if before.len() == after.len() && before.iter().all(|source| after.contains(source)) {
            self.record(Class::Editorial, place, "the sources stand in another order".to_owned());
        }
    }
}

/// A value for a message, shortened.
pub(super) fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "not said".to_owned(), ToString::to_string);
    if text.chars().count() <= 120 { text } else { text.chars().take(119).chain(['…']).collect() }
}

/// The name of a referenced component, or that the schema is inline.
pub(super) fn referred(value: &Value) -> &str {
    target(value).and_then(|target| target.rsplit('/').next()).unwrap_or("written out here")
}
