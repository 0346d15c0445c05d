//! The environment of a command.
//!
//! `settings` merges flags, environment and `config_file`; each `setting` remembers its origin, and `pace` holds the intervals. From them
//! follow the API key (`credentials`), the client (`session`, or the `embedded_mock`), the store of jobs (`database`), the folder for
//! `files` and the `log`; `writable` tries their paths before a setting is stored. `reach` diagnoses a connection for `musicapi doctor`, and `interrupt` handles Ctrl-C for all commands.

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
pub(crate) mod writable;
