//! Scenarios: files that set a mock up.

mod checked;
mod error;
mod mistakes;

use std::path::Path;
use std::time::Duration;

use indexmap::IndexMap;
use musicapi_facts::Edition;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Clock;
use crate::contract::refusal::ErrorShape;
use crate::faults::Fault;
use crate::setup::settings::{Bounds, Settings};
use crate::state::account::Account;
use crate::state::lifecycle::Lifecycle;
use crate::state::lifecycles::NextLifecycle;
use crate::state::seconds;
use crate::webhook::CallbackSettings;
pub use error::ScenarioError;

/// How a mock is set up, as a file and a control call say it. What isn't said stays as it is.
///
/// ```
/// use musicapi_mock::Scenario;
///
/// let scenario = Scenario::from_yaml("
/// accounts:
///   poor: {credits: 0}
/// lives:
///   create_sonic: {failed: timeout}
/// faults:
///   - create_sonic:1:after:reset
/// time: {speed: 60}
/// rate_limit: 3
/// ").unwrap();
/// assert_eq!(scenario.accounts["poor"].credits, 0);
/// let error = Scenario::from_yaml("acounts: {}").unwrap_err();
/// assert_eq!(error.to_string(), "line 1, column 1: there is no `acounts`; write `accounts`");
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// The accounts, by their keys, instead of `mock-key` with 1,000 credits.
    #[serde(deserialize_with = "checked::accounts")]
    #[schemars(with = "IndexMap<String, Account>")]
    pub accounts: IndexMap<String, Account>,
    /// What becomes of tasks.
    pub life: Option<Lifecycle>,
    /// What becomes of the tasks of one operation, by its `operationId`.
    #[serde(deserialize_with = "checked::lives")]
    pub lives: IndexMap<String, Lifecycle>,
    /// What becomes of the next tasks, in this order. Each is used once.
    #[serde(deserialize_with = "checked::next_lives")]
    pub next_lives: Vec<NextLifecycle>,
    /// What goes wrong.
    #[serde(deserialize_with = "checked::faults")]
    pub faults: Vec<Fault>,
    /// How its time runs.
    pub time: Option<Time>,
    /// The seconds that lie between two creates of an account at least; a faster one is refused with 429. It is 3 with the service
    /// (observed); without it there is no limit.
    #[serde(with = "seconds::option")]
    #[schemars(with = "Option<f64>")]
    pub rate_limit: Option<Duration>,
    /// For how many seconds of real time after a create the same one is suspected to be a mistake.
    #[serde(with = "seconds::option")]
    #[schemars(with = "Option<f64>")]
    pub suspicion: Option<Duration>,
    /// How much is kept.
    pub bounds: Option<Bounds>,
    /// How it calls back.
    pub callbacks: Option<CallbackSettings>,
    /// Decides ids, lengths, melodies and how long things take. The same seed repeats a run.
    pub seed: Option<u64>,
    /// The shape of error bodies.
    pub error_shape: Option<ErrorShape>,
    /// The edition of the service that it plays, a month such as `2025-08`: prices, models, texts and statuses. Without it the newest.
    #[serde(with = "checked::edition")]
    #[schemars(with = "Option<String>")]
    pub edition: Option<Edition>,
}

/// How a mock's time runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// How many times faster than the machine's clock: 0 is moved by hand, 1 is real time, with 60 a song of two minutes takes two
    /// seconds.
    #[serde(deserialize_with = "checked::speed")]
    pub speed: f64,
}

impl Scenario {
    /// Reads a file of YAML, of which JSON is a part.
    ///
    /// # Errors
    /// If it can't be read, with the file, the line and the column of what is wrong.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let file = path.as_ref().display().to_string();
        let text = std::fs::read_to_string(path.as_ref());
        let text = text.map_err(|error| ScenarioError::new(format!("it can't be read: {error}")).of_file(&file))?;
        Self::from_yaml(&text).map_err(|error| error.of_file(&file))
    }

    /// Reads YAML, of which JSON is a part.
    ///
    /// # Errors
    /// With the line and the column of what is wrong, and what is meant.
    pub fn from_yaml(text: &str) -> Result<Self, ScenarioError> {
        // An empty file says nothing.
        let scenario: Option<Self> = serde_saphyr::from_str(text).map_err(|error| ScenarioError::of(&error))?;
        Ok(scenario.unwrap_or_default())
    }

    /// Changes settings as it says, and gives its faults.
    pub fn apply(self, settings: &mut Settings) -> Vec<Fault> {
        if !self.accounts.is_empty() {
            settings.accounts = self.accounts.into_iter().collect();
        }
        if let Some(time) = self.time {
            settings.clock = if time.speed > 0.0 { Clock::real(time.speed) } else { Clock::by_hand() };
        }
        if let Some(life) = self.life {
            settings.life = life;
        }
        settings.lives.extend(self.lives);
        settings.next_lives.extend(self.next_lives.into_iter().map(|next| (next.operation, next.life)));
        settings.rate_limit = self.rate_limit.or(settings.rate_limit);
        settings.suspicion = self.suspicion.unwrap_or(settings.suspicion);
        settings.bounds = self.bounds.unwrap_or(settings.bounds);
        settings.seed = self.seed.unwrap_or(settings.seed);
        settings.error_shape = self.error_shape.unwrap_or(settings.error_shape);
        settings.edition = self.edition.or(settings.edition);
        if let Some(callbacks) = self.callbacks {
            settings.callbacks = callbacks;
        }
        self.faults
    }

    /// The JSON Schema of a scenario, for editors.
    #[must_use]
    pub fn schema() -> Value {
        SchemaSettings::draft07().into_generator().into_root_schema_for::<Self>().to_value()
    }
}

#[cfg(test)]
mod tests;
