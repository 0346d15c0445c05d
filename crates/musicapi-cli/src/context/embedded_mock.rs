//! The embedded mock, and its time as the client's.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi::{Client, Clock, Error, Policy};
use musicapi_mock::MockApi;

/// A song of two minutes is there in two seconds.
const SPEED: f64 = 60.0;

/// The mock's clock, which the client waits on, so that both agree on how long a song takes.
struct MockTime(musicapi_mock::Clock);

impl Clock for MockTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time.div_f64(SPEED)))
    }
}

/// A mock with a client for it. The mock ends when it is dropped.
pub(crate) async fn start(policy: Policy) -> Result<(MockApi, Client), Error> {
    let clock = musicapi_mock::Clock::real(SPEED);
    let mock = MockApi::start().over_hyper().clock(clock.clone()).await;
    let client = Client::builder(mock.key()).base_url(mock.uri()).clock(Arc::new(MockTime(clock))).policy(policy);
    Ok((mock, client.build()?))
}
