//! How a test sets a mock up before it starts.

use std::time::Duration;

use musicapi_facts::Edition;

use crate::clock::Clock;
use crate::contract::refusal::ErrorShape;
use crate::faults::Fault;
use crate::setup::scenario::Scenario;
use crate::setup::settings::{Bounds, RATE, Settings};
use crate::state::account::Account;
use crate::state::lifecycle::Lifecycle;
use crate::webhook::CallbackSettings;

/// A mock that is set up; `.await` starts it.
#[derive(Debug, Clone, Default)]
#[must_use = "it starts when it is awaited"]
pub struct Start {
    pub(crate) settings: Settings,
    pub(crate) over_hyper: bool,
    pub(crate) control_key: Option<String>,
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

    /// What becomes of tasks, instead of [`Lifecycle::Timed`].
    pub fn lifecycle(mut self, life: Lifecycle) -> Self {
        self.settings.life = life;
        self
    }

    /// What becomes of the tasks of one operation, by its `operationId`.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Failure, Lifecycle, MockApi};
    ///
    /// let mock = MockApi::start()
    ///     .lifecycle(Lifecycle::Immediate)
    ///     .lifecycle_of("split_sonic_stems_full", Lifecycle::Stuck)
    ///     .next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout)) // the first song
    ///     .next_lifecycle("create_sonic", Lifecycle::AfterLooks(2)) // the second; all others are there at once
    ///     .await;
    /// # }
    /// ```
    pub fn lifecycle_of(mut self, operation: impl Into<String>, life: Lifecycle) -> Self {
        self.settings.lives.push((operation.into(), life));
        self
    }

    /// What becomes of the next task of an operation. Several are used one after the other.
    pub fn next_lifecycle(mut self, operation: impl Into<String>, life: Lifecycle) -> Self {
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

    /// How long after a create the same one is suspected to be a mistake, instead of five minutes. It is measured in real time: on a clock that runs
    /// sixty times as fast it is sixty times as long.
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

    /// With a fault, which is looked at after those that were said before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Fault, MockApi};
    ///
    /// // The first create is accepted, and paid, and its answer never arrives.
    /// let lost = Fault::on("create_sonic").nth(1).after().reset();
    /// let mock = MockApi::start().over_hyper().fault(lost).await;
    /// // … what does your program do now, and what does it cost? …
    /// # assert!(call(&mock).is_err());
    /// assert_eq!(mock.accepted(), 1);
    /// mock.assert_faults_consumed();
    /// # }
    /// # fn call(mock: &musicapi_mock::MockApi) -> std::io::Result<()> {
    /// #     use std::io::{Read, Write};
    /// #     let address = mock.uri().trim_start_matches("http://").trim_end_matches("/api/v1");
    /// #     let body = r#"{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"}"#;
    /// #     let mut stream = std::net::TcpStream::connect(address)?;
    /// #     write!(stream, "POST /api/v1/sonic/create HTTP/1.1\r\nhost: a\r\nauthorization: Bearer mock-key\r\n")?;
    /// #     write!(stream, "content-length: {}\r\n\r\n{body}", body.len())?;
    /// #     stream.read(&mut [0]).map(drop)
    /// # }
    /// ```
    ///
    /// # Panics
    /// When the mock is started, if there is no such operation or example, if what the fault says doesn't go together, or if it needs
    /// hyper ([`over_hyper`](Self::over_hyper)) and the mock is on wiremock.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }
}
