//! A crash after each write, and before it.

use super::*;

#[tokio::test]
async fn a_crash_at_any_write_loses_nothing_and_pays_nothing_twice() {
    let mut doubts = 0;
    for step in 1.. {
        let stage = Stage::new().await;
        let jobs = stage.jobs().await;
        jobs.add("album", &songs()).await.unwrap();
        jobs.store().crash().after(step);
        let ended = jobs.run(&stage.client(), stage.options()).finish().await;
        if !jobs.store().crash().is_dead() {
            assert_eq!(states(&jobs).await, [State::Done; 3]);
            assert!(doubts > 0, "no crash left a doubt");
            return;
        }
        drop(ended);

        // Another process, which waits until the leases of the dead one have run out.
        let jobs = stage.jobs().await;
        stage.is_honest(&jobs).await;
        let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
        stage.is_honest(&jobs).await;
        let (done, in_doubt) = (progress.count(State::Done), progress.count(State::InDoubt));
        assert_eq!(done + in_doubt, 3, "step {step}: {progress:?}");
        doubts += in_doubt;
        assert_eq!(parts_in(stage.folder.path()), 0);

        // Nothing in doubt is sent by itself, however often one tries.
        let before = stage.accepted();
        jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
        assert_eq!(stage.accepted(), before);
    }
}

#[tokio::test]
async fn what_is_in_doubt_is_settled_by_the_balance_before_anything_else_is_sent() {
    let (mut charged, mut not_charged) = (0, 0);
    for step in 1.. {
        let stage = Stage::new().await;
        let jobs = stage.jobs().await;
        jobs.add("album", &songs()).await.unwrap();
        jobs.store().crash().after(step);
        // One at a time: else others would have moved the balance, and it would prove nothing.
        let first = Options { concurrency: 1, ..stage.options() };
        drop(jobs.run(&stage.client(), first).finish().await);
        if !jobs.store().crash().is_dead() {
            assert!(charged > 0 && not_charged > 0, "{charged} charged, {not_charged} not");
            return;
        }
        let jobs = stage.jobs().await;
        // The leases of the dead one run out.
        stage.mock.advance(Duration::from_secs(31));
        let was_in_doubt = states(&jobs).await.contains(&State::InDoubt);
        let settling = Options { reconcile: true, ..stage.options() };
        let progress = jobs.run(&stage.client(), settling).finish().await.unwrap();
        stage.is_honest(&jobs).await;
        assert_eq!(progress.count(State::Done) + progress.count(State::Charged), 3, "step {step}: {progress:?}");
        assert_eq!(stage.accepted(), 3, "step {step}");
        charged += progress.count(State::Charged);
        not_charged += u64::from(was_in_doubt && progress.count(State::Charged) == 0);
    }
}
