//! What a test learns from the mock: `readings` of what happened, `expectations` that it verifies, and the `report` on the client.

pub(crate) mod expectations;
pub(crate) mod readings;
pub(crate) mod report;
mod subset;
