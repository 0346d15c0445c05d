//! The contracts between document, client and mock. One program, so that it is linked once.

mod adapters;
mod client;
mod document;
mod downloads;
mod faults;
mod limits;
mod mock;
mod paid;
mod types;
mod waits;
