//! The store: one SQLite file, and all SQL of this crate.
//!
//! `connection` opens the file, brings it to the newest version (`migrations/`) and hands out reads and writes. On it stand the tables, a
//! module each: `submissions` (each paid call: the truth about money), `leases` (who works on which job), `progress` (counts and sums), `revival` (tasks that failed and succeeded after all) and
//! `service` (which service the file belongs to). A paid call is on the disk before it is sent, and its outcome before anything follows
//! from it.

pub(crate) mod connection;
#[cfg(test)]
pub(crate) mod crash;
pub(crate) mod leases;
pub(crate) mod progress;
pub(crate) mod revival;
pub(crate) mod service;
pub(crate) mod submissions;
