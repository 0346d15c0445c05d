//! Sends the calls of a plan one by one, and stops at the first that may have cost something.
//!
//! Why it can't spend more than one create: every call that could cost must be refused. The first one that isn't refused, whose outcome is
//! unknown or after which the balance differs is the last call. Furthermore, if the proof of a guard or a call of a `needed` block isn't
//! refused with an expected status, no creates are sent after it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::answer::{Answer, masked};
use super::judge::{Exchange, History, judge};
use super::questions::{Call, Expects, Key, PAUSE, Plan};
use crate::document::{Document, answer_schemas, operations, resolve};

/// The operation that returns the balance.
const BALANCE: &str = "get_credits";

/// Sends calls.
pub(super) trait Transport {
    /// Sends a call; an error means that no answer came.
    fn send(&mut self, call: &Call) -> Result<Answer, String>;
}

/// A clock that can sleep.
pub(super) trait Clock {
    fn now(&self) -> Duration;
    fn sleep(&mut self, time: Duration);
}

/// The results of a probe.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Exchange>,
    /// Why the probe stopped early, if it did.
    pub(super) ended: Option<String>,
}

/// What a probe works with.
pub(super) struct ProbeContext<'a> {
    pub(super) line: &'a mut dyn Transport,
    pub(super) time: &'a mut dyn Clock,
    pub(super) key: &'a str,
    /// Called after each answer, so that an interrupted probe leaves its results. An error stops the probe.
    pub(super) keep: &'a mut dyn FnMut(&Findings) -> Result<(), String>,
}

/// Sends the calls of a plan.
pub(super) fn ask(document: &Document, plan: &Plan, with: ProbeContext<'_>) -> Findings {
    let mut asking = Probe { with, last: None, findings: Findings::default() };
    asking.findings.ended = asking.all(document, plan).err();
    asking.findings
}

struct Probe<'a> {
    with: ProbeContext<'a>,
    /// When the last call was sent.
    last: Option<Duration>,
    findings: Findings,
}

/// The balance: each documented number with its name.
type Balance = BTreeMap<String, Value>;

impl Probe<'_> {
    fn all(&mut self, document: &Document, plan: &Plan) -> Result<(), String> {
        let mut balance = self.balance(document)?;
        let (mut unguarded, mut history) = (None, History::default());
        for block in &plan.blocks {
            for call in &block.calls {
                if call.is_paid() && unguarded.is_some() {
                    continue;
                }
                let answer = self.send(call)?;
                let verdict = judge(document, call, &answer, &mut history);
                let status = answer.status;
                // Report an accepted call even if writing the record fails.
                let accepted = (call.is_paid() && !(400..500).contains(&status))
                    .then(|| format!("{} may have been accepted: {status} {}", call.name, answer.body));
                self.findings.found.push(Exchange { call: call.clone(), answer, verdict });
                let is_kept = (self.with.keep)(&self.findings);
                accepted.map_or(Ok(()), Err)?;
                is_kept?;
                if (block.needed || call.is_proof()) && !call.expects.status.contains(&status) {
                    unguarded = Some(&call.name);
                }
            }
            let now = self.balance(document)?;
            if now != balance {
                let [before, after] = [&balance, &now].map(|balance| serde_json::json!(balance));
                return Err(format!("the balance was {before} before {}, and is {after} after it", block.name));
            }
            balance = now;
        }
        match unguarded {
            Some(name) => Err(format!("{name} was not refused as expected, so no create was sent after it")),
            None => Ok(()),
        }
    }

    /// Sends a call, not too soon after the last one, and masks the key in its answer.
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        let ProbeContext { line, time, key, .. } = &mut self.with;
        if let Some(last) = self.last {
            let left = (last + PAUSE).saturating_sub(time.now());
            if !left.is_zero() {
                time.sleep(left);
            }
        }
        let answer = line.send(call);
        // The pause counts from the answer.
        self.last = Some(time.now());
        answer.map(|answer| answer.masked(key)).map_err(|why| {
            let why = masked(&why, key);
            match call.is_paid() {
                true => format!("{} may have been accepted: no answer came, {why}", call.name),
                false => format!("no answer came to {}: {why}", call.name),
            }
        })
    }

    /// Reads the balance: the numbers that the document names.
    fn balance(&mut self, document: &Document) -> Result<Balance, String> {
        let root = &document.value;
        let (path, method, operation) = operations(root)
            .find(|(_, _, operation)| operation["operationId"] == BALANCE)
            .ok_or(format!("the document has no operation {BALANCE}"))?;
        let call = Call {
            question: "the balance".to_owned(),
            name: "the balance".to_owned(),
            operation: None,
            method: method.to_uppercase(),
            path: path.to_owned(),
            body: None,
            key: Key::Good,
            expects: Expects { status: vec![200], says: Vec::new(), names: None, keys: None },
            guard: None,
            passes: None,
            place: String::new(),
        };
        let answer = self.send(&call)?;
        let schemas = answer_schemas(root, operation).filter(|(status, _)| *status == "200");
        let names =
            schemas.flat_map(|(_, schema)| resolve(root, schema)["properties"].as_object().into_iter().flatten());
        let numbers = names.filter_map(|(name, _)| {
            answer.body.get(name).filter(|value| value.is_number()).map(|value| (name.clone(), value.clone()))
        });
        let numbers: Balance = numbers.collect();
        if answer.status != 200 || numbers.is_empty() {
            return Err(format!("the balance can't be read: {} {}", answer.status, answer.body));
        }
        Ok(numbers)
    }
}
