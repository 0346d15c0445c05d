//! How a call is made, whichever operation it is.
//!
//! A generated method hands its request to `dynamic`, which serves calls by text and JSON, too. `pipeline` is the one way on which every
//! call goes: `validate` checks the request, `purchase` sees that a paid one is written down and finished, `budget` and `single_flight`
//! decide whether it may be paid for, `rate_limiter` gives it its turn, `transport` sends it, `response` reads the answer, `answer` says
//! what it means for money, with `refusal` for those under status 200 and `mend` for values of another kind than documented; `retry_after` says how long to wait before the next attempt. `observer`
//! is told of each attempt, and of what the document doesn't know.

pub(crate) mod answer;
#[cfg(feature = "client")]
pub(crate) mod budget;
#[cfg(feature = "client")]
pub(crate) mod dynamic;
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
