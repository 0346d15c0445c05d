use std::collections::BTreeMap;

use openapi_mock::{Handler, Reply, Request};
use serde_json::{Value, json};

use super::*;
use crate::setup::settings::Settings;
use crate::spaces::{Spaces, SpacesOptions};

fn mock() -> Spaces {
    let settings = Settings { rate_limit: Some(Duration::from_secs(1)), ..Settings::default() };
    Spaces::new(settings, vec!["get_credits:next=2:status=500".parse().unwrap()], SpacesOptions::default()).unwrap()
}

fn ask(mock: &Spaces, request: Request) -> Reply {
    mock.handle(request.with_header("authorization", "Bearer mock-key"))
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap()
}

fn post(mock: &Spaces, path: &str, sent: &Value) -> Reply {
    ask(mock, Request::post(path, sent))
}

/// Everything there is, as the control API tells it.
fn everything(mock: &Spaces) -> BTreeMap<&'static str, Value> {
    let paths = ["state", "faults", "lives", "ledger", "journal", "callbacks", "report", "time"];
    paths.map(|path| (path, body(&mock.handle(Request::get(&format!("/__mock/{path}")))))).into()
}

fn assert_same(mock: &Spaces, wanted: &BTreeMap<&'static str, Value>) {
    for (path, is) in everything(mock) {
        assert!(is == wanted[path], "{path}: {is}\n{}", wanted[path]);
    }
}

/// The answer to an operation that is about a clip.
fn of_clip(mock: &Spaces, operation: &str, clip: &Value) -> Reply {
    let path = mock.service().document().operation(operation).unwrap().path();
    post(mock, &format!("/api/v1{path}"), &json!({"clip_id": clip}))
}

/// A clip of the document's examples.
fn known_clip() -> Value {
    json!("26c9c592-0566-46cf-bb71-91ac1deaa7b5")
}

/// Songs of every kind of life, stems, callbacks that are to come, words that were asked for, a fault that was used once.
fn busy() -> Spaces {
    let mock = mock();
    let wait = || mock.service().settings().clock.advance(Duration::from_secs(2));
    for life in ["immediate", "timed", "failed: timeout", "after_looks: 3", "stuck", "one_clip_fails", "after: 500"] {
        mock.service().next_lifecycle(None, life.parse().unwrap()).unwrap();
        let mut song = json!({"custom_mode": false, "gpt_description_prompt": life, "mv": "sonic-v5"});
        if life != "immediate" {
            song["webhook_url"] = json!("http://127.0.0.1:9/hooks");
            song["webhook_secret"] = json!("s");
        }
        assert_eq!(post(&mock, "/api/v1/sonic/create", &song).status, 200, "{life}");
        wait();
    }
    mock.service().next_lifecycle(Some("create_nuro"), "stuck".parse().unwrap()).unwrap();
    let state = body(&mock.handle(Request::get("/__mock/state")));
    let clip = &state["tasks"].as_array().unwrap().last().unwrap()["clips"][0]["id"];
    for operation in ["split_sonic_stems_full", "split_sonic_stems_basic"] {
        assert_eq!(of_clip(&mock, operation, clip).status, 200, "{operation}");
        wait();
    }
    assert_eq!(of_clip(&mock, "align_sonic_lyrics", &known_clip()).status, 200);
    ask(&mock, Request::get("/api/v1/get-credits"));
    mock
}

#[test]
fn a_snapshot_is_put_back_as_it_was_and_goes_on_in_the_same_way() {
    let one = busy();
    let snapshot = one.first().snapshot().unwrap();
    let before = everything(&one);
    let other = mock();
    for mock in [&other, &one] {
        // Whatever happened meanwhile is forgotten.
        mock.service().settings().clock.advance(Duration::from_secs(77));
        ask(mock, Request::get("/api/v1/get-credits"));
        assert_eq!(
            mock.handle(Request { body: snapshot.clone().into(), ..Request::post("/__mock/restore", &json!({})) })
                .status,
            204
        );
        assert_same(mock, &before);
        assert_eq!(mock.first().snapshot().unwrap().len(), snapshot.len());
        mock.service().ledger().check().unwrap();
    }
    let song = json!({"custom_mode": false, "gpt_description_prompt": "next", "mv": "sonic-v5"});
    assert_eq!(body(&post(&one, "/api/v1/sonic/create", &song)), body(&post(&other, "/api/v1/sonic/create", &song)));
    for mock in [&one, &other] {
        mock.service().settings().clock.advance(Duration::from_secs(600));
    }
    let paid = other.service().ledger().rows().last().unwrap().clone();
    assert_eq!(of_clip(&other, "align_sonic_lyrics", &known_clip()).status, 200);
    let last = other.service().ledger().rows().last().unwrap().clone();
    assert!(
        last == paid || last.amount == crate::Balance::default(),
        "words that were asked for before are free: {last:?}"
    );
    let (one, other) = (&everything(&one)["state"], &everything(&other)["state"]);
    assert_eq!((&one["tasks"], &one["accounts"]), (&other["tasks"], &other["accounts"]), "refunds are still to come");
    assert!(one["tasks"].as_array().unwrap().iter().any(|task| task["phase"] == "failed"));
}

#[test]
fn another_version_and_what_is_no_snapshot_are_refused_and_change_nothing() {
    let mock = busy();
    let before = everything(&mock);
    let snapshot: Value = serde_json::from_str(&mock.first().snapshot().unwrap()).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = snapshot.clone();
        change(&mut changed);
        changed
    };
    let cases = [
        (with(&|it| it["version"] = json!(1)), 409, "it has 1, and this mock has 3"),
        (with(&|it| it["document"] = json!("0")), 409, "the document has changed since"),
        (with(&|it| drop(it.as_object_mut().unwrap().remove("store"))), 400, "missing field `store`"),
        (with(&|it| it["accounts"] = json!([])), 400, "don't go together"),
        (
            with(&|it| it["faults"] = json!([{"number": 1, "fault": "x:reset", "calls": 0, "consumed": 0}])),
            400,
            "no operation `x`",
        ),
        (with(&|it| it["store"]["tasks"][0][0]["create"] = json!("x")), 400, "an operation that there isn't"),
        (json!({}), 400, "version"),
        (json!([]), 400, "it is no snapshot"),
        (json!("x"), 400, "it is no snapshot"),
    ];
    for (snapshot, status, told) in cases {
        let reply = post(&mock, "/__mock/restore", &snapshot);
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        assert_eq!(reply.status, status, "{text}");
        assert!(text.contains(told), "{told}: {text}");
        assert_same(&mock, &before);
    }
}

#[test]
fn a_space_does_not_take_the_keys_of_another() {
    let mock = mock();
    let snapshot = mock.first().snapshot().unwrap();
    assert_eq!(post(&mock, "/__mock/spaces", &json!({"accounts": {"a": {}}})).status, 201);
    let restore = |space: &str, snapshot: &str| {
        mock.handle(Request {
            body: snapshot.to_owned().into(),
            ..Request::post(&format!("/__mock/restore?space={space}"), &json!({}))
        })
    };
    assert_eq!(restore("a", &snapshot).status, 409);
    assert_eq!(post(&mock, "/__mock/accounts?space=a", &json!({"key": "b"})).status, 200);
    let with_b = mock.named("a").unwrap().snapshot().unwrap();
    assert_eq!(post(&mock, "/__mock/reset?space=a", &json!({})).status, 204);
    assert!(mock.named("b").is_none());
    assert_eq!(restore("a", &with_b).status, 204);
    assert_eq!(mock.named("b").map(|space| space.number), Some(1));
}

#[test]
fn what_happens_while_a_snapshot_is_written_is_not_in_it() {
    let settings = Settings { life: crate::Lifecycle::AfterLooks(3), ..Settings::default() };
    let mock = Spaces::new(settings, Vec::new(), SpacesOptions::default()).unwrap();
    let create = || {
        body(&post(
            &mock,
            "/api/v1/sonic/create",
            &json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6"}),
        ))
    };
    let look = Request::get(&format!("/api/v1/sonic/task/{}", create()["task_id"].as_str().unwrap()));
    ask(&mock, look.clone());
    let before = mock.first().snapshot().unwrap();
    let known = mock.first().known();
    // All of this takes the locks that whoever knows it would hold.
    for _ in 0..3 {
        ask(&mock, look.clone());
    }
    assert_eq!(post(&mock, "/__mock/accounts", &json!({"key": "other", "credits": 3})).status, 200);
    create();
    assert_eq!(serde_json::to_string(&known).unwrap(), before);
    assert_ne!(mock.first().snapshot().unwrap(), before);
}
