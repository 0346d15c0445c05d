//! What the mock sends, the client believes and understands.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use contract_tests::{Example, Server, Word, client_of, creates, document, fact, resolve, start, words};
use musicapi::facts;
use musicapi::webhook::{self, Body, Event, Verifier, WebhookError};
use musicapi_mock::{CallbackSettings, MockApi};
use openapi_mock::{Reply, Request};
use serde_json::{Value, json};

const SECRET: &str = "a-secret-of-your-own";

/// The event at the end of a task.
const COMPLETED: &str = "song.completed";

/// The beginning of a clock that is moved by hand.
const BEGINNING: Duration = Duration::from_secs(1_767_225_600);

/// A receiver that takes everything.
fn receiver() -> Server {
    Server::always(Reply::new(http::StatusCode::OK))
}

/// What the client makes of what came, at the mock's time.
fn read(secret: &str, mock: &MockApi, request: &Request) -> Result<Event, WebhookError> {
    let now = SystemTime::UNIX_EPOCH + BEGINNING + mock.clock().now();
    Verifier::new([secret])?.verify_at(&request.headers, &request.body, now)
}

/// The callback of a create, if the create has one.
fn callback_of(example: &Example) -> Option<&'static facts::Callback> {
    facts::CALLBACKS.iter().find(|it| it.creates.contains(&example.operation.id()))
}

/// The documented event of this kind.
fn example_of(callback: &facts::Callback, kind: &str) -> Option<&'static Value> {
    let of_callback = |word: &Word| word.callback.name == callback.name && word.value["event"] == kind;
    words().into_iter().find(of_callback).map(|word| word.value)
}

/// A create whose receiver gets a single event, when the task has succeeded.
fn create_with_one_event() -> Example {
    let sends_one = |example: &Example| {
        let events = callback_of(example).map(|it| ["song.streaming", COMPLETED].map(|kind| example_of(it, kind)));
        let mut fields = fact(example.operation).forms.iter().flat_map(|form| form.fields);
        matches!(events, Some([None, Some(_)])) && fields.any(|field| field.name == "webhook_secret")
    };
    creates().into_iter().find(sends_one).expect("a callback documents the end of a task, and nothing before")
}

async fn after(mock: &MockApi, seconds: u64) {
    mock.advance(Duration::from_secs(seconds));
    mock.callbacks().settled().await;
}

#[tokio::test]
async fn word_of_every_create_is_verified_and_tells_of_its_task() {
    let hook = receiver();
    let mock = MockApi::start()
        .credits(1_000_000)
        .callbacks(CallbackSettings { duplicates: 1, ..CallbackSettings::default() })
        .await;
    let client = client_of(&mock);
    let (mut tried, mut told_of) = (BTreeSet::new(), 0);
    for example in creates() {
        let Some(callback) = callback_of(&example) else { continue };
        let mut body = example.body.clone().unwrap();
        let fact = fact(example.operation);
        let form = fact.form(fact.tag.and_then(|tag| body[tag.field].as_str())).unwrap();
        if !form.fields.iter().any(|field| field.name == "webhook_url") {
            continue;
        }
        body["webhook_url"] = json!(hook.uri());
        body["webhook_secret"] = json!(SECRET);
        let task = start(&client, example.operation, body).await.unwrap();
        let before = hook.asked();
        after(&mock, 180).await;
        let came = hook.requests().split_off(before);
        let events: Vec<Event> = came.iter().map(|request| read(SECRET, &mock, request).unwrap()).collect();

        let name = &example.name;
        for event in &events {
            assert_eq!(event.platform.as_str(), callback.platform, "{name}");
            assert!(event.is_about(task.reference()), "{name}: {event:?}");
            assert!(!matches!(event.body, Body::Other(_)), "{name}: {:?}", event.body);
            assert!(event.sent.is_some());
        }
        // Each comes twice, and is known by its key.
        let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        let documented = ["song.streaming", COMPLETED].into_iter().filter(|kind| example_of(callback, kind).is_some());
        let wanted: Vec<&str> = documented.flat_map(|kind| [kind, kind]).collect();
        assert_eq!(kinds, wanted, "{name}");
        let keys: BTreeSet<String> = events.iter().map(Event::key).collect();
        assert_eq!(keys.len(), events.len() / 2, "{name}");

        // Where the documented event has no clips, the event tells nothing of the task.
        let completed = example_of(callback, COMPLETED).unwrap_or_else(|| {
            panic!("write an example with `event: {COMPLETED}` into the callback {}", callback.name)
        });
        let mut reports = callback.reports().filter_map(|operation| operation.report.as_ref());
        if reports.any(|report| completed.pointer(report.clips).is_some_and(Value::is_array)) {
            told_of += 1;
            for event in &events {
                let status = event.task_status::<Value>().unwrap();
                assert_eq!(status.is_done(), event.kind.as_str() == COMPLETED, "{name}: {status}");
            }
            let told = events.last().unwrap().task_status::<Value>().unwrap();
            assert_eq!(told.clips.len(), task.poll().await.unwrap().clips.len(), "{name}");
        }
        tried.insert(example.operation.id());
    }
    let creates = facts::CALLBACKS.iter().flat_map(|callback| callback.creates.iter().copied());
    assert_eq!(tried, creates.collect());
    assert!(told_of > 0);
}

#[tokio::test]
async fn a_create_without_a_secret_is_signed_with_that_of_the_provider() {
    let (hook, mock) = (receiver(), MockApi::start().await);
    let create = create_with_one_event();
    for secret in [None, Some(SECRET)] {
        let mut body = create.body.clone().unwrap();
        body["webhook_url"] = json!(hook.uri());
        if let Some(secret) = secret {
            body["webhook_secret"] = json!(secret);
        } else {
            body.as_object_mut().unwrap().remove("webhook_secret");
        }
        start(&client_of(&mock), create.operation, body).await.unwrap();
        after(&mock, 180).await;
        let request = hook.requests().pop().unwrap();
        for other in [SECRET, "mock-webhook-secret"] {
            let right = other == secret.unwrap_or("mock-webhook-secret");
            assert_eq!(read(other, &mock, &request).is_ok(), right, "{secret:?} {other}");
        }
    }
}

#[tokio::test]
async fn what_comes_late_or_was_changed_is_not_believed() {
    let (hook, mock) = (receiver(), MockApi::start().await);
    let create = create_with_one_event();
    let mut body = create.body.clone().unwrap();
    body["webhook_url"] = json!(hook.uri());
    body["webhook_secret"] = json!(SECRET);
    start(&client_of(&mock), create.operation, body).await.unwrap();
    after(&mock, 180).await;
    let [mut request] = hook.requests().try_into().unwrap();
    after(&mock, 300).await;
    assert!(read(SECRET, &mock, &request).is_ok());
    after(&mock, 1).await;
    assert!(matches!(read(SECRET, &mock, &request), Err(WebhookError::TooOld { .. })));
    request.body = [&request.body[..], b" "].concat().into();
    assert!(matches!(read(SECRET, &mock, &request), Err(WebhookError::WrongSignature)));
}

#[test]
fn every_documented_word_is_read_into_its_type() {
    for word in words() {
        let has = |field: &str| word.value[field].is_string();
        let is_whole = has("task_id") && has("platform") && has("event");
        assert!(is_whole, "write task_id, platform and event into the example {}", word.name);
        let body = word.value.to_string();
        let sent = SystemTime::UNIX_EPOCH + BEGINNING;
        let headers = webhook::sign(SECRET, body.as_bytes(), sent).unwrap();
        let event = Verifier::new([SECRET]).unwrap().verify_at(&headers, body.as_bytes(), sent).unwrap();
        let known = |text: &str, words: &[&str]| words.contains(&text);
        assert!(known(event.kind.as_str(), musicapi::types::WebhookEvent::KNOWN), "{}", word.name);
        assert!(known(event.platform.as_str(), musicapi::types::WebhookPlatform::KNOWN), "{}", word.name);
        assert!(!matches!(event.body, Body::Other(_)), "{}: {:?}", word.name, event.body);
        assert_eq!(
            (event.json(), event.task.as_ref().unwrap().id()),
            (word.value, word.value["task_id"].as_str().unwrap())
        );
    }
    let platforms: BTreeSet<&str> = facts::CALLBACKS.iter().map(|callback| callback.platform).collect();
    let known = musicapi::types::WebhookPlatform::KNOWN.iter().copied().collect();
    assert_eq!(platforms, known, "write each platform of a callback under `enum` of the schema WebhookPlatform");
}

#[test]
fn the_headers_are_those_of_the_document() {
    let signed = webhook::sign(SECRET, b"{}", SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_274_782)).unwrap();
    for callback in facts::CALLBACKS {
        let place = format!("/components/callbacks/{}", callback.name);
        let item = document().value().pointer(&place).unwrap().as_object().unwrap().values().next().unwrap();
        let parameters = item.pointer("/post/parameters").and_then(Value::as_array).into_iter().flatten();
        let parameters: Vec<&Value> = parameters.map(|parameter| resolve(document(), parameter)).collect();
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
        let ours = [webhook::ID, webhook::EVENT, webhook::TIMESTAMP, webhook::SIGNATURE, webhook::IDEMPOTENCY_KEY];
        let mend =
            "write `parameters: *webhook_headers`; another header is read by crates/musicapi/src/webhook.rs first";
        assert_eq!(names, ours, "{}: {mend}", callback.name);
        // The signature of the document's example is right.
        let example = parameters.iter().find(|parameter| parameter["name"] == webhook::SIGNATURE).unwrap();
        assert_eq!(signed[webhook::SIGNATURE], example["example"].as_str().unwrap());
        for create in callback.creates {
            let operation = document().operation(create).unwrap();
            let fields = fact(operation).forms.iter().filter(|form| !form.retired).flat_map(|form| form.fields);
            assert!(fields.into_iter().any(|field| field.name == "webhook_url"), "{create} takes no address");
        }
    }
}
