//! The commands, one module each. `dispatch` reads the parsed arguments and runs the command that they name.

pub(crate) mod batch;
pub(crate) mod bill;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod dispatch;
pub(crate) mod doctor;
pub(crate) mod jobs;
pub(crate) mod list;
pub(crate) mod login;
pub(crate) mod maintenance;
pub(crate) mod models;
pub(crate) mod shortcuts;
