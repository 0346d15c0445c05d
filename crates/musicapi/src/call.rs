//! How a call is made, whichever operation it is.
//!
//! A request goes in, typed or as JSON, and an answer or an error comes out. A request that breaks a documented rule is not sent. A
//! paid call is in the journal before it is sent, and is sent again only if it is certain that the service didn't accept it.
//!
//! In the order of a call: a generated method hands its request to `dynamic`, which also serves calls by text and JSON; `pipeline` is
//! the one path that every call takes; `validate` checks the request; `single_flight` and `budget` decide whether it may be bought;
//! `rate_limiter` gives it its turn; `purchase` writes a paid call down and finishes it; `transport` sends the request, with the key
//! and time-out that `hooks` set; `response` reads the answer; `answer` says what it means for money, with `refusal` for refusals under status 200 and `mend` for values of another
//! kind than documented; `retry_after` says how long to wait before the next attempt. `observer` sees each attempt, and what the
//! document doesn't know.

pub(crate) mod answer;
#[cfg(feature = "client")]
pub(crate) mod budget;
#[cfg(feature = "client")]
pub(crate) mod dynamic;
#[cfg(feature = "client")]
mod hooks;
pub(crate) mod mend;
#[cfg(feature = "client")]
pub(crate) mod observer;
#[cfg(feature = "client")]
pub(crate) mod pipeline;
#[cfg(feature = "client")]
pub(crate) mod purchase;
#[cfg(feature = "client")]
pub(crate) mod rate_limiter;
pub(crate) mod refusal;
#[cfg(feature = "client")]
pub(crate) mod response;
#[cfg(feature = "client")]
pub(crate) mod retry_after;
#[cfg(feature = "client")]
pub(crate) mod single_flight;
#[cfg(feature = "client")]
pub(crate) mod transport;
pub(crate) mod validate;
