//! The API below `/__mock/`, by which any language controls a mock. It is served from a document of its own, as the service is.

mod accounts;
mod calls;
mod document;
mod guard;
mod lists;
pub(crate) mod page;
mod reference;
mod state;
mod steer;

use std::collections::BTreeMap;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use openapi_mock::{BODY_LIMIT, Operation, Reply, Request};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::spaces::snapshot::SnapshotError;
use crate::spaces::{Space, Spaces};
use document::Control;
pub use document::json as document;

/// Below this path it lies.
pub(crate) const BASE: &str = "/__mock";

/// The longest snapshot that can be put back: one of some 80,000 tasks.
const SNAPSHOT_LIMIT: usize = 128 * 1024 * 1024;

/// The longest body that is taken on a path.
pub(crate) fn body_limit(path: &str) -> usize {
    if path.strip_prefix(BASE) == Some("/restore") { SNAPSHOT_LIMIT } else { BODY_LIMIT }
}

/// Whether a path is one of it.
pub(crate) fn is_for(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Why a call isn't done.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    message: String,
}

impl Problem {
    pub(crate) fn bad(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message }
    }

    pub(crate) fn conflict(message: String) -> Self {
        Self { status: StatusCode::CONFLICT, message }
    }

    fn missing(message: String) -> Self {
        Self { status: StatusCode::NOT_FOUND, message }
    }

    pub(crate) fn broken(message: impl ToString) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, message: message.to_string() }
    }

    fn reply(&self) -> Reply {
        let body = serde_json::json!({"error": {"status": self.status.as_u16(), "message": self.message}});
        let reply = Reply::json(self.status, &body);
        if self.status == StatusCode::UNAUTHORIZED { reply.with_header("www-authenticate", "Bearer") } else { reply }
    }
}

impl From<SnapshotError> for Problem {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::OtherVersion(_) => Self::conflict(error.to_string()),
            SnapshotError::Damaged(_) => Self::bad(error.to_string()),
        }
    }
}

/// What comes of a call.
type Outcome = Result<Reply, Problem>;

/// A call that was checked.
struct Ask<'a> {
    spaces: &'a Spaces,
    space: Arc<Space>,
    request: &'a Request,
    path: BTreeMap<String, String>,
    query: Map<String, Value>,
    body: Option<Value>,
}

impl Ask<'_> {
    fn query<Q: DeserializeOwned>(&self) -> Result<Q, Problem> {
        serde_json::from_value(Value::Object(self.query.clone())).map_err(|error| Problem::bad(error.to_string()))
    }

    fn body<B: DeserializeOwned>(&self) -> Result<B, Problem> {
        let body = self.body.clone().unwrap_or_else(|| Value::Object(Map::new()));
        serde_json::from_value(body).map_err(|error| Problem::bad(error.to_string()))
    }
}

fn told<T: Serialize>(answer: &T) -> Outcome {
    told_as(StatusCode::OK, answer)
}

fn told_as<T: Serialize>(status: StatusCode, answer: &T) -> Outcome {
    Ok(json(status, serde_json::to_string(answer).map_err(Problem::broken)?))
}

/// A reply with a text that is JSON.
fn json(status: StatusCode, text: String) -> Reply {
    let mut reply = Reply { body: text.into(), ..Reply::new(status) };
    reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}

/// Which of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default)]
struct Span {
    /// Only what has a higher number.
    since: u64,
    /// Only what has a lower number, for the next page.
    before: Option<u64>,
    /// At most so many, the newest.
    #[schemars(range(max = 10000))]
    limit: usize,
}

impl Default for Span {
    fn default() -> Self {
        Self { since: 0, before: None, limit: 100 }
    }
}

impl Span {
    fn has(&self, number: u64) -> bool {
        number > self.since && self.before.is_none_or(|before| number < before)
    }
}

/// The reply to a request for a path of the control API.
pub(crate) fn answer(spaces: &Spaces, request: &Request) -> Reply {
    outcome(spaces, request).unwrap_or_else(|problem| problem.reply())
}

fn outcome(spaces: &Spaces, request: &Request) -> Outcome {
    guard::same_origin(request, spaces.control_key().is_some())?;
    if let Some(reply) = page::reply(spaces, request) {
        return Ok(reply);
    }
    let control = Control::get().map_err(Problem::broken)?;
    let route = match control.document.route(&request.method, &request.path) {
        Ok(route) => route,
        Err(error) => {
            let mut reply = error.reply();
            let nearest = control.document.nearest(&request.method, &request.path);
            let nearest = nearest.map(|it| format!("; the nearest call is `{}`: {}", it.operation.id(), it.why));
            let message = format!("{error}{}; all calls are in {BASE}/openapi.json", nearest.unwrap_or_default());
            reply.body = Problem { status: reply.status, message }.reply().body;
            return Ok(reply);
        }
    };
    let operation = route.operation;
    let call = control.call(operation.id()).ok_or_else(|| Problem::broken("the call isn't in the table"))?;
    if !call.is_open {
        guard::key(request, spaces.control_key())?;
    }
    let check = if call.reads { Operation::check_unread } else { Operation::check_within };
    let checked = match check(operation, body_limit(&request.path), request, &route.path_parameters) {
        Ok(checked) => checked,
        Err(refusal) => return Ok(operation.refuse(&refusal)),
    };
    guard::known_query(request, operation)?;
    let named = || request.headers.get(SPACE_HEADER)?.to_str().ok().map(str::to_owned);
    let key = checked.query.get("space").and_then(Value::as_str).map(str::to_owned).or_else(named);
    let space = match key {
        Some(key) => {
            let unknown =
                || Problem::missing("no space knows this key; GET /__mock/spaces lists them with theirs".to_owned());
            spaces.knowing(&key).ok_or_else(unknown)?
        }
        None => Arc::clone(spaces.first()),
    };
    let mut query = checked.query;
    query.remove("space");
    (call.act)(&Ask { spaces, space, request, path: route.path_parameters, query, body: checked.body })
}

/// The header that names the space that a call is for, by a key of it.
const SPACE_HEADER: &str = "x-mock-space";

#[cfg(test)]
mod tests;
