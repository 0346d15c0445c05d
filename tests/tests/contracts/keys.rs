//! Where a key goes, what a service may echo of it, and what an answer of 200 says that accepts nothing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::time::Duration;

use contract_tests::{KEY, MovedTime, PRICE, Server, TASK, created, service};
use http::{Method, StatusCode};
use musicapi::{ErrorKind, FileJournal, Journal, Policy, Retry};
use musicapi_jobs::{Event, JobSpec, Jobs, Options, State, StopReason};
use musicapi_mock::Settings;
use openapi_mock::{Handler as _, Reply};
use serde_json::{Value, json};

use crate::paid::{create, json_reply};

const OTHER_SECRET: &str = "whsec-9c41d7e2";

/// Whether a text holds the key, or the secret of a webhook.
fn leaks(text: &str) -> bool {
    text.contains(KEY) || text.contains(OTHER_SECRET)
}

/// Neither the client of the API nor another HTTP client that follows redirects takes the key to another host.
#[tokio::test]
async fn a_redirect_takes_the_key_nowhere() {
    let other = Server::always(json_reply(200, json!({"credits": 1, "extra_credits": 0})));
    for (followed, status) in [301, 302, 303, 307, 308].into_iter().enumerate() {
        let there = Reply::new(StatusCode::from_u16(status).unwrap()).with_header("location", &other.uri());
        let server = Server::always(there);
        let once = Policy { retry: Retry::NEVER, ..Policy::default() };
        let client = server.builder().policy(once).build().unwrap();
        assert!(client.account().get_credits().await.is_err());
        assert!(create(&client).await.is_err());
        assert_eq!((server.asked(), other.asked()), (2, followed), "{status}");
        // One that follows them, against what is asked of it.
        let follow = musicapi::reqwest::redirect::Policy::limited(5);
        let careless = musicapi::http_builder().unwrap().no_proxy().redirect(follow).build().unwrap();
        let client = server.builder().policy(once).http(careless).build().unwrap();
        let _ = client.account().get_credits().await;
    }
    assert_eq!(other.asked(), 5);
    for request in other.requests() {
        assert!(!format!("{:?}", request.headers).contains(KEY) && !request.headers.contains_key("authorization"));
    }
}

/// A file at the service's own address is fetched without the key too: the address may come from anybody.
#[tokio::test]
async fn no_file_is_fetched_with_the_key() {
    let mut audio = Reply::new(StatusCode::OK).with_header("content-type", "audio/mpeg");
    audio.body = [b"ID3\x04\0\0\0\0\0\0".as_slice(), &[0; 900]].concat().into();
    let server = Server::always(audio);
    let folder = tempfile::tempdir().unwrap();
    server.client().download(server.file(), folder.path().join("song.mp3")).await.unwrap();
    server.client().download(format!("{}/song.mp3", server.uri()), folder.path().join("other.mp3")).await.unwrap();
    assert_eq!(server.asked(), 2);
    for request in server.requests() {
        assert!(!request.headers.contains_key("authorization") && !format!("{request:?}").contains(KEY));
    }
}

/// What a service echoes in an answer that is a success is in no value, no journal and no address that is fetched.
#[tokio::test]
async fn an_echo_goes_no_further() {
    let server = Server::start(|request, _| match request.method {
        Method::POST => json_reply(
            200,
            json!({"message": format!("success for {KEY}"), "task_id": TASK, "you": {KEY: [OTHER_SECRET]}}),
        )
        .with_header("x-request-id", KEY),
        _ => json_reply(
            200,
            json!({"code": 200, "message": KEY, "data": [{
                "clip_id": "26c9", "state": "succeeded", "title": format!("Song of {KEY}"), "lyrics": OTHER_SECRET,
                "audio_url": format!("http://127.0.0.1:9/{KEY}.mp3?key={KEY}"), "mv": OTHER_SECRET,
            }]}),
        ),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("songs.journal");
    let journal = Arc::new(FileJournal::open(&path).unwrap());
    let client = server.builder().journal(journal as Arc<dyn Journal>).build().unwrap();
    let body = json!({
        "custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6",
        "webhook_url": "https://hook.example/", "webhook_secret": OTHER_SECRET,
    });
    let called = client.call(&musicapi::facts::CREATE_SONIC, &[], Some(body)).await.unwrap();
    assert!(!leaks(&format!("{called:?}")), "{called:?}");
    let task = called.task.unwrap();
    assert_eq!(task.reference().id(), TASK);
    let look = task.poll().await.unwrap();
    assert!(!leaks(&format!("{look:?}")), "{look:?}");
    assert_eq!(look.clips[0].title(), Some("Song of [key]"));
    assert!(!leaks(&std::fs::read_to_string(path).unwrap()));
}

/// The words of a service can't fake a line, nor steer the terminal of whoever prints an error.
#[tokio::test]
async fn an_error_is_a_line() {
    let server = Server::always(json_reply(400, json!({"error": "no\n\u{1b}[2Jerror: paste this:\u{202e}\u{2028}x"})));
    let error = create(&server.client()).await.unwrap_err();
    let told = error.to_string();
    assert!(told.ends_with("400: no \u{fffd}[2Jerror: paste this:\u{fffd} x"), "{told:?}");
    assert!(error.message().contains('\u{202e}'), "a program gets it as it came");
}

/// Answers of 200, and what they mean for a call that is paid.
fn answers() -> Vec<(Value, ErrorKind, &'static str)> {
    vec![
        (json!({"code": 402, "message": "Insufficient credits"}), ErrorKind::Refused, "credits"),
        (json!({"type": "insufficient_credits", "error": "x"}), ErrorKind::Refused, "credits"),
        (json!({"code": 401, "message": "wrong key"}), ErrorKind::Refused, "auth"),
        (json!({"type": "unauthorized", "error": "Invalid authorization format."}), ErrorKind::Refused, "auth"),
        (
            json!({"type": "forbidden", "error": "The song description needs moderation review."}),
            ErrorKind::Refused,
            "moderated",
        ),
        (json!({"code": 400, "message": "x"}), ErrorKind::Refused, ""),
        // What isn't clear stays in doubt.
        (json!({"code": 500, "message": "x"}), ErrorKind::OutcomeUnknown, ""),
        (json!({"type": "api_error", "error": "x"}), ErrorKind::OutcomeUnknown, ""),
        (json!({"type": "failed", "code": 402, "error": "x"}), ErrorKind::OutcomeUnknown, ""),
        (json!({"message": "Insufficient credits"}), ErrorKind::OutcomeUnknown, ""),
        (json!({"code": 402, "message": "x", "data": {"task": "7"}}), ErrorKind::OutcomeUnknown, ""),
    ]
}

#[tokio::test]
async fn a_refusal_under_200_is_one_if_it_surely_is() {
    for (body, kind, said) in answers() {
        let server = Server::always(json_reply(200, body.clone()));
        let error = create(&server.client()).await.unwrap_err();
        let of = if error.is_auth() {
            "auth"
        } else if error.is_out_of_credits() {
            "credits"
        } else if error.is_moderated() {
            "moderated"
        } else {
            ""
        };
        assert_eq!((error.kind(), of, error.status()), (kind, said, Some(200)), "{body}: {error}");
        assert_eq!(server.asked(), 1, "{body}");
    }
    // It is too fast: nothing was accepted, so it is sent again.
    let server =
        Server::script(vec![json_reply(200, json!({"code": 429, "message": "Too many requests."})), created()]);
    assert_eq!(create(&server.client()).await.unwrap().reference().id(), TASK);
    // What costs nothing says so, too.
    let server = Server::always(json_reply(200, json!({"code": 401, "message": "wrong key"})));
    assert!(server.client().account().get_credits().await.unwrap_err().is_auth());
    assert!(server.client().sonic().task(TASK).poll().await.unwrap_err().is_auth());
}

/// A batch of three at the mock, where the first create is answered so instead of being heard.
async fn batch(first: Value) -> (Jobs, Vec<State>, Option<StopReason>, u64, tempfile::TempDir) {
    let mock = service(Settings::default().with_credits(1000));
    let asked = std::sync::atomic::AtomicBool::new(false);
    let behind = Arc::clone(&mock);
    let server = Server::on(mock.settings().clock.clone(), move |request, _| {
        let is_first = request.method == Method::POST && !asked.swap(true, std::sync::atomic::Ordering::SeqCst);
        if is_first { json_reply(200, first.clone()) } else { behind.handle(request.clone()) }
    });
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path().join("jobs.db"))
        .await
        .unwrap()
        .with_clock(Arc::new(MovedTime(server.clock().clone())));
    let song = |key: &str| JobSpec {
        key: key.to_owned(),
        operation: "create_sonic".to_owned(),
        request: json!({"custom_mode": false, "gpt_description_prompt": key, "mv": "sonic-v6"}),
        note: Value::Null,
        any_model: false,
    };
    jobs.add("album", &["a", "b", "c"].map(song)).await.unwrap();
    let options = Options { concurrency: 1, patience: Duration::ZERO, ..Options::default() };
    let mut run = jobs.run(&server.client(), options);
    let mut why = None;
    while let Some(event) = run.next().await {
        if let Event::Stopped(stopped) = event {
            why = Some(stopped);
        }
    }
    run.finish().await.unwrap();
    let states = jobs.list(&musicapi_jobs::Scope::All).await.unwrap().iter().map(|job| job.state).collect();
    let spent = 1000 - mock.balance(KEY).unwrap().total();
    (jobs, states, why, spent, folder)
}

#[tokio::test]
async fn a_batch_ends_without_credits_and_without_its_key_and_a_refused_song_is_a_row() {
    for (body, is) in [
        (json!({"code": 402, "message": "Insufficient credits"}), musicapi::Error::is_out_of_credits as fn(&_) -> bool),
        (json!({"code": 401, "message": "wrong key"}), musicapi::Error::is_auth),
    ] {
        let (_jobs, states, why, spent, _folder) = batch(body.clone()).await;
        assert_eq!((states, spent), (vec![State::Waiting; 3], 0), "{body}");
        assert!(matches!(why, Some(StopReason::Error(error)) if is(&error)), "{body}");
    }
    let refused = json!({"type": "forbidden", "error": "The song description needs moderation review."});
    let (_jobs, states, why, spent, _folder) = batch(refused).await;
    assert!(why.is_none());
    // The order in which jobs are sent is not fixed.
    let number = |states: &[State], of: State| states.iter().filter(|state| **state == of).count();
    assert_eq!((number(&states, State::Refused), number(&states, State::Done), spent), (1, 2, 2 * PRICE));
    // It may have been accepted: it isn't sent again, and the others are.
    let (_jobs, states, _, spent, _folder) = batch(json!({"type": "api_error", "error": "x"})).await;
    assert_eq!((number(&states, State::InDoubt), number(&states, State::Done), spent), (1, 2, 2 * PRICE));
}

/// A key that is no longer right ends a run whichever call is told so: what runs is waited for by the next one.
#[tokio::test]
async fn a_key_that_stops_working_ends_a_run() {
    for reply in [
        json_reply(200, json!({"code": 401, "message": "wrong key"})),
        json_reply(401, json!({"type": "unauthorized", "error": "Invalid authorization format."})),
    ] {
        let mock = service(Settings::default().with_credits(1000));
        let behind = Arc::clone(&mock);
        let server = Server::on(mock.settings().clock.clone(), move |request, _| match request.method {
            Method::POST => behind.handle(request.clone()),
            _ => reply.clone(),
        });
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::open(folder.path().join("jobs.db"))
            .await
            .unwrap()
            .with_clock(Arc::new(MovedTime(server.clock().clone())));
        let request = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6"});
        let song = |key: &str| JobSpec {
            key: key.to_owned(),
            operation: "create_sonic".to_owned(),
            request: request.clone(),
            note: Value::Null,
            any_model: false,
        };
        jobs.add("album", &["a", "b"].map(song)).await.unwrap();
        let mut run = jobs.run(&server.client(), Options { concurrency: 1, ..Options::default() });
        let mut stops = 0;
        while let Some(event) = run.next().await {
            stops += u32::from(matches!(event, Event::Stopped(StopReason::Error(error)) if error.is_auth()));
        }
        let progress = run.finish().await.unwrap();
        assert_eq!((stops, progress.count(State::Running), progress.count(State::Waiting)), (1, 1, 1));
    }
}
