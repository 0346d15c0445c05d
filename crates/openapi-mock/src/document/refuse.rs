//! The reply to a refused request: the documented error if there is one, else the mock's own.

use http::StatusCode;
use serde_json::json;

use crate::Answer;
use crate::Operation;
use crate::Refusal;
use crate::Reply;
use crate::document::error_body::Documented;
use crate::document::media_type::{concrete, is_json};
use crate::http::message::problem;
use crate::violations_header;

impl Operation {
    /// The reply to a refused request.
    ///
    /// If the document has an example for the status, the example is the body. If it has a schema, the body is made from it, with the
    /// reason in place of `message`, `detail` or the like. The header of [`violations_header`] then has the details. Otherwise the body
    /// is `{"error": {"status", "message", "violations"}}`, as it is where the schema accepts that. Broken rules are answered with 422
    /// where the document has that status and not 400.
    pub fn refuse(&self, refusal: &Refusal) -> Reply {
        self.refuse_as(refusal, None)
    }

    /// Like [`refuse`](Self::refuse), with this status for broken rules and for bodies that aren't JSON.
    pub(crate) fn refuse_as(&self, refusal: &Refusal, broken: Option<StatusCode>) -> Reply {
        // A `default` may be the documented success; then it is no error.
        let success = self.answer(None, None).filter(|it| !it.status.is_client_error());
        let is_success = |it: &Answer<'_>| success.as_ref().is_some_and(|success| success.is_of(it));
        let documented = |status: StatusCode| self.answer(Some(status.as_u16()), None).filter(|it| !is_success(it));
        let mut status = refusal.status();
        let exact = |code: &str| self.value().get("responses").is_some_and(|responses| responses.get(code).is_some());
        if matches!(refusal, Refusal::Invalid(_)) && exact("422") && !exact("400") {
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        if let (Refusal::Invalid(_) | Refusal::NotJson { .. }, Some(broken)) = (refusal, broken) {
            status = broken;
        }
        let violations = refusal.violations();
        let reason = refusal.to_string();
        let own = problem(status, &reason, json!({"violations": violations}));
        let answer = documented(status);
        let explained = |mut reply: Reply| {
            let (name, value) = violations_header(&violations);
            reply.headers.insert(name, value);
            reply
        };
        if let Some(answer) = answer.as_ref().filter(|it| it.body.is_some()) {
            return explained(answer.reply());
        }
        let body = answer.as_ref().and_then(|answer| {
            let body = self.error(answer)?.body(&own, &reason, || answer.value().ok()?.cloned())?;
            Some((answer, body))
        });
        let reply = match body {
            Some((answer, body)) if body != own => explained(answer.with_body(&body)),
            _ => Reply::json(status, &own),
        };
        match refusal {
            Refusal::Unauthorized { expected, .. } => match challenge(expected) {
                Some(scheme) => reply.with_header("www-authenticate", scheme),
                None => reply,
            },
            _ => reply,
        }
    }

    /// A documented answer as an error; `None` if it has no schema for JSON.
    fn error(&self, answer: &Answer<'_>) -> Option<Documented<'_>> {
        let schema = answer.schema.filter(|_| answer.media_type.is_some_and(|it| is_json(concrete(it))))?;
        let (schema, validator) = (self.schemas.place(schema)?, self.schemas.answer_validator(schema).ok()?);
        Some(Documented { status: answer.status, schema, validator })
    }
}

/// The `WWW-Authenticate` challenge for what was expected, if it has one.
fn challenge(expected: &str) -> Option<&str> {
    expected.split_once("Authorization: ")?.1.split(' ').next()
}
