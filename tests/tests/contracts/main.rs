//! The contracts between document, client and mock. One program, so that it is linked once.

mod adapters;
mod architecture;
mod buying;
mod cancel;
mod careful;
mod client;
mod delivery;
mod document;
mod downloads;
mod examples;
mod faults;
mod faulty_mock;
mod journal;
mod keys;
mod kills;
mod limits;
mod mock;
mod neighbour;
mod older;
mod paid;
mod programs;
mod quirks;
mod seen;
mod types;
mod waits;
mod webhooks;
