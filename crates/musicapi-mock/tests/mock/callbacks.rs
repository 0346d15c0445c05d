//! The mock calls back: on its clock, signed, again if need be, and only where it may.

use std::io::{ErrorKind, Read as _};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::hook::{Hook, body, create, header};
use musicapi_mock::{CallbackSettings, Clock, Fault, Faults, Lifecycle, Receipt, Rule, Service, Settings};
use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

const MINUTE: Duration = Duration::from_secs(60);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn service(callbacks: CallbackSettings) -> Service {
    Service::new(Settings { callbacks, ..Settings::default() }).unwrap()
}

/// What a look at a task answers.
fn look(service: &Service, task: &str) -> Value {
    let request = Request::new(http::Method::GET, &format!("/api/v1/sonic/task/{task}"));
    serde_json::from_slice(&service.handle(request.with_header("authorization", "Bearer mock-key")).body).unwrap()
}

async fn after(service: &Service, time: Duration) {
    service.settings().clock.advance(time);
    service.callbacks().settled().await;
}

#[tokio::test]
async fn word_comes_when_a_clip_can_be_heard_and_when_all_are_done() {
    let (service, hook) = (service(CallbackSettings::default()), Hook::new(&[200]));
    let task = create(&service, &hook.url());
    after(&service, seconds(5)).await;
    assert!(hook.came().is_empty(), "nothing can be heard yet");

    let mut at = 5;
    let streaming = loop {
        at += 1;
        assert!(at < 180, "a clip can be heard before all are done");
        after(&service, seconds(1)).await;
        if let Some(streaming) = hook.came().pop() {
            break streaming;
        }
    };
    assert_eq!((streaming.path.as_str(), streaming.query.as_deref()), ("/hooks", Some("intent=7")));
    assert_eq!(header(&streaming, "x-webhook-timestamp"), (1_767_225_600 + at).to_string());
    let word = body(&streaming);
    assert_eq!(
        (&word["event"], &word["platform"], &word["task_id"]),
        (&json!("song.streaming"), &json!("suno"), &json!(task))
    );
    let clips = word["data"].as_array().unwrap();
    assert!(!clips.is_empty() && clips.iter().all(|clip| clip["state"] == "streaming" && clip["duration"].is_null()));

    after(&service, 3 * MINUTE).await;
    let [completed] = hook.came().try_into().unwrap();
    let (word, look) = (body(&completed), look(&service, &task));
    assert_eq!((&word["event"], &word["task_id"]), (&json!("song.completed"), &json!(task)));
    let told = |of: &Value| {
        let clips = of["data"].as_array().unwrap().iter();
        clips.map(|clip| ["clip_id", "state", "audio_url", "duration"].map(|key| clip[key].clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&word), told(&look));
    assert!(word["data"][0]["audio_url"].is_string());

    assert_ne!(header(&completed, "x-webhook-id"), header(&streaming, "x-webhook-id"));
    assert_eq!(header(&completed, "x-webhook-id"), header(&completed, "idempotency-key"));
    after(&service, 60 * MINUTE).await;
    assert!(hook.came().is_empty(), "what was taken is not sent again");
    let totals = service.callbacks().totals();
    assert_eq!((totals.tried, totals.taken, totals.given_up), (2, 2, 0));
}

#[tokio::test]
async fn a_duplicate_is_the_same_event() {
    let (service, hook) =
        (service(CallbackSettings { duplicates: 1, ..CallbackSettings::default() }), Hook::new(&[204]));
    create(&service, &hook.url());
    after(&service, 3 * MINUTE).await;
    let came = hook.came();
    for (pair, event) in came.chunks(2).zip(["song.streaming", "song.completed"]) {
        assert!(pair.iter().all(|request| header(request, "x-webhook-event") == event));
        assert_eq!(
            (header(&pair[0], "x-webhook-id"), &pair[0].body),
            (header(&pair[1], "x-webhook-id"), &pair[1].body)
        );
    }
    assert_eq!(came.len(), 4);
}

#[tokio::test]
async fn reordered_the_end_is_told_first() {
    let (service, hook) =
        (service(CallbackSettings { reordered: true, ..CallbackSettings::default() }), Hook::new(&[200]));
    create(&service, &hook.url());
    after(&service, seconds(50)).await;
    assert!(hook.came().is_empty());
    after(&service, 3 * MINUTE).await;
    assert_eq!(hook.events(), ["song.completed", "song.streaming"]);
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_signed_anew() {
    let settings = CallbackSettings { streaming: false, ..CallbackSettings::default() };
    let (service, hook) = (service(settings), Hook::new(&[500, 302, 200]));
    create(&service, &hook.url());
    let mut came = Vec::new();
    for time in [3 * MINUTE, seconds(9), seconds(1), seconds(59), seconds(1), 60 * MINUTE] {
        after(&service, time).await;
        came.push(hook.came());
    }
    assert_eq!(came.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1, 0, 1, 0]);
    let came = came.concat();
    let all = |name: &str| came.iter().map(|request| header(request, name).to_owned()).collect::<Vec<_>>();
    assert_eq!(all("x-webhook-timestamp"), [180, 190, 250].map(|time| (1_767_225_600 + time).to_string()));
    assert!(all("x-webhook-id").windows(2).all(|pair| pair[0] == pair[1]));
    assert!(all("x-webhook-signature").windows(2).all(|pair| pair[0] != pair[1]));
    assert!(came.windows(2).all(|pair| pair[0].body == pair[1].body));
    let deliveries = service.callbacks().deliveries();
    let receipts: Vec<_> = deliveries.iter().map(|it| (it.attempt, it.at.as_secs(), it.receipt.clone())).collect();
    let [failed, moved, taken] = [500, 302, 200].map(Receipt::Answered);
    assert_eq!(receipts, [(1, 180, failed), (2, 190, moved), (3, 250, taken)]);
}

#[tokio::test]
async fn in_the_end_it_gives_up() {
    let settings = CallbackSettings { streaming: false, retries: vec![seconds(1)], ..CallbackSettings::default() };
    let (service, hook) = (service(settings), Hook::new(&[500]));
    create(&service, &hook.url());
    for (time, given_up) in [(3 * MINUTE, 0), (seconds(1), 1), (60 * MINUTE, 1)] {
        after(&service, time).await;
        assert_eq!(service.callbacks().totals().given_up, given_up);
    }
    assert_eq!(hook.came().len(), 2);
}

#[tokio::test]
async fn a_receiver_that_is_gone_or_silent_is_told_of() {
    let patience = Duration::from_millis(20);
    let service =
        service(CallbackSettings { streaming: false, retries: Vec::new(), patience, ..CallbackSettings::default() });
    // Its connections are made, and never answered.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let urls = [format!("http://{}/", silent.local_addr().unwrap()), "http://127.0.0.1:1/".to_owned()];
    let tasks = urls.each_ref().map(|url| create(&service, url));
    after(&service, 3 * MINUTE).await;
    let deliveries = service.callbacks().deliveries();
    for (task, words) in tasks.iter().zip(["no answer within 20 ms", "no connection"]) {
        let told = deliveries.iter().find(|it| it.task_id == *task).unwrap().to_string();
        assert!(told.contains(words), "{told}");
    }
}

#[tokio::test]
async fn where_it_may_not_call_it_says_so_and_goes_on() {
    let (service, hook) =
        (service(CallbackSettings { streaming: false, ..CallbackSettings::default() }), Hook::new(&[200]));
    for url in ["https://example.com/hooks", "http://example.com/hooks", "http://192.0.2.7/"] {
        create(&service, url);
    }
    create(&service, &hook.url());
    after(&service, 60 * MINUTE).await;
    let deliveries = service.callbacks().deliveries();
    let refused = deliveries.iter().filter(|it| matches!(it.receipt, Receipt::NotSent(_)));
    let refused: Vec<_> = refused.map(|it| (it.url.as_str(), it.attempt)).collect();
    assert_eq!((refused.len(), deliveries.len()), (3, 4), "{deliveries:?}");
    assert!(deliveries.iter().any(|it| it.to_string().contains("no TLS")));
    assert_eq!(hook.came().len(), 1);
    assert_eq!(service.callbacks().totals().given_up, 3);
}

#[tokio::test]
async fn memory_is_bounded_and_totals_are_kept() {
    let settings = CallbackSettings { streaming: false, waiting: 5, remembered: 3, ..CallbackSettings::default() };
    let (service, hook) = (service(settings), Hook::new(&[200]));
    for _ in 0..9 {
        create(&service, &hook.url());
    }
    after(&service, 3 * MINUTE).await;
    let totals = service.callbacks().totals();
    assert_eq!((totals.tried, totals.taken, totals.dropped), (5, 5, 4));
    assert_eq!(service.callbacks().deliveries().len(), 3);
}

#[tokio::test]
async fn a_seed_repeats_a_run() {
    let run = || async {
        let (service, hook) = (service(CallbackSettings::default()), Hook::new(&[200]));
        create(&service, &hook.url());
        after(&service, 3 * MINUTE).await;
        let came = hook.came();
        came.iter()
            .map(|request| (header(request, "x-webhook-id").to_owned(), request.body.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(run().await, run().await);
}

#[tokio::test]
async fn a_clock_that_runs_needs_nobody_to_move_it() {
    let clock = Clock::real(100_000.0);
    let service = Service::new(Settings { clock, ..Settings::default() }).unwrap();
    let hook = Hook::new(&[200]);
    create(&service, &hook.url());
    while service.callbacks().totals().taken < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hook.events(), ["song.streaming", "song.completed"]);
}

#[tokio::test]
async fn time_stamps_can_be_of_the_machine() {
    let settings = CallbackSettings { machine_time: true, ..CallbackSettings::default() };
    let (service, hook) = (service(settings), Hook::new(&[200]));
    create(&service, &hook.url());
    let now = || SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let before = now();
    after(&service, 3 * MINUTE).await;
    for request in hook.came() {
        let stamp = header(&request, "x-webhook-timestamp").parse().unwrap();
        assert!((before..=now()).contains(&stamp), "{stamp}");
    }
}

#[test]
fn with_the_mock_its_callbacks_end() {
    let patience = 60 * MINUTE;
    let service = service(CallbackSettings { patience, ..CallbackSettings::default() });
    // It takes the request and doesn't answer, so that the delivery is under way for as long as the mock is there.
    let receiver = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    create(&service, &format!("http://{}/", receiver.local_addr().unwrap()));
    service.settings().clock.advance(3 * MINUTE);
    let (mut connection, _) = receiver.accept().unwrap();
    drop(service);
    // Only if nobody holds the connection any more does this come to an end.
    connection.set_read_timeout(Some(seconds(10))).unwrap();
    let mut request = String::new();
    match connection.read_to_string(&mut request) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
}

#[tokio::test]
async fn a_task_that_goes_on_by_looks_is_told_of_when_it_is_looked_at() {
    for (reordered, looks) in [(false, 3), (true, 3), (false, 0)] {
        let (service, hook) =
            (service(CallbackSettings { reordered, ..CallbackSettings::default() }), Hook::new(&[200]));
        service.next_lifecycle(None, Lifecycle::AfterLooks(looks)).unwrap();
        let task = create(&service, &hook.url());
        after(&service, 60 * MINUTE).await;
        let (pending, waiting) = service.callbacks().pending(9);
        assert_eq!((pending.len(), pending[0].due), (waiting, None));
        let mut told = Vec::new();
        for number in 1..=u64::from(looks) + 3 {
            let look = look(&service, &task);
            service.callbacks().settled().await;
            for came in hook.came() {
                let word = body(&came);
                if word["event"] == "song.completed" {
                    assert_eq!(word["data"][1]["audio_url"], look["data"][1]["audio_url"]);
                    assert!(look["data"][1]["audio_url"].is_string());
                }
                assert_eq!(header(&came, "x-webhook-timestamp"), (1_767_225_600 + 3600).to_string());
                told.push((number, word["event"].as_str().unwrap().to_owned()));
            }
        }
        let wanted: &[(u64, &str)] = match (reordered, looks) {
            (_, 0) => &[(1, "song.completed")],
            (false, _) => &[(3, "song.streaming"), (4, "song.completed")],
            (true, _) => &[(4, "song.completed"), (4, "song.streaming")],
        };
        assert_eq!(told, wanted.iter().map(|(look, event)| (*look, (*event).to_owned())).collect::<Vec<_>>());
        assert_eq!(
            pending.iter().map(|it| it.look.unwrap()).collect::<Vec<_>>(),
            wanted.iter().map(|it| it.0).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn tasks_that_nobody_looks_at_do_not_take_the_room_of_others() {
    let settings = CallbackSettings { streaming: false, waiting: 2, ..CallbackSettings::default() };
    let (service, hook) = (service(settings), Hook::new(&[200]));
    let mut tasks = Vec::new();
    for _ in 0..3 {
        service.next_lifecycle(None, Lifecycle::AfterLooks(0)).unwrap();
        tasks.push(create(&service, &hook.url()));
    }
    create(&service, &hook.url());
    assert_eq!((service.callbacks().totals().dropped, service.callbacks().pending(0).1), (1, 3));
    for task in &tasks {
        look(&service, task);
    }
    after(&service, 3 * MINUTE).await;
    let told: Vec<_> = hook.came().iter().map(|came| body(came)["task_id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((&told[..2], told.len()), (&tasks[1..], 3));
}

#[tokio::test]
async fn who_took_a_callback_has_not_lost_the_song_and_may_buy_it_again() {
    for statuses in [&[200][..], &[500]] {
        let service = service(CallbackSettings { retries: Vec::new(), ..CallbackSettings::default() });
        let (mock, hook) = (Faults::new(Arc::new(service)), Hook::new(statuses));
        mock.add(Fault::on("create_sonic").nth(1).after().status(502)).unwrap();
        let song = json!({"custom_mode": false, "mv": "sonic-v4-5", "gpt_description_prompt": "rain", "webhook_url": hook.url()});
        let buy = || {
            mock.handle(Request::post("/api/v1/sonic/create", &song).with_header("authorization", "Bearer mock-key"))
        };
        assert_eq!(buy().status, 502);
        after(mock.service(), 3 * MINUTE).await;
        assert_eq!(hook.came().len(), 2);
        after(mock.service(), 24 * 60 * MINUTE).await;
        assert_eq!(buy().status, 200);
        let is_found = mock.service().report().findings.iter().any(|finding| finding.rule == Rule::PaidTwice);
        assert_eq!(is_found, statuses != [200], "{statuses:?}");
    }
}
