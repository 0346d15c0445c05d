//! The command line as data: every command and flag, declared before anything runs.
//!
//! `command_line` assembles it. The commands written by hand are there and in `batch` and `jobs`, and share the flags in `options`.
//! `generated_commands` derives a command for every operation from the facts, with the `names` of commands and flags and the `fields` of
//! bodies; `shortcuts` adds such fields to `song`, `cover` and `extend`, and `song` names the few fields that this program knows by
//! meaning. `suggestions` and `nearest` suggest values, `aliases` adds other names of flags, `booleans` joins a boolean flag and its
//! value, and `help` lays out examples.

pub(crate) mod aliases;
pub(crate) mod batch;
pub(crate) mod booleans;
pub(crate) mod command_line;
pub(crate) mod fields;
pub(crate) mod generated_commands;
pub(crate) mod help;
pub(crate) mod jobs;
pub(crate) mod names;
pub(crate) mod nearest;
pub(crate) mod options;
pub(crate) mod shortcuts;
pub(crate) mod song;
pub(crate) mod suggestions;
