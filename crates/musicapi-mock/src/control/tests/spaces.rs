//! Spaces: made, put back, ended.

use super::*;

#[test]
fn spaces_know_nothing_of_each_other() {
    let mock = mock();
    let space = post(&mock, "/spaces", json!({}));
    assert_eq!(space, json!({"number": 1, "keys": ["mock-key-1"]}));
    let scenario = json!({"accounts": {"a": {"credits": PRICE}}, "lives": {"create_sonic": "immediate"}, "faults": ["get_credits:status=500"]});
    post(&mock, "/spaces", scenario);
    let id = body(&create(&mock, "a"))["task_id"].clone();
    assert_eq!(id, body(&create(&mock, "mock-key"))["task_id"], "with the same seed it is the same task");
    assert_eq!(get(&mock, "/state?space=a")["tasks"][0]["phase"], "succeeded");
    assert_eq!(get(&mock, "/state")["tasks"][0]["phase"], "waiting");
    let header = mock.handle(Request::get("/__mock/state").with_header("x-mock-space", "a"));
    assert_eq!(body(&header)["tasks"][0]["phase"], "succeeded");
    // Its files are its own, though the ids are the same.
    let address = get(&mock, "/state?space=a")["tasks"][0]["clips"][0]["audio_url"].as_str().unwrap().to_owned();
    let path = address.strip_prefix("http://localhost").unwrap();
    assert_eq!(mock.handle(Request::get(path)).status, 200);
    assert_eq!(mock.handle(Request::get(&path.replace("/s2/", "/"))).status, 404);
    assert_eq!(mock.handle(Request::get(&path.replace("/s2/", "/s7/"))).status, 404);
    post(&mock, "/time?space=a", json!({"advance": 5}));
    assert_eq!((&get(&mock, "/time?space=a")["now"], &get(&mock, "/time")["now"]), (&json!(5.0), &json!(0.0)));
    assert!(
        refused(&mock, Method::POST, "/spaces", Some(json!({"accounts": {"a": {}}})), 409).contains("`a` is known")
    );
    assert!(refused(&mock, Method::POST, "/accounts", Some(json!({"key": "a"})), 409).contains("`a` is known"));
    assert!(refused(&mock, Method::POST, "/spaces", Some(json!({"acounts": {}})), 400).contains("accounts"));
    // Also once the first space has such a clip.
    post(&mock, "/time", json!({"advance": 1000}));
    assert_eq!(mock.handle(Request::get(&path.replace("/s2/", "/"))).status, 200);
    assert_eq!(mock.handle(Request::get(&path.replace("/s2/", "/s7/"))).status, 404);
    assert!(refused(&mock, Method::GET, "/time?space=zz", None, 404).contains("/__mock/spaces"));
    assert_eq!(call(&mock, Method::DELETE, "/spaces?space=a", None).0, 204);
    assert_eq!(create(&mock, "a").status, 401);
    assert!(refused(&mock, Method::DELETE, "/spaces", None, 409).contains("can't be ended"));
    assert_eq!(get(&mock, "/spaces").as_array().unwrap().len(), 2);
}

#[test]
fn reset_is_as_it_was_set_up() {
    let settings = Settings::default().with_credits(PRICE + 5);
    let mock =
        Spaces::new(settings, vec!["get_credits:status=500".parse().unwrap()], SpacesOptions::default()).unwrap();
    let first = body(&create(&mock, "mock-key"));
    post(&mock, "/time", json!({"advance": 9, "speed": 3}));
    post(&mock, "/lives", json!({"life": "stuck"}));
    post(&mock, "/accounts", json!({"key": "new"}));
    call(&mock, Method::DELETE, "/faults", None);
    assert_eq!(call(&mock, Method::POST, "/reset", None).0, 204);
    let state = get(&mock, "/state");
    assert_eq!(
        (&state["tasks"], &state["time"]["now"], &state["counts"]["asked"]),
        (&json!([]), &json!(0.0), &json!(0))
    );
    assert_eq!(
        state["accounts"],
        json!([{"key": "mock-key", "balance": {"credits": PRICE + 5, "extra_credits": 0, "lyrics_credits": 0}, "subscribed": true}])
    );
    assert_eq!((&get(&mock, "/faults")[0]["number"], &get(&mock, "/lives")["life"]), (&json!(1), &json!("timed")));
    assert_eq!(body(&create(&mock, "mock-key")), first, "the seed repeats a run");
}

#[test]
fn a_snapshot_goes_out_and_in_again() {
    let mock = mock();
    create(&mock, "mock-key");
    let snapshot = get(&mock, "/snapshot");
    post(&mock, "/reset", json!({}));
    assert_eq!(get(&mock, "/state")["tasks"], json!([]));
    post(&mock, "/restore", snapshot.clone());
    assert_eq!(get(&mock, "/state")["tasks"].as_array().unwrap().len(), 1);
    let mut other = snapshot;
    other["version"] = json!(99);
    assert!(refused(&mock, Method::POST, "/restore", Some(other), 409).contains("another version: it has 99"));
    assert!(refused(&mock, Method::POST, "/restore", Some(json!({"tasks": []})), 400).contains("version"));
}
