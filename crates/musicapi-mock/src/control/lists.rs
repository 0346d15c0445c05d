//! Control calls that list what happened: the ledger, the recorded requests, callbacks, and the report on the client.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use openapi_mock::Reply;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Outcome, Span, told};
use crate::inspect::expectations::{Expected, UnmetExpectations};
use crate::inspect::report::{ClientReport, Minimum, ReportFormat};
use crate::state::duplicates::Duplicate;
use crate::state::ledger::{AccountSums, LedgerRow};
use crate::state::request_log::{RecordedRequest, Verdict, redacted};
use crate::webhook::{CallbackTotals, Delivery, PendingCallback};

/// Debits and refunds.
#[derive(Serialize, JsonSchema)]
pub(super) struct LedgerState {
    /// The sums of each account.
    accounts: Vec<AccountSums>,
    /// How many rows there were, also those that are no longer kept.
    written: u64,
    /// The newest rows, the newest first.
    rows: Vec<LedgerRow>,
    /// The same create, accepted twice within a while.
    suspects: Vec<Duplicate>,
}

pub(super) fn ledger(ask: &Ask<'_>) -> Outcome {
    let span: Span = ask.query()?;
    let store = ask.space.service.settled();
    let ledger = &store.ledger;
    let rows = ledger.rows().rev().filter(|row| span.has(row.number)).take(span.limit).cloned().collect();
    let suspects = store.watch.found().cloned().collect();
    let mut state = LedgerState { accounts: ledger.accounts().to_vec(), written: ledger.written(), rows, suspects };
    drop(store);
    let pairs = state.suspects.iter_mut().flat_map(|Duplicate { first, second, .. }| [first, second]);
    let keys = state.rows.iter_mut().chain(pairs).map(|row| &mut row.key);
    let keys = keys.chain(state.accounts.iter_mut().map(|sums| &mut sums.key));
    // No key is told in full where nobody asks for it.
    keys.for_each(|key| *key = redacted(key).into());
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
    requests: Vec<RecordedRequest>,
}

pub(super) fn journal(ask: &Ask<'_>) -> Outcome {
    let JournalQuery { operation, task, verdict, status, span } = ask.query()?;
    let fits = |asked: &&RecordedRequest| {
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

/// Whether it was asked what is expected.
#[derive(Serialize, JsonSchema)]
pub(super) struct Verified {
    /// Whether all is so.
    met: bool,
    /// What isn't, and what was asked.
    #[serde(flatten)]
    unmet: UnmetExpectations,
}

pub(super) fn verify(ask: &Ask<'_>) -> Outcome {
    let expected: Expected = ask.body()?;
    let unmet = ask.space.service.meets(&expected).err();
    told(&Verified { met: unmet.is_none(), unmet: unmet.unwrap_or_default() })
}

/// In which form, and how much is enough.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ReportQuery {
    /// In which form.
    #[serde(default = "json_format")]
    format: ReportFormat,
    /// Whether it is on all spaces as one, also before any was reset or ended.
    #[serde(default)]
    all: bool,
    #[serde(flatten)]
    minimum: Minimum,
}

fn json_format() -> ReportFormat {
    ReportFormat::Json
}

/// A report on the client.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReportState {
    #[serde(flatten)]
    report: ClientReport,
    /// Where coverage is below the minimum that was asked for.
    shortfalls: Vec<String>,
}

pub(super) fn report(ask: &Ask<'_>) -> Outcome {
    let ReportQuery { format, all, minimum } = ask.query()?;
    let report = if all { ask.spaces.report() } else { ask.space.report() };
    let media_type = match format {
        ReportFormat::Json => return told(&ReportState { shortfalls: report.shortfalls(&minimum), report }),
        ReportFormat::Text => "text/plain; charset=utf-8",
        ReportFormat::Junit => "application/xml",
    };
    let mut reply = Reply::text(StatusCode::OK, report.told(format, &minimum));
    reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    Ok(reply)
}

/// What is, and was, sent to the `webhook_url` of creates.
#[derive(Serialize, JsonSchema)]
pub(super) struct CallbacksState {
    /// How many there were.
    totals: CallbackTotals,
    /// How many are to come.
    waiting: usize,
    /// Those that are to come, the soonest first.
    pending: Vec<PendingCallback>,
    /// The newest deliveries, the newest first.
    deliveries: Vec<Delivery>,
}

pub(super) fn callbacks(ask: &Ask<'_>) -> Outcome {
    let span: Span = ask.query()?;
    let callbacks = ask.space.service.callbacks();
    let (pending, waiting) = callbacks.pending(span.limit);
    let deliveries = callbacks.deliveries().into_iter().rev();
    let deliveries = deliveries.filter(|it| span.has(it.number)).take(span.limit).collect();
    told(&CallbacksState { totals: callbacks.totals(), waiting, pending, deliveries })
}
