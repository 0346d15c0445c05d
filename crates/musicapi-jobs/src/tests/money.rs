//! What is sent, and what isn't.

use musicapi::{ErrorKind, TaskRef, Verdict};
use musicapi_mock::Failure;

use super::*;
use crate::Event;
use crate::Finding;
use crate::StopReason;

#[tokio::test]
async fn each_of_two_identical_rows_is_bought_once() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()).await.unwrap();
    assert_eq!(jobs.add("album", &songs()).await.unwrap(), ids, "the same is there already");
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.files, stage.accepted()), (3, 6, 3));
    assert_eq!((progress.spent, progress.in_doubt, progress.to_come), (3 * PRICE, 0, 0));
    stage.is_honest(&jobs).await;
    let job = jobs.show(ids[0]).await.unwrap();
    assert_eq!(
        (job.clips.len(), job.credits, job.seen.as_deref()),
        (2, Some(PRICE as u32), Some("succeeded, succeeded"))
    );
    assert_eq!(job.clips[0].file.as_ref().unwrap().sha256.as_ref().unwrap().len(), 64);

    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!(stage.accepted(), 3);
}

#[tokio::test]
async fn bad_rows_are_told_all_at_once_and_nothing_is_added() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let mut rows = songs();
    rows[0].request["no_such_field"] = json!("gay");
    rows[1].operation = "sing".to_owned();
    rows.push(JobSpec { operation: "get_credits".to_owned(), ..song("4", "a jig") });
    let error = jobs.add("album", &rows).await.unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Invalid);
    let told: Vec<String> = error.faults().iter().map(|fault| format!("{} {}", fault.key, fault.field)).collect();
    assert_eq!(told, ["1 no_such_field", "2 ", "4 "]);
    assert_eq!(states(&jobs).await, []);

    jobs.add("album", &songs()).await.unwrap();
    let error = jobs.add("album", &[song("5", "a reel"), song("3", "a polka")]).await.unwrap_err();
    assert_eq!(error.faults()[0].to_string(), "3: the batch has other work under this name");
    assert_eq!(states(&jobs).await.len(), 3, "none of them was added");
}

#[tokio::test]
async fn the_budget_holds_over_runs() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    jobs.add("single", &[song("1", "a reel")]).await.unwrap();
    jobs.set_limit("album", 2 * PRICE + 1).await.unwrap();
    assert_eq!((jobs.limit("album").await.unwrap(), jobs.limit("single").await.unwrap()), (Some(2 * PRICE + 1), None));
    // Whatever sends it; and what has no limit, or another, is sent.
    for scope in [Scope::All, Scope::Batch("album".to_owned())] {
        let mut run = jobs.run(&stage.client(), Options { scope, concurrency: 1, ..stage.options() });
        let mut why = Vec::new();
        while let Some(event) = run.next().await {
            if let Event::Stopped(StopReason::Budget { batch, text }) = event {
                why.push((batch, text));
            }
        }
        let (spent, most) = (2 * PRICE, 2 * PRICE + 1);
        let told = format!("it costs {PRICE}, and {spent} of at most {most} credits are spent");
        assert_eq!(why, [("album".to_owned(), told)]);
        run.finish().await.unwrap();
        let progress = jobs.progress(&Scope::Batch("album".to_owned())).await.unwrap();
        assert_eq!((progress.count(State::Done), progress.count(State::Waiting)), (2, 1));
        assert_eq!((progress.spent, progress.to_come, stage.accepted()), (2 * PRICE, PRICE, 3));
    }
    let one = Scope::Job(jobs.list(&Scope::Batch("album".to_owned())).await.unwrap()[2].id);
    jobs.run(&stage.client(), Options { scope: one.clone(), ..stage.options() }).finish().await.unwrap();
    assert_eq!(stage.accepted(), 3);
    jobs.set_limit("album", 3 * PRICE).await.unwrap();
    jobs.run(&stage.client(), Options { scope: one, ..stage.options() }).finish().await.unwrap();
    assert_eq!(stage.accepted(), 4);
    stage.is_honest(&jobs).await;
}

#[tokio::test]
async fn without_credits_nothing_more_is_sent_and_nothing_is_lost() {
    let stage = Stage::with(MockApi::start().credits(PRICE + 1)).await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    let options = Options { concurrency: 1, ..stage.options() };
    let mut run = jobs.run(&stage.client(), options);
    let mut stops = 0;
    while let Some(event) = run.next().await {
        if let Event::Stopped(StopReason::Error(error)) = event {
            assert!(error.is_out_of_credits(), "{error}");
            stops += 1;
        }
    }
    assert_eq!(stops, 1);
    assert_eq!(states(&jobs).await, [State::Done, State::Waiting, State::Waiting]);
}

#[tokio::test]
async fn what_was_refused_rests_until_somebody_asks_for_it() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:1:status=403:example=lyrics_copyright".parse().unwrap());
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()).await.unwrap();
    let options = || Options { concurrency: 1, ..stage.options() };
    let progress = jobs.run(&stage.client(), options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Refused), progress.count(State::Done)), (1, 2));
    assert!(jobs.show(ids[0]).await.unwrap().error.is_some());
    jobs.resume(ids[0]).await.unwrap();
    let progress = jobs.run(&stage.client(), options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), stage.accepted()), (3, 3));
    assert_eq!(jobs.resume(ids[0]).await.unwrap_err().kind(), crate::ErrorKind::WrongState);
}

#[tokio::test]
async fn a_task_that_failed_costs_nothing_and_is_made_again_only_when_asked() {
    let stage = Stage::new().await;
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()[..1]).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Failed), progress.spent, progress.given_back), (1, 0, PRICE));
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!(stage.accepted(), 1);
    jobs.resume(ids[0]).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.spent, progress.given_back), (1, PRICE, PRICE));
    assert_eq!(stage.accepted(), 2);
}

/// An answer that is lost on the way.
async fn in_doubt(stage: &Stage) -> (Jobs, i64) {
    stage.mock.fault("create_sonic:1:after:reset".parse().unwrap());
    let jobs = stage.jobs().await;
    let ids = jobs.add("album", &songs()[..1]).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::InDoubt), progress.in_doubt), (1, PRICE));
    (jobs, ids[0])
}

async fn verdict(stage: &Stage, jobs: &Jobs, id: i64) -> Result<Verdict, &'static str> {
    jobs.reconcile(&stage.client(), &Scope::Job(id)).await.unwrap().pop().unwrap().verdict
}

#[tokio::test]
async fn a_lost_answer_is_never_sent_again_by_itself() {
    let stage = Stage::new().await;
    let (jobs, id) = in_doubt(&stage).await;
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!(jobs.resume(id).await.unwrap_err().kind(), crate::ErrorKind::WrongState);
    assert_eq!(stage.accepted(), 1);
    assert_eq!(verdict(&stage, &jobs, id).await, Ok(Verdict::Charged));
    assert_eq!(jobs.show(id).await.unwrap().state, State::Charged);

    // Whoever learns of the task, from a callback or the service's support, says so.
    let ledger = stage.mock.ledger();
    let task = ledger.rows().next().unwrap().task.clone().unwrap();
    let task: TaskRef = format!("sonic/task/{task}").parse().unwrap();
    jobs.adopt(id, &task).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), stage.accepted()), (1, 1));
    assert_eq!(jobs.adopt(id, &task).await.unwrap_err().kind(), crate::ErrorKind::WrongState);
}

#[tokio::test]
async fn a_call_that_turns_out_accepted_after_all_is_not_lost() {
    let stage = Stage::new().await;
    let (jobs, id) = in_doubt(&stage).await;
    let ledger = stage.mock.ledger();
    let task: TaskRef = format!("sonic/task/{}", ledger.rows().next().unwrap().task.clone().unwrap()).parse().unwrap();
    let intent = jobs.show(id).await.unwrap().intent.unwrap();
    // Somebody errs, and it is sent again.
    jobs.settle(id, Verdict::NotCharged).await.unwrap();
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done], 2));
    // Then the callback comes.
    let accepted = musicapi::Entry::Accepted { intent: intent.id, task: Some(task), answer: Value::Null };
    musicapi::Journal::record(&jobs, &accepted).await.unwrap();
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.spent, stage.accepted()), (2, 2 * PRICE, 2));
}

#[tokio::test]
async fn the_balance_proves_nothing_once_others_moved_it() {
    let stage = Stage::new().await;
    let (jobs, id) = in_doubt(&stage).await;
    // Another program, which this file doesn't know of.
    stage.client().call(&musicapi::facts::CREATE_SONIC, &[], Some(song("9", "a reel").request)).await.unwrap();
    assert!(verdict(&stage, &jobs, id).await.is_err_and(|why| why.contains("moved by more or less")));
    assert_eq!(jobs.show(id).await.unwrap().state, State::InDoubt);
    jobs.forget(id).await.unwrap();
    assert_eq!(states(&jobs).await, [State::Forgotten]);
    assert_eq!(jobs.progress(&Scope::All).await.unwrap().in_doubt, PRICE, "what it may have cost stays written down");
}

#[tokio::test]
async fn an_answer_that_can_not_be_read_is_kept_as_it_came() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:1:html=502".parse().unwrap());
    let jobs = stage.jobs().await;
    let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    let is_there = async || {
        let job = jobs.show(id).await.unwrap();
        assert!(job.answer.is_none() && job.unread.is_some_and(|text| text.contains("<html")), "{}", job.state);
        job.state
    };
    assert_eq!(is_there().await, State::InDoubt);
    jobs.settle(id, Verdict::Charged).await.unwrap();
    assert_eq!(is_there().await, State::Charged);
    jobs.forget(id).await.unwrap();
    assert_eq!(is_there().await, State::Forgotten);
}

#[tokio::test]
async fn in_a_batch_what_is_in_doubt_is_told_by_the_balances_that_were_read_before_the_others() {
    // A song takes longer than a call may be charged for late, so that each balance is read while nothing is under way.
    let stage = Stage::with(MockApi::start().lifecycle_of("create_sonic", Lifecycle::AfterLooks(20))).await;
    for fault in ["create_sonic:2:after:reset", "create_sonic:4:reset"] {
        stage.mock.fault(fault.parse().unwrap());
    }
    let jobs = stage.jobs().await;
    let rows: Vec<_> = (1..=6).map(|row| song(&row.to_string(), "a march")).collect();
    let ids = jobs.add("album", &rows).await.unwrap();
    let options = || Options { concurrency: 1, ..stage.options() };
    let progress = jobs.run(&stage.client(), options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.count(State::InDoubt), stage.accepted()), (4, 2, 5));
    stage.mock.advance(crate::reconcile::evidence::LATE);

    // Of the second one it is known that it was charged. Its task may fail and give its credits back, and hide what the other costs.
    let charged = Finding { job: ids[1], verdict: Ok(Verdict::Charged) };
    let findings = jobs.reconcile(&stage.client(), &Scope::All).await.unwrap();
    assert_eq!(findings[0], charged);
    assert!(findings[1].verdict.is_err_and(|why| why.contains("gave back")), "{findings:?}");
    // Until it is known what became of it.
    let accepted: Vec<String> = stage.mock.ledger().rows().filter_map(|row| row.task.clone()).collect();
    let known: Vec<_> = jobs.list(&Scope::All).await.unwrap().into_iter().filter_map(|job| job.task).collect();
    let lost = accepted.iter().find(|task| known.iter().all(|known| known.id() != **task)).unwrap();
    jobs.adopt(ids[1], &format!("sonic/task/{lost}").parse().unwrap()).await.unwrap();
    jobs.run(&stage.client(), options()).finish().await.unwrap();
    let progress = jobs.run(&stage.client(), Options { reconcile: true, ..options() }).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.spent, stage.accepted()), (6, 6 * PRICE, 6));
    stage.is_honest(&jobs).await;
}

#[tokio::test]
async fn it_is_the_journal_of_a_client_without_jobs_too() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let policy = Policy { once: true, ..Policy::default() };
    let client = stage.client().with(policy).with_journal(Arc::new(jobs.clone()));
    let request = songs().remove(0).request;
    for _ in 0..2 {
        client.call(&musicapi::facts::CREATE_SONIC, &[], Some(request.clone())).await.unwrap();
    }
    assert_eq!(stage.accepted(), 1);
    stage.mock.fault("create_sonic:1:after:reset".parse().unwrap());
    let other = songs().remove(2).request;
    for _ in 0..2 {
        let error = client.call(&musicapi::facts::CREATE_SONIC, &[], Some(other.clone())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    }
    assert_eq!(stage.accepted(), 2);
}

#[tokio::test]
async fn a_secret_is_in_no_file_and_what_had_one_is_not_sent_without_it() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let mut signed = song("1", "a march");
    signed.request["webhook_url"] = json!("https://example.com/hook");
    signed.request["webhook_secret"] = json!("hush-hush");
    let ids = jobs.add("album", std::slice::from_ref(&signed)).await.unwrap();
    assert_eq!(jobs.add("album", std::slice::from_ref(&signed)).await.unwrap(), ids, "it is the same");
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    let job = jobs.show(ids[0]).await.unwrap();
    assert_eq!((job.state, stage.mock.accepted()), (State::Refused, 0));
    assert!(job.error.unwrap().contains("its webhook secret is in no file"));

    jobs.resume(ids[0]).await.unwrap();
    let options = Options { webhook_secret: Some("hush-hush".to_owned()), ..stage.options() };
    jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.mock.accepted()), (vec![State::Done], 1));
    for entry in std::fs::read_dir(stage.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(9).any(|window| window == b"hush-hush"), "{}", path.display());
        }
    }
}
