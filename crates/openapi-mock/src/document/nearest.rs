//! Suggest the operation that a request without a route probably meant, by the edit distance between the paths.

use http::Method;

use crate::Document;
use crate::Operation;

/// A longer path, in bytes, is not compared: it is no misspelling of a documented one.
const LONGEST: usize = 300;

/// The operation nearest to a request without a route, and how the request differs from it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Nearest<'d> {
    /// The operation.
    pub operation: &'d Operation,
    /// How the request differs, such as ``its path is `/v1/books` ``.
    pub why: String,
}

impl Document {
    /// The operation nearest to a method and a path that have no [route](Self::route); `None` if none is near.
    ///
    /// ```
    /// # use http::Method;
    /// # let document = openapi_mock::Document::from_json(r#"{"openapi": "3.0.3", "servers": [{"url": "/v1"}],
    /// #     "paths": {"/books/{id}": {"get": {"operationId": "getBook", "responses": {}}}}}"#)?;
    /// let nearest = document.nearest(&Method::POST, "/v1/boks/7").unwrap();
    /// assert_eq!(nearest.operation.id(), "getBook");
    /// assert_eq!(nearest.why, "its path is `/v1/books/{id}`, and its method is GET");
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn nearest(&self, method: &Method, path: &str) -> Option<Nearest<'_>> {
        if path.len() > LONGEST {
            return None;
        }
        let base = self.base();
        let below = path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let rest = below.unwrap_or(path);
        let distance = |operation: &Operation| {
            let path = strsim::levenshtein(&filled(operation.path(), rest), rest);
            (path, operation.method() != method, operation.path().contains('{'))
        };
        let (far, operation) = self.operations().map(|it| (distance(it), it)).min_by_key(|(far, _)| *far)?;
        // More than half of the template's literal text would have to change.
        let literals = operation.path().split('/').filter(|segment| parameter(segment).is_none());
        if far.0 * 2 > literals.map(str::len).sum() {
            return None;
        }
        let mut why = Vec::new();
        if far.0 > 0 || below.is_none() {
            why.push(format!("its path is `{base}{}`", operation.path()));
        }
        let missing = operation.path().split('/').skip(rest.trim_end_matches('/').split('/').count());
        let missing: Vec<String> = missing.filter_map(parameter).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            why.push(format!("there is no {}", missing.join(", no ")));
        }
        if far.1 {
            why.push(format!("its method is {}", operation.method()));
        }
        Some(Nearest { operation, why: why.join(", and ") })
    }
}

/// The template with each parameter replaced by the segment that the path has in its place.
fn filled(template: &str, path: &str) -> String {
    let mut given = path.split('/');
    let segments = template.split('/').map(|segment| {
        let given = given.next().unwrap_or_default();
        if parameter(segment).is_some() { given } else { segment }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The name of the parameter, if a segment of a template is one.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
