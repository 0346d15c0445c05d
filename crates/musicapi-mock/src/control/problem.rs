//! Errors of the control API, and the replies that say so.

use http::StatusCode;
use openapi_mock::Reply;

use crate::spaces::SpaceError;
use crate::spaces::snapshot::SnapshotError;

/// Why a call isn't done.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn bad(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message }
    }

    pub(super) fn conflict(message: String) -> Self {
        Self { status: StatusCode::CONFLICT, message }
    }

    pub(super) fn missing(message: String) -> Self {
        Self { status: StatusCode::NOT_FOUND, message }
    }

    pub(super) fn broken(message: impl ToString) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, message: message.to_string() }
    }

    pub(super) fn reply(&self) -> Reply {
        let body = serde_json::json!({"error": {"status": self.status.as_u16(), "message": self.message}});
        let reply = Reply::json(self.status, &body);
        if self.status == StatusCode::UNAUTHORIZED { reply.with_header("www-authenticate", "Bearer") } else { reply }
    }
}

impl From<SpaceError> for Problem {
    fn from(error: SpaceError) -> Self {
        match error {
            SpaceError::Conflict(message) => Self::conflict(message),
            SpaceError::Bad(message) => Self::bad(message),
            SpaceError::Broken(message) => Self::broken(message),
            SpaceError::Snapshot(error @ SnapshotError::OtherVersion(_)) => Self::conflict(error.to_string()),
            SpaceError::Snapshot(error @ SnapshotError::Damaged(_)) => Self::bad(error.to_string()),
        }
    }
}
