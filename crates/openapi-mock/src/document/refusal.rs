//! Why a request is refused, and the reply that says so.

use std::fmt;

use http::{
    StatusCode,
    header::{CONTENT_ENCODING, CONTENT_TYPE},
};
use serde_json::json;

use crate::Answer;
use crate::Location;
use crate::Operation;
use crate::Reply;
use crate::Violation;
use crate::document::error_body::Documented;
use crate::document::media_type::{concrete, is_json};
use crate::document::security::{challenge, place};
use crate::http::message::problem;
use crate::schema::violation::shorten;
use crate::violations_header;

/// Why a request doesn't fit its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Credentials are missing, or not in the documented form: 401.
    Unauthorized {
        /// Whether they are missing; otherwise they have another form.
        missing: bool,
        /// The documented form: `Authorization: Bearer <token>`, or the name of the API key and where it stands.
        expected: String,
    },
    /// The body is too long: 413.
    TooLarge {
        /// The longest body allowed, in bytes.
        limit: usize,
    },
    /// The body has a media type that the operation doesn't take: 415.
    UnsupportedMediaType {
        /// The body's media type.
        given: String,
        /// The media types that the operation takes.
        known: Vec<String>,
    },
    /// The body has a content encoding, such as gzip, which the engine doesn't decode: 415.
    UnsupportedEncoding {
        /// The encoding, as `Content-Encoding` has it.
        given: String,
    },
    /// The body isn't JSON, or has a key twice, or is nested too deeply: 400.
    NotJson {
        /// What is wrong with it, with line and column.
        message: String,
    },
    /// The request breaks rules of the document: 400.
    Invalid(Vec<Violation>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized { missing: true, expected } => write!(f, "credentials are missing; send {expected}"),
            Self::Unauthorized { expected, .. } => {
                write!(f, "the credentials are not in the form {expected}")
            }
            Self::TooLarge { limit } => {
                write!(f, "the body is longer than {limit} bytes; shorten it")
            }
            Self::UnsupportedMediaType { given, known } => {
                write!(f, "the body is sent as `{}`; send it as {}", shorten(given), known.join(" or "))
            }
            Self::UnsupportedEncoding { given } => {
                write!(f, "the body is encoded as `{}`; send it without an encoding", shorten(given))
            }
            Self::NotJson { message } => write!(f, "the body isn't valid JSON: {message}"),
            Self::Invalid(violations) => {
                f.write_str(&violations.iter().map(|it| it.message.as_str()).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The HTTP status of this refusal.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized { .. } => StatusCode::UNAUTHORIZED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType { .. } | Self::UnsupportedEncoding { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotJson { .. } | Self::Invalid(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// The refusal as violations: the broken rules, at most a hundred of a body or parameter.
    ///
    /// Any other refusal is one violation with the keyword `security`, `length`, `mediaType`, `encoding` or `json`.
    pub fn violations(&self) -> Vec<Violation> {
        let (location, keyword) = match self {
            Self::Invalid(violations) => return violations.clone(),
            Self::Unauthorized { expected, .. } => (place(expected), "security"),
            Self::TooLarge { .. } => (Location::Body, "length"),
            Self::UnsupportedMediaType { .. } => (Location::Header { name: CONTENT_TYPE.to_string() }, "mediaType"),
            Self::UnsupportedEncoding { .. } => (Location::Header { name: CONTENT_ENCODING.to_string() }, "encoding"),
            Self::NotJson { .. } => (Location::Body, "json"),
        };
        let mut violation = Violation::new(&location, "", keyword, "", "");
        violation.message = self.to_string();
        vec![violation]
    }
}

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
