//! Spaces: made, put back, ended.

use super::*;

#[test]
fn spaces_know_nothing_of_each_other() {
    let mock = mock();
    let space = post(&mock, "/spaces", json!({}));
    assert_eq!(
        space,
        json!({"number": 1, "name": null, "keys": ["mock-key-1"], "accounts": {"mock-key-1": "mock-key-1"}})
    );
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
        refused(&mock, Method::POST, "/spaces", Some(json!({"accounts": {"a": {}}})), 409).contains("`a` is the key")
    );
    assert!(refused(&mock, Method::POST, "/accounts", Some(json!({"key": "a"})), 409).contains("`a` is the key"));
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

#[test]
fn a_scenario_serves_many_tests_at_once_and_a_space_is_called_by_its_name() {
    let mock = mock();
    let scenario = json!({
        "accounts": {"poor": {"credits": 0}, "rich": {"credits": 500}},
        "faults": ["get_credits:key=rich:every:status=500"],
    });
    for number in [1, 2] {
        let made = post(&mock, &format!("/spaces?own_keys=true&name=test-{number}"), scenario.clone());
        let own = |name: &str| format!("{name}-{number}");
        assert_eq!(made["name"], own("test"));
        assert_eq!(made["accounts"], json!({"poor": own("poor"), "rich": own("rich")}));
        let credits = |key: &str| {
            let request = Request::get("/api/v1/get-credits").with_header("authorization", &format!("Bearer {key}"));
            mock.handle(request).status.as_u16()
        };
        assert_eq!((credits(&own("poor")), credits(&own("rich"))), (200, 500), "faults know the own keys");
        post(&mock, &format!("/time?space=test-{number}"), json!({"advance": number}));
        assert_eq!(get(&mock, &format!("/time?space={}", own("poor")))["now"], f64::from(number));
    }
    let told = refused(&mock, Method::POST, "/spaces?name=test-1", Some(json!({})), 409);
    assert!(told.contains("`test-1` is the key or the name of a space already"), "{told}");
    // What names a space by its key names no other by its name.
    for (path, scenario) in [
        ("/spaces?name=poor-1", json!({})),
        ("/spaces?name=mock-key", json!({})),
        ("/spaces", json!({"accounts": {"test-1": {}}})),
        ("/accounts", json!({"key": "test-1"})),
    ] {
        let told = refused(&mock, Method::POST, path, Some(scenario), 409);
        assert!(told.contains("is the key or the name of a space already"), "{path}: {told}");
    }
    let (status, _) = call(&mock, Method::DELETE, "/spaces?space=test-1", None);
    assert_eq!(status, 204);
    assert_eq!(get(&mock, "/spaces").as_array().unwrap().len(), 2);
}

#[test]
fn an_account_may_be_given_a_new_key() {
    let mock = mock();
    let last = |list: Value| list.as_array().unwrap().last().unwrap().clone();
    let one = last(post(&mock, "/accounts", json!({"credits": 0})));
    let two = last(post(&mock, "/accounts", json!({"credits": 0})));
    assert_ne!(one["key"], two["key"]);
    assert_eq!(one["balance"]["credits"], 0);
    assert_eq!(create(&mock, one["key"].as_str().unwrap()).status, 403);
}
