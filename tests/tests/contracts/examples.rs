//! The client's examples, each against the mock on a moved clock.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use contract_tests::{KEY, MovedTime, Server, TASK, client_of, service};
use musicapi::types::ProducerCreateMusic;
use musicapi::{Client, Error, FileJournal, TaskRef, Verdict, facts};
use musicapi_mock::{MockApi, Service, Settings};
use openapi_mock::{Handler as _, Request, Wire};

use crate::buying::{dies_after, is_paid};
use crate::paid::{create, text};

#[path = "../../../crates/musicapi/examples/cover.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod cover;
#[path = "../../../crates/musicapi/examples/progress.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod progress;
#[path = "../../../crates/musicapi/examples/reconcile.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod reconcile;
#[path = "../../../crates/musicapi/examples/resume.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod resume;

const RECORDING: &str = "https://files.test/recording.mp3";

/// The price of an upload and of a cover.
fn prices() -> u64 {
    let cover = facts::CREATE_SONIC.form(Some("cover_music")).unwrap().price.unwrap();
    u64::from(facts::UPLOAD_SONIC_CLIP.forms[0].price.unwrap().credits + cover.credits)
}

/// The songs in a folder, and that nothing unfinished is there.
fn songs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    // The claim of a purchase that has just ended may be there a moment longer.
    let entries = entries.filter(|path| path.extension().is_none_or(|extension| extension != "lock"));
    let (songs, others): (Vec<_>, Vec<_>) =
        entries.partition(|path| path.extension().is_some_and(|extension| extension == "mp3"));
    assert_eq!(others, [folder.join("journal.jsonl")], "only the songs and the journal are there");
    songs
}

fn is_create(request: &Request) -> bool {
    request.path.ends_with("/sonic/create")
}

fn is_in_doubt(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<Error>().is_some_and(Error::is_outcome_unknown)
}

/// What the account has left.
fn left(service: &Service) -> u64 {
    service.balance(KEY).unwrap().total()
}

#[tokio::test]
async fn a_cover_is_made_and_another_run_buys_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(Settings::default());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let mut first = cover::run(server.builder(), RECORDING, folder.path()).await.unwrap();
    let asked = server.asked();
    let again = cover::run(server.builder(), RECORDING, folder.path()).await.unwrap();
    assert_eq!(again, first);
    first.sort();
    let mut there = songs(folder.path());
    there.sort();
    assert_eq!((there.len(), there), (2, first));
    assert_eq!((service.accepted(), left(&service)), (2, 1000 - prices()));
    assert!(server.requests()[asked..].iter().all(|request| !is_paid(request)), "looking is free");
}

#[tokio::test]
async fn a_cover_that_is_killed_anywhere_is_not_bought_twice() {
    let (mut polls, mut finished) = (0, 0);
    loop {
        let folder = tempfile::tempdir().unwrap();
        let service = service(Settings::default());
        let server = Server::in_front_of(&service, |_, _, reply| reply);
        let ended = dies_after(polls, cover::run(server.builder(), RECORDING, folder.path())).await;
        let again = loop {
            match cover::run(server.builder(), RECORDING, folder.path()).await {
                // A download that was dropped gives its place up beside the runtime, a moment later.
                Err(error) if error.to_string().contains("is being downloaded already") => {
                    tokio::task::yield_now().await
                }
                again => break again,
            }
        };
        match again {
            Ok(files) => {
                finished += 1;
                assert_eq!((files.len(), songs(folder.path()).len()), (2, 2), "after {polls} polls");
                assert_eq!((service.accepted(), left(&service)), (2, 1000 - prices()), "after {polls} polls");
            }
            // Nobody waited for it, and it was finished all the same.
            Err(error) => panic!("after {polls} polls: {error}"),
        }
        if ended {
            break;
        }
        polls += 1 + polls / 4;
    }
    assert!(finished > 5, "{finished}");
}

/// A server whose answers to creates are lost, whether it accepts them or not.
fn losing(service: &Arc<Service>, accepts: bool) -> Server {
    let behind = Arc::clone(service);
    Server::on(service.settings().clock.clone(), move |request, _| match is_create(request) {
        true if accepts => behind.handle(request.clone()).with_wire(Wire::CutAfter(3)),
        true => text(504, "text/plain", ""),
        false => behind.handle(request.clone()),
    })
}

#[tokio::test]
async fn a_cover_whose_answer_was_lost_is_reconciled_and_made_if_it_was_not_charged() {
    for (is_charged, verdict, advice) in [
        (true, Verdict::Charged, "it was accepted; a callback"),
        (false, Verdict::NotCharged, "it was not accepted; run your program again"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let service = service(Settings::default());
        let broken = losing(&service, is_charged);
        let good = Server::in_front_of(&service, |_, _, reply| reply);
        for _ in 0..2 {
            let error = cover::run(broken.builder(), RECORDING, folder.path()).await.unwrap_err();
            assert!(is_in_doubt(&*error), "{error}");
        }
        let creates = broken.requests().iter().filter(|request| is_create(request)).count();
        assert_eq!(creates, 1, "it is not sent again");
        let journal = folder.path().join("journal.jsonl");
        // The service may be slow to charge.
        service.settings().clock.advance(Duration::from_secs(181));
        let verdicts = reconcile::run(good.builder(), &journal).await.unwrap();
        let [(submission, told)] = verdicts.as_slice() else { panic!("{verdicts:?}") };
        assert_eq!((submission.intent.operation.as_str(), *told), ("create_sonic", verdict));
        assert!(reconcile::advice(*told).starts_with(advice));
        assert!(reconcile::run(good.builder(), &journal).await.unwrap().is_empty(), "the journal knows it now");

        let again = cover::run(good.builder(), RECORDING, folder.path()).await;
        assert_eq!((again.is_ok(), service.accepted(), left(&service)), (!is_charged, 2, 1000 - prices()));
    }
}

#[tokio::test]
async fn the_balance_is_not_asked_about_a_call_that_another_came_after() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.jsonl");
    let service = service(Settings::default());
    cover::run(losing(&service, false).builder(), RECORDING, folder.path()).await.unwrap_err();
    let good = Server::in_front_of(&service, |_, _, reply| reply);
    // It costs as much as the cover that was not accepted.
    let other = good.builder().journal(Arc::new(FileJournal::open(&journal).unwrap())).build().unwrap();
    create(&other).await.unwrap();
    drop(other);
    let verdicts = reconcile::run(good.builder(), &journal).await.unwrap();
    let told: Vec<_> = verdicts.iter().map(|(_, verdict)| *verdict).collect();
    assert_eq!(told, [Verdict::Undetermined]);

    // Somebody looks at the account.
    let intent = &verdicts[0].0.intent.id;
    let error = reconcile::say(&journal, intent, "no idea").await.unwrap_err();
    assert!(error.message().contains("doesn't name a task"), "{error}");
    reconcile::say(&journal, intent, "not-charged").await.unwrap();
    assert!(!cover::run(good.builder(), RECORDING, folder.path()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_task_of_another_process_is_taken_up() {
    let mock = MockApi::start().await;
    let client = client_of(&mock);
    let folder = tempfile::tempdir().unwrap();
    // One that has been done for long, and one of another family that was begun just now.
    let old: TaskRef = format!("sonic/task/{TASK}").parse().unwrap();
    let song = ProducerCreateMusic::new().sound("rain on a tin roof");
    let new = client.producer().create(song).await.unwrap().reference().clone();
    for (task, kinds) in [(old, ["mp3"; 2].as_slice()), (new, &["m4a"])] {
        let files = resume::run(&client, &task, folder.path()).await.unwrap();
        let named: Vec<_> = files.iter().filter_map(|file| file.path.extension()).collect();
        assert_eq!(named, kinds, "{task}");
        for file in files {
            let about = std::fs::read_to_string(file.side_file.unwrap()).unwrap();
            assert!(about.contains(&task.to_string()), "{about}");
        }
    }
}

#[tokio::test]
async fn the_progress_of_a_song_is_told() {
    let mock = MockApi::start().await;
    let builder = Client::builder(mock.key()).base_url(mock.uri()).clock(Arc::new(MovedTime(mock.clock().clone())));
    // The seed decides when it looks: once between the ends of both clips.
    let client = builder.seed(1).build().unwrap();
    let mut told = Vec::new();
    progress::run(&client, "rain", |line| told.push(line)).await.unwrap();
    let task = told.remove(0);
    assert!(task.starts_with("sonic/task/") && task.ends_with(" finds it again, in any process"), "{task}");
    assert_eq!(told.pop().as_deref(), Some("done: 2 of 2 clips"));
    let (clips, states): (Vec<_>, Vec<_>) = told.iter().partition(|line| line.contains(" is at http://"));
    assert_eq!(clips.len(), 2, "each clip is told once: {told:?}");
    assert!(states.iter().any(|line| line.starts_with("running, running; ")), "{told:?}");
    assert!(states.iter().any(|line| line.contains("succeeded")), "one is done before the other: {told:?}");
}
