//! The command line: what can be said, before anything is done.
//!
//! `command_line` has the commands that are written by hand, `generated_commands` those of every operation, made from the facts with the
//! `names` of commands and the `fields` of bodies; `help` lays out the examples.

pub(crate) mod command_line;
pub(crate) mod fields;
pub(crate) mod generated_commands;
pub(crate) mod help;
pub(crate) mod names;
