//! What the extensions say: what a call costs, and how an answer tells the state of a task; and what is deprecated.

use serde_json::Value;

use super::comparison::{Class, Comparison, text};
use super::rest::shown;

impl Comparison<'_> {
    pub(super) fn price(&mut self, place: &str, old: &Value, new: &Value) {
        let at = format!("{place}/x-price");
        self.rest(&at, old, new, &["credits", "purse", "since", "source", "notes", "earlier"]);
        // What a dry run tells, and which price a mock of an older edition takes.
        let known = |price: &Value| ["since", "source", "earlier"].map(|key| price[key].clone());
        if known(old) != known(new) {
            self.tell(Class::Other, &at, "where the price comes from, or since when it holds, changed".to_owned());
        }
        if old["notes"] != new["notes"] {
            self.tell(Class::Editorial, &at, "the notes on the price changed".to_owned());
        }
        if (&old["credits"], &old["purse"]) == (&new["credits"], &new["purse"]) {
            return;
        }
        let told = |price: &Value| match price["credits"].as_u64() {
            Some(credits) => format!("{credits} {}", text(&price["purse"]).replace('_', " ")),
            None => "nothing that is known".to_owned(),
        };
        let dearer = new["credits"].as_u64() > old["credits"].as_u64() || old["purse"] != new["purse"];
        let class = if dearer { Class::Breaking } else { Class::Additive };
        self.tell(class, &at, format!("the price was {}, and is {}", told(old), told(new)));
    }

    pub(super) fn task(&mut self, place: &str, old: &Value, new: &Value) {
        let place = format!("{place}/x-task");
        if old.is_null() != new.is_null() {
            let (class, text) = match new.is_null() {
                true => (Class::Breaking, "the answer no longer tells the state of a task"),
                false => (Class::Breaking, "the answer tells the state of a task: the family has a method more"),
            };
            return self.tell(class, &place, text.to_owned());
        }
        let keys =
            |task: &Value| task.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let mut all = keys(old);
        all.extend(keys(new).into_iter().filter(|key| old.get(key).is_none()));
        for key in all {
            let (before, after) = (old.get(&key), new.get(&key));
            if before != after {
                // A client that reads the state in the old way may wait for ever.
                let class = match key.as_str() {
                    "pace_source" => Class::Editorial,
                    "pace" | "takes" => Class::Other,
                    _ => Class::Breaking,
                };
                let text = format!("the state of the task: {key} was {}, and is {}", shown(before), shown(after));
                self.tell(class, &format!("{place}/{key}"), text);
            }
        }
    }

    pub(super) fn deprecated(&mut self, place: &str, old: &Value, new: &Value) {
        match (old["deprecated"] == true, new["deprecated"] == true) {
            (false, true) => self.tell(Class::Additive, &format!("{place}/deprecated"), "it is deprecated".to_owned()),
            (true, false) => {
                self.tell(Class::Additive, &format!("{place}/deprecated"), "it is no longer deprecated".to_owned())
            }
            _ => {}
        }
    }
}
