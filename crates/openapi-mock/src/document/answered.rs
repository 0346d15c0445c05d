//! Check an answer, of a handler or of a real service, against the document.
//!
//! The status comes first, then the media type, then a JSON body against its schema; the first of these that fails is reported. Headers
//! and bodies that aren't JSON, or are compressed, are not checked.

use http::{StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

use crate::Location;
use crate::Operation;
use crate::Reply;
use crate::Violation;
use crate::document::json;
use crate::document::media_type::{covers, essence, is_encoded, is_json};
use crate::schema::messages;

impl Operation {
    /// Checks an answer against the document; empty if the document allows it.
    ///
    /// A violation is a status or a media type that isn't documented, a missing body, or a JSON body that its schema refuses. Headers
    /// and bodies that are compressed aren't checked.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {
    /// #     "200": {"description": "", "content": {"application/json": {"schema": {"type": "array"}}}}}}}}}"#)?;
    /// use http::StatusCode;
    /// use openapi_mock::Reply;
    /// use serde_json::json;
    ///
    /// let operation = document.operation("GET /").unwrap();
    /// assert_eq!(operation.check_answer(&Reply::json(StatusCode::OK, &json!([]))), []);
    /// let wrong = operation.check_answer(&Reply::json(StatusCode::OK, &json!({})));
    /// assert_eq!(wrong[0].message, "the body must be an array, not an object");
    /// assert_eq!(operation.check_answer(&Reply::new(StatusCode::NOT_FOUND))[0].keyword, "status");
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn check_answer(&self, reply: &Reply) -> Vec<Violation> {
        let told = |keyword: &str, message: String| {
            let mut violation = Violation::new(&Location::Body, "", keyword, "", self.pointer());
            violation.message = message;
            vec![violation]
        };
        let documented = self.candidates(Some(reply.status.as_u16()), None);
        if documented.is_empty() {
            return told("status", format!("the status {} isn't documented", reply.status.as_u16()));
        }
        let types: Vec<&str> = documented.iter().filter_map(|answer| answer.media_type).collect();
        if reply.body.is_empty() {
            let lacks =
                !types.is_empty() && ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&reply.status);
            return if lacks { told("required", "the body is missing".to_owned()) } else { Vec::new() };
        }
        let given = reply.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let same = |known: &&str| covers(&essence(known), &essence(given));
        if !types.is_empty() && !types.iter().any(same) {
            return told(
                "mediaType",
                format!("the body is `{given}`, which isn't documented; {} is", types.join(" or ")),
            );
        }
        let schema =
            documented.iter().find(|answer| answer.media_type.is_some_and(|it| same(&it))).and_then(|it| it.schema);
        let (Some(schema), true, false) = (schema, is_json(given), is_encoded(&reply.headers)) else {
            return Vec::new();
        };
        let body: Value = match json::parse(&reply.body) {
            Ok(body) => body,
            Err(error) => return told("json", format!("the body isn't valid JSON: {error}")),
        };
        match self.schemas.answer_validator(schema) {
            Ok(validator) => messages::violations(&self.document, &validator, &body, &Location::Body),
            Err(_) => Vec::new(),
        }
    }
}
