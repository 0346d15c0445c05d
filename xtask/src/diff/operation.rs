//! The document and its operations, down to where schemas begin.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rest::shown;
use super::schema::Direction;
use super::{Class, Comparison, name, text};
use crate::document::{escape, operations, resolve, target};

/// Whose words the examples of a body are.
#[derive(Clone, Copy, PartialEq)]
enum Examples {
    Request,
    /// The mock answers with them, and a test may look for them.
    Answer,
}

impl Comparison<'_> {
    pub(super) fn document(&mut self) {
        let (old, new) = (self.old, self.new);
        self.rest("", old, new, &["info", "tags", "paths", "components", "servers", "security"]);
        self.rest("/info", &old["info"], &new["info"], &[]);
        for (key, what) in [("servers", "the address of the service"), ("security", "how a call says who makes it")] {
            if old.get(key) != new.get(key) {
                let text = format!("{what} was {}, and is {}", shown(old.get(key)), shown(new.get(key)));
                self.tell(Class::Breaking, &format!("/{key}"), text);
            }
        }
        self.families();
        self.operations();
        self.callbacks("", &old["components"], &new["components"]);
        let (before, after) = (&old["components"], &new["components"]);
        // What operations refer to is compared where they do.
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
            self.tell(Class::Breaking, "/components/securitySchemes", text);
        }
        self.unreached();
    }

    /// Components that differ though no operation was found to refer to them.
    fn unreached(&mut self) {
        for kind in ["schemas", "responses", "parameters", "headers", "examples", "requestBodies", "links"] {
            let list = |root: &Value| root["components"][kind].as_object().cloned().unwrap_or_default();
            let (before, after) = (list(self.old), list(self.new));
            for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
                let place = format!("/components/{kind}/{}", escape(name));
                let below = |pointer: &str| pointer == place || pointer.starts_with(&format!("{place}/"));
                let told = self.changes.iter().any(|change| below(&change.pointer)) || self.reached.contains(&place);
                if before.get(name) != after.get(name) && !told {
                    match (before.get(name), after.get(name)) {
                        (Some(_), None) => self.tell(Class::Other, &place, format!("{name} was removed")),
                        (None, _) => self.tell(Class::Additive, &place, format!("{name} is new")),
                        (Some(_), Some(_)) => self.tell(Class::Other, &place, format!("{name} changed")),
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
                self.tell(
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
                None => self.tell(Class::Additive, &place, format!("the family {} is new", text(&tag["name"]))),
            }
        }
        if !order.is_sorted() {
            self.tell(Class::Editorial, "/tags", "the families stand in another order".to_owned());
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
                self.tell(Class::Breaking, place, format!("{} was removed", name(operation)));
            }
        }
        for (place, operation) in &after {
            match before.get(place) {
                Some(old) => self.operation(place, old, operation),
                None => self.tell(Class::Additive, place, format!("{} is new", name(operation))),
            }
        }
        let order = |root| operations(root).map(|(path, method, _)| (path, method)).collect::<Vec<_>>();
        let both = |one: &[(&str, &str)], other: &[(&str, &str)]| -> Vec<String> {
            one.iter().filter(|it| other.contains(it)).map(|(path, method)| format!("{method} {path}")).collect()
        };
        let (one, other) = (order(old), order(new));
        if both(&one, &other) != both(&other, &one) {
            self.tell(Class::Editorial, "/paths", "the operations stand in another order".to_owned());
        }
        for (path, item) in new["paths"].as_object().into_iter().flatten() {
            // The methods and the parameters are compared with each operation.
            const KNOWN: [&str; 9] =
                ["get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters"];
            if let Some(before) = old["paths"].get(path) {
                self.rest(&format!("/paths/{}", escape(path)), before, item, &KNOWN);
            }
        }
    }

    fn operation(&mut self, place: &str, old: &Value, new: &Value) {
        if old["operationId"] != new["operationId"] {
            self.tell(Class::Breaking, place, format!("{} is now called {}", name(old), name(new)));
        }
        if old["tags"] != new["tags"] {
            let text = format!(
                "{} was in the family {}, and is in {}",
                name(new),
                text(&old["tags"][0]),
                text(&new["tags"][0])
            );
            self.tell(Class::Breaking, &format!("{place}/tags"), text);
        }
        if old["security"] != new["security"] {
            self.tell(
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

    pub(super) fn deprecated(&mut self, place: &str, old: &Value, new: &Value) {
        match (old["deprecated"] == true, new["deprecated"] == true) {
            (false, true) => self.tell(Class::Additive, &format!("{place}/deprecated"), "it is deprecated".to_owned()),
            (true, false) => {
                self.tell(Class::Additive, &format!("{place}/deprecated"), "it is no longer deprecated".to_owned())
            }
            _ => {}
        }
    }

    fn parameters(&mut self, place: &str, old: &Value, new: &Value) {
        let path = place.rsplit_once('/').map_or("", |(path, _)| path);
        let list = |root: &Value, operation: &Value| -> BTreeMap<String, (String, Value)> {
            let shared = root.pointer(path).and_then(|item| item["parameters"].as_array()).into_iter().flatten();
            let own = operation["parameters"].as_array().into_iter().flatten();
            // Those of the operation replace those of the path.
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
            self.tell(Class::Breaking, &place, format!("the {name} was removed"));
        }
        for (name, (at, parameter)) in &after {
            self.reached.insert(at.clone());
            match before.get(name) {
                Some((_, old)) => {
                    match (old["required"] == true, parameter["required"] == true) {
                        (false, true) => self.tell(Class::Breaking, at, format!("the {name} is now required")),
                        (true, false) => self.tell(
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
                    self.tell(Class::Breaking, &place, format!("the {name} is new and required"))
                }
                None => self.tell(Class::Breaking, &place, format!("the {name} is new: the method takes one more")),
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
            self.tell(Class::Editorial, &place, "the parameters stand in another order".to_owned());
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
                    (false, true) => self.tell(Class::Breaking, &place, "the request body is now required".to_owned()),
                    (true, false) => {
                        self.tell(Class::Additive, &place, "the request body is no longer required".to_owned())
                    }
                    _ => {}
                }
                self.content(&place, before, after, Direction::Request, Examples::Request);
                self.rest(&place, before, after, &["required", "content"]);
            }
            (Some(_), None) => self.tell(Class::Breaking, &place, "the request body was removed".to_owned()),
            (None, Some(_)) => self.tell(Class::Breaking, &place, "a request body is now taken".to_owned()),
            (None, None) => {}
        }
    }

    fn answers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |operation: &Value| operation["responses"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for status in before.keys().filter(|status| !after.contains_key(*status)) {
            let place = format!("{place}/responses/{status}");
            self.tell(Class::Breaking, &place, format!("the answer {status} was removed"));
        }
        for (status, response) in &after {
            let own = format!("{place}/responses/{status}");
            let place = target(response).unwrap_or(&own).to_owned();
            match before.get(status) {
                Some(old) => {
                    if target(old) != target(response) {
                        let text = format!("the answer {status} was {}, and is {}", referred(old), referred(response));
                        self.tell(Class::Other, &own, text);
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
                    self.tell(Class::Additive, &own, format!("the answer {status} is new"));
                }
            }
        }
    }

    /// A link decides what a method gives: a task, or what a call that costs was answered.
    fn links(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |response: &Value| response["links"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
            let place = format!("{place}/links/{}", escape(name));
            match (before.get(name), after.get(name)) {
                (Some(_), None) => self.tell(
                    Class::Breaking,
                    &place,
                    format!("the link {name} was removed: what the call started is no longer told"),
                ),
                (None, _) => self.tell(
                    Class::Breaking,
                    &place,
                    format!("the link {name} is new: the method gives something else"),
                ),
                (Some(old), Some(new)) => {
                    let what = |link: &Value| (link["operationId"].clone(), link["parameters"].clone());
                    if what(old) != what(new) {
                        let text =
                            format!("the link {name} led to {}, and leads to {}", shown(Some(old)), shown(Some(new)));
                        self.tell(Class::Breaking, &place, text);
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
            self.tell(
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
                        self.tell(
                            Class::Other,
                            &own,
                            format!("the header {name} was {}, and is {}", referred(old), referred(header)),
                        );
                    }
                    let (old, new) = (resolve(self.old, old), resolve(self.new, header));
                    self.schema(&format!("{at}/schema"), &old["schema"], &new["schema"], Direction::Answer);
                    self.rest(&at, old, new, &["schema"]);
                }
                None => self.tell(Class::Additive, &own, format!("the header {name} is new")),
            }
        }
    }

    /// The callbacks of an operation, or those among the components.
    fn callbacks(&mut self, place: &str, old: &Value, new: &Value) {
        let place = if place.is_empty() { "/components" } else { place };
        let list = |holder: &Value| holder["callbacks"].as_object().cloned().unwrap_or_default();
        let (before, after) = (list(old), list(new));
        for (name, callback) in &before {
            let at = format!("{place}/callbacks/{}", escape(name));
            let Some(now) = after.get(name) else {
                self.tell(Class::Breaking, &at, format!("the callback {name} was removed"));
                continue;
            };
            if target(callback) != target(now) {
                self.tell(
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
                        self.tell(Class::Breaking, &at, format!("where {name} is sent, or how, changed"));
                    }
                    continue;
                };
                let at = format!("{at}/{}/post", escape(address));
                // The service writes it, and the client reads.
                let (before, after) = (resolve(self.old, &old["requestBody"]), resolve(self.new, &new["requestBody"]));
                self.content(&format!("{at}/requestBody"), before, after, Direction::Answer, Examples::Answer);
                self.rest(&format!("{at}/requestBody"), before, after, &["content"]);
                self.rest(&at, old, new, &["requestBody", "parameters"]);
                self.callback_headers(&at, old, new);
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            self.tell(
                Class::Additive,
                &format!("{place}/callbacks/{}", escape(name)),
                format!("the callback {name} is new"),
            );
        }
    }

    /// What an event brings along beside its body, such as its signature.
    fn callback_headers(&mut self, place: &str, old: &Value, new: &Value) {
        let list = |root: &Value, operation: &Value| -> BTreeMap<String, Value> {
            let parameters = operation["parameters"].as_array().into_iter().flatten().map(|it| resolve(root, it));
            parameters.map(|it| (format!("{} {}", text(&it["in"]), text(&it["name"])), it.clone())).collect()
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        for (name, parameter) in &before {
            let at = format!("{place}/parameters");
            match after.get(name) {
                None => self.tell(Class::Breaking, &at, format!("the {name} of the event was removed")),
                Some(now) => {
                    if parameter["required"] == true && now["required"] != true {
                        self.tell(Class::Breaking, &at, format!("the {name} of the event may be missing"));
                    }
                    self.schema(&at, &parameter["schema"], &now["schema"], Direction::Answer);
                    self.rest(&format!("{at}/{}", escape(name)), parameter, now, &["required", "schema"]);
                }
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            self.tell(Class::Additive, &format!("{place}/parameters"), format!("the {name} of the event is new"));
        }
    }

    fn content(&mut self, place: &str, old: &Value, new: &Value, direction: Direction, whose: Examples) {
        let media = |body: &Value| body["content"].as_object().cloned().unwrap_or_default();
        let (before, after) = (media(old), media(new));
        for kind in before.keys().filter(|kind| !after.contains_key(*kind)) {
            self.tell(Class::Breaking, &format!("{place}/content"), format!("it is no longer written as {kind}"));
        }
        for (kind, new) in &after {
            let place = format!("{place}/content/{}", escape(kind));
            let Some(old) = before.get(kind) else {
                let class = if before.is_empty() { Class::Breaking } else { Class::Additive };
                self.tell(class, &place, format!("it can be written as {kind}"));
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
                None => self.tell(class, &at, format!("{what} {name} was removed")),
                Some(now) => {
                    if example["value"] != now["value"] {
                        let text = match (words(&example["value"]), words(&now["value"])) {
                            (Some(before), Some(after)) if before != after => {
                                format!("{what} {name} said {before:?}, and says {after:?}")
                            }
                            _ => format!("{what} {name} changed"),
                        };
                        self.tell(class, &at, text);
                    }
                    self.rest(&at, example, now, &["value"]);
                }
            }
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            let class = if whose == Examples::Request { Class::Editorial } else { Class::Additive };
            self.tell(class, &format!("{place}/examples/{}", escape(name)), format!("{what} {name} is new"));
        }
        let order = |list: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>| {
            list.keys().filter(|name| other.contains_key(*name)).cloned().collect::<Vec<_>>()
        };
        if order(&before, &after) != order(&after, &before) {
            self.tell(
                class,
                &format!("{place}/examples"),
                "the examples stand in another order, and the first is the usual one".to_owned(),
            );
        }
    }

    pub(super) fn price(&mut self, place: &str, old: &Value, new: &Value) {
        let at = format!("{place}/x-price");
        self.rest(&at, old, new, &["credits", "purse", "source", "notes"]);
        if (&old["source"], &old["notes"]) != (&new["source"], &new["notes"]) {
            self.tell(Class::Editorial, &at, "where the price comes from changed".to_owned());
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

    fn task(&mut self, place: &str, old: &Value, new: &Value) {
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
}

/// The text of an error.
fn words(value: &Value) -> Option<&str> {
    ["error", "message"].iter().find_map(|key| value[key].as_str())
}

/// What a reference leads to, or that there is none.
fn referred(value: &Value) -> &str {
    target(value).and_then(|target| target.rsplit('/').next()).unwrap_or("written out here")
}

/// Where a callback is sent to, and by which methods.
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
