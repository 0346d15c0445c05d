//! A whole mock: a service, more of them for tests that run side by side, and the API that controls them.

pub(crate) mod snapshot;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use http::header::AUTHORIZATION;
use openapi_mock::{Handler, Reply, Request};

use crate::clock::Clock;
use crate::control::{self, Problem};
use crate::faults::{Fault, FaultState, Faults};
use crate::inspect::report::ClientReport;
use crate::media::url;
use crate::service::Service;
use crate::setup::scenario::Scenario;
use crate::setup::settings::Settings;
use crate::state::account::Account;
use crate::webhook::Delivery;

/// How many spaces there may be beside the first.
const SPACES: usize = 1000;

/// How many findings of each rule are kept of what is over.
pub(crate) const FINDINGS: usize = 100;

/// A mock that can be controlled: it answers requests to the API, and those below `/__mock/`.
///
/// It has one or more *spaces*: each is a service of its own, with its own keys, tasks, clock and journal, so that tests can run side
/// by side. A request belongs to the space that knows its key, and to the first where none does.
///
/// ```
/// use musicapi_mock::{Settings, Spaces, SpacesOptions};
/// use openapi_mock::{Handler, Request};
///
/// let mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default())?;
/// let reply = mock.handle(Request::post("/__mock/spaces", &serde_json::json!({"accounts": {"test-7": {"credits": 5}}})));
/// assert_eq!(reply.status, 201);
/// let credits = mock.handle(Request::get("/api/v1/get-credits").with_header("authorization", "Bearer test-7"));
/// assert_eq!(credits.body, r#"{"credits":5,"extra_credits":0}"#);
/// # Ok::<(), String>(())
/// ```
pub struct Spaces {
    first: Arc<Space>,
    others: RwLock<Others>,
    /// Whether there are others: a mock with one space pays nothing for them.
    any: AtomicBool,
    options: SpacesOptions,
}

/// What holds for all spaces of a mock.
#[derive(Debug, Clone)]
pub struct SpacesOptions {
    /// Whether the server can break connections and hold answers back: hyper can, wiremock can't.
    pub breaks: bool,
    /// The key that control calls must bring; without one they need none.
    pub control_key: Option<String>,
    /// Is told of each callback of any space that wasn't taken.
    pub missed: Option<fn(&Delivery)>,
}

impl Default for SpacesOptions {
    /// On hyper, without a key, and nobody is told.
    fn default() -> Self {
        Self { breaks: true, control_key: None, missed: None }
    }
}

#[derive(Default)]
struct Others {
    by_key: HashMap<String, Arc<Space>>,
    by_number: HashMap<u32, Arc<Space>>,
    made: u32,
    /// The report on spaces that have ended, or were reset.
    over: Option<ClientReport>,
}

impl Others {
    /// Keeps what there is to say of a space that is over.
    fn keep(&mut self, report: ClientReport) {
        let all = match self.over.take() {
            Some(over) => over.plus(report),
            None => report,
        };
        self.over = Some(all.bounded(FINDINGS));
    }
}

/// A service with its faults.
pub(crate) struct Space {
    pub(crate) number: u32,
    pub(crate) service: Arc<Service>,
    pub(crate) faults: Arc<Faults>,
    /// The faults that it begins with.
    first_faults: Vec<Fault>,
}

impl Space {
    fn new(settings: Settings, first_faults: Vec<Fault>, number: u32, options: &SpacesOptions) -> Result<Self, String> {
        let service = Arc::new(Service::in_space(settings, number, options.missed)?);
        let faults = Faults::new(Arc::clone(&service));
        let faults = Arc::new(if options.breaks { faults } else { faults.unbreaking() });
        let space = Self { number, service, faults, first_faults };
        space.begin_faults()?;
        Ok(space)
    }

    fn begin_faults(&self) -> Result<(), String> {
        let state = |(number, fault): (u64, &Fault)| FaultState { number, fault: fault.clone(), calls: 0, consumed: 0 };
        let states = (1..).zip(&self.first_faults).map(state).collect();
        self.faults.replace(states).map_err(|error| error.to_string())
    }

    /// As it was set up.
    pub(crate) fn reset(&self) -> Result<(), String> {
        self.service.reset()?;
        self.begin_faults()
    }

    /// The keys that it knows.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.service.accounts().all().map(|account| account.key.to_string()).collect()
    }
}

impl Spaces {
    /// A mock with one space.
    ///
    /// # Errors
    /// As [`Service::new`], and if a fault can't be.
    pub fn new(settings: Settings, faults: Vec<Fault>, options: SpacesOptions) -> Result<Self, String> {
        let first = Arc::new(Space::new(settings, faults, 0, &options)?);
        Ok(Self { first, others: RwLock::default(), any: AtomicBool::new(false), options })
    }

    /// The service of the first space.
    #[must_use]
    pub fn service(&self) -> &Arc<Service> {
        &self.first.service
    }

    /// The faults of the first space.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.first.faults
    }

    pub(crate) fn first(&self) -> &Arc<Space> {
        &self.first
    }

    pub(crate) fn control_key(&self) -> Option<&str> {
        self.options.control_key.as_deref()
    }

    fn read<T>(&self, of: impl FnOnce(&Others) -> T) -> T {
        // Nothing panics while it is held half-changed.
        of(&self.others.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The space that knows a key.
    pub(crate) fn knowing(&self, key: &str) -> Option<Arc<Space>> {
        let is_first = self.first.service.accounts().number(key).is_some();
        if is_first { Some(Arc::clone(&self.first)) } else { self.read(|others| others.by_key.get(key).cloned()) }
    }

    /// All spaces, in the order in which they were made.
    pub(crate) fn all(&self) -> Vec<Arc<Space>> {
        let mut all: Vec<_> = self.read(|others| others.by_number.values().cloned().collect());
        all.push(Arc::clone(&self.first));
        all.sort_by_key(|space| space.number);
        all
    }

    /// Makes a space. What its scenario doesn't say is as the first one was set up; it has an account and a clock of its own.
    pub(crate) fn make(&self, scenario: Scenario) -> Result<Arc<Space>, Problem> {
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if others.by_number.len() >= SPACES {
            return Err(Problem::conflict(format!(
                "there are {SPACES} spaces already; delete those that are done with"
            )));
        }
        let number = others.made + 1;
        let first = self.first.service.settings();
        let speed = first.clock.speed();
        let clock = if speed > 0.0 { Clock::real(speed) } else { Clock::by_hand() };
        let accounts = vec![(format!("mock-key-{number}"), Account::default())];
        let mut settings = Settings { accounts, clock, ..first.clone() };
        let faults = scenario.apply(&mut settings);
        // Receivers have the same clock, whichever space calls them.
        settings.callbacks.machine_time |= first.callbacks.machine_time;
        for (key, _) in &settings.accounts {
            if self.first.service.accounts().number(key).is_some() || others.by_key.contains_key(key) {
                return Err(taken(key));
            }
        }
        let space = Arc::new(Space::new(settings, faults, number, &self.options).map_err(Problem::bad)?);
        others.made = number;
        others.by_key.extend(space.keys().into_iter().map(|key| (key, Arc::clone(&space))));
        others.by_number.insert(number, Arc::clone(&space));
        self.any.store(true, Ordering::Release);
        Ok(space)
    }

    /// Takes note of a key that a space is to know.
    pub(crate) fn claim(&self, space: &Arc<Space>, key: &str) -> Result<(), Problem> {
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if self.first.service.accounts().number(key).is_some() || others.by_key.contains_key(key) {
            return Err(taken(key));
        }
        if space.number > 0 {
            others.by_key.insert(key.to_owned(), Arc::clone(space));
        }
        Ok(())
    }

    /// A report on who called any of the spaces, also before one was reset or ended; of that a hundred findings of each rule.
    #[must_use]
    pub fn report(&self) -> ClientReport {
        let others = self.all().into_iter().filter(|space| space.number > 0).map(|space| space.service.report());
        let over = self.read(|others| others.over.clone());
        over.into_iter().chain(others).fold(self.first.service.report(), ClientReport::plus)
    }

    /// Makes a space as it was set up.
    pub(crate) fn reset(&self, space: &Arc<Space>) -> Result<(), Problem> {
        let report = space.service.report();
        self.others.write().unwrap_or_else(PoisonError::into_inner).keep(report);
        space.reset().map_err(Problem::broken)?;
        self.index(space);
        Ok(())
    }

    /// Puts a snapshot back into a space.
    pub(crate) fn restore(&self, space: &Arc<Space>, snapshot: &[u8]) -> Result<(), Problem> {
        space.restore(snapshot, |accounts| {
            let elsewhere = |(key, _): &&(String, bool)| self.knowing(key).is_some_and(|of| of.number != space.number);
            accounts.iter().find(elsewhere).map_or(Ok(()), |(key, _)| Err(taken(key)))
        })?;
        self.index(space);
        Ok(())
    }

    /// Takes note of the keys that a space knows now.
    fn index(&self, space: &Arc<Space>) {
        if space.number > 0 {
            let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
            others.by_key.retain(|_, of| of.number != space.number);
            others.by_key.extend(space.keys().into_iter().map(|key| (key, Arc::clone(space))));
        }
    }

    /// Ends a space; the first can't be ended.
    pub(crate) fn end(&self, space: &Space) -> Result<(), Problem> {
        if space.number == 0 {
            return Err(Problem::conflict("the first space can't be ended; reset it".to_owned()));
        }
        let report = space.service.report();
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        others.by_key.retain(|_, of| of.number != space.number);
        if others.by_number.remove(&space.number).is_some() {
            others.keep(report);
        }
        self.any.store(!others.by_number.is_empty(), Ordering::Release);
        Ok(())
    }

    /// The space that a request belongs to.
    pub(crate) fn of_request(&self, request: &Request) -> Arc<Space> {
        let of_file = || {
            let (number, _) = url::place(&request.path)?;
            self.read(|others| others.by_number.get(&number).cloned())
        };
        let of_key = || {
            let (scheme, key) = request.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
            let key = key.trim();
            scheme.eq_ignore_ascii_case("bearer").then(|| self.read(|others| others.by_key.get(key).cloned()))?
        };
        of_file().or_else(of_key).unwrap_or_else(|| Arc::clone(&self.first))
    }
}

fn taken(key: &str) -> Problem {
    Problem::conflict(format!(
        "the key `{key}` is known already; choose another, so that it is clear which space a request is for"
    ))
}

impl Handler for Spaces {
    fn body_limit(&self, path: &str) -> usize {
        control::body_limit(path)
    }

    fn handle(&self, request: Request) -> Reply {
        if control::is_for(&request.path) {
            return control::answer(self, &request);
        }
        if !self.any.load(Ordering::Acquire) {
            return self.first.faults.handle(request);
        }
        self.of_request(&request).faults.handle(request)
    }
}
