//! The index: what is known of each paid call in the file, and where its lines are, so that no line has to be read twice.

use std::collections::HashMap;

use musicapi_facts::BalanceKind;

use crate::journal::Standing;
use crate::journal::evidence::{Charge, GivenBack, LATE, Paid, sure_price};
use crate::journal::file::line::{Begun, Said};
use crate::journal::intent::price;

/// The place of a line in the file, without its line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) at: u64,
    pub(super) length: usize,
}

#[derive(Default)]
pub(super) struct Index {
    calls: Vec<Call>,
    by_intent: HashMap<String, usize>,
    by_fingerprint: HashMap<String, Vec<usize>>,
    by_task: HashMap<String, usize>,
    by_budget: HashMap<String, Vec<usize>>,
}

/// A paid call.
struct Call {
    begun: Begun,
    intent: Span,
    /// The line that counts as the outcome, and what it says.
    outcome: Option<(Span, Standing)>,
    /// When the outcome was recorded, and whether it was only found out later.
    answered: Option<i64>,
    is_found: bool,
    /// When every clip of its task was final, and whether all succeeded.
    ended: Option<(i64, bool)>,
}

impl Index {
    /// Takes in a line.
    pub(super) fn learn(&mut self, said: Said, span: Span) {
        match said {
            Said::Intent(begun) => {
                let place = self.calls.len();
                self.by_intent.insert(begun.id.clone(), place);
                self.by_fingerprint.entry(begun.fingerprint.clone()).or_default().push(place);
                if let Some(budget) = &begun.budget {
                    self.by_budget.entry(budget.clone()).or_default().push(place);
                }
                let (outcome, answered, is_found, ended) = (None, None, false, None);
                self.calls.push(Call { begun, intent: span, outcome, answered, is_found, ended });
            }
            Said::Of { intent, standing, task, written, ended } => {
                let Some(&place) = self.by_intent.get(&intent) else { return };
                let call = &mut self.calls[place];
                if let Some(task) = task {
                    self.by_task.insert(task, place);
                }
                if let (Some(is_whole), Some(at)) = (ended, written) {
                    call.ended = call.ended.or(Some((at, is_whole)));
                }
                let before = call.outcome.map(|(_, standing)| standing);
                let Some(standing) = standing.filter(|it| it.is_news(before)) else { return };
                let was_in_doubt = before == Some(Standing::Unknown);
                call.is_found |= standing == Standing::Charged
                    || was_in_doubt && matches!(standing, Standing::Accepted | Standing::Started);
                // A call that counts as lost may have been given up after its outcome was found out.
                call.answered = match standing {
                    Standing::Unknown => call.answered.max(written),
                    _ => call.answered.or(written),
                };
                call.outcome = Some((span, standing));
            }
        }
    }

    pub(super) fn has(&self, intent: &str) -> bool {
        self.by_intent.contains_key(intent)
    }

    /// The intent that started a task, unless the task is known to have ended.
    pub(super) fn running(&self, task: &str) -> Option<&str> {
        let call = &self.calls[*self.by_task.get(task)?];
        call.ended.is_none().then_some(call.begun.id.as_str())
    }

    /// The lines of the last call with this fingerprint that may have been charged.
    pub(super) fn find(&self, fingerprint: &str) -> Option<(Span, Option<Span>)> {
        let alike = self.by_fingerprint.get(fingerprint)?.iter().rev().map(|place| &self.calls[*place]);
        alike.filter(|call| !call.is_free()).map(|call| (call.intent, call.outcome.map(|(span, _)| span))).next()
    }

    /// The credits that may have been charged to one balance under the name of a budget.
    pub(super) fn spent(&self, budget: &str, purse: BalanceKind) -> u64 {
        let calls = self.by_budget.get(budget).into_iter().flatten().map(|place| &self.calls[*place]);
        let of_purse =
            calls.filter(|call| !call.is_free()).filter_map(|call| price(&call.begun.operation, call.begun.credits));
        of_purse.filter(|price| price.purse == purse).map(|price| u64::from(price.credits)).sum()
    }

    /// The calls of an account, as evidence about its balance.
    pub(super) fn paid(&self, account: &str) -> Vec<(String, Paid)> {
        let of_account = self.calls.iter().filter(|call| call.begun.account.as_deref() == Some(account));
        of_account.map(|call| (call.begun.id.clone(), call.paid())).collect()
    }
}

impl Call {
    fn is_free(&self) -> bool {
        self.outcome.is_some_and(|(_, standing)| standing.is_free())
    }

    fn paid(&self) -> Paid {
        let standing = self.outcome.map(|(_, standing)| standing);
        let charge = match standing {
            None | Some(Standing::Unknown) => Charge::InDoubt,
            Some(standing) if standing.is_free() => Charge::Never,
            Some(_) => Charge::Sure,
        };
        let given_back = match (charge, standing, self.ended) {
            (Charge::Never, ..) | (_, Some(Standing::Accepted), _) | (Charge::Sure, _, Some((_, true))) => {
                GivenBack::Never
            }
            (_, _, Some((seen, _))) => GivenBack::By(seen),
            _ => GivenBack::AnyTime,
        };
        // A call that was lost and then found may have been charged late.
        let late = if self.is_found { i64::try_from(LATE.as_millis()).unwrap_or(i64::MAX) } else { 0 };
        Paid {
            at: self.begun.at,
            balance: self.begun.balance,
            price: sure_price(&self.begun.operation, self.begun.credits),
            charge,
            answered: self.answered.map(|answered| answered.saturating_add(late)),
            given_back,
        }
    }
}
