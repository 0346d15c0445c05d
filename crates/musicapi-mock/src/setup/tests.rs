//! What a mock can be told to do: lives, accounts, limits.

use std::time::Duration;

use openapi_mock::{Handler as _, Reply, Request};
use serde_json::{Value, json};

use crate::Account;
use crate::Bounds;
use crate::Cause;
use crate::Failure;
use crate::Lifecycle;
use crate::Service;
use crate::Settings;
use crate::contract::told_apart::{PRICE, SINGING, too_few_credits};

fn handle(service: &Service, request: Request) -> Reply {
    service.handle(request.with_header("authorization", "Bearer mock-key"))
}

fn create(service: &Service, title: &str) -> Reply {
    let song = json!({"custom_mode": true, "prompt": "la", "title": title, "mv": "sonic-v4-5"});
    handle(service, Request::post("/api/v1/sonic/create", &song))
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap()
}

/// Starts a song, and gives a look at it.
fn begin(service: &Service) -> Request {
    let reply = create(service, "A");
    assert_eq!(reply.status, 200);
    Request::get(&format!("/api/v1/sonic/task/{}", body(&reply)["task_id"].as_str().unwrap()))
}

fn total(service: &Service) -> u64 {
    service.balance("mock-key").unwrap().total()
}

fn pass(service: &Service, seconds: u64) {
    service.settings().clock.advance(Duration::from_secs(seconds));
}

#[test]
fn each_documented_failure_is_told_and_refunded_once() {
    let typed = |kind: &str| json!({"type": kind});
    for (failure, status, wanted) in [
        (Failure::Failed, 200, typed("failed")),
        (Failure::Timeout, 200, typed("timeout")),
        (Failure::Forbidden, 200, typed("forbidden")),
        (Failure::ApiError, 200, json!({"type": "api_error", "already_refunded": true})),
        (Failure::ServerError, 500, typed("failed")),
        (Failure::Refunded, 500, json!({"already_refunded": true})),
        (
            Failure::GatewayTimeout,
            504,
            json!({"error": "Task failed due to timeout. Credits were previously refunded."}),
        ),
        (Failure::NotFound, 400, json!({"error": "task not found."})),
        (
            Failure::Answer { status: 500, example: "internal".to_owned() },
            500,
            json!({"error": "Internal Server Error."}),
        ),
        (Failure::Clips, 200, json!({"code": 200})),
    ] {
        let service =
            Service::new(Settings { life: Lifecycle::Failed(failure.clone()), ..Settings::default() }).unwrap();
        let look = begin(&service);
        pass(&service, 50);
        let running = handle(&service, look.clone());
        assert_eq!((running.status.as_u16(), total(&service)), (200, 1000 - PRICE), "{failure}: it runs as any other");
        pass(&service, 130);
        assert_eq!(total(&service), 1000, "{failure}: refunded though nobody looked");
        for _ in 0..3 {
            let reply = handle(&service, look.clone());
            let told = body(&reply);
            assert_eq!(reply.status, status, "{failure}: {told}");
            for (key, value) in wanted.as_object().unwrap() {
                assert_eq!(&told[key], value, "{failure}: {told}");
            }
            if failure == Failure::Clips {
                assert!(told["data"].as_array().unwrap().iter().all(|clip| clip["state"] == "failed"), "{told}");
            }
            pass(&service, 1000);
        }
        let ledger = service.ledger();
        ledger.check().unwrap();
        let causes: Vec<Cause> = ledger.rows().map(|row| row.cause).collect();
        assert_eq!(causes, [Cause::Accepted, Cause::Failed { debit: 1 }], "{failure}");
    }
}

#[test]
fn every_family_can_fail() {
    for (path, report, create) in [
        ("/riffusion/create", "/riffusion/task", json!({"custom_mode": false, "prompt": "x", "mv": "FUZZ-1.0"})),
        ("/producer/create", "/producer/task", json!({"sound": "x"})),
        ("/nuro/create", "/nuro/task", json!({"type": "bgm", "description": "x"})),
    ] {
        for word in ["failed", "timeout", "clips", "server_error", "gateway_timeout", "not_found"] {
            let service =
                Service::new(Settings { life: format!("failed: {word}").parse().unwrap(), ..Settings::default() })
                    .unwrap();
            let reply = handle(&service, Request::post(&format!("/api/v1{path}"), &create));
            let id = body(&reply)["task_id"].as_str().unwrap().to_owned();
            pass(&service, 180);
            let told = handle(&service, Request::get(&format!("/api/v1{report}/{id}")));
            let text = String::from_utf8_lossy(&told.body).into_owned();
            assert!(
                told.status != 200 || text.contains(r#""failed"#) || text.contains(r#""timeout"#),
                "{path} {word}: {text}"
            );
            assert!(
                told.status != 200 || !text.contains("task_id") || text.contains(&id),
                "it is told of this task: {text}"
            );
            assert_eq!(total(&service), 1000, "{path} {word}");
        }
    }
}

#[test]
fn one_clip_fails_and_the_other_is_paid_for() {
    let service = Service::new(Settings { life: Lifecycle::OneClipFails, ..Settings::default() }).unwrap();
    let look = begin(&service);
    pass(&service, 180);
    let told = body(&handle(&service, look));
    let mut states: Vec<&str> =
        told["data"].as_array().unwrap().iter().map(|clip| clip["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    assert_eq!((states, total(&service)), (vec!["failed", "succeeded"], 1000 - PRICE));
    let failed = told["data"].as_array().unwrap().iter().find(|clip| clip["state"] == "failed").unwrap();
    assert_eq!((&failed["audio_url"], &failed["duration"]), (&Value::Null, &Value::Null));
}

#[test]
fn lives_are_set_for_all_for_one_operation_and_for_the_next_task() {
    let settings = Settings {
        life: Lifecycle::Stuck,
        lives: vec![("create_sonic".to_owned(), Lifecycle::Immediate)],
        next_lives: vec![
            (Some("create_sonic".to_owned()), Lifecycle::AfterLooks(1)),
            (None, Lifecycle::Failed(Failure::NotFound)),
        ],
        ..Settings::default()
    };
    let service = Service::new(settings).unwrap();
    let states = |look: &Request| {
        let reply = handle(&service, look.clone());
        (reply.status.as_u16(), body(&reply)["data"][0]["state"].as_str().map(str::to_owned))
    };
    let by_looks = begin(&service);
    assert_eq!(states(&by_looks), (202, None));
    assert_eq!(states(&by_looks), (200, Some("succeeded".to_owned())));
    let lost = begin(&service);
    pass(&service, 180);
    assert_eq!(states(&lost), (400, None));
    assert_eq!(states(&begin(&service)), (200, Some("succeeded".to_owned())));
    let stems = json!({"clip_id": "8ce9770b-ec3b-4029-a3e3-4b8db20da7d1"});
    let stuck = body(&handle(&service, Request::post("/api/v1/sonic/stems/basic", &stems)))["task_id"].clone();
    let stuck = Request::get(&format!("/api/v1/sonic/task/{}", stuck.as_str().unwrap()));
    pass(&service, 1_000_000);
    assert_eq!(states(&stuck), (200, Some(SINGING.to_owned())));
    service.next_lifecycle(Some("create_sonic"), Lifecycle::After(Duration::from_secs(10))).unwrap();
    let soon = begin(&service);
    pass(&service, 10);
    assert_eq!(states(&soon), (200, Some("succeeded".to_owned())));
}

#[test]
fn a_life_that_can_not_be_is_refused_when_it_is_set() {
    let service = Service::new(Settings::default()).unwrap();
    for operation in ["nothing", "get_credits", "write_sonic_lyrics", "create_sonic_batch"] {
        let error = service.next_lifecycle(Some(operation), Lifecycle::Stuck).unwrap_err();
        assert!(error.contains(operation) && error.contains("create_sonic"), "{error}");
    }
    let unknown = Lifecycle::Failed(Failure::Answer { status: 418, example: "tea".to_owned() });
    assert!(service.next_lifecycle(Some("create_nuro"), unknown.clone()).unwrap_err().contains("418/tea"));
    let lives = vec![("create_sonic".to_owned(), unknown)];
    assert!(Service::new(Settings { lives, ..Settings::default() }).is_err());
    let known = Lifecycle::Failed(Failure::Answer { status: 500, example: "algorithm".to_owned() });
    service.next_lifecycle(Some("create_nuro"), known).unwrap();
}

#[test]
fn a_lapsed_subscription_pays_for_nothing() {
    let account = Account { extra_credits: 500, subscribed: false, ..Account::default() };
    let service = Service::new(Settings::default().with_account("mock-key", account)).unwrap();
    let text = "You do not have an active subscription. Please check whether your renewal was successful.";
    let voice = Request::post("/api/v1/sonic/create-voice", &json!({"audio_url": "https://example.com/a.wav"}));
    for reply in [create(&service, "A"), handle(&service, voice)] {
        assert_eq!((reply.status.as_u16(), body(&reply)["error"].as_str().unwrap()), (403, text));
    }
    assert_eq!(handle(&service, Request::get("/api/v1/get-credits")).status, 200);
    assert_eq!((total(&service), service.accepted()), (1500, 0));
}

#[test]
fn where_only_402_is_documented_it_says_that_credits_are_short() {
    let service = Service::new(Settings::default().with_credits(3)).unwrap();
    let voice = Request::post("/api/v1/sonic/create-voice", &json!({"audio_url": "https://example.com/a.wav"}));
    let reply = handle(&service, voice);
    assert_eq!(reply.status, 402);
    assert_eq!(body(&reply)["error"], too_few_credits());
}

#[test]
fn one_create_in_three_seconds() {
    let settings = Settings { rate_limit: Some(Duration::from_secs(3)), ..Settings::default() };
    let service = Service::new(settings.with_account("other", Account::default())).unwrap();
    assert_eq!(create(&service, "A").status, 200);
    service.settings().clock.advance(Duration::from_millis(1500));
    let reply = create(&service, "B");
    assert_eq!((reply.status.as_u16(), reply.headers["retry-after"].to_str().unwrap()), (429, "2"));
    assert_eq!(body(&reply)["type"], "rate_limited");
    let song = json!({"custom_mode": true, "prompt": "la", "title": "C", "mv": "sonic-v4-5"});
    let other = Request::post("/api/v1/sonic/create", &song).with_header("authorization", "Bearer other");
    assert_eq!(service.handle(other).status, 200, "each account has a limit of its own");
    let bpm = json!({"clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"});
    assert_eq!(handle(&service, Request::post("/api/v1/sonic/bpm", &bpm)).status, 200, "it starts nothing");
    service.settings().clock.advance(Duration::from_millis(1500));
    assert_eq!(create(&service, "B").status, 200);
    assert_eq!(service.accepted(), 4);
}

#[test]
fn the_same_create_twice_is_suspected() {
    let settings = Settings { suspicion: Duration::from_secs(60), ..Settings::default() };
    let service = Service::new(settings.with_account("other", Account::default())).unwrap();
    create(&service, "A");
    create(&service, "B");
    pass(&service, 30);
    let song = json!({"mv": "sonic-v4-5", "title": "A", "prompt": "la", "custom_mode": true});
    let same = Request::post("/api/v1/sonic/create", &song);
    service.handle(same.clone().with_header("authorization", "Bearer other"));
    assert_eq!(service.duplicates(), [], "another account may well want the same");
    handle(&service, same.clone());
    let suspects = service.duplicates();
    assert_eq!(suspects.iter().map(|it| (it.first.number, it.second.number)).collect::<Vec<_>>(), [(1, 4)]);
    assert_ne!(suspects[0].first.task, suspects[0].second.task);
    pass(&service, 61);
    handle(&service, same);
    assert_eq!((service.duplicates().len(), service.suspected()), (1, 1), "after so long it is meant");
}

#[test]
fn songs_of_one_batch_are_not_suspected_and_the_same_song_by_another_way_is() {
    let service = Service::new(Settings::default()).unwrap();
    let song = |title: &str| json!({"mv": "sonic-v4-5", "title": title, "prompt": "la", "custom_mode": true});
    let tagged = |title: &str| {
        let mut song = song(title);
        song["task_type"] = json!("create_music");
        song
    };
    let ask = |path: &str, body: &Value| {
        let reply = handle(&service, Request::post(&format!("/api/v1{path}"), body));
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        service.duplicates().iter().map(|it| (it.first.call, it.second.call)).collect::<Vec<_>>()
    };
    assert_eq!(ask("/sonic/batch", &json!({"items": [song("A"), song("B")]})), []);
    assert_eq!(ask("/sonic/batch", &json!({"items": [song("C"), song("C")]})), [], "who says it twice wants it twice");
    assert_eq!(ask("/sonic/create", &tagged("A")), [(1, 3)], "once in a batch, once alone");
    assert_eq!(ask("/suno/create", &song("D")), [(1, 3)]);
    assert_eq!(ask("/sonic/create", &song("D")), [(1, 3), (4, 5)], "by an alias");
    assert_eq!(ask("/suno/create", &tagged("D")), [(1, 3), (4, 5), (5, 6)], "with what is meant by silence");
    let calls: Vec<_> = service.journal().iter().map(|asked| asked.call).collect();
    assert_eq!(calls, [1, 2, 3, 4, 5, 6].map(Some));
}

#[test]
fn what_costs_nothing_is_not_paid_twice() {
    let service = Service::new(Settings::default()).unwrap();
    let clip = json!({"clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"});
    for _ in 0..3 {
        for (path, body) in [("/sonic/aligned-lyrics", &clip), ("/suno/make-lyrics", &json!({"prompt": "a bus"}))] {
            assert_eq!(handle(&service, Request::post(&format!("/api/v1{path}"), body)).status, 200, "{path}");
        }
    }
    assert_eq!(service.duplicates(), []);
    // The tempo has its price, and makes no task.
    for _ in 0..2 {
        handle(&service, Request::post("/api/v1/sonic/bpm", &clip));
    }
    let report = service.report();
    let twice: Vec<_> = report.findings.iter().filter(|it| it.rule == crate::Rule::PaidTwice).collect();
    assert_eq!((twice.len(), &*twice[0].requests), (1, &[7, 8][..]), "{report}");
}

#[test]
fn the_journal_tells_what_was_asked_without_the_key() {
    let service = Service::new(Settings::default()).unwrap();
    let look = begin(&service);
    handle(&service, look.clone());
    service.handle(look);
    handle(&service, Request::post("/api/v1/sonic/create", &json!({"mv": 1})));
    handle(&service, Request::get("/nothing"));
    let journal = service.journal();
    let told: Vec<_> = journal.iter().map(|asked| (asked.number, asked.operation, asked.status)).collect();
    let (create, task) = (Some("create_sonic"), Some("get_sonic_task"));
    assert_eq!(told, [(1, create, 200), (2, task, 202), (3, task, 401), (4, create, 400), (5, None, 404)]);
    assert_eq!(
        (&journal[0].task, journal[0].key.as_deref(), journal[2].key.as_deref()),
        (&journal[1].task, Some("mock…"), None)
    );
    assert!(journal[0].task.is_some() && !journal[3].violations.is_empty());
    assert!(!format!("{journal:?}").contains("mock-key"));
}

#[test]
fn what_is_over_is_forgotten_before_what_runs() {
    let bounds = Bounds { tasks: 3, rows: 4, requests: 5, ..Bounds::default() };
    let service = Service::new(Settings { bounds, ..Settings::default() }).unwrap();
    service.next_lifecycle(None, Lifecycle::Stuck).unwrap();
    let stuck = begin(&service);
    let old = begin(&service);
    pass(&service, 180);
    let young = begin(&service);
    let status = |look: &Request| handle(&service, look.clone()).status.as_u16();
    assert_eq!((status(&stuck), status(&old), status(&young)), (200, 200, 202));
    let younger = begin(&service);
    assert_eq!((status(&stuck), status(&old), status(&young), status(&younger)), (200, 404, 202, 202));
    // Now that all of them run, the oldest goes.
    let last = begin(&service);
    assert_eq!((status(&stuck), status(&young), status(&last)), (404, 202, 202));
    assert_eq!((service.tasks().kept, service.tasks().forgotten), (3, 2));
    let ledger = service.ledger();
    assert_eq!((ledger.rows().len(), ledger.written(), ledger.accounts()[0].debits), (4, 5, 5));
    assert_eq!((service.journal().len(), service.asked()), (5, 15));
    ledger.check().unwrap();
}

#[test]
fn what_was_to_fail_is_given_back_though_it_is_forgotten() {
    let bounds = Bounds { tasks: 1, ..Bounds::default() };
    let life = Lifecycle::Failed(Failure::Failed);
    let service = Service::new(Settings { bounds, life, ..Settings::default() }).unwrap();
    begin(&service);
    begin(&service);
    assert_eq!(total(&service), 1000 - PRICE, "the first is forgotten, and given back at once");
    pass(&service, 180);
    assert_eq!(total(&service), 1000);
    service.ledger().check().unwrap();
}

#[test]
fn what_the_service_tolerates_is_tolerated() {
    let service = Service::new(Settings::default()).unwrap();
    assert_eq!(handle(&service, Request::get("/api/v1/get-credits?_t=1700000000&x")).status, 200);
    let mut get = Request::get("/api/v1/get-credits").with_header("content-type", "application/json");
    get.body = "{\"x\": [1]}".into();
    assert_eq!(handle(&service, get.clone()).status, 200);
    get.body = "no JSON".into();
    assert_eq!(handle(&service, get).status, 200);
    let song = json!({"custom_mode": true, "prompt": "la", "title": "A", "mv": "sonic-v4-5"});
    let mut post = Request::post("/api/v1/sonic/create?_t=1", &song);
    post.headers.remove("content-type");
    assert_eq!(handle(&service, post).status, 200);
}
