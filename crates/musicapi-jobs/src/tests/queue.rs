//! Several processes on one file, networks that fail, and stopping.

use std::sync::Mutex;

use musicapi::{Entry, Intent, TaskRef, Verdict};

use super::*;
use crate::Event;
use crate::Run;
use crate::{FetchFuture, Files};

fn queue(jobs: &Jobs, holder: &str) -> Queue {
    Queue::new(jobs, holder, 30)
}

fn intent(id: &str) -> Entry {
    Entry::Intent(Intent {
        id: id.to_owned(),
        operation: "create_sonic".to_owned(),
        fingerprint: id.to_owned(),
        at: 0,
        credits: None,
        balance: None,
        account: None,
        request: Value::Null,
    })
}

#[tokio::test]
async fn a_job_is_one_holders_until_its_lease_runs_out() {
    let stage = Stage::new().await;
    let (jobs, others) = (stage.jobs().await, stage.jobs().await);
    let ids = jobs.add("album", &songs()).await.unwrap();
    let (one, other) = (queue(&jobs, "one"), queue(&others, "other"));
    let took =
        |queue: Queue| async move { queue.take(&Closed::default(), 1).await.unwrap().pop().map(|taken| taken.id) };
    assert_eq!(took(one.clone()).await, Some(ids[0]));
    assert_eq!(took(other.clone()).await, Some(ids[1]));
    assert_eq!(took(one.clone()).await, Some(ids[2]));
    assert_eq!(took(other.clone()).await, None);
    stage.mock.advance(Duration::from_secs(20));
    one.renew().await.unwrap();
    stage.mock.advance(Duration::from_secs(20));
    assert_eq!(took(other.clone()).await, None, "its own is not taken twice, and the others were renewed");
    assert_eq!(took(one.clone()).await, Some(ids[1]), "the other one didn't renew");
    assert_eq!(one.others(&Closed::default()).await.unwrap(), None);
    assert_eq!(other.others(&Closed::default()).await.unwrap(), Some(Duration::from_secs(30)));
    one.release_all().await.unwrap();
    assert_eq!(took(other.clone()).await, Some(ids[0]));
}

/// Who made a single call was there for it, and may have made it again since: nobody else sends it.
#[tokio::test]
async fn what_stands_alone_is_sent_by_a_run_of_its_own_only() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let alone = jobs.add(crate::SINGLE, &songs()[..1]).await.unwrap()[0];
    jobs.add("album", &songs()[2..]).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.count(State::Waiting), stage.accepted()), (1, 1, 1));
    let options = Options { scope: Scope::Job(alone), ..stage.options() };
    jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done; 2], 2));
}

/// Who waits for the file is told the time when its turn comes: a lease that was renewed meanwhile doesn't lie too far ahead.
#[tokio::test]
async fn a_lease_that_is_renewed_while_another_waits_for_the_file_is_kept() {
    let stage = Stage::new().await;
    let (jobs, others) = (stage.jobs().await, stage.jobs().await);
    let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
    let (one, other) = (queue(&jobs, "one"), queue(&others, "other"));
    assert_eq!(one.take(&Closed::default(), 1).await.unwrap().len(), 1);
    let asked = || {
        let (closed, ledger) = (Closed::default(), others.ledger());
        (ledger.take(&other.claim, &closed, 1), ledger.doubt_the_abandoned(), ledger.forget(id))
    };
    let (take, _, forget) = asked();
    stage.mock.advance(Duration::from_secs(1));
    one.renew().await.unwrap();
    assert!(take.await.unwrap().is_empty(), "it is taken");
    assert!(!forget.await.unwrap(), "somebody works on it");
    // So is one that is being sent.
    record(&jobs, Some(&claimed(id, "one")), &intent("i")).await.unwrap();
    let (_, doubt, _) = asked();
    stage.mock.advance(Duration::from_secs(1));
    one.renew().await.unwrap();
    doubt.await.unwrap();
    assert_eq!(states(&jobs).await, [State::Sending]);
    let asked = others.ledger().others(&other.claim, &Closed::default());
    stage.mock.advance(Duration::from_secs(1));
    one.renew().await.unwrap();
    assert_eq!(asked.await.unwrap(), Some(Duration::from_secs(30)), "it is waited for");
}

/// Fetches nothing. Before the first clip another process settles what is in doubt: the first job wasn't charged, and the second one's
/// task is found.
struct Settling(Arc<Mutex<Stage>>, Jobs);

impl Files for Settling {
    fn fetch<'a>(&'a self, _: &'a Client, _: &'a Job, _: &'a TaskRef, _: &'a Clip<Value>) -> FetchFuture<'a> {
        Box::pin(async move {
            let all = self.1.list(&Scope::All).await.unwrap();
            if all[0].state == State::InDoubt {
                let intent = all[0].intent.clone().unwrap().id;
                self.1.ledger().record(&Entry::Reconciled { intent, verdict: Verdict::NotCharged }).await.unwrap();
                let task = self.0.lock().unwrap().mock.ledger().rows().find_map(|row| row.task.clone()).unwrap();
                self.1.adopt(all[1].id, &format!("sonic/task/{task}").parse().unwrap()).await.unwrap();
            }
            Ok(None)
        })
    }
}

#[tokio::test]
async fn what_another_settles_while_a_run_goes_on_is_done_by_it() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    for fault in ["create_sonic:1:before:close", "create_sonic:2:after:reset"] {
        stage.mock.fault(fault.parse().unwrap());
    }
    let (client, options) = (stage.client(), Options { concurrency: 1, ..stage.options() });
    let stage = Arc::new(Mutex::new(stage));
    let files = Arc::new(Settling(Arc::clone(&stage), jobs.clone()));
    let progress = jobs.run(&client, Options { files, ..options }).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), stage.lock().unwrap().accepted()), (3, 3), "{progress:?}");
}

/// The lease is no guard of money: the table is.
#[tokio::test]
async fn one_who_lost_the_lease_sends_nothing() {
    let stage = Stage::new().await;
    let (jobs, others) = (stage.jobs().await, stage.jobs().await);
    let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
    let buys = |jobs: &Jobs, holder: &str| {
        let journal = Arc::new(crate::worker::intent::OfJob::new(Arc::clone(jobs.ledger()), claimed(id, holder)));
        let client = stage.client().with_journal(journal);
        let request = songs().remove(0).request;
        async move { client.call(&musicapi::facts::CREATE_SONIC, &[], Some(request)).await }
    };
    queue(&jobs, "one").take(&Closed::default(), 1).await.unwrap().pop().unwrap();
    stage.mock.advance(Duration::from_secs(31));
    assert!(buys(&jobs, "one").await.is_err(), "its lease has run out");
    queue(&others, "other").take(&Closed::default(), 1).await.unwrap().pop().unwrap();
    assert!(buys(&jobs, "one").await.is_err(), "it is another's");
    assert_eq!(stage.accepted(), 0);
    buys(&others, "other").await.unwrap();
    assert!(buys(&others, "other").await.is_err(), "it was sent");
    // Even one who cheats with the queue can't pay twice.
    queue(&jobs, "one").renew().await.unwrap();
    sql(&jobs, Durable::Yes, "UPDATE jobs SET due = 1, holder = 'one'").await.unwrap();
    let error = buys(&jobs, "one").await.unwrap_err();
    assert!(error.to_string().contains("it was sent before"), "{error}");
    assert_eq!(stage.accepted(), 1);
}

#[tokio::test]
async fn two_processes_share_a_batch_and_nothing_is_bought_twice() {
    let stage = Stage::new().await;
    let (jobs, others) = (stage.jobs().await, stage.jobs().await);
    let rows: Vec<JobSpec> = (0..12).map(|number| song(&number.to_string(), "a march")).collect();
    jobs.add("album", &rows).await.unwrap();
    let options = || Options { concurrency: 3, ..stage.options() };
    let runs = (jobs.run(&stage.client(), options()), others.run(&stage.client(), options()));
    let (one, other) = tokio::join!(runs.0.finish(), runs.1.finish());
    assert_eq!((one.is_ok(), other.is_ok(), stage.accepted()), (true, true, 12));
    assert_eq!(states(&jobs).await, [State::Done; 12], "{:?}", jobs.list(&Scope::All).await.unwrap());
    stage.is_honest(&jobs).await;
}

/// Here time goes on by itself, since only then jobs end while others wait for their turn.
#[tokio::test]
async fn who_waits_longer_for_a_turn_than_a_lease_lasts_keeps_the_job() {
    let mock = MockApi::start().over_hyper().lifecycle(Lifecycle::Immediate).clock(Clock::real(60.0)).await;
    let stage = Stage { mock, folder: tempfile::tempdir().unwrap() };
    let time = Arc::new(RunningTime(stage.mock.clock().clone()));
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(Arc::clone(&time) as _);
    let jobs = Jobs::open(stage.folder.path().join("jobs.db")).await.unwrap().with_clock(time);
    let rows: Vec<JobSpec> = (0..40).map(|number| song(&number.to_string(), "a march")).collect();
    jobs.add("album", &rows).await.unwrap();
    let wait = PollPolicy { first: Duration::from_secs(1), ..PollPolicy::default() };
    let options = Options { concurrency: 40, wait: Some(wait), files: Options::default().files, ..stage.options() };
    let run = jobs.run(&client.build().unwrap(), options).finish();
    let progress = tokio::time::timeout(Duration::from_secs(60), run).await.expect("it gets on").unwrap();
    assert_eq!((progress.count(State::Done), stage.accepted()), (40, 40));
}

async fn pauses(run: &mut Run) -> Vec<Duration> {
    let mut pauses = Vec::new();
    while let Some(event) = run.next().await {
        if let Event::Paused { pause, .. } = event {
            pauses.push(pause);
        }
    }
    pauses
}

#[tokio::test]
async fn a_network_that_fails_is_waited_for() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    // Each attempt has an intent of its own, since another process may settle it during the pause.
    stage.mock.fault("create_sonic:next=2:status=429".parse().unwrap());
    let mut run = jobs.run(&stage.client(), Options { concurrency: 1, ..stage.options() });
    assert_eq!(pauses(&mut run).await, [5, 10].map(Duration::from_secs));
    assert_eq!(run.finish().await.unwrap().count(State::Done), 3);
    assert_eq!(stage.accepted(), 3);
}

#[tokio::test]
async fn patience_ends() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    stage.mock.fault("create_sonic:every:status=429".parse().unwrap());
    let options = Options { patience: Duration::from_secs(60), concurrency: 1, ..stage.options() };
    let progress = jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!((progress.count(State::Waiting), stage.accepted()), (3, 0));
}

#[tokio::test]
async fn a_run_that_is_stopped_is_taken_up_again() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    let mut run = jobs.run(&stage.client(), Options { concurrency: 1, ..stage.options() });
    while let Some(event) = run.next().await {
        if matches!(event, Event::Accepted { .. }) {
            run.stop();
        }
    }
    let progress = run.finish().await.unwrap();
    assert_eq!((progress.count(State::Running), progress.count(State::Waiting)), (1, 2));
    // The leases were given back.
    assert_eq!(number(&jobs, "SELECT count(*) FROM jobs WHERE holder IS NOT NULL").await, 0);
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!(progress.count(State::Done), 3);
    assert_eq!(stage.accepted(), 3);
}

#[tokio::test]
async fn a_file_that_is_in_the_way_is_left_and_the_song_is_not_lost() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
    let path = stage.folder.path().join("song.mp3");
    std::fs::write(&path, "mine").unwrap();
    let place = |path: &Path| {
        let path = path.to_owned();
        move |_: &Job, clip: &Clip<Value>| Some(path.with_extension(format!("{}.mp3", clip.id()?)))
    };
    let same = path.clone();
    let options = Options { files: Arc::new(move |_: &Job, _: &Clip<Value>| Some(same.clone())), ..stage.options() };
    let progress = jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!(progress.count(State::Running), 1);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert!(jobs.show(id).await.unwrap().error.unwrap().contains("already there"));
    let options = Options { files: Arc::new(place(&path)), ..stage.options() };
    assert_eq!(jobs.run(&stage.client(), options).finish().await.unwrap().count(State::Done), 1);
    assert_eq!(stage.accepted(), 1);
}
