//! What may pass ends no job: the run pauses, and goes on with the same task.

use super::*;
use crate::Event;

/// How often the run has paused, and what became of the job; nothing was paid for twice.
async fn paused(stage: &Stage) -> (usize, State) {
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()[..1]).await.unwrap();
    let mut run = jobs.run(&stage.client(), stage.options());
    let mut pauses = 0;
    while let Some(event) = run.next().await {
        pauses += usize::from(matches!(event, Event::Paused { .. }));
    }
    run.finish().await.unwrap();
    stage.is_honest(&jobs).await;
    (pauses, states(&jobs).await[0])
}

/// A wait ends after so many polls that can't be read: the page of a proxy isn't the state of a task.
#[tokio::test]
async fn reports_that_can_not_be_read() {
    let stage = Stage::new().await;
    let more = PollPolicy::default().max_errors + 1;
    stage.mock.fault(format!("get_sonic_task:next={more}:html=200").parse().unwrap());
    assert_eq!(paused(&stage).await, (1, State::Done));
    assert_eq!(stage.accepted(), 1);
}

/// A file is asked for again for minutes, and with its job after that.
#[tokio::test]
async fn a_file_host_that_is_down_for_longer_than_a_file_is_asked_for() {
    let stage = Stage::new().await;
    stage.mock.fault("media:next=1000:status=503".parse().unwrap());
    let (pauses, state) = paused(&stage).await;
    assert!(pauses > 0 && state == State::Done, "{pauses} {state}");
    assert_eq!(stage.accepted(), 1);
    stage.mock.assert_faults_consumed();
}
