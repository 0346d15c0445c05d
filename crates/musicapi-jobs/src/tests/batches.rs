//! A batch is what its file says.

use musicapi::Verdict;
use musicapi_mock::Failure;

use super::*;
use crate::ErrorKind;
use crate::Event;
use crate::Plan;
use crate::StopReason;

const ALBUM: &str = "album";

async fn run(stage: &Stage, jobs: &Jobs) {
    jobs.run(&stage.client(), Options { concurrency: 1, ..stage.options() }).finish().await.unwrap();
}

/// What the jobs that are done asked for.
async fn made(jobs: &Jobs) -> Vec<String> {
    let all = jobs.list(&Scope::All).await.unwrap().into_iter().filter(|job| job.state == State::Done);
    all.map(|job| job.intent.unwrap().request["gpt_description_prompt"].as_str().unwrap().to_owned()).collect()
}

/// What is to be sent, and what isn't done.
fn keys(plan: &Plan) -> [Vec<&str>; 2] {
    [&plan.to_send, &plan.open].map(|keys| keys.iter().map(String::as_str).collect())
}

#[tokio::test]
async fn rows_that_were_taken_out_or_changed_are_not_sent_and_a_plan_tells_what_is() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let plan = jobs.set(ALBUM, &songs(), Some(PRICE)).await.unwrap();
    assert_eq!((plan.to_send.len(), plan.credits, plan.sent, plan.spent), (3, 3 * PRICE, 0, 0));
    assert_eq!(Plan::of_new(&songs()).unwrap(), plan);
    run(&stage, &jobs).await;
    assert_eq!(stage.accepted(), 1);

    let less = [song("1", "a march"), song("3", "a polka")];
    let planned = jobs.plan(ALBUM, &less).await.unwrap();
    assert_eq!((keys(&planned), planned.credits), ([vec!["3"], vec!["3"]], PRICE));
    assert_eq!((planned.sent, planned.spent, planned.unpriced), (1, PRICE, 0));
    assert_eq!(states(&jobs).await.len(), 3, "to plan changes nothing");
    assert_eq!(jobs.limit(ALBUM).await.unwrap(), Some(PRICE));
    assert_eq!(jobs.set(ALBUM, &less, Some(100)).await.unwrap(), planned);
    run(&stage, &jobs).await;
    assert_eq!((made(&jobs).await, stage.accepted()), (vec!["a march".to_owned(), "a polka".to_owned()], 2));
    assert_eq!(states(&jobs).await, [State::Done; 2]);

    // Something else in the place of what was sent is new, and what was sent stays in the bill.
    let edited = jobs.plan(ALBUM, &[song("1", "a jig"), song("3", "a polka")]).await.unwrap();
    assert_eq!(edited.edited.iter().map(|edited| (&*edited.key, edited.job)).collect::<Vec<_>>(), [("1", 1)]);
    assert_eq!((edited.to_send.len(), edited.sent, edited.spent, edited.gone), (1, 2, 2 * PRICE, 1));
    let plan = jobs.set(ALBUM, &[song("3", "a polka")], None).await.unwrap();
    assert_eq!((plan.to_send.len(), plan.sent, plan.spent), (0, 2, 2 * PRICE));
    run(&stage, &jobs).await;
    assert_eq!(stage.accepted(), 2);
    let other = jobs.set("another", &[song("1", "a jig")], None).await.unwrap();
    assert_eq!((other.sent, other.to_send.len()), (0, 1), "of another batch nothing is known");
}

#[tokio::test]
async fn what_was_refused_is_replaced_and_its_call_stays_written_down() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:1:status=403:example=lyrics_copyright".parse().unwrap());
    let jobs = stage.jobs().await;
    jobs.set(ALBUM, &songs()[..1], None).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!(jobs.set(ALBUM, &songs()[..1], None).await.unwrap().to_send.len(), 0, "nobody asks for it again");
    for _ in 0..2 {
        jobs.set(ALBUM, &[song("1", "a jig")], None).await.unwrap();
        assert_eq!(states(&jobs).await, [State::Forgotten, State::Waiting]);
    }
    run(&stage, &jobs).await;
    assert_eq!(states(&jobs).await, [State::Forgotten, State::Done]);
    assert_eq!(number(&jobs, "SELECT count(*) FROM submissions").await, 2);
}

/// Whatever is found out later: what is no longer wanted isn't paid for.
#[tokio::test]
async fn what_was_in_doubt_and_is_no_longer_wanted_is_not_sent_when_it_was_not_charged() {
    for is_back in [false, true] {
        let stage = Stage::new().await;
        stage.mock.fault("create_sonic:1:before:close".parse().unwrap());
        let jobs = stage.jobs().await;
        jobs.set(ALBUM, &songs()[..1], None).await.unwrap();
        run(&stage, &jobs).await;
        assert_eq!(states(&jobs).await, [State::InDoubt]);
        jobs.set(ALBUM, &[], None).await.unwrap();
        jobs.settle(1, Verdict::NotCharged).await.unwrap();
        run(&stage, &jobs).await;
        assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Refused], 0));
        if is_back {
            jobs.set(ALBUM, &songs()[..1], None).await.unwrap();
            run(&stage, &jobs).await;
            assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Forgotten, State::Done], 1));
        }
    }
}

#[tokio::test]
async fn what_failed_and_was_to_be_sent_again_is_not_if_it_is_no_longer_wanted() {
    let stage = Stage::new().await;
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    let jobs = stage.jobs().await;
    jobs.set(ALBUM, &songs()[..1], None).await.unwrap();
    run(&stage, &jobs).await;
    jobs.resume(1).await.unwrap();
    jobs.set(ALBUM, &[], None).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Failed], 1));
    // Who asks for that one by its number means it.
    jobs.resume(1).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done], 2));
}

/// Else the row would count as failed, and be paid for again by whoever asks for what failed once more.
#[tokio::test]
async fn of_two_equal_rows_the_one_that_was_made_is_that_of_the_one_that_is_left() {
    let stage = Stage::new().await;
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    let jobs = stage.jobs().await;
    jobs.set(ALBUM, &[song("1", "a waltz"), song("2", "a waltz")], None).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!(states(&jobs).await, [State::Failed, State::Done]);
    let plan = jobs.set(ALBUM, &[song("1", "a waltz")], None).await.unwrap();
    assert_eq!(keys(&plan), [Vec::<&str>::new(), Vec::new()], "what is left is done");
}

#[tokio::test]
async fn what_another_process_is_about_to_send_is_not_taken_from_it() {
    let stage = Stage::new().await;
    let (jobs, others) = (stage.jobs().await, stage.jobs().await);
    jobs.set(ALBUM, &songs()[..1], None).await.unwrap();
    Queue::new(&others, "other", 30).take(&Closed::default(), 1).await.unwrap();
    for work in [vec![], vec![song("1", "a jig")]] {
        let error = jobs.set(ALBUM, &work, None).await.unwrap_err();
        assert!(error.kind() == ErrorKind::WrongState && error.to_string().contains("being worked on"), "{error}");
    }
    jobs.set(ALBUM, &songs(), None).await.unwrap();
    stage.mock.advance(Duration::from_secs(31));
    jobs.set(ALBUM, &songs()[1..], None).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!(stage.accepted(), 2);
}

#[tokio::test]
async fn what_is_not_done_yet_has_the_newest_note_and_what_was_forgotten_stays_so() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let noted = |note: &str| songs().into_iter().map(|work| JobSpec { note: note.into(), ..work }).collect::<Vec<_>>();
    jobs.set(ALBUM, &noted("old")[..1], None).await.unwrap();
    run(&stage, &jobs).await;
    jobs.set(ALBUM, &noted("old"), None).await.unwrap();
    jobs.forget(3).await.unwrap();
    let plan = jobs.set(ALBUM, &noted("new"), None).await.unwrap();
    assert_eq!(keys(&plan), [["2"], ["2"]]);
    let notes: Vec<Value> = jobs.list(&Scope::All).await.unwrap().into_iter().map(|job| job.note).collect();
    assert_eq!(notes, ["old", "new", "new"]);
    assert_eq!(states(&jobs).await, [State::Done, State::Waiting, State::Forgotten]);
}

/// What is made next couldn't be kept either.
#[tokio::test]
async fn when_files_can_not_be_written_nothing_more_is_sent() {
    // Both clips of a song are there at once.
    let stage = Stage::with(MockApi::start().lifecycle_of("create_sonic", Lifecycle::Immediate)).await;
    let jobs = stage.jobs().await;
    jobs.set(ALBUM, &songs(), None).await.unwrap();
    let nowhere = stage.folder.path().join("nowhere");
    let place = nowhere.clone();
    let files = move |_: &Job, clip: &Clip<Value>| Some(place.join(format!("{}.mp3", clip.id()?)));
    let options = Options { concurrency: 1, files: Arc::new(files), ..stage.options() };
    let mut run = jobs.run(&stage.client(), options.clone());
    let mut why = Vec::new();
    while let Some(event) = run.next().await {
        if let Event::Stopped(StopReason::Files(text)) = event {
            why.push(text);
        }
    }
    assert!(why.len() == 1 && why[0].contains("no such folder"), "{why:?}");
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Running, State::Waiting, State::Waiting], 1));
    let jobs_there = jobs.list(&Scope::All).await.unwrap();
    assert_eq!(jobs_there.iter().map(|job| job.is_made).collect::<Vec<_>>(), [true, false, false]);
    std::fs::create_dir(nowhere).unwrap();
    let progress = jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), progress.files, stage.accepted()), (3, 6, 3));
}

#[tokio::test]
async fn a_task_of_one_job_is_not_taken_for_that_of_another() {
    let stage = Stage::new().await;
    stage.mock.fault("create_sonic:2:after:reset".parse().unwrap());
    let jobs = stage.jobs().await;
    jobs.set(ALBUM, &songs()[..2], None).await.unwrap();
    run(&stage, &jobs).await;
    assert_eq!(states(&jobs).await, [State::Done, State::InDoubt]);
    let task = jobs.show(1).await.unwrap().task.unwrap();
    let error = jobs.adopt(2, &task).await.unwrap_err();
    assert!(error.kind() == ErrorKind::WrongState && error.to_string().contains("is that of job 1"), "{error}");
    assert_eq!(states(&jobs).await, [State::Done, State::InDoubt]);
}

#[tokio::test]
async fn of_many_jobs_some_are_looked_at_by_their_numbers() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    jobs.add("other", &songs()).await.unwrap();
    let of = async |scope: Scope| jobs.ids(&scope).await.unwrap();
    assert_eq!(of(Scope::All).await, [1, 2, 3, 4, 5, 6]);
    assert_eq!(of(Scope::Batch("other".to_owned())).await, [4, 5, 6]);
    assert_eq!((of(Scope::Job(2)).await, of(Scope::Job(7)).await), (vec![2], vec![]));
    let all = jobs.list(&Scope::All).await.unwrap();
    assert_eq!(jobs.some(&[5, 2, 7, 2]).await.unwrap(), [all[1].clone(), all[4].clone()]);
    assert_eq!(jobs.some(&[]).await.unwrap(), []);
}
