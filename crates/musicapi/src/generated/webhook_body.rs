// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

//! The bodies of events, by the platform that they come from.
use serde::Deserialize as _;
use serde_json::Value;
use crate::types;
/// The body of an event, by its platform.
///
/// Clips stand in it as they came. What their state means is told by [`Event::task_status`](crate::webhook::Event::task_status).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Body {
    /// `suno`: Word of a sonic task.
    Sonic(types::SonicWebhook),
    /// `nuro`: Word of a nuro task.
    Nuro(types::NuroWebhook),
    /// `producer`: Word of a producer task.
    Producer(types::ProducerWebhook),
    /// Of a platform that the document doesn't know, or not of its platform's form: why it has no type. What it
    /// says is in [`Event::json`](crate::webhook::Event::json).
    Other(String),
}

impl Body {
    pub(crate) fn read(platform: &str, value: &Value) -> Self {
        let typed = match platform {
            "suno" => types::SonicWebhook::deserialize(value).map(Self::Sonic),
            "nuro" => types::NuroWebhook::deserialize(value).map(Self::Nuro),
            "producer" => types::ProducerWebhook::deserialize(value).map(Self::Producer),
            _ => {
                return Self::Other(
                    format!("the document doesn't know the platform {platform:?}"),
                );
            }
        };
        typed.unwrap_or_else(|error| Self::Other(error.to_string()))
    }
}
