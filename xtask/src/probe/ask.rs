//! Sends the calls of a plan, one after the other, and ends at the first that may have cost something.
//!
//! What keeps it from spending: every call that could cost must be refused, so the first that isn't is the last that is sent; so is one
//! whose outcome isn't known, and one after which the balance differs. A block that is `needed` and isn't refused as expected ends all
//! creates, since what guards them doesn't hold: its status counts, whatever its words.

use std::time::Duration;

use serde_json::Value;

use super::answer::{Answer, Exchange};
use super::judge::{Found, Heard, judge};
use super::questions::{Call, Expects, Key, PAUSE, Plan};
use crate::document::Document;

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
    pub(super) exchanges: Vec<Exchange>,
    pub(super) found: Vec<Found>,
    /// Why not everything was asked.
    pub(super) ended: Option<String>,
}

/// Asks what is planned.
pub(super) fn ask(document: &Document, plan: &Plan, line: &mut dyn Line, time: &mut dyn Time) -> Findings {
    let mut asking = Asking { line, time, last: None, findings: Findings::default() };
    asking.findings.ended = asking.all(document, plan).err();
    asking.findings
}

struct Asking<'a> {
    line: &'a mut dyn Line,
    time: &'a mut dyn Time,
    /// When the last call was sent.
    last: Option<Duration>,
    findings: Findings,
}

impl Asking<'_> {
    fn all(&mut self, document: &Document, plan: &Plan) -> Result<(), String> {
        let mut balance = self.balance()?;
        let (mut unguarded, mut heard) = (None, Heard::new());
        for block in &plan.blocks {
            for call in &block.calls {
                if call.is_paid() && unguarded.is_some() {
                    continue;
                }
                let answer = self.send(call)?;
                let verdict = judge(document, call, &answer, &mut heard);
                self.findings.found.push(Found { call: call.clone(), verdict });
                let (status, said) = (answer.status, answer.value());
                self.findings.exchanges.push(Exchange { call: call.clone(), answer });
                if call.is_paid() && !(400..500).contains(&status) {
                    // A task that was paid for after all is named, whatever becomes of the record.
                    return Err(format!("{} may have been accepted: {status} {said}", call.name));
                }
                if block.needed && !call.expects.status.contains(&status) {
                    unguarded = Some(&block.name);
                }
            }
            let now = self.balance()?;
            if now != balance {
                return Err(format!("the balance was {balance} before {}, and is {now} after it", block.name));
            }
            balance = now;
        }
        match unguarded {
            Some(name) => Err(format!("{name} was not refused as expected, so no create was sent after it")),
            None => Ok(()),
        }
    }

    /// Sends a call, not too soon after the last one.
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        if let Some(last) = self.last {
            let left = (last + PAUSE).saturating_sub(self.time.now());
            if !left.is_zero() {
                self.time.sleep(left);
            }
        }
        let answer = self.line.send(call);
        // From its answer on, however long that took.
        self.last = Some(self.time.now());
        answer.map_err(|why| match call.is_paid() {
            true => format!("{} may have been accepted: no answer came, {why}", call.name),
            false => format!("no answer came to {}: {why}", call.name),
        })
    }

    /// What the account has left.
    fn balance(&mut self) -> Result<Value, String> {
        let call = Call {
            name: "the balance".to_owned(),
            operation: None,
            method: "GET".to_owned(),
            path: "/get-credits".to_owned(),
            body: None,
            key: Key::Good,
            expects: Expects { status: vec![200], says: Vec::new(), names: None, keys: None },
            guard: None,
            place: String::new(),
        };
        let answer = self.send(&call)?;
        match answer.status {
            200 => Ok(answer.value()),
            status => Err(format!("the balance can't be read: {status} {}", answer.value())),
        }
    }
}
