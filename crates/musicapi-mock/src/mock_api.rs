//! The mock as a test starts it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use musicapi_facts::Edition;
use openapi_mock::{Handler, server};

use crate::clock::Clock;
use crate::contract::refusal::ErrorShape;
use crate::faults::{Fault, Faults};
use crate::service::Service;
use crate::setup::scenario::Scenario;
use crate::setup::settings::{Bounds, RATE, Settings};
use crate::spaces::{Space, Spaces, SpacesOptions};
use crate::state::account::{Account, Balance};
use crate::state::duplicates::Suspect;
use crate::state::ledger::Ledger;
use crate::state::lifecycle::Life;
use crate::state::request_log::Asked;
use crate::state::store::Tasks;
use crate::webhook::{CallbackSettings, Callbacks};

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
        Start { settings: Settings::default(), over_hyper: false, control_key: None, faults: Vec::new() }
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
    /// `assert!(mock.suspects().is_empty())` finds a retry that costs money.
    #[must_use]
    pub fn suspects(&self) -> Vec<Suspect> {
        self.service().suspects()
    }

    /// What it was asked, the oldest first, as far as it is kept.
    #[must_use]
    pub fn journal(&self) -> Vec<Asked> {
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
    pub fn next_life(&self, operation: &str, life: Life) {
        self.service().next_life(Some(operation), life).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The service behind it.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.spaces.first().service
    }

    pub(crate) fn first(&self) -> &Space {
        self.spaces.first()
    }

    pub(crate) fn layer(&self) -> &Faults {
        &self.spaces.first().faults
    }

    /// How many paid calls it accepted, and took credits for.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.service().accepted()
    }
}

/// A mock that is set up; `.await` starts it.
#[derive(Debug, Clone)]
#[must_use = "it starts when it is awaited"]
pub struct Start {
    settings: Settings,
    over_hyper: bool,
    control_key: Option<String>,
    pub(crate) faults: Vec<Fault>,
}

impl Start {
    /// On hyper instead of wiremock: it can break connections, uses little memory, and keeps no requests.
    pub fn over_hyper(mut self) -> Self {
        self.over_hyper = true;
        self
    }

    /// As a scenario has it; what it doesn't say stays as it is.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{MockApi, Scenario};
    ///
    /// let scenario = Scenario::from_yaml("accounts: {poor: {credits: 0}}\nlives: {create_sonic: stuck}").unwrap();
    /// let mock = MockApi::start().scenario(scenario).await;
    /// assert_eq!((mock.key(), mock.balance().total()), ("poor", 0));
    /// # }
    /// ```
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.faults.extend(scenario.apply(&mut self.settings));
        self
    }

    /// With a key that calls of the control API must bring, as `Authorization: Bearer KEY`.
    pub fn control_key(mut self, key: impl Into<String>) -> Self {
        self.control_key = Some(key.into());
        self
    }

    /// With these monthly credits instead of 1,000.
    pub fn credits(mut self, credits: u64) -> Self {
        self.first().1.credits = credits;
        self
    }

    /// With these extra credits, which are spent first.
    pub fn extra_credits(mut self, credits: u64) -> Self {
        self.first().1.extra_credits = credits;
        self
    }

    /// With these lyrics credits, a purse of its own.
    pub fn lyrics_credits(mut self, credits: u64) -> Self {
        self.first().1.lyrics_credits = credits;
        self
    }

    /// With a subscription that has lapsed: everything that may cost credits is refused.
    pub fn lapsed(mut self) -> Self {
        self.first().1.subscribed = false;
        self
    }

    /// With this key instead of `mock-key`.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings = self.settings.with_key(key);
        self
    }

    /// With another account, under a key of its own.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Account, MockApi};
    ///
    /// let mock = MockApi::start().account("other", Account { credits: 5, ..Account::default() }).await;
    /// assert_eq!(mock.balance_of("other").unwrap().total(), 5);
    /// assert_eq!(mock.balance().total(), 1000);
    /// # }
    /// ```
    pub fn account(mut self, key: impl Into<String>, account: Account) -> Self {
        self.settings = self.settings.with_account(key, account);
        self
    }

    /// The account that a mock has from the start.
    fn first(&mut self) -> &mut (String, Account) {
        let accounts = &mut self.settings.accounts;
        if accounts.is_empty() {
            *accounts = Settings::default().accounts;
        }
        &mut accounts[0]
    }

    /// What becomes of tasks, instead of [`Life::Timed`].
    pub fn life(mut self, life: Life) -> Self {
        self.settings.life = life;
        self
    }

    /// What becomes of the tasks of one operation, by its `operationId`.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Failure, Life, MockApi};
    ///
    /// let mock = MockApi::start()
    ///     .life(Life::Immediate)
    ///     .life_of("split_sonic_stems_full", Life::Stuck)
    ///     .next_life("create_sonic", Life::Failed(Failure::Timeout)) // the first song
    ///     .next_life("create_sonic", Life::AfterLooks(2)) // the second; all others are there at once
    ///     .await;
    /// # }
    /// ```
    pub fn life_of(mut self, operation: impl Into<String>, life: Life) -> Self {
        self.settings.lives.push((operation.into(), life));
        self
    }

    /// What becomes of the next task of an operation. Several are used one after the other.
    pub fn next_life(mut self, operation: impl Into<String>, life: Life) -> Self {
        self.settings.next_lives.push((Some(operation.into()), life));
        self
    }

    /// With a limit of one create per 3 seconds and account (observed): a faster one is refused with 429.
    pub fn rate_limit(self) -> Self {
        self.rate_limit_of(RATE)
    }

    /// With a limit of one create in this time.
    pub fn rate_limit_of(mut self, time: Duration) -> Self {
        self.settings.rate_limit = Some(time);
        self
    }

    /// How long after a create the same one is suspected to be a mistake, instead of a minute.
    pub fn suspicion(mut self, window: Duration) -> Self {
        self.settings.suspicion = window;
        self
    }

    /// How much it keeps.
    pub fn bounds(mut self, bounds: Bounds) -> Self {
        self.settings.bounds = bounds;
        self
    }

    /// With another seed: other ids, lengths, melodies and times.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// As the service was in a month: with its prices, models, texts and statuses.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// use musicapi_mock::{Edition, MockApi};
    ///
    /// let mock = MockApi::start().edition(Edition::REFERENCE).await;
    /// # }
    /// ```
    pub fn edition(mut self, edition: Edition) -> Self {
        self.settings.edition = Some(edition);
        self
    }

    /// With errors of this shape.
    pub fn error_shape(mut self, shape: ErrorShape) -> Self {
        self.settings.error_shape = shape;
        self
    }

    /// With callbacks that are, for example, duplicated or reordered.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// use musicapi_mock::{CallbackSettings, MockApi};
    ///
    /// // Each event comes twice, with the same id.
    /// let mock = MockApi::start().callbacks(CallbackSettings { duplicates: 1, ..CallbackSettings::default() }).await;
    /// # }
    /// ```
    pub fn callbacks(mut self, settings: CallbackSettings) -> Self {
        self.settings.callbacks = settings;
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
    /// If this machine has no free port or thread for it, or if a life was set that can't be: a test can't go on then.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let breaks = self.over_hyper || cfg!(not(feature = "wiremock"));
            let options = SpacesOptions { breaks, control_key: self.control_key, missed: None };
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
