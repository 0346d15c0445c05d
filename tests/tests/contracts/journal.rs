//! What was written down of purchases: bought once by whoever runs side by side, and never forgotten, whatever comes later.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Waker};
use std::time::{Duration, SystemTime};

use contract_tests::{KEY, PRICE, Server, TASK, clips, created, service, until};
use http::{Method, StatusCode};
use musicapi::types::SonicClip;
use musicapi::{
    Client, Clock, Entry, ErrorKind, FileJournal, Intent, Journal, JournalFuture, Policy, Submission, TaskRef, Verdict,
};
use musicapi_mock::Settings;
use openapi_mock::{Reply, Wire};
use serde_json::json;

use crate::buying::{Memory, dies_after, is_paid};
use crate::paid::{create, json_reply, text};

const ONCE: Policy = Policy {
    once: true,
    read_balance: true,
    retry: musicapi::Retry::NEVER,
    paid_gap: Duration::from_secs(3),
    poll_gap: Duration::from_millis(50),
    wait: None,
    new_things: musicapi::UnknownInput::Refuse,
};

fn rich() -> Settings {
    Settings::default().with_credits(100_000)
}

fn at(path: &Path, server: &Server) -> (Arc<FileJournal>, Client) {
    let journal = Arc::new(FileJournal::open(path).unwrap());
    let client = server.builder().policy(ONCE).journal(Arc::clone(&journal) as Arc<dyn Journal>).build().unwrap();
    (journal, client)
}

fn journal_path() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("songs.journal");
    (folder, path)
}

#[tokio::test]
async fn two_alike_side_by_side_are_one_purchase() {
    let (_folder, path) = journal_path();
    let service = service(rich());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let (_, client) = at(&path, &server);
    let other = client.clone();
    let (one, two, three) = tokio::join!(create(&client), create(&other), create(&client));
    assert_eq!(
        (one.unwrap().reference(), three.unwrap().reference()),
        (two.as_ref().unwrap().reference(), two.as_ref().unwrap().reference())
    );
    assert_eq!(service.accepted(), 1);
}

#[tokio::test]
async fn two_clients_of_a_process_buy_once_with_a_journal_that_has_no_claims() {
    let service = service(rich());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let journal: Arc<dyn Journal> = Arc::new(Memory::default());
    let client = || server.builder().policy(ONCE).journal(Arc::clone(&journal)).build().unwrap();
    let (one, two) = (client(), client());
    let (one, two) = tokio::join!(create(&one), create(&two));
    assert_eq!(one.unwrap().reference(), two.unwrap().reference());
    assert_eq!(service.accepted(), 1);
}

#[tokio::test]
async fn who_waits_for_one_alike_goes_on_if_it_is_given_up_or_refused() {
    let (_folder, path) = journal_path();
    let service = service(rich());
    let server = Server::in_front_of(&service, |_, index, reply| match index {
        1 => json_reply(400, json!({"error": "no"})),
        _ => reply,
    });
    let (_, client) = at(&path, &server);
    assert!(!dies_after(0, create(&client)).await, "it never begins");
    let (one, two) = tokio::join!(create(&client), create(&client));
    assert_eq!(one.unwrap_err().kind(), ErrorKind::Refused);
    two.unwrap();
    assert_eq!(server.times(Method::POST).len(), 2);
}

#[tokio::test]
async fn word_of_a_task_is_never_forgotten_whatever_comes_after_or_before_it() {
    let (_folder, path) = journal_path();
    let service = service(rich());
    // Accepted, and every answer is lost.
    let server =
        Server::in_front_of(
            &service,
            |request, _, reply| {
                if is_paid(request) { reply.with_wire(Wire::CutAfter(3)) } else { reply }
            },
        );
    let (journal, client) = at(&path, &server);
    let error = create(&client).await.unwrap_err();
    let intent = error.intent().unwrap();
    let said = error.to_string();
    assert!(said.contains("don't send it again") && said.contains(&intent.id), "{said}");
    assert!(create(&client).await.unwrap_err().is_outcome_unknown());

    // A callback tells the task, and then the client's own time-out is written, or a balance is compared.
    let task: TaskRef = format!("sonic/task/{TASK}").parse().unwrap();
    let error = journal.adopt("no-such-intent", &task).await.unwrap_err();
    assert!(error.message().contains("there is no intent no-such-intent"), "{error}");
    journal.adopt(&intent.id, &task).await.unwrap();
    let unknown =
        Entry::OutcomeUnknown { intent: intent.id.clone(), error: "no answer in time".to_owned(), answer: None };
    journal.record(&unknown).await.unwrap();
    journal.settle(&intent.id, Verdict::NotCharged).await.unwrap();
    let [submission] = journal.submissions().unwrap().try_into().unwrap();
    assert_eq!((submission.task(), submission.is_not_accepted()), (Some(&task), false));
    let blind = Intent { balance: None, ..intent.clone() };
    assert_eq!(client.reconcile(&blind).await.unwrap(), Verdict::Charged, "no balance has to say so");
    assert_eq!(create(&client).await.unwrap().reference(), &task, "the same call gives it");
    assert_eq!(service.accepted(), 1);

    // The other way round.
    let none = Entry::Accepted { intent: intent.id.clone(), task: None, answer: json!({}) };
    let [first, adopted] = [
        Entry::Intent(intent.clone()),
        Entry::Accepted { intent: intent.id.clone(), task: Some(task.clone()), answer: json!(null) },
    ];
    for later in [&unknown, &none] {
        for entries in
            [[first.clone(), later.clone(), adopted.clone()], [first.clone(), adopted.clone(), later.clone()]]
        {
            let [submission] = Submission::of(entries).try_into().unwrap();
            assert_eq!(submission.task(), Some(&task), "{later:?}");
        }
    }
}

#[tokio::test]
async fn what_was_found_not_to_be_charged_is_bought_again_and_is_no_longer_in_the_budget() {
    let (_folder, path) = journal_path();
    let server = Server::start(|request, index| match (is_paid(request), index) {
        (false, _) => json_reply(200, json!({"credits": 70, "extra_credits": 0})),
        (true, 0..4) => text(504, "text/plain", ""),
        (true, _) => created(),
    });
    let journal = Arc::new(FileJournal::open(&path).unwrap());
    let client = server.builder().policy(ONCE).journal(Arc::clone(&journal) as Arc<dyn Journal>).max_credits(PRICE + 5);
    let client = client.build().unwrap();
    let error = create(&client).await.unwrap_err();
    let intent = error.intent().unwrap();
    assert_eq!((client.spent().credits, client.spent().in_doubt), (PRICE, PRICE));
    server.clock().advance(Duration::from_secs(181));
    assert_eq!(client.reconcile(intent).await.unwrap(), Verdict::NotCharged);
    assert_eq!(client.spent(), musicapi::Spend::default());
    assert_eq!(client.reconcile(intent).await.unwrap(), Verdict::NotCharged, "asked again, nothing changes");
    assert_eq!(client.spent(), musicapi::Spend::default());
    create(&client).await.unwrap();
    assert_eq!(client.spent().credits, PRICE);
}

#[tokio::test]
async fn once_its_intent_is_written_a_create_runs_to_its_end_whoever_stops_waiting() {
    for with_journal in [true, false] {
        let service = service(rich());
        let server = Server::in_front_of(&service, |_, _, reply| reply);
        let (_folder, path) = journal_path();
        let journal = Arc::new(FileJournal::open(&path).unwrap());
        let told = Arc::new(Told::default());
        let builder = server.builder().observer(Arc::clone(&told) as Arc<dyn musicapi::Observer>);
        let builder = if with_journal { builder.journal(Arc::clone(&journal) as Arc<dyn Journal>) } else { builder };
        let policy = Policy { paid_gap: Duration::ZERO, ..Policy::default() };
        let client = builder.policy(policy).build().unwrap();
        let (mut ended, mut polls) = (0, 0);
        while ended < 2 {
            if dies_after(polls, create(&client)).await {
                ended += 1;
            }
            polls += 1;
            // What was sent is answered, told and written, though nobody waits.
            let is_settled = || client.spent().in_doubt == 0 && client.spent().credits == service.accepted() * PRICE;
            until("what was accepted is counted", is_settled).await;
        }
        let is_written = || !journal.submissions().unwrap().iter().any(Submission::is_outcome_unknown);
        let is_told = || told.accepted.load(Ordering::SeqCst) >= service.accepted();
        until("each is told and written", || is_told() && (!with_journal || is_written())).await;
        assert!(service.accepted() > 2, "some that nobody waited for were sent");
        if with_journal {
            let known = journal.submissions().unwrap().iter().filter(|it| it.task().is_some()).count();
            assert_eq!(known as u64, service.accepted());
        }
    }
}

/// How often a create was told to be accepted.
#[derive(Default)]
struct Told {
    accepted: AtomicU64,
}

impl musicapi::Observer for Told {
    fn attempt(&self, attempt: &musicapi::Attempt<'_>) {
        if attempt.operation == "create_sonic" && attempt.error.is_none() {
            self.accepted.fetch_add(1, Ordering::SeqCst);
        }
    }
}

#[tokio::test]
async fn what_a_runtime_leaves_behind_that_ends_is_unknown() {
    let (_folder, path) = journal_path();
    let service = service(rich());
    let server = Server::in_front_of(&service, |request, _, reply| match is_paid(request) {
        true => reply.with_wire(Wire::Silence),
        false => reply,
    });
    let (journal, client) = at(&path, &server);
    let other = client.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.spawn(async move { create(&other).await.map(drop) });
    until("it is accepted", || service.accepted() > 0).await;
    tokio::task::spawn_blocking(move || drop(runtime)).await.unwrap();
    let [submission] = journal.submissions().unwrap().try_into().unwrap();
    assert!(submission.is_outcome_unknown());
    assert!(create(&client).await.unwrap_err().is_outcome_unknown(), "it is not sent again");
    assert_eq!(service.accepted(), 1);
}

#[tokio::test]
async fn two_clients_that_share_a_journal_buy_once_and_keep_one_budget() {
    let (_folder, path) = journal_path();
    let service = service(rich());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    // As two processes have it, and two clients of one.
    let shared: Arc<dyn Journal> = Arc::new(FileJournal::open(&path).unwrap());
    let other: Arc<dyn Journal> = Arc::new(FileJournal::open(&path).unwrap());
    let client = |journal: &Arc<dyn Journal>| {
        server.builder().policy(ONCE).journal(Arc::clone(journal)).budget("album", PRICE + 5).build().unwrap()
    };
    let (one, two, three) = (client(&shared), client(&shared), client(&other));
    let (one, two, three) = tokio::join!(create(&one), create(&two), create(&three));
    let one = one.unwrap();
    assert_eq!(one.reference(), two.unwrap().reference());
    assert_eq!(one.reference(), three.unwrap().reference());
    assert_eq!(service.accepted(), 1);

    // As a program that is run again.
    let again = Policy { once: false, ..ONCE };
    let error = create(&client(&other).with(again)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OverBudget);
    assert!(
        error.message().contains(&format!(
            "it costs {PRICE}, and {PRICE} of at most {} credits of the budget \"album\" are spent",
            PRICE + 5
        )),
        "{error}"
    );
    assert_eq!(service.accepted(), 1);
    let bare = server.builder().budget("album", PRICE + 5).build().unwrap();
    assert_eq!(create(&bare).await.unwrap_err().kind(), ErrorKind::Config, "nothing counts it");
}

#[tokio::test]
async fn a_song_from_the_journal_is_looked_at_at_once() {
    let (_folder, path) = journal_path();
    let server = Server::start(|request, _| {
        if is_paid(request) {
            created()
        } else if request.path.ends_with("credits") {
            json_reply(200, json!({"credits": 70, "extra_credits": 0}))
        } else {
            clips(&["succeeded", "succeeded"])
        }
    });
    let (_, client) = at(&path, &server);
    let first = create(&client).await.unwrap();
    let looks = || server.asked();
    server.clock().advance(Duration::from_secs(1000));
    let (before, now) = (looks(), server.clock().now());
    let again = create(&client).await.unwrap();
    assert_eq!((again.reference(), looks()), (first.reference(), before));
    again.wait().await.unwrap();
    assert_eq!((looks(), server.clock().now()), (before + 1, now), "it was begun long ago");
}

#[tokio::test]
async fn what_has_nothing_yet_is_asked_for_again() {
    for body in ["", "soon", r#"{"type": "not_ready", "error": "The files are not ready."}"#] {
        let (_folder, path) = journal_path();
        let not_yet = text(202, "text/plain", body);
        let ready = json_reply(200, json!({"files": []}));
        let server = Server::start(move |request, index| match (is_paid(request), index) {
            (false, _) => json_reply(200, json!({"credits": 70, "extra_credits": 0})),
            (true, 0..2) => not_yet.clone(),
            (true, _) => ready.clone(),
        });
        let (_, client) = at(&path, &server);
        let ask = || {
            client.call(
                &musicapi::facts::DOWNLOAD_SONIC_CLIP,
                &[],
                Some(json!({"clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"})),
            )
        };
        ask().await.unwrap();
        assert_eq!(ask().await.unwrap().answer, json!({"files": []}), "{body:?}");
        let before = server.asked();
        assert_eq!(ask().await.unwrap().answer, json!({"files": []}), "{body:?}");
        assert_eq!(server.asked(), before, "now it is there");
    }
}

#[tokio::test]
async fn no_secret_is_written() {
    let (_folder, path) = journal_path();
    // A service that echoes the key.
    let server = Server::start(|request, _| match is_paid(request) {
        true => {
            json_reply(200, json!({"message": "success", "task_id": TASK, "tasks": [], "you": format!("Bearer {KEY}")}))
        }
        false => json_reply(200, json!({"credits": 70, "extra_credits": 0})),
    });
    let (journal, client) = at(&path, &server);
    let song = json!({"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "a waltz",
        "webhook_url": "https://example.com/hook", "webhook_secret": "hush-hush"});
    let call = client.call(&musicapi::facts::CREATE_SONIC_BATCH, &[], Some(json!({"items": [song]})));
    drop(call.await);
    assert_eq!(journal.submissions().unwrap().len(), 1);
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("a waltz") && !written.contains("hush-hush") && !written.contains(KEY), "{written}");
}

/// A clock on which writing takes long.
struct Slow(AtomicU64);

impl Clock for Slow {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.fetch_add(time.as_secs() + 1, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.now()
    }
}

/// A journal that stands still over an intent for so many seconds.
struct Still(Arc<Slow>, u64, std::sync::Mutex<Vec<Entry>>);

impl Journal for Still {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        if matches!(entry, Entry::Intent(_)) {
            self.0.0.fetch_add(self.1, Ordering::SeqCst);
        }
        self.2.lock().unwrap().push(entry.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn find<'a>(&'a self, _: &'a str) -> JournalFuture<'a, Option<Submission>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

#[tokio::test]
async fn who_stood_still_before_it_was_sent_does_not_send_it() {
    let server = Server::always(created());
    for (seconds, is_sent) in [(10, true), (11, false)] {
        let clock = Arc::new(Slow(AtomicU64::new(0)));
        let journal = Arc::new(Still(Arc::clone(&clock), seconds, std::sync::Mutex::default()));
        let before = server.asked();
        let client = server.builder().clock(clock).journal(Arc::clone(&journal) as Arc<dyn Journal>).build().unwrap();
        let result = create(&client).await;
        assert_eq!((result.is_ok(), server.asked() - before), (is_sent, usize::from(is_sent)), "{seconds} s");
        let [submission] = Submission::of(journal.2.lock().unwrap().clone()).try_into().unwrap();
        assert_eq!(submission.is_not_accepted(), !is_sent, "another may have taken it for abandoned");
    }
}

#[tokio::test]
async fn a_mad_pause_holds_others_for_an_hour_at_most() {
    let busy = Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", "10000000");
    let server = Server::script(vec![busy, created()]);
    let client = server.client();
    create(&client).await.unwrap_err();
    server.clock().advance(Duration::from_secs(3500));
    assert!(create(&client).await.unwrap_err().is_rate_limited());
    server.clock().advance(Duration::from_secs(100));
    create(&client).await.unwrap();
    assert_eq!(server.times(Method::POST).len(), 2);
}

#[tokio::test]
async fn a_purchase_while_the_balance_is_read_makes_it_say_nothing() {
    let server = Server::start(|request, index| match (is_paid(request), index) {
        (false, _) => json_reply(200, json!({"credits": 70, "extra_credits": 0})),
        (true, 1) => text(504, "text/plain", ""),
        (true, _) => created(),
    });
    let reads = Policy { read_balance: true, ..Policy::default() };
    let client = server.builder().policy(reads).build().unwrap();
    let error = create(&client).await.unwrap_err();
    server.clock().advance(Duration::from_secs(181));
    let mut asking = Box::pin(client.reconcile(error.intent().unwrap()));
    assert!(asking.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    create(&client.with(Policy::default())).await.unwrap();
    assert_eq!(asking.await.unwrap(), Verdict::Undetermined);
}

#[tokio::test]
async fn the_policy_of_a_client_says_how_to_wait() {
    let server = Server::always(clips(&["running", "running"]));
    let wait = musicapi::PollPolicy { deadline: Duration::from_secs(60), ..musicapi::PollPolicy::default() };
    let client = server.builder().policy(Policy { wait: Some(wait), ..Policy::default() }).build().unwrap();
    let error = client.sonic().task(TASK).wait().await.unwrap_err();
    assert!(error.message().starts_with("not done after 60 s"), "{error}");
    let task = client.task::<SonicClip>(format!("sonic/task/{TASK}").parse().unwrap());
    assert_eq!(task.usual_polling(), wait);
}
