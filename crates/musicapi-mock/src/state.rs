//! What the mock keeps: accounts, credits, tasks, and what it was asked.
//!
//! `store` holds it all and says what is forgotten first. Money: `ledger` (every debit and refund), `account` and `accounts`. Work: `task`,
//! whose course is set by a `lifecycle` that `lifecycles` picks. Memory: `request_log`, what requests `sent`, and `duplicates`. All of it can be written to a
//! snapshot (`serde_util`, `seconds`).

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod duplicates;
pub(crate) mod id;
pub(crate) mod ledger;
pub(crate) mod lifecycle;
pub(crate) mod lifecycles;
pub(crate) mod request_log;
pub(crate) mod seconds;
pub(crate) mod sent;
pub(crate) mod serde_util;
pub(crate) mod store;
pub(crate) mod task;
