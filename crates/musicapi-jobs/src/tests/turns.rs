//! Turns of creates and leases among processes, also when a clock was wrong.

use musicapi::{Entry, Intent};

use super::*;

const GAP: Duration = Duration::from_secs(3);

fn intent(jobs: &Jobs, id: &str) -> Intent {
    Intent {
        id: id.to_owned(),
        operation: "create_sonic".to_owned(),
        fingerprint: id.to_owned(),
        at: u64::try_from(jobs.ledger().now()).unwrap(),
        credits: Some(15),
        balance: None,
        account: Some("a".to_owned()),
        request: Value::Null,
    }
}

/// When creates were accepted, in seconds.
fn accepted_at(stage: &Stage) -> Vec<f64> {
    let asked = stage.mock.journal();
    asked.iter().filter(|asked| asked.operation == Some("create_sonic")).map(|asked| asked.at.as_secs_f64()).collect()
}

/// As a loop in a shell does: a program for each song, one after the other.
#[tokio::test]
async fn programs_that_know_nothing_of_each_other_keep_the_pace() {
    let stage = Stage::with(MockApi::start().rate_limit_of(GAP)).await;
    let program = async |key: &str| {
        let jobs = stage.jobs().await;
        let id = jobs.add("", &[song(key, "a march")]).await.unwrap()[0];
        let options = Options { scope: Scope::Job(id), ..stage.options() };
        let mut run = jobs.run(&stage.client(), options);
        while let Some(event) = run.next().await {
            assert!(!matches!(event, crate::Event::Paused { .. }), "it was refused: {event:?}");
        }
        run.finish().await.unwrap();
    };
    for key in ["a", "b", "c", "d", "e"] {
        program(key).await;
    }
    assert_eq!(states(&stage.jobs().await).await, [State::Done; 5]);
    let times = accepted_at(&stage);
    assert_eq!(times.len(), 5);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= GAP.as_secs_f64()), "{times:?}");
}

/// A program that waits because of another one says so before it does.
#[tokio::test]
async fn whoever_waits_for_the_turn_of_another_is_told() {
    let stage = Stage::new().await;
    let time = || Arc::new(RunningTime(stage.mock.clock().clone()));
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(time()).build().unwrap();
    // What was told of a run up to its create.
    let program = async |key: &str| {
        let jobs = stage.jobs().await.with_clock(time());
        let id = jobs.add("", &[song(key, "a march")]).await.unwrap()[0];
        let mut run = jobs.run(&client, Options { scope: Scope::Job(id), ..stage.options() });
        let mut told = Vec::new();
        while let Some(event) = run.next().await {
            match event {
                crate::Event::Turn { pause } => {
                    told.push(pause);
                    stage.mock.advance(pause);
                }
                crate::Event::Accepted { .. } => run.stop(),
                _ => {}
            }
        }
        told
    };
    assert_eq!(program("a").await, [], "nobody is before the first");
    // Without a word the clock would stand still.
    let second = tokio::time::timeout(Duration::from_secs(60), program("b")).await;
    assert_eq!(second, Ok(vec![GAP]));
}

#[tokio::test]
async fn a_turn_is_taken_together_with_the_intent_and_of_two_one_has_it() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()).await.unwrap();
    Queue::new(&jobs, "one", 30).take(&Closed::default(), 3).await.unwrap();
    let begin = async |job: usize, account: &str| {
        let of = Claimed { gap: GAP, ..claimed(ids[job], "one") };
        let intent = Intent { account: Some(account.to_owned()), ..intent(&jobs, &format!("{job}")) };
        jobs.ledger().begin(&intent, Some(&of)).await.unwrap()
    };
    assert_eq!(begin(0, "a").await, Begun::Now);
    stage.mock.advance(Duration::from_secs(1));
    assert_eq!(begin(1, "a").await, Begun::Later(Duration::from_secs(2)));
    assert_eq!(states(&jobs).await[1], State::Waiting, "nothing was written down");
    assert_eq!(begin(2, "another").await, Begun::Now, "another account has turns of its own");
    stage.mock.advance(Duration::from_secs(2));
    assert_eq!(begin(1, "a").await, Begun::Now);
    // What fails takes no turn.
    stage.mock.advance(GAP);
    let twice = Claimed { gap: GAP, ..claimed(ids[0], "one") };
    jobs.ledger().begin(&intent(&jobs, "again"), Some(&twice)).await.unwrap_err();
    assert_eq!(jobs.ledger().turn("a", GAP).await.unwrap(), Duration::ZERO);
}

/// A clock was ahead, by a day, when a turn and a lease were written down.
#[tokio::test]
async fn what_lies_further_ahead_than_it_can_belongs_to_nobody() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()).await.unwrap();
    let ahead = Clock::by_hand();
    ahead.advance(Duration::from_secs(24 * 60 * 60));
    let wrong = stage.jobs().await.with_clock(Arc::new(MovedTime(ahead)));
    Queue::new(&wrong, "killed", 15).take(&Closed::default(), 2).await.unwrap();
    let of = Claimed { gap: GAP, ..claimed(ids[0], "killed") };
    assert_eq!(wrong.ledger().begin(&intent(&wrong, "i"), Some(&of)).await.unwrap(), Begun::Now);
    assert_eq!(states(&wrong).await[0], State::Sending);

    assert_eq!(states(&jobs).await, [State::InDoubt, State::Waiting, State::Waiting]);
    assert_eq!(jobs.ledger().turn("a", GAP).await.unwrap(), Duration::ZERO);
    let taken = Queue::new(&jobs, "mine", 15).take(&Closed::default(), 5).await.unwrap();
    assert_eq!(taken.iter().map(|taken| taken.id).collect::<Vec<_>>(), ids[1..]);
    jobs.forget(ids[0]).await.unwrap();
    // Nor does the one whose clock it was send what is no longer its own.
    let of = claimed(ids[1], "killed");
    let error = wrong.ledger().begin(&intent(&wrong, "j"), Some(&of)).await.unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::NotOurs);
    let lost = Entry::OutcomeUnknown { intent: "i".to_owned(), error: String::new(), answer: None };
    record(&jobs, None, &lost).await.unwrap();
}

/// Half an hour of one who holds jobs is one row.
#[tokio::test]
async fn who_is_gone_gives_back_what_it_held_however_much() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let work: Vec<JobSpec> = (0..2500).map(|key| song(&key.to_string(), "a march")).collect();
    jobs.add("album", &work).await.unwrap();
    let (dead, alive) = (Queue::new(&jobs, "dead", 15), Queue::new(&jobs, "alive", 15));
    assert_eq!(dead.take(&Closed::default(), 5000).await.unwrap().len(), 2500);
    assert!(alive.take(&Closed::default(), 5000).await.unwrap().is_empty());
    stage.mock.advance(Duration::from_secs(16));
    let mut taken = 0;
    while let some @ 1.. = alive.take(&Closed::default(), 5000).await.unwrap().len() {
        taken += some;
    }
    assert_eq!((taken, number(&jobs, "SELECT count(*) FROM holders").await), (2500, 1));
}

/// What another process holds is waited for, and that is told once.
#[tokio::test]
async fn whoever_waits_for_what_another_process_holds_is_told() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    assert_eq!(Queue::new(&jobs, "killed", 60).take(&Closed::default(), 9).await.unwrap().len(), 3);
    let (mut run, mut told) = (jobs.run(&stage.client(), stage.options()), Vec::new());
    while let Some(event) = run.next().await {
        if let crate::Event::Waiting { pause } = event {
            told.push((pause, stage.accepted()));
        }
    }
    assert_eq!(run.finish().await.unwrap().count(State::Done), 3);
    assert_eq!(told, [(stage.options().lease, 0)], "once, and it is looked at again within a lease");
}

/// Each sees that the turn is free, and one of them is the first to take it. Who loses it twice begins anew, with another balance.
#[tokio::test]
async fn who_loses_the_turn_at_the_last_moment_waits_for_the_next() {
    let stage = Stage::with(MockApi::start().rate_limit_of(GAP)).await;
    let time = || Arc::new(RunningTime(stage.mock.clock().clone()));
    let client = || Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(time()).build().unwrap();
    let mut runs = tokio::task::JoinSet::new();
    for number in 0..9 {
        let jobs = stage.jobs().await.with_clock(time());
        let id = jobs.add("album", &[song(&number.to_string(), "a march")]).await.unwrap()[0];
        let lease = Duration::from_secs(1_000_000);
        let run = jobs.run(&client(), Options { scope: Scope::Job(id), lease, ..stage.options() });
        runs.spawn(run.finish());
    }
    let moving = async {
        loop {
            client().account().get_credits().await.unwrap();
            stage.mock.advance(Duration::from_secs(1));
        }
    };
    let ends = tokio::select! { ends = runs.join_all() => ends, () = moving => unreachable!() };
    assert!(ends.iter().all(|end| end.as_ref().is_ok_and(|progress| progress.count(State::Done) == 1)), "{ends:?}");
    assert_eq!(stage.accepted(), 9);
}
