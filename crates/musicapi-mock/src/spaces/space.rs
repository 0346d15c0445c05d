//! A space: a service with its faults, and how it was made.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::faults::{Fault, FaultState, Faults};
use crate::inspect::report::ClientReport;
use crate::service::Service;
use crate::setup::scenario::Scenario;
use crate::setup::settings::Settings;
use crate::webhook::Delivery;

/// What holds for all spaces of a mock.
#[derive(Debug, Clone)]
pub struct SpacesOptions {
    /// Whether the server can break connections and hold answers back: hyper can, wiremock can't.
    pub breaks: bool,
    /// The key that control calls must bring; without one they need none.
    pub control_key: Option<String>,
    /// Whether web pages from anywhere may call the API and fetch files.
    pub cors: bool,
    /// Is told of each callback of any space that wasn't taken.
    pub missed: Option<fn(&Delivery)>,
}

impl Default for SpacesOptions {
    /// On hyper, without a key, and nobody is told.
    fn default() -> Self {
        Self { breaks: true, control_key: None, cors: false, missed: None }
    }
}

/// How a space is made besides what its scenario says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Manner {
    /// What it is called.
    pub(crate) name: Option<String>,
    /// Whether each account of the scenario has a key of its own, which no other space has.
    pub(crate) own_keys: bool,
    /// After how much real time without a call it ends by itself.
    pub(crate) idle: Option<Duration>,
}

/// A service with its faults.
pub(crate) struct Space {
    pub(crate) number: u32,
    pub(crate) manner: Manner,
    /// What it was made from.
    pub(super) scenario: Scenario,
    /// The key of each account that it was made with, by its name in the scenario.
    pub(crate) named: Vec<(String, String)>,
    /// When it was last called, in milliseconds since the mock began.
    pub(super) used: AtomicU64,
    pub(crate) service: Arc<Service>,
    pub(crate) faults: Arc<Faults>,
    /// The faults that it begins with.
    first_faults: Vec<Fault>,
}

impl Space {
    pub(super) fn new(
        settings: Settings,
        first_faults: Vec<Fault>,
        number: u32,
        options: &SpacesOptions,
    ) -> Result<Self, String> {
        let service = Arc::new(Service::in_space(settings, number, options.missed)?);
        let faults = Faults::new(Arc::clone(&service));
        let faults = Arc::new(if options.breaks { faults } else { faults.unbreaking() });
        let (manner, scenario) = (Manner::default(), Scenario::default());
        let (named, used) = (Vec::new(), AtomicU64::new(0));
        let space = Self { number, manner, scenario, named, used, service, faults, first_faults };
        space.begin_faults()?;
        Ok(space)
    }

    fn begin_faults(&self) -> Result<(), String> {
        let state = |(number, fault): (u64, &Fault)| FaultState { number, fault: fault.clone(), calls: 0, consumed: 0 };
        let states = (1..).zip(&self.first_faults).map(state).collect();
        self.faults.replace(states).map_err(|error| error.to_string())
    }

    /// Whether nobody has called it for so long, at this time since the mock began.
    pub(super) fn is_idle(&self, idle: Duration, now: Duration) -> bool {
        now.saturating_sub(Duration::from_millis(self.used.load(Ordering::Relaxed))) > idle
    }

    /// Whether nobody has called it for as long as it says.
    pub(super) fn is_over(&self, now: Duration) -> bool {
        self.manner.idle.is_some_and(|idle| self.is_idle(idle, now))
    }

    /// Takes notice of a call.
    pub(super) fn touch(&self, now: Duration) {
        self.used.store(u64::try_from(now.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// As it was set up.
    pub(crate) fn reset(&self) -> Result<(), String> {
        self.service.reset()?;
        self.begin_faults()
    }

    /// What there is to say of who called it.
    pub(crate) fn report(&self) -> ClientReport {
        self.service.report().with_faults(self.number, &self.faults.states())
    }

    /// The keys that it knows.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.service.accounts().all().map(|account| account.key.to_string()).collect()
    }
}
