//! Sends the calls of a plan, one after the other, and ends at the first that may have cost something.
//!
//! What keeps it from spending: every call that could cost must be refused, so the first that isn't is the last that is sent; so is one
//! whose outcome isn't known, and one after which the balance differs. What proves a guard, or is in a block that is `needed`, and isn't
//! refused as expected ends all creates: its status counts, whatever its words.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::answer::{Answer, masked};
use super::judge::{Found, Heard, judge};
use super::questions::{Call, Expects, Key, PAUSE, Plan};
use crate::document::{Document, answer_schemas, operations, resolve};

/// The operation that answers with the balance.
const BALANCE: &str = "get_credits";

/// Where calls are sent.
pub(super) trait Line {
    /// Sends a call; an error if no answer came.
    fn send(&mut self, call: &Call) -> Result<Answer, String>;
}

/// The time, and how it passes.
pub(super) trait Time {
    fn now(&self) -> Duration;
    fn sleep(&mut self, time: Duration);
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Found>,
    /// Why not everything was asked.
    pub(super) ended: Option<String>,
}

/// What asking needs: where to send, the clock, the key that no answer may show, and who keeps what was found so far.
pub(super) struct With<'a> {
    pub(super) line: &'a mut dyn Line,
    pub(super) time: &'a mut dyn Time,
    pub(super) key: &'a str,
    /// Called after each answer, so that a probe that is interrupted leaves what it learnt. An error ends the probe.
    pub(super) keep: &'a mut dyn FnMut(&Findings) -> Result<(), String>,
}

/// Asks what is planned.
pub(super) fn ask(document: &Document, plan: &Plan, with: With<'_>) -> Findings {
    let mut asking = Asking { with, last: None, findings: Findings::default() };
    asking.findings.ended = asking.all(document, plan).err();
    asking.findings
}

struct Asking<'a> {
    with: With<'a>,
    /// When the last call was sent.
    last: Option<Duration>,
    findings: Findings,
}

/// What an account has left, by the names that the document has for it.
type Balance = BTreeMap<String, Value>;

impl Asking<'_> {
    fn all(&mut self, document: &Document, plan: &Plan) -> Result<(), String> {
        let mut balance = self.balance(document)?;
        let (mut unguarded, mut heard) = (None, Heard::default());
        for block in &plan.blocks {
            for call in &block.calls {
                if call.is_paid() && unguarded.is_some() {
                    continue;
                }
                let answer = self.send(call)?;
                let verdict = judge(document, call, &answer, &mut heard);
                let status = answer.status;
                // A task that was paid for after all is named, whatever becomes of the record.
                let accepted = (call.is_paid() && !(400..500).contains(&status))
                    .then(|| format!("{} may have been accepted: {status} {}", call.name, answer.body));
                self.findings.found.push(Found { call: call.clone(), answer, verdict });
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

    /// Sends a call, not too soon after the last one. What comes back has a mask for the key.
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        let With { line, time, key, .. } = &mut self.with;
        if let Some(last) = self.last {
            let left = (last + PAUSE).saturating_sub(time.now());
            if !left.is_zero() {
                time.sleep(left);
            }
        }
        let answer = line.send(call);
        // From its answer on, however long that took.
        self.last = Some(time.now());
        answer.map(|answer| answer.masked(key)).map_err(|why| {
            let why = masked(&why, key);
            match call.is_paid() {
                true => format!("{} may have been accepted: no answer came, {why}", call.name),
                false => format!("no answer came to {}: {why}", call.name),
            }
        })
    }

    /// What the account has left: the numbers that the document names, whatever else is answered.
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
