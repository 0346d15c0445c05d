//! Whole programs of others, as the front page teaches them: many songs within a budget, a service whose callers leave, errors told apart.
//! The example `cover` is among the other `examples`; processes that make many songs and are killed are in `kills`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::State;
use axum::http::StatusCode;
use contract_tests::{PRICE, Server, TASK, service};
use musicapi::webhook::{Verifier, intent_of, sign};
use musicapi::{ErrorKind, FileJournal, Middleware, Next, SendFuture, facts, reqwest, testing};
use musicapi_mock::Settings;
use openapi_mock::Wire;
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc};

use crate::buying::{dies_after, is_paid};

#[path = "../../../crates/musicapi/examples/errors.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod errors;
#[path = "../../../crates/musicapi/examples/many.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod many;
#[path = "../../../crates/musicapi/examples/service_axum.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod service_axum;

use errors::{Advice, advice};

#[tokio::test]
async fn many_songs_keep_within_their_budget_over_all_runs() {
    let service = service(Settings::default());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let folder = tempfile::tempdir().unwrap();
    let (mut runs, mut fetched) = (0, 0);
    while runs < 2 {
        let descriptions = ["a march", "a waltz", "a tango", "a jig", "a reel"].map(str::to_owned).to_vec();
        let (mut there, mut refused, mut stood_still) = (0, 0, false);
        let tell = |(description, result): many::Song| match result {
            Ok(songs) => {
                there += songs.fetched.len();
                fetched += songs.fetched.iter().filter(|(_, file)| file.is_some()).count();
            }
            // While one song is written down, the others' sleeping moves the clock: that was too long, and it wasn't sent.
            Err(error) if error.is_transient() => stood_still = true,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::OverBudget, "{description}: {error}");
                refused += 1;
            }
        };
        let spent = many::run(server.builder(), folder.path(), 3 * PRICE, descriptions, tell).await.unwrap();
        assert!(service.accepted() <= 3, "the budget holds");
        if stood_still {
            continue;
        }
        runs += 1;
        assert_eq!((there, refused, service.accepted(), fetched), (6, 2, 3, 6));
        assert!(runs == 1 || spent.credits == 0, "all was there already");
    }
}

const SECRET: &str = "a-secret-of-your-own";

fn songs(server: &Server, journal: &Arc<FileJournal>) -> service_axum::Songs {
    service_axum::Songs::new(server.builder(), journal, "https://songs.test", SECRET.to_owned()).unwrap()
}

#[tokio::test]
async fn a_handler_that_is_dropped_after_any_poll_loses_no_song() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(Settings::default().with_credits(100_000));
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let journal = Arc::new(FileJournal::open(folder.path().join("songs.journal")).unwrap());
    let songs = songs(&server, &journal);
    let ask = |number: usize| service_axum::song(State(songs.clone()), format!("march number {number}"));
    let (mut polls, mut asked) = (0, 0);
    loop {
        let ended = dies_after(polls, ask(polls)).await;
        asked += 1;
        let (status, task) = ask(polls).await;
        assert_eq!(status, StatusCode::ACCEPTED, "after {polls} polls: {task}");
        let of_tasks = journal.submissions().unwrap();
        assert!(of_tasks.iter().any(|it| it.task().is_some_and(|it| it.to_string() == task)), "{task}");
        assert_eq!(service.accepted(), asked, "after {polls} polls");
        if ended {
            break;
        }
        polls += 1 + polls / 4;
    }
    assert!(asked > 5, "{asked}");
}

/// Holds the first paid answer back until it may come.
#[derive(Default)]
struct Late {
    has_come: Notify,
    may_go_on: Notify,
}

/// The middleware of that.
struct Slow(Arc<Late>);

impl Middleware for Slow {
    fn send<'a>(&'a self, request: reqwest::Request, next: Next<'a>) -> SendFuture<'a> {
        let is_paid = request.method() == reqwest::Method::POST;
        Box::pin(async move {
            let answer = next.run(request).await;
            if is_paid {
                self.0.has_come.notify_one();
                self.0.may_go_on.notified().await;
            }
            answer
        })
    }
}

/// Tells that it was dropped.
struct Gone(Arc<Notify>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn a_caller_who_leaves_before_the_answer_finds_the_song_later() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(Settings::default());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let journal = Arc::new(FileJournal::open(folder.path().join("songs.journal")).unwrap());
    let late = Arc::new(Late::default());
    let builder = server.builder().middleware(Arc::new(Slow(Arc::clone(&late))));
    let songs = service_axum::Songs::new(builder, &journal, "https://songs.test", SECRET.to_owned()).unwrap();
    let gone = Arc::new(Notify::new());
    let (words, _heard) = mpsc::unbounded_channel();
    let router = service_axum::router(songs, Verifier::new([SECRET]).unwrap(), words);
    let of_handlers = Arc::clone(&gone);
    let router = router.layer(axum::middleware::from_fn(move |request, next: axum::middleware::Next| {
        let guard = Gone(Arc::clone(&of_handlers));
        async move {
            let _guard = guard;
            next.run(request).await
        }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let ask = move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let head = "POST /songs HTTP/1.1\r\nhost: songs.test\r\nconnection: close\r\ncontent-type: text/plain\r\n";
        stream.write_all(format!("{head}content-length: 7\r\n\r\na march").as_bytes()).unwrap();
        stream
    };

    let caller = ask();
    late.has_come.notified().await;
    drop(caller);
    gone.notified().await;
    assert!(journal.submissions().unwrap()[0].is_outcome_unknown(), "nobody has read the answer yet");
    late.may_go_on.notify_one();
    let answer = tokio::task::spawn_blocking(move || {
        let mut answer = String::new();
        ask().read_to_string(&mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    let [submission] = journal.submissions().unwrap().try_into().unwrap();
    let task = submission.task().unwrap().to_string();
    assert!(answer.starts_with("HTTP/1.1 202") && answer.ends_with(&task), "{answer}");
    assert_eq!(service.accepted(), 1);
}

#[tokio::test]
async fn what_the_service_says_by_itself_mends_an_answer_that_was_lost() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(Settings::default());
    let server = Server::in_front_of(&service, |request, _, reply| match is_paid(request) {
        true => reply.with_wire(Wire::CutAfter(3)),
        false => reply,
    });
    let journal = Arc::new(FileJournal::open(folder.path().join("songs.journal")).unwrap());
    let songs = songs(&server, &journal);
    let ask = || service_axum::song(State(songs.clone()), "a march".to_owned());
    for _ in 0..2 {
        assert_eq!(ask().await.0, StatusCode::CONFLICT);
    }
    let request = server.requests().into_iter().find(is_paid).unwrap();
    let request: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(request["webhook_secret"], SECRET);
    let intent = intent_of(request["webhook_url"].as_str().unwrap());
    let body = json!({"task_id": TASK, "platform": "suno", "event": "song.streaming", "data": []}).to_string();
    let headers = sign(SECRET, body.as_bytes(), SystemTime::now()).unwrap();
    let event = Verifier::new([SECRET]).unwrap().verify(&headers, body.as_bytes()).unwrap();
    service_axum::hear(&journal, &(intent, event)).await.unwrap();
    assert_eq!(ask().await, (StatusCode::ACCEPTED, format!("sonic/task/{TASK}")));
    assert_eq!(service.accepted(), 1);
}

#[tokio::test]
async fn errors_are_told_apart() {
    // What a create may be answered with, and what it means for who asked.
    for (status, answer, expected) in [
        (401, json!({"error": "Unauthorized", "message": "Invalid API key"}), Advice::CheckTheKey),
        (402, json!({"error": "Insufficient credits"}), Advice::BuyCredits),
        (403, json!({"error": "Insufficient credits"}), Advice::BuyCredits),
        (400, json!({"error": "contains artist name 'X'"}), Advice::ChangeTheWords),
        (400, json!({"error": "flagged by our moderation system"}), Advice::ChangeTheWords),
        (400, json!({"error": "no such words are known"}), Advice::LookAtIt),
        (429, json!({"error": "Too many requests"}), Advice::TryLater),
        (504, json!({}), Advice::FindOut),
        (200, json!({"neither": "nor"}), Advice::FindOut),
    ] {
        let said = answer.clone();
        let client = testing::client(move |_, _| (status, said.clone())).build().unwrap();
        let error = errors::run(&client, "a march").await.unwrap_err();
        assert_eq!(advice(&error), expected, "{status} {answer}: {error}");
    }
    // Those that come before anything is sent, and after the task has begun.
    let client = |state: &'static str| {
        testing::client(move |operation, _| match operation {
            _ if operation == facts::CREATE_SONIC.id => (200, json!({"message": "success", "task_id": TASK})),
            _ => (200, json!({"code": 200, "data": [{"clip_id": "a", "state": state}]})),
        })
    };
    let long = "x".repeat(10_000);
    for (builder, description, expected) in [
        (client("running"), long.as_str(), Advice::MendTheRequest),
        (client("running").max_credits(PRICE - 1), "a march", Advice::RaiseTheBudget),
        (client("running"), "a march", Advice::WaitForTheTask),
        (client("failed"), "a march", Advice::MakeAnother),
    ] {
        let error = errors::run(&builder.build().unwrap(), description).await.unwrap_err();
        assert_eq!(advice(&error), expected, "{error}");
    }
}
