//! The mock answers what the document says.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::time::Duration;

use contract_tests::{answers, document, examples, exercised, fact, json_of, keys, resolve, send};
use musicapi_mock::MockApi;
use openapi_mock::Operation;
use serde_json::Value;

/// An answer of the document, read from it without the engine's help.
struct Documented {
    operation: &'static Operation,
    status: String,
    example: Option<String>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

fn documented() -> Vec<Documented> {
    let mut found = Vec::new();
    for operation in document().operations() {
        for (status, response) in operation.value()["responses"].as_object().unwrap() {
            let response = resolve(document(), response);
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let example = |header: &Value| text(&resolve(document(), header)["example"]);
            let headers = response["headers"].as_object().into_iter().flatten();
            // A header without an example is one that may come.
            let headers = headers.filter(|(_, header)| resolve(document(), header).get("example").is_some());
            let headers: Vec<_> = headers.map(|(name, header)| (name.clone(), example(header))).collect();
            let mut add = |example: Option<&String>, body: Option<&Value>| {
                let (status, headers) = (status.clone(), headers.clone());
                found.push(Documented { operation, status, example: example.cloned(), headers, body: body.cloned() });
            };
            let named = response.pointer("/content/application~1json/examples").and_then(Value::as_object);
            let other =
                response["content"].as_object().is_some_and(|content| !content.contains_key("application/json"));
            if other {
                continue; // Text has no example that could be preferred by name alone; the engine's own tests have it.
            }
            named.into_iter().flatten().for_each(|(name, example)| add(Some(name), Some(&example["value"])));
            if named.is_none() {
                add(None, None);
            }
        }
    }
    found
}

#[tokio::test]
async fn every_documented_answer_is_reached_by_preferring_it() {
    let mock = MockApi::start().await;
    let all = documented();
    assert!(all.len() >= answers().len());
    for Documented { operation, status, example, headers, body } in all {
        // Nothing else is asked of a request that prefers an answer: no key, no body.
        let mut request = contract_tests::request(operation, None);
        request.headers.clear();
        let prefer = match &example {
            Some(example) => format!("code={status}, example={example}"),
            None => format!("code={status}"),
        };
        let reply = send(mock.uri(), &request.with_header("prefer", &prefer));
        assert_eq!(reply.status.as_str(), status, "{} {prefer}", operation.id());
        for (name, value) in headers {
            assert_eq!(reply.headers[name.as_str()], value, "{} {prefer}", operation.id());
        }
        let record = format!("{status}/{}", example.as_deref().unwrap_or("-"));
        exercised("mock", operation, &record);
        match body {
            Some(body) => assert_eq!(json_of(&reply), body, "{} {prefer}", operation.id()),
            None => assert!(reply.body.is_empty(), "{} {prefer}", operation.id()),
        }
    }
    assert_eq!((mock.balance().total(), mock.accepted()), (1000, 0), "a preferred answer touches nothing");
}

#[tokio::test]
async fn every_example_of_a_request_is_answered_by_the_documented_success() {
    let mock = MockApi::start().credits(100_000).await;
    for example in examples() {
        let reply = send(mock.uri(), &example.request());
        exercised("mock", example.operation, &example.record);
        if example.is_retired() {
            assert_eq!(reply.status, 410, "{}: {:?}", example.name, reply.body);
            continue;
        }
        assert_eq!(reply.status, 200, "{}: {:?}", example.name, reply.body);
        let (operation, body) = (example.operation, json_of(&reply));
        let schema = operation.answer(Some(200), None).unwrap().schema.unwrap();
        let violations = document().validate(schema, &body).unwrap();
        assert!(violations.is_empty(), "{}: {violations:?}", example.name);
    }
}

#[tokio::test]
async fn an_answer_has_the_keys_of_its_example_and_no_other() {
    let mock = MockApi::start().credits(100_000).await;
    for example in examples().into_iter().filter(|example| !example.is_retired()) {
        let operation = example.operation;
        let reply = json_of(&send(mock.uri(), &example.request()));
        if fact(operation).report.is_none() {
            let mut documented =
                operation.answers().filter(|answer| answer.status == 200).filter_map(|answer| answer.body);
            assert!(documented.any(|body| keys(&reply) == keys(body)), "{}: {reply}", example.name);
        }
        let Some(starts) = fact(operation).starts else { continue };
        let report = document().operation(starts.operation).unwrap();
        let fact = fact(report).report.as_ref().unwrap();
        let id = reply.pointer(starts.task_id).unwrap().as_str().unwrap();
        let look = contract_tests::look(report, id);
        let documented: Vec<&Value> = report.answers().filter(|it| it.status == 200).filter_map(|it| it.body).collect();
        for look_number in 0..10 {
            let reply = send(mock.uri(), &look);
            let schema = report.answer(Some(reply.status.as_u16()), None).unwrap().schema.unwrap();
            let body = json_of(&reply);
            assert_eq!(document().validate(schema, &body).unwrap(), [], "{} look {look_number}", example.name);
            if reply.status == 202 {
                assert_eq!(&body, report.answer(Some(202), None).unwrap().body.unwrap());
            } else {
                let like = |it: &&&Value| keys(it) == keys(&body);
                assert!(documented.iter().any(|it| like(&it)), "{} look {look_number}: {body}", example.name);
                for clip in contract_tests::parts_of(fact, &body) {
                    let known = documented.iter().flat_map(|it| contract_tests::parts_of(fact, it));
                    assert!(
                        known.into_iter().any(|it| keys(it) == keys(clip)),
                        "{} look {look_number}: {clip}",
                        example.name
                    );
                }
            }
            mock.advance(Duration::from_secs(20));
        }
    }
}

#[tokio::test]
async fn a_clip_tells_what_was_asked_for() {
    let mock = MockApi::start().credits(100_000).await;
    for example in contract_tests::creates() {
        let starts = fact(example.operation).starts.unwrap();
        let id = json_of(&send(mock.uri(), &example.request())).pointer(starts.task_id).unwrap().clone();
        mock.advance(Duration::from_secs(180));
        let report = document().operation(starts.operation).unwrap();
        let body = json_of(&send(mock.uri(), &contract_tests::look(report, id.as_str().unwrap())));
        let clips = contract_tests::parts_of(fact(report).report.as_ref().unwrap(), &body);
        let asked = example.body.clone().unwrap();
        let forms = fact(example.operation).forms.iter();
        let fields: Vec<&str> = forms.flat_map(|form| form.fields).map(|field| field.name).collect();
        for clip in &clips {
            // Fields of the same name hold the same, and what wasn't asked for is null.
            let made = ["title", "lyrics", "clip_id", "duration", "audio_url"];
            for (key, value) in clip.as_object().unwrap() {
                let as_list = asked.get(key).is_some_and(Value::is_array);
                if fields.contains(&key.as_str()) && !made.contains(&key.as_str()) && !as_list {
                    assert_eq!(value, asked.get(key).unwrap_or(&Value::Null), "{} {key}", example.name);
                }
            }
            if let (Some(title), Some(told)) = (asked.get("title"), clip.get("title")) {
                assert_eq!(told, title, "{}", example.name);
            }
            // A recording that was brought in is told by its id alone, and a singer can't be heard.
            let is_mute = ["upload_producer_clip", "create_sonic_voice"].contains(&example.operation.id());
            assert_eq!(contract_tests::audio_of(clip).is_none(), is_mute, "{}: {clip}", example.name);
        }
        let ids: BTreeSet<&str> = clips.iter().map(|clip| contract_tests::id_of(clip)).collect();
        assert_eq!(ids.len(), clips.len(), "{}", example.name);
    }
}
