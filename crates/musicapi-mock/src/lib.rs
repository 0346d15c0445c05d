#![doc = include_str!("../README.md")]

mod api;
mod audio;
mod clock;
mod faults;
mod life;
mod refusal;
mod report;
mod service;

pub use api::{MockApi, Start};
pub use clock::Clock;
pub use faults::{Fault, FaultError, FaultState, Faults, RetryAfter};
pub use refusal::ErrorShape;
pub use service::{Balance, Service, Settings};
