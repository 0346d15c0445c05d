//! The store that is a file of SQLite: all SQL of this crate.
//!
//! `file` makes the file, opens it, checks what can be checked in constant time and brings it to the newest version (`migrations/`);
//! nothing but SQLite ever opens it, since closing any other handle of it would drop the locks of this process. `store` keeps one
//! connection for each file and process, on a thread of its own, where what many want to write at the same time is one transaction and
//! one wait for the disk. `line` is that connection: each statement goes through it. `lock` says how long another program is waited for, and that it is. `hurt` remembers damage.
//!
//! On them stand the verbs of the [`Ledger`](crate::ledger::Ledger), which `verbs` puts together: `work` (jobs), `batches`, `claims`
//! (who works on what), `calls` (the truth about money), `progress` (counters), `care` (check, copy, prune). `rows` reads rows.

pub(crate) mod batches;
pub(crate) mod calls;
pub(crate) mod care;
pub(crate) mod claims;
#[cfg(test)]
pub(crate) mod crash;
pub(crate) mod file;
pub(crate) mod hurt;
pub(crate) mod line;
pub(crate) mod lock;
pub(crate) mod progress;
pub(crate) mod rows;
pub(crate) mod store;
pub(crate) mod verbs;
pub(crate) mod work;
