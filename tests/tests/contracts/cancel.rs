//! What becomes of a future that is dropped: after its first poll, its second, and so on to the last, against a service that takes its
//! time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::future::{Future, IntoFuture};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use contract_tests::{Server, TASK, clips, service, until};
use musicapi::types::SonicClip;
use musicapi::{Client, Clock, ErrorKind, FileJournal, Journal, Policy, PollPolicy, Submission};
use musicapi_mock::Settings;
use serde_json::json;

use crate::buying::dies_after;
use crate::paid::{create, json_reply};

type Dropped<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Each public future of the client that asks the service.
fn futures<'a>(client: &'a Client, journal: &'a FileJournal) -> Vec<(&'static str, Dropped<'a>)> {
    let task = || client.task::<SonicClip>(format!("sonic/task/{TASK}").parse().unwrap());
    let body = || json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music", "gpt_description_prompt": "a march"});
    vec![
        ("create", Box::pin(async { drop(create(client).await) })),
        ("call", Box::pin(async move { drop(client.call(&musicapi::facts::CREATE_SONIC, &[], Some(body())).await) })),
        ("get_credits", Box::pin(async { drop(client.account().get_credits().await) })),
        ("look", Box::pin(async move { drop(task().poll().await) })),
        ("wait", Box::pin(async move { drop(task().wait().await) })),
        ("task", Box::pin(async move { drop(task().await) })),
        ("watch", Box::pin(async move { drop(task().poller(task().usual_polling()).next().await) })),
        ("events", Box::pin(async move { drop(task().events(task().usual_polling()).next().await) })),
        (
            "reconcile",
            Box::pin(async move {
                if let Some(submission) = journal.submissions().unwrap().first() {
                    drop(client.reconcile(&submission.intent).await);
                }
            }),
        ),
        ("settle", Box::pin(async { drop(journal.settle("none", musicapi::Verdict::Charged).await) })),
    ]
}

#[tokio::test]
async fn whatever_is_dropped_what_was_accepted_is_in_the_journal_and_nobody_is_held_up() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(Settings::default().with_credits(1_000_000));
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let journal = Arc::new(FileJournal::open(folder.path().join("songs.journal")).unwrap());
    let policy = Policy { paid_gap: Duration::ZERO, read_balance: true, ..Policy::default() };
    let builder = server.builder().policy(policy).journal(Arc::clone(&journal) as Arc<dyn Journal>);
    let client = builder.build().unwrap();
    let names = futures(&client, &journal).len();
    for place in 0..names {
        let mut polls = 0;
        loop {
            let (name, future) = futures(&client, &journal).swap_remove(place);
            if dies_after(polls, future).await {
                break;
            }
            polls += 1 + polls / 4;
            assert!(polls < 1_000_000, "{name} never ends");
        }
        // Whoever comes next is served.
        create(&client).await.unwrap();
    }
    until("nothing is in doubt", || !journal.submissions().unwrap().iter().any(Submission::is_outcome_unknown)).await;
    let known = journal.submissions().unwrap().iter().filter(|it| it.task().is_some()).count() as u64;
    assert_eq!(known, service.accepted());
    assert!(known > names as u64, "some were finished that nobody waited for");
}

#[tokio::test]
async fn a_watch_keeps_its_poll_whoever_drops_the_waiting() {
    let server = Server::script(vec![
        clips(&["running", "running"]),
        json_reply(200, json!({"code": 200, "data": []})),
        clips(&["succeeded", "running"]),
        clips(&["succeeded", "succeeded"]),
    ]);
    let task = server.client().sonic().task(TASK);
    let mut watch = task.poller(task.usual_polling());
    let (mut looks, mut dropped) = (0, 0);
    loop {
        // As `select!` does when another branch is faster.
        let next = std::pin::pin!(watch.next()).poll(&mut Context::from_waker(Waker::noop()));
        match next {
            Poll::Ready(look) => match look.unwrap() {
                Some(_) => looks += 1,
                None => break,
            },
            Poll::Pending => dropped += 1,
        }
        assert!(dropped < 100_000, "it never gets anywhere");
        tokio::task::yield_now().await;
    }
    assert!(dropped > 4, "{dropped}");
    assert_eq!((looks, server.asked()), (4, 4));
}

/// A clock that stands until it is moved: who sleeps is woken by being asked again.
#[derive(Default)]
struct ByHand(AtomicU64);

impl Clock for ByHand {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let end = self.now() + time;
        Box::pin(std::future::poll_fn(move |_| if self.now() >= end { Poll::Ready(()) } else { Poll::Pending }))
    }
}

#[tokio::test]
async fn many_waits_with_one_client_end_at_their_deadline() {
    let server = Server::always(clips(&["running", "running"]));
    let wait = PollPolicy { deadline: Duration::from_secs(30), ..PollPolicy::default() };
    let policy = Policy { poll_gap: Duration::from_secs(5), wait: Some(wait), ..Policy::default() };
    let clock = Arc::new(ByHand::default());
    let client = server.builder().clock(Arc::clone(&clock) as Arc<dyn Clock>).policy(policy).build().unwrap();
    let mut waits: Vec<_> = (0..100).map(|_| Box::pin(client.sonic().task(TASK).into_future())).collect();
    let mut ended = Vec::new();
    for second in 0..=35 {
        clock.0.store(second, Ordering::SeqCst);
        // At the end all that is to come must come without any more time.
        let mut rounds = 0;
        while rounds < 20 || (second == 35 && !waits.is_empty() && rounds < 50_000) {
            waits.retain_mut(|wait| match wait.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(outcome) => {
                    ended.push(outcome.unwrap_err().kind());
                    false
                }
                Poll::Pending => true,
            });
            rounds += 1;
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(ended, vec![ErrorKind::WaitedTooLong; 100], "{} go on", waits.len());
    // Those that had no turn asked nothing.
    assert!((4..=8).contains(&server.asked()), "{} looks", server.asked());
}

/// Each file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_public_future_says_what_dropping_it_means() {
    let mut found = 0;
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/musicapi/src")) {
        // Raw calls are nobody's to make.
        if path.ends_with("generated/raw.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("pub async fn")) {
            found += 1;
            let above =
                lines[..number].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
            let says = above.into_iter().any(|line| *line == "/// # Cancel safety");
            assert!(says, "{}: {line}", path.display());
        }
    }
    assert!(found > 40, "{found}");
}
