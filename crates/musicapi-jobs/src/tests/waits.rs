//! Another program keeps the file locked: whoever waits says so, and whoever is to end waits no longer. Another connection holds the lock.

use rusqlite::Connection;
use tokio::sync::watch;

use super::*;
use crate::sqlite::file::Access;
use crate::sqlite::lock::Patience;
use crate::sqlite::store::Store;
use crate::worker::intent::OfJob;
use crate::{ErrorKind, Event, Run};

/// A wait is told at once, and has no end unless the lock has one.
const FOR_EVER: Patience = Patience { told: Duration::ZERO, longest: Duration::from_secs(100_000) };

/// Three jobs in a file, and another program that can lock it.
struct Locked {
    /// Closed first, whatever fails: who has the file open waits for it.
    another: Connection,
    jobs: Jobs,
    stage: Stage,
}

impl Locked {
    async fn new(time: fn(&Stage) -> Arc<dyn musicapi::Clock>) -> Self {
        let stage = Stage::new().await;
        let path = stage.folder.path().join("jobs.db");
        let jobs = Jobs::of(Store::open_within(&path, Access::Write, FOR_EVER).await.unwrap()).with_clock(time(&stage));
        jobs.add("album", &songs()).await.unwrap();
        Self { another: Connection::open(path).unwrap(), stage, jobs }
    }

    fn lock(&self) {
        self.another.execute_batch("BEGIN IMMEDIATE").unwrap();
    }

    fn unlock(&self) {
        self.another.execute_batch("COMMIT").unwrap();
    }
}

fn moved(stage: &Stage) -> Arc<dyn musicapi::Clock> {
    stage.clock()
}

async fn is(locked: &mut watch::Receiver<bool>, wanted: bool) {
    in_time(locked.wait_for(|is_locked| *is_locked == wanted)).await.unwrap();
}

async fn next_locked(run: &mut Run) {
    while !matches!(in_time(run.next()).await.expect("it waits"), Event::Locked) {}
}

#[tokio::test]
async fn whoever_waits_for_another_program_is_told_and_goes_on_then() {
    let it = Locked::new(moved).await;
    it.lock();
    let mut run = it.jobs.run(&it.stage.client(), it.stage.options());
    next_locked(&mut run).await;
    let mut locked = it.jobs.is_locked();
    assert!(*locked.borrow());
    it.unlock();
    let mut again = 0;
    while let Some(event) = in_time(run.next()).await {
        again += usize::from(matches!(event, Event::Locked));
    }
    assert_eq!((run.finish().await.unwrap().count(State::Done), again), (3, 0), "it is told once");
    is(&mut locked, false).await;
    // Who waits without a run is told, too.
    it.lock();
    let (more, jobs) = ([song("4", "a polka")], it.jobs.clone());
    let adding = tokio::spawn(async move { jobs.add("album", &more).await });
    is(&mut locked, true).await;
    it.unlock();
    in_time(adding).await.unwrap().unwrap();
    is(&mut locked, false).await;
}

#[tokio::test]
async fn who_waits_too_long_is_refused_and_a_short_wait_is_not_told() {
    let stage = Stage::new().await;
    let path = stage.folder.path().join("jobs.db");
    let patience = Patience { told: Duration::from_secs(100_000), longest: Duration::from_millis(5) };
    let jobs = Jobs::of(Store::open_within(&path, Access::Write, patience).await.unwrap());
    let another = Connection::open(path).unwrap();
    another.execute_batch("BEGIN IMMEDIATE").unwrap();
    let locked = jobs.is_locked();
    assert_eq!(in_time(jobs.add("album", &songs())).await.unwrap_err().kind(), ErrorKind::Locked);
    assert!(!locked.has_changed().unwrap());
}

/// Nothing is taken yet, and the lock goes on.
#[tokio::test]
async fn a_run_that_is_stopped_waits_for_no_other_program() {
    let it = Locked::new(moved).await;
    it.lock();
    let mut run = it.jobs.run(&it.stage.client(), it.stage.options());
    next_locked(&mut run).await;
    run.stop();
    let progress = in_time(run.finish()).await.unwrap();
    assert_eq!((progress.count(State::Waiting), it.stage.accepted()), (3, 0));
    // Nor does whoever closes the file.
    let jobs = it.jobs;
    in_time(tokio::task::spawn_blocking(move || drop(jobs))).await.unwrap();
}

/// One is made, and two wait for their turn when the lock comes: the next is about to be written down.
#[tokio::test]
async fn a_run_that_is_stopped_sends_nothing_that_is_not_written_down() {
    let it = Locked::new(|stage| Arc::new(RunningTime(stage.mock.clock().clone()))).await;
    let time = Arc::new(RunningTime(it.stage.mock.clock().clone()));
    let client = Client::builder(it.stage.mock.key()).base_url(it.stage.mock.uri()).clock(time).build().unwrap();
    let lease = Duration::from_secs(1_000_000);
    let mut run = it.jobs.run(&client, Options { lease, ..it.stage.options() });
    while !matches!(in_time(run.next()).await, Some(Event::Accepted { .. })) {}
    it.lock();
    let moving = async {
        loop {
            it.stage.mock.advance(Duration::from_secs(1));
            client.account().get_credits().await.unwrap();
        }
    };
    tokio::select! { () = next_locked(&mut run) => {} () = moving => {} }
    run.stop();
    let progress = in_time(run.finish()).await.unwrap();
    assert_eq!((progress.count(State::Running), progress.count(State::Waiting), it.stage.accepted()), (1, 2, 1));
    it.unlock();
    // What was asked of the file meanwhile is over, and nothing of it was an intent.
    it.jobs.add("album", &[]).await.unwrap();
    let calls = number(&it.jobs, "SELECT count(*) FROM submissions").await;
    assert_eq!((calls, it.stage.accepted()), (1, 1));
    it.stage.is_honest(&it.jobs).await;
}

#[tokio::test]
async fn an_intent_can_be_taken_back_until_it_is_written_down() {
    for is_taken_back in [true, false] {
        let it = Locked::new(moved).await;
        let id = it.jobs.ids(&Scope::All).await.unwrap()[0];
        Queue::new(&it.jobs, "one", 30).take(&Closed::default(), 1).await.unwrap();
        it.lock();
        let journal = Arc::new(OfJob::new(Arc::clone(it.jobs.ledger()), claimed(id, "one")));
        let client = it.stage.client().with_journal(Arc::clone(&journal) as Arc<_>);
        let request = songs().remove(0).request;
        let calling =
            tokio::spawn(async move { client.call(&musicapi::facts::CREATE_SONIC, &[], Some(request)).await });
        is(&mut it.jobs.is_locked(), true).await;
        assert!(!is_taken_back || journal.take_back());
        it.unlock();
        let called = in_time(calling).await.unwrap();
        assert_eq!((called.is_ok(), it.stage.accepted()), (!is_taken_back, usize::from(!is_taken_back)));
        assert!(is_taken_back || !journal.take_back(), "it was written down");
        assert_eq!(number(&it.jobs, "SELECT count(*) FROM submissions").await, i64::from(!is_taken_back));
    }
}

/// What was bought is written down though nobody waits for that any more; what somebody only wanted is given up.
#[tokio::test]
async fn what_is_known_of_money_is_written_down_whoever_stops_waiting() {
    let it = Locked::new(moved).await;
    let client = it.stage.client().with_journal(Arc::new(it.jobs.clone()));
    let mut called = client.call(&musicapi::facts::CREATE_SONIC, &[], Some(songs().remove(0).request)).await.unwrap();
    let task = called.task.take().unwrap().reference().clone();
    it.lock();
    let failed = crate::ledger::Ending { failed: Some("no".to_owned()), clips: json!([]), failed_clips: 0 };
    let (jobs, mut locked) = (it.jobs.clone(), it.jobs.is_locked());
    let ending = tokio::spawn(async move { jobs.ledger().end(&task, failed).await });
    is(&mut locked, true).await;
    ending.abort();
    assert!(ending.await.is_err(), "nobody waits for it any more");
    // Longer than the longest pause before SQLite asks again whether it is wanted.
    let given_up = tokio::time::timeout(Duration::from_millis(300), locked.wait_for(|is_locked| !is_locked));
    assert!(given_up.await.is_err());
    it.unlock();
    is(&mut locked, false).await;
    assert_eq!(number(&it.jobs, "SELECT count(*) FROM submissions WHERE state = 'failed'").await, 1);
    it.lock();
    let jobs = it.jobs.clone();
    let limiting = tokio::spawn(async move { jobs.set_limit("album", 7).await });
    is(&mut locked, true).await;
    limiting.abort();
    // Though it is locked still, the thread of the file is free again.
    assert_eq!(in_time(it.jobs.limit("album")).await.unwrap(), None);
    it.unlock();
    it.jobs.set_limit("other", 7).await.unwrap();
    assert_eq!((it.jobs.limit("album").await.unwrap(), *locked.borrow()), (None, false));
}

/// The call was accepted while the file was locked for longer than a write waits: what was paid for is written down once that is over.
#[tokio::test]
async fn an_answer_that_can_not_be_written_down_at_once_is_not_lost() {
    let stage = Stage::new().await;
    stage.mock.fault("write_sonic_lyrics:1:delay=40s".parse().unwrap());
    let path = stage.folder.path().join("jobs.db");
    let none = Patience { told: Duration::ZERO, longest: Duration::ZERO };
    let time = || Arc::new(RunningTime(stage.mock.clock().clone()));
    let jobs = Jobs::of(Store::open_within(&path, Access::Write, none).await.unwrap()).with_clock(time());
    jobs.add("words", &[lyrics()]).await.unwrap();
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(time()).build().unwrap();
    let lease = Duration::from_secs(1_000_000);
    let run = jobs.run(&client, Options { lease, ..stage.options() });
    in_time(stage.mock.faults_consumed()).await;
    let another = Connection::open(path).unwrap();
    another.execute_batch("BEGIN IMMEDIATE").unwrap();
    stage.mock.advance(Duration::from_secs(40));
    is(&mut jobs.is_locked(), true).await;
    another.execute_batch("COMMIT").unwrap();
    let moving = async {
        loop {
            stage.mock.advance(Duration::from_secs(1));
            client.account().get_credits().await.unwrap();
        }
    };
    let progress =
        tokio::select! { progress = in_time(run.finish()) => progress.unwrap(), () = moving => unreachable!() };
    let job = jobs.list(&Scope::All).await.unwrap().remove(0);
    assert_eq!((progress.count(State::Done), stage.accepted()), (1, 1), "{job:?}");
    assert!(job.answer.is_some_and(|answer| !answer.is_null()));
}

/// What isn't written down yet, since others have their turn, is put off; and not begun again once it was taken back.
#[test]
fn what_was_taken_back_is_not_begun_again() {
    let mark = crate::ledger::Mark::default();
    assert!(mark.begin() && mark.put_off() && mark.begin());
    assert!(!mark.take_back(), "it may be under way");
    assert!(!mark.put_off() && !mark.begin());
    assert!(mark.take_back());
}
