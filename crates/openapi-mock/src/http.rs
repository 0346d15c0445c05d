//! HTTP, apart from any server: a `message` is a request or a reply, `wire` says how and when a reply is sent.

pub(crate) mod message;
pub(crate) mod wire;
