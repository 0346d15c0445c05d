//! The header `Prefer: code=429, example=NAME, dynamic=true`, by which a caller chooses a documented answer.

use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::Answer;
use crate::Operation;
use crate::Reply;
use crate::schema::violation::shorten;

/// An answer that a request prefers and that the operation doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownAnswer {
    /// The answer asked for: `code=429, example=busy`.
    pub wanted: String,
    /// The answers that the operation has, in the same form.
    pub known: Vec<String>,
}

impl UnknownAnswer {
    /// The error as a reply of status 400.
    pub fn reply(&self) -> Reply {
        Reply::problem(StatusCode::BAD_REQUEST, &self.to_string(), json!({"known": self.known}))
    }
}

impl fmt::Display for UnknownAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.join("; ");
        write!(
            f,
            "the document has no answer for `Prefer: {}`; for this operation it has: {known}",
            shorten(&self.wanted)
        )
    }
}

impl std::error::Error for UnknownAnswer {}

impl Operation {
    /// The answer that a `Prefer` header asks for, by `code`, `example` or both; `None` if the header asks for neither.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {
    /// #     "404": {"description": "", "content": {"application/json": {"examples": {"gone": {"value": {}}}}}}}}}}}"#)?;
    /// # let operation = document.operation("GET /").unwrap();
    /// use openapi_mock::Request;
    ///
    /// let request = Request::get("/").with_header("prefer", "code=404, example=gone");
    /// let answer = operation.preferred(&request.headers).unwrap().unwrap();
    /// assert_eq!(answer.status, 404);
    /// let request = Request::get("/").with_header("prefer", "code=429");
    /// let unknown = operation.preferred(&request.headers).unwrap().unwrap_err();
    /// assert_eq!(unknown.known, ["code=404, example=gone"]);
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn preferred(&self, headers: &HeaderMap) -> Option<Result<Answer<'_>, UnknownAnswer>> {
        let Preferred { code, example, .. } = wanted(headers);
        if code.is_none() && example.is_none() {
            return None;
        }
        // No answer is documented under a code that isn't a number.
        let status = code.as_ref().map(|code| code.parse().unwrap_or(0));
        let answer = self.answer(status, example.as_deref());
        Some(answer.ok_or_else(|| self.unknown(code.as_deref(), example.as_deref())))
    }

    pub(crate) fn unknown(&self, code: Option<&str>, example: Option<&str>) -> UnknownAnswer {
        let mut known: Vec<String> = self.documented().map(|it| name(Some(it.status.as_str()), it.example)).collect();
        // Answers that differ in their media type only have the same name.
        known.dedup();
        UnknownAnswer { wanted: name(code, example), known }
    }
}

fn name(code: Option<&str>, example: Option<&str>) -> String {
    let code = code.map(|code| format!("code={code}"));
    let example = example.map(|example| format!("example={example}"));
    code.into_iter().chain(example).collect::<Vec<_>>().join(", ")
}

/// The preferences that choose an answer.
#[derive(Default, Debug, PartialEq)]
pub(crate) struct Preferred {
    pub(crate) code: Option<String>,
    pub(crate) example: Option<String>,
    pub(crate) dynamic: Option<String>,
}

/// Reads `code`, `example` and `dynamic` from the `Prefer` headers; the first value of each counts.
pub(crate) fn wanted(headers: &HeaderMap) -> Preferred {
    let mut preferred = Preferred::default();
    for header in headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok()) {
        let mut quoted = false;
        let separates = |letter: char| {
            quoted ^= letter == '"';
            !quoted && (letter == ',' || letter == ';')
        };
        for (key, value) in header.split(separates).filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"').to_owned();
            match key.trim().to_ascii_lowercase().as_str() {
                "code" => _ = preferred.code.get_or_insert(value),
                "example" => _ = preferred.example.get_or_insert(value),
                "dynamic" => _ = preferred.dynamic.get_or_insert(value),
                _ => {}
            }
        }
    }
    preferred
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;

    #[test]
    fn headers_are_read_leniently() {
        for (header, code, example) in [
            ("code=429, example=a", Some("429"), Some("a")),
            ("example=\"a, b\";code=\"1\"", Some("1"), Some("a, b")),
            (" Code = 5 ", Some("5"), None),
            ("dynamic=true, return=minimal", None, None),
            ("=;,\"", None, None),
            ("code=1, code=2", Some("1"), None),
            ("code=", Some(""), None),
        ] {
            let request = Request::get("/").with_header("prefer", header);
            let wanted = wanted(&request.headers);
            assert_eq!((wanted.code.as_deref(), wanted.example.as_deref()), (code, example), "{header}");
            assert_eq!(wanted.dynamic.is_some(), header.starts_with("dynamic"));
        }
    }
}
