//! The command as a user has it: each test runs the program, most of them against the mock.

#![allow(clippy::unwrap_used, reason = "a test ends where it can't go on")]

mod arguments;
mod batch_identity;
mod bill;
mod command;
mod common;
mod docs;
mod doubts;
mod examples;
#[cfg(unix)]
mod hangs;
mod hostile;
mod jobs;
mod keys;
mod looks;
mod next_steps;
mod november;
mod quirks;
mod settings;
mod store;
mod terminal;
