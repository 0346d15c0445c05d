//! The settings of a mock, in Rust.

use std::time::Duration;

use musicapi_facts::Edition;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::contract::refusal::ErrorShape;
use crate::state::account::Account;
use crate::state::lifecycle::Lifecycle;
use crate::state::lifecycles::{Lifecycles, NextLifecycle};
use crate::webhook::CallbackSettings;

/// How a mock is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The API keys, and the account of each.
    pub accounts: Vec<(String, Account)>,
    /// Decides ids, lengths, melodies and how long things take. The same seed repeats a run.
    pub seed: u64,
    /// The shape of error bodies.
    pub error_shape: ErrorShape,
    /// The edition of the service that it plays: prices, models, texts and statuses of that month. None for the newest.
    pub edition: Option<Edition>,
    /// The time of everything.
    pub clock: Clock,
    /// What becomes of tasks.
    pub life: Lifecycle,
    /// What becomes of the tasks of one operation, by its `operationId`; the last one holds.
    pub lives: Vec<(String, Lifecycle)>,
    /// What becomes of the next tasks, in this order: of one operation, or of any. Each is used once.
    pub next_lives: Vec<(Option<String>, Lifecycle)>,
    /// The shortest time between two creates of an account; a faster one is refused with 429. None turns it off.
    pub rate_limit: Option<Duration>,
    /// How long after a create the same one is suspected to be a mistake, in real time: on a clock that runs sixty times as fast it is
    /// sixty times as long. After an answer that a fault destroyed it is a mistake however late it comes.
    pub suspicion: Duration,
    /// How much is kept.
    pub bounds: Bounds,
    /// How it calls back.
    pub callbacks: CallbackSettings,
    /// Where clients reach it, without a slash at its end, if that isn't where they say they do: files are told to lie there.
    pub public_url: Option<String>,
}

/// How much a mock keeps. The oldest is forgotten first; sums and counts are of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bounds {
    /// Tasks, with their clips; also what was there at once, such as personas. One that is forgotten isn't found any more.
    /// Finished ones are forgotten before those that still run.
    pub tasks: usize,
    /// Rows of the ledger, and suspects.
    pub rows: usize,
    /// Requests in the journal.
    pub requests: usize,
    /// Bytes of the body of each request in the journal, from its beginning, with keys and secrets masked; 0 keeps none.
    pub bodies: usize,
}

impl Default for Bounds {
    /// 100,000 tasks, 10,000 rows and 10,000 requests, of each of which 4 KiB of its body.
    fn default() -> Self {
        Self { tasks: 100_000, rows: 10_000, requests: 10_000, bodies: 4096 }
    }
}

/// One create per 3 seconds (observed, in 2026).
pub(crate) const RATE: Duration = Duration::from_secs(3);

impl Default for Settings {
    /// One account with 1,000 monthly credits under the key `mock-key`, timed tasks on a clock that is moved by hand, no rate
    /// limit, and suspicion for five minutes.
    fn default() -> Self {
        Self {
            accounts: vec![("mock-key".to_owned(), Account::default())],
            seed: 0,
            error_shape: ErrorShape::default(),
            edition: None,
            clock: Clock::by_hand(),
            life: Lifecycle::default(),
            lives: Vec::new(),
            next_lives: Vec::new(),
            rate_limit: None,
            suspicion: Duration::from_secs(5 * 60),
            bounds: Bounds::default(),
            callbacks: CallbackSettings::default(),
            public_url: None,
        }
    }
}

impl Settings {
    /// What becomes of tasks at the beginning.
    pub(crate) fn lives(&self) -> Lifecycles {
        let next_life = |(operation, life): &(Option<String>, Lifecycle)| NextLifecycle {
            operation: operation.clone(),
            life: life.clone(),
        };
        Lifecycles {
            life: self.life.clone(),
            lives: self.lives.iter().cloned().collect(),
            next_lives: self.next_lives.iter().map(next_life).collect(),
        }
    }

    /// The same with another key for the first account.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        let account = self.accounts.first().map(|(_, account)| *account).unwrap_or_default();
        self.accounts.splice(..self.accounts.len().min(1), [(key.into(), account)]);
        self
    }

    /// The same with this account under this key, besides the others.
    #[must_use]
    pub fn with_account(mut self, key: impl Into<String>, account: Account) -> Self {
        let key = key.into();
        self.accounts.retain(|(known, _)| *known != key);
        self.accounts.push((key, account));
        self
    }

    /// The same with so many monthly credits in every account.
    #[must_use]
    pub fn with_credits(mut self, credits: u64) -> Self {
        self.accounts.iter_mut().for_each(|(_, account)| account.credits = credits);
        self
    }
}
