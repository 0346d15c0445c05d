//! What no rule knows: whatever else differs is told too, so that nothing is passed over.

use serde_json::Value;

use super::comparison::{Class, Comparison};
use crate::document::{escape, target};

impl Comparison<'_> {
    /// Tells of every key that differs and isn't one of those that are `known` to be compared elsewhere.
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
                    self.tell(Class::Editorial, &place, format!("{key} changed"));
                }
                "x-source" => self.sources(&place, before, after),
                "x-messages" => self.tell(Class::Other, &place, "the service's words for a refusal changed".to_owned()),
                _ => self.tell(Class::Other, &place, format!("{key} was {}, and is {}", shown(before), shown(after))),
            }
        }
    }

    /// Where a fact comes from: which sources were added, and which taken away.
    fn sources(&mut self, place: &str, old: Option<&Value>, new: Option<&Value>) {
        let list = |sources: Option<&Value>| sources.and_then(Value::as_array).cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for source in before.iter().filter(|source| !after.contains(source)) {
            self.tell(Class::Editorial, place, format!("the source {source} was taken away"));
        }
        for source in after.iter().filter(|source| !before.contains(source)) {
            self.tell(Class::Editorial, place, format!("the source {source} is new"));
        }
        if before.len() == after.len() && before.iter().all(|source| after.contains(source)) {
            self.tell(Class::Editorial, place, "the sources stand in another order".to_owned());
        }
    }
}

/// A value as it is told, cut where it is long.
pub(super) fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "not said".to_owned(), ToString::to_string);
    if text.chars().count() <= 120 { text } else { text.chars().take(119).chain(['…']).collect() }
}

/// What a reference leads to, or that there is none.
pub(super) fn referred(value: &Value) -> &str {
    target(value).and_then(|target| target.rsplit('/').next()).unwrap_or("written out here")
}
