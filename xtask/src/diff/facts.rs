//! Compares prices (`x-price`), the polling of tasks (`x-task`), and deprecation.

use serde_json::Value;

use super::comparison::{Class, Comparison, text};
use super::rest::shown;

impl Comparison<'_> {
    pub(super) fn price(&mut self, place: &str, old: &Value, new: &Value) {
        let at = format!("{place}/x-price");
        self.rest(&at, old, new, &["credits", "purse", "since", "source", "notes", "earlier"]);
        // Dry runs print the dates, and the mock of an older edition uses them.
        let known = |price: &Value| ["since", "source", "earlier"].map(|key| price[key].clone());
        if known(old) != known(new) {
            self.record(Class::Other, &at, "where the price comes from, or since when it holds, changed".to_owned());
        }
        if old["notes"] != new["notes"] {
            self.record(Class::Editorial, &at, "the notes on the price changed".to_owned());
        }
        if (&old["credits"], &old["purse"]) == (&new["credits"], &new["purse"]) {
            return;
        }
        let described = |price: &Value| match price["credits"].as_u64() {
            Some(credits) => format!("{credits} {}", text(&price["purse"]).replace('_', " ")),
            None => "nothing that is known".to_owned(),
        };
        let dearer = new["credits"].as_u64() > old["credits"].as_u64() || old["purse"] != new["purse"];
        let class = if dearer { Class::Breaking } else { Class::Additive };
        self.record(class, &at, format!("the price was {}, and is {}", described(old), described(new)));
    }

    pub(super) fn task(&mut self, place: &str, old: &Value, new: &Value) {
        let place = format!("{place}/x-task");
        if old.is_null() != new.is_null() {
            let (class, text) = match new.is_null() {
                true => (Class::Breaking, "the answer no longer tells the state of a task"),
                false => (Class::Breaking, "the answer tells the state of a task: the family has a method more"),
            };
            return self.record(class, &place, text.to_owned());
        }
        let keys =
            |task: &Value| task.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let mut all = keys(old);
        all.extend(keys(new).into_iter().filter(|key| old.get(key).is_none()));
        for key in all {
            let (before, after) = (old.get(&key), new.get(&key));
            if before != after {
                // An old client may misread the state and wait forever.
                let class = match key.as_str() {
                    "pace_source" => Class::Editorial,
                    "pace" | "takes" => Class::Other,
                    _ => Class::Breaking,
                };
                let text = format!("the state of the task: {key} was {}, and is {}", shown(before), shown(after));
                self.record(class, &format!("{place}/{key}"), text);
            }
        }
    }

    pub(super) fn deprecated(&mut self, place: &str, old: &Value, new: &Value) {
        match (old["deprecated"] == true, new["deprecated"] == true) {
            (false, true) => {
                self.record(Class::Additive, &format!("{place}/deprecated"), "it is deprecated".to_owned())
            }
            (true, false) => {
                self.record(Class::Additive, &format!("{place}/deprecated"), "it is no longer deprecated".to_owned())
            }
            _ => {}
        }
    }
}
