//! What a command runs in: each `setting` with where it comes from, all `settings` with the `pace`, `credentials`, the `session` with its
//! client, where `files` go, the `database` of jobs, the `embedded_mock`, the `log`, the steps by which a service is to `reach`, and the `interrupt` that ends it.

pub(crate) mod config_file;
pub(crate) mod credentials;
pub(crate) mod database;
pub(crate) mod embedded_mock;
pub(crate) mod files;
pub(crate) mod interrupt;
pub(crate) mod log;
pub(crate) mod pace;
pub(crate) mod reach;
pub(crate) mod session;
pub(crate) mod setting;
pub(crate) mod settings;
