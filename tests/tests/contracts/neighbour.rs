//! The client among others: new things of the service on purpose, one's own headers and middleware, time-outs, errors that can be looked
//! into, and answers that are too long.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract_tests::{KEY, Server, TASK, clips, created};
use musicapi::facts::{CREATE_SONIC, GET_CREDITS};
use musicapi::reqwest::Request;
use musicapi::types::SonicCreateMusic;
use musicapi::{
    Attempt, Client, ErrorKind, Journal, JournalFuture, Middleware, Next, Observer, Policy, SendFuture, UnknownInput,
};
use openapi_mock::Wire;
use serde_json::{Value, json};

use crate::paid::{create, json_reply, text};

fn song(model: &str) -> SonicCreateMusic {
    SonicCreateMusic::without_custom_mode(model).gpt_description_prompt("a march")
}

fn with(client: &Client, new_things: UnknownInput) -> Client {
    client.with(Policy { new_things, paid_gap: Duration::ZERO, ..*client.policy() })
}

fn last_body(server: &Server) -> Value {
    serde_json::from_slice(&server.requests().last().unwrap().body).unwrap()
}

#[tokio::test]
async fn what_is_new_is_sent_on_purpose_and_by_no_mistake() {
    let server = Server::always(created());
    let client = server.client();
    let error = client.sonic().create(song("sonic-v99")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.violations().iter().all(musicapi::Violation::is_unknown), "it may be new: {error}");
    let too_long = SonicCreateMusic { title: Some("x".repeat(81)), ..song("sonic-v99") };
    for new_things in [UnknownInput::Warn, UnknownInput::Allow] {
        let open = with(&client, new_things);
        let task = open.sonic().create(song("sonic-v99")).await.unwrap();
        assert_eq!((last_body(&server)["mv"].as_str(), task.price()), (Some("sonic-v99"), None));
        let error = open.sonic().create(too_long.clone()).await.unwrap_err();
        let [violation] = error.violations() else { panic!("{error}") };
        assert!(!violation.is_unknown() && violation.field == "title", "{violation}");
        // By text and JSON, with a field that no type has.
        let body = json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music",
            "gpt_description_prompt": "a march", "no_such_field": {"calm": 1}});
        assert!(client.call(&CREATE_SONIC, &[], Some(body.clone())).await.is_err());
        open.call(&CREATE_SONIC, &[], Some(body.clone())).await.unwrap();
        assert_eq!(last_body(&server), body);
    }
    let sent = server.asked();
    client.with_extra([("no_such_field".to_owned(), json!("calm"))]).sonic().create(song("sonic-v5")).await.unwrap();
    let body = last_body(&server);
    assert_eq!((body["no_such_field"].as_str(), body["mv"].as_str()), (Some("calm"), Some("sonic-v5")));
    assert_eq!(server.asked(), sent + 1);
    // What it costs isn't known, so no limit can be kept.
    let limited = server.builder().max_credits(1000).build().unwrap();
    let error = with(&limited, UnknownInput::Allow).sonic().create(song("sonic-v99")).await.unwrap_err();
    assert_eq!((error.kind(), server.asked()), (ErrorKind::OverBudget, sent + 1));
}

/// Notes who was asked, and adds a header.
struct Noted(&'static str, Arc<Mutex<Vec<String>>>);

impl Middleware for Noted {
    fn send<'a>(&'a self, mut request: Request, next: Next<'a>) -> SendFuture<'a> {
        Box::pin(async move {
            let key = &request.headers()["authorization"];
            assert!(key.is_sensitive());
            self.1.lock().unwrap().push(format!("{} {}", self.0, next.operation()));
            request.headers_mut().insert(self.0, "1".parse().unwrap());
            let answer = next.run(request).await;
            self.1.lock().unwrap().push(format!("{} {}", self.0, answer.as_ref().unwrap().status()));
            answer
        })
    }
}

#[tokio::test]
async fn headers_and_middleware_of_ones_own_see_each_request() {
    let server = Server::always(json_reply(200, json!({"credits": 1, "extra_credits": 0})));
    let notes = Arc::default();
    let client = server
        .builder()
        .headers(|operation, headers| {
            headers.insert("traceparent", operation.parse().unwrap());
            headers.insert("authorization", "mine".parse().unwrap());
        })
        .middleware(Arc::new(Noted("x-outer", Arc::clone(&notes))))
        .middleware(Arc::new(Noted("x-inner", Arc::clone(&notes))))
        .build()
        .unwrap();
    client.account().get_credits().await.unwrap();
    let request = server.requests().pop().unwrap();
    let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("traceparent").as_deref(), Some(GET_CREDITS.id));
    assert_eq!(header("authorization"), Some(format!("Bearer {KEY}")));
    assert_eq!((header("x-outer").as_deref(), header("x-inner").as_deref()), (Some("1"), Some("1")));
    let id = GET_CREDITS.id;
    let expected = [format!("x-outer {id}"), format!("x-inner {id}"), "x-inner 200 OK".into(), "x-outer 200 OK".into()];
    assert_eq!(*notes.lock().unwrap(), expected);
}

#[tokio::test]
async fn each_operation_may_have_a_time_of_its_own() {
    let server = Server::always(created().with_wire(Wire::Silence));
    let builder = server.builder().timeout(Duration::from_secs(3600));
    let client = builder.timeout_of(&CREATE_SONIC, Duration::from_millis(20)).build().unwrap();
    let created = tokio::time::timeout(Duration::from_secs(60), create(&client)).await;
    let error = created.expect("its own time ends it").unwrap_err();
    assert!(error.is_outcome_unknown() && error.message().contains("no answer in time"), "{error}");
    let cause = error.source().unwrap().downcast_ref::<musicapi::reqwest::Error>().unwrap();
    assert!(cause.is_timeout(), "the cause has its type");
}

/// A journal that can't be written to.
struct Full;

#[derive(Debug)]
struct DiskFull;

impl std::fmt::Display for DiskFull {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the disk is full")
    }
}

impl std::error::Error for DiskFull {}

impl Journal for Full {
    fn record<'a>(&'a self, _: &'a musicapi::Entry) -> JournalFuture<'a, ()> {
        Box::pin(std::future::ready(Err(DiskFull.into())))
    }

    fn find<'a>(&'a self, _: &'a str) -> JournalFuture<'a, Option<musicapi::Submission>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

#[tokio::test]
async fn a_cause_keeps_its_type() {
    let server = Server::always(created());
    let client = server.builder().journal(Arc::new(Full)).build().unwrap();
    let error = create(&client).await.unwrap_err();
    assert!(error.source().unwrap().is::<DiskFull>(), "{error:?}");
    assert_eq!(error.to_string().matches("the disk is full").count(), 1);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn what_is_too_long_is_not_parsed() {
    let numbers = format!("[{}1]", "1,".repeat(300_000));
    let good = format!("{{\"task_id\": \"7\", \"message\": \"{}\"}}", "x".repeat(9 << 20));
    for (body, said) in [(numbers, "more than 200000 values"), (good, "longer than 8388608 bytes")] {
        let server = Server::always(text(200, "application/json", &body));
        let error = create(&server.client()).await.unwrap_err();
        assert!(error.is_outcome_unknown() && error.message().contains(said), "{error}");
        assert!(error.body().unwrap().len() <= 64 * 1024);
    }
}

/// The task of each attempt.
#[derive(Default)]
struct Tasks(Mutex<Vec<(&'static str, Option<String>)>>);

impl Observer for Tasks {
    fn attempt(&self, attempt: &Attempt<'_>) {
        self.0.lock().unwrap().push((attempt.operation, attempt.task.map(ToString::to_string)));
    }
}

#[tokio::test]
async fn an_observer_knows_the_task_of_each_attempt() {
    let server = Server::script(vec![created(), text(404, "text/plain", ""), clips(&["succeeded", "succeeded"])]);
    let tasks = Arc::new(Tasks::default());
    let client = server.builder().observer(Arc::clone(&tasks) as Arc<dyn Observer>).build().unwrap();
    let task = create(&client).await.unwrap();
    task.poll().await.unwrap_err();
    task.poll().await.unwrap();
    let of = |operation| (operation, Some(format!("sonic/task/{TASK}")));
    assert_eq!(*tasks.0.lock().unwrap(), [of("create_sonic"), of("get_sonic_task"), of("get_sonic_task")]);
}
