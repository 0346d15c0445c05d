//! Callbacks by way of control: what is to come, time, snapshots, spaces.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::hook::{Hook, create, create_by, header};
use http::StatusCode;
use musicapi_mock::{CallbackSettings, Settings, Spaces, SpacesOptions};
use openapi_mock::{Handler as _, Reply, Request, server};
use serde_json::{Value, json};

const MINUTE: Duration = Duration::from_secs(60);

/// A control call, and what it answers.
fn control(mock: &Spaces, request: Request) -> Value {
    let reply = mock.handle(request);
    assert!(reply.status.is_success(), "{:?}", reply.body);
    if reply.body.is_empty() { Value::Null } else { serde_json::from_slice(&reply.body).unwrap() }
}

fn told(mock: &Spaces, limit: usize) -> Value {
    control(mock, Request::get(&format!("/__mock/callbacks?limit={limit}")))
}

#[tokio::test]
async fn control_tells_what_is_to_come_and_what_came_of_it_and_time_goes_to_the_next() {
    let mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap();
    let (service, hook) = (mock.service(), Hook::new(&[500, 200]));
    create(service, &hook.url());
    create(service, "https://example.com/hooks");
    let before = told(&mock, 100);
    let pending = before["pending"].as_array().unwrap();
    assert_eq!((&before["waiting"], pending.len(), &before["deliveries"]), (&json!(4), 4, &json!([])));
    let times: Vec<_> = pending.iter().map(|it| it["due"].as_f64().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    for it in pending {
        let why = it["refused"].as_str().unwrap_or_default();
        assert_eq!(why.contains("no TLS"), it["url"] == "https://example.com/hooks", "{it}");
        assert_eq!(it["attempt"], 1);
    }
    let one = told(&mock, 1);
    assert_eq!((&one["waiting"], &one["pending"]), (&json!(4), &json!([pending[0]])));
    assert_eq!(control(&mock, Request::get("/__mock/state"))["counts"]["callbacks_waiting"], 4);

    // Whatever else happens, time never goes past one that is due.
    let next = || control(&mock, Request::post("/__mock/time", &json!({"next": true})))["now"].as_f64().unwrap();
    let mut stops = Vec::new();
    while let Some(due) = told(&mock, 1)["pending"][0]["due"].as_f64() {
        let now = next();
        assert!(now <= due, "{now} is past {due}");
        if now == due {
            stops.push(now);
        }
        service.callbacks().settled().await;
    }
    let after = told(&mock, 100);
    assert_eq!((&after["waiting"], &after["pending"]), (&json!(0), &json!([])));
    let deliveries: Vec<_> = after["deliveries"].as_array().unwrap().iter().rev().collect();
    let at: Vec<_> = deliveries.iter().map(|it| it["at"].as_f64().unwrap()).collect();
    let mut different = at.clone();
    different.dedup();
    assert_eq!(different, stops, "{at:?}");
    let of_hook: Vec<_> = deliveries.iter().filter(|it| it["url"] == hook.url()).collect();
    assert_eq!((&of_hook[0]["receipt"], &of_hook[0]["attempt"]), (&json!({"answered": 500}), &json!(1)));
    let again = of_hook.iter().find(|it| it["attempt"] == 2).unwrap();
    assert_eq!(again["at"].as_f64().unwrap(), of_hook[0]["at"].as_f64().unwrap() + 10.0);
    assert!(deliveries.iter().filter(|it| it["receipt"]["not_sent"].is_string()).count() == 2, "{deliveries:?}");
    assert_eq!(after["totals"], json!({"tried": 5, "taken": 2, "given_up": 2, "dropped": 0}));
}

#[test]
fn a_snapshot_has_what_is_to_come_and_what_is_under_way() {
    let new = || {
        let callbacks = CallbackSettings { streaming: false, patience: 60 * MINUTE, ..CallbackSettings::default() };
        Spaces::new(Settings { callbacks, ..Settings::default() }, Vec::new(), SpacesOptions::default()).unwrap()
    };
    // It takes a connection, and never answers.
    let receiver = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", receiver.local_addr().unwrap());
    let (one, other) = (new(), new());
    let task = create(one.service(), &url);
    one.service().settings().clock.advance(3 * MINUTE);
    create(one.service(), &url);
    let _under_way = receiver.accept().unwrap();
    let before = told(&one, 10);
    assert_eq!((&before["waiting"], &before["pending"][0]["task_id"]), (&json!(2), &json!(task)));
    let snapshot = one.handle(Request::get("/__mock/snapshot")).body;
    control(&other, Request { body: snapshot, ..Request::post("/__mock/restore", &json!({})) });
    assert_eq!(told(&other, 10), before);
    // What was under way is sent again, since nobody knows whether it was taken.
    let _again = receiver.accept().unwrap();
    control(&one, Request::post("/__mock/reset", &json!({})));
    assert_eq!(told(&one, 10)["waiting"], 0);
}

#[test]
fn a_space_calls_back_by_the_clock_that_receivers_have() {
    let callbacks = CallbackSettings { machine_time: true, ..CallbackSettings::default() };
    let settings = Settings { callbacks, ..Settings::default() };
    let mock = Spaces::new(settings, Vec::new(), SpacesOptions::default()).unwrap();
    let space = json!({"callbacks": {"duplicates": 1}, "accounts": {"a": {}}});
    control(&mock, Request::post("/__mock/spaces", &space));
    let (came, stamps) = std::sync::mpsc::channel();
    let hook = server::spawn(Arc::new(move |request: Request| {
        came.send(header(&request, "x-webhook-timestamp").parse::<u64>().unwrap()).unwrap();
        Reply::text(StatusCode::OK, "noted")
    }))
    .unwrap();
    let begun = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    create_by("a", &mock, &hook.uri());
    control(&mock, Request::post("/__mock/time?space=a", &json!({"advance": 180})));
    for _ in 0..4 {
        assert!(stamps.recv().unwrap() >= begun, "by the mock's clock it is the beginning of 2026");
    }
}
