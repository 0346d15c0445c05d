#![doc = include_str!("../README.md")]

mod account;
mod api;
mod artefact;
mod behaviour;
#[cfg(test)]
mod behaviour_tests;
mod book;
mod callback;
mod clips;
mod clock;
mod documented;
mod faults;
mod fingerprint;
mod id;
mod journal;
mod ledger;
mod life;
#[cfg(test)]
mod life_tests;
mod make;
mod media;
#[cfg(feature = "program")]
pub mod program;
#[cfg(test)]
mod proptests;
mod readings;
mod refusal;
mod report;
mod service;
mod settings;
mod store;
mod suspects;
mod task;
mod template;
mod words;
mod work;

pub use account::{Account, Balance};
pub use api::{MockApi, Start};
pub use callback::{CallbackSettings, CallbackTotals, Callbacks, Delivery, Receipt};
pub use clock::Clock;
pub use faults::{Fault, FaultError, FaultState, Faults, RetryAfter};
pub use fingerprint::Fingerprint;
pub use journal::Asked;
pub use ledger::{Cause, Imbalance, Ledger, Row, Sums};
pub use life::{Failure, Life, UnknownLife};
pub use refusal::ErrorShape;
pub use service::Service;
pub use settings::{Bounds, Settings};
pub use store::Tasks;
pub use suspects::Suspect;
