//! What control calls do, and what they refuse.

mod learned;
mod network;
mod spaces;

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::Method;
use openapi_mock::{Document, Handler, Reply, Request};
use serde_json::{Value, json};

use crate::contract::told_apart::PRICE;
use crate::setup::settings::Settings;
use crate::spaces::{Spaces, SpacesOptions};

fn mock() -> Spaces {
    Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap()
}

fn body(reply: &Reply) -> Value {
    if reply.body.is_empty() { Value::Null } else { serde_json::from_slice(&reply.body).unwrap() }
}

/// The status and the body of an answer, which is checked against the document.
fn call(mock: &Spaces, method: Method, path: &str, sent: Option<Value>) -> (u16, Value) {
    let target = format!("/__mock{path}");
    let request = match sent {
        Some(sent) => Request { method, ..Request::post(&target, &sent) },
        None => Request::new(method, &target),
    };
    let document = Document::from_value(super::document().clone()).unwrap();
    let reply = mock.handle(request.clone());
    let (status, answer) = (reply.status.as_u16(), body(&reply));
    if let Ok(route) = document.route(&request.method, &request.path) {
        let documented = route.operation.answer(Some(status), None).unwrap();
        if let Some(schema) = documented.schema {
            assert_eq!(document.validate(schema, &answer).unwrap(), [], "{path}: {answer}");
        }
    }
    (status, answer)
}

fn get(mock: &Spaces, path: &str) -> Value {
    let (status, answer) = call(mock, Method::GET, path, None);
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

fn post(mock: &Spaces, path: &str, sent: Value) -> Value {
    let (status, answer) = call(mock, Method::POST, path, Some(sent.clone()));
    assert!(status < 300, "{path} {sent}: {status} {answer}");
    answer
}

/// The message of a call that is refused by this status.
fn refused(mock: &Spaces, method: Method, path: &str, sent: Option<Value>, status: u16) -> String {
    let (was, answer) = call(mock, method, path, sent.clone());
    assert_eq!(was, status, "{path} {sent:?}: {answer}");
    let message = answer["error"]["message"].as_str().unwrap();
    let violations = answer["error"]["violations"].as_array().into_iter().flatten();
    violations.fold(message.to_owned(), |all, violation| format!("{all}; {}", violation["message"].as_str().unwrap()))
}

fn create(mock: &Spaces, key: &str) -> Reply {
    let song = json!({"custom_mode": false, "gpt_description_prompt": "x", "title": "x", "mv": "sonic-v6"});
    mock.handle(Request::post("/api/v1/sonic/create", &song).with_header("authorization", &format!("Bearer {key}")))
}

#[test]
fn the_document_that_is_checked_in_is_the_one_that_is_served() {
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/control/control.json"));
    let is_fresh = kept.is_ok_and(|kept| kept == format!("{:#}\n", super::document()));
    assert!(is_fresh, "stale: cargo run -p musicapi-mock --features program -- schema control > openapi/control.json");
    assert_eq!(get(&mock(), "/openapi.json"), *super::document());
}

#[test]
fn both_documents_of_the_api_name_this_mock_and_the_same_operations() {
    let ids = |document: &Value| {
        let items = document["paths"].as_object().unwrap().values();
        let ids = items.flat_map(|item| item.as_object().unwrap().values()).filter_map(|it| it["operationId"].as_str());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let [full, plain] = ["/api.json", "/api.plain.json"].map(|path| get(&mock(), path));
    assert!(!ids(&full).is_empty());
    assert_eq!(ids(&full), ids(&plain));
    for document in [full, plain] {
        assert_eq!(document["servers"][0]["url"], "http://localhost/api/v1");
    }
}

#[test]
fn the_state_shows_tasks_with_their_clips() {
    let mock = mock();
    let id = body(&create(&mock, "mock-key"))["task_id"].as_str().unwrap().to_owned();
    let state = get(&mock, "/state");
    let task = &state["tasks"][0];
    assert_eq!(
        (&task["id"], &task["operation"], &task["phase"]),
        (&json!(id), &json!("create_sonic"), &json!("waiting"))
    );
    assert_eq!(
        (&task["key"], &task["title"], &state["accounts"][0]["key"]),
        (&json!("mock…"), &json!("x"), &json!("mock-key"))
    );
    assert_eq!(task["clips"].as_array().unwrap().len(), 2);
    post(&mock, "/time", json!({"advance": 1000}));
    let state = get(&mock, "/state");
    let task = &state["tasks"][0];
    assert_eq!(
        (&task["phase"], &task["progress"], &task["clips"][1]["progress"]),
        (&json!("succeeded"), &json!(1.0), &json!(1.0))
    );
    let address = task["clips"][0]["audio_url"].as_str().unwrap();
    let file = mock.handle(Request::get(address.strip_prefix("http://localhost").unwrap()));
    assert_eq!((file.status.as_u16(), &file.headers["content-type"]), (200, &"audio/mpeg".parse().unwrap()));
    (0..5).for_each(|_| drop(create(&mock, "mock-key")));
    let numbers = |path: &str| -> Vec<u64> {
        get(&mock, path)["tasks"].as_array().unwrap().iter().map(|task| task["number"].as_u64().unwrap()).collect()
    };
    assert_eq!(numbers("/state?limit=2"), [6, 5]);
    assert_eq!(numbers("/state?limit=2&before=5"), [4, 3]);
    assert_eq!(numbers("/state?since=4"), [6, 5]);
    assert_eq!(numbers("/state?account=mock-key&limit=1"), [6]);
    assert!(refused(&mock, Method::GET, "/state?account=other", None, 404).contains("no account"));
}

#[test]
fn time_goes_forward_alone() {
    let mock = mock();
    assert_eq!(get(&mock, "/time"), json!({"now": 0.0, "date": "2026-01-01T00:00:00.000Z", "speed": 0.0}));
    assert_eq!(post(&mock, "/time", json!({"advance": 90.5}))["now"], 90.5);
    assert_eq!(post(&mock, "/time", json!({"to": 100}))["date"], "2026-01-01T00:01:40.000Z");
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"advance": -1})), 400).contains("backwards"));
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"to": 99})), 400).contains("it is 100.000 s already"));
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"speed": -1})), 400).contains("at least 0"));
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"advence": 1})), 400).contains("advance"));
    for two in [json!({"advance": 7, "next": true}), json!({"advance": 7, "to": 300}), json!({"to": 300, "next": true})]
    {
        assert!(refused(&mock, Method::POST, "/time", Some(two), 400).contains("one of `advance`, `to` and `next`"));
    }
    assert_eq!(get(&mock, "/time")["now"], 100.0);
    assert_eq!(post(&mock, "/time", json!({"speed": 1000}))["speed"], 1000.0);
    let stopped = post(&mock, "/time", json!({"speed": 0}))["now"].as_f64().unwrap();
    assert!(stopped >= 100.0);
    assert_eq!(get(&mock, "/time")["now"], stopped);
}

#[test]
fn faults_come_and_go() {
    let mock = mock();
    let one = post(&mock, "/faults", json!("create_sonic:every:status=500"));
    let two = post(&mock, "/faults", json!({"on": "get_credits", "status": 503}));
    assert_eq!((&one["number"], &two["fault"]), (&json!(1), &json!("get_credits:status=503")));
    assert_eq!(create(&mock, "mock-key").status, 500);
    assert_eq!(get(&mock, "/faults")[0]["consumed"], 1);
    assert_eq!(call(&mock, Method::DELETE, "/faults/1", None).0, 204);
    assert_eq!(create(&mock, "mock-key").status, 200);
    assert!(refused(&mock, Method::DELETE, "/faults/1", None, 404).contains("no fault"));
    assert_eq!(call(&mock, Method::DELETE, "/faults", None).0, 204);
    assert_eq!(get(&mock, "/faults"), json!([]));
    for (fault, told) in [
        (json!("create_sonc:reset"), "the nearest is `create_sonic`"),
        (json!("create_sonic:rest"), "the nearest is `reset`"),
        (json!({"on": "create_sonic", "statsu": 500}), "status"),
        (json!({"status": 500}), "on"),
        (json!(7), "string"),
    ] {
        let message = refused(&mock, Method::POST, "/faults", Some(fault.clone()), 400);
        assert!(message.contains(told), "{fault}: {message}");
    }
    let journal = get(&mock, "/journal?verdict=faulted");
    assert_eq!(journal["requests"][0]["fault"], "create_sonic:every:status=500");
}

#[test]
fn lives_and_accounts_are_changed_while_it_runs() {
    let mock = mock();
    let lives = post(&mock, "/lives", json!({"life": "stuck", "next_lives": [{"life": {"failed": "timeout"}}]}));
    assert_eq!(
        lives,
        json!({"life": "stuck", "lives": {}, "next_lives": [{"operation": null, "life": "failed: timeout"}]})
    );
    let phase = || {
        create(&mock, "mock-key");
        post(&mock, "/time", json!({"advance": 1000}));
        get(&mock, "/state?limit=1")["tasks"][0]["phase"].clone()
    };
    assert_eq!((phase(), phase()), (json!("failed"), json!("running")));
    for _ in 0..2 {
        post(&mock, "/lives", json!({"next_lives": [{"operation": "create_sonic", "life": "immediate"}]}));
    }
    assert_eq!(call(&mock, Method::DELETE, "/lives/next", None).0, 204);
    assert_eq!(get(&mock, "/lives"), json!({"life": "stuck", "lives": {}, "next_lives": []}));
    assert_eq!(phase(), "running");
    post(&mock, "/lives", json!({"lives": {"create_sonic": "immediate"}}));
    assert_eq!(phase(), "succeeded");
    let none = refused(&mock, Method::POST, "/lives", Some(json!({"lives": {"create_sonc": "stuck"}})), 400);
    assert!(none.contains("the nearest that does is `create_sonic`"), "{none}");
    assert!(refused(&mock, Method::POST, "/lives", Some(json!({"life": "stuk"})), 400).contains("`stuck`"));

    let accounts = post(&mock, "/accounts", json!({"key": "mock-key", "credits": 0}));
    assert_eq!(accounts[0]["balance"]["credits"], 0);
    assert_eq!(create(&mock, "mock-key").status, 403);
    post(&mock, "/accounts", json!({"key": "new", "credits": PRICE, "subscribed": false}));
    assert!(String::from_utf8_lossy(&create(&mock, "new").body).contains("subscription"));
    post(&mock, "/accounts", json!({"key": "new", "subscribed": true}));
    assert_eq!(create(&mock, "new").status, 200);
    mock.service().ledger().check().unwrap();
    let ledger = get(&mock, "/ledger?limit=1");
    assert_eq!((&ledger["rows"][0]["key"], ledger["rows"].as_array().unwrap().len()), (&json!("n…"), 1));
}

#[test]
fn a_key_is_asked_for_where_one_is_set() {
    let options = SpacesOptions { control_key: Some("secret".to_owned()), ..SpacesOptions::default() };
    let mock = Spaces::new(Settings::default(), Vec::new(), options).unwrap();
    assert!(refused(&mock, Method::GET, "/state", None, 401).contains("Authorization: Bearer"));
    for wrong in ["Bearer other", "secret", "Bearer", "Basic secret"] {
        let reply = mock.handle(Request::get("/__mock/state").with_header("authorization", wrong));
        assert_eq!(
            (reply.status.as_u16(), &reply.headers["www-authenticate"]),
            (401, &"Bearer".parse().unwrap()),
            "{wrong}"
        );
    }
    let reply = mock.handle(Request::get("/__mock/state").with_header("authorization", "bearer secret"));
    assert_eq!(reply.status, 200);
    assert_eq!(mock.handle(Request::get("/__mock/openapi.json")).status, 200);
    // With a key it doesn't matter by which name it is called.
    let far = Request::get("/__mock/openapi.json").with_header("host", "mock.example");
    assert_eq!(mock.handle(far).status, 200);
}

#[test]
fn a_page_from_elsewhere_is_refused() {
    let mock = mock();
    let ask = |host: &str, origin: Option<&str>| {
        let request = Request::post("/__mock/time", &json!({"advance": 1})).with_header("host", host);
        let request = origin.into_iter().fold(request, |request, origin| request.with_header("origin", origin));
        mock.handle(request)
    };
    assert_eq!(ask("127.0.0.1:4010", None).status, 200);
    assert_eq!(ask("localhost:4010", Some("http://localhost:4010")).status, 200);
    for (host, origin) in [
        ("evil.example:4010", None),
        ("evil.example:4010", Some("http://evil.example:4010")),
        ("127.0.0.1:4010", Some("https://evil.example")),
        ("127.0.0.1:4010", Some("http://127.0.0.1:8080")),
        ("127.0.0.1:4010", Some("null")),
    ] {
        let reply = ask(host, origin);
        assert_eq!(reply.status, 403, "{host} {origin:?}");
        assert!(reply.headers.get("access-control-allow-origin").is_none());
    }
    assert_eq!(get(&mock, "/time")["now"], 2.0, "nothing else moved it");
}

#[test]
fn a_call_that_there_is_not_is_told_the_nearest() {
    let mock = mock();
    assert!(
        refused(&mock, Method::GET, "/fault", None, 404)
            .contains("the nearest call is `list_faults`: its path is `/__mock/faults`")
    );
    assert!(refused(&mock, Method::PUT, "/time", None, 405).contains("its method is"));
    assert!(refused(&mock, Method::GET, "/state?limt=3", None, 400).contains("there are space, "));
    assert!(refused(&mock, Method::GET, "/state?limit=x", None, 400).contains("limit"));
    assert!(refused(&mock, Method::POST, "/time", None, 400).contains("is empty"));
    assert_eq!(mock.handle(Request::get("/__mockery")).status, 404);
    assert_eq!(get(&mock, "/journal")["requests"].as_array().unwrap().len(), 1, "control calls aren't in it");
}

#[test]
fn what_is_no_call_and_what_is_no_number_of_credits_is_told_with_its_mend() {
    let mock = mock();
    for path in ["/nowhere/at/all/that/is", "/tim"] {
        assert!(
            refused(&mock, Method::GET, path, None, 404).contains("all calls are in /__mock/openapi.json"),
            "{path}"
        );
    }
    let credits = |credits: Value| json!({"key": "mock-key", "credits": credits});
    assert!(
        refused(&mock, Method::POST, "/accounts", Some(credits(json!(1e30))), 400).contains("at most 9007199254740991")
    );
    assert_eq!(post(&mock, "/accounts", credits(json!(5.0)))[0]["balance"]["credits"], 5);
}

#[test]
fn the_calls_and_the_scenario_of_the_readme_are_good() {
    let readme = include_str!("../../README.md");
    let block = |language: &str| -> Vec<&str> {
        let blocks = readme.split("\n```").filter_map(|text| text.strip_prefix(language)?.strip_prefix("\n"));
        blocks.collect()
    };
    crate::Scenario::from_yaml(block("yaml")[0]).unwrap();
    let mock = mock();
    let calls = block("sh").into_iter().flat_map(str::lines).filter(|line| line.contains("$mock/"));
    let mut count = 0;
    for line in calls {
        let path = line.split("$mock").nth(1).unwrap().split([' ', '"']).next().unwrap();
        let sent =
            line.split("-d '").nth(1).map(|rest| serde_json::from_str(rest.split('\'').next().unwrap()).unwrap());
        let method = if sent.is_some() || line.contains("-X POST") { Method::POST } else { Method::GET };
        let request = Request::new(method, &format!("/__mock{path}"));
        let request = match sent {
            Some(sent) => Request { method: request.method, ..Request::post(&format!("/__mock{path}"), &sent) },
            None => request,
        };
        let reply = mock.handle(request);
        assert!(reply.status.is_success(), "{line}: {}", String::from_utf8_lossy(&reply.body));
        count += 1;
    }
    assert_eq!(count, 9);
}

#[test]
fn time_goes_to_when_something_happens() {
    let mock = mock();
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"next": true})), 409).contains("nothing happens"));
    create(&mock, "mock-key");
    let mut last = 0.0;
    loop {
        let state = get(&mock, "/state");
        let task = &state["tasks"][0];
        let times = task["clips"].as_array().unwrap().iter().flat_map(|clip| [&clip["begins"], &clip["ends"]]);
        let times = times.chain([&task["ends"]]).map(|time| time.as_f64().unwrap());
        let Some(next) = times.filter(|time| *time > last).reduce(f64::min) else { break };
        assert_eq!(post(&mock, "/time", json!({"next": true}))["now"], next);
        last = next;
    }
    assert_eq!(get(&mock, "/state")["tasks"][0]["phase"], "succeeded");
    post(&mock, "/lives", json!({"life": "stuck"}));
    create(&mock, "mock-key");
    post(&mock, "/time", json!({"advance": 60}));
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"next": true})), 409).contains("stuck"));
}

#[test]
fn time_goes_to_when_an_answer_is_given_that_is_held_back() {
    let mock = mock();
    let clock = &mock.service().settings().clock;
    // As a fault with a delay makes a server do.
    let mut given = pin!(clock.until(Duration::from_secs(7)));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(given.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(post(&mock, "/time", json!({"next": true}))["now"], 7.0);
    assert_eq!(given.as_mut().poll(&mut cx), Poll::Ready(()));
    assert!(refused(&mock, Method::POST, "/time", Some(json!({"next": true})), 409).contains("nothing happens"));
}

#[test]
fn a_task_tells_how_it_failed() {
    let mock = mock();
    post(&mock, "/lives", json!({"life": "failed: timeout"}));
    create(&mock, "mock-key");
    assert_eq!(get(&mock, "/state")["tasks"][0]["failure"], Value::Null);
    post(&mock, "/time", json!({"advance": 200}));
    assert_eq!(get(&mock, "/state")["tasks"][0]["failure"], "timeout");
}
