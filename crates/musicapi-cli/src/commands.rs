//! The commands, one module each; `dispatch` finds the one that was asked for.

pub(crate) mod batch;
pub(crate) mod bill;
pub(crate) mod care;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod dispatch;
pub(crate) mod doctor;
pub(crate) mod jobs;
pub(crate) mod list;
pub(crate) mod login;
pub(crate) mod models;
pub(crate) mod shortcuts;
