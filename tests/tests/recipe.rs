//! The tests of docs/recipes/rust.md, as it shows them.

use std::collections::HashSet;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Router, routing};
use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi::webhook::Verifier;
use musicapi::{Builder, Client, Clock, Error, ErrorKind, Outcome};
use musicapi_mock::{CallbackSettings, Failure, Lifecycle, MockApi};
use tokio::net::TcpListener;

/// What is tested: makes a song, and waits for it.
async fn make(client: &Client, text: &str) -> Result<Outcome<SonicClip>, Error> {
    let song = SonicCreateMusic::without_custom_mode("sonic-v6").gpt_description_prompt(text);
    client.sonic().create(song).await?.wait().await
}

/// What is tested too: takes callbacks. The service may send one more than once, so each event counts once.
async fn receive(State(hook): State<Arc<Hook>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match hook.verifier.verify(&headers, &body) {
        Ok(event) => {
            hook.events.lock().expect("nobody panics").insert(event.key());
            StatusCode::OK
        }
        Err(_) => StatusCode::UNAUTHORIZED,
    }
}

struct Hook {
    verifier: Verifier,
    events: Mutex<HashSet<String>>,
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

fn client_of(mock: &MockApi) -> Builder {
    let time = Arc::new(MockTime(mock.clock().clone()));
    Client::builder(mock.key()).base_url(mock.uri()).clock(time)
}

#[tokio::test]
async fn a_song_has_two_clips() -> Result<(), Error> {
    let mock = MockApi::start().await;
    let outcome = make(&client_of(&mock).build()?, "a lullaby for a lighthouse keeper").await?;
    assert_eq!((outcome.succeeded.len(), mock.accepted()), (2, 1));
    Ok(())
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_not_sent_again() -> Result<(), Error> {
    // The service accepts it, takes the credits, and then its answer breaks, or is another's. On wiremock no connection can break.
    for fault in ["create_sonic:1:after:reset", "create_sonic:1:after:status=502"] {
        let mock = MockApi::start().over_hyper().fault(fault.parse().expect("a fault")).await;
        let error = make(&client_of(&mock).build()?, "a sea shanty").await.expect_err("no answer came");
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(mock.accepted(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_look_that_is_lost_does_not_end_the_wait() -> Result<(), Error> {
    let mock = MockApi::start().over_hyper().fault("get_sonic_task:next=2:reset".parse().expect("a fault")).await;
    assert_eq!(make(&client_of(&mock).build()?, "a polka").await?.succeeded.len(), 2);
    Ok(())
}

#[tokio::test]
async fn an_empty_purse_is_told() -> Result<(), Error> {
    let mock = MockApi::start().credits(0).await;
    let error = make(&client_of(&mock).build()?, "a ballad nobody can pay for").await.expect_err("nothing to pay with");
    assert!(error.is_out_of_credits(), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_stuck_song_is_given_up_and_its_task_is_told() -> Result<(), Error> {
    let mock = MockApi::start().lifecycle_of("create_sonic", Lifecycle::Stuck).await;
    let error = make(&client_of(&mock).build()?, "an endless waltz").await.expect_err("it never ends");
    assert_eq!(error.kind(), ErrorKind::WaitedTooLong);
    assert!(error.task().is_some(), "whoever has it waits again later");
    Ok(())
}

#[tokio::test]
async fn a_song_that_fails_is_given_back() -> Result<(), Error> {
    let mock = MockApi::start().credits(20).lifecycle_of("create_sonic", Lifecycle::Failed(Failure::Timeout)).await;
    let client = client_of(&mock).build()?;
    let error = make(&client, "a polka nobody hears").await.expect_err("it fails");
    assert_eq!(error.kind(), ErrorKind::TaskFailed);
    assert_eq!(client.account().get_credits().await?.credits, 20.0);
    Ok(())
}

#[tokio::test]
async fn a_callback_that_comes_twice_counts_once() -> Result<(), Box<dyn std::error::Error>> {
    let secret = "a secret of your own";
    // The verifier has no other clock than the machine's.
    let twice = CallbackSettings { secret: secret.to_owned(), duplicates: 1, machine_time: true, ..Default::default() };
    let mock = MockApi::start().callbacks(twice).await;
    let hook = Arc::new(Hook { verifier: Verifier::new([secret])?, events: Mutex::default() });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let client = client_of(&mock).callback(format!("http://{}/music", listener.local_addr()?)).build()?;
    let router = Router::new().route("/music", routing::post(receive)).with_state(Arc::clone(&hook));
    tokio::spawn(async { axum::serve(listener, router).await });
    make(&client, "a march that is told of").await?;
    mock.callbacks().settled().await;
    assert_eq!(mock.callbacks().deliveries().len(), 4, "it can be heard, and it is done; each twice");
    assert_eq!(hook.events.lock().expect("nobody panics").len(), 2);
    Ok(())
}
