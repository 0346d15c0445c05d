//! A checked control call, with its parameters and body, and the reply to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use openapi_mock::{Reply, Request};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::problem::Problem;
use crate::spaces::Spaces;
use crate::spaces::space::Space;

/// The path below which the control API lies.
pub(super) const BASE: &str = "/__mock";

/// The header that names the space that a call is for, by a key of it.
pub(super) const SPACE_HEADER: &str = "x-mock-space";

/// What comes of a call.
pub(super) type Outcome = Result<Reply, Problem>;

/// A call that was checked.
pub(super) struct Ask<'a> {
    pub(super) spaces: &'a Spaces,
    pub(super) space: Arc<Space>,
    pub(super) request: &'a Request,
    pub(super) path: BTreeMap<String, String>,
    pub(super) query: Map<String, Value>,
    pub(super) body: Option<Value>,
    /// The document of the control API.
    pub(super) document: &'static Value,
}

impl Ask<'_> {
    pub(super) fn query<Q: DeserializeOwned>(&self) -> Result<Q, Problem> {
        serde_json::from_value(Value::Object(self.query.clone())).map_err(|error| Problem::bad(error.to_string()))
    }

    pub(super) fn body<B: DeserializeOwned>(&self) -> Result<B, Problem> {
        let body = self.body.clone().unwrap_or_else(|| Value::Object(Map::new()));
        serde_json::from_value(body).map_err(|error| Problem::bad(error.to_string()))
    }
}

pub(super) fn told<T: Serialize>(answer: &T) -> Outcome {
    told_as(StatusCode::OK, answer)
}

pub(super) fn told_as<T: Serialize>(status: StatusCode, answer: &T) -> Outcome {
    Ok(json(status, serde_json::to_string(answer).map_err(Problem::broken)?))
}

/// A reply with a text that is JSON.
pub(super) fn json(status: StatusCode, text: String) -> Reply {
    let mut reply = Reply { body: text.into(), ..Reply::new(status) };
    reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}

/// Which of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Span {
    /// Only what has a higher number.
    pub(super) since: u64,
    /// Only what has a lower number, for the next page.
    pub(super) before: Option<u64>,
    /// At most so many, the newest.
    #[schemars(range(max = 10000))]
    pub(super) limit: usize,
}

impl Default for Span {
    fn default() -> Self {
        Self { since: 0, before: None, limit: 100 }
    }
}

impl Span {
    pub(super) fn has(&self, number: u64) -> bool {
        number > self.since && self.before.is_none_or(|before| number < before)
    }
}
