//! Doubts in which several processes, accounts or moments play a part.

use musicapi::facts::CREATE_SONIC;
use musicapi::{Entry, Intent, Journal, JournalFuture, Submission, Verdict};
use proptest::prelude::*;
use tokio::sync::Mutex;

use super::*;
use crate::model::call::CallState;
use crate::reconcile::evidence::{Charge, GivenBack, LATE, Paid};
use crate::worker::intent::OfJob;

/// One who has taken a job, and is about to send it.
struct Sender {
    jobs: Jobs,
    queue: Queue,
    scope: Claimed,
}

/// All paid calls of an account, as what they mean for the balance.
async fn all_paid(jobs: &Jobs, account: &str) -> Vec<Paid> {
    let calls = jobs.ledger().calls(account, 0).await.unwrap();
    calls.iter().map(|call| crate::reconcile::evidence::paid(call, jobs.ledger().now())).collect()
}

impl Sender {
    async fn new(stage: &Stage) -> Self {
        let jobs = stage.jobs().await;
        let job = jobs.add("album", &songs()[..1]).await.unwrap()[0];
        let queue = Queue::new(&jobs, "one", 15);
        queue.take(&Default::default(), 1).await.unwrap().pop().unwrap();
        Self { jobs, queue, scope: claimed(job, "one") }
    }

    async fn intend(&self, client: &Client) {
        let left = client.account().get_credits().await.unwrap();
        let intent = intent(&self.jobs, "i", left.credits + left.extra_credits, client.account_digest());
        record(&self.jobs, Some(&self.scope), &intent).await.unwrap();
    }

    /// It gives up, as after a time-out.
    async fn lose(&self) {
        record(&self.jobs, Some(&self.scope), &lost("i")).await.unwrap();
    }

    async fn verdict(&self, client: &Client) -> Result<Verdict, &'static str> {
        self.jobs.reconcile(client, &Scope::Job(self.scope.job)).await.unwrap().pop().unwrap().verdict
    }
}

fn intent(jobs: &Jobs, id: &str, balance: f64, account: &str) -> Entry {
    Entry::Intent(Intent {
        id: id.to_owned(),
        operation: "create_sonic".to_owned(),
        fingerprint: id.to_owned(),
        at: u64::try_from(jobs.ledger().now()).unwrap(),
        credits: Some(15),
        balance: Some(balance),
        account: Some(account.to_owned()),
        request: Value::Null,
    })
}

fn lost(intent: &str) -> Entry {
    Entry::OutcomeUnknown { intent: intent.to_owned(), error: "no answer in time".to_owned(), answer: None }
}

#[tokio::test]
async fn time_counts_from_when_a_call_was_really_given_up() {
    let stage = Stage::new().await;
    let (sender, client) = (Sender::new(&stage).await, stage.client());
    sender.intend(&client).await;
    // It didn't renew, and is taken for gone; but it waits for its answer for a minute.
    stage.mock.advance(Duration::from_secs(16));
    assert!(sender.verdict(&client).await.is_err_and(|why| why.contains("too soon")));
    sender.queue.renew().await.unwrap();
    stage.mock.advance(Duration::from_secs(44));
    sender.lose().await;
    stage.mock.advance(LATE - Duration::from_secs(1));
    assert!(sender.verdict(&client).await.is_err_and(|why| why.contains("too soon")));
    stage.mock.advance(Duration::from_secs(1));
    assert_eq!(sender.verdict(&client).await, Ok(Verdict::NotCharged));
}

#[tokio::test]
async fn who_sent_it_knows_more_than_the_balance() {
    let stage = Stage::new().await;
    let (sender, client) = (Sender::new(&stage).await, stage.client());
    sender.intend(&client).await;
    stage.mock.advance(Duration::from_secs(16));
    let _ = sender.verdict(&client).await;
    stage.mock.advance(LATE);
    assert_eq!(sender.verdict(&client).await, Ok(Verdict::NotCharged));
    sender.lose().await;
    assert_eq!(states(&sender.jobs).await, [State::InDoubt], "it was sent, and nobody knows");

    // Not if it was sent again since.
    stage.mock.advance(LATE);
    assert_eq!(sender.verdict(&client).await, Ok(Verdict::NotCharged));
    sender.jobs.run(&client, stage.options()).finish().await.unwrap();
    sender.lose().await;
    assert_eq!((states(&sender.jobs).await, stage.accepted()), (vec![State::Done], 1));
}

/// Between writing an intent down and sending it the program stands still, and another one goes on with its work.
struct Frozen {
    journal: OfJob,
    others: Mutex<Option<Jobs>>,
    client: Client,
    clock: Clock,
    options: Options,
}

impl Journal for Frozen {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        Box::pin(async move {
            self.journal.record(entry).await?;
            if let (Entry::Intent(_), Some(others)) = (entry, self.others.lock().await.take()) {
                self.clock.advance(Duration::from_secs(16));
                others.run(&self.client, self.options.clone()).finish().await?;
            }
            Ok(())
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>> {
        self.journal.find(fingerprint)
    }
}

#[tokio::test]
async fn one_who_stood_still_does_not_send_what_another_has_sent() {
    let stage = Stage::new().await;
    let sender = Sender::new(&stage).await;
    let frozen = Frozen {
        journal: OfJob::new(Arc::clone(sender.jobs.ledger()), sender.scope),
        others: Mutex::new(Some(stage.jobs().await)),
        client: stage.client(),
        clock: stage.mock.clock().clone(),
        options: Options { reconcile: true, ..stage.options() },
    };
    let client = stage.client().with_journal(Arc::new(frozen));
    let error = client.call(&CREATE_SONIC, &[], Some(songs().remove(0).request)).await.unwrap_err();
    assert!(error.to_string().contains("nothing was sent"), "{error}");
    assert_eq!((states(&sender.jobs).await, stage.accepted()), (vec![State::Done], 1));
}

#[tokio::test]
async fn balances_of_two_accounts_are_not_compared() {
    let other = ("another", musicapi_mock::Account::default());
    let stage = Stage::with(MockApi::start().account(other.0, other.1)).await;
    let (sender, client) = (Sender::new(&stage).await, stage.client());
    sender.intend(&client).await;
    sender.lose().await;
    stage.mock.advance(LATE);
    let other = Client::builder(other.0).base_url(stage.mock.uri()).clock(stage.clock()).build().unwrap();
    let balance = async |client: &Client| client.account().get_credits().await.unwrap().credits;
    assert_eq!(balance(&other).await, balance(&client).await);
    assert!(sender.verdict(&other).await.is_err_and(|why| why.contains("another key")));
    assert_eq!(sender.verdict(&client).await, Ok(Verdict::NotCharged));
}

#[tokio::test]
async fn one_that_was_lost_and_then_found_may_have_been_charged_late() {
    let stage = Stage::new().await;
    let (jobs, pass) = (stage.jobs().await, |seconds| stage.mock.advance(Duration::from_secs(seconds)));
    let note = async |entry: Entry| record(&jobs, None, &entry).await.unwrap();
    note(intent(&jobs, "lost", 100.0, "a")).await;
    note(lost("lost")).await;
    pass(170);
    note(intent(&jobs, "found", 100.0, "a")).await;
    note(lost("found")).await;
    // The first one is charged now, and the second one later, of which a callback tells.
    note(Entry::Accepted { intent: "found".to_owned(), task: None, answer: Value::Null }).await;
    pass(20);
    let calls = all_paid(&jobs, "a").await;
    let said = crate::reconcile::evidence::verdict(&calls, 0, (jobs.ledger().now(), 85.0));
    assert!(said.is_err(), "{said:?}");
}

#[tokio::test]
async fn rows_are_read_as_what_they_mean_for_the_balance() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    stage.mock.advance(Duration::from_secs(100));
    let at = jobs.ledger().now();
    let row = async |set: &str| {
        let number = fastrand::u32(..);
        record(&jobs, None, &intent(&jobs, &number.to_string(), 50.0, "a")).await.unwrap();
        let update = format!("UPDATE submissions SET {set} WHERE intent = '{number}'");
        sql(&jobs, Durable::Yes, &update).await.unwrap();
        all_paid(&jobs, "a").await.pop().unwrap()
    };
    let late = i64::try_from(LATE.as_millis()).unwrap();
    for (set, charge, given_back) in [
        ("state = 'intended'", Charge::InDoubt, GivenBack::AnyTime),
        ("state = 'unknown'", Charge::InDoubt, GivenBack::AnyTime),
        ("state = 'not_accepted'", Charge::Never, GivenBack::Never),
        ("state = 'not_charged'", Charge::Never, GivenBack::Never),
        ("state = 'charged'", Charge::Sure, GivenBack::AnyTime),
        ("state = 'accepted', task = 'sonic/task/1'", Charge::Sure, GivenBack::AnyTime),
        ("state = 'complete', ended = 7", Charge::Sure, GivenBack::Never),
        ("state = 'complete', ended = 7, failed_clips = 1", Charge::Sure, GivenBack::By(7)),
        ("state = 'failed', ended = 7", Charge::Sure, GivenBack::By(7)),
    ] {
        let Paid { charge: found, given_back: back, price, balance, .. } = row(set).await;
        assert_eq!((found, back, price, balance), (charge, given_back, Some(15), Some(50.0)), "{set}");
    }
    for (set, price) in [
        ("operation = 'align_sonic_lyrics'", None),
        ("operation = 'write_sonic_lyrics'", None),
        ("operation = 'of tomorrow'", None),
        ("credits = NULL", None),
        ("operation = 'create_suno'", Some(15)),
    ] {
        assert_eq!(row(set).await.price, price, "{set}");
    }
    let hour = 60 * 60 * 1000;
    for (set, answered) in [
        ("state = 'accepted', answered = 5", Some(5)),
        ("state = 'charged', answered = 5", Some(5 + late)),
        ("state = 'intended'", None),
        (&format!("state = 'intended', at = {}", at - hour - 1), Some(at - 1)),
    ] {
        assert_eq!(row(set).await.answered, answered, "{set}");
    }
}

/// A call as it may stand in the file, whatever became of it. Times are in minutes.
fn any_call() -> impl Strategy<Value = (i64, Option<i64>, Option<i64>, &'static str, u8, u8)> {
    const STATES: &[&str] =
        &["intended", "unknown", "accepted", "not_accepted", "charged", "not_charged", "complete", "failed"];
    let later = || prop_oneof![3 => (0..3_i64).prop_map(Some), 1 => (0..4000_i64).prop_map(Some), 1 => Just(None)];
    // Mostly after the one before; now and then the clock was set back.
    let after = prop_oneof![6 => 0..900_i64, 1 => -2500..0_i64];
    (after, later(), later(), prop::sample::select(STATES), 0..4_u8, 0..2_u8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What was settled long before the oldest doubt isn't read, and changes nothing of what is said.
    #[test]
    fn what_reconcile_does_not_read_says_nothing(rows in prop::collection::vec(any_call(), 2..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let jobs = Jobs::open(folder.path().join("jobs.db")).await.unwrap();
            let (minute, mut at, mut latest, mut insert) = (60_000, 100_000_i64, 0, String::new());
            for (number, (after, answered, ended, state, balance, failed)) in rows.iter().enumerate() {
                at += after;
                latest = latest.max(at);
                let time = |after: &Option<i64>| after.map_or("NULL".to_owned(), |after| ((at + after) * minute).to_string());
                insert += &format!(
                    "INSERT INTO submissions (intent, operation, fingerprint, at, answered, ended, credits, balance, account,
                        request, state, failed_clips) VALUES ('{number}', 'create_sonic', 'f', {}, {}, {}, 15, {}, 'a', '{{}}',
                        '{state}', {failed});",
                    at * minute, time(answered), time(ended), 100 - 15 * i64::from(*balance),
                );
            }
            sql(&jobs, Durable::No, &insert).await.unwrap();
            let now = (latest + 5) * minute;
            let all = jobs.ledger().calls("a", i64::MIN).await.unwrap();
            prop_assert_eq!(all.len(), rows.len());
            let said = |calls: &[crate::ledger::Call], intent: &str, balance: u8| {
                let paid: Vec<Paid> = calls.iter().map(|call| crate::reconcile::evidence::paid(call, now)).collect();
                let place = calls.iter().position(|call| call.intent == intent).unwrap();
                crate::reconcile::evidence::verdict(&paid, place, (now, 100.0 - 15.0 * f64::from(balance)))
            };
            for doubt in all.iter().filter(|call| matches!(call.state, CallState::Intended | CallState::Unknown)) {
                let read = jobs.ledger().calls("a", doubt.at - crate::reconcile::evidence::BEFORE).await.unwrap();
                for balance in 0..6 {
                    prop_assert_eq!(said(&all, &doubt.intent, balance), said(&read, &doubt.intent, balance), "{:?}", doubt);
                }
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_mad_pause_ends() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:1:retry-after=999999999".parse().unwrap());
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()[..1]).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), stage.accepted()), (1, 1));
}

#[tokio::test]
async fn a_lease_of_nothing_is_a_short_one() {
    let stage = Stage::new().await;
    let sender = Sender::new(&stage).await;
    let options = Options { lease: Duration::ZERO, ..stage.options() };
    sender.jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!(states(&sender.jobs).await, [State::Done]);
}

/// A charge may show for minutes. Who stops the run meanwhile waits no longer.
#[tokio::test]
async fn the_wait_for_a_late_charge_is_told_and_ends_with_the_run() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:1:reset".parse().unwrap());
    let time = || Arc::new(RunningTime(stage.mock.clock().clone()));
    let jobs = stage.jobs().await.with_clock(time());
    jobs.add("album", &songs()[..1]).await.unwrap();
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).clock(time()).build().unwrap();
    let mut run = jobs.run(&client, Options { reconcile: true, ..stage.options() });
    while let Some(event) = run.next().await {
        if matches!(event, crate::Event::Settling { pause } if pause == LATE) {
            run.stop();
        }
    }
    let progress = run.finish().await.unwrap();
    assert_eq!((progress.count(State::InDoubt), stage.mock.clock().now() < LATE), (1, true));
}
