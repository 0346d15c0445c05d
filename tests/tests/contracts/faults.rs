//! Every operation through every fault: the right kind of error, never a second purchase, nothing lost.
//!
//! The server hands requests on to the mock, so that the mock's books say what was accepted, and then does to the answer what the
//! fault says; or it answers itself, so that nothing was accepted.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract_tests::{Example, Server, call, document, examples, fact, pointers, service};
use http::StatusCode;
use musicapi::{Client, ErrorKind, Policy, Retry, facts};
use musicapi_mock::{Service, Settings};
use openapi_mock::{Handler, Reply, Wire};
use serde_json::{Value, json};

use crate::paid::{create, json_reply, text};

/// What happens to the next request; the others pass.
enum Fault {
    /// The mock never sees it.
    Instead(Reply),
    /// The mock acts on it, and then this happens to its answer.
    Then(Box<dyn Fn(Reply) -> Reply + Send>),
}

fn then(alter: impl Fn(Reply) -> Reply + Send + 'static) -> Fault {
    Fault::Then(Box::new(alter))
}

/// An operation at work, and the fault that comes next.
struct Bench {
    example: Example,
    service: Arc<Service>,
    server: Server,
    next: Arc<Mutex<Option<Fault>>>,
}

impl Bench {
    fn new(example: Example) -> Self {
        let service = service(Settings::default().with_credits(1_000_000));
        let next: Arc<Mutex<Option<Fault>>> = Arc::default();
        let (told, mock) = (Arc::clone(&next), Arc::clone(&service));
        let server =
            Server::on(service.settings().clock.clone(), move |request, _| match told.lock().unwrap().take() {
                None => mock.handle(request.clone()),
                Some(Fault::Instead(reply)) => reply,
                Some(Fault::Then(alter)) => alter(mock.handle(request.clone())),
            });
        Self { example, service, server, next }
    }

    /// Nothing and bytes can't be understood as JSON, or misunderstood.
    fn answers_json(&self) -> bool {
        fact(self.example.operation).answer == facts::AnswerBody::Json
    }

    fn is_paid(&self) -> bool {
        fact(self.example.operation).is_paid()
    }

    /// Calls the operation through a fault: the result, how often it was asked, and how often something was sold.
    async fn through(&self, client: &Client, fault: Fault) -> (Result<(), musicapi::Error>, usize, u64) {
        let before = (self.server.asked(), self.service.accepted());
        *self.next.lock().unwrap() = Some(fault);
        let result = call(client, &self.example).await;
        (result, self.server.asked() - before.0, self.service.accepted() - before.1)
    }
}

/// One example of each operation that isn't retired.
fn benches() -> Vec<Bench> {
    let mut benches: Vec<Bench> = Vec::new();
    for example in examples().into_iter().filter(|example| !example.is_retired()) {
        if !benches.iter().any(|bench| bench.example.operation.id() == example.operation.id()) {
            benches.push(Bench::new(example));
        }
    }
    assert!(benches.len() > 30);
    benches
}

fn quick(server: &Server) -> Client {
    server.builder().policy(Policy { paid_gap: Duration::ZERO, ..Policy::default() }).build().unwrap()
}

/// What is lost on the way back: the service has acted, and nobody can know.
fn losses() -> Vec<(&'static str, Fault)> {
    let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let page = "text/html; charset=utf-8";
    let half = |reply: &Reply| reply.body.len() / 2;
    vec![
        ("500", then(|_| json_reply(500, json!({"error": "Internal Server Error."})))),
        ("502 of a gateway", then(move |_| text(502, page, html))),
        ("503 without a body", then(|_| Reply::new(StatusCode::SERVICE_UNAVAILABLE))),
        ("504", then(|_| text(504, "text/plain", "upstream timed out"))),
        ("closed before the answer", then(|reply| reply.with_wire(Wire::Close))),
        ("reset before the answer", then(|reply| reply.with_wire(Wire::Reset))),
        ("cut after the head", then(|reply| reply.with_wire(Wire::CutAfter(0)))),
        (
            "cut inside the body",
            then(move |reply| {
                let at = half(&reply);
                reply.with_wire(Wire::CutAfter(at))
            }),
        ),
        (
            "reset inside the body",
            then(move |reply| {
                let at = half(&reply);
                reply.with_wire(Wire::ResetAfter(at))
            }),
        ),
    ]
}

/// What arrives and says nothing: under a status of success.
fn riddles() -> Vec<(&'static str, Fault)> {
    let html = "<html><body>Just a moment</body></html>";
    vec![
        ("nothing", then(|_| Reply::new(StatusCode::OK))),
        ("a page", then(move |_| text(200, "text/html", html))),
        (
            "half of JSON",
            then(|reply| {
                let mut reply = reply;
                reply.body.truncate(reply.body.len() / 2);
                reply
            }),
        ),
    ]
}

#[tokio::test]
async fn what_was_surely_not_accepted_is_sent_again_and_bought_once() {
    let busy = |name: &'static str, wait: &str| Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header(name, wait);
    for bench in benches() {
        let client = quick(&bench.server);
        for reply in [
            Reply::new(StatusCode::TOO_MANY_REQUESTS),
            busy("retry-after", "2"),
            busy("retry-after", "2000ms"),
            busy("retry-after-ms", "2000"),
            busy("retry-after", "Thu, 01 Jan 2026 00:00:02 GMT"),
            busy("retry-after", "whenever"),
        ] {
            let name = format!("{} {:?}", bench.example.name, reply.headers);
            let (result, asked, sold) = bench.through(&client, Fault::Instead(reply)).await;
            assert!(result.is_ok(), "{name}: {result:?}");
            assert_eq!((asked, sold), (2, u64::from(bench.is_paid())), "{name}");
        }
        let (result, asked, sold) = bench.through(&client, Fault::Instead(busy("retry-after", "3600"))).await;
        let error = result.unwrap_err();
        assert_eq!((error.is_rate_limited(), error.retry_after()), (true, Some(Duration::from_secs(3600))), "{error}");
        assert_eq!((asked, sold), (1, 0), "{error}");
    }
}

#[tokio::test]
async fn what_is_lost_on_the_way_back_is_read_again_and_never_bought_again() {
    for bench in benches() {
        let client = quick(&bench.server);
        for (fault, act) in losses() {
            let name = format!("{}, {fault}", bench.example.name);
            let (result, asked, sold) = bench.through(&client, act).await;
            if bench.is_paid() {
                let error = result.unwrap_err();
                assert_eq!((error.kind(), asked, sold), (ErrorKind::OutcomeUnknown, 1, 1), "{name}: {error}");
                assert_eq!(error.intent().unwrap().operation, bench.example.operation.id(), "{name}");
            } else {
                assert!(result.is_ok(), "{name}: {result:?}");
                assert_eq!((asked, sold), (2, 0), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn what_never_comes_ends_in_time() {
    for wire in [Wire::Silence, Wire::StallAfter(1)] {
        // Each has a server of its own: a request that nobody waits for any more must not meet the fault of the next.
        for bench in benches() {
            let policy = Policy { retry: Retry::NEVER, paid_gap: Duration::ZERO, ..Policy::default() };
            let client = bench.server.builder().timeout(Duration::from_millis(40)).policy(policy).build().unwrap();
            let (result, asked, _) = bench.through(&client, then(move |reply| reply.with_wire(wire))).await;
            let error = result.unwrap_err();
            let kind = if bench.is_paid() { ErrorKind::OutcomeUnknown } else { ErrorKind::Interrupted };
            // On a busy machine the time may be up before the server has read the request.
            assert!(error.kind() == kind && asked <= 1, "{}, {wire:?}: {error}", bench.example.name);
        }
    }
    // So it does by an HTTP client of one's own, which has no end.
    let server = Server::always(Reply::new(StatusCode::OK).with_wire(Wire::Silence));
    let own = musicapi::http_builder().unwrap().no_proxy().build().unwrap();
    let client = server.builder().http(own).timeout(Duration::from_millis(40)).build().unwrap();
    assert!(create(&client).await.unwrap_err().is_outcome_unknown());
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_told_with_all_that_came() {
    for bench in benches().into_iter().filter(Bench::answers_json) {
        let client = quick(&bench.server);
        for (fault, act) in riddles() {
            let name = format!("{}, {fault}", bench.example.name);
            let (result, asked, sold) = bench.through(&client, act).await;
            let error = result.unwrap_err();
            let kind = if bench.is_paid() { ErrorKind::OutcomeUnknown } else { ErrorKind::Unreadable };
            assert_eq!((error.kind(), asked, sold), (kind, 1, u64::from(bench.is_paid())), "{name}: {error}");
            assert_eq!((error.status(), error.body().is_some()), (Some(200), true), "{name}");
        }
        // The type of the content is not believed: it is JSON whatever a proxy calls it.
        let relabelled = then(|reply| reply.with_header("content-type", "text/html"));
        let (result, asked, _) = bench.through(&client, relabelled).await;
        assert!(result.is_ok() && asked == 1, "{}: {result:?}", bench.example.name);
    }
}

/// The body with one change.
fn changed(reply: &Reply, change: impl FnOnce(&mut Value)) -> Reply {
    let mut body: Value = serde_json::from_slice(&reply.body).unwrap();
    change(&mut body);
    let mut reply = reply.clone();
    reply.body = body.to_string().into();
    reply
}

/// What a value may turn into in another edition of the service.
fn turned(value: &Value) -> Vec<Value> {
    let mut other = vec![Value::Null];
    match value {
        Value::Number(number) => other.push(json!(number.to_string())),
        Value::String(text) => {
            other.push(json!("a-word-of-tomorrow"));
            other.extend(text.parse::<f64>().ok().map(|number| json!(number)));
        }
        Value::Object(fields) => {
            let mut fields = fields.clone();
            fields.insert("a_field_of_tomorrow".to_owned(), json!({"deep": [1, null]}));
            other.push(Value::Object(fields));
        }
        _ => {}
    }
    other
}

/// Half of the operations each, side by side: it is the longest test of all.
#[test]
fn an_answer_of_tomorrow_is_understood_or_kept_and_never_bought_again() {
    let half = |first: usize| {
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(tomorrow(first))
        })
    };
    let halves = [half(0), half(1)].map(|half| half.join().unwrap());
    let understood: usize = halves.iter().map(|(understood, _)| understood).sum();
    let kept: Vec<&String> = halves.iter().flat_map(|(_, kept)| kept).collect();
    assert!(understood > 500, "{understood}");
    // Only what names a thing, or says how it is, can't be done without; and what an answer requires by the document.
    let needed = needed();
    let odd = |name: &&&String| !name.contains("/message") && !name.contains("/code");
    for name in kept.iter().filter(odd) {
        let pointer = name.split('"').nth(1).unwrap();
        assert!(needed.contains(pointer.rsplit('/').next().unwrap()), "{name} should be understood");
    }
}

/// The names of what an answer must have: the fields that its schema requires, those that tell of a task, and those of the links.
fn needed() -> BTreeSet<&'static str> {
    let mut needed = BTreeSet::from([""]);
    for operation in facts::OPERATIONS {
        let report = operation.report.as_ref();
        let of_report = report.map(|it| [it.clips, it.state, it.clip.id]).into_iter().flatten();
        let pointers = of_report.chain(operation.starts.as_ref().map(|it| it.task_id));
        needed.extend(pointers.filter_map(|pointer| pointer.rsplit('/').next()));
        let documented = document().operation(operation.id).unwrap();
        for answer in documented.answers().filter(|answer| answer.status.is_success()) {
            let schema = answer.schema.and_then(|schema| document().value().pointer(schema));
            required(schema.unwrap_or(&Value::Null), &mut BTreeSet::new(), &mut needed);
        }
    }
    needed
}

/// Collects the fields that a schema and what it refers to require.
fn required(schema: &'static Value, seen: &mut BTreeSet<&'static str>, needed: &mut BTreeSet<&'static str>) {
    if let Some(name) = schema["$ref"].as_str() {
        if seen.insert(name) {
            required(contract_tests::resolve(document(), schema), seen, needed);
        }
        return;
    }
    needed.extend(schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    match schema {
        Value::Object(members) => members.values().for_each(|below| required(below, seen, needed)),
        Value::Array(items) => items.iter().for_each(|below| required(below, seen, needed)),
        _ => {}
    }
}

/// How many changed answers of every second operation were understood, and the names of those that weren't.
async fn tomorrow(first: usize) -> (usize, Vec<String>) {
    let (mut understood, mut kept) = (0, Vec::new());
    for bench in benches().into_iter().filter(Bench::answers_json).skip(first).step_by(2) {
        let client = quick(&bench.server);
        let body: Arc<Mutex<Value>> = Arc::default();
        let seen = Arc::clone(&body);
        let look = then(move |reply| {
            *seen.lock().unwrap() = serde_json::from_slice(&reply.body).unwrap();
            reply
        });
        bench.through(&client, look).await.0.unwrap();
        let body = body.lock().unwrap().clone();
        for pointer in pointers(&body) {
            for other in turned(body.pointer(&pointer).unwrap()) {
                let name = format!("{}, {pointer:?} is {other}", bench.example.name);
                let (at, value) = (pointer.clone(), other.clone());
                let change = then(move |reply| {
                    changed(&reply, |body| {
                        if let Some(place) = body.pointer_mut(&at) {
                            *place = value.clone()
                        }
                    })
                });
                let (result, asked, sold) = bench.through(&client, change).await;
                assert_eq!((asked, sold), (1, u64::from(bench.is_paid())), "{name}");
                let mut body = body.clone();
                *body.pointer_mut(&pointer).unwrap() = other;
                match result.and_then(|()| musicapi::understand(fact(bench.example.operation), body)) {
                    Ok(()) => understood += 1,
                    Err(error) => {
                        let kinds = [ErrorKind::OutcomeUnknown, ErrorKind::Unreadable, ErrorKind::TaskFailed];
                        assert!(kinds.contains(&error.kind()), "{name}: {error}");
                        assert!(error.body().is_some_and(|body| !body.is_empty()), "{name}: what came is lost");
                        kept.push(name);
                    }
                }
            }
        }
    }
    (understood, kept)
}
