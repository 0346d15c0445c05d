#![doc = include_str!("../README.md")]

mod account;
mod accounts;
mod api;
mod artefact;
mod behaviour;
#[cfg(test)]
mod behaviour_tests;
mod book;
mod callback;
mod clips;
mod clock;
mod control;
mod documented;
mod faults;
mod files;
mod fingerprint;
mod id;
mod journal;
mod ledger;
mod life;
#[cfg(test)]
mod life_tests;
mod lives;
mod make;
#[path = "media/serve.rs"]
mod media;
mod page;
#[cfg(feature = "program")]
pub mod program;
#[cfg(test)]
mod proptests;
mod readings;
mod refusal;
mod report;
mod review;
mod saved;
mod scenario;
mod seconds;
mod service;
mod settings;
mod snapshot;
mod spaces;
mod store;
mod suspects;
mod task;
mod template;
mod verify;
mod words;
mod work;

pub use account::{Account, Balance};
pub use api::{MockApi, Start};
pub use callback::{CallbackSettings, CallbackTotals, Callbacks, Delivery, PendingCallback, Receipt};
pub use clock::Clock;
pub use control::document as control_document;
pub use faults::{Fault, FaultError, FaultState, Faults, RetryAfter};
pub use fingerprint::Fingerprint;
pub use journal::{Asked, Verdict};
pub use ledger::{Cause, Imbalance, Ledger, Row, Sums};
pub use life::{Failure, Life, UnknownLife};
pub use lives::{Lives, NextLife};
pub use refusal::ErrorShape;
pub use review::{ClientReport, Cost, Coverage, Finding, Minimum, ReportFormat, Rule, Share};
pub use scenario::{Scenario, ScenarioError, Time};
pub use service::Service;
pub use settings::{Bounds, Settings};
pub use snapshot::SnapshotError;
pub use spaces::{Spaces, SpacesOptions};
pub use store::Tasks;
pub use suspects::Suspect;
pub use verify::{Expected, Unmet};
