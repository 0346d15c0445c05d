//! A whole mock: its spaces, and the control API before them.
//!
//! A space is a service with state of its own, for a test that runs beside others. A request belongs to the space that its file's address
//! or its key names, and to the first space otherwise. A key belongs to one space at most: spaces are made, and keys claimed, under the
//! write lock that also checks that the key is free.
//!
//! A space ends when nobody has called it for as long as it says. Whether it may end is decided by a reader and again under the write lock,
//! so a call that came in between keeps its space; a call that comes later finds the key unknown, and never a space that is being taken
//! down. The report of a space that has ended is kept.

pub(crate) mod snapshot;
pub(crate) mod space;
mod state_file;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use openapi_mock::Request;

use crate::clock::Clock;
use crate::faults::{Fault, Faults};
use crate::inspect::report::ClientReport;
use crate::media::url;
use crate::service::Service;
use crate::setup::scenario::Scenario;
use crate::setup::settings::Settings;
use crate::state::account::Account;
use crate::state::sent::bearer;
use snapshot::SnapshotError;
pub use space::SpacesOptions;
use space::{Manner, Space};

/// How many spaces there may be beside the first.
const SPACES: usize = if cfg!(test) { 20 } else { 1000 };

/// After how much real time without a call a space ends if there is no room for another.
const IDLE: Duration = Duration::from_secs(10 * 60);

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
    options: SpacesOptions,
    /// When it began, by the clock of the machine.
    began: Instant,
    /// How many control calls there were.
    controlled: AtomicU64,
}

/// Why it isn't done with a space.
#[derive(Debug)]
pub(crate) enum SpaceError {
    /// It doesn't go together with what there is.
    Conflict(String),
    /// It can't be set up so.
    Bad(String),
    /// The mock is at fault.
    Broken(String),
    /// The snapshot can't be put back.
    Snapshot(SnapshotError),
}

impl From<SnapshotError> for SpaceError {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
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
    /// The space beside the first that a word names: by a key that it knows, or by its name.
    fn named(&self, word: &str) -> Option<&Arc<Space>> {
        let is_called = |space: &&Arc<Space>| space.manner.name.as_deref() == Some(word);
        self.by_key.get(word).or_else(|| self.by_number.values().find(is_called))
    }

    /// Whether a space may end: nobody has called it for as long as it says, or for ten minutes if there is no room for another.
    fn may_end(&self, space: &Space, now: Duration) -> bool {
        let is_full = self.by_number.len() >= SPACES;
        space.is_over(now) || (is_full && space.manner.idle.is_none() && space.is_idle(IDLE, now))
    }

    /// Keeps what there is to say of a space that is over.
    fn keep(&mut self, report: ClientReport) {
        let all = match self.over.take() {
            Some(over) => over.plus(report),
            None => report,
        };
        self.over = Some(all.bounded(FINDINGS));
    }
}

impl Spaces {
    /// A mock with one space.
    ///
    /// # Errors
    /// As [`Service::new`], and if a fault can't be.
    pub fn new(settings: Settings, faults: Vec<Fault>, options: SpacesOptions) -> Result<Self, String> {
        let first = Arc::new(Space::new(settings, faults, 0, &options)?);
        Ok(Self { first, others: RwLock::default(), options, began: Instant::now(), controlled: AtomicU64::new(0) })
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

    /// Whether there are others than the first.
    pub(crate) fn has_others(&self) -> bool {
        self.read(|others| !others.by_number.is_empty())
    }

    /// Whether pages from anywhere may call the API.
    pub(crate) fn is_for_pages(&self) -> bool {
        self.options.cors
    }

    pub(crate) fn control_key(&self) -> Option<&str> {
        self.options.control_key.as_deref()
    }

    fn read<T>(&self, of: impl FnOnce(&Others) -> T) -> T {
        // Nothing panics while it is held half-changed.
        of(&self.others.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes notice of a control call.
    pub(crate) fn note_control(&self) {
        self.controlled.fetch_add(1, Ordering::Relaxed);
    }

    /// Grows with all that may have changed it but time.
    #[cfg_attr(not(feature = "program"), allow(dead_code, reason = "the program asks"))]
    pub(crate) fn activity(&self) -> u64 {
        let asked: u64 = self.all().iter().map(|space| space.service.asked()).sum();
        asked + self.controlled.load(Ordering::Relaxed)
    }

    /// The space that a control call names: by a key that it knows, or by its name.
    pub(crate) fn named(&self, name: &str) -> Option<Arc<Space>> {
        if self.first.service.accounts().number(name).is_some() {
            return Some(Arc::clone(&self.first));
        }
        self.called(|others| others.named(name))
    }

    /// The space that a call is for, which keeps it alive; none if it is over: then it ends.
    fn called(&self, which: impl FnOnce(&Others) -> Option<&Arc<Space>>) -> Option<Arc<Space>> {
        let now = self.began.elapsed();
        // Under the lock: what is called isn't ended meanwhile.
        let (space, is_over) = self.read(|others| {
            let space = Arc::clone(which(others)?);
            let is_over = space.is_over(now);
            if !is_over {
                space.touch(now);
            }
            Some((space, is_over))
        })?;
        if is_over {
            self.forget(&space, |_| space.is_over(now));
        }
        (!is_over).then_some(space)
    }

    /// All spaces, in the order in which they were made.
    pub(crate) fn all(&self) -> Vec<Arc<Space>> {
        self.expire(self.began.elapsed());
        let mut all: Vec<_> = self.read(|others| others.by_number.values().cloned().collect());
        all.push(Arc::clone(&self.first));
        all.sort_by_key(|space| space.number);
        all
    }

    /// Makes a space. What its scenario doesn't say is as the first one was set up; it has an account and a clock of its own.
    pub(crate) fn make(&self, scenario: Scenario, manner: Manner) -> Result<Arc<Space>, SpaceError> {
        self.expire(self.began.elapsed());
        self.make_as(0, scenario, manner, None)
    }

    /// The same with this number, or a higher one if it is taken, and with what a snapshot knows.
    fn make_as(
        &self,
        number: u32,
        scenario: Scenario,
        manner: Manner,
        snapshot: Option<&[u8]>,
    ) -> Result<Arc<Space>, SpaceError> {
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if others.by_number.len() >= SPACES {
            return Err(SpaceError::Conflict(format!(
                "there are {SPACES} spaces already; delete those that are done with, or let them end by themselves (`?idle=60`)"
            )));
        }
        let number = number.max(others.made + 1);
        let first = self.first.service.settings();
        let speed = first.clock.speed();
        let clock = if speed > 0.0 { Clock::real(speed) } else { Clock::by_hand() };
        let accounts = vec![(format!("mock-key-{number}"), Account::default())];
        let mut settings = Settings { accounts, clock, ..first.clone() };
        let mut faults = scenario.clone().apply(&mut settings);
        // Receivers have the same clock, whichever space calls them.
        settings.callbacks.machine_time |= first.callbacks.machine_time;
        let own = |key: &str| if manner.own_keys { format!("{key}-{number}") } else { key.to_owned() };
        let named: Vec<_> = settings.accounts.iter().map(|(key, _)| (key.clone(), own(key))).collect();
        settings.accounts.iter_mut().zip(&named).for_each(|((key, _), (_, own))| key.clone_from(own));
        faults.iter_mut().for_each(|fault| fault.rename_keys(&named));
        let mut space = Space::new(settings, faults, number, &self.options).map_err(SpaceError::Bad)?;
        (space.manner, space.scenario, space.named) = (manner, scenario, named);
        // The keys that it began with are not those that it knows now.
        snapshot.map_or(Ok(()), |snapshot| space.restore(snapshot, |_| Ok::<_, SpaceError>(())))?;
        self.check_free(&others, number, space.keys().iter().chain(&space.manner.name))?;
        space.touch(self.began.elapsed());
        let space = Arc::new(space);
        others.made = number;
        others.by_key.extend(space.keys().into_iter().map(|key| (key, Arc::clone(&space))));
        others.by_number.insert(number, Arc::clone(&space));
        Ok(space)
    }

    /// Ends the spaces that may end.
    fn expire(&self, now: Duration) {
        let due = |others: &Others| -> Vec<_> {
            others.by_number.values().filter(|space| others.may_end(space, now)).cloned().collect()
        };
        self.read(due).iter().for_each(|space| self.forget(space, |others| others.may_end(space, now)));
    }

    /// Refuses what names another space: keys and names are told apart, so that each stands for one space.
    fn check_free<'w>(
        &self,
        others: &Others,
        number: u32,
        words: impl IntoIterator<Item = &'w String>,
    ) -> Result<(), SpaceError> {
        let accounts = self.first.service.accounts();
        let is_taken = |word: &&String| {
            (number > 0 && accounts.number(word).is_some())
                || others.named(word).is_some_and(|space| space.number != number)
        };
        words.into_iter().find(is_taken).map_or(Ok(()), |word| {
            Err(SpaceError::Conflict(format!(
                "`{word}` is the key or the name of a space already; choose another, or end that space"
            )))
        })
    }

    /// Takes note of a key that a space is to know.
    pub(crate) fn claim(&self, space: &Arc<Space>, key: &str) -> Result<(), SpaceError> {
        self.expire(self.began.elapsed());
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        let key = key.to_owned();
        self.check_free(&others, space.number, [&key])?;
        if space.number > 0 {
            others.by_key.insert(key, Arc::clone(space));
        }
        Ok(())
    }

    /// A report on who called any of the spaces, also before one was reset or ended; of that a hundred findings of each rule.
    #[must_use]
    pub fn report(&self) -> ClientReport {
        let others = self.all().into_iter().filter(|space| space.number > 0).map(|space| space.report());
        let over = self.read(|others| others.over.clone());
        over.into_iter().chain(others).fold(self.first.report(), ClientReport::plus)
    }

    /// Makes a space as it was set up.
    pub(crate) fn reset(&self, space: &Arc<Space>) -> Result<(), SpaceError> {
        let first_keys = space.service.settings().accounts.iter().map(|(key, _)| key);
        self.read(|others| self.check_free(others, space.number, first_keys))?;
        let report = space.report();
        self.others.write().unwrap_or_else(PoisonError::into_inner).keep(report);
        space.reset().map_err(SpaceError::Broken)?;
        self.index(space);
        Ok(())
    }

    /// Puts a snapshot back into a space.
    pub(crate) fn restore(&self, space: &Arc<Space>, snapshot: &[u8]) -> Result<(), SpaceError> {
        space.restore(snapshot, |accounts| {
            self.read(|others| self.check_free(others, space.number, accounts.iter().map(|(key, _)| key)))
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
    pub(crate) fn end(&self, space: &Space) -> Result<(), SpaceError> {
        if space.number == 0 {
            return Err(SpaceError::Conflict("the first space can't be ended; reset it".to_owned()));
        }
        self.forget(space, |_| true);
        Ok(())
    }

    /// Forgets a space if it still `may_end`, and keeps what there is to say of who called it.
    fn forget(&self, space: &Space, may_end: impl FnOnce(&Others) -> bool) {
        let report = space.report();
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if !may_end(&others) {
            return;
        }
        others.by_key.retain(|_, of| of.number != space.number);
        if others.by_number.remove(&space.number).is_some() {
            others.keep(report);
        }
    }

    /// The space that a request belongs to.
    pub(crate) fn of_request(&self, request: &Request) -> Arc<Space> {
        let of_file = || {
            let (number, _) = url::place(&request.path)?;
            self.called(|others| others.by_number.get(&number))
        };
        let of_key = || {
            let key = bearer(&request.headers)?;
            self.called(|others| others.by_key.get(key))
        };
        of_file().or_else(of_key).unwrap_or_else(|| Arc::clone(&self.first))
    }
}

#[cfg(test)]
mod tests {
    use openapi_mock::Handler as _;

    use super::*;

    #[test]
    fn a_space_ends_by_itself_once_nobody_calls_it() {
        let mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap();
        let seconds = Duration::from_secs;
        let make = |idle| mock.make(Scenario::default(), Manner { idle, ..Manner::default() }).unwrap();
        let (short, lasting) = (make(Some(seconds(60))), make(None));
        short.touch(seconds(100));
        mock.expire(seconds(160));
        assert_eq!(mock.others.read().unwrap().by_number.len(), 2);
        mock.expire(seconds(161));
        assert!(mock.named("mock-key-1").is_none() && mock.named("mock-key-2").is_some());
        mock.expire(seconds(1_000_000));
        assert!(mock.named("mock-key-2").is_some(), "there is room");
        assert_eq!(lasting.number, 2);
        // Its calls keep it alive.
        let called = make(Some(seconds(60)));
        called.touch(Duration::ZERO);
        let request = Request::get("/api/v1/get-credits").with_header("authorization", "Bearer mock-key-3");
        assert_eq!(mock.handle(request).status, 200);
        assert!(!called.is_idle(seconds(60), mock.began.elapsed()));
        assert_eq!(mock.report().asked, 1);
    }

    #[test]
    fn a_call_that_comes_too_late_does_not_revive_a_space() {
        let mut mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap();
        let idle = Some(Duration::from_secs(60));
        let made = mock.make(Scenario::default(), Manner { idle, ..Manner::default() }).unwrap();
        made.touch(Duration::ZERO);
        mock.began = Instant::now().checked_sub(Duration::from_secs(90)).unwrap();
        let request = Request::get("/api/v1/get-credits").with_header("authorization", "Bearer mock-key-1");
        assert_eq!(mock.handle(request.clone()).status, 401);
        assert!(mock.named("mock-key-1").is_none() && mock.others.read().unwrap().by_number.is_empty());
        // Its key is free again.
        mock.claim(mock.first(), "mock-key-1").unwrap();
        // Whoever is called in time stays, whatever was thought of it before.
        let called = mock.make(Scenario::default(), Manner { idle, ..Manner::default() }).unwrap();
        mock.forget(&called, |_| false);
        assert!(mock.named("mock-key-2").is_some());
    }

    #[test]
    fn a_full_mock_ends_what_nobody_uses() {
        let mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap();
        (0..SPACES).for_each(|_| drop(mock.make(Scenario::default(), Manner::default()).unwrap()));
        let full = mock.make(Scenario::default(), Manner::default());
        assert!(matches!(full, Err(SpaceError::Conflict(_))), "all were just made");
        mock.expire(IDLE + Duration::from_secs(60));
        assert!(mock.make(Scenario::default(), Manner::default()).is_ok());
    }
}
