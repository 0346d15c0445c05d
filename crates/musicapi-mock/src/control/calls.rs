//! The calls: where each stands, what it takes and answers, and who does it. The document is made from this table.

use http::StatusCode;
use openapi_mock::Reply;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::accounts::{self, AccountChange, AccountState, SpaceState};
use super::lists::{self, CallbacksState, JournalQuery, JournalState, LedgerState, ReportQuery, ReportState, Verified};
use super::reference::{self, OperationState, Reference};
use super::state::{self, State, StateQuery};
use super::steer::{self, LivesChange, Snapshot, TimeChange, TimeState};
use super::{Ask, Outcome, Span};
use crate::faults::{Fault, FaultState};
use crate::inspect::expectations::Expected;
use crate::setup::scenario::Scenario;
use crate::state::lifecycles::Lives;

/// A call.
pub(super) struct Call {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    /// Below `/__mock`.
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) query: Option<SchemaOf>,
    pub(super) body: Option<SchemaOf>,
    pub(super) answer: Answer,
    /// Whether it can be called without the control key: it tells nothing, and changes nothing.
    pub(super) is_open: bool,
    /// Whether it reads its body itself: a large one would else be read twice.
    pub(super) reads: bool,
    pub(super) act: fn(&Ask<'_>) -> Outcome,
}

/// Makes the schema of a type.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// What is answered if all is well.
pub(super) enum Answer {
    Json(StatusCode, SchemaOf),
    /// As JSON, or in one of these forms, as was asked for.
    Forms(&'static [&'static str], SchemaOf),
    Nothing,
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The schema itself, for its properties.
fn whole<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    T::json_schema(generator)
}

impl Call {
    const fn new(
        method: &'static str,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        act: fn(&Ask<'_>) -> Outcome,
    ) -> Self {
        Self {
            id,
            method,
            path,
            summary,
            query: None,
            body: None,
            answer: Answer::Nothing,
            is_open: false,
            reads: false,
            act,
        }
    }

    const fn get(path: &'static str, id: &'static str, summary: &'static str, act: fn(&Ask<'_>) -> Outcome) -> Self {
        Self::new("get", path, id, summary, act)
    }

    const fn post(path: &'static str, id: &'static str, summary: &'static str, act: fn(&Ask<'_>) -> Outcome) -> Self {
        Self::new("post", path, id, summary, act)
    }

    const fn delete(path: &'static str, id: &'static str, summary: &'static str, act: fn(&Ask<'_>) -> Outcome) -> Self {
        Self::new("delete", path, id, summary, act)
    }

    const fn asks<Q: JsonSchema>(mut self) -> Self {
        self.query = Some(whole::<Q>);
        self
    }

    const fn takes<B: JsonSchema>(mut self) -> Self {
        self.body = Some(of::<B>);
        self
    }

    const fn tells<A: JsonSchema>(mut self) -> Self {
        self.answer = Answer::Json(StatusCode::OK, of::<A>);
        self
    }

    const fn makes<A: JsonSchema>(mut self) -> Self {
        self.answer = Answer::Json(StatusCode::CREATED, of::<A>);
        self
    }

    const fn tells_in<A: JsonSchema>(mut self, forms: &'static [&'static str]) -> Self {
        self.answer = Answer::Forms(forms, of::<A>);
        self
    }

    const fn reads<B: JsonSchema>(mut self) -> Self {
        self.reads = true;
        self.takes::<B>()
    }

    const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }
}

/// Every call.
pub(super) static CALLS: &[Call] = &[
    Call::get("/openapi.json", "get_document", "This document", document).tells::<serde_json::Value>().open(),
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
    Call::get("/lives", "get_lives", "What becomes of tasks that are still to come", steer::lives).tells::<Lives>(),
    Call::post("/lives", "change_lives", "Decide what becomes of tasks that are still to come", steer::change_lives)
        .takes::<LivesChange>()
        .tells::<Lives>(),
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
    Call::get("/spaces", "list_spaces", "The spaces, with the keys of their accounts", accounts::spaces)
        .tells::<Vec<SpaceState>>(),
    Call::post(
        "/spaces",
        "make_space",
        "Make a space of its own for a test: keys, time, tasks and journal",
        accounts::make_space,
    )
    .takes::<Scenario>()
    .makes::<SpaceState>(),
    Call::delete(
        "/spaces",
        "end_space",
        "End the space that is named; its keys are known no more",
        accounts::end_space,
    ),
];

fn document(_: &Ask<'_>) -> Outcome {
    Ok(Reply::json(StatusCode::OK, super::document()))
}
