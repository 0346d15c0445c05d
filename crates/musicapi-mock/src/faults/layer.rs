//! The faults of a mock, as a layer around its service.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Method;
use openapi_replay::{Handler, Hold, Operation, Reply, Request, Wire};
use tokio::sync::watch;

use super::{Calls, Fault, Target};
use crate::report::MEDIA;
use crate::service::Service;

/// A service on the way to which, or back, things go wrong. It handles requests as the service does.
///
/// Several faults may fit a call. Those that are used before the service acts come first, then those after; among them
/// the one that was added first, and no other is used at that call.
///
/// ```
/// use std::sync::Arc;
/// use musicapi_mock::{Fault, Faults, Service, Settings};
/// use openapi_replay::{Handler, Request};
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
    /// Whether there are any: a mock without faults pays nothing for them.
    armed: AtomicBool,
    entries: Mutex<Vec<Entry>>,
    consumed: watch::Sender<()>,
}

struct Entry {
    fault: Arc<Fault>,
    calls: u64,
    consumed: u64,
}

/// A fault, and how often it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultState {
    /// The fault.
    pub fault: Fault,
    /// How many calls fitted since it was added.
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
    key: Option<String>,
    is_head: bool,
}

impl Faults {
    /// A layer around this service, without faults yet.
    #[must_use]
    pub fn new(service: Arc<Service>) -> Self {
        let (consumed, _) = watch::channel(());
        Self { service, armed: AtomicBool::new(false), entries: Mutex::default(), consumed }
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Adds a fault; it is looked at after those that are there.
    ///
    /// # Errors
    /// If there is no such operation or example, or if what it says doesn't go together.
    pub fn add(&self, fault: Fault) -> Result<(), FaultError> {
        self.check(&fault).map_err(|text| FaultError(format!("the fault `{fault}`: {text}")))?;
        self.entries().push(Entry { fault: Arc::new(fault), calls: 0, consumed: 0 });
        self.armed.store(true, Ordering::Release);
        Ok(())
    }

    /// The faults, in the order in which they were added, and how often each was used.
    #[must_use]
    pub fn states(&self) -> Vec<FaultState> {
        let state =
            |entry: &Entry| FaultState { fault: (*entry.fault).clone(), calls: entry.calls, consumed: entry.consumed };
        self.entries().iter().map(state).collect()
    }

    /// Waits until each fault was used as often as it says.
    pub async fn all_consumed(&self) {
        let mut consumed = self.consumed.subscribe();
        while !self.states().iter().all(FaultState::is_consumed) {
            // The sender lives as long as this does, so it can't be gone.
            let _ = consumed.changed().await;
        }
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        // Nothing panics while it is held half-changed.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        if let Some(flaw) = fault.flaw() {
            return Err(flaw.to_owned());
        }
        let document = self.service.document();
        let operations: Vec<&Operation> = match &fault.target {
            Target::Operation(id) => vec![document.operation(id).ok_or_else(|| self.unknown(id))?],
            Target::Any => document.operations().collect(),
            Target::Media => Vec::new(),
        };
        let Some(answer) = &fault.answer else { return Ok(()) };
        let Some(name) = &answer.example else { return Ok(()) };
        let fits = |operation: &&Operation| operation.answer(answer.status(), Some(name)).is_some();
        if operations.iter().any(fits) {
            return Ok(());
        }
        let answers = operations.iter().flat_map(|operation| operation.answers());
        let answers = answers.filter(|found| answer.status().is_none_or(|status| found.status == status));
        let mut known: Vec<String> = answers
            .filter_map(|answer| Some(format!("{} under {}", answer.example?, answer.status.as_u16())))
            .collect();
        known.sort();
        known.dedup();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(format!("the document has no such example `{name}`; it has: {known}"))
    }

    fn unknown(&self, id: &str) -> String {
        let ids = self.service.document().operations().map(Operation::id);
        let nearest = ids.min_by_key(|known| strsim::levenshtein(id, known)).unwrap_or_default();
        format!("there is no operation `{id}`; the nearest is `{nearest}`, `*` is any, and `media` is a file")
    }

    /// The call that a request is; none if it leads nowhere.
    fn call(&self, request: &Request) -> Option<Call<'_>> {
        let is_head = request.method == Method::HEAD;
        if request.path.starts_with(MEDIA) {
            return Some(Call { operation: None, key: None, is_head });
        }
        let route = self.service.document().route(&request.method, &request.path).ok()?;
        let key = route.operation.credentials(request).ok().flatten();
        Some(Call { operation: Some(route.operation), key, is_head })
    }

    /// Counts a call, and gives the faults that may be used at it: their place, and what they are.
    fn due(&self, call: &Call<'_>) -> Vec<(usize, Arc<Fault>)> {
        let mut due = Vec::new();
        for (index, entry) in self.entries().iter_mut().enumerate() {
            if call.fits(&entry.fault) {
                entry.calls += 1;
                if entry.is_due() {
                    due.push((index, entry.fault.clone()));
                }
            }
        }
        due
    }

    /// Uses a fault, unless another call was faster.
    fn consume(&self, index: usize) -> bool {
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(index) else { return false };
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
        if !self.armed.load(Ordering::Acquire) {
            return self.service.handle(request);
        }
        let Some(call) = self.call(&request) else { return self.service.handle(request) };
        let due = self.due(&call);
        let (after, before): (Vec<_>, Vec<_>) = due.into_iter().partition(|(_, fault)| fault.is_after());
        let used = |reply: Option<&Reply>, faults: &[(usize, Arc<Fault>)]| {
            faults.iter().find_map(|(index, fault)| {
                let spoilt = self.spoil(fault, &call, reply)?;
                self.consume(*index).then_some(spoilt)
            })
        };
        if let Some(reply) = used(None, &before) {
            return reply;
        }
        let reply = self.service.handle(request);
        used(Some(&reply), &after).unwrap_or(reply)
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
    use crate::settings::Settings;

    #[test]
    fn of_two_calls_at_once_a_fault_is_used_at_one() {
        let faults = Faults::new(Arc::new(Service::new(Settings::default()).unwrap()));
        faults.add(Fault::on("get_credits").status(500)).unwrap();
        let call = faults.call(&Request::get("/api/v1/get-credits")).unwrap();
        assert_eq!((faults.due(&call).len(), faults.due(&call).len()), (1, 1), "neither was used yet");
        assert_eq!((faults.consume(0), faults.consume(0)), (true, false));
        assert_eq!((faults.states()[0].calls, faults.states()[0].consumed), (2, 1));
    }
}
