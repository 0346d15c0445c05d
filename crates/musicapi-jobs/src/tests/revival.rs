//! Before anything is paid again because of a failure, the old task is looked at once more.

use super::*;
use crate::Event;

/// A job whose task was said to have failed, and that is to be sent again.
async fn failed() -> (Stage, Jobs, i64) {
    let stage = Stage::with(MockApi::start().life_of("create_sonic", Life::Immediate)).await;
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
async fn one_that_succeeded_meanwhile_is_taken_and_nothing_is_paid() {
    let (stage, jobs, id) = failed().await;
    let mut run = jobs.run(&stage.client(), stage.options());
    let mut revived = Vec::new();
    while let Some(event) = run.next().await {
        if let Event::Revived { job, .. } = event {
            revived.push(job);
        }
    }
    let progress = run.finish().await.unwrap();
    assert_eq!((revived, stage.accepted(), progress.count(State::Done)), (vec![id], 1, 1));
    assert_eq!((progress.spent, progress.given_back, progress.files), (PRICE, 0, 2));
    stage.is_honest(&jobs).await;
}

#[tokio::test]
async fn one_that_failed_for_good_is_paid_again() {
    for fault in ["state=failed", "status=404"] {
        let (stage, jobs, _) = failed().await;
        stage.mock.fault(format!("get_sonic_task:1:{fault}").parse().unwrap());
        let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
        assert_eq!((stage.accepted(), progress.count(State::Done)), (2, 1), "{fault}");
    }
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
