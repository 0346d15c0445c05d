//! The example of a receiver, with requests as the service sends them and as it doesn't.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/webhook_axum.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod example;

use std::time::{Duration, SystemTime};

use example::{Word, router, told};
use musicapi::Client;
use musicapi::types::SonicCreateMusic;
use musicapi::webhook::{HeaderMap, SIGNATURE, Verifier, sign};
use musicapi_mock::{CallbackSettings, MockApi};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::mpsc::{self, UnboundedReceiver};

const SECRET: &str = "a-secret-of-your-own";
const DONE: &str = r#"{"data": [{"clip_id": "a", "state": "succeeded", "audio_url": "https://example.com/a.mp3"}],
    "task_id": "468d0e42", "platform": "suno", "event": "song.completed"}"#;

/// A running receiver: its address, and what it hands on.
async fn receiver() -> (String, UnboundedReceiver<Word>) {
    let (work, words) = mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hooks/music", listener.local_addr().unwrap());
    let router = router(Verifier::new([SECRET]).unwrap(), work);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, words)
}

/// Posts it with nothing in between, and gives the status.
async fn post(address: &str, headers: HeaderMap, body: &str) -> u16 {
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let mut request = format!("POST /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in &headers {
        request += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    request += &format!("content-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

fn signed(secret: &str, body: &str, age: Duration) -> HeaderMap {
    sign(secret, body.as_bytes(), SystemTime::now() - age).unwrap()
}

#[tokio::test]
async fn an_event_is_handed_on_once() {
    let (address, mut words) = receiver().await;
    let address = format!("{address}?intent=01J9");
    for age in [0, 60] {
        assert_eq!(post(&address, signed(SECRET, DONE, Duration::from_secs(age)), DONE).await, 200);
    }
    let (intent, event) = words.recv().await.unwrap();
    assert_eq!(intent.as_deref(), Some("01J9"));
    assert_eq!(told(&event), "sonic/task/468d0e42 is done: https://example.com/a.mp3");
    assert!(words.try_recv().is_err(), "the second is known already");
}

#[tokio::test]
async fn what_the_mock_sends_is_handed_on() {
    // The receiver has the clock of the machine.
    let callbacks = CallbackSettings { machine_time: true, duplicates: 2, ..CallbackSettings::default() };
    let mock = MockApi::start().callbacks(callbacks).await;
    let client = Client::builder(mock.key()).base_url(mock.uri()).build().unwrap();
    let (address, mut words) = receiver().await;
    let song = SonicCreateMusic::without_custom_mode("sonic-v4-5").gpt_description_prompt("rain");
    let song = song.webhook_url(format!("{address}?intent=01J9")).webhook_secret(SECRET);
    let task = client.sonic().create(song).await.unwrap();
    mock.advance(Duration::from_secs(180));
    mock.callbacks().settled().await;
    assert_eq!(mock.callbacks().totals().taken, 6);
    for ending in [" can be heard already, and goes on", " is done: http://"] {
        let (intent, event) = words.recv().await.unwrap();
        assert!(told(&event).starts_with(&format!("{}{ending}", task.reference())), "{}", told(&event));
        assert!(event.is_about(task.reference()) && intent.as_deref() == Some("01J9"));
    }
    assert!(words.try_recv().is_err());
}

#[tokio::test]
async fn what_cannot_be_trusted_is_refused() {
    let (address, mut words) = receiver().await;
    let now = Duration::ZERO;
    let mut unsigned = signed(SECRET, DONE, now);
    unsigned.remove(SIGNATURE);
    for (headers, body, status) in [
        (signed("another", DONE, now), DONE, 401),
        (signed(SECRET, "{}", now), DONE, 401),
        (signed(SECRET, DONE, Duration::from_secs(302)), DONE, 401),
        (unsigned, DONE, 400),
        (signed(SECRET, "[]", now), "[]", 400),
    ] {
        assert_eq!(post(&address, headers, body).await, status, "{body}");
    }
    assert!(words.try_recv().is_err());
}

#[tokio::test]
async fn what_nobody_works_on_may_come_again() {
    let (address, words) = receiver().await;
    drop(words);
    for _ in 0..2 {
        assert_eq!(post(&address, signed(SECRET, DONE, Duration::ZERO), DONE).await, 503);
    }
}

#[tokio::test]
async fn a_preview_is_not_told_as_final() {
    let (address, mut words) = receiver().await;
    let streaming = r#"{"data": [{"clip_id": "a", "state": "streaming", "audio_url": "https://example.com/preview"}],
        "task_id": "468d0e42", "platform": "suno", "event": "song.completed"}"#;
    assert_eq!(post(&address, signed(SECRET, streaming, Duration::ZERO), streaming).await, 200);
    assert_eq!(told(&words.recv().await.unwrap().1), "sonic/task/468d0e42 is done: look at it for its clips");
}
