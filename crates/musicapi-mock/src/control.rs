//! The control API below `/__mock/`, by which a test in any language controls a mock.
//!
//! Requests are checked against a document of their own by the same engine as those of the service. `calls` is the table of all calls, from
//! which `document` makes that document; `call` and `ask` say what a call is and what was asked. `accounts`, `steer`, `state` and `lists`
//! carry the calls out. `guard` decides who may call, `problem` is what a caller is told that may not. `page`, `reference` and `published`
//! serve what people and generators read.

mod accounts;
mod ask;
mod call;
mod calls;
mod document;
mod guard;
mod lists;
mod page;
mod problem;
mod published;
mod reference;
mod state;
mod steer;

use std::sync::Arc;

use http::{HeaderMap, StatusCode};
use openapi_mock::{BODY_LIMIT, Handler, Operation, Reply, Request, cors};
use serde_json::Value;

use crate::spaces::Spaces;
use ask::{Ask, BASE, Outcome, SPACE_HEADER};
use document::Control;
pub use document::json as document;
use problem::Problem;

/// The longest snapshot that can be put back: 100,000 tasks make 139 MB, and 10,000 requests with their bodies 50.
const SNAPSHOT_LIMIT: usize = 512 * 1024 * 1024;

/// The longest body that is taken on a path, from who may control the mock.
fn body_limit(path: &str) -> usize {
    if path.strip_prefix(BASE) == Some("/restore") { SNAPSHOT_LIMIT } else { BODY_LIMIT }
}

/// Whether a path is one of it.
fn is_for(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The reply to a request for a path of the control API.
fn answer(spaces: &Spaces, request: &Request) -> Reply {
    outcome(spaces, request).unwrap_or_else(|problem| problem.reply())
}

/// Refuses web pages from elsewhere.
fn same_origin(spaces: &Spaces, headers: &HeaderMap) -> Result<(), Problem> {
    let public_url = spaces.service().settings().public_url.as_deref();
    guard::same_origin(headers, spaces.control_key().is_some(), public_url)
}

fn outcome(spaces: &Spaces, request: &Request) -> Outcome {
    same_origin(spaces, &request.headers)?;
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
        guard::key(&request.headers, spaces.control_key())?;
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
            let unknown = || {
                Problem::missing("no space has this key or name; GET /__mock/spaces lists them with theirs".to_owned())
            };
            spaces.named(&key).ok_or_else(unknown)?
        }
        None => Arc::clone(spaces.first()),
    };
    let mut query = checked.query;
    query.remove("space");
    let (path, body, document) = (route.path_parameters, checked.body, document());
    (call.act)(&Ask { spaces, space, request, path, query, body, document })
}

/// Where whoever watches over servers looks whether this one is there. No call of a client, so it isn't in the journal.
const HEALTH: &str = "/healthz";

impl Handler for Spaces {
    fn body_limit(&self, path: &str, headers: &HeaderMap) -> usize {
        let may_control = || guard::key(headers, self.control_key()).and_then(|()| same_origin(self, headers));
        if is_for(path) && may_control().is_ok() { body_limit(path) } else { BODY_LIMIT }
    }

    fn handle(&self, request: Request) -> Reply {
        if is_for(&request.path) {
            self.note_control();
            return answer(self, &request);
        }
        if request.path == HEALTH {
            return Reply::json(StatusCode::OK, &serde_json::json!({"status": "ok"}));
        }
        if self.is_for_pages()
            && let Some(reply) = cors::preflight(&request)
        {
            return reply;
        }
        let origin = request.headers.get("origin").cloned();
        let reply = match self.has_others() {
            false => self.first().faults.handle(request),
            true => self.of_request(&request).faults.handle(request),
        };
        if self.is_for_pages() { cors::open(origin.as_ref(), reply) } else { reply }
    }
}

#[cfg(test)]
mod tests;
