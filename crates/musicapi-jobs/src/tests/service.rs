//! A file of jobs is of one service.

use super::*;
use crate::ErrorKind;

#[tokio::test]
async fn a_file_of_one_service_is_not_worked_on_at_another() {
    let (stage, other) = (Stage::new().await, Stage::new().await);
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()[..1]).await.unwrap();
    assert_eq!(jobs.service().await.unwrap(), None);
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    jobs.add("album", &songs()).await.unwrap();
    let client = other.client();
    for error in [
        jobs.run(&client, stage.options()).finish().await.unwrap_err(),
        jobs.reconcile(&client, &Scope::All).await.unwrap_err(),
        jobs.bind(client.base_url()).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::OtherService);
        let file = stage.folder.path().join("jobs.db");
        for told in [stage.client().base_url(), client.base_url(), file.to_str().unwrap()] {
            assert!(error.to_string().contains(told), "{error}");
        }
    }
    // What waits is sent where it was meant to be.
    assert_eq!(states(&jobs).await, [State::Done, State::Waiting, State::Waiting]);
    assert!(other.mock.journal().is_empty());
    let progress = jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert_eq!((progress.count(State::Done), stage.accepted(), other.accepted()), (3, 3, 0));
}

#[tokio::test]
async fn of_two_services_that_come_first_together_one_has_the_file() {
    let stage = Stage::new().await;
    let (one, other) = (stage.jobs().await, stage.jobs().await);
    let (one, other) = tokio::join!(one.bind("http://one"), other.bind("http://other"));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}
