//! Recordings of the probe: document, client and mock agree with what was answered.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use contract_tests::{Server, document, fact};
use http::{Method, StatusCode};
use musicapi::ErrorKind;
use musicapi_mock::MockApi;
use openapi_mock::{Reply, Request};
use serde_json::Value;

/// A call that was answered.
struct Recorded {
    question: String,
    method: Method,
    path: String,
    key: String,
    body: Option<Value>,
    status: StatusCode,
    answer: Value,
}

/// The text of a refusal, in any of its shapes.
fn text(body: &Value) -> &str {
    ["error", "message"].iter().find_map(|key| body[key].as_str()).or(body.as_str()).unwrap_or_default()
}

/// Whether a refusal is in the mock's own words, which begin with the place: where it has none of the service's, and they may change.
fn is_of_mock(body: &Value) -> bool {
    text(body).starts_with("`/")
}

/// What a recording holds; an error if it isn't one.
fn read(text: &str) -> Result<Vec<Recorded>, String> {
    let whole: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if !matches!(whole["of"].as_str(), Some("the service" | "a mock")) {
        return Err("it doesn't say who answered".to_owned());
    }
    let exchanges = whole["exchanges"].as_array().ok_or("it has no exchanges")?;
    let recorded = |it: &Value| {
        let word = |key: &str| it[key].as_str().map(str::to_owned).ok_or(format!("an exchange has no {key}"));
        let status = it["answer"]["status"].as_u64().and_then(|status| StatusCode::from_u16(status as u16).ok());
        Ok(Recorded {
            question: word("question")?,
            method: word("method")?.parse().map_err(|_| "a method isn't one".to_owned())?,
            path: word("path")?,
            key: word("key")?,
            body: Some(it["body"].clone()).filter(|body| !body.is_null()),
            status: status.ok_or("an answer has no status")?,
            answer: it["answer"]["body"].clone(),
        })
    };
    exchanges.iter().map(recorded).collect()
}

/// Everything in which document, client and mock don't agree with a recording.
async fn disagreements(recording: &[Recorded]) -> Vec<String> {
    let mock = MockApi::start().await;
    let mut found = Vec::new();
    for Recorded { question, method, path, key, body, status, answer } in recording {
        let mut tell = |who: &str, what: String| found.push(format!("{question}: {who}: {what}"));
        let whole = format!("/api/v1{path}");
        let mut request = body.as_ref().map_or_else(|| Request::get(&whole), |body| Request::post(&whole, body));
        request.method = method.clone();
        let bearer = match key.as_str() {
            "good" => Some(format!("Bearer {}", mock.key())),
            "wrong" => Some("Bearer nobody".to_owned()),
            "bare" => Some(mock.key().to_owned()),
            _ => None,
        };
        let request = bearer.into_iter().fold(request, |request, key| request.with_header("authorization", &key));
        // The mock.
        let reply = contract_tests::send(mock.uri(), &request);
        let said: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let is_as_told =
            status.is_success() || text(&said) == text(answer) || [&said, answer].into_iter().all(is_of_mock);
        if reply.status != *status || !is_as_told {
            tell("the mock", format!("{} {said}, not {status} {answer}", reply.status));
        }
        // The document.
        let bare = path.split('?').next().unwrap_or_default();
        let Ok(route) = document().route(method, &format!("/api/v1{bare}")) else {
            // What a browser asks beforehand is no operation.
            if *status != StatusCode::NOT_FOUND && method != Method::OPTIONS {
                tell("the document", "it has no such operation".to_owned());
            }
            continue;
        };
        let Some(documented) = route.operation.answer(Some(status.as_u16()), None) else {
            tell("the document", format!("{} has no answer {status}", route.operation.id()));
            continue;
        };
        if let Some(schema) = documented.schema.filter(|_| !answer.is_string()) {
            let violations = document().validate(schema, answer).unwrap();
            violations.into_iter().for_each(|violation| tell("the document", violation.message));
        }
        // The client, which doesn't send what it knows to be refused.
        let server = Server::always(Reply::json(*status, answer));
        let of_query = path.split_once('?').and_then(|(_, query)| query.split_once('='));
        let known = |name: &str| fact(route.operation).parameters.iter().any(|parameter| parameter.name == name);
        let parameters: Vec<(&str, &str)> = route
            .path_parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(of_query.filter(|(name, _)| known(name)))
            .collect();
        match server.client().call(fact(route.operation), &parameters, body.clone()).await {
            Ok(_) if status.is_success() => {}
            Err(error) if error.status() == Some(status.as_u16()) && error.message() == text(answer) => {}
            Err(error)
                if error.status().is_none() && error.kind() == ErrorKind::InvalidRequest && !status.is_success() =>
            {
                assert!(server.requests().is_empty());
            }
            other => tell("the client", format!("{:?} of {status} {answer}", other.map(drop))),
        }
    }
    found
}

#[tokio::test]
async fn document_client_and_mock_agree_with_every_recording() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let recording = read(&std::fs::read_to_string(&path).unwrap());
            let recording = recording.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(disagreements(&recording).await, Vec::<String>::new(), "{}", path.display());
            count += recording.len();
        }
    }
    assert!(count >= 20, "{count}");
}

#[tokio::test]
async fn what_a_recording_says_otherwise_is_told_by_whoever_disagrees() {
    let text = include_str!("../../recordings/mock-2026-11-30.json");
    let of = |question: &str, change: fn(&mut Recorded)| {
        let mut recording = read(text).unwrap();
        recording.retain(|it| it.question == question);
        assert_eq!(recording.len(), 1, "{question}");
        recording.iter_mut().for_each(change);
        recording
    };
    let other_words: fn(&mut Recorded) = |it| it.answer["error"] = "No.".into();
    let told = disagreements(&of("P3 sonic", other_words)).await;
    assert!(told.len() == 1 && told[0].starts_with("P3 sonic: the mock: 404"), "{told:?}");
    // Whatever is in them, unless both are the mock's own.
    let with_slash: fn(&mut Recorded) = |it| it.answer["error"] = "No task and/or clip.".into();
    let told = disagreements(&of("P3 sonic", with_slash)).await;
    assert!(told.len() == 1 && told[0].starts_with("P3 sonic: the mock: 404"), "{told:?}");
    let as_mock: fn(&mut Recorded) = |it| it.answer["error"] = "`/task_id` is of nobody".into();
    assert_eq!(disagreements(&of("P3 sonic", as_mock)).await.len(), 1);
    // Each is sent by the method that it was sent by.
    let beforehand: fn(&mut Recorded) = |it| it.method = Method::OPTIONS;
    let told = disagreements(&of("P1 balance", beforehand)).await;
    assert!(told.len() == 1 && told[0].starts_with("P1 balance: the mock: 405"), "{told:?}");
    let told = disagreements(&of("P3 sonic", |it| it.status = StatusCode::IM_A_TEAPOT)).await;
    assert!(told.len() == 2 && told[1].contains("the document: get_sonic_task has no answer 418"), "{told:?}");
    let told = disagreements(&of("P1 balance", |it| it.answer["credits"] = "many".into())).await;
    assert!(told.iter().any(|told| told.contains("the document")), "{told:?}");
    assert!(read(r#"{"exchanges": []}"#).is_err() && read(r#"{"of": "a mock", "exchanges": [{}]}"#).is_err());
}
