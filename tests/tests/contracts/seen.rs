//! What can be seen of a client while it works: the events of a task, and what is traced.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;
use std::sync::{Arc, Mutex};

use contract_tests::{KEY, PRICE, Server, TASK, clips, created};
use musicapi::{Attempt, ClipState, ErrorKind, Event, Observer, Pause, PauseReason, TaskStatus};
use openapi_mock::Reply;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::paid::{create, json_reply, text};

fn named<C: std::fmt::Debug>(event: &Event<C>) -> String {
    let name = |clip: &musicapi::Clip<C>| clip.id().unwrap_or_default().to_owned();
    match event {
        Event::Submitted(task) => format!("submitted {task}"),
        Event::NotReady => "not ready".to_owned(),
        Event::Running(look) => format!("running: {look}"),
        Event::ClipReady(clip) => format!("ready {}", name(clip)),
        Event::ClipFailed(clip) => format!("failed {}", name(clip)),
        Event::UnknownState(clip) => format!("unknown {:?}", clip.word),
        Event::Done(outcome) => format!("done: {} and {}", outcome.succeeded.len(), outcome.failed.len()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_task_tells_each_event_once() {
    let server = Server::script(vec![
        created(),
        json_reply(202, json!({"type": "not_ready"})),
        clips(&["running", "running"]),
        text(502, "text/html", "<html>"),
        clips(&["succeeded", "running"]),
        clips(&["succeeded", "failed"]),
    ]);
    let task = create(&server.client()).await.unwrap();
    let mut events = task.events(task.usual_polling());
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(named(&event.unwrap()));
    }
    assert_eq!(
        seen,
        [
            &format!("submitted sonic/task/{TASK}"),
            "not ready",
            "running: running, running",
            "ready clip-0",
            "running: succeeded, running",
            "failed clip-1",
            "done: 1 and 1",
        ]
    );
    assert!(events.next().await.is_none(), "what is over stays over");

    let server = Server::script(vec![created(), clips(&["failed", "failed"])]);
    let task = create(&server.client()).await.unwrap();
    let mut events = task.events(task.usual_polling());
    let mut kinds = Vec::new();
    while let Some(event) = events.next().await {
        kinds.push(event.map(|event| named(&event)).map_err(|error| (error.kind(), error.task().cloned())));
    }
    let error = Err((ErrorKind::TaskFailed, Some(task.reference().clone())));
    assert_eq!(kinds.pop(), Some(error), "the last one says why it ended");
    assert_eq!(kinds.len(), 3);
}

#[tokio::test]
async fn a_task_is_a_future_and_says_what_it_cost() {
    let server = Server::script(vec![created(), clips(&["succeeded", "succeeded"])]);
    let outcome = create(&server.client()).await.unwrap().await.unwrap();
    assert_eq!(outcome.price.map(|price| u64::from(price.credits)), Some(PRICE));
    let again: musicapi::Outcome<serde_json::Value> =
        server.client().task(format!("sonic/task/{TASK}").parse().unwrap()).await.unwrap();
    assert_eq!((again.price, again.succeeded.len()), (None, 2));
}

#[tokio::test]
async fn a_preview_is_not_taken_for_the_song() {
    let clip = |state: &str, url: &str| json!({"clip_id": "a", "state": state, "audio_url": url, "duration": "12.5", "title": "T", "mv": "m"});
    let look = |state: &str| json_reply(200, json!({"data": [clip(state, "https://x.test/a.mp3")]}));
    for (state, audio, preview) in [("running", false, true), ("succeeded", true, false), ("failed", false, false)] {
        let server = Server::always(look(state));
        let looked: TaskStatus<_> = server.client().sonic().task(TASK).poll().await.unwrap();
        let clip = &looked.clips[0];
        assert_eq!((clip.audio().is_some(), clip.preview().is_some()), (audio, preview), "{state}");
        let told = (clip.id(), clip.title(), clip.duration().map(|it| it.as_secs_f64()), clip.model());
        assert_eq!(told, (Some("a"), Some("T"), Some(12.5), Some("m")));
    }
}

#[tokio::test]
async fn a_value_of_another_kind_costs_no_song() {
    let odd =
        json!({"clip_id": 7, "state": "succeeded", "style_weight": "0.5", "title": 12, "lyrics": null, "new": [1]});
    let server = Server::always(json_reply(200, json!({"code": "200", "data": [odd, odd], "message": null})));
    let outcome = server.client().sonic().task(TASK).wait().await.unwrap();
    let clip = &outcome.succeeded[0];
    assert_eq!((clip.clip_id.as_str(), clip.style_weight, clip.title.as_deref()), ("7", Some(0.5), Some("12")));
    assert_eq!(clip.state, ClipState::Succeeded);
    assert_eq!(clip.extra["new"], json!([1]), "what isn't known is kept");
}

/// A state that the document doesn't know is told at once, and polled on; none at all isn't a state.
#[tokio::test]
async fn an_unknown_state_is_told_once_and_polled_on() {
    let unsaid = json_reply(
        200,
        json!({"data": [{"clip_id": "a", "state": null}, {"clip_id": 7, "state": "complete", "title": 9}]}),
    );
    let server = Server::script(vec![
        created(),
        clips(&["error", "running"]),
        clips(&["error", "complete"]),
        unsaid.clone(),
        clips(&["succeeded", "succeeded"]),
    ]);
    let task = create(&server.client()).await.unwrap();
    let mut events = task.events(task.usual_polling());
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(named(&event.unwrap()));
    }
    assert_eq!(
        seen[1..],
        [
            "unknown \"error\"",
            "running: error, running",
            "unknown \"complete\"",
            "running: error, complete",
            "running: not known, complete",
            "ready clip-0",
            "ready clip-1",
            "done: 2 and 0"
        ]
    );
    let server = Server::always(unsaid);
    let look = server.client().task::<serde_json::Value>(format!("sonic/task/{TASK}").parse().unwrap()).poll().await;
    let look = look.unwrap();
    assert_eq!(look.unknown_states(), ["complete"]);
    assert_eq!((look.clips[1].id(), look.clips[1].title()), (Some("7"), Some("9")), "numbers are kept as text");
}

/// What is waited for, by whom it is told.
#[derive(Default)]
struct Pauses(Mutex<Vec<(PauseReason, u64, bool)>>);

impl Observer for Pauses {
    fn attempt(&self, _: &Attempt<'_>) {}

    fn pause(&self, pause: &Pause<'_>) {
        let seen = (pause.reason, pause.time.as_secs(), pause.task.is_some());
        self.0.lock().unwrap().push(seen);
    }
}

#[tokio::test]
async fn whoever_waits_says_for_what_before_the_pause() {
    let busy = || Reply::new(http::StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", "20");
    let server = Server::script(vec![
        busy(),
        created(),
        json_reply(404, json!({"message": "Task not found"})),
        text(502, "text/html", "<html>"),
        busy(),
        clips(&["succeeded", "succeeded"]),
    ]);
    let pauses = Arc::new(Pauses::default());
    let client = server.builder().observer(Arc::clone(&pauses) as _).build().unwrap();
    create(&client).await.unwrap().wait().await.unwrap();
    let seen = pauses.0.lock().unwrap().clone();
    let reasons: Vec<_> = seen.iter().map(|(reason, _, has_task)| (*reason, *has_task)).collect();
    let wanted = [PauseReason::Service, PauseReason::Task, PauseReason::Network, PauseReason::Service];
    assert_eq!(reasons, [(wanted[0], false), (wanted[1], true), (wanted[2], true), (wanted[3], true)]);
    assert!(seen.iter().all(|(_, seconds, _)| (15..=25).contains(seconds)), "{seen:?}");
}

/// Collects what is traced.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Lines {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn what_is_traced_names_the_call_and_never_a_secret() {
    let lines = Lines::default();
    let subscriber =
        tracing_subscriber::fmt().with_writer(lines.clone()).with_max_level(tracing::Level::TRACE).with_ansi(false);
    // For all threads: with one for this alone, another test may be the first to come by a place, and switch it off.
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
    let lyrics = "The lamp goes round, the harbour sleeps";
    let refusal = json!({"type": "forbidden", "error": format!("The lyrics contain copyrighted content: '{lyrics}'. Please use original lyrics.")});
    let signed = "https://cdn.test/a.mp3?signature=5f2c9a";
    let done =
        json!({"data": [{"clip_id": "a", "state": "succeeded", "audio_url": signed, "lyrics": lyrics}], "who": lyrics});
    let server = Server::script(vec![
        Reply::new(http::StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", "1"),
        created().with_header("x-request-id", "req-17"),
        json_reply(200, done),
        json_reply(403, refusal),
    ]);
    let client = server.client();
    let request = musicapi::types::SonicCreateMusic::with_custom_mode("sonic-v5")
        .prompt(lyrics)
        .webhook_url("https://receiver.test/?token=5f2c9a")
        .webhook_secret("5f2c9a");
    let task = client.sonic().create(request.clone()).await.unwrap();
    task.wait().await.unwrap();
    client.sonic().create(request).await.unwrap_err();

    let told = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let own: String = told.lines().filter(|line| line.contains(" musicapi:")).map(|line| format!("{line}\n")).collect();
    for wanted in [
        "operation=\"create_sonic\"",
        "attempt=1 status=429",
        "attempt=2 status=200 request_id=\"req-17\"",
        &format!("accepted task=sonic/task/{TASK}"),
        &format!("operation=\"get_sonic_task\" task=sonic/task/{TASK}"),
        "status=403",
        // OpenTelemetry's names.
        "otel.kind=\"client\"",
        "http.request.method=\"POST\"",
        "url.template=\"/sonic/create\"",
        "http.request.resend_count=1",
        "http.response.status_code=429",
        "http.response.status_code=200",
        "error.type=Refused",
    ] {
        assert!(own.contains(wanted), "{wanted} is not in\n{own}");
    }
    for secret in [KEY, "5f2c9a", lyrics, "harbour", "cdn.test"] {
        assert!(!own.contains(secret), "{secret} is in\n{own}");
    }
}
