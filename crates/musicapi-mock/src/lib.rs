#![doc = include_str!("../README.md")]

mod api;
mod audio;
mod callback;
mod clock;
mod life;
mod refusal;
mod report;
mod service;

pub use api::{MockApi, Start};
pub use callback::{CallbackSettings, CallbackTotals, Callbacks, Delivery, Receipt};
pub use clock::Clock;
pub use refusal::ErrorShape;
pub use service::{Balance, Service, Settings};
