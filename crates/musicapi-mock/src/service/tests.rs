//! The service itself, without a wire: what it says, what it takes, and how its tasks proceed.

use std::time::Duration;

use http::{Method, header::ALLOW};
use musicapi_facts::StateOf;
use serde_json::{Value, json};

use super::*;
use crate::contract::refusal::ErrorShape;
use crate::contract::told_apart::{PENDING, PRICE, SINGING};
use crate::state::account::Account;

fn service(settings: Settings) -> Service {
    Service::new(settings).unwrap()
}

/// One account with so many credits.
fn purse(credits: u64, extra_credits: u64) -> Settings {
    Settings::default().with_account("mock-key", Account { credits, extra_credits, ..Account::default() })
}

fn get(path: &str) -> Request {
    Request::get(&format!("/api/v1{path}")).with_header("authorization", "Bearer mock-key")
}

fn sent(path: &str, body: &Value) -> Request {
    Request::post(&format!("/api/v1{path}"), body).with_header("authorization", "Bearer mock-key")
}

fn create(body: &Value) -> Request {
    sent("/sonic/create", body)
}

fn song() -> Value {
    json!({"custom_mode": true, "prompt": "la", "title": "A", "mv": "sonic-v4-5"})
}

fn with(field: &str, value: Value) -> Value {
    let mut body = song();
    body[field] = value;
    body
}

/// Status and body.
fn told(service: &Service, request: Request) -> (u16, Value) {
    let reply = service.handle(request);
    (reply.status.as_u16(), serde_json::from_slice(&reply.body).unwrap_or(Value::Null))
}

/// The status and the text of a refusal, of which it must have the usual shape.
fn refusal(service: &Service, request: Request) -> (u16, String) {
    let (status, body) = told(service, request);
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["type", "error"], "{body}");
    assert!(!body["type"].as_str().unwrap().is_empty(), "{body}");
    (status, body["error"].as_str().unwrap().to_owned())
}

/// Starts a song, and gives its task id.
fn begin(service: &Service) -> String {
    let (status, body) = told(service, create(&song()));
    assert_eq!((status, &body["message"]), (200, &json!("success")));
    body["task_id"].as_str().unwrap().to_owned()
}

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Checks that the account still has all that it began with.
fn untouched(service: &Service) {
    let (_, account) = &service.settings().accounts[0];
    assert_eq!(service.balance("mock-key"), Some(account.balance()));
    assert_eq!(service.accepted(), 0);
}

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
        let text = "The remaining credits are not enough. You can buy more one-time credit packs or subscribe.";
        assert_eq!(refusal(&service, create(&song())), (403, text.to_owned()));
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
    let service = service(Settings { life: crate::Life::Immediate, ..Settings::default() });
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

#[test]
fn a_task_goes_from_not_ready_through_running_to_both_clips() {
    const SEEDS: u64 = 8;
    let mut one_before_the_other = 0;
    for seed in 0..SEEDS {
        let service = service(Settings { seed, ..Settings::default() });
        let look = get(&format!("/sonic/task/{}", begin(&service)));
        let mut seen: Vec<Vec<String>> = Vec::new();
        let mut previews = Vec::new();
        for second in 0..=180 {
            let (status, body) = told(&service, look.clone());
            if status == 202 {
                assert_eq!(body, json!({"type": "not_ready", "error": "The task is not ready."}));
                assert!(seen.is_empty() && second < 15, "seed {seed} at {second} s");
            } else {
                assert_eq!((status, &body["code"], &body["message"]), (200, &json!(200), &json!("success")));
                let clips = body["data"].as_array().unwrap();
                assert_eq!(clips.len(), 2);
                assert!(second >= 5, "seed {seed} at {second} s");
                let states: Vec<String> = clips.iter().map(|clip| clip["state"].as_str().unwrap().to_owned()).collect();
                for clip in clips {
                    let file = format!("/media/{}.mp3", clip["clip_id"].as_str().unwrap());
                    let reply = service.handle(Request::get(&file));
                    if clip["state"] == "succeeded" {
                        assert_eq!(
                            (reply.status.as_u16(), &reply.headers["content-type"]),
                            (200, &"audio/mpeg".parse().unwrap())
                        );
                        assert_eq!(clip["audio_url"], format!("http://localhost{file}"));
                        // 64 kbit/s, so a second is 8,000 bytes.
                        let told: f64 = clip["duration"].as_str().unwrap().parse().unwrap();
                        assert!((told * 8000.0 - reply.body.len() as f64).abs() < 1e-6, "{told}");
                    } else {
                        assert_eq!(clip["duration"], Value::Null);
                        assert_eq!(reply.status, 404, "a clip that isn't done can't be heard");
                        // At most a piece of it can, at an address of its own.
                        if let Some(url) = clip["audio_url"].as_str() {
                            assert!(clip["state"] == SINGING && url.contains("/media/preview/"), "{clip}");
                            let piece = service.handle(Request::get(url.strip_prefix("http://localhost").unwrap()));
                            assert_eq!((piece.status.as_u16(), piece.body.len()), (200, 3 * 8000));
                            previews.push(url.to_owned());
                        }
                    }
                }
                one_before_the_other += u64::from(
                    seen.last() != Some(&states) && states[0] != states[1] && states.contains(&"succeeded".to_owned()),
                );
                if seen.last() != Some(&states) {
                    seen.push(states);
                }
            }
            service.settings().clock.advance(seconds(1));
        }
        for clip in 0..2 {
            let mut words: Vec<&str> = seen.iter().map(|states| states[clip].as_str()).collect();
            words.dedup();
            assert_eq!(words, [PENDING, SINGING, "succeeded"], "seed {seed}");
        }
        assert_eq!(seen.last().unwrap(), &["succeeded", "succeeded"], "seed {seed}");
        assert!(!previews.is_empty(), "seed {seed}");
        for url in &previews {
            let path = url.strip_prefix("http://localhost").unwrap();
            assert_eq!(service.handle(Request::get(path)).status, 404, "a preview ends with the clip's making");
        }
    }
    assert_eq!(one_before_the_other, SEEDS, "in each task one clip is done before the other");
}

#[test]
fn an_audio_url_leads_to_the_host_that_was_asked() {
    let service = service(Settings::default());
    let id = begin(&service);
    service.settings().clock.advance(seconds(180));
    for host in ["127.0.0.1:4010", "mock.test"] {
        let (_, body) = told(&service, get(&format!("/sonic/task/{id}")).with_header("host", host));
        let url = body["data"][0]["audio_url"].as_str().unwrap();
        assert!(url.starts_with(&format!("http://{host}/media/")), "{url}");
    }
}

#[test]
fn a_task_that_is_not_there_is_refused_in_documented_words() {
    let service = service(Settings::default());
    let mut asked = 0;
    for operation in service.document().operations().filter(|operation| operation.method() == Method::GET) {
        let path = operation.path().replace("{task_id}", "26c9c592-0566-46cf-bb71-91ac1deaa7b5");
        let path = if path.ends_with("/batch") { format!("{path}?batch_id=1") } else { path };
        if path != operation.path() {
            let (status, text) = refusal(&service, get(&path));
            assert!(operation.answer(Some(status), None).is_some(), "{path}: {status} is not documented");
            assert!(text.to_lowercase().starts_with("task not found"), "{path}: {text}");
            asked += 1;
        }
    }
    assert!(asked > 4, "{asked} operations ask for a task");
}

#[test]
fn what_is_no_file_is_not_found() {
    let service = service(Settings::default());
    for name in
        ["", "x.mp3", "26c9c592-0566-46cf-bb71-91ac1deaa7b5", "26c9c592-0566-46cf-bb71-91ac1deaa7b5.mp3/", "../x.mp3"]
    {
        assert_eq!(service.handle(Request::get(&format!("/media/{name}"))).status, 404, "{name}");
        let post = Request::new(Method::POST, &format!("/media/{name}"));
        assert_eq!(service.handle(post).status, 405, "{name}");
    }
}

#[test]
fn each_address_leads_to_what_it_promises() {
    let service = service(Settings::default());
    let mut kinds = Vec::new();
    for (report, id) in [
        ("/sonic/task", "468d0e42-f7a6-40ce-9a4c-37db56b13b99"),
        ("/producer/task", "6d7253ac-916e-49a8-b288-91ffa7f8a8cd"),
        ("/nuro/task", "4c35433b-1649-433d-b513-8422af70fbaa"),
    ] {
        let (_, body) = told(&service, get(&format!("{report}/{id}")));
        let mut places = vec![&body];
        while let Some(place) = places.pop() {
            match place {
                Value::Array(items) => places.extend(items),
                Value::Object(members) => places.extend(members.values()),
                Value::String(text) if text.starts_with("http://localhost") => {
                    let reply = service.handle(Request::get(text.strip_prefix("http://localhost").unwrap()));
                    let kind = reply.headers["content-type"].to_str().unwrap();
                    assert_eq!((reply.status.as_u16(), reply.headers.get("date")), (200, None), "{text}");
                    assert_eq!(reply.headers["last-modified"], "Thu, 01 Jan 2026 00:00:00 GMT");
                    kinds.push((text.rsplit('.').next().unwrap().to_owned(), kind.to_owned()));
                }
                Value::String(text) => assert!(!text.starts_with("http"), "{text}"),
                _ => {}
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(end, kind)| (end.as_str(), kind.as_str())).collect();
    let expected = [("jpeg", "image/jpeg"), ("m4a", "audio/mp4"), ("mp3", "audio/mpeg"), ("wav", "audio/wav")];
    assert_eq!(kinds, expected);
}

#[test]
fn the_ids_of_the_document_exist_and_are_done() {
    let service = service(Settings::default());
    let mut tasks = 0;
    for operation in service.document().operations() {
        let Some(starts) = musicapi_facts::operation(operation.id()).and_then(|fact| fact.starts) else { continue };
        let report = service.document().operation(starts.operation).unwrap();
        for answer in operation.answers().filter(|answer| answer.status == 200) {
            let Some(id) = answer.body.unwrap().pointer(starts.task_id).and_then(Value::as_str) else { continue };
            let (status, body) = told(&service, get(&report.path().replace("{task_id}", id)));
            assert_eq!(status, 200, "{id}");
            let fact = musicapi_facts::operation(report.id()).unwrap().report.as_ref().unwrap();
            let items = match body.pointer(fact.clips).unwrap() {
                Value::Array(clips) => clips.clone(),
                // A singer has no state: it is there.
                singer if fact.single.is_some_and(|id| singer.pointer(id).is_some()) => Vec::new(),
                only => vec![only.clone()],
            };
            let members = |item: &Value| -> Vec<Value> {
                let members = fact.members.iter().filter_map(|member| item.pointer(member).cloned());
                members.filter(Value::is_object).collect()
            };
            for clip in
                items.iter().flat_map(|item| if members(item).is_empty() { vec![item.clone()] } else { members(item) })
            {
                let of = if fact.state_of == StateOf::Clip { &clip } else { &body };
                // What was prepared for a download has no state: it is there.
                match of.pointer(fact.state) {
                    Some(state) => assert!(fact.succeeded.contains(&state.as_str().unwrap()), "{id}: {state}"),
                    None => assert!(clip["audio_url"].is_string(), "{id}: {clip}"),
                }
                // A recording that was brought in is told by its id alone.
                let Some(url) = clip.get("audio_url").or(clip.get("song_path")) else { continue };
                let url = url.as_str().unwrap();
                let file = url.strip_prefix("http://localhost").unwrap();
                assert_eq!(service.handle(Request::get(file)).status, 200, "{file}");
                let seconds =
                    clip.get("duration").map(|told| told.as_str().map_or(told.as_f64(), |it| it.parse().ok()).unwrap());
                let mp3 = format!("{}.mp3", file.rsplit_once('.').unwrap().0);
                let mp3 = service.handle(Request::new(Method::HEAD, &mp3));
                let length: f64 = mp3.headers["content-length"].to_str().unwrap().parse().unwrap();
                // 64 kbit/s, so a second is 8,000 bytes.
                assert!(seconds.is_none_or(|seconds| (seconds * 8000.0 - length).abs() < 1e-6), "{file}: {seconds:?}");
            }
            tasks += 1;
        }
        let documented = report.answers().find(|answer| answer.example == Some("succeeded")).unwrap().body.unwrap();
        let clips = musicapi_facts::operation(report.id()).unwrap().report.as_ref().unwrap().clips;
        for clip in documented.pointer(clips).and_then(Value::as_array).into_iter().flatten() {
            let file = format!("/media/{}.mp3", clip.get("clip_id").or(clip.get("id")).unwrap().as_str().unwrap());
            assert_eq!(service.handle(Request::get(&file)).status, 200, "{file}");
        }
    }
    assert!(tasks >= 3);
    untouched(&service);
}

#[test]
fn without_a_task_type_a_plain_song_is_made() {
    let (left, right) = (service(Settings::default()), service(Settings::default()));
    let (plain, named) =
        (told(&left, create(&song())), told(&right, create(&with("task_type", json!("create_music")))));
    assert_eq!(plain, named);
    assert_eq!(left.balance("mock-key"), right.balance("mock-key"));
    assert_eq!(left.balance("mock-key").unwrap().total(), 1000 - PRICE);
}

#[test]
fn what_is_preferred_touches_nothing() {
    let service = service(Settings::default());
    let (status, body) = told(&service, create(&song()).with_header("prefer", "code=200, example=cover"));
    assert_eq!((status, &body["task_id"]), (200, &json!("81ed9f60-56ae-48c1-9c46-33a8220dfca7")));
    assert_eq!(service.handle(create(&song()).with_header("prefer", "code=418")).status, 400);
    untouched(&service);
}

#[test]
fn a_task_of_one_account_begins_when_it_was_created() {
    let service = service(Settings::default());
    let first = begin(&service);
    service.settings().clock.advance(seconds(180));
    let second = begin(&service);
    assert_eq!(service.handle(get(&format!("/sonic/task/{first}"))).status, 200);
    assert_eq!(service.handle(get(&format!("/sonic/task/{second}"))).status, 202);
    service.settings().clock.advance(seconds(180));
    let (_, body) = told(&service, get(&format!("/sonic/task/{second}")));
    assert_eq!(body["data"][0]["created_at"], "2026-01-01T00:03:00.000Z");
}

#[test]
fn whatever_happens_the_balance_is_what_was_there_less_the_prices() {
    for seed in 0..20 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let (credits, extra_credits) = (rng.u64(0..300), rng.u64(0..100));
        let service = service(Settings { seed, ..purse(credits, extra_credits) });
        let operation = service.document().operation("create_sonic").unwrap();
        let requests = operation.value().pointer("/requestBody/content/application~1json/examples").unwrap();
        let requests: Vec<&Value> = requests.as_object().unwrap().values().map(|example| &example["value"]).collect();
        let fact = musicapi_facts::operation("create_sonic").unwrap();
        let (mut left, mut accepted, mut tasks) = (credits + extra_credits, 0, Vec::new());
        for _ in 0..100 {
            match rng.u8(..6) {
                0 | 1 => {
                    let body = requests[rng.usize(..requests.len())];
                    let form = fact.form(body.get("task_type").and_then(Value::as_str)).unwrap();
                    let price = u64::from(form.price.unwrap().credits);
                    let (status, answer) = told(&service, create(body));
                    if price <= left {
                        assert_eq!(status, 200);
                        tasks.push(answer["task_id"].as_str().unwrap().to_owned());
                        (left, accepted) = (left - price, accepted + 1);
                    } else {
                        assert_eq!(status, 403);
                    }
                }
                2 => assert_eq!(service.handle(create(&with("title", json!("t".repeat(81))))).status, 400),
                3 => assert_eq!(service.handle(Request::post("/api/v1/sonic/create", &song())).status, 401),
                4 => service.settings().clock.advance(seconds(rng.u64(..60))),
                _ => {
                    for task in &tasks {
                        let status = service.handle(get(&format!("/sonic/task/{task}"))).status;
                        assert!(status == 200 || status == 202);
                    }
                }
            }
            let (_, body) = told(&service, get("/get-credits"));
            let (credits_left, extra_left) =
                (body["credits"].as_u64().unwrap(), body["extra_credits"].as_u64().unwrap());
            assert_eq!((credits_left + extra_left, service.accepted()), (left, accepted), "seed {seed}");
            assert!(extra_left == 0 || credits_left == credits, "extra credits go first");
        }
        tasks.sort();
        tasks.dedup();
        assert_eq!(tasks.len() as u64, accepted, "each has an id of its own");
    }
}

#[test]
fn many_at_once_spend_no_credit_twice() {
    let service = service(purse(PRICE * 50, 0));
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| (0..20).filter(|_| service.handle(create(&song())).status == 200).count()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(
        (counts.iter().sum::<usize>(), service.accepted(), service.balance("mock-key").unwrap().total()),
        (50, 50, 0)
    );
}
