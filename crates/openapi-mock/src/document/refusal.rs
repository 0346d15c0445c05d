//! Why a request is refused. What is answered then is decided in `refuse`.

use std::fmt;

use http::{
    StatusCode,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE},
};

use crate::Location;
use crate::Violation;
use crate::schema::violation::shorten;

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

/// The place of the first of the credentials that were expected.
fn place(expected: &str) -> Location {
    let first = expected.split([',', ' ']).next().unwrap_or_default().trim_end_matches(':');
    let name = first.to_owned();
    match expected[first.len()..].trim_start().split([')', ' ']).next() {
        Some("(query") => Location::Query { name },
        Some("(cookie") => Location::Cookie { name },
        Some("(header") => Location::Header { name },
        _ => Location::Header { name: AUTHORIZATION.to_string() },
    }
}
