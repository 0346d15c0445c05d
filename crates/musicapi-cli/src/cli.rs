//! The command line: what can be said, as data, before anything is done.
//!
//! `command_line` has all of it: the commands that are written by hand, with those of `batch` and `jobs` and the flags of `options` that
//! several share, `shortcuts` with fields from the facts, and from `generated_commands` those of every operation, made from the facts with the `names` of commands and the
//! `fields` of bodies, of which `song` has those that are known by their meaning. `offered` suggests words, `nearest` the one that was meant; `aliases` has other names
//! of flags, `booleans` joins values to theirs, `help` lays out the examples.

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
pub(crate) mod offered;
pub(crate) mod options;
pub(crate) mod shortcuts;
pub(crate) mod song;
