//! Rules that read calls, one by one or one after the other: polls, retries, refusals, fields.

use std::collections::BTreeMap;
use std::time::Duration;

use super::found::Found;
use super::rule::Rule;
use crate::state::request_log::{RecordedRequest, Verdict};

pub(super) fn look_over(requests: &[RecordedRequest], found: &mut Found) {
    polls(requests, found);
    retries(requests, found);
    refusals(requests, found);
    requests.iter().for_each(|asked| of_one(asked, found));
}

/// Whether so long a pause is too short. Of none it isn't known: while the clock stands still, it is none however long one waits.
fn is_short(pause: Duration, least: Duration) -> bool {
    !pause.is_zero() && pause < least
}

fn polls(requests: &[RecordedRequest], found: &mut Found) {
    let mut looks: BTreeMap<(&str, &str), Vec<&RecordedRequest>> = BTreeMap::new();
    for asked in requests {
        if let (Some(operation), Some(task)) = (asked.operation, asked.task.as_deref()) {
            looks.entry((operation, task)).or_default().push(asked);
        }
    }
    for ((operation, _), looks) in looks {
        let Some(report) = musicapi_facts::operation(operation).and_then(|fact| fact.report) else { continue };
        let (from, to) = report.pace;
        // A timer may ring a little early on a clock that runs fast.
        let least = Duration::from_secs(from.into()).mul_f64(0.9);
        let early: Vec<u64> = looks
            .windows(2)
            // Of what is over nothing is waited for, and a look that went wrong may be repeated.
            .filter(|pair| !pair[0].found_over && pair[0].fault.is_none())
            .filter(|pair| is_short(pair[1].at.saturating_sub(pair[0].at), least))
            .map(|pair| pair[1].number)
            .collect();
        // Who has kept to the pace may look a last time before it gives up.
        let is_last =
            looks.len() > PATIENT && early.len() == 1 && looks.last().map(|look| look.number) == early.first().copied();
        for number in early.into_iter().filter(|_| !is_last) {
            let message = format!(
                "`{operation}` asked about the same task again in under {from} s; the pace is {from} to {to} s"
            );
            let certain = !report.pace_source.starts_with("inferred");
            found.add_by(certain, Rule::PolledTooFast, report.pace_source, message, [number]);
        }
    }
}

/// After how many looks at the documented pace a client is patient.
const PATIENT: usize = 5;

/// Who called: the account, or what tells a key that isn't known from others.
type Caller<'r> = (Option<usize>, Option<&'r str>);

fn caller(asked: &RecordedRequest) -> Caller<'_> {
    (asked.account, asked.unknown_key.as_deref())
}

fn retries(requests: &[RecordedRequest], found: &mut Found) {
    let mut until: BTreeMap<(Caller<'_>, &str, Option<&str>), &RecordedRequest> = BTreeMap::new();
    for asked in requests {
        let Some(operation) = asked.operation else { continue };
        // Looks at several tasks may be under way at once, and none knows what another was told.
        let is_look = musicapi_facts::operation(operation).is_some_and(|fact| fact.report.is_some());
        let task = asked.task.as_deref().or(asked.unknown_task.as_deref()).filter(|_| is_look);
        let caller = (caller(asked), operation, task);
        if let Some(told) = until.get(&caller)
            && let Some(wait) = told.retry_after
        {
            let pause = asked.at.saturating_sub(told.at);
            if is_short(pause, wait) {
                let message =
                    format!("`{operation}` was called again before the time that `Retry-After` had asked for");
                found.add(Rule::RetryAfterIgnored, message, [asked.number]);
            }
        }
        until.remove(&caller);
        if asked.retry_after.is_some() {
            until.insert(caller, asked);
        }
    }
}

/// How often the same may be refused before it is said: a program that does several things at once learns of it late.
const REFUSED: usize = 3;

/// What was refused for its key or for credits, and asked again all the same.
fn refusals(requests: &[RecordedRequest], found: &mut Found) {
    type Refused = (u16, Vec<u64>);
    let mut refused: BTreeMap<(Caller<'_>, &str), Refused> = BTreeMap::new();
    let mut all = Vec::new();
    for asked in requests.iter().filter(|asked| asked.fault.is_none()) {
        let Some(operation) = asked.operation else { continue };
        let caller = (caller(asked), operation);
        if !matches!(asked.status, 401..=403) {
            all.extend(refused.remove(&caller).map(|times| (operation, times)));
            continue;
        }
        let (status, numbers) = refused.entry(caller).or_default();
        *status = asked.status;
        numbers.push(asked.number);
    }
    all.extend(refused.into_iter().map(|((_, operation), times)| (operation, times)));
    for (operation, (status, numbers)) in all.into_iter().filter(|(_, (_, numbers))| numbers.len() >= REFUSED) {
        let why = if status == 401 { "for its key" } else { "for lack of credits or of a subscription" };
        let message = format!("`{operation}` was refused {why} by {status}, and sent again and again");
        found.add(Rule::RefusalRepeated, message, numbers);
    }
}

fn of_one(asked: &RecordedRequest, found: &mut Found) {
    let operation = asked.operation.unwrap_or_default();
    for field in &asked.unknown_fields {
        let forms = asked.operation.and_then(musicapi_facts::operation).map_or(&[][..], |fact| fact.forms);
        // Which field goes with which task type is inferred in part.
        let is_known = forms.iter().flat_map(|form| form.fields).any(|known| known.name == field);
        let message = match is_known {
            true => format!("`{operation}`: the field `{field}` is not documented for this task type"),
            false => format!("`{operation}` doesn't have the field `{field}` for what was asked"),
        };
        found.add_by(!is_known, Rule::UnknownField, Rule::UnknownField.source(), message, [asked.number]);
    }
    for value in &asked.replaced {
        found.add(Rule::Retired, format!("`{operation}` was asked with {value}"), [asked.number]);
    }
    match asked.verdict {
        Verdict::Invalid => {
            let told = asked.violations.first().map(String::as_str).unwrap_or_default();
            found.add(Rule::InvalidRequest, format!("`{operation}`: {told}"), [asked.number]);
        }
        Verdict::Retired => {
            found.add(Rule::Retired, format!("`{operation}` was asked for what is retired: 410"), [asked.number]);
        }
        // Browsers look there by themselves, and so do people.
        Verdict::Unmatched if matches!(&*asked.path, "/" | "/favicon.ico" | "/robots.txt") => {}
        Verdict::Unmatched => {
            let nearest = asked.nearest.as_ref().map(|nearest| format!("; the nearest operation is {nearest}"));
            let message = format!("{} {} is no operation{}", asked.method, asked.path, nearest.unwrap_or_default());
            found.add(Rule::Unmatched, message, [asked.number]);
        }
        _ => {
            let fact = asked.operation.and_then(musicapi_facts::operation);
            if let Some(fact) = fact.filter(|fact| fact.deprecated) {
                let instead = fact.replacement.map(|instead| format!("; use {instead}")).unwrap_or_default();
                found.add(Rule::Retired, format!("`{operation}` is deprecated{instead}"), [asked.number]);
            }
        }
    }
}
