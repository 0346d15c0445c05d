//! When nothing more is sent, nothing more is sent: not of what waits for its turn either.

use super::*;
use crate::Event;
use crate::Run;
use crate::StopReason;

/// A batch whose time stands still unless it is moved, so that all but the first wait for their turn.
struct Still {
    stage: Stage,
    jobs: Jobs,
    client: Client,
}

impl Still {
    async fn new(start: Start, rows: usize) -> Self {
        let stage = Stage::with(start).await;
        let time = Arc::new(RunningTime(stage.mock.clock().clone()));
        let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(Arc::clone(&time) as _);
        let jobs = Jobs::open(stage.folder.path().join("jobs.db")).await.unwrap().with_clock(time);
        let rows: Vec<JobSpec> = (0..rows).map(|number| song(&number.to_string(), "a march")).collect();
        jobs.add("album", &rows).await.unwrap();
        Self { stage, jobs, client: client.build().unwrap() }
    }

    /// However fast time is moved, no lease runs out meanwhile.
    fn run(&self, scope: Scope) -> Run {
        let lease = Duration::from_secs(1_000_000);
        self.jobs.run(&self.client, Options { scope, lease, ..self.stage.options() })
    }

    /// How often the service was asked to make something, whatever it answered.
    fn asked(&self) -> usize {
        self.stage.mock.journal().iter().filter(|asked| asked.operation == Some("create_sonic")).count()
    }
}

/// Why nothing more is sent; once.
async fn why(run: &mut Run) -> StopReason {
    loop {
        if let Event::Stopped(why) = run.next().await.expect("it stops") {
            return why;
        }
    }
}

/// It ends, and tells nothing more.
async fn end(still: &Still, mut run: Run) -> crate::Progress {
    let moved = async {
        while let Some(event) = run.next().await {
            assert!(!matches!(event, Event::Stopped(_) | Event::Accepted { .. }), "{event:?}");
        }
        run.finish().await.unwrap()
    };
    let moving = async {
        loop {
            still.stage.mock.advance(Duration::from_secs(1));
            // Whoever has a turn has the time to use it.
            for _ in 0..3 {
                still.client.account().get_credits().await.unwrap();
            }
        }
    };
    tokio::select! { progress = moved => progress, () = moving => unreachable!() }
}

#[tokio::test]
async fn after_a_wrong_key() {
    let still = Still::new(MockApi::start(), 6).await;
    still.stage.mock.fault("create_sonic:1:status=401".parse().unwrap());
    let mut run = still.run(Scope::All);
    assert!(matches!(why(&mut run).await, StopReason::Error(error) if error.is_auth()));
    let progress = in_time(end(&still, run)).await;
    assert_eq!((progress.count(State::Waiting), still.asked(), still.stage.accepted()), (6, 1, 0));
    // They were given back, as what they were.
    still.stage.is_honest(&still.jobs).await;
    assert_eq!(number(&still.jobs, "SELECT count(*) FROM jobs WHERE holder IS NOT NULL OR due <> 1").await, 0);
}

#[tokio::test]
async fn once_the_purse_is_empty() {
    let still = Still::new(MockApi::start().credits(20), 6).await;
    let mut run = still.run(Scope::All);
    while !matches!(run.next().await, Some(Event::Accepted { .. })) {}
    still.stage.mock.advance(Duration::from_secs(3));
    assert!(matches!(why(&mut run).await, StopReason::Error(error) if error.is_out_of_credits()));
    let progress = in_time(end(&still, run)).await;
    assert_eq!((progress.count(State::Done), progress.count(State::Waiting)), (1, 5));
    assert_eq!((still.asked(), still.stage.accepted()), (2, 1));
}

/// A turn takes three seconds, and time stands still: thousands that wait for theirs would never end.
#[tokio::test]
async fn without_any_budget_thousands_end_at_once() {
    let still = Still::new(MockApi::start(), 3000).await;
    still.jobs.set_limit("album", 0).await.unwrap();
    let mut run = still.run(Scope::All);
    assert!(matches!(why(&mut run).await, StopReason::Budget { batch, .. } if batch == "album"));
    assert_eq!(in_time(run.finish()).await.unwrap().count(State::Waiting), 3000);
    assert_eq!((still.asked(), still.jobs.list(&Scope::All).await.unwrap().len()), (0, 3000));
}

/// What the client itself refuses isn't the fault of a job.
#[tokio::test]
async fn once_the_client_may_spend_no_more() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(stage.clock());
    let mut run = jobs.run(&client.max_credits(PRICE).build().unwrap(), Options { concurrency: 1, ..stage.options() });
    let mut stopped = Vec::new();
    while let Some(event) = run.next().await {
        stopped.extend(if let Event::Stopped(why) = event { Some(why) } else { None });
    }
    let progress = run.finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.count(State::Waiting), stage.accepted()), (1, 2, 1));
    let is_budget =
        |why: &StopReason| matches!(why, StopReason::Error(error) if error.kind() == musicapi::ErrorKind::OverBudget);
    assert!(stopped.len() == 1 && stopped.iter().all(is_budget), "{stopped:?}");
}
