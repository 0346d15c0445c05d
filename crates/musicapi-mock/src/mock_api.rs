//! A running mock in a Rust test.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use openapi_mock::{Handler, server};

use crate::clock::Clock;
use crate::faults::{Fault, FaultState};
use crate::inspect::expectations::{Expected, UnmetExpectations};
use crate::inspect::report::ClientReport;
use crate::service::Service;
use crate::spaces::snapshot::SnapshotError;
use crate::spaces::{Spaces, SpacesOptions};
use crate::start::Start;
use crate::state::account::Balance;
use crate::state::duplicates::Duplicate;
use crate::state::ledger::Ledger;
use crate::state::lifecycle::Lifecycle;
use crate::state::request_log::RecordedRequest;
use crate::state::store::Tasks;
use crate::webhook::Callbacks;

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
    spaces: Arc<Spaces>,
    uri: String,
    #[allow(dead_code, reason = "held for its drop, which ends the server")]
    server: Server,
}

#[allow(dead_code, reason = "held for their drop alone")]
enum Server {
    #[cfg(feature = "wiremock")]
    Wiremock(openapi_mock::wiremock::Server),
    Hyper(server::Running),
}

impl MockApi {
    /// Sets a mock up; `.await` starts it, on wiremock unless [`over_hyper`](Start::over_hyper) was asked for.
    #[allow(clippy::new_ret_no_self, reason = "it is a builder that is awaited")]
    pub fn start() -> Start {
        Start::default()
    }

    /// The address of the API, for a client's base URL.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// A key that it knows.
    #[must_use]
    pub fn key(&self) -> &str {
        self.service().settings().accounts.first().map_or("", |(key, _)| key)
    }

    /// The time of everything in it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.service().settings().clock
    }

    /// Moves its clock forward.
    pub fn advance(&self, time: Duration) {
        self.clock().advance(time);
    }

    /// What it sends to the `webhook_url` of creates.
    #[must_use]
    pub fn callbacks(&self) -> &Callbacks {
        self.service().callbacks()
    }

    /// What the account of [`key`](Self::key) has left.
    #[must_use]
    pub fn balance(&self) -> Balance {
        self.balance_of(self.key()).unwrap_or_default()
    }

    /// What the account of another key has left; none if there is no such key.
    #[must_use]
    pub fn balance_of(&self, key: &str) -> Option<Balance> {
        self.service().balance(key)
    }

    /// Every debit and refund up to now.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::MockApi;
    ///
    /// let mock = MockApi::start().await;
    /// // … after calls …
    /// let ledger = mock.ledger();
    /// ledger.check().unwrap();
    /// for row in ledger.rows() {
    ///     println!("{:?} {} {:?} {:?}", row.at, row.operation, row.cause, row.amount);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.service().ledger()
    }

    /// The same create, accepted twice within a while: what was perhaps paid for twice. A test that ends with
    /// `assert!(mock.duplicates().is_empty())` finds a retry that costs money.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        self.service().duplicates()
    }

    /// What it was asked, the oldest first, as far as it is kept.
    #[must_use]
    pub fn journal(&self) -> Vec<RecordedRequest> {
        self.service().journal()
    }

    /// How many tasks there are.
    #[must_use]
    pub fn tasks(&self) -> Tasks {
        self.service().tasks()
    }

    /// Decides what becomes of the next task of an operation. Several are used one after the other.
    ///
    /// # Panics
    /// If the operation starts no task, or its reports have no such answer: the test is wrong then.
    pub fn next_lifecycle(&self, operation: &str, life: Lifecycle) {
        self.service().next_lifecycle(Some(operation), life).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The service behind it.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.spaces.first().service
    }

    /// A report on who called its first space.
    #[must_use]
    pub fn report(&self) -> ClientReport {
        self.spaces.first().report()
    }

    /// Whether it was asked what is expected.
    ///
    /// # Errors
    /// [`UnmetExpectations`], if it wasn't, with a list of what was asked.
    pub fn meets(&self, expected: &Expected) -> Result<(), UnmetExpectations> {
        self.service().meets(expected)
    }

    /// Checks that it was asked what is expected.
    ///
    /// # Panics
    /// If it wasn't, with a list of what was asked.
    #[track_caller]
    pub fn verify(&self, expected: &Expected) {
        if let Err(unmet) = self.meets(expected) {
            panic!("{unmet}");
        }
    }

    /// All that it knows, as JSON: accounts, tasks, ledger, journal, time, faults, lives, and callbacks that are to come. Keys and
    /// callback secrets are in it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::MockApi;
    ///
    /// let mock = MockApi::start().await;
    /// let before = mock.snapshot();
    /// // … after calls, and time …
    /// mock.restore(&before).unwrap();
    /// # }
    /// ```
    ///
    /// # Panics
    /// If it can't be written, for which there is no known reason.
    #[must_use]
    pub fn snapshot(&self) -> String {
        self.spaces.first().snapshot().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Puts back all that a snapshot knows, time included. How it is set up (bounds, seed, rate limit) stays as it is.
    ///
    /// # Errors
    /// If it is of another version, or damaged. Then nothing has changed.
    pub fn restore(&self, snapshot: &str) -> Result<(), SnapshotError> {
        self.spaces.first().restore(snapshot.as_bytes(), |_| Ok(()))
    }

    /// Adds a fault while the mock runs; it is looked at after those that are there.
    ///
    /// # Panics
    /// As for [`Start::fault`].
    #[track_caller]
    pub fn fault(&self, fault: Fault) {
        if let Err(error) = self.spaces.faults().add(fault) {
            panic!("{error}");
        }
    }

    /// Its faults, and how often each was used.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultState> {
        self.spaces.faults().states()
    }

    /// Waits until each fault was used as often as it says: then a call is lost, stalls or is delayed.
    pub async fn faults_consumed(&self) {
        self.spaces.faults().all_consumed().await;
    }

    /// Checks that each fault was used as often as it says, so that a test doesn't pass because nothing went wrong.
    ///
    /// # Panics
    /// If one wasn't.
    #[track_caller]
    pub fn assert_faults_consumed(&self) {
        let left: Vec<String> =
            self.faults().iter().filter(|fault| !fault.is_consumed()).map(ToString::to_string).collect();
        assert!(left.is_empty(), "{}", left.join("\n"));
    }

    /// How many paid calls it accepted, and took credits for.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.service().accepted()
    }
}

impl IntoFuture for Start {
    type Output = MockApi;
    type IntoFuture = Pin<Box<dyn Future<Output = MockApi> + Send>>;

    /// # Panics
    /// If this machine has no free port or thread for it, or if a life was set that can't be: a test can't go on then.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let breaks = self.over_hyper || cfg!(not(feature = "wiremock"));
            let options = SpacesOptions { breaks, control_key: self.control_key, ..SpacesOptions::default() };
            let spaces = Spaces::new(self.settings, self.faults, options)
                .unwrap_or_else(|error| panic!("the mock can't be set up: {error}"));
            let spaces = Arc::new(spaces);
            let handler: Arc<dyn Handler> = Arc::clone(&spaces) as Arc<dyn Handler>;
            let (address, server) =
                serve(handler, self.over_hyper).await.unwrap_or_else(|error| panic!("the mock can't start: {error}"));
            let uri = format!("{address}{}", spaces.first().service.base_path());
            MockApi { spaces, uri, server }
        })
    }
}

async fn serve(handler: Arc<dyn Handler>, over_hyper: bool) -> std::io::Result<(String, Server)> {
    #[cfg(feature = "wiremock")]
    if !over_hyper {
        let server = openapi_mock::wiremock::Server::start(handler).await?;
        return Ok((server.uri(), Server::Wiremock(server)));
    }
    #[cfg(not(feature = "wiremock"))]
    let _ = over_hyper;
    let server = server::spawn(handler)?;
    Ok((server.uri(), Server::Hyper(server)))
}
