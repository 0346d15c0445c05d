//! Choose one of an operation's documented answers, by status and example.

use http::StatusCode;

use crate::Answer;
use crate::Operation;
use crate::document::media_type::is_json;
use crate::document::response::{Key, Known};

impl Operation {
    /// The documented answer with this status and this example.
    ///
    /// Without a status it is, of the answers that have the example, the first success with a body; else the first success; else
    /// `default` (if no example is named); else the first redirect; else the first answer. Without an example it is the status's
    /// first one. The document may have a status by its range (`4XX`) or by `default`.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {
    /// #     "429": {"description": "", "headers": {"Retry-After": {"schema": {"type": "integer"}, "example": 7}},
    /// #     "content": {"application/json": {"examples": {"busy": {"value": "later"}}}}}}}}}}"#)?;
    /// let operation = document.operation("GET /").unwrap();
    /// let reply = operation.answer(Some(429), Some("busy")).unwrap().reply();
    /// assert_eq!(&reply.body[..], b"\"later\"");
    /// assert_eq!(reply.headers["retry-after"], "7");
    /// assert!(operation.answer(Some(404), None).is_none());
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn answer(&self, status: Option<u16>, example: Option<&str>) -> Option<Answer<'_>> {
        let (key, status) = self.chosen(status, example)?;
        let found = self.known().iter().find(|known| known.key == key && known.fits(example))?;
        Some(found.answer(&self.schemas, status))
    }

    /// The same answer in each of its media types.
    pub(crate) fn candidates(&self, status: Option<u16>, example: Option<&str>) -> Vec<Answer<'_>> {
        let Some((key, status)) = self.chosen(status, example) else { return Vec::new() };
        let fitting = self.known().iter().filter(|known| known.key == key && known.fits(example));
        fitting.map(|known| known.answer(&self.schemas, status)).collect()
    }

    /// The key of the answer to give, and its status.
    fn chosen(&self, status: Option<u16>, example: Option<&str>) -> Option<(Key, StatusCode)> {
        let known = self.known();
        if let Some(status) = status {
            let status = StatusCode::from_u16(status).ok()?;
            let keys = [Key::Status(status), Key::Range(status.as_u16() / 100), Key::Default];
            let key = keys.into_iter().find(|key| known.iter().any(|answer| answer.key == *key))?;
            return Some((key, status));
        }
        let is_success = |answer: &&Known| answer.key.status().is_success();
        let fitting = || known.iter().filter(|answer| answer.fits(example));
        // A success with a body says more than one without.
        let with_body = |answer: &&Known| is_success(answer) && answer.media_type.is_some();
        if let Some(first) = fitting().find(with_body).or_else(|| fitting().find(is_success)) {
            return Some((first.key, first.key.status()));
        }
        // Without a documented success, `default` is taken for one; then comes a redirect, then any answer.
        if let (None, Some(default)) = (example, known.iter().find(|answer| answer.key == Key::Default)) {
            return Some((default.key, StatusCode::OK));
        }
        let is_redirect = |answer: &&Known| answer.key.status().is_redirection();
        let first = fitting().find(is_redirect).or_else(|| fitting().next())?;
        Some((first.key, first.key.status()))
    }

    /// All documented answers with a JSON example, one for each example.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        let json = |known: &&Known| known.body.is_some() && known.sent().is_some_and(is_json);
        self.known().iter().filter(json).map(|known| known.answer(&self.schemas, known.key.status()))
    }

    /// All documented answers, with those that have no example.
    pub(crate) fn documented(&self) -> impl Iterator<Item = Answer<'_>> {
        self.known().iter().map(|known| known.answer(&self.schemas, known.key.status()))
    }

    fn known(&self) -> &[Known] {
        self.answers.get_or_init(|| Known::all(&self.schemas, &self.place()))
    }
}
