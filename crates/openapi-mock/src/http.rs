//! HTTP messages, independent of any server: `message` has requests, replies and the `Handler` between them, `wire` says how and
//! when a reply is sent, `cors` lets pages of other origins in.

pub mod cors;
pub(crate) mod message;
pub(crate) mod wire;
