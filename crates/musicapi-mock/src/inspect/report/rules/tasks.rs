//! Rules on paid tasks: each is polled by its own id until it ends, and no longer.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use musicapi_facts::{Report, StateOf};

use super::files::Fetched;
use super::found::Found;
use super::rule::Rule;
use crate::service::Service;
use crate::state::id::Id;
use crate::state::request_log::RecordedRequest;
use crate::state::task::{Name, TAKES, Task};

/// How many looks after the end are one too many: who takes a task up again looks once more.
const ON: usize = 3;

/// The requests, as far as they are about tasks.
struct Seen<'r> {
    /// The accepted call that started each task.
    creates: HashMap<&'r str, &'r RecordedRequest>,
    /// The looks at each task, the oldest first.
    looks: BTreeMap<&'r str, Vec<&'r RecordedRequest>>,
    /// The tasks of which a receiver took a callback.
    told: HashSet<String>,
}

impl<'r> Seen<'r> {
    fn of(service: &Service, requests: &'r [RecordedRequest]) -> Self {
        let mut seen = Self { creates: HashMap::new(), looks: BTreeMap::new(), told: HashSet::new() };
        for asked in requests {
            let Some(task) = asked.task.as_deref() else { continue };
            let fact = asked.operation.and_then(musicapi_facts::operation);
            if asked.call.is_some() {
                seen.creates.insert(task, asked);
            } else if fact.is_some_and(|fact| fact.report.is_some()) {
                seen.looks.entry(task).or_default().push(asked);
            }
        }
        let taken = service.callbacks().deliveries().into_iter().filter(|delivery| delivery.receipt.is_taken());
        seen.told = taken.map(|delivery| delivery.task_id).collect();
        seen
    }
}

pub(super) fn look_over(service: &Service, requests: &[RecordedRequest], fetched: &Fetched, found: &mut Found) {
    let seen = Seen::of(service, requests);
    let now = service.settings.clock.now();
    let tasks: Vec<_> = service.store().newest(0, None).cloned().collect();
    for task in &tasks {
        let id = task.id.to_string();
        let Some(create) = seen.creates.get(&*id) else { continue };
        // The songs of a batch are asked for as a batch.
        if create.operation != Some(task.create.id) {
            continue;
        }
        let opens = service.catalog.prepared(task.create.id).and_then(|prepared| prepared.opens.as_ref());
        let Some(report) = opens.and_then(|opens| opens.report()) else { continue };
        match seen.looks.get(&*id) {
            // Of what was fetched, if only a preview, other rules tell.
            _ if seen.told.contains(&id) || fetched.any_of(task) => {}
            // Who lost the answer doesn't know the id.
            None if create.fault.is_none() => never(task, create, report, now, found),
            None => {}
            Some(looks) => given_up(service, task, looks, report, now, found),
        }
    }
    for looks in seen.looks.values() {
        after_end(looks, found);
    }
    unknown(service, requests, found);
}

fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

fn never(task: &Task, create: &RecordedRequest, report: &Report, now: Duration, found: &mut Found) {
    if now.saturating_sub(task.begun) > seconds(report.pace.1) {
        let message = format!("a task of `{}` was paid for and never asked about", task.create.id);
        found.add(Rule::TaskAbandoned, message, [create.number]);
    }
}

/// A task whose last look didn't find it over: the look went wrong, or came too early.
fn given_up(
    service: &Service,
    task: &Task,
    looks: &[&RecordedRequest],
    report: &Report,
    now: Duration,
    found: &mut Found,
) {
    let Some(last) = looks.last().filter(|_| looks.iter().all(|look| !look.found_over || look.fault.is_some())) else {
        return;
    };
    let since = now.saturating_sub(last.at);
    // Somebody who keeps to the documented pace would have asked again by now. On a clock that stands it can't be known when.
    let is_left = since > seconds(report.pace.1).mul_f64(1.2);
    let stands = service.settings.clock.speed() == 0.0 && since.is_zero();
    let operation = last.operation.unwrap_or_default();
    let went_wrong = last.fault.is_some() || last.status == 429 || (last.status >= 500 && !last.found_over);
    if went_wrong && (is_left || stands) {
        let how =
            last.fault.as_ref().map_or(format!("answered by {}", last.status), |it| format!("met by the fault `{it}`"));
        let message = format!("`{operation}` was {how}, and the task was never asked about again");
        found.add(Rule::FailureTakenForFinal, message, [last.number]);
        return;
    }
    let (takes, is_known) = report.takes.map_or((TAKES.1, false), |(_, to)| (to, true));
    if is_left && !went_wrong && last.at.saturating_sub(task.begun) < seconds(takes) {
        let state = if task.is_over(task.progress(now)) { "it is over by now" } else { "it is still being made" };
        let message = format!(
            "a task of `{}` was given up before it was over; such a task takes up to {takes} s, and {state}",
            task.create.id
        );
        found.add_by(is_known, Rule::GivenUpEarly, Rule::GivenUpEarly.source(), message, [last.number]);
    }
}

fn after_end(looks: &[&RecordedRequest], found: &mut Found) {
    let Some(end) = looks.iter().position(|look| look.found_over && look.fault.is_none()) else { return };
    let on: Vec<u64> = looks.iter().skip(end + 1).filter(|look| look.fault.is_none()).map(|look| look.number).collect();
    let Some(operation) = looks.get(end).and_then(|look| look.operation).filter(|_| on.len() >= ON) else { return };
    let report = musicapi_facts::operation(operation).and_then(|fact| fact.report);
    let place = report.map(|report| place(&report)).unwrap_or_default();
    let first = looks.get(end).map(|look| look.number).unwrap_or_default();
    let message = format!(
        "`{operation}` went on asking about a task that was over; its end stood in the answer to #{first}, where {place}"
    );
    found.add(Rule::AskedAfterEnd, message, on);
}

/// Where a report says that a task is over.
fn place(report: &Report) -> String {
    let dotted = |pointer: &str| pointer.trim_start_matches('/').replace('/', ".");
    let state = match report.state_of {
        StateOf::Task => format!("`{}`", dotted(report.state)),
        StateOf::Clip if report.clips.is_empty() => format!("`{}`", dotted(report.state)),
        StateOf::Clip => format!("`{}[].{}`", dotted(report.clips), dotted(report.state)),
    };
    let words: Vec<&str> = report.succeeded.iter().chain(report.failed).copied().collect();
    let of_failure = report.notice.map(|notice| format!("; of a task that failed it is `{}`", dotted(notice.word)));
    format!("{state} is {}{}", words.join(" or "), of_failure.unwrap_or_default())
}

/// Ids that were never given out, by what they are instead.
fn unknown(service: &Service, requests: &[RecordedRequest], found: &mut Found) {
    let store = service.store();
    for asked in requests {
        let (Some(id), Some(operation)) = (asked.unknown_task.as_deref(), asked.operation) else { continue };
        let told = match store.known_as(&Id::of(id)) {
            Some((Name::Clip, _)) => "the id of a clip, and not of a task".to_owned(),
            Some((Name::Task(_), owner)) if owner.is_some() && owner != asked.account => {
                "the id of a task that another key has started".to_owned()
            }
            Some((Name::Task(family), _)) => {
                let teller = service.catalog.reports(family).next().map_or("none", |prepared| prepared.fact.id);
                format!("the id of a task of another family, of which {teller} tells")
            }
            Some(_) => "the id of something else than a task".to_owned(),
            None if store.tasks().forgotten > 0 => "an id that the mock doesn't know, or no longer keeps".to_owned(),
            None => "an id that no create was answered with".to_owned(),
        };
        let certain = store.tasks().forgotten == 0;
        let message = format!("`{operation}` was asked with {told}");
        found.add_by(certain, Rule::UnknownTask, Rule::UnknownTask.source(), message, [asked.number]);
    }
}
