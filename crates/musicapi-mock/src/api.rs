//! The mock as a test starts it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use openapi_replay::{Handler, server};

use crate::clock::Clock;
use crate::faults::{Fault, Faults};
use crate::refusal::ErrorShape;
use crate::service::{Balance, Service, Settings};

/// A MusicAPI of one's own, in a test or another program. It ends when it is dropped.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use musicapi_mock::MockApi;
///
/// let mock = MockApi::start().credits(40).await;
/// println!("call {} with the key {}", mock.uri(), mock.key());
/// assert_eq!(mock.balance().total(), 40);
/// # }
/// ```
pub struct MockApi {
    service: Arc<Service>,
    pub(crate) faults: Arc<Faults>,
    uri: String,
    // Held for its drop, which ends the server.
    server: Server,
}

#[allow(dead_code, reason = "held for their drop alone")]
enum Server {
    #[cfg(feature = "wiremock")]
    Wiremock(openapi_replay::wiremock::Server),
    Hyper(server::Running),
}

impl MockApi {
    /// Sets a mock up; `.await` starts it, on wiremock unless [`over_hyper`](Start::over_hyper) was asked for.
    #[allow(clippy::new_ret_no_self, reason = "it is a builder that is awaited")]
    pub fn start() -> Start {
        Start { settings: Settings::default(), over_hyper: false, faults: Vec::new() }
    }

    /// The address of the API, for a client's base URL.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// A key that it knows.
    #[must_use]
    pub fn key(&self) -> &str {
        self.service.settings().keys.first().map_or("", String::as_str)
    }

    /// The time of everything in it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.service.settings().clock
    }

    /// Moves its clock forward.
    pub fn advance(&self, time: Duration) {
        self.clock().advance(time);
    }

    /// What the account of [`key`](Self::key) has left.
    #[must_use]
    pub fn balance(&self) -> Balance {
        self.service.balance(self.key()).unwrap_or(Balance::NOTHING)
    }

    pub(crate) fn is_over_hyper(&self) -> bool {
        matches!(self.server, Server::Hyper(_))
    }

    /// How many paid calls it accepted, and took credits for.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.service.accepted()
    }
}

/// A mock that is set up; `.await` starts it.
#[derive(Debug, Clone)]
#[must_use = "it starts when it is awaited"]
pub struct Start {
    settings: Settings,
    over_hyper: bool,
    pub(crate) faults: Vec<Fault>,
}

impl Start {
    /// On hyper instead of wiremock: it can break connections, uses little memory, and keeps no requests.
    pub fn over_hyper(mut self) -> Self {
        self.over_hyper = true;
        self
    }

    /// With these monthly credits instead of 1,000.
    pub fn credits(mut self, credits: u64) -> Self {
        self.settings.credits = credits;
        self
    }

    /// With these extra credits, which are spent first.
    pub fn extra_credits(mut self, credits: u64) -> Self {
        self.settings.extra_credits = credits;
        self
    }

    /// With this key instead of `mock-key`.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings.keys = vec![key.into()];
        self
    }

    /// With another seed: other ids, lengths, melodies and times.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// With errors of this shape.
    pub fn error_shape(mut self, shape: ErrorShape) -> Self {
        self.settings.error_shape = shape;
        self
    }

    /// On this clock instead of one that is moved by hand.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.settings.clock = clock;
        self
    }
}

impl IntoFuture for Start {
    type Output = MockApi;
    type IntoFuture = Pin<Box<dyn Future<Output = MockApi> + Send>>;

    /// # Panics
    /// If this machine has no free port or thread for it: a test can't go on then.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let service =
                Service::new(self.settings).unwrap_or_else(|error| panic!("the mock's document is broken: {error}"));
            let service = Arc::new(service);
            let faults = Arc::new(Faults::new(Arc::clone(&service)));
            let handler: Arc<dyn Handler> = Arc::clone(&faults) as Arc<dyn Handler>;
            let (address, server) =
                serve(handler, self.over_hyper).await.unwrap_or_else(|error| panic!("the mock can't start: {error}"));
            let uri = format!("{address}{}", service.base_path());
            let mock = MockApi { service, faults, uri, server };
            self.faults.into_iter().for_each(|fault| mock.fault(fault));
            mock
        })
    }
}

async fn serve(handler: Arc<dyn Handler>, over_hyper: bool) -> std::io::Result<(String, Server)> {
    #[cfg(feature = "wiremock")]
    if !over_hyper {
        let server = openapi_replay::wiremock::Server::start(handler).await?;
        return Ok((server.uri(), Server::Wiremock(server)));
    }
    #[cfg(not(feature = "wiremock"))]
    let _ = over_hyper;
    let server = server::spawn(handler)?;
    Ok((server.uri(), Server::Hyper(server)))
}
