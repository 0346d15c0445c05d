//! The document's examples go through the Rust types and lose nothing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use contract_tests::{
    answers, component, document, examples, fact, normal, pointers, resolve, with_tag, without_default_tags, words,
};
use musicapi::round_trip;
use serde_json::{Value, json};

/// A word that no list has.
const WORD: &str = "word-of-tomorrow";

/// A value that is documented: what it is, the component and the pointer to its schema, and whether it comes from the service.
struct Documented {
    name: String,
    component: String,
    schema: String,
    value: Value,
    is_answer: bool,
}

fn documented() -> Vec<Documented> {
    // An absent task type is the business of a test of its own, and written out for the others.
    let requests = examples().into_iter().filter_map(|it| {
        let body = it.body.as_ref().map(|body| with_tag(it.operation, body.clone()))?;
        Some((it.name.clone(), it.schema(), body, false))
    });
    let answers = answers().into_iter().map(|(operation, answer)| {
        let name = format!("{} {} {:?}", operation.id(), answer.status, answer.example);
        (name, answer.schema.unwrap_or_default().to_owned(), answer.body.unwrap().clone(), true)
    });
    let words = words().into_iter().map(|it| (it.name, it.schema, it.value.clone(), true));
    let all = requests.chain(answers).chain(words).map(|(name, schema, value, is_answer)| {
        let component = component(document(), &schema);
        Documented { name, component, schema, value, is_answer }
    });
    all.collect()
}

/// Fails unless the value comes back as it was.
fn comes_back(documented: &Documented, value: &Value, what: &str) {
    let Documented { name, component, .. } = documented;
    let back = round_trip(component, value.clone());
    let back = back.unwrap_or_else(|| panic!("{component} has no type"));
    let back = back.unwrap_or_else(|error| panic!("{name} {what}: {component} doesn't take it: {error}"));
    let told = |value| if documented.is_answer { normal(value) } else { without_default_tags(normal(value)) };
    assert_eq!(told(&back), told(value), "{name} {what}: {component} loses something");
}

#[test]
fn every_example_comes_back_from_its_type_as_it_was() {
    for documented in documented() {
        comes_back(&documented, &documented.value, "as documented");
    }
}

#[test]
fn a_request_without_its_tag_is_read_as_the_form_that_is_meant() {
    let mut tried = 0;
    for example in examples().into_iter().filter(|it| it.body.is_some()) {
        let (Some(tag), Some(mut body)) = (fact(example.operation).tag, example.body.clone()) else { continue };
        if tag.default.is_none() || example.form().unwrap().name != tag.default {
            continue;
        }
        body.as_object_mut().unwrap().remove(tag.field);
        let component = component(document(), &example.schema());
        let back = round_trip(&component, body.clone()).unwrap();
        let back = back.unwrap_or_else(|error| panic!("{}: {component} doesn't take it: {error}", example.name));
        assert_eq!(normal(&back), normal(&with_tag(example.operation, body)), "{}", example.name);
        tried += 1;
    }
    assert!(tried > 0);
}

#[test]
fn unknown_fields_of_answers_are_kept() {
    for documented in documented().into_iter().filter(|it| it.is_answer) {
        for pointer in pointers(&documented.value) {
            let mut value = documented.value.clone();
            if let Some(Value::Object(members)) = value.pointer_mut(&pointer) {
                members.insert(WORD.to_owned(), json!({"deep": [1, {"er": null, "b": true}], "n": 1.5}));
                let back = round_trip(&documented.component, value.clone()).unwrap();
                let back = back.unwrap_or_else(|error| panic!("{} {pointer}: {error}: {value}", documented.name));
                // Not even a null is lost in a field that nobody knows.
                let unknown = format!("{pointer}/{WORD}");
                assert_eq!(back.pointer(&unknown), value.pointer(&unknown), "{} {pointer}", documented.name);
                comes_back(&documented, &value, &pointer);
            }
        }
    }
}

#[test]
fn unknown_words_are_kept() {
    let mut kept = Vec::new();
    for documented in documented() {
        for pointer in pointers(&documented.value) {
            let mut value = documented.value.clone();
            let Some(place) = value.pointer_mut(&pointer).filter(|place| place.is_string()) else { continue };
            *place = json!(WORD);
            // A union tells about the member that it takes to be meant; each member tells about itself.
            let schema = resolve(document(), document().value().pointer(&documented.schema).unwrap());
            let members = schema["oneOf"].as_array().into_iter().flatten().filter_map(|member| member["$ref"].as_str());
            let schemas = members.map(|member| member.trim_start_matches('#')).chain([documented.schema.as_str()]);
            let violations: Vec<_> = schemas.flat_map(|schema| document().validate(schema, &value).unwrap()).collect();
            let breaks = |keyword: &str| violations.iter().any(|it| it.pointer == pointer && it.keyword == keyword);
            // What a request is can't be unknown to whoever writes it.
            if breaks("discriminator") {
                continue;
            }
            comes_back(&documented, &value, &pointer);
            if breaks("enum") {
                kept.push((documented.is_answer, pointer.rsplit('/').next().unwrap().to_owned()));
            }
        }
    }
    for place in [(true, "state"), (true, "type"), (false, "mv"), (false, "vocal_gender")] {
        assert!(kept.contains(&(place.0, place.1.to_owned())), "{place:?} is not among {kept:?}");
    }
}

#[test]
fn what_may_be_null_or_absent_may_be_so_in_its_type() {
    let mut tried = 0;
    for documented in documented() {
        for pointer in pointers(&documented.value).into_iter().skip(1) {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let (mut null, mut absent) = (documented.value.clone(), documented.value.clone());
            *null.pointer_mut(&pointer).unwrap() = Value::Null;
            if let Some(Value::Object(members)) = absent.pointer_mut(parent) {
                members.remove(key);
            }
            for (value, what) in [(null, "null"), (absent, "absent")] {
                let tags = document().operations().filter_map(|operation| fact(operation).tag);
                let is_tag = !documented.is_answer && tags.into_iter().any(|tag| tag.field == key);
                if !is_tag && document().validate(&documented.schema, &value).unwrap().is_empty() {
                    comes_back(&documented, &value, &format!("with {pointer} {what}"));
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "only {tried} were tried");
}
