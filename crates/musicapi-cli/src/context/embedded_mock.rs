//! Starts the mock inside this program (`--mock`), with a client that shares its accelerated clock.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi::{Client, Clock, Error, Policy};
use musicapi_mock::MockApi;

/// Two minutes of the mock pass in two seconds.
const SPEED: f64 = 60.0;

/// The mock's clock as the client's, so that both agree on how long a song takes.
struct MockTime(musicapi_mock::Clock);

impl Clock for MockTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time.div_f64(SPEED)))
    }
}

/// Starts a mock and builds a client for it. Dropping the mock stops it.
pub(crate) async fn start(policy: Policy) -> Result<(MockApi, Client), Error> {
    let clock = musicapi_mock::Clock::real(SPEED);
    let mock = MockApi::start().over_hyper().clock(clock.clone()).await;
    let client = Client::builder(mock.key()).base_url(mock.uri()).clock(Arc::new(MockTime(clock))).policy(policy);
    Ok((mock, client.build()?))
}
