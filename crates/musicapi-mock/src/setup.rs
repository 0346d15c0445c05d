//! How a mock is set up: `settings` in Rust, a `scenario` from a file.

pub(crate) mod scenario;
pub(crate) mod settings;
#[cfg(test)]
mod tests;
