#![doc = include_str!("../README.md")]

mod clock;
mod contract;
mod control;
mod faults;
mod inspect;
mod media;
mod mock_api;
#[cfg(feature = "program")]
pub mod program;
#[cfg(test)]
mod proptests;
mod service;
mod setup;
mod spaces;
mod start;
mod state;
mod webhook;

pub use clock::Clock;
pub use contract::fingerprint::Fingerprint;
pub use contract::refusal::ErrorShape;
pub use control::document as control_document;
pub use faults::{Fault, FaultError, FaultState, Faults, RetryAfter};
pub use inspect::expectations::{Expected, Sent, UnmetExpectations};
pub use inspect::report::{ClientReport, Cost, Coverage, Finding, Minimum, ReportFormat, Rule, Share};
pub use mock_api::MockApi;
pub use musicapi_facts::Edition;
pub use service::Service;
pub use setup::scenario::{Scenario, ScenarioError, Time};
pub use setup::settings::{Bounds, Settings};
pub use spaces::snapshot::SnapshotError;
pub use spaces::{Spaces, SpacesOptions};
pub use start::Start;
pub use state::account::{Account, Balance};
pub use state::duplicates::Duplicate;
pub use state::ledger::{AccountSums, Cause, Imbalance, Ledger, LedgerRow};
pub use state::lifecycle::{Failure, Lifecycle, UnknownLifecycle};
pub use state::lifecycles::{Lifecycles, NextLifecycle};
pub use state::request_log::{RecordedRequest, Verdict};
pub use state::sent::Body;
pub use state::store::Tasks;
pub use webhook::{CallbackSettings, CallbackTotals, Callbacks, Delivery, PendingCallback, Receipt};
