//! Buying: in turn, within the budget, written down before and after, and found out about when the answer is lost.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use contract_tests::{KEY, PRICE, Server, TASK, created, service};
use http::{Method, StatusCode};
use musicapi::{
    Attempt, Client, Drift, Entry, ErrorKind, FileJournal, Intent, Journal, JournalFuture, Observer, Policy, Retry,
    Spend, Submission, Verdict,
};
use musicapi_mock::{Clock, Settings};
use openapi_mock::{Reply, Request, Wire};
use serde_json::{Value, json};

use crate::paid::{create, json_reply, text};

fn rich() -> Settings {
    Settings::default().with_credits(100_000)
}

/// Whether a request buys something.
pub(crate) fn is_paid(request: &Request) -> bool {
    request.method == Method::POST
}

/// Cuts every answer to a paid call off: it was accepted, and nobody knows.
fn lost(request: &Request, _: usize, reply: Reply) -> Reply {
    if is_paid(request) { reply.with_wire(Wire::CutAfter(3)) } else { reply }
}

#[tokio::test]
async fn creates_of_all_clones_keep_their_distance_and_reads_dont_wait() {
    let server = Server::mock(rich().with_key(KEY));
    let client = server.client();
    for _ in 0..4 {
        create(&client.clone()).await.unwrap();
        client.account().get_credits().await.unwrap();
    }
    assert_eq!(server.times(Method::POST), [0.0, 3.0, 6.0, 9.0]);
    assert_eq!(server.times(Method::GET), [0.0, 3.0, 6.0, 9.0]);
}

#[tokio::test]
async fn too_many_is_waited_out_if_the_service_asks_for_little_and_told_if_it_asks_for_much() {
    let busy = |name: &'static str, wait: &str| Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header(name, wait);
    for (name, wait, at) in [
        ("retry-after", "20", 20.0),
        ("retry-after", "20000ms", 20.0),
        ("retry-after-ms", "20000", 20.0),
        ("retry-after", "Thu, 01 Jan 2026 00:00:20 GMT", 20.0),
    ] {
        let server = Server::script(vec![busy(name, wait), created()]);
        assert_eq!(create(&server.client()).await.unwrap().reference().id(), TASK);
        let times = server.times(Method::POST);
        // Not before, and not much later.
        assert!(times.len() == 2 && (at..=at + 0.5).contains(&times[1]), "{wait}: {times:?}");
    }
    let server = Server::script(vec![busy("retry-after", "600"), created()]);
    let error = create(&server.client()).await.unwrap_err();
    assert_eq!((error.is_rate_limited(), error.retry_after()), (true, Some(Duration::from_secs(600))), "{error}");
    assert_eq!(server.asked(), 1, "what is asked for is told, not slept");
}

#[tokio::test]
async fn an_intent_tells_the_time_of_its_turn() {
    let server = Server::always(created());
    let journal = Arc::new(Memory::default());
    let client = server.builder().journal(Arc::clone(&journal) as Arc<dyn Journal>).build().unwrap();
    for _ in 0..2 {
        create(&client).await.unwrap();
    }
    let entries = journal.entries.lock().unwrap();
    let times: Vec<u64> =
        entries.iter().filter_map(|entry| if let Entry::Intent(it) = entry { Some(it.at) } else { None }).collect();
    assert_eq!(times[1] - times[0], 3000, "not that at which it began to wait for it");
}

#[tokio::test]
async fn a_long_pause_that_the_service_asked_for_is_kept_by_every_clone() {
    let busy = Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", "600");
    let server = Server::script(vec![busy, created()]);
    let client = server.client();
    create(&client).await.unwrap_err();
    server.clock().advance(Duration::from_secs(100));
    let error = create(&client.clone()).await.unwrap_err();
    assert!(error.is_rate_limited() && error.message().contains("nothing was sent"), "{error}");
    assert_eq!(error.retry_after().map(|left| left.as_secs()), Some(500));
    assert_eq!((server.asked(), client.spent()), (1, Spend::default()));
    server.clock().advance(Duration::from_secs(500));
    create(&client).await.unwrap();
}

#[tokio::test]
async fn a_policy_holds_for_a_call() {
    let server = Server::always(Reply::new(StatusCode::TOO_MANY_REQUESTS));
    let client = server.builder().policy(Policy { paid_gap: Duration::ZERO, ..Policy::default() }).build().unwrap();
    for (attempts, policy) in [
        (4, *client.policy()),
        (1, Policy { retry: Retry::NEVER, ..*client.policy() }),
        (9, Policy { retry: Retry { attempts: 9, ..Retry::default() }, ..*client.policy() }),
    ] {
        let before = server.asked();
        create(&client.with(policy)).await.unwrap_err();
        assert_eq!(server.asked() - before, attempts);
    }
}

#[tokio::test]
async fn a_budget_refuses_before_anything_is_sent() {
    let server = Server::in_front_of(&service(rich()), |request, index, reply| match index {
        1 => json_reply(400, json!({"error": "no"})),
        2 => lost(request, index, reply),
        _ => reply,
    });
    let client = server.builder().max_credits(3 * PRICE).build().unwrap();
    let price = create(&client).await.unwrap().price().unwrap();
    assert_eq!((u64::from(price.credits), client.spent()), (PRICE, Spend { credits: PRICE, ..Spend::default() }));
    create(&client).await.unwrap_err();
    assert_eq!(client.spent().credits, PRICE, "what was refused was not spent");
    assert!(create(&client).await.unwrap_err().is_outcome_unknown());
    assert_eq!(client.spent(), Spend { credits: 2 * PRICE, in_doubt: PRICE, ..Spend::default() }, "it may have been");
    create(&client.clone()).await.unwrap();
    let error = create(&client).await.unwrap_err();
    let all = 3 * PRICE;
    let told = format!("create_sonic: it costs {PRICE}, and {all} of at most {all} credits are spent");
    assert_eq!(error.to_string(), told);
    assert_eq!((error.kind(), server.asked()), (ErrorKind::OverBudget, 4));
}

/// A journal in memory, which fails as it is told.
#[derive(Default)]
pub(crate) struct Memory {
    entries: Mutex<Vec<Entry>>,
    fails_from: Option<usize>,
}

impl Journal for Memory {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        Box::pin(async move {
            let mut entries = self.entries.lock().unwrap();
            if self.fails_from.is_some_and(|from| entries.len() >= from) {
                return Err("the disk is full".into());
            }
            entries.push(entry.clone());
            Ok(())
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>> {
        let mut submissions = Submission::of(self.entries.lock().unwrap().clone());
        submissions.retain(|it| it.intent.fingerprint == fingerprint && !it.is_not_accepted());
        Box::pin(std::future::ready(Ok(submissions.pop())))
    }
}

#[tokio::test]
async fn an_intent_is_written_before_the_request_leaves_and_its_outcome_after() {
    let replies = [
        (created(), "accepted"),
        (json_reply(400, json!({"error": "no"})), "not_accepted"),
        (text(502, "text/html", "<html>"), "outcome_unknown"),
        (json_reply(200, json!({"message": "success"})), "outcome_unknown"),
        (created().with_wire(Wire::CutAfter(9)), "outcome_unknown"),
    ];
    for (reply, wanted) in replies {
        let journal = Arc::new(Memory::default());
        let seen = Arc::clone(&journal);
        let server = Server::start(move |request, _| {
            // While the service has the request, the intent is already there, and nothing else.
            let entries = seen.entries.lock().unwrap();
            let [Entry::Intent(intent)] = entries.as_slice() else { panic!("{entries:?}") };
            let sent: Value = serde_json::from_slice(&request.body).unwrap();
            assert_eq!((intent.operation.as_str(), intent.request["mv"].clone()), ("create_sonic", sent["mv"].clone()));
            reply.clone()
        });
        let client = server.builder().journal(Arc::clone(&journal) as Arc<dyn Journal>).build().unwrap();
        let result = create(&client).await;
        let entries = journal.entries.lock().unwrap().clone();
        assert_eq!(serde_json::to_value(&entries[1]).unwrap()["entry"], wanted);
        let [submission] = Submission::of(entries).try_into().unwrap();
        match result {
            Ok(task) => assert_eq!(submission.task(), Some(task.reference())),
            Err(error) => {
                assert_eq!(error.intent(), Some(&submission.intent));
                assert_eq!(error.is_outcome_unknown(), submission.is_outcome_unknown(), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn without_its_journal_nothing_is_bought_and_nothing_bought_is_lost() {
    let server = Server::always(created());
    let failing = |from| Arc::new(Memory { fails_from: Some(from), ..Memory::default() }) as Arc<dyn Journal>;
    let error = create(&server.builder().journal(failing(0)).build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.task(), server.asked()), (ErrorKind::Journal, None, 0), "{error}");
    assert!(error.to_string().contains("the disk is full"), "{error}");

    let error = create(&server.builder().journal(failing(1)).build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), server.asked()), (ErrorKind::Journal, 1), "{error}");
    assert_eq!(error.task().unwrap().id(), TASK, "it was paid for");

    let broken = Server::always(text(502, "text/html", "<html>"));
    let error = create(&broken.builder().journal(failing(1)).build().unwrap()).await.unwrap_err();
    assert!(error.is_outcome_unknown() && error.to_string().contains("the disk is full"), "{error}");
}

/// Polls a future so often and then drops it; whether it came to its end.
pub(crate) async fn dies_after(polls: usize, future: impl Future) -> bool {
    let mut future = Box::pin(future);
    for _ in 0..polls {
        if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return true;
        }
        // What it waits for goes on meanwhile.
        tokio::task::yield_now().await;
    }
    false
}

#[tokio::test]
async fn whatever_dies_in_between_every_accepted_create_is_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let service = service(rich());
    let server = Server::in_front_of(&service, |_, _, reply| reply);
    let policy = Policy { paid_gap: Duration::ZERO, ..Policy::default() };
    let (mut polls, mut ended, mut died) = (0, 0, 0);
    while ended < 3 {
        // As after a crash, the file is opened anew.
        let journal = Arc::new(FileJournal::open(&path).unwrap());
        let client = server.builder().policy(policy).journal(journal).build().unwrap();
        if dies_after(polls, create(&client)).await {
            ended += 1;
        } else {
            died += 1;
        }
        polls += 1 + polls / 8;
        // The blocking thread that writes may hold the file a moment longer than the client.
        drop(client);
        while FileJournal::open(&path).is_err() {
            tokio::task::yield_now().await;
        }
    }
    assert!(died > 3, "{died}");
    let submissions = FileJournal::open(&path).unwrap().submissions().unwrap();
    let bound = submissions.iter().filter(|it| it.task().is_some() || it.is_outcome_unknown()).count() as u64;
    let known = submissions.iter().filter(|it| it.task().is_some()).count();
    assert!(known >= ended, "each that ended knows its task");
    assert!(service.accepted() <= bound, "{} were accepted, {bound} are in the journal", service.accepted());
    assert!(service.accepted() >= known as u64);
}

#[tokio::test]
async fn a_program_that_is_run_again_buys_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let service = service(rich());
    let server = Server::in_front_of(&service, |request, index, reply| match index {
        0 => json_reply(400, json!({"error": "no"})),
        2 => lost(request, index, reply),
        _ => reply,
    });
    let policy = Policy { once: true, ..Policy::default() };
    let run = || {
        let journal = Arc::new(FileJournal::open(&path).unwrap());
        server.builder().policy(policy).journal(journal).build().unwrap()
    };
    create(&run()).await.unwrap_err();
    let first = create(&run()).await.unwrap().reference().clone();
    let upload = json!({"url": "https://files.test/song.mp3"});
    let operation = &musicapi::facts::UPLOAD_SONIC_CLIP;
    let error = run().call(operation, &[], Some(upload.clone())).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    let before = server.asked();
    // From its first line again: the song is that from then, and so is the doubt about the upload.
    assert_eq!(create(&run()).await.unwrap().reference(), &first);
    let again = run().call(operation, &[], Some(upload)).await.unwrap_err();
    assert_eq!((again.is_outcome_unknown(), again.intent()), (true, error.intent()), "{again}");
    assert_eq!(server.asked(), before, "nothing was sent");
    // Another request is another purchase.
    run().call(operation, &[], Some(json!({"url": "https://files.test/other.mp3"}))).await.unwrap();
    assert_eq!(server.asked(), before + 1);

    let error = create(&server.builder().policy(policy).build().unwrap()).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Config && error.message().contains("with a journal"), "{error}");
}

#[tokio::test]
async fn the_balance_tells_what_became_of_a_call_whose_answer_was_lost() {
    let reads = Policy { read_balance: true, ..Policy::default() };
    // Accepted, and the answer lost.
    let server = Server::in_front_of(&service(rich()), lost);
    let journal = Arc::new(Memory::default());
    let builder = server.builder().policy(reads).journal(Arc::clone(&journal) as Arc<dyn Journal>);
    let client = builder.build().unwrap();
    let error = create(&client).await.unwrap_err();
    let intent = error.intent().unwrap();
    assert_eq!(client.reconcile(intent).await.unwrap(), Verdict::Charged);
    let [submission] = Submission::of(journal.entries.lock().unwrap().clone()).try_into().unwrap();
    assert!(!submission.is_outcome_unknown(), "the verdict is in the journal");

    // Another process can ask, and so can another client.
    let resumed: Intent = serde_json::from_str(&serde_json::to_string(intent).unwrap()).unwrap();
    assert_eq!(server.client().reconcile(&resumed).await.unwrap(), Verdict::Charged);

    // Another call of the same client came after it: the balance can't tell them apart.
    create(&client).await.unwrap_err();
    assert_eq!(client.reconcile(intent).await.unwrap(), Verdict::Undetermined);

    // Not accepted, and a gateway gave up.
    let server =
        Server::in_front_of(
            &service(rich()),
            |request, _, reply| {
                if is_paid(request) { text(504, "text/plain", "") } else { reply }
            },
        );
    let never = Server::start(move |request, _| {
        if is_paid(request) {
            text(504, "text/plain", "")
        } else {
            json_reply(200, json!({"credits": 7, "extra_credits": 0}))
        }
    });
    for (server, verdict) in [(&server, Verdict::Charged), (&never, Verdict::NotCharged)] {
        let client = server.builder().policy(reads).build().unwrap();
        let error = create(&client).await.unwrap_err();
        if verdict == Verdict::NotCharged {
            let said = client.reconcile(error.intent().unwrap()).await.unwrap();
            assert_eq!(said, Verdict::Undetermined, "it may yet be charged");
            server.clock().advance(Duration::from_secs(181));
        }
        assert_eq!(client.reconcile(error.intent().unwrap()).await.unwrap(), verdict);
        // With another key the balance is another one.
        let other = Client::builder("another").base_url(client.base_url()).build().unwrap();
        assert_eq!(other.reconcile(error.intent().unwrap()).await.unwrap(), Verdict::Undetermined);
    }

    // A task of this client may have given back what the lost call took.
    let client = never.builder().policy(reads).build().unwrap();
    let accepted = Server::in_front_of(&service(rich()), |_, _, reply| reply);
    let buyer = accepted.builder().policy(reads).build().unwrap();
    create(&buyer).await.unwrap();
    let error = create(&client).await.unwrap_err();
    let intent = Intent {
        balance: Some(buyer.account().get_credits().await.unwrap().credits),
        ..error.intent().unwrap().clone()
    };
    accepted.clock().advance(Duration::from_secs(10_000));
    assert_eq!(buyer.reconcile(&intent).await.unwrap(), Verdict::Undetermined);

    // Without the balance from before there is nothing to compare, and nothing is asked.
    let client = never.client();
    let error = create(&client).await.unwrap_err();
    let before = never.asked();
    assert_eq!(client.reconcile(error.intent().unwrap()).await.unwrap(), Verdict::Undetermined);
    assert_eq!(never.asked(), before);
}

#[tokio::test]
async fn a_callback_names_the_intent() {
    let server = Server::always(created());
    let client = server.builder().callback("https://receiver.test/hook?for=me").build().unwrap();
    let error = { create(&client).await.unwrap() };
    drop(error);
    let sent = |index: usize| serde_json::from_slice::<Value>(&server.requests()[index].body).unwrap();
    let address = sent(0)["webhook_url"].as_str().unwrap().to_owned();
    let intent = address.strip_prefix("https://receiver.test/hook?for=me&intent=").unwrap();
    assert_eq!(intent.len(), 28, "{intent}");

    // Who names an address of one's own keeps it, and a request that takes none gets none.
    let own = json!({"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "x", "webhook_url": "https://own.test/"});
    client.call(&musicapi::facts::CREATE_SONIC, &[], Some(own)).await.unwrap();
    assert_eq!(sent(1)["webhook_url"], "https://own.test/");
    let upload = json!({"url": "https://files.test/song.mp3"});
    let _ = client.call(&musicapi::facts::UPLOAD_SONIC_CLIP, &[], Some(upload)).await;
    assert_eq!(sent(2).get("webhook_url"), None);

    let wrong = server.builder().callback("receiver.test/hook").build().err().unwrap();
    assert!(wrong.kind() == ErrorKind::Config && wrong.message().contains("receiver.test/hook"), "{wrong}");
}

#[derive(Default)]
struct Watcher(Mutex<Vec<String>>);

impl Observer for Watcher {
    fn attempt(&self, attempt: &Attempt<'_>) {
        let Attempt { operation, number, status, error, again_after, .. } = attempt;
        let line = format!("{operation} {number} {status:?} {error:?} {}", again_after.is_some());
        self.0.lock().unwrap().push(line);
    }

    fn unknown(&self, unknown: &Drift) {
        self.0.lock().unwrap().push(unknown.to_string());
    }
}

#[tokio::test]
async fn each_attempt_and_each_surprise_can_be_seen() {
    let watcher = Arc::new(Watcher::default());
    let surprising = json!({"credits": "20", "extra_credits": 0, "free_songs": 3});
    let server = Server::script(vec![text(503, "text/plain", ""), json_reply(200, surprising)]);
    let client = server.builder().observer(Arc::clone(&watcher) as Arc<dyn Observer>).build().unwrap();
    assert_eq!(client.account().get_credits().await.unwrap().credits, 20.0, "a number that came as text is one");
    let seen = watcher.0.lock().unwrap().clone();
    assert_eq!(
        seen,
        [
            "get_credits 1 Some(503) Some(Interrupted) true",
            "get_credits 2 Some(200) None false",
            "get_credits: /credits is of another kind than the document says",
            "get_credits: /free_songs is a field that the document doesn't know",
        ]
    );
    assert_eq!(client.unknowns().len(), 2);
}

/// A clock that never sleeps to its end, so that what waits for a turn can be dropped.
struct Stuck;

impl musicapi::Clock for Stuck {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_create_that_is_given_up_before_its_turn_was_not_sent_and_costs_nothing() {
    let server = Server::always(created());
    let journal = Arc::new(Memory::default());
    let builder = server.builder().clock(Arc::new(Stuck)).journal(Arc::clone(&journal) as Arc<dyn Journal>);
    let client = builder.build().unwrap();
    create(&client).await.unwrap();
    assert!(!dies_after(50, create(&client)).await);
    assert_eq!((server.asked(), client.spent().credits), (1, PRICE));
    assert_eq!(journal.entries.lock().unwrap().len(), 2, "nothing was written of what was not sent");
}

#[tokio::test]
async fn many_who_wait_share_one_budget_of_looks_in_turn() {
    let server = Server::mock(Settings { clock: Clock::by_hand(), ..rich() }.with_key(KEY));
    let policy = Policy { paid_gap: Duration::ZERO, poll_gap: Duration::from_secs(4), ..Policy::default() };
    let client = server.builder().policy(policy).build().unwrap();
    let mut tasks = Vec::new();
    for _ in 0..10 {
        tasks.push(create(&client).await.unwrap());
    }
    // Each looks in turn, as ten who wait side by side do.
    let mut watches: Vec<_> = tasks.iter().map(|task| task.poller(task.usual_polling())).collect();
    let mut open: Vec<usize> = (0..watches.len()).collect();
    while !open.is_empty() {
        let mut still = Vec::new();
        for index in open {
            if watches[index].next().await.unwrap().is_some() {
                still.push(index);
            }
        }
        open = still;
    }
    let looks = server.times(Method::GET);
    assert!(looks.windows(2).all(|pair| pair[1] - pair[0] >= 4.0), "{looks:?}");
    let of_task = |task: &str| {
        let path = format!("/api/v1/{task}");
        server.requests().iter().filter(|request| request.path == path).count()
    };
    let counts: Vec<usize> = tasks.iter().map(|task| of_task(&task.reference().to_string())).collect();
    assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 2, "nobody is passed over: {counts:?}");
}

#[test]
fn futures_are_small_and_clients_cheap_to_share() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let client = Client::builder(KEY).base_url("http://127.0.0.1:1/api/v1").build().unwrap();
    shared(&client);
    // A clone carries its own policy and journal, and shares the rest.
    assert!(size_of::<Client>() <= 40, "{}", size_of::<Client>());
    assert!(size_of::<musicapi::Error>() == size_of::<usize>());
    let request = crate::paid::song();
    let sizes = [
        ("create", size_of_val(&client.sonic().create(request.clone())), 3 * size_of_val(&request) + 1024),
        ("get_credits", size_of_val(&client.account().get_credits()), 1024),
        ("wait", size_of_val(&client.sonic().task(TASK).wait()), 4096),
        ("look", size_of_val(&client.sonic().task(TASK).poll()), 3072),
    ];
    for (name, size, most) in sizes {
        assert!(size <= most, "{name}: {size} of {most}");
    }
}
