//! What is learned over HTTP: what was sent, what is met, what there is.

use super::*;

#[test]
fn what_was_asked_is_verified_and_reported() {
    let mock = mock();
    (0..2).for_each(|_| drop(create(&mock, "mock-key")));
    mock.handle(Request::get("/api/v1/sonic/taks/1"));
    let met =
        post(&mock, "/verify", json!({"called": {"create_sonic": 2}, "in_order": ["create_sonic", "create_sonic"]}));
    assert_eq!(met, json!({"met": true, "failures": [], "asked": []}));
    let unmet = post(&mock, "/verify", json!({"no_repeated_create": true, "all_valid": true}));
    assert_eq!(
        (&unmet["met"], unmet["failures"].as_array().unwrap().len(), unmet["asked"].as_array().unwrap().len()),
        (&json!(false), 2, 2)
    );
    assert!(refused(&mock, Method::POST, "/verify", Some(json!({"caled": {}})), 400).contains("\"called\""));

    let report = get(&mock, "/report?operations=50");
    let rules: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["paid-twice", "unmatched"]);
    assert_eq!((&report["cost"]["credits"], report["shortfalls"].as_array().unwrap().len()), (&json!(2 * PRICE), 1));
    for (format, media_type, has) in
        [("text", "text/plain; charset=utf-8", "too little: 1 of"), ("junit", "application/xml", "<testsuites ")]
    {
        let reply = mock.handle(Request::get(&format!("/__mock/report?format={format}&operations=50")));
        assert_eq!(reply.headers["content-type"], media_type);
        assert!(String::from_utf8_lossy(&reply.body).contains(has), "{format}");
    }
    assert!(refused(&mock, Method::GET, "/report?format=html", None, 400).contains("\"json\""));
    let journal = get(&mock, "/journal?verdict=unmatched");
    assert!(journal["requests"][0]["nearest"].as_str().unwrap().starts_with("`get_sonic_task`: its path is"));
}

#[test]
fn what_was_sent_is_shown_and_looked_for_without_secrets() {
    let mock = mock();
    let song = json!({
        "custom_mode": false, "gpt_description_prompt": "by Bearer mock-key", "mv": "sonic-v6", "webhook_secret": "s3",
        "webhook_url": "http://192.0.2.7/",
    });
    let request = Request::post("/api/v1/sonic/create?api_key=s3", &song);
    mock.handle(request.with_header("authorization", "Bearer mock-key"));
    let journal = get(&mock, "/journal");
    let kept = &journal["requests"][0];
    assert_eq!((&kept["query"], &kept["body"]["whole"]), (&json!("api_key=[secret]"), &json!(true)));
    assert!(!journal.to_string().contains("s3") && !journal.to_string().contains("mock-key"), "{journal}");
    assert!(!get(&mock, "/snapshot")["journal"].to_string().contains("s3"));
    let verify = |body: Value| post(&mock, "/verify", json!({"sent": [{"operation": "create_sonic", "body": body}]}));
    assert_eq!(verify(json!({"mv": "sonic-v6"}))["met"], true);
    let unmet = verify(json!({"mv": "sonic-v5"}));
    let told = unmet["failures"][0].as_str().unwrap();
    assert!(told.ends_with(r#"the nearest is #1: /mv is "sonic-v6", and not "sonic-v5""#), "{told}");
    assert_eq!(unmet["asked"].as_array().unwrap().len(), 1);
}

#[test]
fn operations_are_told_with_what_they_take() {
    let rich = Settings::default().with_credits(1_000_000);
    let mock = Spaces::new(rich, Vec::new(), SpacesOptions::default()).unwrap();
    let all = get(&mock, "/operations");
    assert_eq!(all["operations"].as_array().unwrap().len(), musicapi_facts::OPERATIONS.len());
    for operation in all["operations"].as_array().unwrap() {
        let told = get(&mock, &format!("/operations/{}", operation["id"].as_str().unwrap()));
        let base = all["base"].as_str().unwrap();
        let path = told["parameters"].as_array().unwrap().iter().fold(told["path"].to_string(), |path, parameter| {
            let name = format!("{{{}}}", parameter["name"].as_str().unwrap());
            assert_eq!(path.contains(&name), parameter["in_path"].as_bool().unwrap(), "{parameter}");
            path.replace(&name, parameter["example"].as_str().unwrap_or("x"))
        });
        // What is documented is done, so that a call that is tried first does something.
        for request in told["requests"].as_array().unwrap() {
            let request = Request::post(&format!("{base}{}", path.trim_matches('"')), &request["body"]);
            let status = mock.handle(request.with_header("authorization", "Bearer mock-key")).status;
            assert!(status.is_success() || status.as_u16() == 410, "{} {status}", told["id"]);
        }
    }
    assert!(refused(&mock, Method::GET, "/operations/create_music", None, 404).contains("lists them"));
}
