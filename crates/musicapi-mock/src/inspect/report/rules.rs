//! The rules for clients, applied when a report is asked for.
//!
//! Each rule reads the recorded requests and what became of their tasks. A finding is *certain*, or *weak*: a weak one rests on a fact that
//! is only inferred, or may be what the client meant, and fails nothing. `rule` lists the rules, `found` collects findings; `calls`,
//! `money`, `tasks` and `files` apply the rules by what they read.

mod calls;
mod files;
mod found;
mod money;
mod rule;
mod tasks;

use crate::faults::FaultState;
use crate::service::Service;
use crate::state::request_log::RecordedRequest;
pub use found::Finding;
use found::Found;
pub use rule::Rule;

/// What there is to say of these requests, the oldest first.
pub(super) fn findings(service: &Service, requests: &[RecordedRequest]) -> Vec<Finding> {
    let mut found = Found::default();
    calls::look_over(requests, &mut found);
    money::look_over(service, requests, &mut found);
    let fetched = files::Fetched::of(requests);
    tasks::look_over(service, requests, &fetched, &mut found);
    files::look_over(service, requests, &fetched, &mut found);
    lives(service, &mut found);
    if service.asked() == 0 {
        found.add(Rule::NothingAsked, "no request reached the mock", []);
    }
    found.findings(service.space)
}

/// What was set to become of tasks that never came.
fn lives(service: &Service, found: &mut Found) {
    for next in &service.store().lives.next_lives {
        let of = next.operation.as_deref().map_or("any operation".to_owned(), |id| format!("`{id}`"));
        found.add(Rule::UnusedFault, format!("the life `{}` waited for a task of {of}, and none came", next.life), []);
    }
}

/// The faults that no call met.
pub(super) fn unused(space: u32, faults: &[FaultState]) -> Vec<Finding> {
    let mut found = Found::default();
    for state in faults.iter().filter(|state| !state.is_consumed()) {
        let used = match state.consumed {
            0 => "was never used".to_owned(),
            1 => "was used once".to_owned(),
            times => format!("was used {times} times"),
        };
        let matched = match state.calls {
            0 => "no call matched it".to_owned(),
            1 => "one call matched it".to_owned(),
            calls => format!("{calls} calls matched it"),
        };
        found.add(Rule::UnusedFault, format!("the fault `{}` {used}; {matched}", state.fault), []);
    }
    found.findings(space)
}

#[cfg(test)]
mod tests;
