//! What the service refuses, in which order, and with which words; none of it costs anything.

use super::*;
use crate::contract::told_apart::too_few_credits;

#[test]
fn a_key_that_is_missing_malformed_or_wrong_is_refused_in_documented_words() {
    let service = service(Settings::default());
    let operations: Vec<Request> =
        vec![create(&song()), get("/sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99"), get("/get-credits")];
    for request in operations {
        let with_key = |key: Option<&str>| {
            let mut request = request.clone();
            request.headers.remove("authorization");
            key.map_or_else(|| request.clone(), |key| request.clone().with_header("authorization", key))
        };
        assert_eq!(refusal(&service, with_key(None)), (401, "Authorization header is missing.".to_owned()));
        for wrong in [
            "mock-key",
            "Bearer",
            "Bearer ",
            "Basic mock-key",
            "Bearer wrong",
            "Bearer mock-key2",
            "Bearer MOCK-KEY",
            "",
        ] {
            let wanted = (401, "Invalid authorization format.".to_owned());
            assert_eq!(refusal(&service, with_key(Some(wrong))), wanted, "{wrong:?}");
        }
        assert_eq!(service.handle(with_key(Some("Bearer mock-key"))).status, 200);
    }
    assert_eq!(service.accepted(), 1);
}

#[test]
fn the_key_comes_before_the_body() {
    let service = service(Settings::default());
    let request = Request::post("/api/v1/sonic/create", &json!({"task_type": "sing"}));
    assert_eq!(service.handle(request).status, 401);
}

#[test]
fn each_key_has_an_account_of_its_own() {
    let settings = Settings::default().with_account("one", Account::default()).with_account("two", Account::default());
    let service = service(settings.with_credits(PRICE + 5));
    let request = Request::post("/api/v1/sonic/create", &song());
    assert_eq!(service.handle(request.clone().with_header("authorization", "Bearer two")).status, 200);
    assert_eq!(service.handle(request.clone().with_header("authorization", "Bearer two")).status, 403);
    assert_eq!(service.handle(request.with_header("authorization", "Bearer one")).status, 200);
    assert_eq!((service.balance("one").unwrap().total(), service.balance("two").unwrap().total()), (5, 5));
    assert_eq!(service.balance("three"), None);
}

#[test]
fn where_credits_do_not_suffice_nothing_is_taken() {
    for (credits, extra_credits) in [(PRICE - 1, 0), (0, PRICE - 1), (PRICE / 2, PRICE / 3), (0, 0)] {
        let service = service(purse(credits, extra_credits));
        assert_eq!(refusal(&service, create(&song())), (403, too_few_credits().to_owned()));
        untouched(&service);
    }
}

#[test]
fn extra_credits_are_spent_first() {
    let service = service(purse(PRICE + 5, 2 * PRICE - 5));
    for (credits, extra) in [(PRICE + 5, PRICE - 5), (PRICE, 0), (0, 0)] {
        begin(&service);
        let (_, body) = told(&service, get("/get-credits"));
        assert_eq!(body, json!({"credits": credits, "extra_credits": extra}));
    }
    assert_eq!(service.handle(create(&song())).status, 403);
}

#[test]
fn bad_bodies_are_refused_and_cost_nothing() {
    let service = service(Settings::default());
    let models = service.document().value().pointer("/components/schemas/SonicModel/x-messages/enum/0/text").unwrap();
    let documented = [
        (with("title", json!("t".repeat(81))), "The title character length should be less than 80."),
        (with("mv", json!("sonic-v99")), models.as_str().unwrap()),
        (with("custom_mode", json!("yes")), "The 'custom_mode' field should be boolean."),
        (with("make_instrumental", json!(1)), "The 'make_instrumental' field should be boolean."),
        (
            json!({"custom_mode": true, "mv": "sonic-v4", "prompt": "p".repeat(3001)}),
            "The prompt character length should be less than 3000.",
        ),
        (
            json!({"custom_mode": true, "mv": "sonic-v3-5", "prompt": "p", "tags": "t".repeat(201)}),
            "The tags character length should be less than 200.",
        ),
        (
            json!({"task_type": "persona_music", "custom_mode": true, "mv": "sonic-v4"}),
            "The 'persona_id' field is required when task_type = persona_music.",
        ),
    ];
    for (body, text) in documented {
        assert_eq!(refusal(&service, create(&body)), (400, text.to_owned()), "{body}");
    }
    // Where the service's words are not known, the mock's tell at least the field.
    let own = [
        (with("task_type", json!("sing")), "task_type"),
        (with("task_type", json!(7)), "task_type"),
        (with("prompt", json!("p".repeat(5001))), "prompt"),
        (with("negative_tags", json!("t".repeat(201))), "negative_tags"),
        (with("style_weight", json!(1.01)), "style_weight"),
        (json!({"custom_mode": true, "mv": "sonic-v5"}), "prompt"),
        (json!({"custom_mode": false, "mv": "sonic-v5", "prompt": "p"}), "gpt_description_prompt"),
        (json!({"task_type": "concat_music"}), "continue_clip_id"),
        (json!([song()]), "body"),
        (json!(null), "body"),
    ];
    for (body, field) in own {
        let (status, text) = refusal(&service, create(&body));
        assert!(status == 400 && text.contains(field), "{body}: {status} {text}");
    }
    for body in
        [&b""[..], b"not JSON", b"{\"mv\":", b"\xff\xfe{}", &b"[".repeat(100_000)[..], b"{\"mv\": 1, \"mv\": 2}"]
    {
        let mut request = create(&json!({}));
        request.body = body.to_vec().into();
        let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
        let (status, text) = refusal(&service, request);
        assert!(status == 400 && text.contains("body") && text.len() < 500, "{shown}: {status} {text}");
    }
    let mut request = create(&song());
    request.headers.insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(refusal(&service, request).0, 415);
    untouched(&service);
}

#[test]
fn what_is_retired_is_gone_whatever_else_is_wrong_with_the_body() {
    let service = service(Settings::default());
    let mut gone = 0;
    for operation in musicapi_facts::OPERATIONS {
        let Some(tag) = operation.tag else { continue };
        for form in operation.forms.iter().filter(|form| form.retired) {
            let path = service.document().operation(operation.id).unwrap().path().to_owned();
            assert_eq!(told(&service, sent(&path, &json!({tag.field: form.name}))).0, 410, "{:?}", form.name);
            gone += 1;
        }
    }
    assert!(gone > 0);
    untouched(&service);
}

#[test]
fn an_instrumental_has_a_mark_for_lyrics_and_a_description_a_title_of_its_own() {
    let service = service(Settings { life: crate::Lifecycle::Immediate, ..Settings::default() });
    let clips = |body: Value| {
        let (_, answer) = told(&service, create(&body));
        let path = format!("/sonic/task/{}", answer["task_id"].as_str().unwrap());
        told(&service, get(&path)).1["data"].clone()
    };
    let described = |is_instrumental: bool| {
        let text = "a very long description of a song about a lighthouse ".repeat(7);
        clips(
            json!({"custom_mode": false, "mv": "sonic-v6", "gpt_description_prompt": text, "make_instrumental": is_instrumental}),
        )
    };
    for clip in described(true).as_array().unwrap() {
        assert_eq!(clip["lyrics"], "[Instrumental]");
        assert!(clip["title"].as_str().unwrap().len() <= 80, "{clip}");
    }
    assert!(described(false)[0]["lyrics"].as_str().unwrap().starts_with("[Verse]"));
    let bare =
        json!({"custom_mode": true, "mv": "sonic-v6", "make_instrumental": true, "title": "Fog", "tags": "brass"});
    assert_eq!(
        (&clips(bare.clone())[1]["title"], &clips(bare)[0]["lyrics"]),
        (&json!("Fog"), &json!("[Instrumental]"))
    );
}

#[test]
fn a_body_of_fifty_megabytes_is_too_large_whatever_is_in_it() {
    let service = service(Settings::default());
    for byte in [b' ', b'1', b'{', 0xff] {
        let mut request = create(&json!({}));
        request.body = vec![byte; 50 * 1024 * 1024].into();
        let (status, text) = refusal(&service, request);
        assert!(status == 413 && text.contains(&BODY_LIMIT.to_string()), "{status} {text}");
    }
    // Nothing else is looked at before: neither the key, nor whether the operation takes a body.
    for request in [Request::post("/api/v1/sonic/create", &json!({})), get("/get-credits")] {
        let body = vec![b'1'; BODY_LIMIT + 1].into();
        assert_eq!(refusal(&service, Request { body, ..request }).0, 413);
    }
    // A good request at the limit is taken, one byte more is not.
    for (more, wanted) in [(0, 200), (1, 413)] {
        let mut request = create(&json!({}));
        let mut body = song().to_string().into_bytes();
        body.resize(BODY_LIMIT + more, b' ');
        request.body = body.into();
        assert_eq!(service.handle(request).status.as_u16(), wanted);
    }
    assert_eq!(service.accepted(), 1);
}

#[test]
fn unknown_paths_and_methods_are_told_with_what_there_is() {
    let service = service(Settings::default());
    for path in [
        "/",
        "/api/v1",
        "/api/v1/",
        "/sonic/create",
        "/api/v1/sonic",
        "/api/v1/sonic/create/x",
        "/api/v2/get-credits",
        "*",
        "",
    ] {
        let (status, text) = refusal(&service, Request::get(path).with_header("authorization", "Bearer mock-key"));
        assert!(status == 404 && text.contains("/api/v1") && text.contains(path), "{path}: {status} {text}");
    }
    for (path, allow) in [("/sonic/create", "POST"), ("/sonic/task/1", "GET"), ("/get-credits", "GET")] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "BREW"] {
            if method != allow {
                let request = Request { method: method.parse().unwrap(), ..get(path) };
                assert_eq!(service.handle(request.clone()).headers[ALLOW], allow, "{method} {path}");
                assert_eq!(refusal(&service, request).0, 405, "{method} {path}");
            }
        }
    }
    untouched(&service);
}

#[test]
fn task_ids_that_do_not_exist_are_refused_in_documented_words() {
    let service = service(Settings::default());
    assert_eq!(refusal(&service, get("/sonic/task/")), (400, "missing task id.".to_owned()));
    let long = "9".repeat(10_000);
    for id in ["nothing", "468d0e42", "%20", "a%2Fb", "..", &long] {
        assert_eq!(
            refusal(&service, get(&format!("/sonic/task/{id}"))),
            (404, "task not found.".to_owned()),
            "{id:.20}"
        );
    }
    let (status, text) = refusal(&service, get("/sonic/task/%ff"));
    assert!(status == 400 && text.contains("task_id"), "{status} {text}");
}

#[test]
fn errors_have_the_shape_that_was_chosen() {
    let text = "task not found.";
    for (error_shape, body) in [
        (ErrorShape::TypeError, json!({"type": "not_found", "error": text}).to_string()),
        (ErrorShape::CodeMessage, json!({"code": 404, "message": text}).to_string()),
        (ErrorShape::Error, json!({"error": text}).to_string()),
        (ErrorShape::Message, json!({"message": text}).to_string()),
        (ErrorShape::Text, text.to_owned()),
    ] {
        let service = service(Settings { error_shape, ..Settings::default() });
        let reply = service.handle(get("/sonic/task/nothing"));
        assert_eq!((reply.status.as_u16(), &reply.body[..]), (404, body.as_bytes()));
        let kind = if error_shape == ErrorShape::Text { "text/plain; charset=utf-8" } else { "application/json" };
        assert_eq!(reply.headers["content-type"], kind);
        // What is preferred is canned, in the document's shape.
        let reply = service.handle(get("/get-credits").with_header("prefer", "code=401"));
        assert_eq!(reply.body, r#"{"type":"unauthorized","error":"Authorization header is missing."}"#);
    }
}
