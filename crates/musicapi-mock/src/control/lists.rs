//! What happened: ledger, journal, callbacks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Ask, Outcome, Span, told};
use crate::callback::{CallbackTotals, Delivery};
use crate::journal::{Asked, Verdict};
use crate::ledger::{Row, Sums};
use crate::suspects::Suspect;

/// Debits and refunds.
#[derive(Serialize, JsonSchema)]
pub(super) struct LedgerState {
    /// The sums of each account.
    accounts: Vec<Sums>,
    /// How many rows there were, also those that are no longer kept.
    written: u64,
    /// The newest rows, the newest first.
    rows: Vec<Row>,
    /// The same create, accepted twice within a while.
    suspects: Vec<Suspect>,
}

pub(super) fn ledger(ask: &Ask<'_>) -> Outcome {
    let span: Span = ask.query()?;
    let store = ask.space.service.settled();
    let ledger = &store.ledger;
    let rows = ledger.rows().rev().filter(|row| span.has(row.number)).take(span.limit).cloned().collect();
    let suspects = store.watch.found().cloned().collect();
    let state = LedgerState { accounts: ledger.accounts().to_vec(), written: ledger.written(), rows, suspects };
    drop(store);
    told(&state)
}

/// Which requests.
#[derive(Deserialize, JsonSchema)]
pub(super) struct JournalQuery {
    /// Only those for this operation, by its `operationId`.
    #[serde(default)]
    operation: Option<String>,
    /// Only those about this task.
    #[serde(default)]
    task: Option<String>,
    /// Only those of which this became.
    #[serde(default)]
    verdict: Option<Verdict>,
    /// Only those that were answered by this status.
    #[serde(default)]
    status: Option<u16>,
    #[serde(flatten)]
    span: Span,
}

/// What was asked.
#[derive(Serialize, JsonSchema)]
pub(super) struct JournalState {
    /// How many requests there were, also those that are no longer kept.
    asked: u64,
    /// The newest requests that fit, the newest first.
    requests: Vec<Asked>,
}

pub(super) fn journal(ask: &Ask<'_>) -> Outcome {
    let JournalQuery { operation, task, verdict, status, span } = ask.query()?;
    let fits = |asked: &&Asked| {
        span.has(asked.number)
            && operation.as_deref().is_none_or(|operation| asked.operation == Some(operation))
            && task.as_deref().is_none_or(|task| asked.task.as_deref() == Some(task))
            && verdict.is_none_or(|verdict| asked.verdict == verdict)
            && status.is_none_or(|status| asked.status == status)
    };
    let journal = ask.space.service.written();
    let requests = journal.entries().rev().filter(fits).take(span.limit).cloned().collect();
    let state = JournalState { asked: journal.count(), requests };
    drop(journal);
    told(&state)
}

/// What was sent to the `webhook_url` of creates.
#[derive(Serialize, JsonSchema)]
pub(super) struct CallbacksState {
    /// How many there were.
    totals: CallbackTotals,
    /// The newest deliveries, the newest first.
    deliveries: Vec<Delivery>,
}

pub(super) fn callbacks(ask: &Ask<'_>) -> Outcome {
    let span: Span = ask.query()?;
    let callbacks = ask.space.service.callbacks();
    let deliveries =
        callbacks.deliveries().into_iter().rev().filter(|it| span.has(it.number)).take(span.limit).collect();
    told(&CallbacksState { totals: callbacks.totals(), deliveries })
}
