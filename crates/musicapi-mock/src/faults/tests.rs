//! Faults around the service itself, without a wire.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use http::StatusCode;
use openapi_mock::{Handler, Reply, Request};
use serde_json::{Value, json};

use super::*;
use crate::contract::told_apart::PRICE;
use crate::service::Service;
use crate::setup::settings::Settings;

const TASK: &str = "468d0e42-f7a6-40ce-9a4c-37db56b13b99";

fn faults(texts: &[&str]) -> Faults {
    faults_with(1000, texts)
}

fn faults_with(credits: u64, texts: &[&str]) -> Faults {
    let settings = Settings::default().with_credits(credits).with_account("k2", crate::Account::default());
    let faults = Faults::new(Arc::new(Service::new(settings).unwrap()));
    for text in texts {
        faults.add(text.parse().unwrap()).unwrap();
    }
    faults
}

fn create() -> Request {
    let body = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"});
    Request::post("/api/v1/sonic/create", &body).with_header("authorization", "Bearer mock-key")
}

fn get(path: &str) -> Request {
    Request::get(&format!("/api/v1{path}")).with_header("authorization", "Bearer mock-key")
}

fn look() -> Request {
    get(&format!("/sonic/task/{TASK}"))
}

fn statuses(faults: &Faults, request: &Request, calls: usize) -> Vec<u16> {
    (0..calls).map(|_| faults.handle(request.clone()).status.as_u16()).collect()
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap()
}

/// How often each fault was used.
fn used(faults: &Faults) -> Vec<u64> {
    faults.states().iter().map(|state| state.consumed).collect()
}

#[test]
fn without_faults_it_is_the_service() {
    let faults = faults(&[]);
    let plain = Service::new(Settings::default()).unwrap();
    for request in [create(), look(), get("/nothing"), Request::get("/media/x.mp3")] {
        assert_eq!(faults.handle(request.clone()), plain.handle(request));
    }
}

#[test]
fn before_nothing_is_taken_and_after_all_of_it_is() {
    for (text, accepted) in [
        ("create_sonic:status=500", 0),
        ("create_sonic:before:status=500", 0),
        ("create_sonic:html=502", 0),
        ("create_sonic:reset", 0),
        ("create_sonic:silence:before", 0),
        ("create_sonic:after:status=500", 1),
        ("create_sonic:after:html=502", 1),
        ("create_sonic:after:reset", 1),
        ("create_sonic:after:close", 1),
        ("create_sonic:after:silence", 1),
        ("create_sonic:cut=9", 1),
        ("create_sonic:empty", 1),
        ("create_sonic:delay=1s", 1),
    ] {
        let faults = faults(&[text]);
        let (first, second) = (faults.handle(create()), faults.handle(create()));
        assert_eq!((second.status.as_u16(), second.wire, &second.hold), (200, Wire::Intact, &None), "{text}");
        assert_ne!(first, second, "{text}");
        assert_eq!(faults.service().accepted(), accepted + 1, "{text}");
        let left = faults.service().balance("mock-key").unwrap().total();
        assert_eq!(left, 1000 - PRICE * (accepted + 1), "{text}");
        assert_eq!(used(&faults), [1], "{text}");
    }
}

#[test]
fn calls_are_counted() {
    let at = |text| statuses(&faults(&[text]), &look(), 5);
    assert_eq!(at("get_sonic_task:status=500"), [500, 200, 200, 200, 200]);
    assert_eq!(at("get_sonic_task:1:status=500"), [500, 200, 200, 200, 200]);
    assert_eq!(at("get_sonic_task:3:status=500"), [200, 200, 500, 200, 200]);
    assert_eq!(at("get_sonic_task:next=2:status=500"), [500, 500, 200, 200, 200]);
    assert_eq!(at("get_sonic_task:every:status=500"), [500; 5]);
    assert_eq!(at("*:4:status=500"), [200, 200, 200, 500, 200]);
    assert_eq!(at("create_sonic:every:status=500"), [200; 5]);
    assert_eq!(at("media:every:status=500"), [200; 5]);
    assert_eq!(statuses(&faults(&["media:2:status=500"]), &Request::get("/media/x.mp3"), 3), [404, 500, 404]);
    // What leads nowhere is no call of an operation.
    assert_eq!(statuses(&faults(&["*:every:status=500"]), &get("/nothing"), 2), [404, 404]);
}

#[test]
fn one_fault_is_used_at_a_call_in_the_order_in_which_they_were_added() {
    let queue = faults(&["*:status=500", "get_sonic_task:next=2:status=502", "*:every:status=503", "*:5:status=504"]);
    assert_eq!(statuses(&queue, &look(), 5), [500, 502, 502, 503, 503]);
    assert_eq!(used(&queue), [1, 2, 2, 0]);
    let counted: Vec<bool> = queue.states().iter().map(FaultState::is_consumed).collect();
    assert_eq!(counted, [true, true, true, false]);
    assert_eq!(queue.states()[3].to_string(), "the fault `*:5:status=504` was consumed at 0 of 5 calls");
    // One of before comes before one of after, and counting goes on.
    let both =
        faults(&["get_credits:1:after:status=500", "get_credits:1:status=502", "get_credits:2:after:status=503"]);
    assert_eq!(statuses(&both, &get("/get-credits"), 3), [502, 503, 200]);
}

#[test]
fn a_fault_may_be_for_one_key() {
    let faults = faults(&["get_credits:every:key=k2:status=500"]);
    let other = Request::get("/api/v1/get-credits").with_header("authorization", "Bearer k2");
    assert_eq!(statuses(&faults, &get("/get-credits"), 2), [200, 200]);
    assert_eq!(statuses(&faults, &other, 1), [500]);
    assert_eq!(statuses(&faults, &Request::get("/api/v1/get-credits"), 1), [401]);
    assert_eq!(faults.states()[0].calls, 1);
}

#[test]
fn of_many_calls_at_once_so_many_go_wrong_as_was_said() {
    let faults = faults_with(
        80 * PRICE,
        &["create_sonic:next=30:after:status=500", "create_sonic:next=20:status=502", "*:7:reset"],
    );
    let counts: Vec<(usize, usize)> = std::thread::scope(|scope| {
        let count = || {
            let statuses = statuses(&faults, &create(), 20);
            let of = |status| statuses.iter().filter(|it| **it == status).count();
            (of(500), of(502))
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = counts.into_iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let used = used(&faults);
    assert_eq!((sum, &used[..2]), ((30, 20), &[30, 20][..]));
    // 80 calls, of which 20 never came to the service, and perhaps the seventh.
    assert_eq!(faults.service().accepted(), 60 - used[2]);
}

#[test]
fn an_answer_is_as_documented_or_in_the_shape_that_was_said() {
    let answer = |text: &str, request: Request| {
        let reply = faults(&[text]).handle(request);
        (reply.status.as_u16(), String::from_utf8(reply.body.to_vec()).unwrap())
    };
    let texts = [
        ("get_credits:status=500", 500, r#"{"error":"Internal Server Error."}"#),
        (
            "get_credits:status=401:example=format",
            401,
            r#"{"type":"unauthorized","error":"Invalid authorization format."}"#,
        ),
        ("get_credits:example=missing", 401, r#"{"type":"unauthorized","error":"Authorization header is missing."}"#),
        (
            "get_credits:status=500:shape=type-error",
            500,
            r#"{"type":"internal_server_error","error":"Internal Server Error."}"#,
        ),
        (
            "get_credits:status=401:shape=code-message",
            401,
            r#"{"code":401,"message":"Authorization header is missing."}"#,
        ),
        ("get_credits:status=401:shape=error", 401, r#"{"error":"Authorization header is missing."}"#),
        ("get_credits:status=401:shape=message", 401, r#"{"message":"Authorization header is missing."}"#),
        ("get_credits:status=401:shape=text", 401, "Authorization header is missing."),
        // The document has nothing of it, so the words are the mock's own.
        ("get_credits:status=418", 418, r#"{"type":"i_m_a_teapot","error":"I'm a teapot"}"#),
        ("get_credits:status=599:shape=text", 599, "Unknown Status"),
        ("*:status=500", 500, r#"{"error":"Internal Server Error."}"#),
    ];
    for (text, status, body) in texts {
        assert_eq!(answer(text, get("/get-credits")), (status, body.to_owned()), "{text}");
    }
    let failed = (200, r#"{"type":"failed","error":"The song could not be made."}"#.to_owned());
    assert_eq!(answer("get_sonic_task:example=failed", look()), failed);
    assert_eq!(answer("*:example=failed", look()), failed);
    let refunded = r#"{"type":"api_error","message":"The song could not be made.","already_refunded":true}"#;
    assert_eq!(answer("get_sonic_task:status=500:example=refunded", look()), (500, refunded.to_owned()));
    // At an operation that has no such example, the fault isn't used.
    assert_eq!(answer("*:example=failed", get("/get-credits")).0, 200);
    let media = (503, r#"{"type":"service_unavailable","error":"Service Unavailable"}"#.to_owned());
    assert_eq!(answer("media:status=503", Request::get("/media/x.mp3")), media);
}

#[test]
fn it_is_told_when_to_come_back() {
    let headers = |text: &str| faults(&[text]).handle(create()).headers;
    assert_eq!(headers("create_sonic:status=429")["retry-after"], "3", "as documented");
    assert_eq!(headers("create_sonic:retry-after=30")["retry-after"], "30");
    let date = headers("create_sonic:retry-after-date=90");
    assert_eq!(date["retry-after"], "Thu, 01 Jan 2026 00:01:30 GMT");
    assert_eq!(date["date"], "Thu, 01 Jan 2026 00:00:00 GMT");
    let milliseconds = headers("create_sonic:retry-after-ms=500");
    assert_eq!((milliseconds.get("retry-after"), &milliseconds["retry-after-ms"]), (None, &"500".parse().unwrap()));
    let reply = faults(&["create_sonic:html=503:retry-after=7"]).handle(create());
    assert_eq!((reply.status.as_u16(), &reply.headers["retry-after"]), (503, &"7".parse().unwrap()));
    assert_eq!(faults(&["create_sonic:retry-after=7"]).handle(create()).status, 429);
}

#[test]
fn a_proxy_answers_in_html() {
    let reply = faults(&["create_sonic:html=502"]).handle(create());
    assert_eq!(reply.status, StatusCode::BAD_GATEWAY);
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    assert!(reply.body.starts_with(b"<!DOCTYPE html>") && reply.body.ends_with(b"</html>\n"));
}

#[test]
fn an_answer_is_spoilt() {
    let genuine = faults(&[]).handle(look());
    let spoilt = |text: &str| {
        let faults = faults(&[text]);
        let reply = faults.handle(look());
        assert_eq!((used(&faults), reply.status), (vec![1], StatusCode::OK), "{text}");
        reply
    };
    assert_eq!(spoilt("get_sonic_task:empty").body, "");
    let malformed = spoilt("get_sonic_task:malformed").body;
    assert_eq!(malformed[..], genuine.body[..genuine.body.len() - 1]);
    assert!(serde_json::from_slice::<Value>(&malformed).is_err());
    let other = spoilt("get_sonic_task:content-type=text/plain");
    assert_eq!((&other.headers["content-type"], &other.body), (&"text/plain".parse().unwrap(), &genuine.body));

    // Each differs from the genuine one in what was said, and in nothing else.
    let mut with_field = body(&spoilt("get_sonic_task:unknown-field"));
    for pointer in ["", "/data/0", "/data/1"] {
        let object = with_field.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
        assert!(object.shift_remove("unknown_field").is_some(), "{pointer}");
    }
    assert_eq!(with_field, body(&genuine));
    let edited = |edit: &dyn Fn(&mut Value)| {
        let mut body = body(&genuine);
        edit(&mut body);
        body
    };
    let clips = |body: &mut Value, field: &str, value: Value| {
        body["data"].as_array_mut().unwrap().iter_mut().for_each(|clip| clip[field] = value.clone());
    };
    let state = edited(&|body| clips(body, "state", json!("archived")));
    assert_eq!(body(&spoilt("get_sonic_task:state=archived")), state);
    let null = edited(&|body| clips(body, "audio_url", Value::Null));
    assert_eq!(body(&spoilt("get_sonic_task:null=audio_url")), null);
    assert_eq!(body(&spoilt("get_sonic_task:numbers-as-text")), edited(&|body| body["code"] = json!("200")));
}

#[test]
fn the_state_of_any_family_is_spoilt() {
    let service = Service::new(Settings::default()).unwrap();
    let mut seen = BTreeSet::new();
    for operation in service.document().operations() {
        let Some(report) = musicapi_facts::operation(operation.id()).and_then(|fact| fact.report.as_ref()) else {
            continue;
        };
        for answer in operation.answers().filter(|answer| answer.status == 200) {
            let mut reply = answer.reply();
            if Change::State("archived".to_owned()).apply(&mut reply, Some(report)) {
                let text = String::from_utf8(reply.body.to_vec()).unwrap();
                assert!(text.contains(r#":"archived""#), "{text}");
                seen.insert(operation.id());
            }
        }
        assert!(seen.contains(operation.id()), "{} shows no state", operation.id());
    }
    assert!(seen.len() >= 4, "{seen:?}");
}

#[test]
fn where_there_is_nothing_to_spoil_a_fault_is_not_used() {
    let cases = [
        ("*:state=archived", get("/get-credits")),
        ("get_credits:null=audio_url", get("/get-credits")),
        ("get_sonic_task:null=video_url", look()),
        ("get_credits:cut=1000", get("/get-credits")),
        ("get_credits:reset=1000", get("/get-credits")),
        ("get_credits:stall=1000", get("/get-credits")),
        ("get_credits:trickle=1000/1s", get("/get-credits")),
        ("get_credits:length=34", get("/get-credits")),
        ("get_credits:content-type=application/json", get("/get-credits")),
        ("media:cut=0", Request::new(http::Method::HEAD, "/media/x.mp3")),
    ];
    for (text, request) in cases {
        let faults = faults(&[text]);
        let plain = self::faults(&[]);
        assert_eq!(faults.handle(request.clone()), plain.handle(request), "{text}");
        let state = faults.states().remove(0);
        assert_eq!((state.calls, state.consumed, state.is_consumed()), (1, 0, false), "{text}");
    }
}

#[test]
fn what_happens_on_the_wire_is_asked_for() {
    let second = Duration::from_secs(1);
    for (text, wire) in [
        ("*:close", Wire::Close),
        ("*:reset", Wire::Reset),
        ("*:silence", Wire::Silence),
        ("*:cut=3", Wire::CutAfter(3)),
        ("*:reset=3", Wire::ResetAfter(3)),
        ("*:stall=0", Wire::StallAfter(0)),
        ("*:trickle=2/1s", Wire::Trickle { bytes: 2, pause: second }),
        ("*:length=3", Wire::Length(3)),
        ("*:status=500:cut=3", Wire::CutAfter(3)),
    ] {
        let reply = faults(&[text]).handle(create());
        assert_eq!((reply.wire, reply.hold), (wire, None), "{text}");
    }
}

#[test]
fn an_answer_is_delayed_on_the_clock_of_the_mock() {
    let faults = faults(&["create_sonic:delay=40s", "create_sonic:delay=40s"]);
    let clock = faults.service().settings().clock.clone();
    // The answer is ready, and it is held until that time; what follows is how an adapter would wait.
    assert!(faults.handle(create()).hold.is_some());
    assert_eq!(faults.service().accepted(), 1, "the service has acted");
    let mut waiting = Box::pin(clock.until(clock.now() + Duration::from_secs(40)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let _entered = runtime.enter();
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..40 {
        assert_eq!(waiting.as_mut().poll(&mut cx), Poll::Pending);
        clock.advance(Duration::from_secs(1));
    }
    assert_eq!(waiting.as_mut().poll(&mut cx), Poll::Ready(()));
}

#[test]
fn a_fault_that_the_document_does_not_allow_is_told() {
    let refused = [
        (Fault::on("create_sonic").state("weird"), "its answer has no state; say it of an operation that reports"),
        (Fault::on("create_sonik").reset(), "no operation `create_sonik`; the nearest is `create_sonic`"),
        (Fault::on("create_sonic").example("nothing"), "no such example `nothing`"),
        (Fault::on("get_credits").status(401).example("rate"), "it has: format under 401, missing under 401"),
        (Fault::on("get_credits").status(418).example("rate"), "it has: none"),
        (Fault::on_media().status(401).example("rate"), "it has: none"),
        (Fault::on_any().example("nothing"), "no such example `nothing`"),
        (Fault::on("create_sonic"), "nothing goes wrong"),
        (Fault::on("create_sonic").before().malformed(), "no answer of its own"),
    ];
    let faults = faults(&[]);
    for (fault, told) in refused {
        let error = faults.add(fault.clone()).unwrap_err().to_string();
        assert!(error.contains(told), "{fault}: {error}");
    }
    assert_eq!(faults.states(), []);
}

#[test]
fn whatever_goes_wrong_what_was_accepted_is_paid_once() {
    let pool = [
        "create_sonic:next=3:status=500",
        "create_sonic:next=3:after:status=500",
        "create_sonic:5:reset",
        "create_sonic:7:after:reset",
        "create_sonic:every:key=k2:after:close",
        "*:next=4:html=502",
        "*:9:after:cut=3",
        "create_sonic:next=2:malformed",
        "create_sonic:next=2:numbers-as-text",
        "get_sonic_task:next=2:state=x",
        "media:next=2:stall=3",
    ];
    for seed in 0..50 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let chosen: Vec<&str> = pool.iter().copied().filter(|_| rng.bool()).collect();
        let faults = faults(&chosen);
        let mut reached = 0;
        for _ in 0..40 {
            let keyed = Request::get("/api/v1/get-credits").with_header("authorization", "Bearer k2");
            match rng.u8(..4) {
                0 => drop(faults.handle(look())),
                1 => drop(faults.handle(keyed)),
                _ => {
                    let before: Vec<u64> = used(&faults);
                    faults.handle(create());
                    let states = faults.states();
                    let kept =
                        states.iter().zip(before).any(|(state, was)| state.consumed > was && !state.fault.is_after());
                    reached += u64::from(!kept);
                }
            }
            assert_eq!(faults.service().accepted(), reached, "seed {seed} {chosen:?}");
            assert_eq!(faults.service().balance("mock-key").unwrap().total(), 1000 - PRICE * reached, "seed {seed}");
        }
        for state in faults.states() {
            let most = match state.fault.calls {
                Calls::Nth(_) => 1,
                Calls::Next(calls) => calls,
                Calls::Every => state.calls,
            };
            assert!(state.consumed <= most.min(state.calls), "{state}");
        }
    }
}
