//! The bodies of November 2026: what the vendor's pages and programs show is taken, and what it calls wrong is refused and costs
//! nothing, by document, mock and client. The command's test reads the same file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use contract_tests::{BODY, client_of, document, fact, json_of, send};
use musicapi::ErrorKind;
use musicapi_mock::MockApi;
use serde_json::{Value, json};

/// A body, with whether it is taken; of one that isn't, the field that the refusal names.
struct Case {
    what: String,
    operation: String,
    body: Value,
    is_taken: bool,
    names: String,
}

/// The cases, with these clips in them.
fn cases(clips: &[(&str, String)]) -> Vec<Case> {
    let mut text = include_str!("../../fixtures/november.json").to_owned();
    for (word, id) in clips {
        text = text.replace(&format!("\"{word}\""), &format!("\"{id}\""));
    }
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    let word = |case: &Value, key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let case = |case: Value| Case {
        what: word(&case, "what"),
        operation: word(&case, "operation"),
        is_taken: case["taken"] == true,
        names: word(&case, "names"),
        body: case["body"].clone(),
    };
    all.into_iter().map(case).collect()
}

/// A clip of each kind: made, uploaded, and of producer.
async fn clips(mock: &MockApi) -> Vec<(&'static str, String)> {
    let post = |id: &str, body: Value| {
        let reply = send(mock.uri(), &contract_tests::request(document().operation(id).unwrap(), Some(&body)));
        assert_eq!(reply.status, 200, "{:?}", reply.body);
        json_of(&reply)
    };
    let first = |task: &str, report: &str| {
        let look = contract_tests::look(document().operation(report).unwrap(), task);
        json_of(&send(mock.uri(), &look))["data"][0]["clip_id"].as_str().unwrap().to_owned()
    };
    let song = post("create_sonic", json!({"custom_mode": false, "gpt_description_prompt": "rain", "mv": "sonic-v6"}));
    let sound = post("create_producer", json!({"sound": "rain"}));
    let upload = post("upload_sonic_clip", json!({"url": "https://example.com/ferry.mp3"}));
    mock.advance(std::time::Duration::from_secs(600));
    vec![
        ("CLIP", first(song["task_id"].as_str().unwrap(), "get_sonic_task")),
        ("SOUND", first(sound["task_id"].as_str().unwrap(), "get_producer_task")),
        ("UPLOAD", upload["clip_id"].as_str().unwrap().to_owned()),
    ]
}

#[tokio::test]
async fn what_the_vendor_shows_is_taken_and_what_it_calls_wrong_costs_nothing() {
    let mock = MockApi::start().credits(100_000).await;
    let clips = clips(&mock).await;
    let client = client_of(&mock);
    let (mut taken, mut refused) = (0, 0);
    for Case { what, operation, body, is_taken, names } in cases(&clips) {
        let operation = document().operation(&operation).unwrap();
        let before = mock.balance().total();
        let violations = document().validate(&format!("{}{BODY}/schema", operation.pointer()), &body).unwrap();
        let reply = send(mock.uri(), &contract_tests::request(operation, Some(&body)));
        let called = client.call(fact(operation), &[], Some(body.clone())).await;
        let spent = before - mock.balance().total();
        if is_taken {
            assert_eq!(violations, [], "{what}");
            assert_eq!(reply.status, 200, "{what}: {:?}", reply.body);
            assert!(called.is_ok(), "{what}: {called:?}");
            let form = fact(operation).tag.and_then(|tag| body.get(tag.field)?.as_str());
            let price = fact(operation).form(form).unwrap().price.unwrap();
            assert_eq!(spent, 2 * u64::from(price.credits), "{what}");
            taken += 1;
        } else {
            let text = json_of(&reply)["error"].as_str().unwrap().to_owned();
            assert!(reply.status == 400 && text.contains(&names), "{what}: {} {text}", reply.status);
            let error = called.err().unwrap_or_else(|| panic!("{what}: the client sent it"));
            assert!(error.kind() == ErrorKind::InvalidRequest && error.to_string().contains(&names), "{what}: {error}");
            assert_eq!(spent, 0, "{what}");
            refused += 1;
        }
    }
    assert!(taken >= 12 && refused >= 8, "{taken} {refused}");
    let unknown = mock.service().journal().into_iter().flat_map(|asked| asked.unknown_fields).collect::<Vec<_>>();
    assert_eq!(unknown, Vec::<String>::new(), "every field is of the document");
}

#[tokio::test]
async fn what_is_retired_is_gone_whatever_else_is_wrong() {
    let mock = MockApi::start().await;
    let create = document().operation("create_producer").unwrap();
    for form in fact(create).forms.iter().filter(|form| form.retired) {
        let body = json!({"task_type": form.name, "title": "x".repeat(81), "length": 0});
        let reply = send(mock.uri(), &contract_tests::request(create, Some(&body)));
        assert_eq!(reply.status, 410, "{:?}: {:?}", form.name, reply.body);
    }
    assert_eq!(mock.balance().total(), 1000);
}
