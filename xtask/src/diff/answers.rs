//! Compares answers by status, with their links and headers.

use serde_json::Value;

use super::comparison::{Class, Comparison, Direction};
use super::content::Examples;
use super::rest::{referred, shown};
use crate::document::{escape, resolve, target};

impl Comparison<'_> {
    pub(super) fn answers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |operation: &Value| operation["responses"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for status in before.keys().filter(|status| !after.contains_key(*status)) {
            let place = format!("{place}/responses/{status}");
            self.record(Class::Breaking, &place, format!("the answer {status} was removed"));
        }
        for (status, response) in &after {
            let own = format!("{place}/responses/{status}");
            let place = target(response).unwrap_or(&own).to_owned();
            match before.get(status) {
                Some(old) => {
                    if target(old) != target(response) {
                        let text = format!("the answer {status} was {}, and is {}", referred(old), referred(response));
                        self.record(Class::Other, &own, text);
                    }
                    if target(response).is_some()
                        && !self.reached.insert(place.clone())
                        && target(old) == target(response)
                    {
                        continue;
                    }
                    let (old, new) = (resolve(self.old, old), resolve(self.new, response));
                    self.content(&place, old, new, Direction::Answer, Examples::Answer);
                    self.links(&place, old, new);
                    self.headers(&place, old, new);
                    self.rest(&place, old, new, &["content", "links", "headers"]);
                }
                None => {
                    self.reached.insert(place);
                    self.record(Class::Additive, &own, format!("the answer {status} is new"));
                }
            }
        }
    }

    /// Compares links, which decide whether a method returns a task or an answer.
    fn links(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |response: &Value| response["links"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
            let place = format!("{place}/links/{}", escape(name));
            match (before.get(name), after.get(name)) {
                (Some(_), None) => self.record(
                    Class::Breaking,
                    &place,
                    format!("the link {name} was removed: what the call started is no longer told"),
                ),
                (None, _) => self.record(
                    Class::Breaking,
                    &place,
                    format!("the link {name} is new: the method gives something else"),
                ),
                (Some(old), Some(new)) => {
                    let what = |link: &Value| (link["operationId"].clone(), link["parameters"].clone());
                    if what(old) != what(new) {
                        let text =
                            format!("the link {name} led to {}, and leads to {}", shown(Some(old)), shown(Some(new)));
                        self.record(Class::Breaking, &place, text);
                    }
                    self.rest(&place, old, new, &["operationId", "parameters"]);
                }
            }
        }
    }

    fn headers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |response: &Value| response["headers"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.record(
                Class::Breaking,
                &format!("{place}/headers/{}", escape(name)),
                format!("the header {name} was removed"),
            );
        }
        for (name, header) in &after {
            let own = format!("{place}/headers/{}", escape(name));
            let at = target(header).unwrap_or(&own).to_owned();
            match before.get(name) {
                Some(old) => {
                    self.reached.insert(at.clone());
                    if target(old) != target(header) {
                        self.record(
                            Class::Other,
                            &own,
                            format!("the header {name} was {}, and is {}", referred(old), referred(header)),
                        );
                    }
                    let (old, new) = (resolve(self.old, old), resolve(self.new, header));
                    self.schema(&format!("{at}/schema"), &old["schema"], &new["schema"], Direction::Answer);
                    self.rest(&at, old, new, &["schema"]);
                }
                None => self.record(Class::Additive, &own, format!("the header {name} is new")),
            }
        }
    }
}
