//! The layer that uses faults at calls: it stands before the service, and either answers in its place or changes what it answered.
//!
//! A call goes through in four steps. Every fault that fits the call counts it, under one lock, whether or not the fault is used: the nth
//! call is the nth for all faults alike. Of the faults whose turn it is, those from *before* the service come first; the first of them that
//! finds something to spoil answers, and the service never hears of the call, so nothing can have been charged. Otherwise the service acts,
//! and the first fault from *after* it spoils the answer, so everything was charged.
//!
//! A fault is used up only once it has made a reply, and under the lock again: of two calls at once that see the same fault with one use
//! left, one gets it and the other goes on without. So the number of uses is exact, and a fault that found nothing to spoil is still there
//! for the next call.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Method;
use http::header::CONTENT_LENGTH;
use openapi_mock::{Handler, Hold, Operation, Reply, Request, Wire};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::{Calls, Fault, Target};
use crate::media::url::MEDIA;
use crate::service::{Service, Trace};
use crate::state::id::Id;

/// A service on the way to which, or back, things go wrong. It handles requests as the service does.
///
/// Several faults may fit a call. Those that are used before the service acts come first, then those after; among them
/// the one that was added first, and no other is used at that call.
///
/// ```
/// use std::sync::Arc;
/// use musicapi_mock::{Fault, Faults, Service, Settings};
/// use openapi_mock::{Handler, Request};
///
/// let faults = Faults::new(Arc::new(Service::new(Settings::default())?));
/// faults.add(Fault::on("get_credits").status(500))?;
/// let look = Request::get("/api/v1/get-credits").with_header("authorization", "Bearer mock-key");
/// assert_eq!(faults.handle(look.clone()).status, 500);
/// assert_eq!(faults.handle(look).status, 200);
/// assert!(faults.states()[0].is_consumed());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Faults {
    service: Arc<Service>,
    /// Whether connections can be broken and answers held back; wiremock can't.
    breaks: bool,
    entries: Mutex<Entries>,
    consumed: watch::Sender<()>,
}

#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    /// How many were ever added.
    added: u64,
}

struct Entry {
    number: u64,
    fault: Arc<Fault>,
    calls: u64,
    consumed: u64,
}

/// A fault, and how often it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FaultState {
    /// Counts up from 1, in the order in which they were added.
    pub number: u64,
    /// The fault; written as text.
    #[schemars(with = "String")]
    pub fault: Fault,
    /// How many calls it matched since it was added.
    pub calls: u64,
    /// At how many of them it was used.
    pub consumed: u64,
}

impl FaultState {
    /// Whether it was used as often as it says; for one at every call that is once.
    #[must_use]
    pub fn is_consumed(&self) -> bool {
        let wanted = match self.fault.calls {
            Calls::Next(calls) => calls,
            Calls::Nth(_) | Calls::Every => 1,
        };
        self.consumed >= wanted
    }
}

impl fmt::Display for FaultState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the fault `{}` was consumed at {} of {} calls", self.fault, self.consumed, self.calls)
    }
}

/// Why a fault can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultError(String);

impl FaultError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

/// A call that faults may fit.
struct Call<'s> {
    /// None if it is for a file.
    operation: Option<&'s Operation>,
    /// The task that it asks about, if it asks about one.
    task: Option<String>,
    key: Option<String>,
    is_head: bool,
}

impl Faults {
    /// A layer around this service, without faults yet.
    #[must_use]
    pub fn new(service: Arc<Service>) -> Self {
        let (consumed, _) = watch::channel(());
        Self { service, breaks: true, entries: Mutex::default(), consumed }
    }

    /// The same where connections can't be broken.
    #[must_use]
    pub(crate) fn unbreaking(self) -> Self {
        Self { breaks: false, ..self }
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Adds a fault; it is looked at after those that are there.
    ///
    /// Gives its number.
    ///
    /// # Errors
    /// If there is no such operation or example, if what it says doesn't go together, or if it needs hyper and the mock is on
    /// wiremock.
    pub fn add(&self, fault: Fault) -> Result<u64, FaultError> {
        self.check(&fault)?;
        let mut entries = self.entries();
        entries.added += 1;
        let number = entries.added;
        entries.list.push(Entry { number, fault: Arc::new(fault), calls: 0, consumed: 0 });
        Ok(number)
    }

    /// Takes a fault away; false if there is none of this number.
    pub fn remove(&self, number: u64) -> bool {
        let mut entries = self.entries();
        let before = entries.list.len();
        entries.list.retain(|entry| entry.number != number);
        let removed = entries.list.len() < before;
        drop(entries);
        // One that nobody waits for any more.
        self.consumed.send_replace(());
        removed
    }

    /// Puts these in the place of all faults.
    pub(crate) fn replace(&self, states: Vec<FaultState>) -> Result<(), FaultError> {
        for FaultState { fault, .. } in &states {
            self.check(fault)?;
        }
        let mut entries = self.entries();
        entries.added = states.iter().map(|state| state.number).max().unwrap_or_default();
        let entry =
            |FaultState { number, fault, calls, consumed }| Entry { number, fault: Arc::new(fault), calls, consumed };
        entries.list = states.into_iter().map(entry).collect();
        drop(entries);
        self.consumed.send_replace(());
        Ok(())
    }

    /// The faults, in the order in which they were added, and how often each was used.
    #[must_use]
    pub fn states(&self) -> Vec<FaultState> {
        let state = |entry: &Entry| {
            let Entry { number, fault, calls, consumed } = entry;
            FaultState { number: *number, fault: (**fault).clone(), calls: *calls, consumed: *consumed }
        };
        self.entries().list.iter().map(state).collect()
    }

    /// Waits until each fault was used as often as it says.
    pub async fn all_consumed(&self) {
        let mut consumed = self.consumed.subscribe();
        while !self.states().iter().all(FaultState::is_consumed) {
            // The sender lives as long as this does, so it can't be gone.
            let _ = consumed.changed().await;
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        // Nothing panics while it is held half-changed.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self, fault: &Fault) -> Result<(), FaultError> {
        let error = |text: String| FaultError(format!("the fault `{fault}`: {text}"));
        fault.check(self.service.document()).map_err(error)?;
        if !self.breaks && fault.needs_hyper() {
            return Err(FaultError(format!(
                "the fault `{fault}` needs the hyper adapter: .over_hyper(); wiremock can't do it"
            )));
        }
        Ok(())
    }

    /// The call that a request is; none if it leads nowhere.
    fn call(&self, request: &Request) -> Option<Call<'_>> {
        let is_head = request.method == Method::HEAD;
        if request.path.starts_with(MEDIA) {
            return Some(Call { operation: None, task: None, key: None, is_head });
        }
        let route = self.service.document().route(&request.method, &request.path).ok()?;
        let key = route.operation.credentials(request).ok().flatten();
        let reports = musicapi_facts::operation(route.operation.id()).is_some_and(|fact| fact.report.is_some());
        let task = route.path_parameters.into_values().next().filter(|_| reports);
        Some(Call { operation: Some(route.operation), task, key, is_head })
    }

    /// Counts a call, and gives the faults that may be used at it: their numbers, and what they are.
    fn due(&self, call: &Call<'_>) -> Vec<(u64, Arc<Fault>)> {
        let mut due = Vec::new();
        for entry in &mut self.entries().list {
            if call.fits(&entry.fault) {
                entry.calls += 1;
                if entry.is_due() {
                    due.push((entry.number, entry.fault.clone()));
                }
            }
        }
        due
    }

    /// Uses a fault, unless another call was faster.
    fn consume(&self, number: u64) -> bool {
        let mut entries = self.entries();
        let Some(entry) = entries.list.iter_mut().find(|entry| entry.number == number) else { return false };
        if matches!(entry.fault.calls, Calls::Next(calls) if entry.consumed >= calls) {
            return false;
        }
        entry.consumed += 1;
        drop(entries);
        self.consumed.send_replace(());
        true
    }

    /// What becomes of an answer; none if the fault finds nothing to spoil in it. Without an answer it is the fault's own.
    fn spoil(&self, fault: &Fault, call: &Call<'_>, reply: Option<&Reply>) -> Option<Reply> {
        let settings = self.service.settings();
        let mut reply = match &fault.answer {
            Some(answer) => answer.reply(call.operation, settings.error_shape, &settings.clock)?,
            None => reply.cloned().unwrap_or_default(),
        };
        let fact = call.operation.and_then(|operation| musicapi_facts::operation(operation.id()));
        let report = fact.and_then(|fact| fact.report.as_ref());
        let changes =
            fault.changes.iter().fold(0, |changes, change| changes + usize::from(change.apply(&mut reply, report)));
        if changes < fault.changes.len() {
            return None;
        }
        if !call.is_head {
            // The length of a file is of the file as it was: the adapter tells that of what there is now, or what the fault says.
            reply.headers.remove(CONTENT_LENGTH);
        }
        let length = if call.is_head { 0 } else { reply.body.len() };
        let breaks = match fault.wire {
            Wire::CutAfter(at) | Wire::ResetAfter(at) | Wire::StallAfter(at) => at < length,
            Wire::Trickle { bytes, .. } => bytes < length,
            Wire::Length(told) => told != length as u64 && !call.is_head,
            _ => true,
        };
        if !breaks {
            return None;
        }
        reply.wire = fault.wire;
        if !fault.delay.is_zero() {
            let (clock, until) = (settings.clock.clone(), settings.clock.now().saturating_add(fault.delay));
            reply.hold = Some(Hold::until(move || {
                let clock = clock.clone();
                async move { clock.until(until).await }
            }));
        }
        Some(reply)
    }
}

impl Handler for Faults {
    fn handle(&self, request: Request) -> Reply {
        if self.entries().list.is_empty() {
            return self.service.handle(request);
        }
        let Some(call) = self.call(&request) else { return self.service.handle(request) };
        let due = self.due(&call);
        let (after, before): (Vec<_>, Vec<_>) = due.into_iter().partition(|(_, fault)| fault.is_after());
        let used = |reply: Option<&Reply>, faults: &[(u64, Arc<Fault>)]| {
            faults.iter().find_map(|(number, fault)| {
                let spoilt = self.spoil(fault, &call, reply)?;
                self.consume(*number).then(|| (spoilt, Arc::clone(fault)))
            })
        };
        if let Some((reply, fault)) = used(None, &before) {
            call.task.iter().for_each(|task| self.service.store().watch.learned(&Id::of(task)));
            let mut trace =
                Trace { caller: call.key.as_deref().and_then(|key| self.service.caller(key)), ..Trace::default() };
            trace.operation =
                call.operation.and_then(|operation| musicapi_facts::operation(operation.id())).map(|it| it.id);
            (trace.fault, trace.task) = (Some(fault.to_string()), call.task);
            self.service.write(&request, &reply, trace);
            return reply;
        }
        let mut trace = Trace::default();
        let reply = self.service.answer(&request, &mut trace);
        let (reply, fault) = match used(Some(&reply), &after) {
            Some((spoilt, fault)) => (spoilt, Some(fault)),
            None => (reply, None),
        };
        if let (Some(fault), Some(call), Some((account, _))) = (&fault, trace.call, &trace.caller)
            && fault.loses_answer()
        {
            self.service.store().watch.lost(*account, call);
        }
        trace.fault = fault.map(|fault| fault.to_string());
        self.service.write(&request, &reply, trace);
        reply
    }
}

impl Call<'_> {
    fn fits(&self, fault: &Fault) -> bool {
        let target = match (&fault.target, self.operation) {
            (Target::Operation(id), Some(operation)) => id == operation.id(),
            (Target::Any, Some(_)) | (Target::Media, None) => true,
            _ => false,
        };
        target && (fault.key.is_none() || fault.key == self.key)
    }
}

impl Entry {
    fn is_due(&self) -> bool {
        match self.fault.calls {
            Calls::Nth(n) => self.calls == n,
            Calls::Next(calls) => self.consumed < calls,
            Calls::Every => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::settings::Settings;

    #[test]
    fn of_two_calls_at_once_a_fault_is_used_at_one() {
        let faults = Faults::new(Arc::new(Service::new(Settings::default()).unwrap()));
        faults.add(Fault::on("get_credits").status(500)).unwrap();
        let call = faults.call(&Request::get("/api/v1/get-credits")).unwrap();
        assert_eq!((faults.due(&call).len(), faults.due(&call).len()), (1, 1), "neither was used yet");
        assert_eq!((faults.consume(1), faults.consume(1)), (true, false));
        assert_eq!((faults.states()[0].calls, faults.states()[0].consumed), (2, 1));
    }
}
