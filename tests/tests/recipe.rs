//! The tests of docs/recipes/rust.md, as it shows them.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi::{Client, Clock, Error, ErrorKind, Outcome};
use musicapi_mock::{Life, MockApi};

/// What is tested: makes a song, and waits for it.
async fn make(client: &Client, text: &str) -> Result<Outcome<SonicClip>, Error> {
    let song = SonicCreateMusic {
        gpt_description_prompt: Some(text.to_owned()),
        ..SonicCreateMusic::new(false, "sonic-v4-5")
    };
    client.sonic().create(song).await?.wait().await
}

/// The mock's time as the client's: to sleep is to move it, so a song of two minutes takes none.
struct MockTime(musicapi_mock::Clock);

impl Clock for MockTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.advance(time);
        Box::pin(ready(()))
    }
}

fn client_of(mock: &MockApi) -> Result<Client, Error> {
    let time = Arc::new(MockTime(mock.clock().clone()));
    Client::builder(mock.key()).base_url(mock.uri()).clock(time).build()
}

#[tokio::test]
async fn a_song_has_two_clips() -> Result<(), Error> {
    let mock = MockApi::start().await;
    let outcome = make(&client_of(&mock)?, "a lullaby for a lighthouse keeper").await?;
    assert_eq!((outcome.succeeded.len(), mock.accepted()), (2, 1));
    Ok(())
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_not_sent_again() -> Result<(), Error> {
    // The service accepts it, takes the credits, and the connection breaks before its answer arrives. On wiremock none can break.
    let mock = MockApi::start().over_hyper().fault("create_sonic:1:after:reset".parse().expect("a fault")).await;
    let error = make(&client_of(&mock)?, "a sea shanty").await.expect_err("no answer came");
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(mock.accepted(), 1);
    Ok(())
}

#[tokio::test]
async fn an_empty_purse_is_told() -> Result<(), Error> {
    let mock = MockApi::start().credits(0).await;
    let error = make(&client_of(&mock)?, "a ballad nobody can pay for").await.expect_err("nothing to pay with");
    assert!(error.is_out_of_credits(), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_stuck_song_is_given_up_and_its_task_is_told() -> Result<(), Error> {
    let mock = MockApi::start().life_of("create_sonic", Life::Stuck).await;
    let error = make(&client_of(&mock)?, "an endless waltz").await.expect_err("it never ends");
    assert_eq!(error.kind(), ErrorKind::WaitedTooLong);
    assert!(error.task().is_some(), "whoever has it waits again later");
    Ok(())
}
