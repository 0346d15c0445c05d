//! Random requests: good ones, and good ones that were spoilt; and what must hold of each answer.
#![allow(clippy::print_stderr, reason = "a failure is told with its request")]

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use http::{HeaderValue, Method, StatusCode};
use musicapi_mock::{Service, Settings};
use openapi_mock::{Handler, Operation, Reply, Request, Wire};
use serde_json::{Value, json};

/// After so many requests it begins anew, since credits run out.
const ROUND: usize = 500;

/// Sends so many requests, and gives how often each status was answered.
///
/// # Panics
/// If an answer isn't as it must be; it tells the request and the seed.
pub fn run(seed: u64, requests: usize) -> BTreeMap<u16, usize> {
    let mut statuses = BTreeMap::new();
    let mut rng = Rng::with_seed(seed);
    for from in (0..requests).step_by(ROUND) {
        let service = Service::new(Settings::default()).expect("the mock's document is good");
        let mut round = Round { seeds: Seeds::of(&service), service: &service, tasks: Vec::new() };
        for number in from..requests.min(from + ROUND) {
            let request = round.request(&mut rng);
            let answered = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| round.check(&request)));
            match answered {
                Ok(status) => *statuses.entry(status.as_u16()).or_default() += 1,
                Err(panic) => {
                    eprintln!("seed {seed}, request {number}: {}", told(&request));
                    std::panic::resume_unwind(panic);
                }
            }
        }
    }
    statuses
}

fn told(request: &Request) -> String {
    let body = String::from_utf8_lossy(&request.body).chars().take(2000).collect::<String>();
    let Request { method, path, query, headers, .. } = request;
    format!("{method} {path} {query:?} {headers:?} {} bytes: {body}", request.body.len())
}

/// Good requests to begin with.
struct Seeds<'s> {
    operations: Vec<(&'s Operation, Vec<&'s Value>)>,
}

impl<'s> Seeds<'s> {
    fn of(service: &'s Service) -> Self {
        let examples = |operation: &'s Operation| {
            let named = operation.value().pointer("/requestBody/content/application~1json/examples");
            named
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(|named| named.values())
                .map(|it| &it["value"])
                .collect()
        };
        Self { operations: service.document().operations().map(|it| (it, examples(it))).collect() }
    }
}

struct Round<'s> {
    service: &'s Service,
    seeds: Seeds<'s>,
    /// The tasks that were started: the operation that reports on each, and its id.
    tasks: Vec<(&'static str, String)>,
}

impl Round<'_> {
    fn request(&self, rng: &mut Rng) -> Request {
        self.service.settings().clock.advance(Duration::from_secs(rng.u64(0..3)));
        let known = rng.choice(&self.tasks).filter(|_| rng.u8(..4) == 0);
        let of_task =
            |known: &(&str, String)| self.seeds.operations.iter().find(|(operation, _)| operation.id() == known.0);
        let any = &self.seeds.operations[rng.usize(..self.seeds.operations.len())];
        let (operation, examples) = known.and_then(of_task).unwrap_or(any);
        let id = match (known, rng.u8(..3)) {
            (Some((_, id)), _) => id.clone(),
            (_, 0) => "468d0e42-f7a6-40ce-9a4c-37db56b13b99".to_owned(),
            _ => text(rng),
        };
        let path = operation.path().replace("{task_id}", &id).replace("{id}", &id);
        let path = format!("{}{path}", self.service.base_path());
        let body = rng.choice(examples).map(|body| (*body).clone());
        let mut request = match &body {
            Some(body) => Request { method: operation.method().clone(), ..Request::post(&path, body) },
            None => Request::new(operation.method().clone(), &path),
        };
        request = request.with_header("authorization", "Bearer mock-key").with_header("host", "mock.test");
        for _ in 0..rng.u8(..4) {
            spoil(rng, &mut request);
        }
        request
    }

    /// Sends a request, and checks what is answered and what it costs.
    fn check(&mut self, request: &Request) -> StatusCode {
        let state = |service: &Service| {
            (service.balance("mock-key").map(|balance| balance.total()).unwrap_or_default(), service.accepted())
        };
        let before = state(self.service);
        let reply = self.service.handle(request.clone());
        let after = state(self.service);
        assert_eq!((reply.wire, &reply.hold), (Wire::Intact, &None));
        check_body(&reply, request);
        let paid = (before.0 - after.0, after.1 - before.1);
        match self.service.document().route(&request.method, &request.path) {
            Ok(route) => {
                check_status(&reply, route.operation);
                let preferred = route.operation.preferred(&request.headers).is_some();
                let price = if preferred { None } else { price(route.operation, request) };
                let wanted = price.filter(|_| reply.status == StatusCode::OK).map_or((0, 0), |price| (price, 1));
                // The alignment of a clip is paid for once (documented), and the clip may have come before.
                let again = route.operation.id() == "align_sonic_lyrics" && paid == (0, 1);
                assert!(paid == wanted || again, "{paid:?} instead of {wanted:?}: {reply:?}");
                let body = serde_json::from_slice::<Value>(&reply.body).unwrap_or_default();
                let starts = musicapi_facts::operation(route.operation.id()).and_then(|fact| fact.starts);
                if let (Some(starts), (_, 1)) = (starts, paid) {
                    let id = body.pointer(starts.task_id).and_then(Value::as_str).expect("the task has an id");
                    self.tasks.push((starts.operation, id.to_owned()));
                }
            }
            Err(_) => {
                let status = reply.status.as_u16();
                let of_file = request.path.starts_with("/media/") && matches!(status, 200 | 206 | 304 | 412 | 416);
                assert!(of_file || matches!(status, 400 | 404 | 405), "{reply:?}");
                assert_eq!(paid, (0, 0), "{reply:?}");
            }
        }
        reply.status
    }
}

/// What a request costs if it is accepted; none if it isn't one that is paid for.
fn price(operation: &Operation, request: &Request) -> Option<u64> {
    let fact = musicapi_facts::operation(operation.id()).filter(|fact| fact.is_paid())?;
    let body = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
    let of = |fact: &musicapi_facts::Operation, body: &Value| {
        let form = fact.form(fact.tag.and_then(|tag| body.get(tag.field)?.as_str()));
        form.and_then(|form| form.price).map_or(0, |price| u64::from(price.credits))
    };
    // Each song of a batch costs what it costs alone.
    match body.get("items").and_then(Value::as_array) {
        Some(songs) => Some(songs.iter().map(|song| of(&musicapi_facts::CREATE_SONIC, song)).sum()),
        None => Some(of(fact, &body)),
    }
}

/// The status is documented, or one of those that every HTTP server has; and credits may not suffice for any paid call.
fn check_status(reply: &Reply, operation: &Operation) {
    let documented = operation.value()["responses"].get(reply.status.as_str()).is_some();
    assert!(documented || matches!(reply.status.as_u16(), 400 | 403 | 404 | 413 | 415), "{} {reply:?}", operation.id());
}

/// The body is what its content type says, and what is told of violations is bounded.
fn check_body(reply: &Reply, request: &Request) {
    let kind = reply.headers.get("content-type").map_or("", |kind| kind.to_str().expect("it is ASCII"));
    match kind.split(';').next().unwrap_or_default() {
        "application/json" => drop(serde_json::from_slice::<Value>(&reply.body).expect("it is JSON")),
        "text/plain" => drop(std::str::from_utf8(&reply.body).expect("it is UTF-8")),
        "" => assert!(reply.body.is_empty(), "{reply:?}"),
        _ => assert!(request.path.starts_with("/media/"), "{kind}"),
    }
    let head: usize = reply.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    assert!(head < 6000, "{head} bytes of headers");
    if let Some(violations) = reply.headers.get("x-violations") {
        assert!(reply.status.is_client_error(), "{reply:?}");
        let list: Value = serde_json::from_slice(violations.as_bytes()).expect("the violations are JSON");
        assert!(list.as_array().is_some_and(|list| !list.is_empty()), "{list}");
    } else {
        assert_ne!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{reply:?}");
    }
}

/// Spoils one thing of a request.
fn spoil(rng: &mut Rng, request: &mut Request) {
    match rng.u8(..16) {
        0 => {
            let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get"];
            let method = methods[rng.usize(..methods.len())];
            request.method = method.parse().unwrap_or(Method::GET);
        }
        1 => request.path = spoilt_path(rng, &request.path),
        2 => {
            let name = text(rng);
            request.query = Some(format!("{name}={}&{name}", text(rng)));
        }
        3 => header(
            rng,
            request,
            "authorization",
            &["", "Bearer", "Bearer  ", "mock-key", "Basic mock-key", "bearer mock-key"],
        ),
        4 => {
            let kinds = [
                "",
                "text/plain",
                "application/xml",
                "application/json; charset=latin1",
                "*/*",
                ";",
                "APPLICATION/JSON",
            ];
            header(rng, request, "content-type", &kinds);
        }
        5 => header(
            rng,
            request,
            "prefer",
            &["code=401", "code=200, example=x", "example=failed", "code=", "code=99999", "=", "a,b;c"],
        ),
        6 => header(rng, request, "host", &["", "a b", "[::1]:80", "x\"y", "evil/../"]),
        7 | 8 => request.body = spoilt_bytes(rng, request.body.to_vec()).into(),
        _ => {
            let Ok(mut body) = serde_json::from_slice::<Value>(&request.body) else { return };
            spoil_value(rng, &mut body);
            request.body = body.to_string().into();
        }
    }
}

fn header(rng: &mut Rng, request: &mut Request, name: &'static str, values: &[&str]) {
    request.headers.remove(name);
    let values: Vec<HeaderValue> = match rng.u8(..4) {
        0 => return,
        1 => HeaderValue::from_bytes(&bytes(rng, 40)).into_iter().collect(),
        2 => vec![HeaderValue::try_from("x".repeat(rng.usize(..10_000))).expect("it is ASCII")],
        _ => (0..rng.usize(1..3)).filter_map(|_| HeaderValue::try_from(*rng.choice(values)?).ok()).collect(),
    };
    for value in values {
        request.headers.append(name, value);
    }
}

fn spoilt_path(rng: &mut Rng, path: &str) -> String {
    let letters: Vec<char> = path.chars().collect();
    let at = rng.usize(..=letters.len());
    let (start, end): (String, String) = (letters[..at].iter().collect(), letters[at..].iter().collect());
    match rng.u8(..8) {
        0 => format!("{start}/{end}"),
        1 => format!("{start}{}{end}", text(rng)),
        2 => start,
        3 => format!("{start}%{:02x}{end}", rng.u8(..)),
        4 => format!("{start}%{end}"),
        5 => format!("/media/{}.mp3", text(rng)),
        6 => format!("{start}/../{end}"),
        _ => text(rng),
    }
}

fn spoilt_bytes(rng: &mut Rng, mut body: Vec<u8>) -> Vec<u8> {
    let at = rng.usize(..=body.len());
    match rng.u8(..10) {
        0 => body.truncate(at),
        1 => drop(body.splice(at..at, bytes(rng, 20))),
        2 => body.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.u8(..8)),
        3 => body = bytes(rng, 200),
        4 => body.clear(),
        5 => body = [b"\xef\xbb\xbf".to_vec(), body].concat(),
        6 => body.extend_from_within(at..),
        7 => body = b"[{\"a\":".repeat(rng.usize(..2000)),
        8 if rng.u8(..50) == 0 => body.resize(openapi_mock::BODY_LIMIT + rng.usize(..2), b' '),
        _ => {
            // A key twice, wherever one begins.
            let text = String::from_utf8_lossy(&body).replacen("{\"", "{\"mv\":1,\"mv\":1,\"", 1);
            body = text.into_bytes();
        }
    }
    body
}

fn spoil_value(rng: &mut Rng, value: &mut Value) {
    match value {
        Value::Object(members) if !members.is_empty() && rng.u8(..8) > 0 => {
            let key = members.keys().nth(rng.usize(..members.len())).cloned().unwrap_or_default();
            match rng.u8(..6) {
                0 => drop(members.shift_remove(&key)),
                1 => drop(members.insert(text(rng), any(rng, 3))),
                2 => {
                    let value = members.shift_remove(&key).unwrap_or_default();
                    members.insert(key.to_uppercase(), value);
                }
                _ => members.get_mut(&key).into_iter().for_each(|member| spoil_value(rng, member)),
            }
        }
        Value::Array(items) if !items.is_empty() && rng.u8(..8) > 0 => {
            let at = rng.usize(..items.len());
            if rng.bool() {
                spoil_value(rng, &mut items[at]);
            } else {
                let most = 100_000 / items[at].to_string().len().max(1);
                *items = vec![items[at].clone(); rng.usize(..=most.min(3000))];
            }
        }
        Value::String(known) if rng.bool() => *known = known.repeat(rng.usize(..400).min(30_000 / known.len().max(1))),
        other => *other = any(rng, 4),
    }
}

/// Any JSON.
fn any(rng: &mut Rng, depth: u8) -> Value {
    match rng.u8(..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => [json!(0), json!(-1), json!(u64::MAX), json!(i64::MIN), json!(1e308), json!(-0.0), json!(1.5)]
            [rng.usize(..7)]
        .clone(),
        3 => json!(f64::from_bits(rng.u64(..))),
        4 | 5 => text(rng).into(),
        6 => (0..rng.usize(..4)).map(|_| any(rng, depth - 1)).collect(),
        _ => (0..rng.usize(..4)).map(|_| (text(rng), any(rng, depth - 1))).collect(),
    }
}

/// Any text, mostly short.
fn text(rng: &mut Rng) -> String {
    let length = if rng.u8(..20) == 0 { rng.usize(..5000) } else { rng.usize(..12) };
    let odd =
        ['"', '\\', '/', '~', '%', '{', '}', '\0', '\n', ' ', '*', ':', '.', 'ü', '\u{2028}', '\u{1F3B5}', '\u{fffd}'];
    let letter = |_| if rng.u8(..3) == 0 { odd[rng.usize(..odd.len())] } else { rng.alphanumeric() };
    (0..length).map(letter).collect()
}

fn bytes(rng: &mut Rng, most: usize) -> Vec<u8> {
    (0..rng.usize(..most)).map(|_| rng.u8(..)).collect()
}
