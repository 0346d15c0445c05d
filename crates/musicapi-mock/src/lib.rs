#![doc = include_str!("../README.md")]

mod api;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "stems, tempo, notes and words await the operations that answer with them")
)]
mod artefact;
mod clock;
mod life;
mod media;
mod refusal;
mod report;
mod service;

pub use api::{MockApi, Start};
pub use clock::Clock;
pub use refusal::ErrorShape;
pub use service::{Balance, Service, Settings};
