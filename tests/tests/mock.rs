//! The mock answers what the document says.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::time::Duration;

use contract_tests::{answers, document, examples, fact, json_of, keys, resolve, send};
use musicapi_mock::MockApi;
use openapi_replay::Operation;
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
            let headers: Vec<_> = headers.map(|(name, header)| (name.clone(), example(header))).collect();
            let mut add = |example: Option<&String>, body: Option<&Value>| {
                let (status, headers) = (status.clone(), headers.clone());
                found.push(Documented { operation, status, example: example.cloned(), headers, body: body.cloned() });
            };
            let named = response.pointer("/content/application~1json/examples").and_then(Value::as_object);
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
        let prefer = match example {
            Some(example) => format!("code={status}, example={example}"),
            None => format!("code={status}"),
        };
        let reply = send(mock.uri(), &request.with_header("prefer", &prefer));
        assert_eq!(reply.status.as_str(), status, "{} {prefer}", operation.id());
        for (name, value) in headers {
            assert_eq!(reply.headers[name.as_str()], value, "{} {prefer}", operation.id());
        }
        match body {
            Some(body) => assert_eq!(json_of(&reply), body, "{} {prefer}", operation.id()),
            None => assert!(reply.body.is_empty(), "{} {prefer}", operation.id()),
        }
    }
    assert_eq!((mock.balance().total(), mock.accepted()), (1000, 0), "a preferred answer touches nothing");
}

#[tokio::test]
async fn every_example_of_a_request_is_answered_by_the_documented_success() {
    let mock = MockApi::start().await;
    for example in examples() {
        let reply = send(mock.uri(), &example.request());
        assert_eq!(reply.status, 200, "{}: {:?}", example.name, reply.body);
        let (operation, body) = (example.operation, json_of(&reply));
        let schema = operation.answer(Some(200), None).unwrap().schema.unwrap();
        let violations = document().validate(&schema, &body).unwrap();
        assert!(violations.is_empty(), "{}: {violations:?}", example.name);
    }
}

#[tokio::test]
async fn an_answer_has_the_keys_of_its_example_and_no_other() {
    let mock = MockApi::start().await;
    for example in examples() {
        let operation = example.operation;
        let reply = json_of(&send(mock.uri(), &example.request()));
        let documented = operation.answer(Some(200), None).unwrap().body.unwrap();
        assert_eq!(keys(&reply), keys(documented), "{}", example.name);
        if let Some(starts) = fact(operation).starts {
            assert_eq!(keys(&reply), ["message", "task_id"], "{}", example.name);
            let report = document().operation(starts.operation).unwrap();
            let pointer = fact(report).report.as_ref().unwrap().clips;
            let id = reply.pointer(starts.task_id).unwrap().as_str().unwrap();
            let mut look = contract_tests::request(report, None);
            look.path = look.path.replace(contract_tests::TASK, id);
            let clips = |body: &Value| body.pointer(pointer).cloned().unwrap();
            let documented = report.answer(Some(200), None).unwrap().body.unwrap();
            let waiting = report.answer(Some(202), None).unwrap().body.unwrap();
            for look_number in 0..10 {
                let reply = send(mock.uri(), &look);
                let schema = report.answer(Some(reply.status.as_u16()), None).unwrap().schema.unwrap();
                assert_eq!(document().validate(&schema, &json_of(&reply)).unwrap(), [], "look {look_number}");
                if reply.status == 202 {
                    assert_eq!(json_of(&reply), *waiting);
                } else {
                    let body = json_of(&reply);
                    assert_eq!(keys(&body), keys(documented));
                    for clip in clips(&body).as_array().unwrap() {
                        assert_eq!(keys(clip), keys(&clips(documented)[0]), "look {look_number}");
                    }
                }
                mock.advance(Duration::from_secs(20));
            }
        }
    }
}

#[tokio::test]
async fn a_clip_tells_what_was_asked_for() {
    let mock = MockApi::start().await;
    for example in contract_tests::creates() {
        let starts = fact(example.operation).starts.unwrap();
        let id = json_of(&send(mock.uri(), &example.request())).pointer(starts.task_id).unwrap().clone();
        mock.advance(Duration::from_secs(180));
        let report = document().operation(starts.operation).unwrap();
        let mut look = contract_tests::request(report, None);
        look.path = look.path.replace(contract_tests::TASK, id.as_str().unwrap());
        let body = json_of(&send(mock.uri(), &look));
        let clips = body.pointer(fact(report).report.as_ref().unwrap().clips).unwrap().as_array().unwrap();
        let asked = example.body.clone().unwrap();
        let forms = fact(example.operation).forms.iter();
        let fields: Vec<&str> = forms.flat_map(|form| form.fields).map(|field| field.name).collect();
        for clip in clips {
            // Fields of the same name hold the same, and what wasn't asked for is null.
            for (key, value) in clip.as_object().unwrap() {
                if fields.contains(&key.as_str()) && key != "title" {
                    assert_eq!(value, asked.get(key).unwrap_or(&Value::Null), "{} {key}", example.name);
                }
            }
            assert_eq!(clip["lyrics"], asked.get("prompt").cloned().unwrap_or(Value::Null), "{}", example.name);
            if let Some(title) = asked.get("title").or(asked.get("gpt_description_prompt")) {
                assert_eq!(clip["title"], *title, "{}", example.name);
            }
        }
        let of = |key: &str| clips.iter().map(|clip| clip[key].to_string()).collect::<BTreeSet<_>>();
        assert_eq!((of("clip_id").len(), of("audio_url").len(), clips.len()), (2, 2, 2), "{}", example.name);
    }
}
