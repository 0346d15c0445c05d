//! Client and mock draw the same lines, those of the document: a request just inside passes both, one just outside neither.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use contract_tests::{BODY, Example, Server, document, examples, fact, json_of, resolve};
use http::StatusCode;
use musicapi::ErrorKind;
use musicapi::facts::{Bound, Field, Form, Kind, Limit, Rule, When};
use musicapi_mock::{Service, Settings};
use openapi_mock::Handler as _;
use serde_json::{Value, json};

/// A body on one side of a line.
struct Case {
    example: Example,
    what: String,
    body: Value,
    /// The field and the keyword that it breaks; none if it is inside.
    breaks: Option<(String, &'static str)>,
    /// The service's words for that.
    words: Option<String>,
}

/// The examples of requests with a body that the service still takes.
fn bodies() -> Vec<Example> {
    examples().into_iter().filter(|example| example.body.is_some() && !example.is_retired()).collect()
}

/// One example for each form, and all cases around it.
fn cases() -> Vec<Case> {
    let (mut seen, mut cases) = (Vec::new(), Vec::new());
    let service = Service::new(Settings::default().with_credits(1_000_000)).unwrap();
    for example in bodies() {
        // What is retired has no lines any more.
        if service.handle(example.request()).status == StatusCode::GONE {
            continue;
        }
        let form = example.form().unwrap();
        if !seen.contains(&(example.operation.id(), form.name)) {
            seen.push((example.operation.id(), form.name));
            Around { example: &example, form, cases: &mut cases }.all();
        }
    }
    cases
}

/// The schema of a form.
fn schema(example: &Example, form: &Form) -> &'static Value {
    let whole = example.operation.value().pointer(&format!("{BODY}/schema")).unwrap();
    let whole = resolve(document(), whole);
    let mapped = form.name.and_then(|name| whole["discriminator"]["mapping"][name].as_str());
    mapped.map_or(whole, |target| document().value().pointer(target.trim_start_matches('#')).unwrap())
}

/// The documented message for a field's keyword, under a condition or without.
fn words(schema: &Value, field: &str, keyword: &str, when: Option<&When>) -> Option<String> {
    let narrow = |when: &When| {
        let branches =
            schema["allOf"].as_array().into_iter().flatten().flat_map(|all| all["anyOf"].as_array()).flatten();
        let mut fits = branches.filter(|branch| {
            let values = branch["properties"][when.field]["enum"].as_array().into_iter().flatten();
            values.into_iter().any(|value| when.values.contains(&value.as_str().unwrap_or_default()))
                && branch["properties"].get(field).is_some()
        });
        fits.next().map(|branch| &branch["properties"][field])
    };
    let message = match when {
        Some(when) => &narrow(when)?["x-messages"][keyword],
        None if keyword == "required" => &schema["x-messages"]["required"][field],
        None => &resolve(document(), &schema["properties"][field])["x-messages"][keyword],
    };
    // Of words by edition the newest come first.
    message.as_str().or_else(|| message.pointer("/0/text")?.as_str()).map(str::to_owned)
}

/// The field whose number this one's must be greater than.
fn above(field: &Field) -> Option<&'static str> {
    field.limits.iter().find_map(|limit| if let Bound::Above(other) = limit.bound { Some(other) } else { None })
}

struct Around<'a> {
    example: &'a Example,
    form: &'static Form,
    cases: &'a mut Vec<Case>,
}

impl Around<'_> {
    fn all(&mut self) {
        for field in self.form.fields {
            for limit in field.limits {
                self.limit(field, limit);
            }
            self.kind(field);
            if field.required {
                self.without(self.body(), field.name, "a required field is missing");
            }
        }
        self.form.rules.iter().for_each(|rule| self.rule(rule));
        if let Some(tag) = fact(self.example.operation).tag {
            for value in [json!("sing"), json!(7), Value::Null, json!("")] {
                let mut body = self.body();
                body[tag.field] = value;
                self.outside("the tag is not known".to_owned(), body, (tag.field, "discriminator"), None);
            }
            if tag.default.is_none() {
                let mut body = self.body();
                body.as_object_mut().unwrap().remove(tag.field);
                self.outside("the tag is missing".to_owned(), body, (tag.field, "discriminator"), None);
            }
        }
    }

    fn body(&self) -> Value {
        self.example.body.clone().unwrap()
    }

    fn field(&self, name: &str) -> &'static Field {
        self.form.fields.iter().find(|field| field.name == name).unwrap()
    }

    /// A value that the field takes: that of the example, or a short one.
    fn valid(&self, name: &str) -> Value {
        self.body().get(name).cloned().unwrap_or_else(|| match self.field(name).kind {
            // A clip must be one that there is.
            Kind::Text if name.ends_with("clip_id") => self.elsewhere(name),
            Kind::Text => json!("x"),
            Kind::Choice(words) => json!(words[0]),
            // The end of a section is after its start.
            Kind::Number | Kind::Integer if above(self.field(name)).is_some() => json!(2),
            Kind::Number | Kind::Integer => json!(1),
            Kind::Flag => json!(true),
            Kind::List(_) => json!([]),
            Kind::Other => json!({}),
        })
    }

    /// The value that another example of the operation has.
    fn elsewhere(&self, name: &str) -> Value {
        let of_operation = |example: &Example| example.operation.id() == self.example.operation.id();
        examples().into_iter().filter(of_operation).find_map(|example| example.body?.get(name).cloned()).unwrap()
    }

    fn limit(&mut self, field: &Field, limit: &Limit) {
        let same = |other: &&Limit| std::mem::discriminant(&other.bound) == std::mem::discriminant(&limit.bound);
        let narrower: Vec<When> = field.limits.iter().filter(same).filter_map(|other| other.when).collect();
        // The values of the other field under which this very limit is the one that holds.
        let settings: Vec<Option<(&str, &str)>> = match (&limit.when, narrower.first()) {
            (Some(when), _) => when.values.iter().map(|value| Some((when.field, *value))).collect(),
            (None, Some(when)) => {
                let Kind::Choice(words) = self.field(when.field).kind else { panic!("{} is no list", when.field) };
                let is_free = |word: &&&str| !narrower.iter().any(|when| when.values.contains(word));
                words.iter().filter(is_free).map(|word| Some((when.field, *word))).collect()
            }
            (None, None) => vec![None],
        };
        assert!(!settings.is_empty(), "{}: {limit:?} can never hold", field.name);
        let is_address =
            resolve(document(), &schema(self.example, self.form)["properties"][field.name])["format"] == "uri";
        let start = if is_address { "https://example.com/" } else { "" };
        let letter = if is_address { "u" } else { "ü" };
        let text = |length: u64| json!(format!("{start}{}", letter.repeat(length as usize - start.len())));
        let item = self.valid(field.name).get(0).cloned().unwrap_or(json!("x"));
        let list = |length: u64| json!(vec![item.clone(); length as usize]);
        let step = if field.kind == Kind::Integer { 1.0 } else { 0.01 };
        let (inside, outside, keyword) = match limit.bound {
            Bound::MinLength(bound) => (text(bound), text(bound - 1), "minLength"),
            Bound::MaxLength(bound) => (text(bound), text(bound + 1), "maxLength"),
            Bound::Minimum(bound) => (json!(bound), json!(bound - step), "minimum"),
            Bound::Maximum(bound) => (json!(bound), json!(bound + step), "maximum"),
            Bound::MinItems(bound) => (list(bound), list(bound - 1), "minItems"),
            Bound::MaxItems(bound) => (list(bound), list(bound + 1), "maxItems"),
            Bound::WebAddress => (json!("https://example.com/x.mp3"), json!("file:///x.mp3"), "pattern"),
            Bound::Above(_) => (json!(10.0 + step), json!(10), "exclusiveMinimum"),
        };
        for setting in settings {
            let mut body = self.body();
            if let Some((other, value)) = setting {
                body[other] = json!(value);
            }
            if let Some(other) = above(field) {
                body[other] = json!(10);
            }
            body[field.name] = inside.clone();
            self.inside(format!("{} at its {keyword} with {setting:?}", field.name), body.clone());
            body[field.name] = outside.clone();
            let words = words(schema(self.example, self.form), field.name, keyword, limit.when.as_ref());
            self.outside(
                format!("{} beyond its {keyword} with {setting:?}", field.name),
                body,
                (field.name, keyword),
                words,
            );
        }
    }

    /// Nothing of what a rule asks for is outside, each alternative inside, and an alternative without one of its fields outside.
    fn rule(&mut self, rule: &Rule) {
        let mut settings: Vec<Option<(&str, Option<&str>)>> = vec![None];
        if let Some(when) = rule.when {
            settings = when.values.iter().map(|value| Some((when.field, Some(*value)))).collect();
            settings.extend(when.or_absent.then_some(Some((when.field, None))));
        }
        for setting in settings {
            let mut bare = self.body();
            let members = bare.as_object_mut().unwrap();
            for field in rule.require.iter().copied().flatten() {
                members.remove(*field);
            }
            match setting {
                Some((field, None)) => drop(members.remove(field)),
                Some((field, Some(value))) => {
                    members.insert(field.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| json!(value)));
                }
                None => {}
            }
            let why = format!("with {setting:?}, of {:?}", rule.require);
            self.without(bare.clone(), rule.require[0][0], &why);
            for alternative in rule.require {
                let mut body = bare.clone();
                for field in *alternative {
                    body[*field] = self.valid(field);
                }
                for field in alternative.iter().filter(|_| alternative.len() > 1) {
                    self.without(body.clone(), field, &why);
                }
                self.inside(format!("{why} there is {alternative:?}"), body);
            }
            if let Some(unless) = rule.unless {
                let mut body = bare.clone();
                body[unless.field] = serde_json::from_str(unless.values[0]).unwrap_or_else(|_| json!(unless.values[0]));
                self.inside(format!("{why} nothing, but {unless:?}"), body);
            }
            if rule.exclusive {
                let mut body = bare;
                for field in rule.require.iter().copied().flatten() {
                    body[*field] = self.valid(field);
                }
                let last = rule.require.last().unwrap()[0];
                self.outside(format!("{why} all of them"), body, (last, "oneOf"), None);
            }
        }
    }

    /// Adds what the rules ask for.
    fn satisfy(&self, body: &mut Value) {
        for rule in self.form.rules {
            let holds = rule.when.is_none_or(|when| {
                let value = body.get(when.field).map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
                value.map_or(when.or_absent, |value| when.values.contains(&value.as_str()))
            });
            let is_met = |alternative: &&&[&str]| alternative.iter().all(|field| body.get(*field).is_some());
            if holds && !rule.require.iter().any(|alternative| is_met(&alternative)) {
                rule.require[0].iter().for_each(|field| body[*field] = self.valid(field));
            }
        }
    }

    fn kind(&mut self, field: &Field) {
        let whole = schema(self.example, self.form);
        for value in [json!(true), json!(1), json!(1.5), json!("x"), json!([]), json!({}), Value::Null] {
            let fits = match field.kind {
                Kind::Text | Kind::Choice(_) => value.is_string(),
                Kind::Number => value.is_number(),
                Kind::Integer => value.is_i64(),
                Kind::Flag => value.is_boolean(),
                Kind::List(_) => value.is_array(),
                Kind::Other => true,
            };
            if !fits {
                let mut body = self.body();
                body[field.name] = value.clone();
                let words = words(whole, field.name, "type", None);
                self.outside(format!("{} is {value}", field.name), body, (field.name, "type"), words);
            }
        }
        if let Kind::Choice(choices) = field.kind {
            for choice in choices {
                let mut body = self.body();
                body[field.name] = json!(choice);
                self.satisfy(&mut body);
                self.inside(format!("{} is {choice}", field.name), body);
            }
            for wrong in ["", "x", &choices[0].to_uppercase(), &format!("{} ", choices[0])] {
                let mut body = self.body();
                body[field.name] = json!(wrong);
                let words = words(whole, field.name, "enum", None);
                self.outside(format!("{} is {wrong:?}", field.name), body, (field.name, "enum"), words);
            }
        }
    }

    fn without(&mut self, mut body: Value, name: &str, why: &str) {
        body.as_object_mut().unwrap().remove(name);
        let words = words(schema(self.example, self.form), name, "required", None);
        self.outside(format!("{why}: {name}"), body, (name, "required"), words);
    }

    fn inside(&mut self, what: String, body: Value) {
        self.cases.push(Case { example: self.example.clone(), what, body, breaks: None, words: None });
    }

    fn outside(&mut self, what: String, body: Value, (field, keyword): (&str, &'static str), words: Option<String>) {
        let breaks = Some((field.to_owned(), keyword));
        self.cases.push(Case { example: self.example.clone(), what, body, breaks, words });
    }
}

#[test]
fn client_and_mock_draw_the_same_lines_and_only_what_passes_is_charged() {
    let service = Service::new(Settings::default().with_credits(1_000_000)).unwrap();
    let (mut inside, mut outside, mut in_words, mut faults) = (0, 0, 0, Vec::new());
    for Case { example, what, body, breaks, words } in cases() {
        let form = example.form().unwrap();
        let name = format!("{:?}: {what}", form.name);
        let (_, violations) = musicapi::check(fact(example.operation), &body);
        let before = service.balance("mock-key").unwrap().total();
        let reply = service.handle(contract_tests::request(example.operation, Some(&body)));
        let charged = before - service.balance("mock-key").unwrap().total();
        let price = example.price_of(&body);
        let Some((field, keyword)) = breaks else {
            inside += 1;
            if !violations.is_empty() || (reply.status, charged) != (StatusCode::OK, price) {
                faults.push(format!("{name} is inside: {violations:?}, {} {:?}, {charged}", reply.status, reply.body));
            }
            continue;
        };
        outside += 1;
        let told: Vec<_> = violations.iter().map(|it| (it.field.as_str(), it.rule)).collect();
        if !told.contains(&(field.as_str(), keyword)) {
            faults.push(format!("{name}: the client's check tells {told:?}, not {field} {keyword}"));
        }
        if (reply.status, charged) != (StatusCode::BAD_REQUEST, 0) {
            faults.push(format!("{name}: the mock answers {} and takes {charged}", reply.status));
            continue;
        }
        let said = json_of(&reply)["error"].as_str().unwrap().to_owned();
        match words {
            Some(words) if words != said => faults.push(format!("{name}: the mock says {said:?}, not {words:?}")),
            Some(_) => in_words += 1,
            None if said.is_empty() => faults.push(format!("{name}: the mock says nothing")),
            None => {}
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), inside + outside, faults.join("\n"));
    assert!(inside > 100 && outside > 200 && in_words > 50, "{inside} inside, {outside} outside, {in_words} in words");
}

#[test]
fn every_documented_message_is_said_of_something() {
    let said: Vec<String> = cases().into_iter().filter_map(|case| case.words).collect();
    fn collect<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            match value {
                Value::String(text) => found.push(text),
                Value::Array(texts) => found.extend(texts.first().and_then(|newest| newest["text"].as_str())),
                value if key == "required" => collect(value, found),
                _ => {}
            }
        }
    }
    let schemas = contract_tests::pointers(&document().value()["components"]["schemas"]);
    let places = schemas.iter().filter(|pointer| pointer.ends_with("/x-messages"));
    let mut messages = Vec::new();
    for place in places {
        collect(document().value()["components"]["schemas"].pointer(place).unwrap(), &mut messages);
    }
    assert!(messages.len() > 5);
    for message in messages {
        assert!(said.iter().any(|it| it == message), "no case breaks the rule of {message:?}");
    }
}

#[tokio::test]
async fn what_is_outside_is_never_sent() {
    let server = Server::always(contract_tests::created());
    let client = server.client();
    let mut tried = 0;
    for Case { example, what, body, breaks, .. } in cases() {
        let Some((field, _)) = breaks else { continue };
        let error = client.call(fact(example.operation), &[], Some(body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{what}: {error}");
        assert!(error.violations().iter().any(|it| it.field == field), "{what}: {error:?}");
        assert!(error.to_string().contains(&field), "{what}: {error}");
        tried += 1;
    }
    assert!(tried > 50, "only {tried} were tried");
    assert!(server.requests().is_empty());
}
