//! The table of control calls. The document of the control API is made from it, so a call that isn't here doesn't exist.

use http::StatusCode;
use openapi_mock::Reply;
use schemars::JsonSchema;
use serde::Serialize;

use super::accounts::{self, AccountChange, AccountState, SpaceQuery, SpaceState};
use super::ask::{Ask, Outcome, Span, told};
use super::call::Call;
use super::lists::{self, CallbacksState, JournalQuery, JournalState, LedgerState, ReportQuery, ReportState, Verified};
use super::published;
use super::reference::{self, OperationState, Reference};
use super::state::{self, State, StateQuery};
use super::steer::{self, LivesChange, Snapshot, TimeChange, TimeState};
use crate::faults::{Fault, FaultState};
use crate::inspect::expectations::Expected;
use crate::setup::scenario::Scenario;
use crate::state::lifecycles::Lifecycles;

/// Every call.
pub(super) static CALLS: &[Call] = &[
    Call::get("/openapi.json", "get_document", "This document", document).tells::<serde_json::Value>().open(),
    Call::get("/api.json", "get_api_document", "The OpenAPI document of the API that is mocked", published::api)
        .tells::<serde_json::Value>()
        .open(),
    Call::get(
        "/api.plain.json",
        "get_plain_api_document",
        "The OpenAPI document of the API that is mocked, in the form for code generators",
        published::plain,
    )
    .tells::<serde_json::Value>()
    .open(),
    Call::get("/health", "get_health", "Whether the mock is there; `/healthz` tells the same", health)
        .tells::<Health>()
        .open(),
    Call::get(
        "/state",
        "get_state",
        "Tasks with their clips, the newest first; time, accounts and counts",
        state::state,
    )
    .asks::<StateQuery>()
    .tells::<State>(),
    Call::get("/operations", "list_operations", "The operations of the API that is mocked", reference::list)
        .tells::<Reference>(),
    Call::get(
        "/operations/{operation}",
        "get_operation",
        "What an operation takes, costs and answers, with the documented examples",
        reference::operation,
    )
    .tells::<OperationState>(),
    Call::get("/time", "get_time", "What time it is", steer::time).tells::<TimeState>(),
    Call::post(
        "/time",
        "change_time",
        "Move time forward, or let it run faster, slower, or not at all",
        steer::change_time,
    )
    .takes::<TimeChange>()
    .tells::<TimeState>(),
    Call::get("/faults", "list_faults", "The faults, and how often each was used", steer::faults)
        .tells::<Vec<FaultState>>(),
    Call::post("/faults", "add_fault", "Let something go wrong", steer::add_fault)
        .takes::<Fault>()
        .makes::<FaultState>(),
    Call::delete("/faults", "remove_faults", "Take all faults away", steer::remove_faults),
    Call::delete("/faults/{number}", "remove_fault", "Take a fault away", steer::remove_fault),
    Call::get("/lives", "get_lives", "What becomes of tasks that are still to come", steer::lives)
        .tells::<Lifecycles>(),
    Call::post("/lives", "change_lives", "Decide what becomes of tasks that are still to come", steer::change_lives)
        .takes::<LivesChange>()
        .tells::<Lifecycles>(),
    Call::delete(
        "/lives/next",
        "remove_next_lives",
        "Forget what was to become of the next tasks: they live as all others",
        steer::remove_next_lives,
    ),
    Call::get("/accounts", "list_accounts", "The accounts, and what each has left", accounts::list)
        .tells::<Vec<AccountState>>(),
    Call::post(
        "/accounts",
        "change_account",
        "Give an account credits, take its subscription, or add one",
        accounts::change,
    )
    .takes::<AccountChange>()
    .tells::<Vec<AccountState>>(),
    Call::get(
        "/ledger",
        "get_ledger",
        "Debits and refunds, the newest first; sums, and what was perhaps paid twice",
        lists::ledger,
    )
    .asks::<Span>()
    .tells::<LedgerState>(),
    Call::get("/journal", "get_journal", "What was asked and what became of it, the newest first", lists::journal)
        .asks::<JournalQuery>()
        .tells::<JournalState>(),
    Call::get(
        "/callbacks",
        "get_callbacks",
        "What was sent to receivers and what came of it, the newest first; and what is to be sent",
        lists::callbacks,
    )
    .asks::<Span>()
    .tells::<CallbacksState>(),
    Call::post(
        "/verify",
        "verify",
        "Whether the calls were those that are expected, and if not, what was asked",
        lists::verify,
    )
    .takes::<Expected>()
    .tells::<Verified>(),
    Call::get(
        "/report",
        "get_report",
        "What the client shouldn't have done, what it tried, and what that would have cost",
        lists::report,
    )
    .asks::<ReportQuery>()
    .tells_in::<ReportState>(&["text/plain", "application/xml"]),
    Call::get(
        "/snapshot",
        "get_snapshot",
        "All that the space knows; keys and callback secrets are in it",
        steer::snapshot,
    )
    .tells::<Snapshot>(),
    Call::post("/restore", "restore", "Put back all that a snapshot knows, time included", steer::restore)
        .reads::<Snapshot>(),
    Call::post("/reset", "reset", "Make the space as it was set up; its time begins anew", steer::reset),
    Call::get(
        "/spaces",
        "list_spaces",
        "The spaces, with their names and the keys of their accounts",
        accounts::spaces,
    )
    .tells::<Vec<SpaceState>>(),
    Call::post(
        "/spaces",
        "make_space",
        "Make a space of its own for a test: keys, time, tasks and journal",
        accounts::make_space,
    )
    .asks::<SpaceQuery>()
    .takes::<Scenario>()
    .makes::<SpaceState>(),
    Call::delete(
        "/spaces",
        "end_space",
        "End the space that is named; its keys are known no more",
        accounts::end_space,
    ),
];

fn document(ask: &Ask<'_>) -> Outcome {
    Ok(Reply::json(StatusCode::OK, ask.document))
}

/// That it is there.
#[derive(Serialize, JsonSchema)]
struct Health {
    /// `ok`.
    status: &'static str,
}

fn health(_: &Ask<'_>) -> Outcome {
    told(&Health { status: "ok" })
}
