//! Before anything is paid again because of a failure, the old task is looked at once more.

use super::*;
use crate::{Event, StopReason};

/// A job whose task was said to have failed, and that is to be sent again.
async fn failed() -> (Stage, Jobs, i64) {
    let stage = Stage::with(MockApi::start().lifecycle_of("create_sonic", Lifecycle::Immediate)).await;
    let jobs = stage.jobs().await;
    let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
    stage.mock.fault("get_sonic_task:1:state=failed".parse().unwrap());
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Failed], 1));
    jobs.resume(id).await.unwrap();
    assert_eq!(states(&jobs).await, [State::Waiting]);
    (stage, jobs, id)
}

#[tokio::test]
async fn one_that_succeeded_meanwhile_or_goes_on_is_taken_and_nothing_is_paid() {
    for seen in ["succeeded", "running", "pending"] {
        let (stage, jobs, id) = failed().await;
        stage.mock.fault(format!("get_sonic_task:1:state={seen}").parse().unwrap());
        let mut run = jobs.run(&stage.client(), stage.options());
        let mut revived = Vec::new();
        while let Some(event) = run.next().await {
            if let Event::Revived { job, .. } = event {
                revived.push(job);
            }
        }
        let progress = run.finish().await.unwrap();
        assert_eq!((revived, stage.accepted(), progress.count(State::Done)), (vec![id], 1, 1), "{seen}");
        assert_eq!((progress.spent, progress.given_back, progress.files), (PRICE, 0, 2), "{seen}");
        stage.is_honest(&jobs).await;
    }
}

/// Without the right key nothing can be known, and nothing paid: the run ends at once.
#[tokio::test]
async fn one_that_may_not_be_looked_at_ends_the_run() {
    let (stage, jobs, _) = failed().await;
    stage.mock.fault("get_sonic_task:1:status=401".parse().unwrap());
    let (mut run, mut stopped, mut paused) = (jobs.run(&stage.client(), stage.options()), 0, 0);
    while let Some(event) = run.next().await {
        stopped += usize::from(matches!(&event, Event::Stopped(StopReason::Error(error)) if error.is_auth()));
        paused += usize::from(matches!(event, Event::Paused { .. }));
    }
    run.finish().await.unwrap();
    assert_eq!((stopped, paused), (1, 0));
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Waiting], 1));
}

/// Runs it, and whether each task that the service doesn't know was paid for again.
async fn forgotten(stage: &Stage, jobs: &Jobs, options: Options) -> Vec<bool> {
    let (mut run, mut forgotten) = (jobs.run(&stage.client(), options), Vec::new());
    while let Some(event) = run.next().await {
        if let Event::Forgotten { is_sent_again, .. } = event {
            forgotten.push(is_sent_again);
        }
    }
    run.finish().await.unwrap();
    forgotten
}

#[tokio::test]
async fn one_that_failed_for_good_is_paid_again() {
    // That the service has forgotten what it had reported as failed is told.
    for (fault, told) in [("state=failed", [].as_slice()), ("status=404", &[true])] {
        let (stage, jobs, _) = failed().await;
        stage.mock.fault(format!("get_sonic_task:1:{fault}").parse().unwrap());
        assert_eq!(forgotten(&stage, &jobs, stage.options()).await, told);
        assert_eq!((stage.accepted(), states(&jobs).await), (2, vec![State::Done]), "{fault}");
    }
}

/// That the service doesn't know a task is no failure, though earlier versions have written it down as one.
#[tokio::test]
async fn one_that_was_only_not_found_is_not_paid_again_while_it_is_not_found() {
    for is_there_then in [true, false] {
        let stage = Stage::with(MockApi::start().lifecycle_of("create_sonic", Lifecycle::Immediate)).await;
        let jobs = stage.jobs().await;
        let id = jobs.add("", &songs()[..1]).await.unwrap()[0];
        let once = Options { scope: Scope::Job(id), patience: Duration::ZERO, ..stage.options() };
        stage.mock.fault("get_sonic_task:next=6:reset".parse().unwrap());
        jobs.run(&stage.client(), once.clone()).finish().await.unwrap();
        stage.mock.assert_faults_consumed();
        let task = jobs.show(id).await.unwrap().task.unwrap();
        stage.mock.fault("get_sonic_task:1:status=404".parse().unwrap());
        let error = stage.client().task::<Value>(task.clone()).poll().await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        jobs.end(&task, Err(&error)).await.unwrap();
        jobs.resume(id).await.unwrap();
        assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Waiting], 1));
        // Once at the second look only, or ever since.
        stage.mock.advance(Duration::from_secs(3600));
        let often = if is_there_then { "1" } else { "next=20" };
        stage.mock.fault(format!("get_sonic_task:{often}:status=404").parse().unwrap());
        assert_eq!(forgotten(&stage, &jobs, once.clone()).await, [false]);
        let state = if is_there_then { State::Done } else { State::Running };
        assert_eq!((states(&jobs).await, stage.accepted()), (vec![state], 1));
        stage.is_honest(&jobs).await;
    }
}

/// A refusal that says nothing of the task.
#[tokio::test]
async fn one_that_is_not_told_of_is_not_paid_again() {
    let (stage, jobs, id) = failed().await;
    stage.mock.fault("get_sonic_task:1:status=410".parse().unwrap());
    let once = Options { scope: Scope::Job(id), patience: Duration::ZERO, ..stage.options() };
    assert!(forgotten(&stage, &jobs, once.clone()).await.is_empty());
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Waiting], 1));
    assert!(jobs.show(id).await.unwrap().error.unwrap().contains("410"));
    jobs.run(&stage.client(), once).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done], 1));
}

#[tokio::test]
async fn one_that_can_not_be_looked_at_is_not_paid_again_before_it_can() {
    for fault in ["html=403", "html=502", "status=500", "reset", "malformed", "retry-after=1"] {
        let (stage, jobs, id) = failed().await;
        stage.mock.fault(format!("get_sonic_task:next=4:{fault}").parse().unwrap());
        // As a single command would: it ends at the first failure.
        let once = Options { scope: Scope::Job(id), patience: Duration::ZERO, ..stage.options() };
        jobs.run(&stage.client(), once).finish().await.unwrap();
        assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Waiting], 1), "{fault}");
        // As a batch does: it pauses.
        jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
        assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done], 1), "{fault}");
    }
}

/// Of a job whose next call was refused, the call before it counts again.
#[tokio::test]
async fn one_that_was_refused_in_between_is_looked_at_too() {
    let (stage, jobs, id) = failed().await;
    stage.mock.fault("get_sonic_task:1:state=failed".parse().unwrap());
    stage.mock.fault("create_sonic:1:status=400".parse().unwrap());
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Refused], 1));
    jobs.resume(id).await.unwrap();
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done], 1));
    let job = jobs.show(id).await.unwrap();
    assert_eq!((job.clips.len(), job.error), (2, None));
}

#[tokio::test]
async fn a_single_call_waits_as_long_as_the_service_asks_for_up_to_minutes() {
    for (after, paused, accepted) in [("5", 1, 1), ("120", 1, 1), ("3600", 0, 0)] {
        let stage = Stage::new().await;
        let jobs = stage.jobs().await;
        let id = jobs.add("", &songs()[..1]).await.unwrap()[0];
        stage.mock.fault(format!("create_sonic:1:retry-after={after}").parse().unwrap());
        let once = Options { scope: Scope::Job(id), patience: Duration::ZERO, ..stage.options() };
        let mut run = jobs.run(&stage.client(), once);
        let (mut pauses, mut hint) = (0, None);
        while let Some(event) = run.next().await {
            match event {
                Event::Paused { pause, .. } => {
                    pauses += 1;
                    assert!(pause.as_secs().to_string() == after, "{pause:?}");
                }
                Event::Ended { error: Some(error), .. } => hint = error.retry_after(),
                _ => {}
            }
        }
        assert_eq!((pauses, stage.accepted()), (paused, accepted), "{after}");
        assert_eq!(hint.is_some(), accepted == 0, "what is too long is told: {hint:?}");
    }
}
